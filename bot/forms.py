"""What the bot asks people to fill in. Every field has a name, under which its value comes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from bot.intents import Intent
from bot.messages import Note, mentioned
from bot.people import MemberRef


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


@dataclass(frozen=True, slots=True)
class Choices:
    """Any of several. Comes back as a tuple of ``str``."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: tuple[str, ...] = ()
    required: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class People:
    """A pick of people. Comes back as a tuple of MemberRef (adapters give AccountRef)."""

    name: str
    label: str
    value: tuple[MemberRef, ...] = ()
    required: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A wall-clock time. Comes back as ``datetime.time``."""

    name: str
    label: str
    value: time | None = None
    required: bool = True
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date. Comes back as ``datetime.date``."""

    name: str
    label: str
    value: date | None = None
    required: bool = True
    hint: str = ""


Field = Text | Choice | Choices | People | TimeOfDay | Day


@dataclass(frozen=True, slots=True)
class Form:
    """Something to fill in. Submitting it makes a happening of ``intent`` with the fields' values."""

    title: str
    """At most 24 characters (Slack's limit for a modal's title)."""
    intent: Intent
    content: tuple[Field | Note, ...]
    submit: str = "Save"


def picked(form: Form) -> Iterator[MemberRef]:
    """Everybody that a form has picked or mentions, for the look-up before rendering."""
    for field in form.content:
        match field:
            case People(value=members):
                yield from members
            case Note(spans=spans):
                yield from mentioned(spans)
