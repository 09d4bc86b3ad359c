"""Decisions about people, with their reasons, for as long as they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select

from bot.people import ChannelRef, MemberRef
from bot.ports import Entry
from bot.rituals.reasons import Decision, Reason
from storage.statements import Prepared, Row, Transaction, adding
from storage.tables import journal
from storage.values import micros, moment

_HERE = journal.c.workspace == bindparam("workspace")
_BEFORE = journal.c.at < bindparam("before", type_=journal.c.at.type)

_NOTE = Prepared(
    adding(
        journal,
        "workspace",
        "at",
        "member",
        "channel",
        "ritual",
        "day",
        "decision",
        "reason",
        "detail",
    )
)
COLUMNS = (
    journal.c.at,
    journal.c.member,
    journal.c.channel,
    journal.c.ritual,
    journal.c.day,
    journal.c.decision,
    journal.c.reason,
    journal.c.detail,
)
_ABOUT = Prepared(
    select(*COLUMNS)
    .where(
        _HERE,
        journal.c.member == bindparam("member"),
        journal.c.day == bindparam("day"),
    )
    .order_by(journal.c.at, journal.c.id)
)
_FORGET = Prepared(delete(journal).where(_HERE, _BEFORE))
FORGET_ALL = Prepared(delete(journal).where(_BEFORE), everywhere=True)


class Journal:
    """Implements ``bot.ports.Journal``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def note(self, entries: Iterable[Entry]) -> None:
        rows = [
            {
                "at": micros(entry.at),
                "member": entry.member.id,
                "channel": entry.channel.id,
                "ritual": entry.ritual,
                "day": entry.day.isoformat(),
                "decision": entry.decision,
                "reason": entry.reason,
                "detail": entry.detail,
            }
            for entry in entries
        ]
        self._tx.do_many(_NOTE, rows)

    def about(self, member: MemberRef, day: date) -> Sequence[Entry]:
        rows = self._tx.rows(_ABOUT, member=member.id, day=day.isoformat())
        return [read_entry(row) for row in rows]

    def forget(self, before: datetime) -> None:
        self._tx.do(_FORGET, before=micros(before))


def read_entry(row: Row) -> Entry:
    at, member, channel, ritual, day, decision, reason, detail = row
    return Entry(
        at=moment(at),
        member=MemberRef(member),
        channel=ChannelRef(channel),
        ritual=ritual,
        day=date.fromisoformat(day),
        decision=Decision(decision),
        reason=Reason(reason),
        detail=detail,
    )
