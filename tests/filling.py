"""What stands in a form's fields, for people of the town who send one as it opened."""

from __future__ import annotations

from collections.abc import Mapping

from bot.forms import (
    Choice,
    Choices,
    Day,
    Form,
    Number,
    People,
    Text,
    TimeOfDay,
)
from bot.happening import FieldValue
from bot.messages import Note
from bot.people import AccountRef, MemberRef


def filled(form: Form, met: Mapping[MemberRef, AccountRef]) -> dict[str, FieldValue]:
    """What stands in a form's fields, as an adapter would hand it over untouched."""
    values: dict[str, FieldValue] = {}
    for one in form.content:
        match one:
            case Note():
                continue
            case People():
                values[one.name] = tuple(met[member] for member in one.value)
            case Text() | Choice() | Choices() | TimeOfDay() | Day() | Number():
                values[one.name] = one.value
    return values
