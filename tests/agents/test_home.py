"""One's own page in Microsoft's Agents Playground: pressed, worked on and brought up to date in its place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from bot.forms import Form, Number, Text
from bot.happening import Happening, Nothing, Open, Outcome, Rewrite, Show
from bot.intents import Intent, Profile, Said
from bot.messages import Button, Buttons, Message, Paragraph
from bot.news import OpenHome, Refresh
from bot.people import AccountRef
from tests.adapters.teams.answering import Memory, Quiet
from tests.agents.ours import ours
from tests.agents.page import AgentsPage

pytestmark = [pytest.mark.agents, pytest.mark.browser]

EDIT, SAVED, MORE = Profile(AccountRef("edit")), Profile(AccountRef("save")), Said("muster", "more")
HOURS = Form("My hours", SAVED, (Number("hours", "Hours a day"), Text("why", "Why", "Just so")))
SOURCE = Form("One question more", MORE, (Text("source", "Says who?"),), "Send")


class Town(Quiet):
    """A door with a page that tells how many hours somebody works."""

    def __init__(self) -> None:
        super().__init__()
        self.hours, self.looked = "not set", 0

    async def handle(self, happening: Happening) -> Outcome:
        if happening.who is None:
            return Outcome(Nothing())
        self.happenings.append(happening)
        match _wanted(happening.intent):
            case OpenHome():
                return Outcome(Show(self.page()))
            case Refresh():
                return Outcome(Rewrite(self.page()))
            case intent if intent == EDIT:
                return Outcome(Open(HOURS))
            case intent if intent == SAVED:
                self.hours = str(happening.fields["hours"])
                return Outcome(Open(SOURCE))
            case _:
                return Outcome(Nothing())

    def page(self) -> Message:
        self.looked += 1
        said = f"Your hours: {self.hours}. Look {self.looked}."
        press = (Button.to("Refresh", Refresh()), Button.to("My hours", EDIT))
        return Message(said, (Paragraph((said,)), Buttons(press)))


def _wanted(intent: Intent) -> Intent:
    return OpenHome() if intent == Said("muster", "home") else intent


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
async def ana(town: Town, tmp_path: Path, browser: Browser) -> AsyncIterator[AgentsPage]:
    async with ours(tmp_path, browser, town, Memory()) as (_, page):
        yield page


async def test_the_page_is_brought_up_to_date_in_its_place(ana: AgentsPage, town: Town) -> None:
    await ana.types("home")
    await expect(ana.card("Your hours: not set. Look 1.")).to_be_visible()
    town.hours = "8"
    await ana.presses("Refresh")
    await expect(ana.card("Your hours: 8. Look 2.")).to_be_visible()
    await expect(ana.card("Look 1.")).to_have_count(0)
    await ana.presses("Refresh")
    await expect(ana.card("Your hours: 8. Look 3.")).to_be_visible()
    await expect(ana.page.locator(".ac-preview-panel")).to_have_count(1)


async def test_a_form_of_the_page_goes_on_to_a_second_and_ends_in_the_page_as_it_is_now(
    ana: AgentsPage, town: Town
) -> None:
    await ana.types("home")
    await ana.presses("My hours", ana.card("Look 1."))
    await ana.presses("Back", ana.card("Hours a day"))
    await ana.presses("My hours", ana.card("Look 2."))
    await ana.fills({"Hours a day": "7.5"})
    await ana.presses("Save", ana.card("Hours a day"))
    await ana.fills({"Says who?": "Bo"})
    await ana.presses("Send", ana.card("One question more"))
    await expect(ana.card("Your hours: 7.5. Look 3.")).to_be_visible()
    await expect(ana.page.locator(".ac-preview-panel")).to_have_count(1)
    saved, further = [one.fields for one in town.acts if one.fields]
    assert (saved, further) == ({"hours": 7.5, "why": "Just so"}, {"source": "Bo"})
