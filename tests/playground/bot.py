"""A bot of a few lines for the playground's tests: a real local server that keeps what it is sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web

Json = dict[str, Any]


class Bot:
    """Answers ``POST /slack/events`` with what ``answer`` returns."""

    def __init__(self) -> None:
        self.received: list[tuple[Json, dict[str, str], bytes]] = []
        """Payload, headers, and raw body of each request."""
        self.answer: Callable[[Json], Awaitable[web.Response]] = self._nothing
        self.url = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        application = web.Application()
        application.router.add_post("/slack/events", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    @property
    def payloads(self) -> list[Json]:
        return [payload for payload, _, _ in self.received]

    def events(self, kind: str) -> list[Json]:
        """The inner events of one kind."""
        events = [one["event"] for one in self.payloads if one.get("type") == "event_callback"]
        return [one for one in events if one["type"] == kind]

    async def until(self, count: int) -> None:
        """Wait until so many requests have come."""
        async with asyncio.timeout(5):
            while len(self.received) < count:  # noqa: ASYNC110  a test waits for what a socket brings
                await asyncio.sleep(0.005)

    async def _nothing(self, payload: Json) -> web.Response:
        return web.Response()

    async def _handle(self, request: web.Request) -> web.Response:
        raw = await request.read()
        if request.content_type == "application/json":
            payload = json.loads(raw)
        else:
            form = dict(parse_qsl(raw.decode(), keep_blank_values=True))
            payload = json.loads(form["payload"]) if "payload" in form else form
        self.received.append((payload, dict(request.headers), raw))
        return await self.answer(payload)
