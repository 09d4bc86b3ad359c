"""A form as Slack's modal: one input block for each field, under the field's own name."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, assert_never

from adapters.slack import phrases
from adapters.slack.blocks import TEXT, note, plain
from bot.fitting import clip, length
from bot.forms import (
    Choice,
    Choices,
    Day,
    Field,
    Form,
    Number,
    Option,
    People,
    Text,
    TimeOfDay,
)
from bot.messages import Note
from bot.people import ChannelRef, Roster

Json = dict[str, Any]

CALLBACK = "muster"
VALUE = "value"
"""The action id of every input: a field is known by its block."""
TITLE = 24
LABEL = 2000
PLACEHOLDER = 150
OPTION = 75
METADATA = 3000
BLOCKS = 95
DIGITS = 30
"""Of a number that stands in its field; a longer one is typed anew."""


def view(form: Form, where: ChannelRef | None, roster: Roster, *, home: bool = False) -> Json:
    """The modal of a form that was asked for in ``where``, or in the Home tab.

    Raises ValueError if its intent is too long.
    """
    kept = {"intent": form.intent.pack(), "channel": None if where is None else where.id}
    metadata = json.dumps(kept | ({"home": True} if home else {}), separators=(",", ":"))
    if length(metadata) > METADATA:
        raise ValueError(f"a form's intent is longer than {METADATA} characters")
    blocks = [block for part in form.content if (block := _block(part, roster)) is not None]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(form.title, TITLE),
        "submit": plain(form.submit, TITLE),
        "close": plain(phrases.CANCEL, TITLE),
        "private_metadata": metadata,
        "blocks": blocks[:BLOCKS],
    }


def notice(title: str, text: str) -> Json:
    """A modal that only says something: that the form is on its way, or that all is done."""
    return {
        "type": "modal",
        "title": plain(title, TITLE),
        "close": plain(phrases.CLOSE, TITLE),
        "blocks": [{"type": "section", "text": plain(text, TEXT)}],
    }


def _block(part: Field | Note, roster: Roster) -> Json | None:
    if isinstance(part, Note):
        return note(part.spans, roster)
    if isinstance(part, Choice | Choices) and not part.options:
        return None
    block: Json = {
        "type": "input",
        "block_id": part.name,
        "optional": not part.required,
        "label": plain(part.label, LABEL),
        "element": {"action_id": VALUE} | _element(part, roster),
    }
    if part.hint.strip():
        block["hint"] = plain(part.hint, LABEL)
    return block


def _element(field: Field, roster: Roster) -> Json:
    match field:
        case Text():
            return _text(field)
        case Choice(options=options, value=value):
            chosen = [_option(option) for option in options if option.value == value]
            return {
                "type": "static_select",
                **_options(options),
                **({"initial_option": chosen[0]} if chosen else {}),
            }
        case Choices(options=options, value=values):
            chosen = [_option(option) for option in options if option.value in values]
            return {
                "type": "checkboxes" if len(options) <= 10 else "multi_static_select",
                **_options(options),
                **({"initial_options": chosen} if chosen else {}),
            }
        case People(value=members):
            picked = [roster.people[one].account.id for one in members if one in roster.people]
            return {
                "type": "multi_users_select",
                **({"initial_users": picked} if picked else {}),
            }
        case TimeOfDay(value=at):
            initial = {} if at is None else {"initial_time": f"{at:%H:%M}"}
            return {"type": "timepicker", **initial}
        case Day(value=day):
            initial = {} if day is None else {"initial_date": day.isoformat()}
            return {"type": "datepicker", **initial}
        case Number(value=number):
            written = "" if number is None else _plainly(number)
            initial = {"initial_value": written} if written else {}
            return {"type": "number_input", "is_decimal_allowed": True, **initial}
        case _:
            assert_never(field)


def _text(field: Text) -> Json:
    longest = min(max(field.at_most, 1), TEXT)
    element: Json = {"type": "plain_text_input", "multiline": field.lines, "max_length": longest}
    if field.value:
        element["initial_value"] = clip(field.value, longest)
    if field.placeholder.strip():
        element["placeholder"] = plain(field.placeholder, PLACEHOLDER)
    return element


def _plainly(number: float) -> str:
    """A number without an exponent, which Slack's own field would not let anybody type."""
    if not math.isfinite(number):
        return ""
    written = f"{Decimal(repr(float(number))):f}".removesuffix(".0")
    return written if length(written) <= DIGITS else ""


def _option(option: Option) -> Json:
    return {"text": plain(option.label, OPTION), "value": option.value}


def _options(options: Sequence[Option]) -> Json:
    """The options of a menu; more than Slack's hundred are shown in groups."""
    shown = [_option(option) for option in options]
    if len(shown) <= 100:
        return {"options": shown}
    groups = [shown[at : at + 100] for at in range(0, len(shown), 100)]
    return {
        "option_groups": [
            {"label": plain(group[0]["text"]["text"], OPTION), "options": group}
            for group in groups[:100]
        ]
    }
