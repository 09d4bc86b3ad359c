"""What the journeys share: the warm process that bots are forked from, and databases to kill them on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage import migrate
from tests.journeys.databases import Database, PostgresDatabase, SqliteFile
from tests.journeys.kills import Kills, Play, Unharmed
from tests.journeys.lives import Forge, forge
from tests.journeys.modes import Mode
from tests.journeys.plays import OnSlack

Killing = Callable[..., Kills]


@pytest.fixture(scope="session")
def warm() -> Iterator[Forge]:
    with forge() as one:
        yield one


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> SqliteFile:
    """A migrated file, of which each test takes a copy."""
    file = SqliteFile(tmp_path_factory.mktemp("sqlite") / "muster.db")
    migrate(file.url)
    return file


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, sqlite_file: SqliteFile) -> Database:
    """Each of the two databases; ``fresh`` makes it empty."""
    if request.param == "sqlite":
        return sqlite_file
    return PostgresDatabase(request.getfixturevalue("postgres_url"))


@pytest.fixture(scope="session")
def known() -> dict[tuple[str, str], Unharmed]:
    """Days that were lived without harm, by database and mode."""
    return {}


@pytest.fixture
def killing(
    warm: Forge, database: Database, tmp_path: Path, known: dict[tuple[str, str], Unharmed]
) -> Killing:
    def kills(mode: Mode, play: Play | None = None) -> Kills:
        return Kills(warm, database, mode, tmp_path, known, play or OnSlack())

    return kills
