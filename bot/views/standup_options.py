"""The form of a standup's options, each of which has a sensible value already."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from bot.forms import Choice, Form, Option, People
from bot.messages import Note, Typed
from bot.rituals.schedule import Rhythm, Schedule
from bot.rituals.standup import Edits, Layout, Manners, Reminders, Shown, Standup
from bot.rituals.standup_intents import UpdateOptions
from bot.views.standup_forms import NEXT_WEEK, THIS_WEEK, TOGETHER
from bot.views.times import city

Code = TypeVar("Code", bound=StrEnum)

NOBODY = "Then nobody is left who is asked. Leave somebody of those picked off this list."
BOTH = "Somebody cannot watch and be asked at the same time. Take them off one of the two lists."

REMINDERS = {
    Reminders.NONE: "none",
    Reminders.LIGHT: "light: one",
    Reminders.STANDARD: "standard: two",
    Reminders.ACTIVE: "active: up to five",
}
SHOWN = {
    Shown.AT_ONCE: "the channel, as they come",
    Shown.AT_WRAP_UP: "the channel, all at the wrap-up",
    Shown.ORGANISERS: "only the organisers, at the wrap-up",
}
LAYOUT = {Layout.QUESTION: "by question", Layout.PERSON: "by person"}
EDITS = {
    Edits.WRAP_UP: "until the wrap-up",
    Edits.MIDNIGHT: "until midnight",
    Edits.NEXT: "until the next question comes",
}


def form(standup: Standup, today: date) -> Form:
    """``today`` is the date in the standup's zone, from whose week two weeks are counted."""
    schedule = standup.schedule
    monday = today - timedelta(days=today.weekday())
    return Form(
        "Standup options",
        UpdateOptions(standup.id, standup.revision, monday),
        (
            Choice("rhythm", "How often", _rhythms(), _rhythm(schedule, today)),
            Choice("together", "Whose time", _whose(schedule), _time(schedule)),
            *_manners(standup.manners),
            *_people(standup),
            Note(("Whose holidays the team keeps is set with ", Typed("muster holidays"), ".")),
        ),
    )


def _manners(manners: Manners) -> tuple[Choice, ...]:
    return (
        _coded(
            "reminders",
            "Reminders",
            REMINDERS,
            manners.reminders,
            "To whoever has not answered, within their own working hours.",
        ),
        _coded(
            "shown",
            "Who reads the answers",
            SHOWN,
            manners.shown,
            "A day that has begun keeps what it promised.",
        ),
        _coded("layout", "The wrap-up is ordered", LAYOUT, manners.layout),
        _coded("edits", "Answers can be changed", EDITS, manners.edits),
    )


def _coded(name: str, label: str, words: Mapping[Code, str], value: Code, hint: str = "") -> Choice:
    options = tuple(Option(code.value, word) for code, word in words.items())
    return Choice(name, label, options, value.value, hint=hint)


def _people(standup: Standup) -> tuple[People, ...]:
    return (
        People(
            "optional",
            "Who need not answer",
            standup.optional,
            required=False,
            hint="Asked, but neither reminded nor called missing.",
        ),
        People(
            "watching",
            "Who watches",
            standup.watching,
            required=False,
            hint="Not asked. They get the wrap-up in a direct message.",
        ),
    )


def _rhythms() -> tuple[Option, ...]:
    return (
        Option(Rhythm.WEEKLY.value, "every week"),
        Option(THIS_WEEK, "every two weeks, and this one counts"),
        Option(NEXT_WEEK, "every two weeks, and the next one counts"),
        Option(Rhythm.MONTHLY.value, "once a month, on the first such day"),
    )


def _rhythm(schedule: Schedule, today: date) -> str:
    if schedule.rhythm is not Rhythm.FORTNIGHTLY:
        return schedule.rhythm.value
    return THIS_WEEK if schedule.in_rhythm(today) else NEXT_WEEK


def _whose(schedule: Schedule) -> tuple[Option, ...]:
    return (
        Option("own", "each person's own"),
        Option(TOGETHER, f"one time for all, {city(schedule.zone)}'s"),
    )


def _time(schedule: Schedule) -> str:
    return TOGETHER if schedule.together else "own"
