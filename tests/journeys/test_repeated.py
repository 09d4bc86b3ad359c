"""A day on which everything arrives four times, and days on which the bot dies over and over."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.conftest import Killing
from tests.journeys.databases import Database
from tests.journeys.kills import EVERY_POINT
from tests.journeys.lives import Forge
from tests.journeys.modes import BOTH, HISTORY, NO_DOOM, Doom
from tests.journeys.slack_journey import SlackJourney, journey
from tests.journeys.standup_day import MIDNIGHT, TOWN, live
from tests.journeys.verdict import judge

KILLS = 200 if EVERY_POINT else 5


async def test_what_people_do_and_what_happens_may_arrive_four_times(
    killing: Killing, warm: Forge, database: Database, tmp_path: Path
) -> None:
    expected = (await killing(BOTH).unharmed()).seen
    fresh = database.fresh(tmp_path)
    async with journey(warm, tmp_path, fresh, BOTH, TOWN, MIDNIGHT) as day:
        day.slack.faults.deliveries = 4
        await live(day)
        day.slack.faults.deliveries = 1
        commands = [one for one in day.slack.deliveries.sent if one["what"] != "events_api"]
        assert len(commands) % 4 == 0
        await judge(day, expected)


@pytest.mark.parametrize("after", [67, 79, 113])  # A start is 32 points long, an export 20 more.
async def test_a_bot_that_dies_again_and_again_still_brings_the_day_home(
    killing: Killing, warm: Forge, database: Database, tmp_path: Path, after: int
) -> None:
    expected = (await killing(BOTH).unharmed()).seen
    fresh = database.fresh(tmp_path)
    doom = Doom(after)
    async with journey(warm, tmp_path, fresh, BOTH, TOWN, MIDNIGHT, doom, doom) as day:
        await live(day)
        day.again = NO_DOOM
        await judge(day, expected)
        assert len(day.deaths) > 1
        print(f"{database.name}: {len(day.deaths)} deaths, each after {after} points")


async def test_a_bot_that_is_killed_at_any_moment_still_brings_the_day_home(
    killing: Killing, warm: Forge, database: Database, tmp_path: Path
) -> None:
    expected = (await killing(HISTORY).unharmed()).seen
    deaths, chance = 0, random.Random(database.name)
    while deaths < KILLS:
        folder = tmp_path / f"{deaths}"
        fresh = database.fresh(folder)
        async with journey(warm, folder, fresh, HISTORY, TOWN, MIDNIGHT) as day:
            killer = asyncio.create_task(_kill(day, chance))
            await live(day)
            killer.cancel()
            with suppress(asyncio.CancelledError):
                await killer
            await day.settle()
            await judge(day, expected)
            deaths += len(day.deaths)
    print(f"{database.name}: {deaths} deaths at random moments")


async def _kill(day: SlackJourney, chance: random.Random) -> None:
    while True:
        await asyncio.sleep(chance.uniform(0.1, 1.5))
        day.kill()
