"""Signed requests to the bot: commands, presses, forms and events, and what their failing shows."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from tests.playground.bot import Bot
from tests.playground.conftest import Seconds
from tests.playground.page import Page

Json = dict[str, Any]
CHURN = "C01CHURN"
META = {"event_type": "row", "event_payload": {"id": "7"}}


def buttons(**more: Any) -> list[Json]:
    text = {"type": "plain_text", "text": "Answer"}
    button = {"type": "button", "text": text, "action_id": "press-1", "value": "v", **more}
    return [{"type": "actions", "block_id": "b", "elements": [button]}]


async def test_every_delivery_is_signed_over_its_raw_body(
    slack: Playground, client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    posted = await client.chat_postMessage(channel=CHURN, text="t", blocks=buttons(), metadata=META)
    await ana.say(CHURN, "/standup new")
    await ana.do("press", channel=CHURN, ts=posted["ts"], block_id="b", action_id="press-1")
    await bot.until(3)
    verifier = SignatureVerifier(slack.app.signing_secret)
    for _, headers, raw in bot.received:
        assert verifier.is_valid_request(raw, headers)
    assert not SignatureVerifier("another").is_valid_request(*bot.received[0][2:0:-1])


async def test_a_command_carries_who_where_and_what_was_typed(ana: Page, bot: Bot) -> None:
    await ana.say(CHURN, "/standup  now  please ")
    (payload,) = bot.payloads
    assert (payload["command"], payload["text"]) == ("/standup", "now  please")
    assert (payload["user_id"], payload["user_name"]) == ("U01ANA", "ana")
    assert (payload["channel_id"], payload["channel_name"]) == (CHURN, "churn-model")
    assert (payload["team_id"], payload["api_app_id"]) == ("T01HALCYON", "A01MUSTER")
    assert payload["response_url"].startswith(ana.url)


async def test_the_answer_s_body_is_shown_to_the_asker_alone(ana: Page, bot: Bot) -> None:
    async def answer(payload: Json) -> web.Response:
        return web.json_response({"text": "Only you", "response_type": "ephemeral"})

    bot.answer = answer
    await ana.say(CHURN, "/standup")
    (shown,) = await ana.sees(CHURN)
    assert (shown["text"], shown["ephemeral"], shown["user"]) == ("Only you", True, "U01MUSTER")
    assert await ana.acting_as("U01BO").sees(CHURN) == []


async def test_an_answer_may_be_for_the_channel_or_plain_text(ana: Page, bot: Bot) -> None:
    async def answer(payload: Json) -> web.Response:
        if payload["text"] == "plain":
            return web.Response(text="Plain")
        return web.json_response({"text": "For all", "response_type": "in_channel"})

    bot.answer = answer
    await ana.say(CHURN, "/standup")
    await ana.say(CHURN, "/standup plain")
    assert [one["text"] for one in await ana.acting_as("U01BO").sees(CHURN)] == ["For all"]
    assert [one["text"] for one in await ana.sees(CHURN)] == ["For all", "Plain"]


async def test_a_malformed_answer_is_told_to_the_asker(ana: Page, bot: Bot) -> None:
    async def answer(payload: Json) -> web.Response:
        return web.json_response({"text": "t", "blocks": [{"type": "nonsense"}]})

    bot.answer = answer
    await ana.say(CHURN, "/standup")
    (shown,) = await ana.sees(CHURN)
    assert "unsupported type: nonsense" in shown["text"]


async def test_silence_shows_as_a_timeout(ana: Page, bot: Bot) -> None:
    async def answer(payload: Json) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    bot.answer = answer
    await ana.say(CHURN, "/standup")
    (shown,) = await ana.sees(CHURN)
    assert shown["text"] == '/standup failed with the error "operation_timeout"'
    assert shown["user"] == "USLACKBOT"


async def test_an_error_or_a_bot_that_is_not_there_shows_as_failed(
    slack: Playground, ana: Page, bot: Bot
) -> None:
    async def answer(payload: Json) -> web.Response:
        return web.Response(status=500)

    bot.answer = answer
    await ana.say(CHURN, "/standup")
    await ana.control("bot", url="http://127.0.0.1:9")
    await ana.say(CHURN, "/standup")
    texts = [one["text"] for one in await ana.sees(CHURN)]
    assert texts == ['/standup failed with the error "dispatch_failed"'] * 2


async def test_a_press_carries_the_message_and_the_button(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    blocks = buttons(confirm=None)
    del blocks[0]["elements"][0]["confirm"]
    posted = await client.chat_postMessage(channel="U01ANA", text="t", blocks=blocks)
    place, ts = posted["channel"], posted["ts"]
    await ana.do("press", channel=place, ts=ts, block_id="b", action_id="press-1")
    (payload,) = bot.payloads
    assert payload["type"] == "block_actions"
    assert payload["container"] == {
        "type": "message",
        "message_ts": ts,
        "channel_id": place,
        "is_ephemeral": False,
    }
    assert payload["channel"] == {"id": place, "name": "directmessage"}
    assert payload["message"]["ts"] == ts
    (action,) = payload["actions"]
    assert (action["block_id"], action["action_id"], action["value"]) == ("b", "press-1", "v")


async def test_a_button_that_is_not_there_cannot_be_pressed(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    posted = await client.chat_postMessage(channel=CHURN, text="t", blocks=buttons())
    for change in ({"action_id": "other"}, {"block_id": "other"}, {"ts": "1.000000"}):
        wanted = {"channel": CHURN, "ts": posted["ts"], "block_id": "b", "action_id": "press-1"}
        assert (await ana.do("press", **{**wanted, **change}))["status"] == 409
    assert bot.payloads == []


async def test_a_press_that_is_not_answered_leaves_a_notice(
    client: AsyncWebClient, ana: Page
) -> None:
    posted = await client.chat_postMessage(channel=CHURN, text="t", blocks=buttons())
    await ana.control("bot", url="http://127.0.0.1:9")
    await ana.do("press", channel=CHURN, ts=posted["ts"], block_id="b", action_id="press-1")
    assert "did not answer" in (await ana.state())["notice"]
    assert (await ana.acting_as("U01BO").state())["notice"] is None


async def test_an_event_that_fails_comes_again_at_once_after_one_and_after_five_minutes(
    slack: Playground, client: AsyncWebClient, ana: Page, bot: Bot, seconds: Seconds
) -> None:
    async def answer(payload: Json) -> web.Response:
        return web.Response(status=503)

    bot.answer = answer
    await client.chat_postMessage(channel=CHURN, text="t", metadata=META)
    await bot.until(2)
    await asyncio.sleep(0.05)
    assert len(bot.received) == 2
    await ana.control("machine", push=60)
    await bot.until(3)
    await ana.control("machine", push=299)
    await asyncio.sleep(0.05)
    assert len(bot.received) == 3
    await ana.control("machine", push=1)
    await bot.until(4)
    assert [headers.get("X-Slack-Retry-Num") for _, headers, _ in bot.received] == [
        None,
        "1",
        "2",
        "3",
    ]
    assert bot.received[1][1]["X-Slack-Retry-Reason"] == "http_error"
    assert len({payload["event_id"] for payload in bot.payloads}) == 1
    await ana.control("machine", push=3600)
    await asyncio.sleep(0.05)
    assert len(bot.received) == 4


@pytest.mark.parametrize("headers", [{"X-Slack-No-Retry": "1"}])
async def test_an_app_may_decline_retries(
    client: AsyncWebClient, bot: Bot, headers: dict[str, str]
) -> None:
    async def answer(payload: Json) -> web.Response:
        return web.Response(status=500, headers=headers)

    bot.answer = answer
    await client.chat_postMessage(channel=CHURN, text="t", metadata=META)
    await bot.until(1)
    await asyncio.sleep(0.05)
    assert len(bot.received) == 1


async def test_an_event_that_is_not_answered_in_time_is_tried_again(
    client: AsyncWebClient, bot: Bot
) -> None:
    async def answer(payload: Json) -> web.Response:
        if len(bot.received) == 1:
            await asyncio.sleep(1)
        return web.Response()

    bot.answer = answer
    await client.chat_postMessage(channel=CHURN, text="t", metadata=META)
    await bot.until(2)
    assert bot.received[1][1]["X-Slack-Retry-Reason"] == "http_timeout"


async def test_settled_waits_for_the_first_try_of_every_event(
    slack: Playground, client: AsyncWebClient, bot: Bot
) -> None:
    async def answer(payload: Json) -> web.Response:
        await asyncio.sleep(0.1)
        return web.Response()

    bot.answer = answer
    for _ in range(3):
        await client.chat_postMessage(channel=CHURN, text="t", metadata=META)
    await slack.deliveries.settled()
    assert [one["failed"] for one in slack.deliveries.sent] == [None] * 3
    assert len(bot.received) == 3
    assert json.loads(bot.received[0][2])["event"]["metadata"] == META
