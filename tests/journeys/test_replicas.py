"""Several ``muster serve`` on one PostgreSQL and one workspace: everything is done, and done once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest

from playground.installed import READING_HISTORY, SCOPES, App
from playground.server import Playground
from playground.webapi.faults import Fault, Kind
from tests.journeys.colleague import ANA, BO, LENA, Colleague, until
from tests.journeys.started import Started, serving

pytestmark = pytest.mark.postgres

TEAM = (ANA, BO, LENA)
LEASE_SECONDS = 2
TAKEN_OVER = 10.0
"""Seconds in which another has the lease and has sent, on a machine that has much else to do."""


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    """Slack hands each payload to one of the lines in turn, so every replica gets its share."""
    slack = Playground(app=App(scopes=SCOPES | READING_HISTORY))
    await slack.start()
    yield slack
    await slack.stop()


class Replicas:
    """Processes of one bot."""

    def __init__(self, slack: Playground, folder: Path, database: str) -> None:
        self._slack, self._folder, self._database = slack, folder, database
        self._running = AsyncExitStack()

    async def one_more(self) -> Started:
        return await self._running.enter_async_context(
            serving(
                self._folder,
                self._slack,
                MUSTER_DATABASE_URL=self._database,
                MUSTER_SLACK__APP_TOKEN=self._slack.app.app_token,
                MUSTER_SLACK__HISTORY="true",
                MUSTER_LEASE_SECONDS=str(LEASE_SECONDS),
            )
        )

    async def end(self) -> None:
        await self._running.aclose()


@pytest.fixture
async def replicas(slack: Playground, tmp_path: Path, postgres_url: str) -> AsyncIterator[Replicas]:
    replicas = Replicas(slack, tmp_path, postgres_url)
    yield replicas
    await replicas.end()


def team(slack: Playground) -> tuple[Colleague, Colleague, Colleague]:
    ana, bo, lena = (Colleague(slack, id) for id in TEAM)
    return ana, bo, lena


async def test_three_replicas_ask_each_person_once_and_keep_one_board(
    slack: Playground, replicas: Replicas
) -> None:
    bots = await asyncio.gather(*(replicas.one_more() for _ in range(3)))
    await until(lambda: slack.sockets.count == 6)
    ana, *others = people = team(slack)
    # Slack's picker knows no seconds; the bot reads them, which saves a minute of waiting here.
    begins = datetime.now(ZoneInfo("Europe/Berlin")) + timedelta(seconds=3)
    wraps = begins + timedelta(hours=2)
    await ana.sets_up(
        people=list(TEAM),
        days=[str(day) for day in range(7)],
        ask_at=begins.strftime("%H:%M:%S"),
        wrap_at=wraps.strftime("%H:%M"),
    )
    await until(lambda: all(one.button("Answer") for one in people))
    await asyncio.gather(*(one.answers(f"Did {one.id}", f"Will {one.id}") for one in people))
    await until(lambda: ana.posts("Wrap-up:"))
    await until(lambda: len(ana.posts("3 of 3 answered")) == 2)
    await asyncio.sleep(1)  # for whatever would be said a second time
    assert [len(one.told()) for one in people] == [1, 1, 1]
    assert len(ana.posts("of 3 answered")) == 2, "the board and the wrap-up"
    assert [len(others[0].posts(f"Did {one.id}")) for one in people] == [2, 2, 2]
    assert [await bot.stops() for bot in bots] == [0, 0, 0]
    kept = [line for bot in bots for line in bot.said if '"event": "kept"' in line]
    assert sum("begin" in line for line in kept) == 1


async def test_the_one_that_delivers_is_killed_in_the_middle_and_another_goes_on(
    slack: Playground, replicas: Replicas, postgres_url: str
) -> None:
    first = await replicas.one_more()
    held = _holder(postgres_url)
    second = await replicas.one_more()
    assert _holder(postgres_url) == held
    ana, bo, lena = people = team(slack)
    await ana.sets_up(people=list(TEAM))
    # Slack takes one message without a word, and the others not yet.
    slack.faults.add(Fault("chat.postMessage", Kind.UNANSWERED, count=1))
    slack.faults.add(Fault("chat.postMessage", Kind.TOO_FAST, seconds=5.0))
    before = _sends(slack)
    await ana.types("/standup now")
    await until(lambda: _sends(slack) >= before + 2)
    first.process.kill()
    killed = time.monotonic()
    slack.faults.clear()
    await until(lambda: all(one.button("Answer") for one in people))
    assert time.monotonic() - killed < TAKEN_OVER
    assert _holder(postgres_url) != held
    await bo.answers("Did it", "Will do it")
    await until(lambda: lena.posts("1 of 3 answered"))
    assert [len(one.told()) for one in people] == [1, 1, 1]
    assert len(ana.posts("of 3 answered")) == 1
    assert await second.stops() == 0


def _sends(slack: Playground) -> int:
    return sum(call["method"] == "chat.postMessage" for call in slack.door.calls)


def _holder(url: str) -> str:
    """Who delivers."""
    with psycopg.connect(url) as connection:
        (owner,) = connection.execute("SELECT owner FROM lease").fetchall()
    return str(owner[0])
