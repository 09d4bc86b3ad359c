"""The last sweep of an erasure: every text of every table is searched for the person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any

from sqlalchemy import Column, Table, Text, bindparam, delete, func, select, update

from storage.statements import Prepared, Transaction
from storage.tables import metadata
from storage.traces import Traces

ABOUT = {
    "outbox": ("key", "under"),
    "promise": ("key", "intent"),
    "inquiry": ("inquiry",),
    "address": ("place", "address"),
}
"""Columns of a row that is about somebody alone once it names them: such a row is deleted."""
EVERYBODY = frozenset({("standup", "people")})
"""Lists that mean everybody where they are empty: there a stand-in is left, who is never asked."""
OTHERS = frozenset({"member", "channel", "workspace"})
"""Tables whose names are others': there nobody's name is looked for, only the ids."""
OURS = frozenset({("outbox", "body"), ("journal", "detail"), ("journal", "ritual")})
"""Columns with sentences of Muster's own, in which every name is somebody's."""


def sweep(transaction: Transaction, traces: Traces) -> None:
    """Write every text that names them anew, without them; a row about nobody else is deleted."""
    for table in metadata.sorted_tables:
        if "workspace" in table.c:
            _sweep(transaction, table, traces)


def _sweep(transaction: Transaction, table: Table, traces: Traces) -> None:
    keys = [column for column in table.primary_key if column.name != "workspace"]
    texts = [
        column for column in table.c if isinstance(column.type, Text) and column.name != "workspace"
    ]
    if not texts:
        return
    about = ABOUT.get(table.name, ())
    for row in transaction.rows(_mentioning(transaction, table, keys, texts), **_needles(traces)):
        stored = dict(zip((column.name for column in texts), row[len(keys) :], strict=True))
        at = {f"at_{column.name}": value for column, value in zip(keys, row, strict=False)}
        changes = _changes(table, stored, traces)
        ids = {name for name in changes if traces.names(stored[name])}
        if ids & {*about, *(column.name for column in keys)}:
            transaction.do(_deleting(table, keys), **at)
        elif changes:
            given = {f"new_{name}": value for name, value in changes.items()}
            transaction.do(_changing(table, keys, changes), **at, **given)


def _changes(table: Table, stored: Mapping[str, str | None], traces: Traces) -> dict[str, str]:
    changes = {}
    for name, value in stored.items():
        if value is None:
            continue
        here = table.name, name
        by_name = table.name not in OTHERS and (traces.unmistakable or here in OURS)
        clean = traces.cleaned(value, name=by_name, somebody=here in EVERYBODY)
        if clean != value:
            changes[name] = clean
    return changes


def _needles(traces: Traces) -> dict[str, str]:
    """Of a name the longest part that is stored alike everywhere, in small letters.

    SQLite knows large and small letters of ASCII alone, and JSON writes some signs otherwise.
    """
    alike = re.findall(r"[ !#-\[\]-~]+", traces.name) if traces.name.strip() else [traces.id]
    name = max(alike, key=len, default="").lower()
    return {"id": traces.id, "account": traces.account, "name": name}


def _mentioning(
    transaction: Transaction,
    table: Table,
    keys: Sequence[Column[Any]],
    texts: Sequence[Column[Any]],
) -> Prepared:
    find = func.strpos if transaction.postgres else func.instr
    id, account, name = (bindparam(one, type_=Text) for one in ("id", "account", "name"))
    hits = [
        hit
        for one in texts
        for hit in (find(one, id) > 0, find(one, account) > 0, find(func.lower(one), name) > 0)
    ]
    here = table.c.workspace == bindparam("workspace")
    return Prepared(select(*keys, *texts).where(here, reduce(or_, hits)))


def _at(table: Table, keys: Sequence[Column[Any]]) -> Iterator[Any]:
    yield table.c.workspace == bindparam("workspace")
    for column in keys:
        yield column == bindparam(f"at_{column.name}", type_=column.type)


def _deleting(table: Table, keys: Sequence[Column[Any]]) -> Prepared:
    return Prepared(delete(table).where(*_at(table, keys)))


def _changing(table: Table, keys: Sequence[Column[Any]], changes: Mapping[str, str]) -> Prepared:
    new = {name: bindparam(f"new_{name}", type_=Text) for name in changes}
    return Prepared(update(table).where(*_at(table, keys)).values(new))
