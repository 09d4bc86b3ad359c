"""What the playground does wrong when it is told to."""

from __future__ import annotations

import asyncio
import time

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from tests.playground.bot import Bot
from tests.playground.page import Page

CHURN = "C01CHURN"


async def test_a_count_of_calls_fails_and_the_next_works(client: AsyncWebClient, ana: Page) -> None:
    await ana.control("faults", method="chat.postMessage", kind="429", count=2, seconds=7)
    for _ in range(2):
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel=CHURN, text="x")
        assert caught.value.response.status_code == 429
        assert caught.value.response.headers["Retry-After"] == "7"
    assert (await client.auth_test())["ok"]
    assert (await client.chat_postMessage(channel=CHURN, text="x"))["ok"]
    assert len(await ana.sees(CHURN)) == 1


async def test_a_500_does_nothing(client: AsyncWebClient, ana: Page) -> None:
    await ana.control("faults", method="*", kind="500", count=1)
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=CHURN, text="x")
    assert caught.value.response.status_code == 500
    assert await ana.sees(CHURN) == []


@pytest.mark.parametrize(("kind", "posted"), [("drop before accept", 0), ("drop after accept", 1)])
async def test_a_dropped_connection_hides_whether_it_was_taken(
    client: AsyncWebClient, ana: Page, kind: str, posted: int
) -> None:
    await ana.control("faults", method="chat.postMessage", kind=kind, count=1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.chat_postMessage(channel=CHURN, text="x")
    assert len(await ana.sees(CHURN)) == posted
    assert (await ana.fetch("/control/calls"))[0]["status"] == 0


async def test_a_delay_is_by_the_machine_s_clock_and_after_the_work(
    slack: Playground, client: AsyncWebClient, ana: Page
) -> None:
    await ana.control("faults", method="chat.postMessage", kind="delay", seconds=60)
    call = asyncio.create_task(client.chat_postMessage(channel=CHURN, text="x"))
    async with asyncio.timeout(5):
        while not await ana.sees(CHURN):  # noqa: ASYNC110  the page is asked, as a page asks
            await asyncio.sleep(0.01)
    assert not call.done()
    await ana.control("machine", push=60)
    assert (await call)["ok"]


async def test_a_share_of_the_calls_fails(client: AsyncWebClient, ana: Page) -> None:
    await ana.control("faults", method="auth.test", kind="500", probability=0.3)
    failed = 0
    for _ in range(200):
        try:
            await client.auth_test()
        except SlackApiError:
            failed += 1
    assert 35 < failed < 90


async def test_everything_works_again_after_clearing(client: AsyncWebClient, ana: Page) -> None:
    await ana.control("faults", method="*", kind="500")
    await ana.control("faults", receipts=False, deliveries=3)
    await ana.control("clear")
    assert (await client.auth_test())["ok"]


async def test_refused_connections_come_back(client: AsyncWebClient, ana: Page) -> None:
    await client.auth_test()
    started = time.monotonic()
    await ana.control("refuse", seconds=0.3)
    await asyncio.sleep(0.1)
    with pytest.raises(aiohttp.ClientConnectionError):
        await client.auth_test()
    async with asyncio.timeout(5):
        while True:
            try:
                await client.auth_test()
                break
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.02)
    assert time.monotonic() - started >= 0.3


async def test_a_press_may_arrive_four_times(client: AsyncWebClient, ana: Page, bot: Bot) -> None:
    button = {
        "type": "button",
        "text": {"type": "plain_text", "text": "Answer"},
        "action_id": "press-1",
        "value": "standup.answer/1 {}",
    }
    blocks = [{"type": "actions", "block_id": "b", "elements": [button]}]
    posted = await client.chat_postMessage(channel=CHURN, text="t", blocks=blocks)
    await ana.control("faults", deliveries=4)
    await ana.do("press", channel=CHURN, ts=posted["ts"], block_id="b", action_id="press-1")
    presses = [one for one in bot.payloads if one.get("type") == "block_actions"]
    assert len(presses) == 4
    assert len({one["trigger_id"] for one in presses}) == 1
