"""What Slack's own client does with a filled form: checks it, and puts it into the view's state."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]
Values = dict[str, str | list[str] | None]

REQUIRED = "This is a required field"
SEVERAL = {
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "multi_users_select": "selected_users",
}
ONE = {
    "plain_text_input": "value",
    "number_input": "value",
    "static_select": "selected_option",
    "radio_buttons": "selected_option",
    "users_select": "selected_user",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
}


def inputs(view: Json) -> list[Json]:
    return [block for block in view["blocks"] if block["type"] == "input"]


def names(view: Json) -> set[str]:
    """The blocks that can be told what to mend."""
    return {block["block_id"] for block in inputs(view)}


def mistakes(view: Json, values: Values) -> dict[str, str]:
    """What the client refuses to send, by block, in its words; empty when it sends the form."""
    found = {}
    for block in inputs(view):
        value = values.get(block["block_id"])
        if isinstance(value, str) and block["element"]["type"] != "plain_text_input":
            value = value.strip()
        if value in (None, "", []):
            if not block.get("optional", False):
                found[block["block_id"]] = REQUIRED
        elif wrong := _wrong(block["element"], value):
            found[block["block_id"]] = wrong
    return found


def _wrong(element: Json, value: str | list[str] | None) -> str | None:
    kind = element["type"]
    if kind == "plain_text_input" and isinstance(value, str):
        most, least = element.get("max_length", 3000), element.get("min_length", 0)
        if len(value) > most:
            return f"This must be {most} characters or fewer."
        if len(value) < least:
            return f"This must be at least {least} characters."
    if kind == "number_input" and isinstance(value, str):
        return _no_number(element, value)
    if kind in ("static_select", "radio_buttons", "multi_static_select", "checkboxes"):
        known = {option["value"] for option in element["options"]}
        picked = value if isinstance(value, list) else [value]
        if not known.issuperset(picked):
            return "Choose one of the options."
    if "max_selected_items" in element and isinstance(value, list):
        most = element["max_selected_items"]
        if len(value) > most:
            return f"Choose {most} or fewer."
    return None


def _no_number(element: Json, value: str) -> str | None:
    decimals = r"(\.\d+)?" if element["is_decimal_allowed"] else ""
    if not re.fullmatch(rf"-?\d+{decimals}", value):
        return "Please write a number."
    least, most = element.get("min_value", "-inf"), element.get("max_value", "inf")
    if float(value) < float(least):
        return f"The least is {least}."
    return f"The most is {most}." if float(value) > float(most) else None


def state(view: Json, values: Values) -> Json:
    """The values as ``view.state.values`` carries them: by block, by action, by the field's kind."""
    return {
        block["block_id"]: {
            block["element"].get("action_id", block["block_id"]): _state(
                block["element"], values.get(block["block_id"])
            )
        }
        for block in inputs(view)
    }


def _state(element: Json, value: str | list[str] | None) -> Json:
    kind: str = element["type"]
    options = {option["value"]: option for option in element.get("options", [])}
    if kind in SEVERAL:
        picked = value if isinstance(value, list) else [value] if value else []
        return {"type": kind, SEVERAL[kind]: [options.get(one, one) for one in picked]}
    one = value or None
    if isinstance(one, str) and options:
        return {"type": kind, ONE[kind]: options.get(one)}
    return {"type": kind, ONE[kind]: one}
