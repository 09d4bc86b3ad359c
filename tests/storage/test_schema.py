"""Migrations: from nothing to the tables that the code works with, on both databases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, text

from storage import NotMigrated, UnknownDatabase, migrate, open_storage, pending_migrations
from storage.engine import make_engine, read_url
from storage.schema import MIGRATIONS
from storage.tables import metadata

HOUSE = "2026_11_24_the_house"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/new/folder/muster.db"
    found: str = request.getfixturevalue("bare_postgres_url")
    return found


def test_the_migrations_lead_to_the_tables(empty: str) -> None:
    assert HOUSE in pending_migrations(empty)
    assert migrate(empty)[0] == HOUSE
    assert migrate(empty) == pending_migrations(empty) == []
    with make_engine(read_url(empty), writes=False).connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        found = inspect(connection)
        for table in metadata.tables.values():
            keys = found.get_foreign_keys(table.name)
            assert len(keys) == len(table.foreign_key_constraints)
            wanted = [column.name for column in table.primary_key.columns]
            assert found.get_pk_constraint(table.name)["constrained_columns"] == wanted
            indexes = {index["name"] for index in found.get_indexes(table.name)}
            assert {str(index.name) for index in table.indexes} <= indexes


async def test_storage_does_not_start_before_its_migrations_have_run(empty: str) -> None:
    with pytest.raises(NotMigrated, match="muster migrate"):
        await open_storage(empty).start()


async def test_a_database_of_a_later_version_is_refused(empty: str) -> None:
    migrate(empty)
    with make_engine(read_url(empty), writes=True).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    with pytest.raises(NotMigrated, match="later version"):
        pending_migrations(empty)
    with pytest.raises(NotMigrated, match="later version"):
        await open_storage(empty).start()


@pytest.mark.parametrize("url", ["mysql://x/y", "sqlite://", "sqlite:///:memory:", "nonsense", ""])
def test_other_databases_are_refused_with_a_sentence(url: str) -> None:
    with pytest.raises(UnknownDatabase, match="database URL"):
        open_storage(url)


def test_a_migration_is_named_by_its_date_and_imports_nothing_of_ours() -> None:
    files = sorted((MIGRATIONS / "versions").glob("2*.py"))
    assert files
    before = "None"
    for file in files:
        source = file.read_text()
        assert f'revision = "{file.stem}"\ndown_revision = {before}\n' in source
        before = f'"{file.stem}"'
        assert re.fullmatch(r"\d{4}_\d\d_\d\d_\w+", file.stem)
        assert "Why: " in source
        for room in ("bot", "storage", "handlers", "adapters"):
            assert f"import {room}" not in source
            assert f"from {room}" not in source
