"""Muster's own adapter in the playground: the Home tab, pictures and files, from the page's side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.clock import HeldClock
from bot.forms import Form, Number
from bot.happening import Happening, Nothing, Now, Open, Rewrite, Show
from bot.intents import Profile, Said
from bot.mail import Landed, Parcel
from bot.messages import (
    Attachment,
    Button,
    Buttons,
    Heading,
    Message,
    Paragraph,
    Picture,
    Urgency,
)
from bot.news import OpenHome
from bot.people import AccountRef, ChannelRef, WorkspaceRef
from playground.server import Playground
from tests.playground.conftest import MORNING
from tests.playground.muster import Muster
from tests.playground.page import Page

Json = dict[str, Any]

CHURN = "C01CHURN"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
RUNS = Form("Runs", Profile(AccountRef("U01ANA")), (Number("runs", "How many runs?", 3),))
WORDS = {"Answer": "answer", "Skip today": "skip", "What is known": "known"}


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    """On the machine's own clock, since a picture settles by it."""
    slack = Playground(clock=HeldClock(MORNING))
    await slack.start()
    yield slack
    await slack.stop()


@pytest.fixture
async def muster(slack: Playground) -> AsyncIterator[Muster]:
    muster = Muster(slack)
    await muster.start()
    yield muster
    await muster.stop()


@pytest.fixture
def ana(slack: Playground, session: aiohttp.ClientSession) -> Page:
    return Page(slack.url, session)


class Day:
    """Ana's page with what she has done in it."""

    def __init__(self) -> None:
        self.runs: float | None = None

    def __call__(self, happening: Happening) -> Now:
        match happening.intent:
            case OpenHome():
                return Show(self.page())
            case Said(words="answer"):
                return Open(RUNS)
            case Said(words="skip"):
                return Rewrite(Message("Your page", (Heading("Skipped"),)))
            case Said(words="known"):
                return Show(Message("Known", (Paragraph(("Your name and zone.",)),)))
            case _:
                runs = happening.fields["runs"]
                assert isinstance(runs, float)
                self.runs = runs
                return Nothing()

    def page(self) -> Message:
        buttons = tuple(Button.to(label, Said("x", word)) for label, word in WORDS.items())
        return Message("Your page", (Heading(f"Runs: {self.runs}"), Buttons(buttons)))


async def heading(page: Page) -> str:
    return str((await page.state())["home"]["blocks"][0]["text"]["text"])


async def presses(page: Page, label: str) -> None:
    home = (await page.state())["home"]
    block = home["blocks"][1]
    (button,) = [one for one in block["elements"] if one["text"]["text"] == label]
    told = await page.do(
        "press", view_id=home["id"], block_id=block["block_id"], action_id=button["action_id"]
    )
    assert told["ok"]


@pytest.fixture
async def home(muster: Muster, ana: Page) -> Page:
    """Ana looks at her Home tab."""
    muster.answer = Day()
    await ana.do("app", tab="home")
    await muster.until("views.publish")
    return ana


async def test_the_page_comes_when_it_is_opened(home: Page, muster: Muster) -> None:
    assert await heading(home) == "Runs: None"
    assert muster.happenings[0].who == AccountRef("U01ANA")
    assert (await home.acting_as("U01BO").state())["home"]["blocks"] == []


async def test_a_form_from_the_page_changes_it(home: Page, muster: Muster) -> None:
    await presses(home, "Answer")
    modal = (await home.state())["modal"]
    assert modal["view"]["blocks"][0]["element"]["initial_value"] == "3"
    sent = await home.do("submit", view_id=modal["id"], values={"runs": "4.5"})
    assert sent["ok"]
    await muster.until("views.publish", 2)
    assert await heading(home) == "Runs: 4.5"
    assert (await home.state())["modal"] is None


async def test_a_press_writes_the_page_anew(home: Page, muster: Muster) -> None:
    await presses(home, "Skip today")
    await muster.until("views.publish", 2)
    assert await heading(home) == "Skipped"


async def test_what_is_shown_stands_in_a_window(home: Page, muster: Muster) -> None:
    await presses(home, "What is known")
    await muster.until("views.open")
    state = await home.state()
    assert "Your name and zone." in str(state["modal"]["view"]["blocks"])
    direct = next(one["id"] for one in state["dms"] if one["user"] == "U01MUSTER")
    assert state["messages"][direct] == []


def post(*blocks: Picture | Attachment) -> Parcel:
    return Parcel(
        workspace=WorkspaceRef("slack", "T01HALCYON"),
        row="row-1",
        key="x",
        to=ChannelRef(CHURN),
        message=Message("Weekly", (Heading("Weekly"), *blocks)),
        version=1,
        urgency=Urgency.NORMAL,
        repeatable=False,
    )


TREND = Picture(SVG, "The mood rose from 3 to 4.", "mood")
EXPORT = Attachment("churn-model.csv", "day,person\n2026-11-24,Ana\n")


async def test_a_post_brings_its_picture_and_its_file(
    muster: Muster, ana: Page, session: aiohttp.ClientSession
) -> None:
    landed = await muster.adapter.platform.deliver(post(TREND, EXPORT))
    assert isinstance(landed, Landed)
    (message,) = await ana.sees(CHURN)
    _, picture, link = message["blocks"]
    assert picture["alt_text"] == TREND.alternative
    (file,) = message["files"]
    assert link["elements"][0]["elements"][0]["text"] == "churn-model.csv"
    async with session.get(f"{ana.url}/files/{picture['slack_file']['id']}") as got:
        assert (await got.read()).startswith(b"\x89PNG")
    async with session.get(f"{ana.url}/files/{file}?download") as got:
        assert await got.text() == EXPORT.text


async def test_a_picture_that_slack_looks_at_first_comes_a_little_later(
    muster: Muster, slack: Playground, ana: Page
) -> None:
    slack.faults.files_after = 0.7
    await muster.adapter.platform.deliver(post(TREND))
    assert (await ana.sees(CHURN))[0]["blocks"][1]["type"] == "image"
    posts = [one for one in slack.door.calls if one["method"] == "chat.postMessage"]
    assert [one["error"] for one in posts] == ["invalid_blocks", "invalid_blocks", None]


async def test_where_nobody_may_upload_the_words_come(
    muster: Muster, slack: Playground, ana: Page
) -> None:
    slack.faults.uploads = False
    await muster.adapter.platform.deliver(post(TREND, EXPORT))
    (message,) = await ana.sees(CHURN)
    assert TREND.alternative in str(message["blocks"])
    assert "2026-11-24,Ana" in str(message["blocks"])
    assert message["files"] == []
