"""What the mind needs of the outside: a unit of work, storage, a mailroom, platforms."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Protocol, TypeVar

from bot.intents import Inquiry, Intent, Promise
from bot.messages import Message, Post, Urgency
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
from bot.rituals.standup import Standups

T = TypeVar("T")

# The unit of work: what a handler sees. Synchronous, inside one transaction, of one workspace.


class Directory(Protocol):
    """The people and channels of one workspace, as last heard."""

    def meet(self, accounts: Collection[AccountRef]) -> Mapping[AccountRef, Person]:
        """Find these accounts' people; one never heard of is taken in, nameless and in UTC.

        Raises ReadOnly where that would be needed in the readers' lane.
        """

    def unknown(self) -> Sequence[AccountRef]:
        """Those that ``meet`` has taken in during this unit of work, whose profile is to be asked."""

    def persons(self, members: Collection[MemberRef]) -> Roster: ...
    def learn(self, facts: Iterable[AccountFacts]) -> None: ...
    def channel(self, channel: ChannelRef) -> Channel | None: ...
    def keep_channel(self, channel: Channel) -> None: ...
    def in_channel(self, channel: ChannelRef) -> Sequence[Person]:
        """Everybody in it, bots and all, by name."""

    def fill_channel(self, channel: ChannelRef, members: Collection[MemberRef]) -> None:
        """These and nobody else are in the channel."""

    def join(self, channel: ChannelRef, member: MemberRef) -> None: ...
    def leave(self, channel: ChannelRef, member: MemberRef) -> None: ...
    def organisers(self, channel: ChannelRef) -> Collection[MemberRef]:
        """Who may change the channel's rituals for all."""

    def appoint(self, channel: ChannelRef, member: MemberRef) -> None: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision about a person, with its reason, in words for people."""

    at: datetime
    member: MemberRef
    ritual: str
    day: date
    decision: str
    reason: str


class Journal(Protocol):
    """Why somebody was or was not asked: from the record, not from a guess. Kept 90 days."""

    def note(self, entries: Iterable[Entry]) -> None: ...
    def about(self, member: MemberRef, day: date) -> Sequence[Entry]:
        """Oldest first."""

    def forget(self, before: datetime) -> None: ...


class Agenda(Protocol):
    """The workspace's promises. Handlers give theirs in a Reply; the door alone writes here."""

    def write(self, promises: Iterable[Promise]) -> None: ...
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

    def resume(self, place: str) -> None:
        """Give what was parked for a channel another chance, when the bot is back in it."""


class UnitOfWork(Protocol):
    """One transaction on one workspace."""

    workspace: WorkspaceRef
    people: Directory
    journal: Journal
    agenda: Agenda
    outbox: Outbox
    standups: Standups


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


# The mailroom: the outbox as the courier sees it.


@dataclass(frozen=True, slots=True)
class Landed:
    """Where a message is: a conversation and the message's id in it (Slack: channel and ts)."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """One outbox row that can be sent now."""

    workspace: WorkspaceRef
    row: str
    key: str
    to: ChannelRef | AccountRef
    message: Message | None
    """None withdraws what landed."""
    version: int
    urgency: Urgency
    repeatable: bool
    landed: Landed | None = None
    """Set once it has been sent: then this is an edit, which may be repeated without harm."""
    under: Landed | None = None
    attempts: int = 0
    tried_at: float | None = None
    """Machine time of a first send whose end nobody saw."""
    owner: MemberRef | None = None
    roster: Roster = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Enquiry:
    """One inquiry waiting to be asked."""

    workspace: WorkspaceRef
    row: str
    inquiry: Inquiry
    attempts: int = 0


class Mailroom(Protocol):
    """Every mark names the owner of the workspace's lease and returns False if that is another."""

    async def lease(self, owner: str, seconds: float) -> Sequence[WorkspaceRef]:
        """Renew the leases of ``owner``, take those that are free, and return all it now holds."""

    async def release(self, owner: str) -> None: ...

    async def parcels(
        self, workspace: WorkspaceRef, now: datetime, machine: float, at_most: int
    ) -> Sequence[Parcel]:
        """Rows that can be sent now, most urgent and oldest first.

        That is: not parked, not put off beyond ``machine``, not expired at ``now``, with a parent
        that has landed, and with something said since the last delivery.
        """

    async def enquiries(
        self, workspace: WorkspaceRef, machine: float, at_most: int
    ) -> Sequence[Enquiry]: ...

    async def trying(self, owner: str, parcel: Parcel, machine: float) -> bool:
        """Before a first send: from now on nobody knows whether it arrived, until it is marked."""

    async def delivered(self, owner: str, parcel: Parcel, landed: Landed | None) -> bool:
        """Mark the parcel's version, and no later one, as delivered."""

    async def put_off(
        self, owner: str, parcel: Parcel | Enquiry, until: float, *, surely_not_sent: bool
    ) -> bool:
        """Try again at machine time ``until``; ``surely_not_sent`` clears what ``trying`` wrote."""

    async def park(self, owner: str, parcel: Parcel | Enquiry, reason: str) -> bool:
        """Never try again by itself; shown to the operator with the reason."""

    async def found_out(self, owner: str, enquiry: Enquiry) -> bool: ...

    async def receipts_come(self, workspace: WorkspaceRef) -> bool:
        """Whether any receipt of ours has ever arrived in this workspace."""


# A platform, as the courier sees it.


@dataclass(frozen=True, slots=True)
class Limit:
    """A token bucket: ``name`` is unique within the workspace."""

    name: str
    per_second: float
    burst: float


class Unreachable(Exception):
    """The platform surely did not take it: try again later."""


class Unanswered(Exception):
    """Nobody knows whether the platform took it: the connection ended after the request had gone."""


class Throttled(Exception):
    """Too fast: wait ``seconds`` before spending from ``limit`` again. Surely not taken."""

    def __init__(self, seconds: float, limit: str) -> None:
        super().__init__(f"throttled for {seconds:g} s on {limit}")
        self.seconds, self.limit = seconds, limit


class Lost(Enum):
    """What a platform's final no is about."""

    CHANNEL = "channel"
    PERSON = "person"
    WORKSPACE = "workspace"
    MESSAGE = "message"


class Refused(Exception):
    """The platform's final no, with its code (such as ``is_archived``). Surely not taken."""

    def __init__(self, code: str, lost: Lost) -> None:
        super().__init__(code)
        self.code, self.lost = code, lost


class Platform(Protocol):
    """One neighbour, seen from the courier."""

    name: str
    can_look: bool
    """Whether it may read where it posted, so that an ambiguous send can be looked up."""

    def limits(self, parcel: Parcel | Enquiry) -> Sequence[Limit]:
        """The buckets that one call for this parcel spends a token of each."""

    async def deliver(self, parcel: Parcel) -> Landed | None:
        """Post, edit or withdraw. None after withdrawing. Raises the five exceptions above."""

    async def look_for(self, parcel: Parcel) -> Landed | None:
        """Find a first send of this row where it would have landed; None if it is not there."""

    async def inquire(self, enquiry: Enquiry) -> Intent:
        """Find something out; what was learned enters by the door."""
