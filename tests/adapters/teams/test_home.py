"""One's own page in the personal chat: it is asked for in words, and stays true while one works on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.teams import phrases
from adapters.teams.inbound import AT_HOME, FOR
from bot.forms import dump
from bot.happening import Happening, Nothing, Open, Outcome, Refuse, Rewrite, Show
from bot.messages import Button, Buttons, Message, Paragraph
from bot.news import OpenHome
from tests.adapters.teams.activities import ANA, CHANNEL, CHAT, execute, message, recorded
from tests.adapters.teams.adaptive_card import actions, check_card, read
from tests.adapters.teams.answering import Bot, Memory, Quiet, answering, texts
from tests.adapters.teams.sealed import FORM, LIST, NEXT, QUIET, answers, data, shown, told, typed

Json = dict[str, Any]

PRESSED = recorded("press_personal")["replyToId"]


class Town(Quiet):
    """A door with a page, on which a number tells how often it was looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.looked = 0

    async def handle(self, happening: Happening) -> Outcome:
        if not isinstance(_wanted(happening), OpenHome):
            return await super().handle(happening)
        self.looked += 1
        return Outcome(Show(page(self.looked)))


def _wanted(happening: Happening) -> object:
    typed = getattr(happening.intent, "words", None) == "home"
    return OpenHome() if typed else happening.intent


def page(number: int) -> Message:
    said = f"Your page, look {number}"
    return Message(said, (Paragraph((said,)), Buttons((Button.to("List", LIST),))))


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
async def teams(town: Town, memory: Memory) -> AsyncIterator[Bot]:
    async with answering(town, memory) as bot:
        yield bot


@pytest.fixture
async def home(teams: Bot) -> Json:
    """Ana's page as it came into her chat."""
    await teams.receive(message("home"))
    call = await teams.connector.until("POST")
    await teams.settles()
    teams.connector.calls.clear()
    card: Json = call.body["attachments"][0]["content"]
    check_card(card)
    return card


async def presses(teams: Bot, card: Json, title: str, verb: str = "press", **values: str) -> Json:
    """What stands in the card's place once one of its buttons was pressed."""
    made = await shown(teams, pressing(card, title, verb, **values))
    await teams.settles()
    return made


def pressing(card: Json, title: str, verb: str = "press", **values: str) -> Json:
    (action,) = [one for one in actions(card) if one["title"] == title]
    return execute(verb, action["data"] | values)


def edited(teams: Bot) -> list[str]:
    """What the card was changed into where it stands, each time."""
    calls = teams.connector.sent("PUT")
    assert {call.path for call in calls} <= {f"conversations/{CHAT}/activities/{PRESSED}"}
    return texts(calls)


async def test_a_page_asked_for_in_words_comes_into_ones_own_chat(home: Json) -> None:
    assert read(home).splitlines()[0] == "Your page, look 1"
    assert data(home, "List")[AT_HOME]


async def test_one_asked_for_in_a_channel_is_for_the_asker_alone(teams: Bot) -> None:
    await teams.receive(message("home", "channel"))
    await teams.settles()
    card = teams.connector.calls[-1].body["attachments"][0]["content"]
    sealed = data(card, "List")
    assert (sealed["channel"], sealed[FOR], bool(sealed[AT_HOME])) == (CHANNEL, ANA, True)


async def test_a_press_that_brings_the_page_anew_replaces_it_wherever_it_is_read(
    teams: Bot, town: Town, home: Json
) -> None:
    answers(town, Rewrite(page(7)))
    again = await presses(teams, home, "List")
    assert read(again).splitlines()[0] == "Your page, look 7"
    assert data(again, "List")[AT_HOME]
    assert edited(teams) == ["Your page, look 7"]


async def test_a_press_that_needs_no_answer_brings_the_page_as_it_is_now(
    teams: Bot, town: Town, home: Json
) -> None:
    answers(town, Nothing())
    assert read(await presses(teams, home, "List")).startswith("Your page, look 2")
    assert edited(teams) == ["Your page, look 2"]


async def test_what_is_shown_comes_below_and_is_no_page(teams: Bot, town: Town, home: Json) -> None:
    answers(town, Show(QUIET))
    assert read(await presses(teams, home, "List")).startswith("Your page, look 2")
    (below,) = teams.connector.sent("POST")
    assert texts([below]) == ["All quiet"]
    assert AT_HOME not in data(below.body["attachments"][0]["content"], "List")


async def test_a_form_takes_the_pages_place_and_back_brings_the_page(
    teams: Bot, town: Town, home: Json
) -> None:
    answers(town, Open(FORM))
    form = await presses(teams, home, "List")
    assert (typed(form), teams.connector.calls) == ({"today": "Plan"}, [])
    assert read(await presses(teams, form, phrases.BACK, "back")).startswith("Your page, look 2")


async def test_after_a_form_was_saved_the_page_tells_what_is_true_now(
    teams: Bot, town: Town, home: Json
) -> None:
    answers(town, Open(FORM))
    form = await presses(teams, home, "List")
    answers(town, Nothing())
    saved = await presses(teams, form, "Save", "send", today="Ship")
    assert read(saved).startswith("Your page, look 2")
    assert edited(teams) == ["Your page, look 2"]


async def test_what_a_saved_form_has_to_say_comes_below_the_page(
    teams: Bot, town: Town, home: Json
) -> None:
    answers(town, Open(FORM))
    form = await presses(teams, home, "List")
    answers(town, Show(QUIET))
    assert read(await presses(teams, form, "Save", "send", today="x")).startswith("Your page")
    assert texts(teams.connector.sent("POST")) == ["All quiet"]


async def test_a_form_that_is_refused_or_goes_on_still_leads_back_to_the_page(
    teams: Bot, town: Town, home: Json
) -> None:
    answers(town, Open(FORM))
    form = await presses(teams, home, "List")
    answers(town, Refuse({"today": "Too long."}))
    refused = await presses(teams, form, "Save", "send", today="x")
    assert "Too long." in read(refused)
    answers(town, Open(NEXT))
    further = await presses(teams, refused, "Save", "send", today="y")
    assert data(further, "Save")["form"] == dump(NEXT)
    assert read(await presses(teams, further, phrases.BACK, "back")).startswith("Your page")


async def test_a_refused_press_leaves_the_page_as_it_is(teams: Bot, town: Town, home: Json) -> None:
    answers(town, Refuse({"": "Not any more."}))
    assert await told(teams, pressing(home, "List")) == "Not any more."
    await teams.settles()
    assert teams.connector.calls == []
