"""The bot in the Agents Playground: its page, its other people, and a clock that the test walks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from playwright.async_api import Browser

from adapters.clockwork import walk
from adapters.teams.settings import TeamsSettings
from bot.app import App, build
from bot.clock import HeldClock
from bot.settings import Settings
from tests.agents.others import Other
from tests.agents.page import AgentsPage, visit
from tests.agents.playground import AgentsPlayground, agents_playground
from tests.agents.tenant import Person
from tests.journeys.started import PATIENCE

Json = dict[str, Any]


@dataclass
class Desk:
    """Where Ana sits: the page, what she does there, and a picture of each thing that she saw."""

    page: AgentsPage
    playground: AgentsPlayground
    session: ClientSession
    album: Path
    taken: list[str] = field(default_factory=list)

    async def pictures(self, what: str) -> None:
        self.taken.append(what)
        await self.page.pictures(self.album / f"{len(self.taken):02}-{what}.png")

    async def writes(self, label: str, words: str) -> None:
        """Type over what stands in a field, since the page overlooks a text that is put there whole."""
        await self.page.field(label).click()
        await self.page.page.keyboard.press("Control+A")
        await self.page.page.keyboard.press("Delete")
        await self.page.page.keyboard.type(words)

    async def adds(self, place: str) -> None:
        """Add the bot once more to a chat, or to a channel's team."""
        await self._tells(place, "Install application", "add")

    async def removes(self, place: str) -> None:
        """Take the bot out of a chat, or of a channel's team."""
        await self._tells(place, "Uninstall application", "remove")

    async def _tells(self, place: str, what: str, action: str) -> None:
        """Until the bot has taken it."""
        before = self._installations()
        await self.page.opens(place)
        await self.page.mocks(what)
        async with asyncio.timeout(PATIENCE):
            while self._installations() == before:  # noqa: ASYNC110  a file rings no bell
                await asyncio.sleep(0.02)
        assert self._installations() == [*before, action]

    def other(self, person: Person) -> Other:
        return Other(self.playground, self.session, person)

    def opened(self, person: Person) -> int:
        """How often the bot has asked for somebody's own chat."""
        bodies = [
            call["request"]["body"]
            for call in self._calls()
            if call["request"]["url"].endswith("/v3/conversations")
        ]
        return [one["members"][0]["id"] for one in bodies if "members" in one].count(person.account)

    def _installations(self) -> list[str]:
        bodies = [call["request"].get("body") or {} for call in self._calls()]
        return [one["action"] for one in bodies if one.get("type") == "installationUpdate"]

    def _calls(self) -> list[Json]:
        """Everything that went to the bot and from it, each with what it was answered."""
        *calls, _ = self.playground.recording.read_text().split("\n---\n")
        return [json.loads(call) for call in calls]


@dataclass
class Day:
    """The bot in the test's own process, and Ana's desk."""

    app: App
    clock: HeldClock
    desk: Desk

    async def walks(self, to: datetime) -> None:
        """Through everything that is due until then, and until all of it is delivered."""
        app = self.app
        await walk(to, app.heartbeat, app.storage, self.clock, app.courier.settle)


@asynccontextmanager
async def desk(folder: Path, browser: Browser, bot_url: str) -> AsyncIterator[Desk]:
    """A playground for the bot at this address. Opening its page adds the bot to Ana's own chat."""
    url = f"{bot_url}/api/messages"
    async with (
        agents_playground(folder, url, by_account=True) as playground,
        ClientSession() as session,
    ):
        page = await visit(browser, playground.url)
        yield Desk(page, playground, session, folder / "pictures")
        assert page.wrong == []


@asynccontextmanager
async def day(folder: Path, browser: Browser, begins: datetime) -> AsyncIterator[Day]:
    """As `muster serve` runs it without an app id, but for the calendar."""
    settings = Settings(
        database_url=f"sqlite:///{folder / 'muster.db'}",
        port=0,
        teams=TeamsSettings(insecure_loopback=True),
    )
    clock = HeldClock(begins)
    app = build(settings, clock)
    await app.start()
    try:
        async with desk(folder, browser, f"http://127.0.0.1:{app.port}") as opened:
            yield Day(app, clock, opened)
    finally:
        await app.stop()
