"""What is not kept: old answers' words, delivered messages' bodies, the journal, what came too late."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)

from storage.erasing import numbers_of
from storage.journal import FORGET_ALL
from storage.standup_tables import occurrence, participant
from storage.statements import Prepared, Row, Transaction
from storage.tables import outbox
from storage.values import micros

AT_ONCE = 500
"""Answers emptied in one transaction, so that nobody waits long behind them."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How long each kind of data is kept. None keeps it for ever."""

    answers: timedelta | None = timedelta(days=730)
    """Afterwards their words go; the days, who answered, and what was a number stay for the trends."""
    journal: timedelta | None = timedelta(days=90)
    messages: timedelta = timedelta(hours=24)
    """The words of a message, counted from its delivery; who it was for is kept, so that it can be edited."""


_c = outbox.c
_delivered = (_c.body.is_not(None), _c.version == _c.delivered_version)
# The time after delivery is counted from the first tidying that finds it delivered.
_FOUND_DELIVERED = Prepared(
    update(outbox)
    .where(*_delivered, _c.delivered_at.is_(None))
    .values(delivered_at=bindparam("now", type_=BigInteger)),
    everywhere=True,
)
_EMPTY = Prepared(
    update(outbox)
    .where(*_delivered, _c.delivered_at <= bindparam("before", type_=BigInteger))
    .values(body=None),
    everywhere=True,
)
_TOO_LATE = Prepared(
    delete(outbox).where(
        _c.until <= bindparam("before", type_=BigInteger),
        _c.place.is_(None),
        _c.version > _c.delivered_version,
    ),
    everywhere=True,
)
# An edit that came too late is not made any more; what stands there stays.
_TOO_LATE_EDIT = Prepared(
    update(outbox)
    .where(
        _c.until <= bindparam("before", type_=BigInteger),
        _c.place.is_not(None),
        _c.parked.is_(None),
        _c.version > _c.delivered_version,
    )
    .values(body=None, delivered_version=_c.version, attempts=0, tried_at=None, tried_version=None),
    everywhere=True,
)

_p, _o = participant.c, occurrence.c
_bare: ColumnElement[str] = _p.answers
for _written in ('"yes"', '"no"', "e+", "e-"):  # A large number, or a small one, may read 1e+20.
    _bare = func.replace(_bare, _written, "")


def _old(wordy: ColumnElement[bool]) -> Prepared:
    return Prepared(
        select(_p.workspace, _p.occurrence, _p.member, _p.answers, _o.questions)
        .join(occurrence, (_o.workspace == _p.workspace) & (_o.id == _p.occurrence))
        .where(_o.day < bindparam("before", type_=Text), wordy)
        .order_by(_p.workspace, _p.occurrence, _p.member)
        .limit(bindparam("at_most", type_=Integer)),
        everywhere=True,
    )


# Answers in which more is than numbers, and "yes" or "no": those that have been emptied are not read again.
_OLD_ON_SQLITE = _old(_bare.op("GLOB")('*[^][", 0-9.-]*'))
_OLD_ON_POSTGRES = _old(_bare.op("~")(r'[^][", 0-9.-]'))
_KEEP_NUMBERS = Prepared(
    update(participant)
    .where(
        _p.workspace == bindparam("its_workspace", type_=Text),
        _p.occurrence == bindparam("day", type_=Text),
        _p.member == bindparam("whose", type_=Text),
        _p.answers == bindparam("was", type_=Text),
    )
    .values(answers=bindparam("numbers", type_=Text)),
    everywhere=True,
)


def tidy(transaction: Transaction, now: datetime, keep: Keep) -> None:
    before = micros(now - keep.messages)
    transaction.do(_EMPTY, before=before)
    transaction.do(_FOUND_DELIVERED, now=micros(now))
    transaction.do(_TOO_LATE, before=before)
    transaction.do(_TOO_LATE_EDIT, before=before)
    if keep.journal is not None:
        transaction.do(FORGET_ALL, before=micros(now - keep.journal))


def old_answers(transaction: Transaction, now: datetime, keep: Keep) -> Sequence[Row]:
    """Some of those whose words have been kept long enough, for ``empty_answers``."""
    if keep.answers is None:
        return ()
    old = _OLD_ON_POSTGRES if transaction.postgres else _OLD_ON_SQLITE
    before = (now - keep.answers).date().isoformat()
    found = transaction.rows(old, before=before, at_most=AT_ONCE)
    return [row for row in found if _numbers(row) != row[3]]


def empty_answers(transaction: Transaction, rows: Sequence[Row]) -> None:
    """Leave of each answer what is a number. One that somebody has changed meanwhile stays as it is."""
    transaction.do_many(
        _KEEP_NUMBERS,
        [
            {
                "its_workspace": workspace,
                "day": day,
                "whose": member,
                "was": was,
                "numbers": _numbers((workspace, day, member, was, questions)),
            }
            for workspace, day, member, was, questions in rows
        ],
    )


def _numbers(row: Row) -> str:
    given, questions = json.loads(row[3]), json.loads(row[4])
    return json.dumps(numbers_of(given, questions), ensure_ascii=False)
