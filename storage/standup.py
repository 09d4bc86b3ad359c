"""Standups, their days, and where everybody stands on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import BigInteger, Text, bindparam, func, or_, select, update

from bot.people import ChannelRef, MemberRef, Person, by_name
from bot.rituals.standup import Occurrence, Participant, Standup
from storage.agenda import lock_number
from storage.directory import PERSON, read_person
from storage.standup_tables import (
    DAY,
    PARTICIPANT,
    STANDUP,
    day_row,
    maybe_both,
    maybe_day,
    maybe_standup,
    occurrence,
    participant,
    participant_row,
    read_participant,
    read_standup,
    standup,
    standup_row,
)
from storage.statements import Prepared, Transaction, adding
from storage.tables import member

_s, _o, _p = standup.c, occurrence.c, participant.c
_HERE = _s.workspace == bindparam("workspace")
_ONE = select(*STANDUP).where(_HERE, _s.id == bindparam("id"))

_GET = Prepared(_ONE)
_LOCK = Prepared(_ONE.with_for_update(key_share=True))
_NUMBERED = Prepared(select(*STANDUP).where(_HERE, _s.number == bindparam("number")))
_kept = (_HERE, _s.standing != "deleted")
_ALL = Prepared(select(*STANDUP).where(*_kept).order_by(_s.number))
_IN_CHANNEL = Prepared(
    select(*STANDUP).where(*_kept, _s.channel == bindparam("channel")).order_by(_s.number)
)
_HOLD_NUMBERS = Prepared(
    select(func.pg_advisory_xact_lock(bindparam("lock", type_=BigInteger))), everywhere=True
)
_next_number = select(func.coalesce(func.max(_s.number), 0) + 1).where(_HERE).scalar_subquery()
_columns = [column.name for column in STANDUP if column.name != "number"]
_ADD = Prepared(
    adding(standup, "workspace", *_columns, number=_next_number)
    .on_conflict_do_nothing(index_elements=["workspace", "id"])
    .returning(_s.number)
)
_SAVE = Prepared(
    update(standup)
    .where(_HERE, _s.id == bindparam("id"))
    .values({name: bindparam(name, type_=_s[name].type) for name in _columns if name != "id"})
)

_OF_DAY = (_o.workspace == bindparam("workspace"), _o.id == bindparam("occurrence"))
_both = (
    select(*STANDUP, *DAY)
    .select_from(standup.join(occurrence, (_o.workspace == _s.workspace) & (_o.standup == _s.id)))
    .where(*_OF_DAY)
)
_BOTH = Prepared(_both)
# Both rows, the standup's first. The day's must be locked too: PostgreSQL reads a row that it has
# not locked as it was before the wait for the other.
_LOCK_BOTH = Prepared(_both.with_for_update(key_share=True, of=[standup, occurrence]))
_OF_STANDUP = (_o.workspace == bindparam("workspace"), _o.standup == bindparam("standup"))
_LATEST = Prepared(select(*DAY).where(*_OF_STANDUP).order_by(_o.day.desc()).limit(1))
_ON = Prepared(select(*DAY).where(*_OF_STANDUP, _o.day == bindparam("day")))
_OPEN = Prepared(
    adding(occurrence, "workspace", *(column.name for column in DAY))
    .on_conflict_do_nothing()
    .returning(_o.id)
)
_SAVE_DAY = Prepared(
    update(occurrence)
    .where(*_OF_DAY)
    .values(
        {
            name: bindparam(name, type_=_o[name].type)
            for name in ("name", "questions", "opened_at", "wrap_at", "wrapped_at", "manners")
        }
    )
)

_PARTICIPANTS = Prepared(
    select(*PERSON, *PARTICIPANT)
    .join(participant, (_p.workspace == member.c.workspace) & (_p.member == member.c.id))
    .where(_p.workspace == bindparam("workspace"), _p.occurrence == bindparam("occurrence"))
)
_PARTICIPANT_OF = Prepared(
    select(*PARTICIPANT).where(
        _p.workspace == bindparam("workspace"),
        _p.occurrence == bindparam("occurrence"),
        _p.member == bindparam("member"),
    )
)
_stands = adding(participant, "workspace", "occurrence", *(column.name for column in PARTICIPANT))
_UPDATE = Prepared(
    _stands.on_conflict_do_update(
        index_elements=["workspace", "occurrence", "member"],
        set_={
            column.name: _stands.excluded[column.name]
            for column in PARTICIPANT
            if column.name != "member"
        },
    )
)
_LAST_ANSWER = Prepared(
    select(*PARTICIPANT)
    .join(occurrence, (_o.workspace == _p.workspace) & (_o.id == _p.occurrence))
    .where(
        *_OF_STANDUP,
        _o.day < bindparam("before", type_=Text),
        _p.member == bindparam("member"),
        _p.state == "answered",
    )
    .order_by(_o.day.desc())
    .limit(1)
)
_ASKED_SINCE = Prepared(
    select(_o.id)
    .join(participant, (_o.workspace == _p.workspace) & (_o.id == _p.occurrence))
    .where(
        *_OF_STANDUP,
        _o.day > bindparam("day", type_=Text),
        _p.member == bindparam("member"),
        # A list that SQLAlchemy expands at execution has no place in a statement compiled once.
        or_(*(_p.state == state for state in ("asked", "answered", "skipped"))),
    )
    .limit(1)
)
_OPEN_DAYS = Prepared(
    select(*STANDUP, *DAY)
    .select_from(standup.join(occurrence, (_o.workspace == _s.workspace) & (_o.standup == _s.id)))
    .where(_o.workspace == bindparam("workspace"), _o.wrapped_at.is_(None))
    .order_by(_o.day, _o.id)
)
_DAYS = Prepared(
    select(*DAY)
    .where(
        *_OF_STANDUP,
        _o.day >= bindparam("since", type_=Text),
        _o.day <= bindparam("until", type_=Text),
    )
    .order_by(_o.day)
)
_DAYS_OF = Prepared(
    select(*STANDUP, *DAY, *PARTICIPANT)
    .select_from(
        standup.join(occurrence, (_o.workspace == _s.workspace) & (_o.standup == _s.id)).join(
            participant, (_p.workspace == _o.workspace) & (_p.occurrence == _o.id)
        )
    )
    .where(
        *_kept,
        _o.day >= bindparam("since", type_=Text),
        _p.member == bindparam("member"),
    )
    .order_by(_o.day, _o.id)
)


class Standups:
    """Implements ``bot.rituals.standup.Standups``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def add(self, standup: Standup) -> Standup:
        # Numbers have no gaps, so whoever takes one waits for whoever took the last. SQLite has one
        # writer anyway.
        if self._tx.postgres:
            self._tx.rows(_HOLD_NUMBERS, lock=lock_number(self._tx.workspace, "standup numbers"))
        self._tx.rows(_ADD, **standup_row(standup))
        kept = self.get(standup.id)
        assert kept is not None
        return kept

    def get(self, id: str) -> Standup | None:
        return maybe_standup(self._tx.row(_GET, id=id))

    def lock(self, id: str) -> Standup | None:
        return maybe_standup(self._tx.row(_LOCK, id=id))

    def lock_day(self, occurrence: str) -> tuple[Standup, Occurrence] | None:
        return maybe_both(self._tx.row(_LOCK_BOTH, occurrence=occurrence))

    def day(self, occurrence: str) -> tuple[Standup, Occurrence] | None:
        return maybe_both(self._tx.row(_BOTH, occurrence=occurrence))

    def numbered(self, number: int) -> Standup | None:
        return maybe_standup(self._tx.row(_NUMBERED, number=number))

    def in_channel(self, channel: ChannelRef) -> Sequence[Standup]:
        return [read_standup(row) for row in self._tx.rows(_IN_CHANNEL, channel=channel.id)]

    def all(self) -> Sequence[Standup]:
        return [read_standup(row) for row in self._tx.rows(_ALL)]

    def save(self, standup: Standup) -> None:
        self._tx.do(_SAVE, **standup_row(standup))

    def open(self, occurrence: Occurrence, participants: Sequence[Participant]) -> bool:
        row = day_row(occurrence)
        opened = self._tx.row(
            _OPEN,
            id=occurrence.id,
            standup=occurrence.standup,
            day=occurrence.day.isoformat(),
            **row,
        )
        if opened is None:
            return False
        self.update(occurrence.id, participants)
        return True

    def save_day(self, occurrence: Occurrence) -> None:
        self._tx.do(_SAVE_DAY, occurrence=occurrence.id, **day_row(occurrence))

    def latest(self, standup: str) -> Occurrence | None:
        return maybe_day(self._tx.row(_LATEST, standup=standup))

    def on(self, standup: str, day: date) -> Occurrence | None:
        return maybe_day(self._tx.row(_ON, standup=standup, day=day.isoformat()))

    def participants(self, occurrence: str) -> Sequence[tuple[Person, Participant]]:
        rows = self._tx.rows(_PARTICIPANTS, occurrence=occurrence)
        both = [
            (read_person(row[: len(PERSON)]), read_participant(row[len(PERSON) :])) for row in rows
        ]
        return sorted(both, key=lambda one: by_name(one[0]))

    def participant(self, occurrence: str, member: MemberRef) -> Participant | None:
        row = self._tx.row(_PARTICIPANT_OF, occurrence=occurrence, member=member.id)
        return None if row is None else read_participant(row)

    def update(self, occurrence: str, participants: Iterable[Participant]) -> None:
        ordered = sorted(participants, key=lambda one: one.member)
        rows = [{"occurrence": occurrence, **participant_row(one)} for one in ordered]
        self._tx.do_many(_UPDATE, rows)

    def last_answer(self, standup: str, member: MemberRef, before: date) -> Participant | None:
        row = self._tx.row(
            _LAST_ANSWER, standup=standup, member=member.id, before=before.isoformat()
        )
        return None if row is None else read_participant(row)

    def asked_since(self, standup: str, member: MemberRef, day: date) -> bool:
        values = {"standup": standup, "member": member.id, "day": day.isoformat()}
        return self._tx.row(_ASKED_SINCE, **values) is not None

    def open_days(self) -> Sequence[tuple[Standup, Occurrence]]:
        return [both for row in self._tx.rows(_OPEN_DAYS) if (both := maybe_both(row))]

    def days(self, standup: str, since: date, until: date) -> Sequence[Occurrence]:
        values = {"standup": standup, "since": since.isoformat(), "until": until.isoformat()}
        return [day for row in self._tx.rows(_DAYS, **values) if (day := maybe_day(row))]

    def days_of(
        self, member: MemberRef, since: date
    ) -> Sequence[tuple[Standup, Occurrence, Participant]]:
        rows = self._tx.rows(_DAYS_OF, member=member.id, since=since.isoformat())
        ends = len(STANDUP) + len(DAY)
        return [
            (*both, read_participant(row[ends:]))
            for row in rows
            if (both := maybe_both(row[:ends]))
        ]
