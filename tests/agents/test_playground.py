"""Microsoft's Agents Playground serves as a Teams of our own, with nothing but this machine."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Browser, expect

from tests.agents.others import Other
from tests.agents.page import visit
from tests.agents.playground import AgentsPlayground, agents_playground
from tests.agents.record import FIELDS, FOLDER
from tests.agents.tenant import ANA, KENJI, PERSONAL
from tests.agents.tiny_bot import TinyBot, card, tiny_bot
from tests.house.places import ROOT

pytestmark = pytest.mark.agents


@pytest.fixture
async def bot() -> AsyncIterator[TinyBot]:
    async with tiny_bot() as bot:
        yield bot


@pytest.fixture
async def playground(bot: TinyBot, tmp_path: Path) -> AsyncIterator[AgentsPlayground]:
    async with agents_playground(tmp_path, bot.url) as running:
        yield running


@pytest.mark.browser
async def test_a_card_is_shown_filled_in_pressed_replaced_and_edited(
    bot: TinyBot, playground: AgentsPlayground, browser: Browser
) -> None:
    ana = await visit(browser, playground.url)
    await ana.types("standup new")
    said = await bot.hears(lambda one: one["type"] == "message")
    assert (said["text"], said["from"]["aadObjectId"]) == ("standup new", ANA.account)
    assert (said["conversation"]["id"], said["localTimezone"]) == (PERSONAL, "Europe/Berlin")
    message = await bot.shows(said, card("How shall it be called?", *FIELDS))
    form = ana.card("How shall it be called?")
    await ana.fills({"Name": "Churn daily", "At": "09:15"})
    await ana.ticks("Friday")
    bot.answer = card("It is called Churn daily.", button="Rename")
    await ana.presses("Send", form)
    press = await bot.hears(lambda one: one["type"] == "invoke")
    assert (press["name"], press["replyToId"]) == ("adaptiveCard/action", message)
    assert press["value"]["action"] == {
        "type": "Action.Execute",
        "title": "Send",
        "verb": "send",
        "data": {"does": "something", "name": "Churn daily", "days": "fri", "at": "09:15"},
    }
    await expect(ana.card("It is called Churn daily.")).to_be_visible()
    await expect(ana.text("standup new")).to_have_count(1)
    await expect(form).to_have_count(0)
    await bot.edits(said, message, card("It is called Churn weekly."))
    await expect(ana.card("It is called Churn weekly.")).to_be_visible()
    await expect(ana.card("It is called Churn daily.")).to_have_count(0)
    assert ana.wrong == []


@pytest.mark.browser
async def test_what_is_recorded_still_looks_like_what_is_sent(
    bot: TinyBot, playground: AgentsPlayground, browser: Browser
) -> None:
    ana = await visit(browser, playground.url)
    await ana.opens("churn-model")
    await ana.types("@Muster standup add @Kenji Mori please")
    said = await bot.hears(lambda one: one["type"] == "message")
    recorded = json.loads((FOLDER / "message_channel.json").read_text())
    assert _shape(said) == _shape(recorded)
    assert (said["text"], said["entities"][1]) == (recorded["text"], recorded["entities"][1])


@pytest.mark.browser
async def test_somebody_who_is_not_at_the_page_is_reached_by_account_and_acts_too(
    bot: TinyBot, tmp_path: Path, browser: Browser
) -> None:
    async with (
        agents_playground(tmp_path, bot.url, by_account=True) as playground,
        ClientSession() as session,
    ):
        await visit(browser, playground.url)
        service = f"{playground.url}/_connector"
        asked = {"isGroup": False, "members": [{"id": KENJI.account}]}
        async with session.post(f"{service}/v3/conversations", json=asked) as opened:
            chat = {"conversation": {"id": (await opened.json())["id"]}, "serviceUrl": service}
        await bot.shows(chat, card("What will you do today?", button="Answer"))
        kenji = Other(playground, session, KENJI)
        await kenji.sees("What will you do today?")
        bot.answer = card("Thank you.", button="Again")
        assert (await kenji.presses("Answer", today="Ship it"))["value"] == bot.answer
        await kenji.sees("Thank you.")
        await kenji.says("standup list")
        said = await bot.hears(lambda one: one["type"] == "message")
    press = await bot.hears(lambda one: one["type"] == "invoke")
    assert press["value"]["action"]["data"] == {"does": "something", "today": "Ship it"}
    assert press["from"]["aadObjectId"] == said["from"]["aadObjectId"] == KENJI.account


async def test_the_playground_ends_with_whoever_started_it_even_if_that_one_is_killed(
    tmp_path: Path,
) -> None:
    starts = (
        "import asyncio, pathlib, sys\n"
        "from tests.agents.playground import agents_playground\n"
        "async def main():\n"
        "    async with agents_playground(pathlib.Path(sys.argv[1]), 'http://127.0.0.1:9') as one:\n"
        "        print(one.url, flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", starts, str(tmp_path)),
        stdout=PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    port = int((await process.stdout.readline()).decode().rpartition(":")[2])
    assert _listens(port)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    async with asyncio.timeout(10):
        while _listens(port):  # noqa: ASYNC110  a port that closes rings no bell
            await asyncio.sleep(0.05)


def _listens(port: int) -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def _shape(value: Any) -> Any:
    """What there is, without what it says."""
    if isinstance(value, dict):
        return {key: _shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_shape(each) for each in value]
    return type(value)
