"""A bot's life on Teams: its tenant, its connector, and the people who act."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from playground.teams.server import TeamsPlayground
from tests.journeys.databases import Database
from tests.journeys.journey import Journey
from tests.journeys.lives import Forge
from tests.journeys.modes import NO_DOOM, Doom, Mode

BREATH = 0.02
"""Seconds in which an answer that follows by itself has left the bot, or waits in its outbox."""


class Teams:
    """The stand-in, as a journey knows its platform. It has no clock of its own that matters."""

    def __init__(self, folder: Path) -> None:
        self.playground = TeamsPlayground(folder)

    async def start(self) -> None:
        await self.playground.start()

    async def stop(self) -> None:
        await self.playground.stop()

    def push(self, seconds: float) -> None:
        pass

    async def settled(self) -> None:
        await asyncio.sleep(BREATH)

    async def deliver_to(self, url: str) -> None:
        self.playground.deliver_to(url)

    def settings(self) -> dict[str, Any]:
        return {
            "teams": self.playground.settings,
            "certificate": str(self.playground.certificate),
        }


class TeamsJourney(Journey):
    """A journey whose tenant can be looked into."""

    def __init__(
        self, forge: Forge, folder: Path, database: Database, mode: Mode, begins: datetime
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        outside = Teams(folder)
        super().__init__(forge, folder, database, mode, outside, begins)
        self.teams = outside.playground
        tenant = self.teams.tenant
        self.ana = tenant.person("Ana", "Europe/Berlin")
        self.priya = tenant.person("Priya", "Asia/Kolkata")
        self.lena = tenant.person("Lena", "Europe/Berlin")
        self.diego = tenant.person("Diego", "America/Sao_Paulo")
        self.bo = tenant.person("Bo", "Europe/Paris")
        self.everybody = (self.ana, self.priya, self.lena, self.diego, self.bo)
        team = tenant.team("churn", *self.everybody)
        self.channel = tenant.channel(team, "churn-model")


@asynccontextmanager
async def journey(
    forge: Forge,
    folder: Path,
    database: Database,
    mode: Mode,
    begins: datetime,
    doom: Doom = NO_DOOM,
) -> AsyncIterator[TeamsJourney]:
    """A journey that has begun, in a folder of its own."""
    one = TeamsJourney(forge, folder, database, mode, begins)
    one.doom = doom
    try:
        await one.start()
        yield one
    finally:
        await one.end()
