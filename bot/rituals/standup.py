"""The standup's rules: who is asked when, what counts as late, when a day is wrapped up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.intents import Intent, intent
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
    """Left the team, or was deactivated, before answering: out of the count."""


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

    def active(self) -> Sequence[Standup]: ...
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


# What people ask for.


@intent("standup.overview/1")
class Overview(Intent):
    """What standups this channel has, and what one can do."""


@intent("standup.new/1")
class NewStandup(Intent):
    """Open the form for a new standup of this channel."""


@intent("standup.save/1")
class SaveStandup(Intent):
    """A filled form for a standup that is kept under ``id``; a second submission finds it there."""

    id: str
    channel: ChannelRef
    zone: str


@intent("standup.edit/1")
class EditStandup(Intent):
    which: str = ""


@intent("standup.update/1")
class UpdateStandup(Intent):
    """A filled form that changes what was revision ``revision`` when the form was opened."""

    id: str
    revision: int


@intent("standup.list/1")
class ListStandups(Intent):
    """All standups of the workspace that the asker may see."""


@intent("standup.now/1")
class StartNow(Intent):
    which: str = ""


@intent("standup.skip/1")
class Skip(Intent):
    """Leave out today (or the next day) for oneself, or with ``team`` for everybody."""

    which: str = ""
    team: bool = False


@intent("standup.pause/1")
class Pause(Intent):
    which: str = ""


@intent("standup.resume/1")
class Resume(Intent):
    which: str = ""


@intent("standup.delete/1")
class Delete(Intent):
    which: str = ""


@intent("standup.confirm-delete/1")
class ConfirmDelete(Intent):
    id: str


@intent("standup.why/1")
class Why(Intent):
    """Why was somebody asked, or not, on a day? Empty words mean oneself, today."""

    words: str = ""


@intent("standup.answer/1")
class Answer(Intent):
    """Open the form with a day's questions."""

    occurrence: str


@intent("standup.submit/1")
class Submit(Intent):
    """A day's questions, answered."""

    occurrence: str


@intent("standup.skip-today/1")
class SkipToday(Intent):
    """The prompt's own button: not today."""

    occurrence: str


# What the clock brings.


@intent("standup.begin/1")
class Begin(Intent):
    id: str
    revision: int
    day: date


@intent("standup.ask/1")
class AskDue(Intent):
    """Ask everybody of a day whose own time has come."""

    occurrence: str


@intent("standup.remind/1")
class RemindDue(Intent):
    occurrence: str


@intent("standup.wrap/1")
class WrapUp(Intent):
    occurrence: str


@intent("standup.tend/1")
class Tend(Intent):
    """Nightly: see that every active standup has exactly one beginning ahead of it."""
