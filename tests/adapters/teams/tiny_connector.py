"""A connector on a local port that answers as it is told, in ways that the stand-in never would."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web

from adapters.teams.connector import Connector
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from bot.clock import monotonic


@dataclass
class Obedient:
    """Gives every call the same answer, and writes down how it was asked."""

    connector: Connector
    url: str = ""
    calls: list[str] = field(default_factory=list)
    """Method, path and query, as they came over the wire."""
    reply: Callable[[], web.Response] = web.Response

    async def answer(self, request: web.Request) -> web.Response:
        await request.read()
        self.calls.append(f"{request.method} {request.raw_path}")
        return self.reply()


@asynccontextmanager
async def obedient() -> AsyncIterator[Obedient]:
    settings = TeamsSettings(insecure_loopback=True)
    async with aiohttp.ClientSession() as session:
        there = Obedient(Connector(settings, Tokens(settings, monotonic), session))
        application = web.Application()
        application.router.add_route("*", "/{path:.*}", there.answer)
        runner = web.AppRunner(application, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        there.url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
        try:
            yield there
        finally:
            await runner.cleanup()
