"""A bot's life on Slack: its workspace, with the clock that Slack stamps messages with."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playground.installed import READING_HISTORY, SCOPES, App
from playground.server import Playground
from playground.town import Town
from tests.journeys.databases import Database
from tests.journeys.journey import Journey
from tests.journeys.lives import PATIENCE, Forge
from tests.journeys.modes import NO_DOOM, Doom, Mode


class Pushed:
    """The time that Slack stamps messages with: real time, and what the test has pushed."""

    def __init__(self) -> None:
        self.by = 0.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(time.time() + self.by, UTC)


class Slack:
    """The playground, as a journey knows its platform."""

    def __init__(self, town: Town, mode: Mode) -> None:
        self._pushed, self._history = Pushed(), mode.history
        self.playground = Playground(
            town,
            app=App(scopes=SCOPES | READING_HISTORY if mode.history else SCOPES),
            bot_url="http://127.0.0.1:1",
            clock=self._pushed,
            patience=PATIENCE,  # A slow machine is not a dead bot.
        )
        self.playground.faults.receipts = mode.receipts

    async def start(self) -> None:
        await self.playground.start()

    async def stop(self) -> None:
        await self.playground.stop()

    def push(self, seconds: float) -> None:
        self._pushed.by += seconds
        self.playground.machine.push(seconds)

    async def settled(self) -> None:
        await self.playground.deliveries.settled()

    async def deliver_to(self, url: str) -> None:
        await self.playground.deliver_to(url)

    def settings(self) -> dict[str, Any]:
        return {"api_url": self.playground.api_url, "history": self._history}


class SlackJourney(Journey):
    """A journey whose workspace can be looked into."""

    def __init__(
        self,
        forge: Forge,
        folder: Path,
        database: Database,
        mode: Mode,
        town: Town,
        begins: datetime,
    ) -> None:
        outside = Slack(town, mode)
        super().__init__(forge, folder, database, mode, outside, begins)
        self.slack = outside.playground


@asynccontextmanager
async def journey(
    forge: Forge,
    folder: Path,
    database: Database,
    mode: Mode,
    town: Town,
    begins: datetime,
    doom: Doom = NO_DOOM,
    again: Doom = NO_DOOM,
    lease_seconds: float = 15.0,
) -> AsyncIterator[SlackJourney]:
    """A journey that has begun, in a folder of its own."""
    one = SlackJourney(forge, folder, database, mode, town, begins)
    one.doom, one.again, one.lease_seconds = doom, again, lease_seconds
    try:
        await one.start()
        yield one
    finally:
        await one.end()
