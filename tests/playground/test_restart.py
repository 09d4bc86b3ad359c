"""Yesterday is still there after a restart, and the playground runs as a process of its own."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import HeldClock
from playground.diary import Diary
from playground.server import Playground
from playground.town import halcyon
from playground.ui.modals import Modals
from playground.world import World
from tests.playground.bot import Bot
from tests.playground.page import Page

CHURN, READING = "C01CHURN", "C01READING"
ROOT = Path(__file__).parents[2]
VIEW = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Open"},
    "blocks": [{"type": "divider"}],
}


async def test_messages_channels_people_and_open_forms_survive_a_restart(
    tmp_path: Path, bot: Bot, session: aiohttp.ClientSession, calendar: HeldClock
) -> None:
    async def start() -> tuple[Playground, AsyncWebClient, Page]:
        slack = Playground(bot_url=bot.url, clock=calendar, path=tmp_path / "slack.db")
        await slack.start()
        client = AsyncWebClient(
            token=slack.app.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
        )
        return slack, client, Page(slack.url, session)

    slack, client, ana = await start()
    head = (await client.chat_postMessage(channel=CHURN, text="head"))["ts"]
    await client.chat_postMessage(channel=CHURN, text="reply", thread_ts=head)
    await client.chat_update(channel=CHURN, ts=head, text="edited")
    gone = (await client.chat_postMessage(channel=CHURN, text="gone"))["ts"]
    await client.chat_delete(channel=CHURN, ts=gone)
    await client.chat_postMessage(channel="U01ANA", text="direct")
    await client.chat_postEphemeral(channel=CHURN, user="U01ANA", text="fleeting")
    await ana.do("read", channel=CHURN)
    await ana.do("invite", channel=READING)
    await ana.control("user", id="U01BO", tz="Asia/Tokyo")
    await ana.say(CHURN, "/standup")
    await client.views_open(trigger_id=bot.payloads[-1]["trigger_id"], view=VIEW)
    before = await ana.state()
    await slack.stop()

    calendar.moment -= timedelta(days=1)
    slack, client, ana = await start()
    after = await ana.state()
    kept = [one for one in before["messages"][CHURN] if not one["ephemeral"]]
    assert [one["text"] for one in kept] == ["edited", "reply"]
    assert after["messages"] == before["messages"] | {CHURN: kept}
    for part in ("channels", "dms", "users", "modal", "guide"):
        assert after[part] == before[part], part
    later = (await client.chat_postMessage(channel=CHURN, text="later"))["ts"]
    assert later > max(one["ts"] for one in before["messages"][CHURN])
    await slack.stop()


async def test_a_form_that_was_on_its_way_can_be_sent_again_after_a_restart(
    tmp_path: Path, calendar: HeldClock
) -> None:
    diary = Diary(tmp_path / "slack.db")
    world = World(halcyon(), calendar, diary)
    before = Modals(world, diary)
    before.sending(before.open("U01ANA", VIEW), True)
    after = Modals(world, diary).of("U01ANA")
    assert after is not None
    assert not after.waiting
    world.close()


@pytest.fixture
async def process(
    tmp_path: Path, bot: Bot
) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    manifest = {
        "oauth_config": {"scopes": {"bot": ["chat:write", "channels:history"]}},
        "settings": {"event_subscriptions": {"bot_events": []}},
        "features": {"slash_commands": [{"command": "/standup", "description": "d"}]},
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "playground.server", "--bot", bot.url),
        *("--keep", str(tmp_path / "slack.db"), "--manifest", str(tmp_path / "manifest.json")),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert running.stdout is not None
    url = (await running.stdout.readline()).decode().strip()
    yield running, url
    if running.returncode is None:
        running.kill()
        await running.wait()


async def test_it_serves_a_bot_of_another_process_and_stops_when_told(
    process: tuple[asyncio.subprocess.Process, str], bot: Bot, session: aiohttp.ClientSession
) -> None:
    running, url = process
    client = AsyncWebClient(
        token="xoxb-playground-bot", base_url=f"{url}/api/", session=session, retry_handlers=[]
    )
    await client.chat_postMessage(channel=CHURN, text="x")
    assert len((await client.conversations_history(channel=CHURN))["messages"]) == 1
    ana = Page(url, session)
    await ana.say(CHURN, "/standup hello")
    assert bot.payloads[0]["text"] == "hello"
    assert [one["command"] for one in (await ana.state())["commands"]] == ["/standup"]
    running.send_signal(signal.SIGTERM)
    async with asyncio.timeout(5):
        assert await running.wait() == 0
