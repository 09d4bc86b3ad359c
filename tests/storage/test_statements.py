"""Every statement of storage compiles for both databases, and asks for the workspace."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from sqlalchemy import Dialect, make_url, select

import storage
from storage.statements import Prepared
from storage.tables import metadata, promise

DIALECTS = [make_url(f"{name}://").get_dialect()() for name in ("sqlite", "postgresql+psycopg")]


def statements() -> list[tuple[str, Prepared]]:
    return [
        (f"{module.name}.{name}", statement)
        for module in pkgutil.iter_modules(storage.__path__)
        for name, statement in vars(importlib.import_module(f"storage.{module.name}")).items()
        if isinstance(statement, Prepared)
    ]


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda one: one.name)
def test_every_statement_compiles_and_asks_for_the_workspace(dialect: Dialect) -> None:
    found = statements()
    assert len(found) > 60
    for _name, statement in found:
        assert statement.on(dialect).sql


def test_a_statement_that_forgets_the_workspace_is_refused() -> None:
    with pytest.raises(ValueError, match="forgets the workspace"):
        Prepared(select(promise.c.key)).on(DIALECTS[0])


def test_every_table_has_a_workspace_in_every_key() -> None:
    for table in metadata.tables.values():
        assert not table.c.workspace.nullable
        keys = [table.primary_key, *table.foreign_key_constraints]
        for key in keys:
            columns = list(key.columns.keys())
            assert columns == ["id"] or columns[0] == "workspace", (table.name, columns)
