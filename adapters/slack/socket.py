"""Socket Mode: Slack's payloads over websockets, and a watchdog for a line that has gone deaf."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiohttp import WSMessage
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.response import BoltResponse
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.payloads import text
from adapters.slack.refusals import answered
from bot.clock import monotonic

log = structlog.get_logger("muster.slack.socket")

Json = dict[str, Any]
Receive = Callable[[Json], Awaitable[BoltResponse]]

LINES = 2
"""Connections held at once: Slack sends each payload to one of them, and closes each now and then."""
SILENCE = 60.0
"""Seconds without a word or a pong from Slack after which a line is dead."""
FAILURES = 3
"""Reconnections refused in a row after which it is better to start afresh."""
PING = 5.0


class Line(SocketModeClient):
    """One websocket of Slack's SDK that keeps its own account of when Slack was last heard.

    The SDK's ``is_connected`` cannot be trusted for this: it has been true for hours on a
    connection that no longer delivered anything.
    """

    def __init__(
        self, app_token: str, web_client: AsyncWebClient, logger: logging.Logger, ping: float
    ) -> None:
        super().__init__(
            app_token,
            logger=logger,
            web_client=web_client,
            ping_interval=ping,
            on_message_listeners=[self._spoke],
        )
        self.heard = monotonic()
        self.refused = 0
        self._pong: float | None = None

    async def connect(self) -> None:
        await super().connect()  # type: ignore[no-untyped-call]  # The SDK leaves it untyped.

    async def close(self) -> None:
        await super().close()  # type: ignore[no-untyped-call]  # The SDK leaves it untyped.

    async def issue_new_wss_url(self) -> str:
        try:
            url = await super().issue_new_wss_url()
        except Exception:
            self.refused += 1
            raise
        return url

    async def _spoke(self, message: WSMessage) -> None:
        self.heard, self.refused = monotonic(), 0
        if '"hello"' in str(message.data)[:200]:
            _warn_of_others(str(message.data))

    def silent_for(self) -> float:
        """Seconds since Slack was last heard on this line."""
        # The SDK sets the time itself where it is None, and otherwise from a pong.
        pong, before = self.last_ping_pong_time, self._pong
        self._pong = pong
        if pong is not None and before is not None and pong != before:
            self.heard = monotonic()
        return monotonic() - self.heard


class Socket:
    """Holds the lines, and calls ``on_dead`` once when one of them cannot be revived."""

    def __init__(
        self,
        app_token: str,
        api_url: str,
        receive: Receive,
        on_dead: Callable[[], None],
        logger: logging.Logger,
        *,
        lines: int = LINES,
        silence: float = SILENCE,
        ping: float = PING,
    ) -> None:
        self._receive, self._on_dead = receive, on_dead
        self._silence, self._ping = silence, ping
        self._token, self._logger = app_token, logger
        self._web = AsyncWebClient(
            token=app_token, base_url=api_url, logger=logger, retry_handlers=[]
        )
        self._wanted = lines
        self._lines: list[Line] = []
        self._watch: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Connect, and wait a moment for it. Raises the courier's exceptions where Slack refuses."""
        connecting: list[asyncio.Task[None]] = []
        for _ in range(self._wanted):
            call = self._web.apps_connections_open(app_token=self._token)
            opened = await answered(call, "apps.connections.open")
            line = Line(self._token, self._web, self._logger, self._ping)
            line.wss_uri = text(opened, "url")
            line.socket_mode_request_listeners.append(self._handle)
            self._lines.append(line)
            connecting.append(asyncio.create_task(line.connect()))
        self._watch = asyncio.create_task(self._watch_over())
        # The SDK tries for ever; beyond this moment the watchdog judges.
        await asyncio.wait(connecting, timeout=PING)

    async def stop(self) -> None:
        """Take nothing more in."""
        if self._watch is not None:
            self._watch.cancel()
        for line in self._lines:
            await line.close()
            await line.aiohttp_client_session.close()

    def trouble(self) -> str | None:
        """What is wrong with the lines, in a sentence; None if nothing is."""
        if self._watch is None:
            return "The socket to Slack is not open yet."
        silent = max(line.silent_for() for line in self._lines)
        if silent > self._silence / 2:
            return f"Slack has not been heard on a socket for {silent:.0f} seconds."
        return None

    async def _handle(self, line: AsyncBaseSocketModeClient, envelope: SocketModeRequest) -> None:
        since = monotonic()
        if not isinstance(envelope.payload, dict):
            log.warning("a malformed envelope was left unanswered")
            return
        response = await self._receive(envelope.payload)
        await send_async_response(line, envelope, response, since)

    async def _watch_over(self) -> None:
        while True:
            await asyncio.sleep(min(self._ping, self._silence) / 2)
            for line in self._lines:
                if line.silent_for() > self._silence or line.refused >= FAILURES:
                    log.error("a socket is dead", silent=line.silent_for(), refused=line.refused)
                    self._on_dead()
                    return


def _warn_of_others(hello: str) -> None:
    """Slack says how many connections the app has; more than ours are somebody else's."""
    try:
        connections = json.loads(hello).get("num_connections", 0)
    except (ValueError, AttributeError):
        return
    if isinstance(connections, int) and connections > LINES:
        log.warning("the app token is in use elsewhere too", connections=connections)
