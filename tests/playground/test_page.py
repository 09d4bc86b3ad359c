"""The page's own routes: what each person sees, and what they can do there."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import HeldClock
from playground.server import Playground
from tests.playground.bot import Bot
from tests.playground.conftest import MORNING
from tests.playground.page import Page

Json = dict[str, Any]
CHURN, READING, PRICING = "C01CHURN", "C01READING", "C01PRICING"


async def test_the_state_has_all_that_the_page_draws(ana: Page) -> None:
    state = await ana.state()
    assert set(state) == {
        "version", "now", "workspace", "bot", "me", "users", "channels", "dms", "messages",
        "modal", "home", "files", "commands", "agenda", "guide", "busy", "notice",
        "colleagues",
    }  # fmt: skip
    assert state["now"] == MORNING.isoformat()
    assert state["workspace"] == {"name": "Halcyon Forecasting"}
    assert state["bot"] == {"id": "U01MUSTER", "name": "Muster"}
    assert state["me"]["real_name"] == "Ana Duarte"
    assert {one["command"] for one in state["commands"]} == {"/standup", "/muster"}
    assert (state["modal"], state["agenda"], state["busy"]) == (None, [], False)
    channel = next(one for one in state["channels"] if one["id"] == CHURN)
    assert set(channel) == {
        "id", "name", "private", "archived", "member", "members", "bot_present", "topic", "unread",
    }  # fmt: skip


async def test_the_town_spans_the_world(ana: Page) -> None:
    state = await ana.state()
    people = [one for one in state["users"].values() if not one["is_bot"]]
    assert len(people) >= 12
    zones = {one["tz"] for one in people}
    assert len(zones) >= 5
    assert "Asia/Kolkata" in zones
    assert all(one["title"] and one["color"] for one in people)


async def test_everybody_sees_public_channels_and_their_own_private_places(ana: Page) -> None:
    def named(state: Json) -> set[str]:
        return {one["name"] for one in state["channels"]}

    assert "pricing-review" in named(await ana.state())
    kenji = await ana.acting_as("U01KENJI").state()
    assert "pricing-review" not in named(kenji)
    assert "reading-group" in named(kenji)
    assert PRICING not in kenji["messages"]
    assert [one["user"] for one in kenji["dms"]] == ["U01MUSTER"]
    reading = next(one for one in kenji["channels"] if one["id"] == READING)
    assert (reading["member"], reading["bot_present"]) == (True, False)


async def test_what_is_said_is_unread_until_it_is_read(client: AsyncWebClient, ana: Page) -> None:
    async def unread(page: Page) -> tuple[int, int]:
        state = await page.state()
        channel = next(one for one in state["channels"] if one["id"] == CHURN)
        return channel["unread"], state["dms"][0]["unread"]

    bo = ana.acting_as("U01BO")
    await ana.say(CHURN, "hello")
    head = (await client.chat_postMessage(channel=CHURN, text="x"))["ts"]
    await client.chat_postMessage(channel=CHURN, text="reply", thread_ts=head)
    await client.chat_postMessage(channel="U01BO", text="for Bo")
    assert await unread(bo) == (2, 1)
    assert await unread(ana) == (1, 0)
    await bo.do("read", channel=CHURN)
    assert await unread(bo) == (0, 1)
    assert await unread(ana.acting_as("U01JUNE")) == (0, 0)


async def test_a_message_is_escaped_and_its_mentions_are_real(ana: Page) -> None:
    await ana.say(CHURN, "@Bo & <b> #platform")
    (message,) = await ana.sees(CHURN)
    assert message["text"] == "<@U01BO> &amp; &lt;b&gt; <#C01PLATFORM|platform>"
    assert message["user"] == "U01ANA"


async def test_people_reply_in_threads(ana: Page) -> None:
    await ana.say(CHURN, "head")
    head = (await ana.sees(CHURN))[0]["ts"]
    await ana.say(CHURN, "reply", thread_ts=head)
    reply = (await ana.sees(CHURN))[1]
    await ana.say(CHURN, "to the reply", thread_ts=reply["ts"])
    assert [one["thread_ts"] for one in await ana.sees(CHURN)] == [None, head, head]
    assert (await ana.sees(CHURN))[0]["reply_count"] == 2


async def test_what_cannot_be_said_is_refused_in_a_sentence(ana: Page) -> None:
    assert (await ana.say(CHURN, "  "))["error"] == "Type something first."
    assert "Join" in (await ana.acting_as("U01JUNE").say(CHURN, "hi"))["error"]
    assert (await ana.say("C0NOWHERE", "hi"))["status"] == 409
    assert (await ana.acting_as("U01KENJI").say(PRICING, "hi"))["status"] == 409
    assert (await ana.acting_as("U01MUSTER").say(CHURN, "hi"))["status"] == 409
    assert (await ana.say(CHURN, "hi", thread_ts="1.000000"))["error"] == "The thread is gone."
    await ana.control("channel", id=CHURN, archived=True)
    assert (await ana.say(CHURN, "hi"))["error"] == "This channel is archived."


async def test_an_unknown_command_is_answered_by_slackbot(ana: Page, bot: Bot) -> None:
    await ana.say(CHURN, "/stnadup new")
    (shown,) = await ana.sees(CHURN)
    assert shown["text"].startswith("/stnadup is not a valid command")
    assert (shown["user"], shown["ephemeral"]) == ("USLACKBOT", True)
    assert bot.payloads == []


async def test_a_command_cannot_be_typed_in_a_thread(ana: Page, bot: Bot) -> None:
    await ana.say(CHURN, "head")
    head = (await ana.sees(CHURN))[0]["ts"]
    await ana.say(CHURN, "/standup", thread_ts=head)
    shown = (await ana.sees(CHURN))[-1]
    assert shown["text"] == "/standup is not supported in threads. Sorry!"
    assert shown["thread_ts"] == head
    assert bot.payloads == []


async def test_invite_and_leave_can_be_typed(ana: Page) -> None:
    async def members() -> list[str]:
        found = (await ana.state())["channels"]
        return list(next(one["members"] for one in found if one["id"] == READING))

    await ana.say(READING, "/invite @Muster")
    assert "U01MUSTER" in await members()
    await ana.say(READING, "/invite @nobody")
    assert (await ana.sees(READING))[-1]["text"] == "Nobody here is called @nobody."
    await ana.say(READING, "/leave")
    assert "U01ANA" not in await members()
    assert (await ana.say(READING, "/invite @Bo"))["status"] == 409


async def test_the_page_hears_of_every_change(
    slack: Playground, ana: Page, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    async with session.get(f"{slack.url}/ui/events") as stream:

        async def version() -> int:
            async with asyncio.timeout(2):
                while not (line := await stream.content.readline()).startswith(b"data:"):
                    continue
            return int(json.loads(line.removeprefix(b"data:"))["version"])

        assert stream.content_type == "text/event-stream"
        first = await version()
        await client.chat_postMessage(channel=CHURN, text="x")
        second = await version()
        await ana.do("read", channel=CHURN)
        assert first < second < await version()
        assert (await ana.state())["version"] == slack.world.version


class Walk:
    """A stage of one day on which one thing happens; a push waits until it is let go."""

    def __init__(self, calendar: HeldClock) -> None:
        self.calendar, self.pushed, self.go = calendar, list[str](), asyncio.Event()

    def now(self) -> datetime:
        return self.calendar.moment

    def upcoming(self) -> Sequence[tuple[datetime, str]]:
        return [(MORNING + timedelta(minutes=30), "The standup begins")]

    async def push(self, to: str) -> None:
        self.pushed.append(to)
        await self.go.wait()
        self.calendar.moment += timedelta(hours=1)


@pytest.fixture
async def staged(calendar: HeldClock) -> AsyncIterator[Playground]:
    slack = Playground(clock=calendar, stage=Walk(calendar))
    await slack.start()
    yield slack
    await slack.stop()


async def test_the_clock_is_pushed_once_at_a_time(
    staged: Playground, session: aiohttp.ClientSession
) -> None:
    page = Page(staged.url, session)
    walk = staged.screen.stage
    assert isinstance(walk, Walk)
    assert (await page.state())["agenda"] == [
        {"when": (MORNING + timedelta(minutes=30)).isoformat(), "text": "The standup begins"}
    ]
    pushing = asyncio.create_task(page.do("clock", push="hour"))
    await asyncio.sleep(0.05)
    assert (await page.state())["busy"]
    assert (await page.do("clock", push="day"))["status"] == 409
    walk.go.set()
    assert (await pushing)["ok"]
    state = await page.state()
    assert (state["busy"], state["now"]) == (False, (MORNING + timedelta(hours=1)).isoformat())
    assert (await page.do("clock", push="year"))["status"] == 409
    assert walk.pushed == ["hour"]


async def test_without_a_stage_there_is_no_clock_to_push(
    slack: Playground, session: aiohttp.ClientSession
) -> None:
    async with session.post(f"{slack.url}/ui/clock", json={"push": "next"}) as response:
        assert response.status == 404
