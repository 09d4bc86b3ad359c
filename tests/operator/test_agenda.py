"""What the operator sees of the agenda and the journal, and a beat of the clock by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.intents import Promise
from bot.news import AccountFacts
from bot.people import AccountRef, ChannelRef, WorkspaceRef
from bot.ports import (
    Entry,
    UnitOfWork,
)
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup_intents import Tend, WrapUp
from storage import migrate, open_storage
from tests.operator.command import here, muster, said

HALCYON = WorkspaceRef("slack", "T01HALCYON")
NOON = datetime(2030, 1, 7, 12, tzinfo=UTC)
MONDAY = date(2030, 1, 7)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A database with a promise at noon, one a day later, one that was given up, and a journal."""
    url = f"sqlite:///{tmp_path}/data/muster.db"
    migrate(url)

    def write(work: UnitOfWork) -> None:
        work.people.learn([AccountFacts(AccountRef("U1"), "Ana", "Europe/Paris")])
        ana = work.people.meet([AccountRef("U1")])[AccountRef("U1")].ref
        channel = ChannelRef("C1")
        why = Decision.ASKED, Reason.OWN_TIME
        work.journal.note([Entry(NOON, ana, channel, "Churn model standup", MONDAY, *why)])
        work.agenda.write(
            [
                Promise("standup:s1:wrap", NOON, WrapUp("s1/2030-01-07")),
                Promise("standup:s2:wrap", NOON + timedelta(days=1), WrapUp("s2/2030-01-08")),
                Promise("tend", NOON - timedelta(days=1), Tend()),
            ]
        )
        work.agenda.failed("tend", NOON - timedelta(days=1), "KeyError", None)

    async def fill() -> None:
        database = open_storage(url)
        await database.start()
        await database.installed_workspace(HALCYON, "Halcyon", AccountRef("UBOT"))
        await database.run(write, HALCYON)
        await database.stop()

    asyncio.run(fill())
    with here(tmp_path):
        yield tmp_path


def test_the_agenda_tells_what_is_due_here_and_in_utc_and_what_was_given_up(folder: Path) -> None:
    lines = said("agenda").stdout.splitlines()
    assert len(lines) == 4
    assert "given up after 1 tries: KeyError" in lines[1]
    assert lines[2].split()[:5] == ["Mon", "2030-01-07", "13:00:00", "CET", "12:00"]
    assert "s1: the wrap-up" in lines[2]
    assert "s2: the wrap-up" in lines[3]


def test_the_agenda_for_programs(folder: Path) -> None:
    told = json.loads(said("agenda", "--json").stdout)
    assert told["parked_messages"] == []
    assert [(one["key"], one["due"], one["parked"]) for one in told["promises"]] == [
        ("tend", "2030-01-06T12:00:00+00:00", True),
        ("standup:s1:wrap", "2030-01-07T12:00:00+00:00", False),
        ("standup:s2:wrap", "2030-01-08T12:00:00+00:00", False),
    ]


def test_why_reads_the_journal_of_a_person_by_name(folder: Path) -> None:
    told = said("why", "ana", "2030-01-07")
    assert "13:00:00 CET" in told.stdout
    assert "asked" in told.stdout
    assert "since it was time in their own zone" in told.stdout
    plain = json.loads(said("why", "Ana", "2030-01-07", "--json").stdout)
    assert [(one["name"], one["decision"], one["day"]) for one in plain] == [
        ("Ana", "asked", "2030-01-07")
    ]
    other = said("why", "Ana", "2030-01-08")
    assert other.stdout == "The journal says nothing about Ana on 2030-01-08.\n"
    assert said("why", "Ana", "monday").stderr.startswith("'monday' is not a day")


def test_a_dry_tick_shows_what_would_be_done_and_does_nothing(folder: Path) -> None:
    for _ in range(2):
        done = said("tick", "--at", "2030-01-07T13:00", "--dry-run", "--json")
        assert [one["key"] for one in json.loads(done.stdout)] == ["standup:s1:wrap"]
    early = said("tick", "--at", "2030-01-07T12:59", "--dry-run")
    assert early.stdout.startswith("Nothing is promised until Mon 2030-01-07 12:59:00 CET")


def test_a_tick_does_what_is_promised_until_then(folder: Path, slack: dict[str, str]) -> None:
    done = muster(folder, "tick", "--at", "2030-01-07T13:00+01:00", **slack)
    assert done.stdout == "Everything promised until Mon 2030-01-07 13:00:00 CET is done.\n"
    assert done.returncode == 0
    left = json.loads(said("agenda", "--json").stdout)["promises"]
    assert [one["key"] for one in left if not one["parked"]] == ["standup:s2:wrap"]


def test_a_moment_that_makes_no_sense_is_a_sentence(folder: Path) -> None:
    done = said("tick", "--at", "noon")
    assert done.exit_code == 2
    assert done.stderr.startswith("'noon' is not a moment; write it as")
