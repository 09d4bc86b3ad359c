"""What whoever runs Muster may look at: promises, what waits to be said, and the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Integer, Text, and_, bindparam, case, func, or_, select

from bot.people import WorkspaceRef
from bot.ports import Entry
from storage.journal import COLUMNS, read_entry
from storage.mailroom import SENDABLE, WITH_PARENT
from storage.statements import Prepared, Transaction
from storage.tables import inquiry, journal, member, outbox, promise
from storage.values import maybe_moment, micros, moment

_c = outbox.c


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise of the agenda."""

    workspace: WorkspaceRef
    key: str
    when: datetime
    packed: str
    failures: int
    fault: str | None
    """The kind of the latest failure."""
    again: datetime | None
    """When it is tried next; None once it is parked."""

    @property
    def parked(self) -> bool:
        return self.again is None


@dataclass(frozen=True, slots=True)
class OutboxCount:
    """What one workspace has still to say."""

    workspace: WorkspaceRef
    waiting: int
    parked: int
    oldest: datetime | None
    """Since when the oldest of those that can be sent has waited."""


@dataclass(frozen=True, slots=True)
class ParkedPost:
    """A message, or an inquiry, that is not tried again by itself."""

    workspace: WorkspaceRef
    key: str
    reason: str


@dataclass(frozen=True, slots=True)
class JournalLine:
    """A decision about somebody, with their name."""

    workspace: WorkspaceRef
    name: str
    entry: Entry


_PROMISES = Prepared(
    select(
        promise.c.workspace,
        promise.c.key,
        promise.c.due,
        promise.c.intent,
        promise.c.failures,
        promise.c.fault,
        promise.c.again,
    )
    .order_by(promise.c.due, promise.c.workspace, promise.c.key)
    .limit(bindparam("at_most", type_=Integer)),
    everywhere=True,
)
_waiting = case((and_(*SENDABLE), 1), else_=0)
_COUNTS = Prepared(
    select(
        _c.workspace,
        func.sum(_waiting),
        func.sum(case((_c.parked.is_not(None), 1), else_=0)),
        func.min(case((_waiting == 1, _c.waiting_since))),
    )
    .select_from(WITH_PARENT)
    .where(or_(_c.parked.is_not(None), _c.version > _c.delivered_version))
    .group_by(_c.workspace)
    .order_by(_c.workspace),
    everywhere=True,
)
_PARKED = Prepared(
    select(_c.workspace, _c.key, _c.parked)
    .where(_c.parked.is_not(None))
    .union_all(
        select(inquiry.c.workspace, inquiry.c.inquiry, inquiry.c.parked).where(
            inquiry.c.parked.is_not(None)
        )
    ),
    everywhere=True,
)
_day = bindparam("day", type_=Text)
_name = func.lower(bindparam("name", type_=Text))
_JOURNAL = Prepared(
    select(journal.c.workspace, member.c.name, *COLUMNS)
    .join(member, (member.c.workspace == journal.c.workspace) & (member.c.id == journal.c.member))
    .where(
        or_(
            func.lower(member.c.name) == _name,
            func.lower(member.c.name).startswith(_name + " "),
            func.lower(member.c.account) == _name,
        ),
        or_(_day.is_(None), journal.c.day == _day),
    )
    .order_by(journal.c.at, journal.c.id),
    everywhere=True,
)


def promises(transaction: Transaction, at_most: int) -> Sequence[PromiseLine]:
    return [
        PromiseLine(
            WorkspaceRef.parse(workspace), key, moment(due), packed, n, fault, maybe_moment(again)
        )
        for workspace, key, due, packed, n, fault, again in transaction.rows(
            _PROMISES, at_most=at_most
        )
    ]


def outbox_counts(transaction: Transaction, now: datetime | None = None) -> Sequence[OutboxCount]:
    """Without what is no longer worth sending, where it is said when it is."""
    at = 0 if now is None else micros(now)
    return [
        OutboxCount(WorkspaceRef.parse(workspace), int(waiting), int(parked), maybe_moment(oldest))
        for workspace, waiting, parked, oldest in transaction.rows(_COUNTS, now=at)
    ]


def parked_posts(transaction: Transaction) -> Sequence[ParkedPost]:
    rows = transaction.rows(_PARKED)
    return sorted(
        (ParkedPost(WorkspaceRef.parse(workspace), key, reason) for workspace, key, reason in rows),
        key=lambda one: (one.workspace, one.key),
    )


def journal_of(transaction: Transaction, name: str, day: date | None) -> Sequence[JournalLine]:
    """About everybody of that name, first name or account; oldest first, of one day or of all."""
    rows = transaction.rows(
        _JOURNAL, name=name.removeprefix("@"), day=None if day is None else day.isoformat()
    )
    return [JournalLine(WorkspaceRef.parse(row[0]), row[1], read_entry(row[2:])) for row in rows]
