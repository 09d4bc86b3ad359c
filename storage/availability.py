"""When the people of a workspace work: hours, absences, and whose holidays they and their teams keep."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time

from sqlalchemy import ColumnElement, Text, bindparam, delete, null, or_, select, union_all, update

from bot.people import ChannelRef, MemberRef
from bot.rituals.availability import Absence, Availability, Hours, Team
from storage.statements import Among, Prepared, Row, Transaction, adding
from storage.tables import absence, team, working_life
from storage.values import numbers, read_numbers

NOTHING_KNOWN = Availability()

_since = or_(absence.c.last.is_(None), absence.c.last >= bindparam("since", type_=Text))
_here = absence.c.workspace == bindparam("workspace")
_ABSENCE = (absence.c.id, absence.c.member, absence.c.first, absence.c.last, absence.c.by)


def _none(*names: str) -> list[ColumnElement[None]]:
    return [null().label(name) for name in names]


# A beginning asks this of a whole team, so lives and absences come as rows of one statement.
_OF = Prepared(
    union_all(
        select(
            working_life.c.member,
            working_life.c.days,
            working_life.c.begin,
            working_life.c.end,
            working_life.c.calendar,
            *_none("id", "first", "last", "by"),
        ).where(
            working_life.c.workspace == bindparam("workspace"),
            Among(working_life.c.member, "members"),
        ),
        select(
            absence.c.member,
            *_none("days", "begin", "end", "calendar"),
            absence.c.id,
            absence.c.first,
            absence.c.last,
            absence.c.by,
        ).where(_here, Among(absence.c.member, "members"), _since),
    )
)
_OWN = Prepared(
    select(*_ABSENCE)
    .where(_here, absence.c.member == bindparam("member"), _since)
    .order_by(absence.c.first, absence.c.id)
)
_ADD = Prepared(
    adding(absence, "workspace", "id", "member", "first", "last", "by").on_conflict_do_nothing(
        index_elements=["workspace", "id"]
    )
)
_this = (_here, absence.c.id == bindparam("id"))
_until = bindparam("until", type_=Text)
_REMOVE = Prepared(delete(absence).where(*_this, absence.c.first > _until))
_SHORTEN = Prepared(
    update(absence)
    .where(*_this, or_(absence.c.last.is_(None), absence.c.last > _until))
    .values(last=_until)
)

_hours = adding(working_life, "workspace", "member", "days", "begin", "end")
_HOURS = Prepared(
    _hours.on_conflict_do_update(
        index_elements=["workspace", "member"],
        set_={name: _hours.excluded[name] for name in ("days", "begin", "end")},
    )
)
_calendar = adding(working_life, "workspace", "member", "calendar")
_CALENDAR = Prepared(
    _calendar.on_conflict_do_update(
        index_elements=["workspace", "member"], set_={"calendar": _calendar.excluded.calendar}
    )
)
_TEAM = Prepared(
    select(team.c.calendar).where(
        team.c.workspace == bindparam("workspace"), team.c.channel == bindparam("channel")
    )
)
_team = adding(team, "workspace", "channel", "calendar")
_KEEP_TEAM = Prepared(
    _team.on_conflict_do_update(
        index_elements=["workspace", "channel"], set_={"calendar": _team.excluded.calendar}
    )
)


class Availabilities:
    """Implements ``bot.rituals.availability.Availabilities``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def of(self, members: Collection[MemberRef], since: date) -> Mapping[MemberRef, Availability]:
        if not members:
            return {}
        rows = self._tx.rows(_OF, members=[one.id for one in members], since=since.isoformat())
        lives: dict[str, tuple[Hours | None, str | None]] = {}
        away: dict[str, list[Absence]] = {}
        for member, days, begin, end, calendar, *rest in rows:
            if rest[0] is None:
                lives[member] = _read_hours(days, begin, end), calendar
            else:
                away.setdefault(member, []).append(_read_absence((rest[0], member, *rest[1:])))
        return {one: _life(lives.get(one.id), away.get(one.id)) for one in members}

    def set_hours(self, member: MemberRef, hours: Hours | None) -> None:
        self._tx.do(
            _HOURS,
            member=member.id,
            days=None if hours is None else numbers(hours.days),
            begin=None if hours is None else hours.begin.isoformat(),
            end=None if hours is None else hours.end.isoformat(),
        )

    def set_calendar(self, member: MemberRef, calendar: str | None) -> None:
        self._tx.do(_CALENDAR, member=member.id, calendar=calendar)

    def add_absence(self, absence: Absence) -> None:
        self._tx.do(
            _ADD,
            id=absence.id,
            member=absence.member.id,
            first=absence.first.isoformat(),
            last=None if absence.last is None else absence.last.isoformat(),
            by=absence.by.id,
        )

    def end_absence(self, id: str, last: date) -> None:
        if not self._tx.do(_REMOVE, id=id, until=last.isoformat()):
            self._tx.do(_SHORTEN, id=id, until=last.isoformat())

    def absences(self, member: MemberRef, since: date) -> Sequence[Absence]:
        rows = self._tx.rows(_OWN, member=member.id, since=since.isoformat())
        return [_read_absence(row) for row in rows]

    def team(self, channel: ChannelRef) -> Team:
        found = self._tx.row(_TEAM, channel=channel.id)
        return Team(channel) if found is None else Team(channel, found[0])

    def keep_team(self, team: Team) -> None:
        self._tx.do(_KEEP_TEAM, channel=team.channel.id, calendar=team.calendar)


def _life(
    known: tuple[Hours | None, str | None] | None, away: list[Absence] | None
) -> Availability:
    if known is None and away is None:
        return NOTHING_KNOWN
    hours, calendar = known or (None, None)
    absences = sorted(away or (), key=lambda one: (one.first, one.id))
    return Availability(hours, calendar, tuple(absences))


def _read_hours(days: str | None, begin: str | None, end: str | None) -> Hours | None:
    if days is None or begin is None or end is None:
        return None
    return Hours(read_numbers(days), time.fromisoformat(begin), time.fromisoformat(end))


def _read_absence(row: Row) -> Absence:
    id, member, first, last, by = row
    return Absence(
        id,
        MemberRef(member),
        date.fromisoformat(first),
        None if last is None else date.fromisoformat(last),
        MemberRef(by),
    )
