"""How fast an app may call before Slack says 429, and for how long it then says so."""

from __future__ import annotations

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from playground.machine import Machine
from playground.server import Playground
from playground.webapi.limits import (
    CHANNEL_BURST,
    WORKSPACE_A_MINUTE,
    WORKSPACE_BURST,
    Limits,
    TooFast,
)
from tests.playground.conftest import Seconds
from tests.playground.page import Page

CHURN = "C01CHURN"


async def test_a_channel_takes_a_burst_and_then_one_post_a_second(
    client: AsyncWebClient, seconds: Seconds, ana: Page
) -> None:
    for _ in range(int(CHANNEL_BURST)):
        await client.chat_postMessage(channel=CHURN, text="x")
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=CHURN, text="one too many")
    assert caught.value.response.status_code == 429
    assert caught.value.response.headers["Retry-After"] == "1"
    assert caught.value.response["error"] == "ratelimited"
    await client.chat_postMessage(channel="C01GENERAL", text="another channel is free")
    seconds.at += 1
    await client.chat_postMessage(channel=CHURN, text="y")
    assert "one too many" not in [one["text"] for one in await ana.sees(CHURN)]


def test_a_workspace_takes_a_burst_and_then_several_hundred_posts_a_minute() -> None:
    seconds = Seconds()
    limits = Limits(seconds)
    taken = 0
    for _ in range(600):
        seconds.at += 0.1
        for number in range(2):
            try:
                limits.spend_post(f"channel {taken} {number}")
            except TooFast:
                continue
            taken += 1
    assert taken == pytest.approx(WORKSPACE_A_MINUTE + WORKSPACE_BURST, abs=2)


def test_a_tier_takes_a_minute_s_worth_and_tells_how_long_to_wait() -> None:
    seconds = Seconds()
    limits = Limits(seconds)
    for _ in range(20):
        limits.spend_call("users.list", 20)
    with pytest.raises(TooFast) as caught:
        limits.spend_call("users.list", 20)
    assert caught.value.seconds == 3
    seconds.at += 3
    limits.spend_call("users.list", 20)


def test_a_call_that_is_refused_uses_nothing_up() -> None:
    seconds = Seconds()
    limits = Limits(seconds)
    for _ in range(int(CHANNEL_BURST)):
        limits.spend_post("full")
    for _ in range(100):
        with pytest.raises(TooFast):
            limits.spend_post("full")
    for number in range(int(WORKSPACE_BURST - CHANNEL_BURST)):
        limits.spend_post(f"other {number}")


@pytest.mark.parametrize(
    ("method", "arguments", "a_minute"),
    [
        ("users.list", {}, 20),
        ("conversations.list", {}, 20),
        ("conversations.info", {"channel": CHURN}, 50),
        ("conversations.open", {"users": "U01ANA"}, 50),
        ("conversations.members", {"channel": CHURN}, 100),
        ("users.info", {"user": "U01ANA"}, 100),
        ("chat.postEphemeral", {"channel": CHURN, "user": "U01ANA", "text": "x"}, 100),
    ],
)
async def test_every_method_keeps_to_its_tier(
    client: AsyncWebClient, method: str, arguments: dict[str, str], a_minute: int
) -> None:
    for _ in range(a_minute):
        await client.api_call(method, data=arguments)
    with pytest.raises(SlackApiError) as caught:
        await client.api_call(method, data=arguments)
    assert caught.value.response.status_code == 429


async def test_edits_keep_to_tier_three(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHURN, text="x"))["ts"]
    for number in range(50):
        await client.chat_update(channel=CHURN, ts=ts, text=str(number))
    with pytest.raises(SlackApiError) as caught:
        await client.chat_update(channel=CHURN, ts=ts, text="51")
    assert int(caught.value.response.headers["Retry-After"]) == 2


async def test_the_limits_may_count_other_seconds_than_the_machine(
    session: aiohttp.ClientSession,
) -> None:
    walked = Seconds()
    slack = Playground(limits=Limits(walked), machine=Machine(Seconds()))
    await slack.start()
    client = AsyncWebClient(
        token=slack.app.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
    )
    for _ in range(12):
        await client.chat_postMessage(channel=CHURN, text="x")
        walked.at += 1
    await slack.stop()
