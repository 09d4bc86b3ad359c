"""A standup's day from its first command to a late answer, and what everybody sees at its end."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from playground.town import BOT, PEOPLE, Channel, Town
from playground.world import Message
from tests.journeys.slack_journey import SlackJourney
from tests.journeys.team import Teammate

Json = dict[str, Any]

ANA, PRIYA, LENA, DIEGO = "U01ANA", "U01PRIYA", "U01LENA", "U01DIEGO"
TEAM = (ANA, PRIYA, LENA, DIEGO)
CHANNEL = "C01CHURN"
MIDNIGHT = datetime(2027, 3, 1, tzinfo=UTC)
"""The beginning of a Monday on which no zone of the team changes its clocks."""

TOWN = Town(
    workspace="Halcyon Forecasting",
    domain="halcyon-forecasting",
    team="T01HALCYON",
    bot=BOT,
    bot_id="B01MUSTER",
    app_id="A01MUSTER",
    users=tuple(user for user in PEOPLE if user.id in TEAM),
    channels=(Channel(CHANNEL, "churn-model", members=[*TEAM, BOT.id]),),
)

FIRST = {"answer-0": "Cleaned the features", "answer-1": "Ship the importer"}
EDITED = {"answer-0": "Cleaned the features", "answer-1": "Ship the exporter"}
LATE = {"answer-0": "Read a paper", "answer-1": "Sleep"}


async def live(day: SlackJourney) -> None:
    """All of it: asked at three times, skipped, answered, edited, reminded, wrapped up, late."""
    await set_up(day)
    await work(day)


async def set_up(day: SlackJourney) -> None:
    ana = Teammate(day, ANA)
    await ana.types(CHANNEL, "/standup new")
    await ana.sends(
        name="Churn daily",
        questions="What did you finish since the last standup?\nWhat will you do today?",
        wrap_at="17:00",
    )


async def work(day: SlackJourney) -> None:
    ana, priya, diego = Teammate(day, ANA), Teammate(day, PRIYA), Teammate(day, DIEGO)
    await day.walk(4)  # half past nine in Kolkata
    await priya.presses("Skip today")
    await day.walk(8, 30)  # in Berlin
    await ana.opens("Answer")
    await ana.sends(**FIRST)
    await day.walk(9, 20)
    await ana.opens("Edit answer")
    await ana.sends(**EDITED)
    await day.walk(10, 30)  # Lena is reminded
    await day.walk(12, 30)  # in Sao Paulo
    await day.walk(14, 30)  # Diego is reminded
    await day.walk(16)  # the wrap-up
    await diego.opens("Answer")
    await diego.sends(**LATE)
    await day.walk(20)
    # What is shown to the one who pressed is best effort; pressing again shows it again.
    if priya.sees("Skip today"):
        await priya.presses("Skip today")


async def kept(day: SlackJourney) -> dict[str, dict[str, str | list[str]]]:
    """What the bot knows of the answers that it took, as it shows them to be edited."""
    found = {}
    for one in (Teammate(day, ANA), Teammate(day, DIEGO)):
        await one.opens("Edit answer")
        found[one.id] = one.form
        await one.closes()
    return found


Seen = dict[str, list[str]]


def seen(day: SlackJourney) -> Seen:
    """Everything that stands there for all, by conversation, without what is random."""
    return {channel: [plain(one) for one in said] for channel, said in standing(day).items()}


def standing(day: SlackJourney) -> dict[str, list[Message]]:
    world = day.slack.world
    return {
        channel: [one for one in world.messages(channel) if one.reader is None]
        for channel in world.channels
    }


def plain(message: Message) -> str:
    """A message as text; the standup's id is of twelve random digits."""
    blocks = [
        {name: value for name, value in block.items() if name != "block_id"}
        for block in message.blocks
    ]
    told = json.dumps([message.is_reply, message.text, blocks], ensure_ascii=False)
    return re.sub(r"\b[0-9a-f]{12}\b", "ID", told)
