"""A standup's day from its first command to its digest and export, and what everybody sees at its end."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from playground.town import BOT, PEOPLE, Channel, Town
from playground.world import Message
from tests.journeys.slack_journey import SlackJourney
from tests.journeys.team import Teammate

Json = dict[str, Any]

ANA, PRIYA, LENA, DIEGO, BO = "U01ANA", "U01PRIYA", "U01LENA", "U01DIEGO", "U01BO"
TEAM = (ANA, PRIYA, LENA, DIEGO, BO)
CHANNEL, LEADS = "C01CHURN", "C01LEADS"
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
    channels=(
        Channel(CHANNEL, "churn-model", members=[*TEAM, BOT.id]),
        Channel(LEADS, "leads", members=[ANA, BOT.id]),
    ),
)

QUESTIONS = """What did you finish since the last standup?
What will you do today?
How are you? [mood]
> if 1, 2: What would help?"""
FIRST = {"answer-0": "Cleaned the features", "answer-1": "Ship the importer", "answer-2": "2"}
FURTHER = {"answer-3": "Fewer meetings"}
EDITED = {**FIRST, "answer-1": "Ship the exporter", **FURTHER}
LATE = {"answer-0": "Read a paper", "answer-1": "Sleep", "answer-2": "4"}
PROMISED = ["begin", "tell", "weekly"]
"""What is still ahead when the day is over: the standup's next day, the digest's, and the week's trend."""


async def live(day: SlackJourney) -> None:
    """All of it: set up with its manners and a digest, and then a day of everything that can happen."""
    await set_up(day)
    await work(day)


async def set_up(day: SlackJourney) -> None:
    ana = Teammate(day, ANA)
    await ana.types(CHANNEL, "/standup new")
    await ana.sends(name="Churn daily", questions=QUESTIONS, wrap_at="17:00")


async def work(day: SlackJourney) -> None:
    ana, priya, lena, diego = (Teammate(day, one) for one in (ANA, PRIYA, LENA, DIEGO))
    await chooses_manners(ana)
    await wants_a_digest(ana)
    await day.walk(4)  # half past nine in Kolkata
    await priya.presses("Skip today")
    await day.walk(8, 30)  # in Berlin
    await ana.opens("Answer")
    await ana.sends(**FIRST)
    await ana.sends(**FURTHER)
    await day.walk(9, 20)
    await ana.opens("Edit answer")
    await ana.sends(**EDITED)
    await lena.asks(CHANNEL, "/muster away until tomorrow", "You are away")
    await day.walk(12, 30)  # in Sao Paulo
    await day.walk(14, 30)  # Diego is reminded
    await day.walk(15, 30)  # and again
    await day.walk(16)  # the wrap-up
    await diego.opens("Answer")
    await diego.sends(**LATE)
    await day.walk(16, 30)  # the digest
    await asks_for_files(day, ana)
    await day.walk(20)
    # What is shown to the one who pressed is best effort; pressing again shows it again.
    if priya.sees("Skip today"):
        await priya.presses("Skip today")


async def chooses_manners(ana: Teammate) -> None:
    await ana.types(CHANNEL, "/standup options")
    await ana.sends(reminders="standard", shown="at wrap-up", watching=[BO])


async def wants_a_digest(ana: Teammate) -> None:
    await ana.asks(LEADS, "/standup digest", "A digest brings")
    await ana.opens("Set up a digest", LEADS)
    await ana.sends(standups=ana.offered("standups"), at="17:30")


async def asks_for_files(day: SlackJourney, ana: Teammate) -> None:
    """The answers as two files, and the trend as a picture."""
    for what, answer in (("export", "the answers"), ("trend", "the trend")):

        async def sent(what: str = what, answer: str = answer) -> bool:
            arrived = any(answer in one.text.lower() for one in ana.messages)
            return arrived or any(f":{what}:" in key for key in await day.parked())

        await ana.asks(CHANNEL, f"/standup {what}", f"I have sent you {answer}", sent)


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
    """Everything that stands there for all, by conversation, without what is random; and what was asked."""
    found = {
        channel: [plain(one) + "".join(files(day, one)) for one in said]
        for channel, said in standing(day).items()
    }
    return {**found, "asked": asked(day)}


def standing(day: SlackJourney) -> dict[str, list[Message]]:
    world = day.slack.world
    return {
        channel: [one for one in world.messages(channel) if one.reader is None]
        for channel in world.channels
    }


def asked(day: SlackJourney) -> list[str]:
    """Who got which question and which reminder, though most are taken back by the evening."""
    took = {
        call["args"]["metadata"]["event_payload"]["id"]: call["args"]
        for call in day.slack.door.calls
        if call["method"] == "chat.postMessage" and call["ok"]
    }
    told = [f"{one['channel']}: {one['text']}" for one in took.values()]
    return sorted(one for one in told if "short questions" in one or "still open" in one)


def files(day: SlackJourney, message: Message) -> list[str]:
    """The names and the fingerprints of the files that a message shares."""
    ids = [block["slack_file"]["id"] for block in message.blocks if "slack_file" in block]
    shown = [file for id in ids if (file := day.slack.files.find(id)) is not None]
    shared = [*shown, *day.slack.files.linked(message.text)]
    return [f" {file.name} {sha256(file.data).hexdigest()}" for file in shared]


def plain(message: Message) -> str:
    """A message as text; ids of standups and of files are random."""
    blocks = [
        {name: value for name, value in block.items() if name != "block_id"}
        for block in message.blocks
    ]
    told = json.dumps([message.is_reply, message.text, blocks], ensure_ascii=False)
    return re.sub(r"\b(?:[0-9a-f]{12}|F[0-9A-F]{10})\b", "ID", told)
