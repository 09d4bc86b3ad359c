"""Block Kit's elements: buttons, and the fields of a form."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from playground.blockkit.shape import Json, Spot, any_text, confirmation, plain_text

CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
USER = re.compile(r"[UW][A-Z0-9]{2,}")


def _action_id(spot: Spot) -> None:
    for part in spot.within("action_id"):
        part.string(1, 255)


def _asking(spot: Spot) -> None:
    """What most fields have: an action_id, a placeholder, a confirmation, the focus."""
    _action_id(spot)
    for part in spot.within("placeholder"):
        plain_text(part, 150)
    for part in spot.within("confirm"):
        confirmation(part)
    for part in spot.within("focus_on_load"):
        part.boolean()


def _button(spot: Spot) -> None:
    optional = "action_id value url style confirm accessibility_label"
    if spot.has("type text", optional):
        plain_text(spot.at("text"), 75)
        _action_id(spot)
        for key, high in (("value", 2000), ("url", 3000), ("accessibility_label", 75)):
            for part in spot.within(key):
                part.string(1, high)
        for part in spot.within("style"):
            part.one_of("primary", "danger")
        for part in spot.within("confirm"):
            confirmation(part)


def _plain_text_input(spot: Spot) -> None:
    optional = (
        "action_id initial_value multiline min_length max_length"
        " dispatch_action_config focus_on_load placeholder"
    )
    if not spot.has("type", optional):
        return
    _asking(spot)
    for part in spot.within("multiline"):
        part.boolean()
    for part in spot.within("min_length"):
        part.integer(0, 3000)
    for part in spot.within("max_length"):
        part.integer(1, 3000)
    most = spot.value.get("max_length", 3000)
    for part in spot.within("initial_value"):
        part.string(0, most if isinstance(most, int) else 3000)
    least = spot.value.get("min_length", 0)
    if isinstance(least, int) and isinstance(most, int) and least > most:
        spot.wrong("min_length must not be greater than max_length")


def _option(text: Callable[[Spot, int], None]) -> Callable[[Spot], None]:
    def check(spot: Spot) -> None:
        if spot.has("text value", "description"):
            text(spot.at("text"), 75)
            spot.at("value").string(1, 150)
            for part in spot.within("description"):
                text(part, 75)

    return check


def _options(spot: Spot, high: int, text: Callable[[Spot, int], None]) -> list[Json]:
    """Check the options and that no value stands twice; the options that are objects."""
    part = spot.at("options")
    if not part.items(1, high, _option(text)):
        return []
    found = [one for one in part.value if isinstance(one, dict)]
    values = [one.get("value") for one in found]
    for number, value in enumerate(values):
        if value in values[:number]:
            part.at(number).wrong(f"duplicate option value: {value}")
    return found


def _one_chosen(spot: Spot, options: list[Json]) -> None:
    for part in spot.within("initial_option"):
        if part.value not in options:
            part.wrong("initial_option must be one of the options")


def _some_chosen(spot: Spot, options: list[Json]) -> None:
    def among(part: Spot) -> None:
        if part.value not in options:
            part.wrong("initial_options must be among the options")

    for part in spot.within("initial_options"):
        part.items(1, len(options), among)


def _select(spot: Spot) -> None:
    if spot.has("type options", "action_id initial_option placeholder confirm focus_on_load"):
        _asking(spot)
        _one_chosen(spot, _options(spot, 100, plain_text))


def _multi_select(spot: Spot) -> None:
    optional = "action_id initial_options max_selected_items placeholder confirm focus_on_load"
    if spot.has("type options", optional):
        _asking(spot)
        for part in spot.within("max_selected_items"):
            part.integer(1, 100)
        _some_chosen(spot, _options(spot, 100, plain_text))


def _radio_buttons(spot: Spot) -> None:
    if spot.has("type options", "action_id initial_option confirm focus_on_load"):
        _asking(spot)
        _one_chosen(spot, _options(spot, 10, any_text))


def _checkboxes(spot: Spot) -> None:
    if spot.has("type options", "action_id initial_options confirm focus_on_load"):
        _asking(spot)
        _some_chosen(spot, _options(spot, 10, any_text))


def _user(spot: Spot) -> None:
    if not isinstance(spot.value, str) or not USER.fullmatch(spot.value):
        spot.wrong("must be a user id")


def _users_select(spot: Spot) -> None:
    if spot.has("type", "action_id initial_user placeholder confirm focus_on_load"):
        _asking(spot)
        for part in spot.within("initial_user"):
            _user(part)


def _multi_users_select(spot: Spot) -> None:
    optional = "action_id initial_users max_selected_items placeholder confirm focus_on_load"
    if spot.has("type", optional):
        _asking(spot)
        for part in spot.within("max_selected_items"):
            part.integer(1, 1000)
        for part in spot.within("initial_users"):
            part.items(1, 1000, _user)


def _date(spot: Spot) -> None:
    if spot.has("type", "action_id initial_date placeholder confirm focus_on_load"):
        _asking(spot)
        for part in spot.within("initial_date"):
            try:
                date.fromisoformat(part.value)
            except (TypeError, ValueError):
                part.wrong("must be a date in the format YYYY-MM-DD")


def _time(spot: Spot) -> None:
    if spot.has("type", "action_id initial_time timezone placeholder confirm focus_on_load"):
        _asking(spot)
        for part in spot.within("initial_time"):
            if not isinstance(part.value, str) or not CLOCK.fullmatch(part.value):
                part.wrong("must be a time in the format HH:mm")


def _number(spot: Spot) -> None:
    optional = "action_id initial_value min_value max_value focus_on_load placeholder"
    if spot.has("type is_decimal_allowed", optional):
        _asking(spot)
        spot.at("is_decimal_allowed").boolean()
        for key in ("initial_value", "min_value", "max_value"):
            for part in spot.within(key):
                part.string(1, 30)


FIELDS: dict[str, Callable[[Spot], None]] = {
    "plain_text_input": _plain_text_input,
    "static_select": _select,
    "multi_static_select": _multi_select,
    "radio_buttons": _radio_buttons,
    "checkboxes": _checkboxes,
    "users_select": _users_select,
    "multi_users_select": _multi_users_select,
    "datepicker": _date,
    "timepicker": _time,
    "number_input": _number,
}
"""What an input block may hold."""

IN_MESSAGES: dict[str, Callable[[Spot], None]] = {
    "button": _button,
    **{kind: FIELDS[kind] for kind in FIELDS if kind not in ("plain_text_input", "number_input")},
}
"""What an actions block, or a section's accessory, may hold."""
