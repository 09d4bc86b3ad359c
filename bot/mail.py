"""The outbox and the platforms, as the courier sees them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Protocol

from bot.intents import Inquiry, Intent
from bot.messages import (
    Message,
    Urgency,
)
from bot.people import AccountRef, ChannelRef, MemberRef, Roster, WorkspaceRef


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
    roster: Roster = field(default_factory=Roster)


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
        """Mark the parcel's version, and no later one, as delivered.

        A first send that was found by looking, or by a receipt, marks the version that was tried.
        True as well where the row already stands at ``landed``, whoever holds the lease.
        """

    async def put_off(
        self, owner: str, parcel: Parcel | Enquiry, until: float, *, surely_not_sent: bool
    ) -> bool:
        """Try again at machine time ``until``; ``surely_not_sent`` clears what ``trying`` wrote."""

    async def park(
        self, owner: str, parcel: Parcel | Enquiry, reason: str, *, surely_not_sent: bool
    ) -> bool:
        """Never try again by itself; shown to the operator with the reason."""

    async def found_out(self, owner: str, enquiry: Enquiry) -> bool: ...

    async def receipts_come(self, workspace: WorkspaceRef) -> bool:
        """Whether any receipt of ours has ever arrived in this workspace."""


class PlatformMemory(Protocol):
    """What a platform remembers: where it finds somebody, and what a message of ours says now.

    An address is JSON of the platform's own, which nobody else reads, and durable at once.
    """

    async def keep_address(self, workspace: WorkspaceRef, place: str, address: str) -> None:
        """Remember how ``place`` (an account's or a channel's id) is reached."""

    async def address(self, workspace: WorkspaceRef, place: str) -> str | None: ...
    async def addresses(self, workspace: WorkspaceRef) -> Mapping[str, str]:
        """All of them, by place."""

    async def forget_address(self, workspace: WorkspaceRef, place: str) -> None: ...
    async def standing(self, workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        """What a row says now, delivered or not; None where it is withdrawn or its words are gone."""


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
    CONVERSATION = "conversation"
    """The person is there, but has not let the bot into a conversation: the app is not installed."""
    WORKSPACE = "workspace"
    MESSAGE = "message"


class Refused(Exception):
    """The platform's final no, with its code (such as ``is_archived``). Surely not taken."""

    def __init__(self, code: str, lost: Lost) -> None:
        super().__init__(code)
        self.code, self.lost = code, lost


class CannotStart(Exception):
    """A platform refuses us as we are set up; the text is one sentence that names the setting."""


@dataclass(frozen=True, slots=True)
class Home:
    """A workspace in which the bot is installed."""

    workspace: WorkspaceRef
    name: str
    bot: AccountRef
    """The bot's own account there."""


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
