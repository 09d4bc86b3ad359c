"""Slack throttles, fails, hangs up and repeats itself: everything arrives all the same, and once."""

from __future__ import annotations

import asyncio
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from playground.town import BOT, Channel, Town, User
from playground.webapi.faults import Fault, Kind
from tests.journeys.databases import Database
from tests.journeys.lives import Forge
from tests.journeys.modes import BOTH, HISTORY, RECEIPTS, Mode
from tests.journeys.slack_journey import SlackJourney, journey
from tests.journeys.standup_day import ANA, CHANNEL, MIDNIGHT, TOWN
from tests.journeys.team import Teammate
from tests.journeys.verdict import sent_twice

Json = dict[str, Any]

MANY = 300
STEP = 10
MORNING = MIDNIGHT.replace(hour=8)
ZONES = ("Europe/Berlin", "Asia/Kolkata", "Africa/Lagos")

THROTTLED = {Kind.TOO_FAST: 0.3}
BROKEN = {Kind.BROKEN: 0.3}
HUNG_UP = {Kind.LOST: 0.15, Kind.UNANSWERED: 0.15}
ALL_SORTS = dict.fromkeys(Kind, 0.05)
"""Of each hundred calls."""


def crowd() -> Town:
    """Three hundred people of one channel."""
    people = [
        User(f"U{n:08}", f"p{n}", f"Person {n}", "", ZONES[n % 3], "777777") for n in range(MANY)
    ]
    people[0] = TOWN.users[0]
    channel = Channel(CHANNEL, "churn-model", members=[BOT.id, *(one.id for one in people)])
    return Town("Crowd", "crowd", "T01CROWD", BOT, "B01", "A01", tuple(people), (channel,))


@pytest.mark.parametrize(
    ("odds", "mode"),
    [
        pytest.param(THROTTLED, BOTH, id="429"),
        pytest.param(BROKEN, RECEIPTS, id="500"),
        pytest.param(HUNG_UP, HISTORY, id="hang-ups-history"),
        pytest.param(HUNG_UP, RECEIPTS, id="hang-ups-receipts"),
        pytest.param(ALL_SORTS, BOTH, id="all-sorts"),
    ],
)
async def test_three_hundred_are_asked_through_a_storm_each_once(
    warm: Forge, sqlite_file: Database, tmp_path: Path, odds: dict[Kind, float], mode: Mode
) -> None:
    fresh = sqlite_file.fresh(tmp_path)
    async with journey(warm, tmp_path, fresh, mode, crowd(), MORNING) as day:
        await set_up(day)
        faults = day.slack.faults
        for kind, odd in odds.items():
            faults.add(Fault("chat.postMessage", kind, probability=odd, seconds=5))
        await day.slack.talk.say(ANA, CHANNEL, "/standup now")
        await rides_out(day, 90)
        faults.clear()
        await rides_out(day, 15)
        left = await day.left()
        assert (left["waiting"], left["parked"], left["overdue"]) == (0, [], [])
        asked = Counter(
            channel.id
            for channel in day.slack.world.channels.values()
            for one in day.slack.world.messages(channel.id)
            if channel.im and one.metadata is not None
        )
        assert len(asked) == MANY
        assert set(asked.values()) == {1}
        assert sent_twice(day) == {}
        assert len(struck(day)) > MANY // 10


def struck(day: SlackJourney) -> list[Json]:
    """The calls that met a fault; one that was hung up on was answered with no status at all."""
    calls = day.slack.door.calls
    return [one for one in calls if one["method"] == "chat.postMessage" and one["status"] != 200]


async def set_up(day: SlackJourney) -> None:
    ana = Teammate(day, ANA)
    await ana.types(CHANNEL, "/standup new")
    await ana.sends(name="Churn daily", wrap_at="23:30")


async def rides_out(day: SlackJourney, minutes: int) -> None:
    """Let the machine's time run, hundreds of times as fast, until nothing waits or it is over."""
    for _ in range(minutes * 60 // STEP):
        await day.hurry(STEP)
        await asyncio.sleep(0.02)
        if (await day.left())["waiting"] == 0:
            return
