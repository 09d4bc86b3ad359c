"""Muster's own Slack adapter living in a playground, with a few answers in the place of all its rituals."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime

from pydantic import SecretStr

from adapters.slack.neighbour import Slack
from adapters.slack.settings import SlackSettings
from adapters.web.application import Server, application
from bot.happening import Happening, Nothing, Now, Outcome
from playground.server import Playground
from tests.playground.conftest import MORNING


class Muster:
    """A door that answers each happening as it is told, behind the real adapter on a real port."""

    def __init__(self, slack: Playground) -> None:
        self.happenings: list[Happening] = []
        self.answer: Callable[[Happening], Now] = lambda _happening: Nothing()
        self._slack = slack
        settings = SlackSettings(
            bot_token=SecretStr(slack.app.bot_token),
            signing_secret=SecretStr(slack.app.signing_secret),
            api_url=slack.api_url,
        )
        self.adapter = Slack(settings, self, on_dead=lambda: None)
        routes = self.adapter.routes()
        self._server = Server(application(routes, {"slack": self.adapter.ready}), "127.0.0.1", 0)

    def now(self) -> datetime:
        return MORNING

    async def handle(self, happening: Happening) -> Outcome:
        self.happenings.append(happening)
        return Outcome(self.answer(happening))

    async def start(self) -> None:
        await self.adapter.start()
        port = await self._server.start()
        await self._slack.deliver_to(f"http://127.0.0.1:{port}")

    async def stop(self) -> None:
        await self.adapter.stop()
        await self._server.stop()

    async def until(self, method: str, times: int = 1) -> None:
        """Wait until the adapter has called a method so often, with success."""

        def count() -> int:
            calls = self._slack.door.calls
            return sum(1 for one in calls if one["method"] == method and one["ok"])

        async with asyncio.timeout(5):
            while count() < times:  # noqa: ASYNC110  a test waits for what a socket brings
                await asyncio.sleep(0.005)
