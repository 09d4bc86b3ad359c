"""The town that the handlers' tests live in: three people, three zones, one channel."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.world import Place, Resident, Town, town

MONDAY_EVENING = datetime(2026, 11, 23, 20, 0, tzinfo=UTC)


@dataclass
class Scene:
    """Ana in Paris leads the team, Bo is in New York, Diya in Kolkata."""

    town: Town
    ana: Resident
    bo: Resident
    diya: Resident
    team: Place

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        return datetime(2026, 11, day, hour, minute, tzinfo=UTC)

    async def set_up(self, **values: object) -> None:
        """Ana sets a standup up as the form suggests: 09:30 for each, wrapped up at 17:30 in Paris."""
        await self.ana.types("/standup new", self.team)
        await self.ana.sends(**values)  # type: ignore[arg-type]  # the tests name fields freely
        assert self.ana.errors == {}

    async def chooses(self, **values: object) -> None:
        """Ana changes options of the channel's only standup."""
        await self.ana.types("/standup options", self.team)
        await self.ana.sends(**values)  # type: ignore[arg-type]  # the tests name fields freely
        assert self.ana.errors == {}

    async def answers(self, who: Resident, words: str) -> None:
        """Somebody answers the question about today."""
        await who.presses("Answer")
        await who.sends(**{"answer-1": words})
        assert who.errors == {}


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with town(tmp_path, MONDAY_EVENING) as there:
        ana = await there.person("Ana", "Europe/Paris")
        bo = await there.person("Bo", "America/New_York")
        diya = await there.person("Diya", "Asia/Kolkata")
        team = await there.channel("churn", ana, bo, diya)
        yield Scene(there, ana, bo, diya, team)


@pytest.fixture
async def running(scene: Scene) -> Scene:
    """A standup is set up, and it is Tuesday, 14:31 UTC: everybody has been asked."""
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    return scene
