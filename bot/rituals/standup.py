"""The standup's nouns: what a team has set up, one day of it, one person's day, and where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.people import ChannelRef, MemberRef, Person
from bot.rituals.schedule import Schedule


class Standing(StrEnum):
    """What has become of a standup."""

    ACTIVE = "active"
    PAUSED = "paused"
    DELETED = "deleted"


@dataclass(frozen=True, slots=True)
class Standup:
    """One team's standup."""

    id: str
    number: int
    """Shown as ``#12``; counted by workspace."""
    channel: ChannelRef
    name: str
    schedule: Schedule
    questions: tuple[str, ...]
    people: tuple[MemberRef, ...]
    """Who is asked. Empty means everybody in the channel, found out when a day begins."""
    creator: MemberRef
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
    questions: tuple[str, ...]
    opened_at: datetime
    wrap_at: datetime
    wrapped_at: datetime | None = None


class State(StrEnum):
    """Where a person stands on one day."""

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    GONE = "gone"
    """Left the team, was deactivated, or could not be asked in time: out of the count."""


@dataclass(frozen=True, slots=True)
class Participant:
    """One person's day: when they are asked, and what they said."""

    member: MemberRef
    ask_at: datetime
    remind_at: datetime
    state: State = State.WAITING
    reminded: bool = False
    answers: tuple[str, ...] = ()
    """One for each of the occurrence's questions."""
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
