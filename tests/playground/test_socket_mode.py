"""Socket Mode, driven by the client that bots use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

import aiohttp
import pytest
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import HeldClock
from playground.machine import Machine
from playground.server import Playground
from tests.playground.conftest import Seconds
from tests.playground.page import Page
from tests.playground.refusing import refused

CHURN = "C01CHURN"
META = {"event_type": "row", "event_payload": {"id": "7"}}


@pytest.fixture
async def slack(calendar: HeldClock, seconds: Seconds) -> AsyncIterator[Playground]:
    slack = Playground(clock=calendar, machine=Machine(seconds), patience=0.3, ping_seconds=0.05)
    await slack.start()
    yield slack
    await slack.stop()


class Socket:
    """A bot that is connected, keeps what comes, and answers it."""

    def __init__(self, slack: Playground, ping_interval: float) -> None:
        self.requests: list[SocketModeRequest] = []
        self.answer: dict[str, Any] | None = None
        self.silent = False
        self.client = SocketModeClient(
            app_token=slack.app.app_token,
            web_client=AsyncWebClient(token=slack.app.app_token, base_url=slack.api_url),
            ping_interval=ping_interval,
        )
        self.client.socket_mode_request_listeners.append(self._take)

    async def _take(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        self.requests.append(request)
        if not self.silent:
            await client.send_socket_mode_response(
                SocketModeResponse(request.envelope_id, self.answer)
            )


class Connect(Protocol):
    async def __call__(self, ping_interval: float = 0.1) -> Socket: ...


@pytest.fixture
async def connected(slack: Playground) -> AsyncIterator[Connect]:
    sockets: list[Socket] = []

    async def connect(ping_interval: float = 0.1) -> Socket:
        socket = Socket(slack, ping_interval)
        await socket.client.connect()
        sockets.append(socket)
        return socket

    yield connect
    for socket in sockets:
        await socket.client.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110  a test waits for what a socket brings
            await asyncio.sleep(0.01)


async def test_a_command_goes_over_the_socket_and_its_ack_is_the_answer(
    connected: Connect, ana: Page
) -> None:
    socket = await connected()
    socket.answer = {"text": "Over the socket"}
    await ana.say(CHURN, "/standup now")
    (request,) = socket.requests
    assert (request.type, request.payload["text"]) == ("slash_commands", "now")
    assert request.accepts_response_payload
    assert [one["text"] for one in await ana.sees(CHURN)] == ["Over the socket"]


async def test_an_event_that_is_not_acknowledged_comes_again_with_its_count(
    slack: Playground, connected: Connect, client: AsyncWebClient
) -> None:
    socket = await connected()
    socket.silent = True
    await client.chat_postMessage(channel=CHURN, text="x", metadata=META)
    await until(lambda: len(socket.requests) == 2)
    socket.silent = False
    assert [one.retry_attempt for one in socket.requests] == [0, 1]
    assert socket.requests[1].retry_reason == "http_timeout"
    assert not socket.requests[0].accepts_response_payload


async def test_each_delivery_goes_to_one_connection(connected: Connect, ana: Page) -> None:
    first, second = await connected(), await connected()
    for _ in range(4):
        await ana.say(CHURN, "/standup")
    assert len(first.requests) == len(second.requests) == 2


async def test_without_a_connection_a_command_fails(ana: Page) -> None:
    await ana.say(CHURN, "/standup")
    (shown,) = await ana.sees(CHURN)
    assert shown["text"] == '/standup failed with the error "dispatch_failed"'


async def test_a_connection_that_is_told_to_go_comes_back(
    slack: Playground, connected: Connect, ana: Page
) -> None:
    socket = await connected()
    before = socket.client.current_session
    await ana.control("socket", do="disconnect")
    await until(lambda: socket.client.current_session is not before and slack.sockets.count == 1)
    await ana.say(CHURN, "/standup")
    assert len(socket.requests) == 1


async def test_a_warning_leaves_the_connection_open(
    slack: Playground, session: aiohttp.ClientSession, ana: Page
) -> None:
    async with session.ws_connect(slack.sockets.ticket(slack.url)) as link:
        hello = await link.receive_json()
        assert (hello["type"], hello["num_connections"]) == ("hello", 1)
        await ana.control("socket", do="disconnect", reason="warning")
        assert (await link.receive_json())["reason"] == "warning"
        assert slack.sockets.count == 1


async def test_a_deaf_connection_stays_open_and_hears_nothing(
    slack: Playground, connected: Connect, ana: Page
) -> None:
    socket = await connected(ping_interval=5)
    await ana.control("socket", do="deafen")
    session = socket.client.current_session
    await ana.say(CHURN, "/standup")
    (shown,) = await ana.sees(CHURN)
    assert shown["text"] == '/standup failed with the error "operation_timeout"'
    assert socket.requests == []
    assert session is not None
    assert not session.closed


async def test_the_server_pings_until_it_is_deaf(
    slack: Playground, session: aiohttp.ClientSession, ana: Page
) -> None:
    async with session.ws_connect(slack.sockets.ticket(slack.url), autoping=False) as link:
        await link.receive_json()
        assert (await link.receive()).type is aiohttp.WSMsgType.PING
        await link.ping(b"mine")
        while (heard := await link.receive()).type is not aiohttp.WSMsgType.PONG:
            assert heard.type is aiohttp.WSMsgType.PING
        assert heard.data == b"mine"
        await ana.control("socket", do="deafen")
        await link.ping(b"more")
        with pytest.raises(TimeoutError):
            await link.receive(timeout=0.3)


async def test_a_ticket_is_good_once_and_there_are_ten_connections(
    slack: Playground, session: aiohttp.ClientSession
) -> None:
    url = slack.sockets.ticket(slack.url)
    links = [await session.ws_connect(url)]
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(url)
    for _ in range(9):
        links.append(await session.ws_connect(slack.sockets.ticket(slack.url)))
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(slack.sockets.ticket(slack.url))
    for link in links:
        await link.close()


async def test_connecting_needs_the_app_s_own_token(client: AsyncWebClient) -> None:
    call = client.api_call("apps.connections.open")
    assert (await refused(call))["error"] == "not_allowed_token_type"


async def test_noise_on_the_line_is_no_ack(
    slack: Playground, session: aiohttp.ClientSession, ana: Page
) -> None:
    async with session.ws_connect(slack.sockets.ticket(slack.url)) as link:
        await link.receive_json()
        command = asyncio.create_task(ana.say(CHURN, "/standup"))
        envelope = await link.receive_json()
        for noise in ("not json", "[]", '{"envelope_id": "another"}'):
            await link.send_str(noise)
        await link.send_json({"envelope_id": envelope["envelope_id"], "payload": {"text": "ok"}})
        await command
    assert [one["text"] for one in await ana.sees(CHURN)] == ["ok"]
