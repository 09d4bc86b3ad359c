"""A bot as one process after another, with its clocks and those of its platform in the test's hand."""

from __future__ import annotations

import signal
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from tests.journeys.databases import Database
from tests.journeys.lives import Died, Forge, Life
from tests.journeys.modes import NEITHER, NO_DOOM, Doom, Mode
from tests.journeys.mortal import Order

Json = dict[str, Any]
T = TypeVar("T")


MOST_DEATHS = 60
"""A bot that has died so often on one day makes no headway."""


class Outside(Protocol):
    """The platform that the bot lives on."""

    async def start(self) -> None: ...
    async def stop(self) -> None: ...
    def push(self, seconds: float) -> None:
        """Its clock goes forward."""

    async def settled(self) -> None:
        """Until it has nothing more to tell the bot now."""

    async def deliver_to(self, url: str) -> None: ...
    def settings(self) -> dict[str, Any]:
        """What an ``Order`` says of it."""


class Journey:
    """Keeps a bot alive: where it died, it is started again, and a minute later nothing may be stuck."""

    def __init__(
        self,
        forge: Forge,
        folder: Path,
        database: Database,
        mode: Mode,
        outside: Outside,
        begins: datetime,
    ) -> None:
        self._forge, self._folder, self._database, self.mode = forge, folder, database, mode
        self._outside, self._pushed = outside, 0.0
        self.calendar = begins
        self.doom, self.again = NO_DOOM, NO_DOOM
        """Where the bot is to die first, and where each that is started after it."""
        self.deaths: list[str] = []
        """Where it died, each time."""
        self.lease_seconds = 15.0
        self._life: Life | None = None
        self._folder.mkdir(parents=True, exist_ok=True)

    @property
    def life(self) -> Life:
        assert self._life is not None
        return self._life

    async def start(self) -> None:
        await self._outside.start()
        try:
            await self._bear(self.doom)
        except Died:
            await self.revive()
        await self.settle()

    async def end(self) -> None:
        if self._life is not None:
            await self._life.kill()
            self._database.examine()
        await self._outside.stop()

    # Time, and what is left to do.

    async def push(self, seconds: float) -> None:
        """Put the machine's clock forward, outside and in the bot, and let both do what is due then."""
        self._advance(seconds)
        await self._outliving(self._tell_time)
        await self.settle()

    async def hurry(self, seconds: float) -> None:
        """Put the machine's clock forward, and leave both at whatever they are doing."""
        self._advance(seconds)
        await self._tell_time()

    async def walk(self, hour: int, minute: int = 0) -> None:
        """Put the calendar forward to a time of this day, by UTC."""
        self.calendar = self.calendar.replace(hour=hour, minute=minute)
        await self._outliving(self._walk)
        # What was spent of the platform's limits comes back meanwhile, as it would in those hours.
        await self.push(5)

    async def next_day(self) -> None:
        self.calendar = self.calendar.replace(hour=0, minute=0) + timedelta(days=1)
        await self._outliving(self._walk)

    async def settle(self) -> None:
        """Until neither the bot nor its platform has anything more to do now."""
        await self._outliving(self._settle)

    async def points(self) -> list[str]:
        """The points that this bot has passed."""
        passed: list[str] = (await self.life.ask("points"))["points"]
        return passed

    async def arm(self, doom: Doom) -> None:
        """Let the bot count its points from here, to die at that one."""
        await self.life.ask("arm", at=doom.at, places=doom.places)

    async def left(self) -> Json:
        """What the bot has still to do: waiting, parked, overdue and promised."""
        return await self.life.ask("look")

    async def parked(self) -> list[str]:
        """The keys of the messages that wait for somebody who knows what became of them."""
        left = await self._outliving(self.left)
        return [key for key, _ in left["parked"]]

    def _advance(self, seconds: float) -> None:
        self._pushed += seconds
        self._outside.push(seconds)

    async def _tell_time(self) -> None:
        await self.life.ask("push", to=self._pushed)

    async def _walk(self) -> None:
        await self.life.ask("walk", to=self.calendar.isoformat())
        await self._settle()

    async def _settle(self) -> None:
        await self.life.ask("settle")
        await self._outside.settled()
        await self.life.ask("settle")

    # Life and death.

    async def _outliving(self, act: Callable[[], Awaitable[T]]) -> T:
        while True:
            try:
                return await act()
            except Died:
                await self.revive()

    async def revive(self) -> None:
        """Start it again, and look after a minute (or six, where receipts have to be waited for)."""
        while True:
            await self.bury()
            self._database.lapse()
            try:
                await self._bear(self.again)
                await self._walk()
                for _ in range(self.mode.minutes):
                    self._advance(60)
                    await self._outside.settled()
                    await self._tell_time()
                    await self._settle()
                self._nothing_is_stuck(await self.left())
            except Died:
                continue
            return

    async def bury(self) -> None:
        """It is dead, by SIGKILL and nothing else."""
        ended = await self.life.ends()
        assert ended == -signal.SIGKILL, f"it ended by itself with {ended}: {self.life.log}"
        self.deaths.append(self.life.died_at or "killed from outside")
        self._database.examine()
        assert len(self.deaths) < MOST_DEATHS, f"it makes no headway: {self.deaths[-5:]}"

    async def dies_walking(self, hour: int, minute: int = 0) -> None:
        """Put the calendar forward, in which it is killed; leave it dead."""
        self.calendar = self.calendar.replace(hour=hour, minute=minute)
        try:
            await self._walk()
        except Died:
            await self.bury()
        else:
            raise AssertionError("it lived")

    async def reborn(self) -> None:
        """Start it again and do nothing more, for a test that looks for itself."""
        await self._bear(self.again)
        await self._walk()

    def kill(self) -> None:
        """From outside, at whatever it is doing."""
        if self._life is not None:
            self._life.strike()

    def _nothing_is_stuck(self, left: Json) -> None:
        where = f"after its death {self.deaths[-1]}: {left}"
        assert left["overdue"] == [], where
        if self.mode is NEITHER:
            assert {why for _, why in left["parked"]} <= {"unconfirmed"}, where
            assert left["waiting"] == 0 or left["parked"], where
        else:
            assert (left["waiting"], left["parked"]) == (0, []), where

    async def _bear(self, doom: Doom) -> None:
        folder = self._folder / f"life-{len(self.deaths)}"
        folder.mkdir()
        order = Order(
            folder=str(folder),
            control=0,
            database=self._database.url,
            calendar=self.calendar.isoformat(),
            pushed=self._pushed,
            die_at=doom.at,
            places=doom.places,
            lease_seconds=self.lease_seconds,
            **self._outside.settings(),
        )
        self._life = Life(self._forge, order)
        await self._life.start()
        await self._outside.deliver_to(self._life.url)
