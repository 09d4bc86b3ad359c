"""Statements are built with SQLAlchemy Core once, compiled once for each database, and run here.

Running the compiled text on the driver's own cursor costs a fifth of ``Connection.execute`` (4 us
against 17 us for one row), and a standup answer is made of a handful of them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import BindParameter, Column, ColumnElement, Dialect, Table, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.engine.interfaces import DBAPICursor
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler

Row = tuple[Any, ...]


class Among(ColumnElement[bool]):
    """``column`` is one of the list bound to ``name``: one text, however long the list is."""

    inherit_cache = False

    def __init__(self, column: Column[str], name: str) -> None:
        self.column = column
        self.listed: BindParameter[Any] = bindparam(name)


@compiles(Among, "sqlite")
def _among_json(among: Among, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(among.column, **options)
    listed = compiler.process(among.listed, **options)
    return f"{column} IN (SELECT value FROM json_each({listed}))"  # noqa: S608 - a compiler's own text


@compiles(Among, "postgresql")
def _among_array(among: Among, compiler: SQLCompiler, **options: Any) -> str:
    column = compiler.process(among.column, **options)
    return f"{column} = ANY({compiler.process(among.listed, **options)})"


def adding(table: Table, *columns: str, **values: Any) -> Insert:
    """An insert of bound columns and given values; its ON CONFLICT compiles for both databases."""
    bound: dict[str, Any] = {name: bindparam(name, type_=table.c[name].type) for name in columns}
    return insert(table).values({**bound, **values})


class Prepared:
    """A statement for one workspace; SQLAlchemy compiles it at its first use on each database.

    That raises ValueError for one that forgets to ask for the workspace; ``everywhere`` is for the
    few that look across all of them.
    """

    def __init__(self, statement: ClauseElement, *, everywhere: bool = False) -> None:
        self._statement, self._everywhere = statement, everywhere
        self._texts: dict[str, Text] = {}

    def on(self, dialect: Dialect) -> Text:
        text = self._texts.get(dialect.name)
        if text is None:
            text = self._texts[dialect.name] = Text(self._statement, dialect)
            if not self._everywhere and "workspace" not in text.names:
                raise ValueError(f"this statement forgets the workspace: {text.sql}")
        return text


class Text:
    """A compiled statement: its text, the order of its values, and those that it brings itself."""

    __slots__ = ("given", "lists", "names", "order", "sql")

    def __init__(self, statement: ClauseElement, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.sql = compiled.string
        self.names = frozenset(compiled.binds)
        self.order = _in_order(compiled.positiontup) if compiled.positiontup else None
        self.lists = "json_each" in self.sql  # Where Among takes a list, SQLite wants JSON.
        binds = compiled.binds.items()
        self.given = {name: bind.value for name, bind in binds if not bind.required}

    def values(self, values: dict[str, Any]) -> Any:
        if self.given:
            values = {**self.given, **values}
        if self.order is None:
            return values
        if not self.lists:
            return self.order(values)
        return [json.dumps(value) if type(value) is list else value for value in self.order(values)]


def _in_order(names: Sequence[str]) -> Callable[[Mapping[str, Any]], Sequence[Any]]:
    """What picks the values of a statement; itemgetter gives no tuple for a single name."""
    if len(names) == 1:
        return lambda values: (values[names[0]],)
    return itemgetter(*names)


class Transaction:
    """The one open transaction of a connection, as the collections see it."""

    __slots__ = ("_cursor", "_dialect", "postgres", "workspace", "writes")

    def __init__(
        self, cursor: DBAPICursor, dialect: Dialect, *, writes: bool, workspace: str = ""
    ) -> None:
        self._cursor, self._dialect = cursor, dialect
        self.postgres = dialect.name == "postgresql"
        self.writes = writes
        self.workspace = workspace
        """Bound to ``workspace`` in every statement."""

    def within(self, workspace: str) -> Transaction:
        """The same transaction, confined to one workspace."""
        return Transaction(self._cursor, self._dialect, writes=self.writes, workspace=workspace)

    def rows(self, statement: Prepared, **values: Any) -> Sequence[Row]:
        self._run(statement, values)
        return self._cursor.fetchall()

    def row(self, statement: Prepared, **values: Any) -> Row | None:
        """The first row. A statement that changes something must return at most one."""
        found = self.rows(statement, **values)
        return found[0] if found else None

    def do(self, statement: Prepared, **values: Any) -> int:
        """How many rows it touched."""
        self._run(statement, values)
        return self._cursor.rowcount

    def do_many(self, statement: Prepared, many: Sequence[Mapping[str, Any]]) -> None:
        """One statement for several sets of values; PostgreSQL gets them in one pipeline."""
        if len(many) == 1:
            self._run(statement, dict(many[0]))
        elif many:
            text = statement.on(self._dialect)
            workspace = {"workspace": self.workspace}
            self._cursor.executemany(text.sql, [text.values({**one, **workspace}) for one in many])

    def _run(self, statement: Prepared, values: dict[str, Any]) -> None:
        text = statement.on(self._dialect)
        values["workspace"] = self.workspace
        self._cursor.execute(text.sql, text.values(values))
