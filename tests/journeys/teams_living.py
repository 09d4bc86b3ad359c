"""The whole bot on Teams in the test's own process, with a clock that only the test moves."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from adapters.clockwork import walk
from adapters.teams.settings import TeamsSettings
from bot.app import App, build
from bot.clock import HeldClock
from bot.settings import Settings
from playground.teams import cards
from playground.teams.people import People
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person

PATIENCE = 10.0


@dataclass
class Living:
    """A tenant and the bot that serves it."""

    playground: TeamsPlayground
    app: App
    clock: HeldClock

    @property
    def people(self) -> People:
        return self.playground.people

    def inbox(self, person: Person) -> str:
        """What somebody reads in their own chat with the bot."""
        return self.reads(person, self.playground.chat(person))

    def reads(self, person: Person, where: Conversation) -> str:
        seen = [self.people.sees(person, one) or {} for one in where.standing()]
        return "\n---\n".join(map(cards.text, seen))

    async def walks(self, to: datetime) -> None:
        app = self.app
        await walk(to, app.heartbeat, app.storage, self.clock, app.courier.settle)

    async def until(self, true: Callable[[], bool]) -> None:
        """Wait for what follows an answer by itself, such as a form that comes to one's own chat."""
        async with asyncio.timeout(PATIENCE):
            while not true():
                await self.app.courier.settle()
                await asyncio.sleep(0.01)

    async def sets_up(self, who: Person, channel: Conversation, **typed: str) -> None:
        await self.people.says(who, channel, "@Muster standup new")
        await self.until(lambda: "[Save]" in self.inbox(who))
        await self.people.presses(who, self.playground.chat(who), "Save", **typed)
        await self.app.courier.settle()


@asynccontextmanager
async def living(
    folder: Path, environment: pytest.MonkeyPatch, begins: datetime
) -> AsyncIterator[Living]:
    environment.setenv("REQUESTS_CA_BUNDLE", str(folder / "login.pem"))
    playground, clock = TeamsPlayground(folder), HeldClock(begins)
    await playground.start()
    settings = Settings(
        database_url=f"sqlite:///{folder / 'muster.db'}",
        port=0,
        teams=TeamsSettings.model_validate(playground.settings),
    )
    app = build(settings, clock)
    await app.start()
    await app.heartbeat.stop()
    playground.deliver_to(f"http://127.0.0.1:{app.port}")
    try:
        yield Living(playground, app, clock)
    finally:
        await app.stop()
        await playground.stop()
