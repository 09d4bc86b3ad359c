"""A playground, a bot that hears from it, the client that bots use, and the page."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import HeldClock
from playground.installed import READING_HISTORY, SCOPES, App
from playground.machine import Machine
from playground.server import Playground
from tests.playground.bot import Bot
from tests.playground.page import Page

MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    bot = Bot()
    await bot.start()
    yield bot
    await bot.stop()


@dataclass
class Seconds:
    """A clock that stands still until it is moved."""

    at: float = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def calendar() -> HeldClock:
    return HeldClock(MORNING)


@pytest.fixture
async def slack(bot: Bot, calendar: HeldClock, seconds: Seconds) -> AsyncIterator[Playground]:
    """A workspace on a standing machine clock, whose app may also read history."""
    slack = Playground(
        app=App(scopes=SCOPES | READING_HISTORY),
        bot_url=bot.url,
        clock=calendar,
        machine=Machine(seconds),
        patience=0.3,
        ping_seconds=0.05,
    )
    await slack.start()
    yield slack
    await slack.stop()


@pytest.fixture
def client(slack: Playground, session: aiohttp.ClientSession) -> AsyncWebClient:
    return AsyncWebClient(
        token=slack.app.bot_token, base_url=slack.api_url, session=session, retry_handlers=[]
    )


@pytest.fixture
def ana(slack: Playground, session: aiohttp.ClientSession) -> Page:
    return Page(slack.url, session)
