"""Everything that is kept of somebody, in words and values that can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Table,
    Text,
    bindparam,
    func,
    select,
)

from storage.erasing import naming
from storage.standup_tables import occurrence, participant, standup
from storage.statements import Prepared, Row, Transaction
from storage.tables import address, member, metadata, outbox
from storage.values import moment

WHICH = frozenset({"day", "number"})
"""Columns by which people know a row, besides its key and its moments."""
_REFERRING = frozenset(column for column, _rule in naming())
_p, _o, _s = participant.c, occurrence.c, standup.c
_MEMBER = Prepared(
    select(*member.c).where(
        member.c.workspace == bindparam("workspace"), member.c.id == bindparam("id")
    )
)
_DAYS = Prepared(
    select(_o.day, _s.name, _s.number, _o.questions, *participant.c)
    .select_from(
        participant.join(
            occurrence, (_o.workspace == _p.workspace) & (_o.id == _p.occurrence)
        ).join(standup, (_s.workspace == _o.workspace) & (_s.id == _o.standup))
    )
    .where(_p.workspace == bindparam("workspace"), _p.member == bindparam("id"))
    .order_by(_o.day, _s.number)
)
_ADDRESS = Prepared(
    select(*address.c).where(
        address.c.workspace == bindparam("workspace"), address.c.place == bindparam("account")
    )
)


def export(transaction: Transaction, id: str) -> Mapping[str, object]:
    """What is kept of a member; {} of one who is not there. Plain values, ready for JSON.

    ``profile`` and ``standup_days`` are for reading; ``records`` holds every other row that refers to
    them, by table, and ``mentioned_in`` tells which name them in a list or a text. Nothing that others
    wrote is in it, and no message.
    """
    found = transaction.row(_MEMBER, id=id)
    if found is None:
        return {}
    profile = _plain([*member.c], found)
    records = dict(_records(transaction, id))
    if places := transaction.rows(_ADDRESS, account=profile["account"]):
        records["address"] = [_plain([*address.c], row) for row in places]
    return {
        "workspace": transaction.workspace,
        "profile": profile,
        "standup_days": [_day(row) for row in transaction.rows(_DAYS, id=id)],
        "records": records,
        "mentioned_in": dict(_mentions(transaction, id)),
    }


def _records(transaction: Transaction, id: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """The rows of each table that refer to them, by every column that may.

    Whole are those that are about them; of one that they own or made only what tells which it is.
    """
    for table in metadata.sorted_tables:
        if table is participant:
            continue
        for column in (one for one in table.c if one in _REFERRING):
            if column.name == "member":
                name, told = table.name, [one for one in table.c if _is_told(one)]
            else:
                name, told = f"{table.name} ({column.name})", _which(table)
            if found := _told(transaction, told, column == bindparam("id"), id):
                yield name, found


def _mentions(transaction: Transaction, id: str) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Which rows hold the member's id inside a text, such as the list of a standup's people."""
    find = func.strpos if transaction.postgres else func.instr
    for table in metadata.sorted_tables:
        for column in table.c:
            if (
                table is member
                or "workspace" not in table.c
                or column in _REFERRING
                or column.foreign_keys
                or not isinstance(column.type, Text)
                or not _which(table)
            ):
                continue
            inside = find(column, bindparam("id", type_=Text)) > 0
            if found := _told(transaction, _which(table), inside, id):
                yield f"{table.name} ({column.name})", found


def _told(
    transaction: Transaction, columns: Sequence[Column[Any]], where: ColumnElement[bool], id: str
) -> list[dict[str, object]]:
    here = columns[0].table.c.workspace == bindparam("workspace")
    rows = transaction.rows(Prepared(select(*columns).where(here, where)), id=id)
    return [_plain(columns, row) for row in rows]


def _which(table: Table) -> list[Column[Any]]:
    """What tells which row it is, and when: never what somebody else wrote, or who that is."""
    return [
        column
        for column in table.c
        if column.name != "workspace"
        and column not in _REFERRING
        and (column.primary_key or isinstance(column.type, BigInteger) or column.name in WHICH)
    ]


def _is_told(column: Column[Any]) -> bool:
    """A message repeats what is told elsewhere, or what others wrote: where and when it went is enough."""
    if column.table is outbox:
        return column.name == "place" or column in _which(outbox)
    return column.name != "workspace"


def _day(row: Row) -> dict[str, object]:
    day, name, number, questions, *kept = row
    plain = _plain([*participant.c], kept)
    asked = [one["text"] if isinstance(one, dict) else one for one in json.loads(questions)]
    answers = plain.pop("answers")
    assert isinstance(answers, list)
    return {
        "day": day,
        "standup": f"{name} #{number}",
        **{name: value for name, value in plain.items() if name not in ("occurrence", "member")},
        "answers": [
            {"question": question, "answer": answer}
            for question, answer in zip(asked, answers, strict=False)
        ],
    }


def _plain(columns: Sequence[Column[Any]], row: Row | list[Any]) -> dict[str, object]:
    return {
        column.name: _value(column, value)
        for column, value in zip(columns, row, strict=True)
        if column.name != "workspace"
    }


def _value(column: Column[Any], value: Any) -> object:
    """As somebody reads it: moments as ISO 8601 in UTC, lists as lists."""
    if value is None:
        return None
    if isinstance(column.type, BigInteger) and not column.primary_key:
        return moment(value).astimezone(UTC).isoformat()
    if isinstance(column.type, Boolean):
        return bool(value)
    if isinstance(column.type, Text) and value.startswith(("[", "{")):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
