"""The addresses at which an app answers later: five times, for thirty minutes."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.tickets import ANSWER_SECONDS
from tests.playground.bot import Bot
from tests.playground.conftest import Seconds
from tests.playground.page import Page

Json = dict[str, Any]
CHURN = "C01CHURN"


class Answering:
    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __call__(self, url: str, **body: Any) -> tuple[int, str]:
        async with self._session.post(url, json=body) as response:
            return response.status, await response.text()


@pytest.fixture
def answer(session: aiohttp.ClientSession) -> Answering:
    return Answering(session)


async def command(ana: Page, bot: Bot) -> str:
    await ana.say(CHURN, "/standup")
    return str(bot.payloads[-1]["response_url"])


async def pressed(client: AsyncWebClient, ana: Page, bot: Bot, **more: Any) -> tuple[str, str]:
    """The ts of a posted message whose button Ana has pressed, and the response URL."""
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "a"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    posted = await client.chat_postMessage(channel=CHURN, text="t", blocks=blocks, **more)
    await ana.do("press", channel=CHURN, ts=posted["ts"], block_id="b", action_id="a")
    return posted["ts"], str(bot.payloads[-1]["response_url"])


async def test_an_answer_is_for_the_asker_unless_it_says_otherwise(
    ana: Page, bot: Bot, answer: Answering
) -> None:
    url = await command(ana, bot)
    assert await answer(url, text="For Ana") == (200, "ok")
    assert await answer(url, text="For all", response_type="in_channel") == (200, "ok")
    assert [one["text"] for one in await ana.sees(CHURN)] == ["For Ana", "For all"]
    assert [one["text"] for one in await ana.acting_as("U01BO").sees(CHURN)] == ["For all"]


async def test_there_are_five_answers(ana: Page, bot: Bot, answer: Answering) -> None:
    url = await command(ana, bot)
    for _ in range(5):
        assert (await answer(url, text="x"))[0] == 200
    status, text = await answer(url, text="x")
    assert status == 404
    assert "used_url" in text


async def test_there_are_thirty_minutes(
    ana: Page, bot: Bot, answer: Answering, seconds: Seconds
) -> None:
    url = await command(ana, bot)
    seconds.at += ANSWER_SECONDS
    assert (await answer(url, text="x"))[0] == 200
    seconds.at += 1
    assert "expired_url" in (await answer(url, text="x"))[1]


async def test_an_unknown_address_takes_nothing(ana: Page, answer: Answering) -> None:
    assert (await answer(f"{ana.url}/response/guessed", text="x"))[0] == 404


async def test_the_pressed_message_can_be_replaced(
    client: AsyncWebClient, ana: Page, bot: Bot, answer: Answering
) -> None:
    ts, url = await pressed(client, ana, bot)
    await answer(url, text="Done", replace_original=True)
    (message,) = await ana.sees(CHURN)
    assert (message["ts"], message["text"], message["blocks"]) == (ts, "Done", [])
    assert message["edited"]


async def test_the_pressed_message_can_be_deleted(
    client: AsyncWebClient, ana: Page, bot: Bot, answer: Answering
) -> None:
    _, url = await pressed(client, ana, bot)
    await answer(url, delete_original=True)
    assert await ana.sees(CHURN) == []


async def test_an_ephemeral_can_be_replaced_and_deleted_for_its_reader(
    ana: Page, bot: Bot, answer: Answering
) -> None:
    button = {"type": "button", "text": {"type": "plain_text", "text": "Go"}, "action_id": "a"}
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    await answer(await command(ana, bot), text="t", blocks=blocks)
    ts = (await ana.sees(CHURN))[0]["ts"]
    await ana.do("press", channel=CHURN, ts=ts, block_id="b", action_id="a")
    payload = bot.payloads[-1]
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    await answer(payload["response_url"], text="Deleted for you", replace_original=True)
    assert [one["text"] for one in await ana.sees(CHURN)] == ["Deleted for you"]
    assert await ana.acting_as("U01BO").sees(CHURN) == []
    await answer(payload["response_url"], delete_original=True)
    assert await ana.sees(CHURN) == []


async def test_an_answer_to_a_press_in_a_thread_stays_in_the_thread(
    client: AsyncWebClient, ana: Page, bot: Bot, answer: Answering
) -> None:
    head = (await client.chat_postMessage(channel=CHURN, text="head"))["ts"]
    _, url = await pressed(client, ana, bot, thread_ts=head)
    await answer(url, text="psst", replace_original=False)
    assert (await ana.sees(CHURN))[-1]["thread_ts"] == head


@pytest.mark.parametrize(
    "body",
    [{}, {"text": 7}, {"text": "t", "blocks": {}}, {"text": "t", "blocks": [{"type": "x"}]}],
    ids=str,
)
async def test_a_malformed_answer_is_refused_and_shown_to_nobody(
    ana: Page, bot: Bot, answer: Answering, body: Json
) -> None:
    url = await command(ana, bot)
    status, _ = await answer(url, **body)
    assert status == 404
    assert await ana.sees(CHURN) == []
