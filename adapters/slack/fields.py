"""What was filled into a modal, by the names of its fields."""

from __future__ import annotations

import math
import re
from datetime import date, time
from typing import Any

from adapters.slack.payloads import Malformed, some, text, within
from bot.happening import FieldValue
from bot.people import AccountRef

Json = dict[str, Any]

NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
"""What people write as a number. Python alone would also take ``nan`` and ``1_000``."""


def filled(view: Json) -> dict[str, FieldValue]:
    """Every field's value. Raises Malformed for an input that no form of ours has."""
    values = within(within(view, "state", dict), "values", dict)
    return {name: _value(block) for name, block in values.items()}


def inputs(view: Json) -> tuple[str, ...]:
    """The names of a modal's fields, in their order."""
    blocks = within(view, "blocks", list)
    shown = [block for block in blocks if isinstance(block, dict) and block.get("type") == "input"]
    return tuple(within(block, "block_id", str) for block in shown)


def _value(block: Any) -> FieldValue:
    if not (isinstance(block, dict) and len(block) == 1):
        raise Malformed("state")
    (element,) = block.values()
    if not isinstance(element, dict):
        raise Malformed("state")
    match element.get("type"):
        case "plain_text_input":
            return _written(element)
        case "number_input":
            return _number(_written(element))
        case "static_select":
            return text(element, "selected_option", "value")
        case "checkboxes" | "multi_static_select":
            return tuple(_chosen(option) for option in some(element, "selected_options"))
        case "multi_users_select":
            picked = some(element, "selected_users")
            if not all(isinstance(account, str) for account in picked):
                raise Malformed("selected_users")
            return tuple(AccountRef(account) for account in picked)
        case "timepicker":
            return _read(text(element, "selected_time"), time)
        case "datepicker":
            return _read(text(element, "selected_date"), date)
        case _:
            raise Malformed("state")


def _written(element: Json) -> str:
    return text(element, "value").replace("\x00", "").strip()


def _number(written: str) -> float | str | None:
    if not written:
        return None
    if not NUMBER.fullmatch(written):
        return written
    number = float(written.replace(",", "."))
    return number if math.isfinite(number) else written


def _chosen(option: Any) -> str:
    if not isinstance(option, dict):
        raise Malformed("selected_options")
    value: str = within(option, "value", str)
    return value


def _read(written: str, kind: type[time] | type[date]) -> time | date | None:
    if not written:
        return None
    try:
        return kind.fromisoformat(written)
    except ValueError:
        raise Malformed("state") from None
