"""What the mind needs of the outside: a unit of work, storage, a mailroom, platforms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Protocol, TypeVar

from bot.intents import Inquiry, Promise
from bot.mail import Landed
from bot.messages import Post
from bot.news import AccountFacts
from bot.people import (
    AccountRef,
    Channel,
    ChannelRef,
    MemberRef,
    Person,
    Roster,
    WorkspaceRef,
)
from bot.rituals.availability import Availabilities
from bot.rituals.digest import Digests
from bot.rituals.questions import QuestionSets
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Standups

T = TypeVar("T")

# The unit of work: what a handler sees. Synchronous, inside one transaction, of one workspace.


class Directory(Protocol):
    """The people and channels of one workspace, as last heard."""

    def meet(self, accounts: Collection[AccountRef]) -> Mapping[AccountRef, Person]:
        """Find these accounts' people; one never heard of is taken in, nameless and in UTC.

        Raises ReadOnly where that would be needed in the readers' lane.
        """

    def find(self, account: AccountRef) -> Person | None:
        """Whom ``meet`` finds, and nobody is taken in."""

    def unknown(self) -> Sequence[AccountRef]:
        """Those that ``meet`` has taken in during this unit of work, whose profile is to be asked.

        Without those that were erased in it.
        """

    def persons(self, members: Collection[MemberRef]) -> Mapping[MemberRef, Person]: ...
    def roster(self, named: Collection[MemberRef | ChannelRef]) -> Roster:
        """What is known of the people and channels that a message names."""

    def learn(self, facts: Iterable[AccountFacts]) -> None: ...
    def own_zone(self, member: MemberRef) -> str | None:
        """The zone that somebody has chosen, whatever the platform says; None if they have not."""

    def choose_zone(self, member: MemberRef, zone: str | None) -> None:
        """Let this zone count for them; None follows the platform again."""

    def channel(self, channel: ChannelRef) -> Channel | None: ...
    def channels(self) -> Sequence[Channel]:
        """Every channel ever heard of."""

    def keep_channel(self, channel: Channel) -> None: ...
    def in_channel(self, channel: ChannelRef) -> Sequence[Person]:
        """Everybody in it, bots and all, by name."""

    def channels_of(self, member: MemberRef) -> Collection[ChannelRef]:
        """Every channel that somebody is in, as far as the bot is in it too."""

    def fill_channel(self, channel: ChannelRef, members: Collection[MemberRef]) -> None:
        """These and nobody else are in the channel."""

    def join(self, channel: ChannelRef, member: MemberRef) -> None: ...
    def leave(self, channel: ChannelRef, member: MemberRef) -> None: ...
    def organisers(self, channel: ChannelRef) -> Collection[MemberRef]:
        """Who may change the channel's rituals for all."""

    def appoint(self, channel: ChannelRef, member: MemberRef) -> None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision about a person, with its reason."""

    at: datetime
    member: MemberRef
    channel: ChannelRef
    """Whose ritual it was; whoever may not see the channel may not see this."""
    ritual: str
    day: date
    decision: Decision
    reason: Reason
    detail: str = ""
    """What stands behind the reason, such as the name of a holiday; see ``Reason``."""


class Journal(Protocol):
    """Why somebody was or was not asked: from the record, not from a guess. Kept 90 days."""

    def note(self, entries: Iterable[Entry]) -> None: ...
    def about(self, member: MemberRef, day: date) -> Sequence[Entry]:
        """Oldest first."""

    def forget(self, before: datetime) -> None: ...


class Agenda(Protocol):
    """The workspace's promises. Handlers give theirs in a Reply; the door alone writes here."""

    def write(self, promises: Iterable[Promise]) -> None: ...
    def promised(self, key: str) -> Promise | None:
        """What is promised under this key; None if nothing is, or if it is parked."""

    def claim(self, key: str) -> bool:
        """Hold the promise until the commit; False where another process holds it."""

    def strike(self, key: str, when: datetime) -> bool:
        """Remove it as it was; False if it is gone or was moved."""

    def failed(self, key: str, when: datetime, error: str, again: datetime | None) -> None:
        """Count a failure and put the promise off until ``again``; None parks it."""


class Outbox(Protocol):
    """What is to be said and asked. Handlers give theirs in a Reply; the door alone writes here."""

    def say(self, posts: Iterable[Post], now: datetime) -> None: ...
    def inquire(self, inquiries: Iterable[Inquiry]) -> None: ...
    def confirm(self, row: str, landed: Landed) -> None:
        """A receipt: this row has arrived, whatever became of the call. Remembers that receipts come."""

    def resume(self, to: ChannelRef | MemberRef) -> None:
        """Give what was parked for a channel or a person another chance, when they can be reached."""


class Privacy(Protocol):
    """What somebody may ask of Muster about themselves."""

    def export(self, member: MemberRef) -> Mapping[str, object]:
        """Everything that is kept of them, as plain values for JSON; {} where nothing is."""

    def erase(self, member: MemberRef) -> None:
        """Leave nothing of them, and the totals as they were; where they write again, they are new.

        Messages that stand in the chat are the platform's, and stay.
        """


class UnitOfWork(Protocol):
    """One transaction on one workspace."""

    workspace: WorkspaceRef
    people: Directory
    journal: Journal
    agenda: Agenda
    outbox: Outbox
    availability: Availabilities
    standups: Standups
    question_sets: QuestionSets
    digests: Digests
    privacy: Privacy


# Storage: asynchronous outside, a thread inside.


class Lane(Enum):
    """Which queue a unit of work waits in. People go before promises; readers hold up nobody."""

    PEOPLE = "people"
    PROMISES = "promises"
    READS = "reads"


@dataclass(frozen=True, slots=True)
class Due:
    """A promise whose time has come."""

    workspace: WorkspaceRef
    key: str
    when: datetime
    packed: str
    failures: int = 0


class ReadOnly(Exception):
    """A unit of work in the readers' lane turned out to need to write; it runs again as a writer."""


class Storage(Protocol):
    async def run(
        self, work: Callable[[UnitOfWork], T], workspace: WorkspaceRef, lane: Lane = Lane.PEOPLE
    ) -> T:
        """Run ``work`` in one transaction and return once it is durable.

        An exception of ``work`` rolls its own changes back and is raised here. After a deadlock or a
        serialization failure, or in a batch that the database dropped, ``work`` runs again, so it
        must not keep anything outside the unit of work.
        """

    async def due(self, now: datetime, at_most: int) -> Sequence[Due]:
        """Promises due by ``now``, oldest first, of all workspaces; not those put off or parked."""

    async def next_due(self) -> datetime | None:
        """When the earliest promise that is not parked falls due (or is tried again)."""
