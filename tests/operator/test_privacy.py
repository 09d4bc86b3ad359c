"""``muster export`` and ``muster erase``: one person, found by name or account, told or taken out."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.news import AccountFacts
from bot.people import AccountRef, WorkspaceRef
from bot.ports import UnitOfWork
from storage import migrate, open_storage
from tests.operator.command import here, said

HALCYON, OTHER = WorkspaceRef("slack", "T01HALCYON"), WorkspaceRef("teams", "other")
PEOPLE = {
    HALCYON: (("U0ANACANARY", "Anaximandra Canary"), ("U2", "Ana Berg"), ("U3", "Bo")),
    OTHER: (("U3", "Bo"),),
}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A database of two workspaces, in both of which a Bo has the same account."""
    url = f"sqlite:///{tmp_path}/data/muster.db"
    migrate(url)

    async def fill() -> None:
        database = open_storage(url)
        await database.start()
        for workspace, people in PEOPLE.items():

            def write(work: UnitOfWork, people: tuple[tuple[str, str], ...] = people) -> None:
                work.people.learn(
                    AccountFacts(AccountRef(id), name, "Europe/Paris") for id, name in people
                )

            await database.installed_workspace(workspace, "Here", AccountRef("UBOT"))
            await database.run(write, workspace)
        await database.stop()

    asyncio.run(fill())
    with here(tmp_path):
        yield tmp_path


def stored(folder: Path) -> bytes:
    return b"".join(one.read_bytes() for one in (folder / "data").iterdir())


def test_an_export_is_json_to_read(folder: Path) -> None:
    told = json.loads(said("export", "anaximandra").stdout)
    assert told["workspace"] == "slack:T01HALCYON"
    assert told["profile"]["name"] == "Anaximandra Canary"


def test_an_export_in_a_file_is_for_its_owner_alone_and_replaces_nothing(folder: Path) -> None:
    done = said("export", "U0ANACANARY", "--out", "her.json")
    assert done.stdout.startswith("her.json is written.")
    assert json.loads((folder / "her.json").read_text())["profile"]["account"] == "U0ANACANARY"
    assert stat.S_IMODE((folder / "her.json").stat().st_mode) == 0o600
    again = said("export", "U2", "--out", "her.json")
    assert (again.exit_code, again.stderr) == (1, "The system said no: File exists (her.json).\n")


def test_somebody_is_erased_after_asking_once_more(folder: Path) -> None:
    assert b"Canary" in stored(folder)
    done = said("erase", "Anaximandra Canary", "--yes")
    assert done.exit_code == 0
    assert "Anaximandra Canary (U0ANACANARY in slack:T01HALCYON) is erased." in done.stdout
    assert "What stands in the chat stays there" in done.stdout
    assert b"Canary" not in stored(folder)
    assert b"U0ANACANARY" not in stored(folder)
    assert said("erase", "U0ANACANARY", "--yes").stderr.startswith(
        "Muster knows nobody called 'U0ANACANARY'"
    )


def test_without_a_yes_nobody_is_erased(folder: Path) -> None:
    assert said("erase", "U0ANACANARY").exit_code == 1
    assert b"Canary" in stored(folder)


def test_where_several_fit_they_are_listed(folder: Path) -> None:
    write = said("erase", "bo", "--yes")
    assert write.exit_code == 2
    assert write.stderr == (
        "Several people fit 'bo'. Say the workspace as well, with --workspace:\n"
        "  U3  Bo  slack:T01HALCYON\n"
        "  U3  Bo  teams:other\n"
    )
    done = said("erase", "bo", "--workspace", "teams:other", "--yes")
    assert done.stdout.startswith("Bo (U3 in teams:other) is erased.")
    assert json.loads(said("export", "bo").stdout)["workspace"] == "slack:T01HALCYON"


def test_two_of_one_name_are_told_apart_by_their_accounts(folder: Path) -> None:
    async def another() -> None:
        database = open_storage(f"sqlite:///{folder}/data/muster.db")
        await database.start()
        facts = AccountFacts(AccountRef("U4"), "Ana Costa", None)
        await database.run(lambda work: work.people.learn([facts]), HALCYON)
        await database.stop()

    asyncio.run(another())
    several = said("export", "ana")
    assert several.stderr == (
        "Several people fit 'ana'. Say the id of the account:\n"
        "  U2  Ana Berg  slack:T01HALCYON\n"
        "  U4  Ana Costa  slack:T01HALCYON\n"
    )
    assert json.loads(said("export", "u4").stdout)["profile"]["name"] == "Ana Costa"
