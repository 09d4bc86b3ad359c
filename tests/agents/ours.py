"""Our own adapter on the other side of the Agents Playground, and Ana at its page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp.test_utils import unused_port
from playwright.async_api import Browser

from adapters.teams.door import Door
from adapters.teams.neighbour import Teams
from adapters.teams.settings import TeamsSettings
from adapters.web.application import Server, application
from tests.adapters.teams.answering import Memory
from tests.agents.page import AgentsPage, visit
from tests.agents.playground import agents_playground


@asynccontextmanager
async def ours(
    where: Path, browser: Browser, door: Door, memory: Memory
) -> AsyncIterator[tuple[Teams, AgentsPage]]:
    """For as long as the block; a fault of the page's is one of the test's."""
    port = unused_port()
    url = f"http://127.0.0.1:{port}"
    teams = Teams(TeamsSettings(insecure_loopback=True), door, memory, public_url=url)
    server = Server(application(teams.routes(), {}), "127.0.0.1", port)
    await teams.start()
    await server.start()
    try:
        async with agents_playground(where, f"{url}/api/messages") as playground:
            ana = await visit(browser, playground.url)
            yield teams, ana
            assert ana.wrong == []
            await ana.page.close()
    finally:
        await server.stop()
        await teams.stop()
