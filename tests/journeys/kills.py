"""A standup's day, lived once without harm and then with a death at each of its points."""

from __future__ import annotations

import os
import random
from collections import Counter
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from tests.journeys.databases import Database
from tests.journeys.lives import Forge
from tests.journeys.modes import NO_DOOM, Doom, Mode

EVERY_POINT = bool(os.environ.get("MUSTER_PROOF"))
"""Whether each point is tried, or one of each part of the day."""

SPARE = 6
"""Points by which a day may differ from the one that was counted, as commits fall together or not."""


Seen = dict[str, list[str]]
"""Everything that stands there for all, by conversation, without what is random."""


@dataclass(frozen=True)
class Unharmed:
    """How a day comes out that nothing happens to."""

    points: int
    seen: Seen


class Play(Protocol):
    """A day on one platform: how it is lived, and when it came out well."""

    name: str

    def journey(
        self, forge: Forge, folder: Path, database: Database, mode: Mode, doom: Doom
    ) -> AbstractAsyncContextManager[Any]: ...
    async def live(self, day: Any, doom: Doom) -> None:
        """All of it; ``doom`` is armed here where it is not to count from the beginning."""

    def seen(self, day: Any) -> Seen: ...
    async def judge(self, day: Any, expected: Seen) -> None:
        """Raise AssertionError where it came out otherwise than the mode promises."""


class Kills:
    """Tries the points of one mode on one database. ``known`` keeps what was counted before."""

    def __init__(
        self,
        forge: Forge,
        database: Database,
        mode: Mode,
        folder: Path,
        known: dict[tuple[str, str], Unharmed],
        play: Play,
    ) -> None:
        self._forge, self._database, self._mode, self._folder = forge, database, mode, folder
        self._known, self._play = known, play
        self.deaths: Counter[str] = Counter()

    async def unharmed(self) -> Unharmed:
        """Live the day once, to count its points and see how it comes out."""
        key = self._database.name, f"{self._play.name} {self._mode.name}"
        if key not in self._known:
            folder = self._folder / "unharmed"
            database = self._database.fresh(folder)
            play = self._play
            async with play.journey(self._forge, folder, database, self._mode, NO_DOOM) as day:
                await play.live(day, NO_DOOM)
                found = Unharmed(len(await day.points()), play.seen(day))
                await play.judge(day, found.seen)
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
            f"{self._database.name}, {self._play.name} {self._mode.name}, "
            f"points {points.start} to {points.stop - 1} of {day.points}: "
            f"{died} deaths, {dict(self.deaths)}"
        )

    async def die_at(self, at: int, expected: Seen) -> None:
        folder = self._folder / f"{at}"
        database = self._database.fresh(folder)
        play = self._play
        async with play.journey(self._forge, folder, database, self._mode, Doom(at)) as day:
            try:
                await play.live(day, Doom(at))
                await play.judge(day, expected)
            except AssertionError as wrong:
                raise AssertionError(f"point {at}, died {day.deaths}: {wrong}") from wrong
            self.deaths.update(day.deaths)
