"""What was filled into a form: Teams gives every value as text, and the form says what it is to be."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any, assert_never

from adapters.teams import phrases
from adapters.teams.payloads import Malformed
from bot.forms import Choice, Choices, Day, Field, Form, Number, People, Text, TimeOfDay
from bot.happening import FieldValue
from bot.messages import Note
from bot.people import AccountRef

Json = dict[str, Any]

ENTRA_ID = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*", re.ASCII | re.IGNORECASE)
NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
"""What people and browsers write as a number. Python alone would also take ``nan`` and ``1_000``."""


class NoValue(ValueError):
    """A text that is none of what the field takes, such as a time of a client that knows no times."""


@dataclass(frozen=True, slots=True)
class Filled:
    """``typed`` is kept as it came, to be shown again where a rule refuses it."""

    typed: Mapping[str, str]
    values: Mapping[str, FieldValue]
    errors: Mapping[str, str]
    """A sentence for each field whose text cannot be read as what it is to be."""


def filled(form: Form, data: Json) -> Filled:
    """Read the inputs that came with an action. Raises Malformed for what no input of Teams gives."""
    typed: dict[str, str] = {}
    values: dict[str, FieldValue] = {}
    errors: dict[str, str] = {}
    for one in form.content:
        if isinstance(one, Note):
            continue
        typed[one.name] = _raw(data, one)
        try:
            values[one.name] = _value(one, typed[one.name])
        except NoValue:
            errors[one.name] = phrases.NOT_A_VALUE
        else:
            if one.required and _left_out(one, typed[one.name]):
                errors[one.name] = phrases.REQUIRED
    return Filled(typed, values, errors)


def number(typed: str) -> float | None:
    """None for what is no number."""
    if not NUMBER.fullmatch(typed.strip()):
        return None
    found = float(typed.strip().replace(",", "."))
    return found if math.isfinite(found) else None


def _raw(data: Json, field: Field) -> str:
    """An input that was left empty is not there, or null. A number may come as one."""
    value = data.get(field.name)
    if isinstance(field, Number) and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str | None):
        raise Malformed("data")
    return (value or "").replace("\x00", "")


def _left_out(field: Field, typed: str) -> bool:
    """Not every client asks for it. Of what is written or ticked the rules say themselves what is missing."""
    return isinstance(field, Choice | TimeOfDay | Day | Number) and not typed.strip()


def _value(field: Field, typed: str) -> FieldValue:
    match field:
        case Text():
            return typed.strip()
        case Choice():
            return _option(field, typed) if typed else ""
        case Choices():
            return tuple(_option(field, one) for one in _parts(typed))
        case People():
            return tuple(_account(one) for one in dict.fromkeys(_parts(typed)))
        case TimeOfDay():
            return None if not typed.strip() else _time(typed.strip())
        case Day():
            return None if not typed.strip() else _date(typed.strip())
        case Number():
            # The rule says what sort of number it wants, and so what is wrong with a text that is none.
            found = number(typed)
            return (typed.strip() or None) if found is None else found
        case _:
            assert_never(field)


def _parts(typed: str) -> list[str]:
    """Clients join what was chosen with commas, older ones with semicolons."""
    return [part for one in typed.replace(";", ",").split(",") if (part := one.strip())]


def _option(field: Choice | Choices, value: str) -> str:
    if value not in {option.value for option in field.options}:
        raise NoValue
    return value


def _account(value: str) -> AccountRef:
    """Teams' picker gives Entra ids; nobody is to be taken into the directory under anything else."""
    if not ENTRA_ID.fullmatch(value):
        raise NoValue
    return AccountRef(value)


def _time(typed: str) -> time:
    try:
        at = time.fromisoformat(typed)
    except ValueError:
        raise NoValue from None
    return at.replace(second=0, microsecond=0, tzinfo=None)


def _date(typed: str) -> date:
    try:
        return date.fromisoformat(typed[:10])
    except ValueError:
        raise NoValue from None
