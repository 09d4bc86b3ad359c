"""A courier is killed between sending a message and marking it, or before: what becomes of the message."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from playground.world import Message
from tests.journeys.databases import Database
from tests.journeys.lives import Forge
from tests.journeys.modes import HISTORY, NEITHER, RECEIPTS, Doom, Mode
from tests.journeys.slack_journey import SlackJourney, journey
from tests.journeys.standup_day import ANA, CHANNEL, DIEGO, MIDNIGHT, TOWN, plain, set_up
from tests.journeys.team import Teammate
from tests.journeys.verdict import UNCONFIRMED

SENT = Doom(1, "after chat.postMessage")
NOT_SENT = Doom(1, "before chat.postMessage")


class Dead:
    """A bot that has died over Diego's prompt, the only new message at half past twelve."""

    def __init__(self, day: SlackJourney, database: Database) -> None:
        self.day, self._database = day, database

    async def rises(self) -> None:
        """Started again, when the lease of the dead has lapsed."""
        self._database.lapse()
        await self.day.reborn()

    @property
    def prompts(self) -> list[Message]:
        return Teammate(self.day, DIEGO).messages

    async def waiting(self) -> int:
        waiting: int = (await self.day.left())["waiting"]
        return waiting


@asynccontextmanager
async def died(
    forge: Forge, database: Database, folder: Path, mode: Mode, doom: Doom, lease: float = 15
) -> AsyncIterator[Dead]:
    fresh = database.fresh(folder)
    async with journey(forge, folder, fresh, mode, TOWN, MIDNIGHT, lease_seconds=lease) as day:
        await set_up(day)
        await day.walk(12)
        await day.arm(doom)
        await day.dies_walking(12, 30)
        dead = Dead(day, fresh)
        assert len(dead.prompts) == (1 if doom is SENT else 0)
        yield dead


@pytest.mark.parametrize("doom", [SENT, NOT_SENT], ids=["sent", "not sent"])
async def test_where_history_may_be_read_it_looks_for_what_it_may_have_sent(
    warm: Forge, database: Database, tmp_path: Path, doom: Doom
) -> None:
    async with died(warm, database, tmp_path, HISTORY, doom) as dead:
        await dead.rises()
        assert await dead.waiting() == 1
        await dead.day.push(6)
        assert len(dead.prompts) == 1
        assert await dead.waiting() == 0


async def test_it_goes_on_by_itself_once_the_lease_of_the_dead_has_lapsed(
    warm: Forge, database: Database, tmp_path: Path
) -> None:
    async with died(warm, database, tmp_path, HISTORY, SENT, lease=2) as dead:
        await dead.day.reborn()
        async with asyncio.timeout(10):
            while await dead.waiting():
                await dead.day.push(1)
                await asyncio.sleep(0.1)
        assert len(dead.prompts) == 1


async def test_with_receipts_alone_a_repeated_receipt_tells_that_it_was_sent(
    warm: Forge, database: Database, tmp_path: Path
) -> None:
    async with died(warm, database, tmp_path, RECEIPTS, SENT) as dead:
        await dead.day.slack.deliveries.settled()  # The receipt came twice, and found nobody.
        await dead.rises()
        await dead.day.push(50)
        assert await dead.waiting() == 1
        await dead.day.push(15)  # Slack repeats it after a minute.
        assert await dead.waiting() == 0
        await dead.day.push(600)
        assert len(dead.prompts) == 1


async def test_with_receipts_alone_what_was_never_sent_waits_its_six_minutes(
    warm: Forge, database: Database, tmp_path: Path
) -> None:
    async with died(warm, database, tmp_path, RECEIPTS, NOT_SENT) as dead:
        await dead.rises()
        for _ in range(5):
            await dead.day.push(60)
        assert (len(dead.prompts), await dead.waiting()) == (0, 1)
        await dead.day.push(60)
        assert (len(dead.prompts), await dead.waiting()) == (1, 0)


@pytest.mark.parametrize(("doom", "copies"), [(SENT, 2), (NOT_SENT, 1)], ids=["sent", "not sent"])
async def test_without_either_a_prompt_is_sent_again_at_once(
    warm: Forge, database: Database, tmp_path: Path, doom: Doom, copies: int
) -> None:
    async with died(warm, database, tmp_path, NEITHER, doom) as dead:
        await dead.rises()
        assert (len(dead.prompts), await dead.waiting()) == (copies, 0)


@pytest.mark.parametrize(("doom", "copies"), [(SENT, 1), (NOT_SENT, 0)], ids=["sent", "not sent"])
async def test_without_either_a_report_is_not_sent_again_and_its_owner_is_told(
    warm: Forge, database: Database, tmp_path: Path, doom: Doom, copies: int
) -> None:
    fresh = database.fresh(tmp_path)
    async with journey(warm, tmp_path, fresh, NEITHER, TOWN, MIDNIGHT) as day:
        await day.arm(doom)
        await set_up(day)
        told = [one for one in day.slack.world.messages(CHANNEL) if "set up" in one.text]
        assert (len(day.deaths), len(told)) == (1, copies)
        parked = (await day.left())["parked"]
        assert [(key.rpartition(":")[2], why) for key, why in parked] == [("new", "unconfirmed")]
        words = [one for one in Teammate(day, ANA).messages if UNCONFIRMED in plain(one)]
        assert len(words) == 1
