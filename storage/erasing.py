"""Erasing somebody: what each row that tells of them becomes, so that only the totals remain."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Table,
    Text,
    bindparam,
    delete,
    exists,
    not_,
    or_,
    select,
    update,
)
from sqlalchemy import text as sql

from bot.rituals.questions import Kind
from storage import tombstones
from storage.standup_tables import occurrence, participant, standup
from storage.statements import Prepared, Transaction
from storage.sweeping import sweep
from storage.tables import member, metadata, outbox
from storage.traces import Traces, lines

KEPT = frozenset({Kind.MOOD, Kind.NUMBER, Kind.SCALE, Kind.YES_NO})
"""Kinds of questions whose answers hold nobody's words, and which the trends count."""
OPEN = ("waiting", "asked")


class Rule(Enum):
    """What becomes of a row whose column names the member who is erased."""

    REMOVE = "the row is deleted"
    COUNT = "a stand-in is counted instead, and the texts are emptied"
    CLEAR = "the column is emptied"
    HAND_OVER = "the column names a stand-in, who counts as one who has left"


def naming() -> Iterator[tuple[Column[Any], Rule]]:
    """Every column that refers to a member, with its rule; children before their parents."""
    for table in reversed(metadata.sorted_tables):
        for constraint in table.foreign_key_constraints:
            if constraint.referred_table is member:
                yield (column := _naming(constraint)), rule(column)


def rule(column: Column[Any]) -> Rule:
    if column.table is participant:
        return Rule.COUNT
    if column.name == "member":
        return Rule.REMOVE
    return Rule.CLEAR if column.nullable else Rule.HAND_OVER


def _naming(constraint: ForeignKeyConstraint) -> Column[Any]:
    (column,) = (one for one in constraint.columns if one.name != "workspace")
    return column


def erase(transaction: Transaction, id: str) -> None:
    """Erase a member of the transaction's workspace. Somebody who is not there is erased already."""
    found = transaction.row(_MEMBER, id=id)
    if found is None or found[0].startswith(tombstones.PREFIX):
        return
    if not transaction.postgres:
        _mark(transaction)
    account, name = found
    past, _ = tombstones.make(transaction, counts=True)
    gone, gone_account = tombstones.make(transaction, counts=False)
    words = _empty_days(transaction, id, past)
    traces = Traces(id, account, name, (gone, gone_account, tombstones.NAME), words)
    for column, what in naming():
        if what is not Rule.COUNT:  # Those have been emptied day by day.
            _follow(transaction, column, what, id, gone)
    _clean_bodies(transaction, traces)
    transaction.do(_FORGET, id=id)
    sweep(transaction, traces)
    for stand_in in (past, gone):
        transaction.do(_forget_idle(), id=stand_in)


_MEMBER = Prepared(
    select(member.c.account, member.c.name).where(
        member.c.workspace == bindparam("workspace"), member.c.id == bindparam("id")
    )
)
_FORGET = Prepared(
    delete(member).where(
        member.c.workspace == bindparam("workspace"), member.c.id == bindparam("id")
    )
)
_OVERWRITE = Prepared(sql("PRAGMA secure_delete = ON"), everywhere=True)
_MARK = Prepared(sql("PRAGMA user_version"), everywhere=True)


def _forget_idle() -> Prepared:
    """Delete a stand-in whom no row needs."""
    id, here = bindparam("id", type_=Text), bindparam("workspace", type_=Text)
    used = [exists().where(one.table.c.workspace == here, one == id) for one, _rule in naming()]
    listed = exists().where(standup.c.workspace == here, standup.c.people.contains(id))
    return Prepared(
        delete(member).where(
            member.c.workspace == here, member.c.id == id, not_(or_(*used, listed))
        )
    )


_p, _o = participant.c, occurrence.c
_DAYS = Prepared(
    select(_p.occurrence, _p.state, _p.answers, _o.questions, _o.wrapped_at)
    .join(occurrence, (_o.workspace == _p.workspace) & (_o.id == _p.occurrence))
    .where(_p.workspace == bindparam("workspace"), _p.member == bindparam("id"))
)
_EMPTY_DAY = Prepared(
    update(participant)
    .where(
        _p.workspace == bindparam("workspace"),
        _p.occurrence == bindparam("day"),
        _p.member == bindparam("id"),
    )
    .values(
        member=bindparam("past"),
        state=bindparam("stands"),
        answers=bindparam("numbers"),
    )
)


def _mark(transaction: Transaction) -> None:
    """Overwrite what is deleted from now on, and have the file written anew (scrubbing.py)."""
    transaction.rows(_OVERWRITE)
    ((mark,),) = transaction.rows(_MARK)
    counted = sql(f"PRAGMA user_version = {(int(mark) + 1) % 2**31 or 1}")
    transaction.rows(Prepared(counted, everywhere=True))


def _empty_days(transaction: Transaction, id: str, past: str) -> frozenset[str]:
    """Let the stand-in be counted on every day of theirs; what they wrote there, for the messages."""
    rows, said = [], set[str]()
    for day, state, answers, questions, wrapped_at in transaction.rows(_DAYS, id=id):
        given = json.loads(answers)
        said |= lines(given)
        # Nobody waits for an answer of theirs any more; a day that is over stays as it was counted.
        stands = "gone" if wrapped_at is None and state in OPEN else state
        numbers = json.dumps(numbers_of(given, json.loads(questions)), ensure_ascii=False)
        rows.append({"day": day, "id": id, "past": past, "stands": stands, "numbers": numbers})
    transaction.do_many(_EMPTY_DAY, rows)
    return frozenset(said)


def numbers_of(answers: Sequence[str], questions: Sequence[Any]) -> list[str]:
    """The answers of which only those stay that are numbers, as many as before."""
    kinds = [one.get("kind", "") if isinstance(one, dict) else "" for one in questions]
    kinds += [""] * (len(answers) - len(kinds))
    return [answer if kind in KEPT else "" for answer, kind in zip(answers, kinds, strict=False)]


def _follow(transaction: Transaction, column: Column[Any], what: Rule, id: str, gone: str) -> None:
    table = column.table
    assert isinstance(table, Table)
    theirs = (table.c.workspace == bindparam("workspace"), column == bindparam("id"))
    if what is Rule.REMOVE:
        transaction.do(Prepared(delete(table).where(*theirs)), id=id)
        return
    new = None if what is Rule.CLEAR else gone
    change = update(table).where(*theirs).values({column: bindparam("new", type_=Text)})
    transaction.do(Prepared(change), id=id, new=new)


_b = outbox.c
_BODIES = Prepared(
    select(_b.key, _b.body, _b.version == _b.delivered_version).where(
        _b.workspace == bindparam("workspace"), _b.body.is_not(None)
    )
)
_SAY_LESS = Prepared(
    update(outbox)
    .where(_b.workspace == bindparam("workspace"), _b.key == bindparam("row"))
    .values(body=bindparam("less", type_=Text))
)


def _clean_bodies(transaction: Transaction, traces: Traces) -> None:
    """What was delivered is forgotten, as every body soon is; what waits goes out without them."""
    rows = []
    for key, body, delivered in transaction.rows(_BODIES):
        if (less := traces.said(body)) != body:
            rows.append({"row": key, "less": None if delivered else less})
    transaction.do_many(_SAY_LESS, rows)
