"""The databases that every test of storage runs on: a fresh SQLite file, and a real PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage import Database, migrate, open_storage
from tests.storage.samples import BOT, HERE


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("template") / "muster.db"
    migrate(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "muster.db")
    return f"sqlite:///{tmp_path}/muster.db"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
async def storage(url: str) -> AsyncIterator[Database]:
    """A running storage in which Muster is installed in one workspace."""
    database = open_storage(url)
    await database.start()
    await database.installed_workspace(HERE, "Here", BOT)
    yield database
    await database.stop()
