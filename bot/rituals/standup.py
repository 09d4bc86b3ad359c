"""The standup's nouns: what a team has set up, one day of it, one person's day, and where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.people import ChannelRef, MemberRef, Person
from bot.rituals.questions import Questions
from bot.rituals.schedule import Schedule


class Standing(StrEnum):
    """What has become of a standup."""

    ACTIVE = "active"
    PAUSED = "paused"
    DELETED = "deleted"


class Reminders(StrEnum):
    """How often the silent are reminded, at the most, in a day."""

    NONE = "none"
    LIGHT = "light"
    """Once, two hours after the question, or half an hour before the wrap-up if that comes first."""
    STANDARD = "standard"
    """Two hours after the question, and half an hour before the wrap-up."""
    ACTIVE = "active"
    """Five times, spread evenly between the question and the wrap-up."""


class Shown(StrEnum):
    """Who reads answers, and when."""

    AT_ONCE = "at once"
    """In the channel, as they come."""
    AT_WRAP_UP = "at wrap-up"
    """In the channel, all together."""
    ORGANISERS = "organisers"
    """Only the creator and the channel's organisers, in a direct message at the wrap-up."""


class Layout(StrEnum):
    """What the wrap-up is ordered by."""

    QUESTION = "question"
    PERSON = "person"


class Edits(StrEnum):
    """How long an answer may be changed."""

    WRAP_UP = "wrap-up"
    MIDNIGHT = "midnight"
    """The end of the day, where the person lives."""
    NEXT = "next"
    """Until the person is asked again."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a standup treats its people. A day keeps those with which it began."""

    reminders: Reminders = Reminders.LIGHT
    shown: Shown = Shown.AT_ONCE
    layout: Layout = Layout.QUESTION
    edits: Edits = Edits.NEXT


@dataclass(frozen=True, slots=True)
class Standup:
    """One team's standup."""

    id: str
    number: int
    """Shown as ``#12``; counted by workspace."""
    channel: ChannelRef
    name: str
    schedule: Schedule
    questions: Questions
    people: tuple[MemberRef, ...]
    """Who is asked. Empty means everybody in the channel, found out when a day begins."""
    creator: MemberRef
    optional: tuple[MemberRef, ...] = ()
    """Of those asked: who is neither reminded nor called missing."""
    watching: tuple[MemberRef, ...] = ()
    """Who is not asked, and gets the wrap-up in a direct message."""
    manners: Manners = Manners()
    standing: Standing = Standing.ACTIVE
    revision: int = 1
    """Raised by every change, so that a beginning promised before it does nothing."""
    skipped: date | None = None
    """A day that is left out for everybody."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day of a standup. What was asked and when it ends stay as they were when it began."""

    id: str
    standup: str
    day: date
    name: str
    questions: Questions
    opened_at: datetime
    wrap_at: datetime
    wrapped_at: datetime | None = None
    manners: Manners = Manners()


class State(StrEnum):
    """Where a person stands on one day."""

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    AWAY = "away"
    """Absent, on holiday or not at work that day: shown as away, and out of the count."""
    GONE = "gone"
    """Left the team, was deactivated, or could not be asked in time: out of the count."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One person's day: when they are asked, and what they said."""

    member: MemberRef
    ask_at: datetime
    reminders: tuple[datetime, ...] = ()
    """When they are still to be reminded, soonest first."""
    state: State = State.WAITING
    reminded: int = 0
    """How often they have been."""
    optional: bool = False
    answers: tuple[str, ...] = ()
    """One for each of the occurrence's questions, as its kind is kept; "" where there is none."""
    answered_at: datetime | None = None
    edited: bool = False
    late: bool = False


class Standups(Protocol):
    """The standups of one workspace. Whoever changes one, or a day of one, locks it first."""

    def add(self, standup: Standup) -> Standup:
        """Keep a new standup under its id and give it the next number; the one kept, if it is there."""

    def get(self, id: str) -> Standup | None: ...
    def lock(self, id: str) -> Standup | None: ...
    def lock_day(self, occurrence: str) -> tuple[Standup, Occurrence] | None:
        """Lock a day together with its standup, in one statement."""

    def day(self, occurrence: str) -> tuple[Standup, Occurrence] | None: ...
    def numbered(self, number: int) -> Standup | None: ...
    def in_channel(self, channel: ChannelRef) -> Sequence[Standup]:
        """Those not deleted, oldest first."""

    def all(self) -> Sequence[Standup]:
        """Those not deleted, oldest first."""

    def save(self, standup: Standup) -> None: ...

    def open(self, occurrence: Occurrence, participants: Sequence[Participant]) -> bool:
        """Keep a new day; False if that day of that standup is there already."""

    def save_day(self, occurrence: Occurrence) -> None: ...
    def latest(self, standup: str) -> Occurrence | None: ...
    def on(self, standup: str, day: date) -> Occurrence | None: ...
    def participants(self, occurrence: str) -> Sequence[tuple[Person, Participant]]:
        """Everybody of a day with their directory entry, by name."""

    def participant(self, occurrence: str, member: MemberRef) -> Participant | None: ...
    def update(self, occurrence: str, participants: Iterable[Participant]) -> None:
        """Write these people's rows as they are now."""

    def last_answer(self, standup: str, member: MemberRef, before: date) -> Participant | None:
        """The person's latest answered day before ``before``."""

    def asked_since(self, standup: str, member: MemberRef, day: date) -> bool:
        """Whether the person's turn has come on any later day."""

    def open_days(self) -> Sequence[tuple[Standup, Occurrence]]:
        """The days of the workspace that are not wrapped up yet, oldest first."""

    def days(self, standup: str, since: date, until: date) -> Sequence[Occurrence]:
        """Its days from ``since`` to ``until``, both inclusive, oldest first."""

    def days_of(
        self, member: MemberRef, since: date
    ) -> Sequence[tuple[Standup, Occurrence, Participant]]:
        """A person's own days from ``since`` on, oldest first, of standups that are not deleted."""
