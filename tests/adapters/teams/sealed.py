"""The buttons and forms that these tests press and send, and how their answers are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.forms import Form, Text, TimeOfDay, dump
from bot.happening import Now, Outcome
from bot.intents import Intent, Profile, Said, intent
from bot.messages import Button, Buttons, Message, Paragraph
from bot.people import AccountRef, Roster
from tests.adapters.teams.activities import ANA
from tests.adapters.teams.adaptive_card import actions, check_card, elements
from tests.adapters.teams.answering import SEAL, Bot, Memory, Quiet

Json = dict[str, Any]

CARD = "application/vnd.microsoft.card.adaptive"
WORDS = "application/vnd.microsoft.activity.message"


@intent("test.whisper/1", private=True)
class Whisper(Intent):
    """An anonymous answer, for these tests."""


LIST = Said("standup", "list")
QUIET = Message("All quiet", (Paragraph(("All quiet",)), Buttons((Button.to("List", LIST),))))
STANDS = Message("As it stands", (Paragraph(("As it stands",)),))
FORM = Form("Standup", Profile(AccountRef(ANA)), (Text("today", "Today", "Plan"),))
NEXT = Form("Another", LIST, (TimeOfDay("at", "At"),))
SECRET = Form("Whisper", Whisper(), (Text("it", "It"),))
PRESS = SEAL.close({"does": LIST.pack()})
ON_ROW = SEAL.close({"does": LIST.pack(), "row": "r1"})
SEND = SEAL.close({"form": dump(FORM)})
SEND_ON_ROW = SEAL.close({"form": dump(FORM), "row": "r1"})
WHISPER = SEAL.close({"form": dump(SECRET)})
OPEN_WHISPER = SEAL.close({"does": Whisper().pack()})


def answers(quiet: Quiet, now: Now) -> None:
    quiet.outcome = Outcome(now)


def stands(memory: Memory) -> None:
    memory.rows["r1"] = (STANDS, Roster())


async def shown(teams: Bot, activity: Json) -> Json:
    """The card that an invoke is answered with, which Teams would take."""
    status, body = await teams.receive(activity)
    assert (status, body["statusCode"], body["type"]) == (200, 200, CARD)
    check_card(body["value"])
    card: Json = body["value"]
    return card


async def told(teams: Bot, activity: Json) -> str:
    """The sentence that an invoke is answered with."""
    status, body = await teams.receive(activity)
    assert (status, body["statusCode"], body["type"]) == (200, 200, WORDS)
    return str(body["value"])


def data(card: Json, title: str) -> Mapping[str, Any]:
    (action,) = [one for one in actions(card) if one["title"] == title]
    return SEAL.open(action["data"])


def typed(card: Json) -> Json:
    return {one["id"]: one.get("value", "") for one in elements(card) if "id" in one}
