"""How a database is found to be: each fault is told, with what to do about it, and nothing is raised."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.findings import Grade, of_clock
from storage import examine

WELL, WRONG = Grade.WELL, Grade.WRONG


def test_a_database_that_is_well_is_told_to_be(url: str) -> None:
    found = {one.subject: one.grade for one in examine(url)}
    assert set(found.values()) == {WELL}
    assert found.keys() >= {"database", "migrations"}


@pytest.mark.postgres
def test_the_clock_of_postgresql_is_compared(postgres_url: str) -> None:
    assert "clock against the database" in {one.subject for one in examine(postgres_url)}


def test_a_new_sqlite_file_is_no_fault(tmp_path: Path) -> None:
    found = examine(f"sqlite:///{tmp_path}/new/muster.db")
    assert [(one.subject, one.grade) for one in found] == [("database", WELL), ("disk", WELL)]
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://x", "The database URL must read"),
        ("postgresql://muster:canary@127.0.0.1:1/muster", "The database cannot be used: "),
    ],
)
def test_a_database_that_cannot_be_used_is_a_sentence(url: str, said: str) -> None:
    (found,) = examine(url)
    assert (found.subject, found.grade) == ("database", WRONG)
    assert found.said.startswith(said)
    assert found.mend
    assert "canary" not in f"{found}"


def test_a_file_that_is_no_database_and_one_that_is_damaged(sqlite_url: str) -> None:
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = file.read_bytes()
    file.write_bytes(b"not a database, but long enough to be read as one" * 200)
    (none,) = examine(sqlite_url)
    assert none.said == "The database cannot be used: file is not a database."
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + b"\xff" * 8192 + whole[middle + 8192 :])
    damaged = examine(sqlite_url)[0]
    assert damaged.grade is WRONG
    assert "`muster restore`" in damaged.mend


def test_migrations_that_are_pending_or_unknown_are_told(sqlite_url: str) -> None:
    def set_to(version: str) -> str:
        file = sqlite_url.removeprefix("sqlite:///")
        with closing(sqlite3.connect(file)) as connection:
            connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
            connection.commit()
        (found,) = (one for one in examine(sqlite_url) if one.subject == "migrations")
        assert found.grade is WRONG
        return found.mend

    assert "`muster migrate`" in set_to("2026_11_24_the_house")
    assert set_to("2099_01_01_flying_cars") == "Install that version of Muster again."


def test_from_half_a_minute_on_clocks_are_doubted_and_from_two_minutes_wrong() -> None:
    grades = [of_clock("Slack", 1000.0, 1000.0 + apart).grade for apart in (29, 30, 119, 120)]
    assert grades == [WELL, Grade.DOUBTFUL, Grade.DOUBTFUL, WRONG]
