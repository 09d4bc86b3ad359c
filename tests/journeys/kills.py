"""A standup's day, lived once without harm and then with a death at each of its points."""

from __future__ import annotations

import os
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tests.journeys.databases import Database
from tests.journeys.journey import Journey, journey
from tests.journeys.lives import Forge
from tests.journeys.modes import NO_DOOM, RECEIPTS, Doom, Mode
from tests.journeys.standup_day import MIDNIGHT, TOWN, Seen, live, seen, set_up, work
from tests.journeys.verdict import judge

EVERY_POINT = bool(os.environ.get("MUSTER_PROOF"))
"""Whether each point is tried, or one of each part of the day."""

SPARE = 6
"""Points by which a day may differ from the one that was counted, as commits fall together or not."""


@dataclass(frozen=True)
class Unharmed:
    """How a day comes out that nothing happens to."""

    points: int
    seen: Seen


class Kills:
    """Tries the points of one mode on one database. ``known`` keeps what was counted before."""

    def __init__(
        self,
        forge: Forge,
        database: Database,
        mode: Mode,
        folder: Path,
        known: dict[tuple[str, str], Unharmed],
    ) -> None:
        self._forge, self._database, self._mode, self._folder = forge, database, mode, folder
        self._known = known
        self.deaths: Counter[str] = Counter()

    async def unharmed(self) -> Unharmed:
        """Live the day once, to count its points and see how it comes out."""
        key = self._database.name, self._mode.name
        if key not in self._known:
            folder = self._folder / "unharmed"
            database = self._database.fresh(folder)
            async with journey(self._forge, folder, database, self._mode, TOWN, MIDNIGHT) as day:
                await _live(day, NO_DOOM)
                found = Unharmed(len(await day.points()), seen(day))
                await judge(day, found.seen)
                self._known[key] = found
        return self._known[key]

    async def die_in(self, part: int, of: int) -> None:
        """At one point of this part of the day, or at each of them."""
        day = await self.unharmed()
        spare = SPARE if part == of - 1 else 0
        points = range(1 + day.points * part // of, 1 + day.points * (part + 1) // of)
        chance = random.Random(f"{self._mode.name} {part}")
        tried = [*points, *range(points.stop, points.stop + spare)]
        for at in tried if EVERY_POINT else [chance.choice(points)]:
            await self.die_at(at, day.seen)
        died = sum(self.deaths.values())
        print(
            f"{self._database.name}, {self._mode.name}, points {points.start} to {points.stop - 1}"
            f" of {day.points}: {died} deaths, {dict(self.deaths)}"
        )

    async def die_at(self, at: int, expected: Seen) -> None:
        folder = self._folder / f"{at}"
        database = self._database.fresh(folder)
        first = NO_DOOM if self._mode is RECEIPTS else Doom(at)
        async with journey(self._forge, folder, database, self._mode, TOWN, MIDNIGHT, first) as day:
            try:
                await _live(day, Doom(at))
                await judge(day, expected)
            except AssertionError as wrong:
                raise AssertionError(f"point {at}, died {day.deaths}: {wrong}") from wrong
            self.deaths.update(day.deaths)


async def _live(day: Journey, doom: Doom) -> None:
    """Receipts serve once a post has earned one; what comes before is as without them."""
    if day.mode is not RECEIPTS:
        await live(day)
        return
    await set_up(day)
    await day.arm(doom)
    await work(day)
