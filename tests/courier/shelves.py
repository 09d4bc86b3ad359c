"""A mailroom in memory, with the meaning that ``bot.ports.Mailroom`` gives to each mark."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime

from bot.intents import Inquiry
from bot.mail import Enquiry, Landed, Parcel
from bot.messages import (
    Message,
    Paragraph,
    Urgency,
)
from bot.people import AccountRef, ChannelRef, MemberRef, WorkspaceRef
from tests.courier.simulated import machine

ACME = WorkspaceRef("town", "acme")


def said(text: str) -> Message:
    return Message(text, (Paragraph((text,)),))


@dataclass
class Row:
    parcel: Parcel
    under: str | None
    delivered: int = 0
    tried_version: int | None = None
    not_before: float = 0.0
    parked: str | None = None


@dataclass
class Question:
    enquiry: Enquiry
    not_before: float = 0.0
    parked: str | None = None


class Shelves:
    """Each read shows what was there when it began, and takes a moment; each mark takes a moment."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = {}
        self.questions: dict[str, Question] = {}
        self.leases: dict[WorkspaceRef, tuple[str, float]] = {}
        self.receipts: set[WorkspaceRef] = set()
        self.reads = self.rows_read = 0
        self.broken_until = self.no_leases_until = 0.0
        self.delay = 0.002

    # What the door would write.

    def say(
        self,
        key: str,
        to: ChannelRef | AccountRef,
        text: str | None,
        *,
        workspace: WorkspaceRef = ACME,
        under: str | None = None,
        urgency: Urgency = Urgency.NORMAL,
        repeatable: bool = False,
        owner: MemberRef | None = None,
    ) -> Row:
        self.leases.setdefault(workspace, ("", 0.0))
        message = None if text is None else said(text)
        if (row := self.rows.get(key)) is not None:
            row.parcel = replace(row.parcel, message=message, version=row.parcel.version + 1)
            row.parked = None
            return row
        parcel = Parcel(workspace, key, key, to, message, 1, urgency, repeatable, owner=owner)
        self.rows[key] = Row(parcel, under)
        return self.rows[key]

    def ask(self, inquiry: Inquiry) -> Question:
        self.leases.setdefault(ACME, ("", 0.0))
        row = str(len(self.questions))
        self.questions[row] = Question(Enquiry(ACME, row, inquiry))
        return self.questions[row]

    def confirm(self, row: str, landed: Landed) -> None:
        """A receipt."""
        found = self.rows[row]
        self.receipts.add(found.parcel.workspace)
        if found.parcel.landed is None and found.tried_version is not None:
            found.parcel = replace(found.parcel, landed=landed, tried_at=None, attempts=0)
            found.delivered, found.tried_version = found.tried_version, None
            found.not_before, found.parked = 0.0, None

    # What the courier sees.

    async def lease(self, owner: str, seconds: float) -> list[WorkspaceRef]:
        await self._moment()
        if machine() < self.no_leases_until:
            raise OSError("the lease table is locked")
        for workspace, (holder, until) in self.leases.items():
            if holder == owner or until <= machine():
                self.leases[workspace] = owner, machine() + seconds
        return [workspace for workspace, (holder, _) in self.leases.items() if holder == owner]

    async def release(self, owner: str) -> None:
        for workspace, (holder, _) in self.leases.items():
            if holder == owner:
                self.leases[workspace] = "", 0.0

    async def parcels(
        self, workspace: WorkspaceRef, now: datetime, machine: float, at_most: int
    ) -> list[Parcel]:
        self.reads += 1
        found = [
            replace(row.parcel, under=self._parent(row))
            for row in self.rows.values()
            if row.parcel.workspace == workspace and self._sendable(row, machine)
        ]
        found.sort(key=lambda parcel: parcel.urgency)
        await self._moment()
        self.rows_read += len(found[:at_most])
        return found[:at_most]

    def _parent(self, row: Row) -> Landed | None:
        return None if row.under is None else self.rows[row.under].parcel.landed

    def _sendable(self, row: Row, machine: float) -> bool:
        parcel = row.parcel
        new = parcel.version > row.delivered and row.parked is None
        waits = row.under is not None and self._parent(row) is None
        nothing = parcel.message is None and parcel.landed is None and parcel.tried_at is None
        return new and not waits and not nothing and row.not_before <= machine

    async def enquiries(
        self, workspace: WorkspaceRef, machine: float, at_most: int
    ) -> list[Enquiry]:
        await self._moment()
        return [
            question.enquiry
            for question in self.questions.values()
            if question.parked is None and question.not_before <= machine
        ][:at_most]

    async def trying(self, owner: str, parcel: Parcel, machine: float) -> bool:
        if ours := await self._ours(owner, parcel):
            row = self.rows[parcel.row]
            row.parcel = replace(row.parcel, tried_at=machine)
            row.tried_version = parcel.version
        return ours

    async def delivered(self, owner: str, parcel: Parcel, landed: Landed | None) -> bool:
        ours = await self._ours(owner, parcel)
        row = self.rows[parcel.row]
        if not ours:
            return landed is not None and row.parcel.landed == landed
        version = parcel.version if row.tried_version is None else row.tried_version
        row.parcel = replace(row.parcel, landed=landed, tried_at=None, attempts=0)
        row.delivered, row.tried_version = max(row.delivered, version), None
        return True

    async def put_off(
        self, owner: str, parcel: Parcel | Enquiry, until: float, *, surely_not_sent: bool
    ) -> bool:
        ours = await self._ours(owner, parcel)
        if ours and isinstance(parcel, Enquiry):
            question = self.questions[parcel.row]
            question.enquiry = replace(parcel, attempts=parcel.attempts + 1)
            question.not_before = until
        elif ours:
            row = self.rows[parcel.row]
            row.parcel = replace(row.parcel, attempts=row.parcel.attempts + 1)
            row.not_before = until
            if surely_not_sent:
                row.parcel, row.tried_version = replace(row.parcel, tried_at=None), None
        return ours

    async def park(
        self, owner: str, parcel: Parcel | Enquiry, reason: str, *, surely_not_sent: bool
    ) -> bool:
        if ours := await self._ours(owner, parcel):
            kept: Row | Question = (
                self.rows[parcel.row] if isinstance(parcel, Parcel) else self.questions[parcel.row]
            )
            kept.parked = reason
            if isinstance(kept, Row) and surely_not_sent:
                kept.parcel, kept.tried_version = replace(kept.parcel, tried_at=None), None
        return ours

    async def found_out(self, owner: str, enquiry: Enquiry) -> bool:
        if ours := await self._ours(owner, enquiry):
            del self.questions[enquiry.row]
        return ours

    async def receipts_come(self, workspace: WorkspaceRef) -> bool:
        return workspace in self.receipts

    async def _ours(self, owner: str, parcel: Parcel | Enquiry) -> bool:
        await self._moment()
        return self.leases[parcel.workspace][0] == owner

    async def _moment(self) -> None:
        await asyncio.sleep(self.delay)
        if machine() < self.broken_until:
            raise OSError("the disk is full")
