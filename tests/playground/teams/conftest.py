"""A tenant with a team, and a bot in it that has signed in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person, Team
from tests.playground.conftest import Seconds
from tests.playground.teams.bot import Bot
from tests.playground.teams.signing_in import sign_in


@pytest.fixture
async def teams(tmp_path: Path, seconds: Seconds) -> AsyncIterator[TeamsPlayground]:
    """On a clock that stands still until a test moves it."""
    teams = TeamsPlayground(tmp_path, seconds=seconds)
    await teams.start()
    yield teams
    await teams.stop()


@pytest.fixture
async def bot(teams: TeamsPlayground, session: aiohttp.ClientSession) -> AsyncIterator[Bot]:
    bot = Bot(teams, session)
    await bot.start()
    bot.token = (await sign_in(teams, session))[1]["access_token"]
    teams.calls.clear()
    yield bot
    await bot.stop()


@pytest.fixture
def ana(teams: TeamsPlayground) -> Person:
    return teams.tenant.person("Ana Duarte", "Europe/Berlin")


@pytest.fixture
def kenji(teams: TeamsPlayground) -> Person:
    return teams.tenant.person("Kenji Mori", "Asia/Tokyo", installed=False)


@pytest.fixture
def team(teams: TeamsPlayground, ana: Person, kenji: Person) -> Team:
    return teams.tenant.team("churn", ana, kenji)


@pytest.fixture
def channel(teams: TeamsPlayground, team: Team) -> Conversation:
    return teams.tenant.channel(team, "churn-model")
