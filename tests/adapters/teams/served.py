"""The whole of Teams' adapter behind its web server, with the stand-in on the other side."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp.test_utils import unused_port

from adapters.teams.connector import Connector
from adapters.teams.neighbour import Teams
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from adapters.web.application import Server, application
from bot.clock import machine_time, monotonic
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person
from tests.adapters.teams.answering import Memory, Quiet


@dataclass
class Served:
    """A tenant of three people with a team, and the bot that serves it."""

    playground: TeamsPlayground
    teams: Teams
    settings: TeamsSettings
    door: Quiet
    memory: Memory
    connector: Connector
    """One beside the bot's own, for calls of the test's."""
    tokens: Tokens
    ahead: list[float]
    """Seconds that the bot's clocks are ahead."""
    ana: Person
    bo: Person
    chen: Person
    channel: Conversation
    url: str = ""

    @property
    def service(self) -> str:
        return self.playground.people.service


@asynccontextmanager
async def served(folder: Path, *, public: bool = True) -> AsyncIterator[Served]:
    """A bot that serves the stand-in. ``REQUESTS_CA_BUNDLE`` has to name ``folder``'s certificate.

    ``public`` is whether it knows where others reach it.
    """
    playground = TeamsPlayground(folder)
    await playground.start()
    tenant = playground.tenant
    ana, bo = tenant.person("Ana"), tenant.person("Bo", "America/New_York")
    chen = tenant.person("Chen", "Asia/Tokyo", installed=False)
    channel = tenant.channel(tenant.team("churn", ana, bo, chen), "churn-model")
    settings = TeamsSettings.model_validate(playground.settings)
    door, memory, ahead = Quiet(), Memory(), [0.0]
    url = f"http://127.0.0.1:{(port := unused_port())}"
    teams = Teams(
        settings,
        door,
        memory,
        public_url=f"{url}/" if public else None,
        machine_time=lambda: machine_time() + ahead[0],
    )
    tokens = Tokens(settings, lambda: monotonic() + ahead[0])
    server = Server(application(teams.routes(), {"teams": teams.ready}), "127.0.0.1", port)
    async with aiohttp.ClientSession() as session:
        connector = Connector(settings, tokens, session)
        await teams.start()
        await server.start()
        playground.deliver_to(url)
        parts = playground, teams, settings, door, memory, connector, tokens, ahead
        yield Served(*parts, ana, bo, chen, channel, url)
        await server.stop()
        await teams.stop()
    await playground.stop()
