"""Socket Mode: the same payloads over a line that can go deaf, and a watchdog that notices."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from pydantic import SecretStr
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.settings import SlackSettings
from adapters.slack.socket import Line, Socket
from bot.happening import Outcome, Show
from bot.intents import Said
from bot.mail import CannotStart
from bot.messages import Message
from tests.adapters.conftest import Build
from tests.adapters.payloads import command
from tests.adapters.tiny_slack import Say, TinySlack

Json = dict[str, Any]
LOGGER = logging.getLogger("muster.slack.sdk")


async def nothing(_body: Json) -> BoltResponse:
    return BoltResponse(status=200)


Open = Callable[..., Awaitable[tuple[Socket, asyncio.Event]]]


@pytest.fixture
async def open_socket(slack: TinySlack) -> AsyncIterator[Open]:
    """Open a socket with these patiences; ``dead`` is set when the watchdog barks."""
    opened: list[Socket] = []

    async def start(**patience: Any) -> tuple[Socket, asyncio.Event]:
        dead = asyncio.Event()
        socket = Socket("xapp-1", slack.api_url, nothing, dead.set, LOGGER, **patience)
        opened.append(socket)
        await socket.start()
        return socket, dead

    yield start
    for socket in opened:
        await socket.stop()


async def test_a_payload_over_the_socket_is_answered_by_its_envelope(
    build: Build, settings: SlackSettings, slack: TinySlack
) -> None:
    bot = await build(settings.model_copy(update={"app_token": SecretStr("xapp-1-secret")}))
    bot.door.outcome = Outcome(Show(Message("All quiet", ())))
    assert len(slack.sockets) == 2
    envelope = {"envelope_id": "e-1", "type": "slash_commands", "payload": command("list")}
    await slack.sockets[0].send_json(envelope)
    answer = await slack.until("socket")
    assert answer["envelope_id"] == "e-1"
    assert answer["payload"]["text"] == "All quiet"
    assert bot.door.last.intent == Said("standup", "list")
    assert await bot.slack.ready() is None


async def test_another_installations_payload_over_the_socket_is_left_unanswered(
    build: Build, settings: SlackSettings, slack: TinySlack
) -> None:
    bot = await build(settings.model_copy(update={"app_token": SecretStr("xapp-1-secret")}))
    for id, payload in (("e-1", command(team_id="T2")), ("e-2", command())):
        envelope = {"envelope_id": id, "type": "slash_commands", "payload": payload}
        await slack.sockets[0].send_json(envelope)
    assert (await slack.until("socket"))["envelope_id"] == "e-2"
    assert len(bot.door.happenings) == 1


async def test_a_refused_app_token_stops_the_start_with_a_sentence_that_names_it(
    build: Build, settings: SlackSettings, slack: TinySlack
) -> None:
    slack.refuses_sockets = True
    slack.answers["apps.connections.open"] = [Say(error="invalid_auth")]
    with pytest.raises(CannotStart, match="MUSTER_SLACK__APP_TOKEN was refused"):
        await build(settings.model_copy(update={"app_token": SecretStr("xapp-1-secret")}))


async def test_a_line_that_answers_pings_lives_without_a_word(open_socket: Open) -> None:
    socket, dead = await open_socket(silence=0.6, ping=0.1)
    await asyncio.sleep(1.5)
    assert not dead.is_set()
    assert socket.trouble() is None


async def test_a_line_that_is_open_and_deaf_is_dead(open_socket: Open, slack: TinySlack) -> None:
    slack.pongs = False
    _, dead = await open_socket(silence=0.5, ping=5.0)
    await asyncio.wait_for(dead.wait(), 3)


async def test_a_deaf_line_is_no_longer_ready_before_it_is_dead(
    open_socket: Open, slack: TinySlack
) -> None:
    slack.pongs = False
    socket, dead = await open_socket(silence=2.0, ping=5.0)
    await asyncio.sleep(1.2)
    assert not dead.is_set()
    assert "not been heard" in (socket.trouble() or "")


async def test_only_a_pong_that_follows_another_is_a_sign_of_life() -> None:
    line = Line("xapp-1", AsyncWebClient(), LOGGER, 5.0)
    line.heard -= 50
    line.last_ping_pong_time = 1.0  # The SDK writes the first one by itself.
    assert line.silent_for() > 49
    line.last_ping_pong_time = 6.0
    assert line.silent_for() < 1
    await line.close()
    await line.aiohttp_client_session.close()


async def test_a_closed_line_is_opened_again(open_socket: Open, slack: TinySlack) -> None:
    _, dead = await open_socket(lines=1, silence=3.0, ping=0.1)
    await slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
    await slack.until("apps.connections.open", 2)
    await slack.until("hello", 2)
    assert not dead.is_set()


async def test_three_reconnections_refused_are_the_end(open_socket: Open, slack: TinySlack) -> None:
    _, dead = await open_socket(lines=1, silence=30.0, ping=0.1)
    slack.refuses_sockets = True
    await slack.sockets[0].close()
    await asyncio.wait_for(dead.wait(), 5)
    assert len(slack.said("apps.connections.open")) >= 4
