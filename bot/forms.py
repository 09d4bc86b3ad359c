"""What the bot asks people to fill in. Every field has a name, under which its value comes back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time
from functools import cache
from typing import Any, Literal

from bot.intents import Intent, unpack
from bot.messages import Note, mentioned
from bot.people import ChannelRef, MemberRef


@dataclass(frozen=True, slots=True)
class Text:
    """Free text, on one line or on several. Comes back as ``str``, stripped; "" when left empty."""

    name: str
    label: str
    value: str = ""
    lines: bool = False
    required: bool = True
    at_most: int = 1000
    """Characters; a platform may count differently, so the rule checks again."""
    hint: str = ""
    placeholder: str = ""
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several. Comes back as ``str``."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str | None = None
    required: bool = True
    hint: str = ""
    kind: Literal["choice"] = "choice"


@dataclass(frozen=True, slots=True)
class Choices:
    """Any of several. Comes back as a tuple of ``str``."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: tuple[str, ...] = ()
    required: bool = True
    hint: str = ""
    kind: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True)
class People:
    """A pick of people. Comes back as a tuple of MemberRef (adapters give AccountRef)."""

    name: str
    label: str
    value: tuple[MemberRef, ...] = ()
    required: bool = True
    hint: str = ""
    kind: Literal["people"] = "people"


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A wall-clock time. Comes back as ``datetime.time``."""

    name: str
    label: str
    value: time | None = None
    required: bool = True
    hint: str = ""
    kind: Literal["time"] = "time"


@dataclass(frozen=True, slots=True)
class Day:
    """A date. Comes back as ``datetime.date``."""

    name: str
    label: str
    value: date | None = None
    required: bool = True
    hint: str = ""
    kind: Literal["day"] = "day"


@dataclass(frozen=True, slots=True)
class Number:
    """A number. Comes back as ``float``, or None when left empty; what is no number, as ``str``."""

    name: str
    label: str
    value: float | None = None
    required: bool = True
    hint: str = ""
    kind: Literal["number"] = "number"


Field = Text | Choice | Choices | People | TimeOfDay | Day | Number


@dataclass(frozen=True, slots=True)
class Form:
    """Something to fill in. Submitting it makes a happening of ``intent`` with the fields' values."""

    title: str
    """At most 24 characters (Slack's limit for a modal's title)."""
    intent: Intent
    content: tuple[Field | Note, ...]
    submit: str = "Save"


def dump(form: Form) -> str:
    """A form as versioned JSON, for a platform that has to be given it again when it comes back.

    Without the texts and people that stand in it, since what was typed comes back with it.
    """
    values = _content().dump_python(tuple(map(_bare, form.content)), mode="json")
    packed = [1, form.title, form.intent.pack(), form.submit, values]
    return json.dumps(packed, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Form:
    """Read what ``dump`` wrote. Raises ValueError for anything else."""
    packed = json.loads(text)
    if not (isinstance(packed, list) and len(packed) == 5 and packed[0] == 1):
        raise ValueError("not a form")
    _version, title, intent, submit, values = packed
    if not all(isinstance(one, str) for one in (title, intent, submit)):
        raise ValueError("not a form")
    return Form(title, unpack(intent), _content().validate_python(values), submit)


def _bare(part: Field | Note) -> Field | Note:
    match part:
        case Text():
            return replace(part, value="")
        case People():
            return replace(part, value=())
        case _:
            return part


@cache
def _content() -> Any:
    from pydantic import TypeAdapter  # slow to import, and `--help` has no use for it

    return TypeAdapter(tuple[Field | Note, ...])


def picked(form: Form) -> Iterator[MemberRef | ChannelRef]:
    """Everybody and every channel that a form names, for the look-up before rendering."""
    for field in form.content:
        match field:
            case People(value=members):
                yield from members
            case Note(spans=spans):
                yield from mentioned(spans)
