"""Slack's real adapter between a tiny local Slack and a door that writes down what comes in."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import ClientSession
from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.neighbour import Slack
from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from adapters.web.application import Server, application
from bot.happening import (
    Happening,
    Nothing,
    Outcome,
)
from bot.mail import Home
from tests.adapters.payloads import NOW, SECRET, form, signed
from tests.adapters.tiny_slack import TinySlack

Json = dict[str, Any]

MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


class Door:
    """Keeps every happening, and answers with what it was given, after ``takes`` seconds."""

    def __init__(self) -> None:
        self.happenings: list[Happening] = []
        self.outcome = Outcome(Nothing())
        self.takes = 0.0

    def now(self) -> datetime:
        return MOMENT

    async def handle(self, happening: Happening) -> Outcome:
        self.happenings.append(happening)
        await asyncio.sleep(self.takes)
        return self.outcome

    @property
    def last(self) -> Happening:
        return self.happenings[-1]


class Bot:
    """The bot's own web server, as Slack reaches it."""

    def __init__(
        self, slack: Slack, homes: Sequence[Home], door: Door, url: str, session: ClientSession
    ) -> None:
        self.slack, self.homes, self.door = slack, homes, door
        self.url, self._session = url, session

    async def post(self, body: bytes, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Post bytes, signed unless headers are given; the status and the text that came back."""
        headers = signed(body) if headers is None else headers
        url = f"{self.url}/slack/events"
        async with self._session.post(url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    async def get(self, path: str) -> tuple[int, Json]:
        async with self._session.get(self.url + path) as answer:
            return answer.status, await answer.json()

    async def command(self, payload: Json) -> tuple[int, str]:
        return await self.post(urlencode(payload).encode())

    async def interact(self, payload: Json) -> tuple[int, str]:
        return await self.post(form(payload))


@pytest.fixture
async def slack() -> AsyncIterator[TinySlack]:
    async with TinySlack().running() as tiny:
        yield tiny


@pytest.fixture
def door() -> Door:
    return Door()


@pytest.fixture
def settings(slack: TinySlack) -> SlackSettings:
    return SlackSettings(
        bot_token=SecretStr("xoxb-1-secret"),
        signing_secret=SecretStr(f"{SECRET}, thenewone"),
        api_url=slack.api_url,
    )


Build = Callable[[SlackSettings], Awaitable[Bot]]


@pytest.fixture
async def build(door: Door) -> AsyncIterator[Build]:
    """Start a bot with these settings; it is stopped after the test."""
    endings: list[Callable[[], Awaitable[None]]] = []

    async def started(settings: SlackSettings) -> Bot:
        neighbour = Slack(settings, door, on_dead=lambda: None, machine_time=lambda: NOW)
        server = Server(application(neighbour.routes(), {"slack": neighbour.ready}), "127.0.0.1", 0)
        session = ClientSession()
        endings.extend((neighbour.stop, server.stop, session.close))
        homes = await neighbour.start()
        port = await server.start()
        return Bot(neighbour, homes, door, f"http://127.0.0.1:{port}", session)

    yield started
    for end in reversed(endings):
        await end()


@pytest.fixture
async def bot(build: Build, settings: SlackSettings) -> Bot:
    return await build(settings)


@pytest.fixture
async def platform(slack: TinySlack, settings: SlackSettings) -> AsyncIterator[SlackPlatform]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as session:
        client = AsyncWebClient(
            token="xoxb-1", base_url=slack.api_url, session=session, retry_handlers=[]
        )
        yield SlackPlatform(settings.model_copy(update={"history": True}), client)
