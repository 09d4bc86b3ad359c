"""A bot of a few lines for the Agents Playground: it keeps what it receives, and says what it is told to."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import quote

from aiohttp import ClientSession, web

Json = dict[str, Any]
CARD = "application/vnd.microsoft.card.adaptive"
PATIENCE = 10.0


class TinyBot:
    def __init__(self, session: ClientSession) -> None:
        self.heard: list[Json] = []
        self.answer: Json = {}
        """The card that the next press is answered with."""
        self.url = ""
        self._session = session
        self._news = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        activity: Json = await request.json()
        async with self._news:
            self.heard.append(activity)
            self._news.notify_all()
        if activity["type"] != "invoke":
            return web.Response()
        return web.json_response({"statusCode": 200, "type": CARD, "value": self.answer})

    async def hears(self, what: Callable[[Json], bool]) -> Json:
        """The newest activity of which this is true, as soon as there is one."""
        async with asyncio.timeout(PATIENCE), self._news:
            while not (found := [activity for activity in self.heard if what(activity)]):
                await self._news.wait()
        return found[-1]

    async def hears_more(self, count: int) -> Json:
        """What comes after the first so many activities."""
        return await self.hears(lambda _: len(self.heard) > count)

    async def shows(self, to: Json, card: Json) -> str:
        """Send a card to where this activity came from: the new message's id."""
        place = quote(to["conversation"]["id"], safe="")
        return await self._call(
            "POST", f"{to['serviceUrl']}/v3/conversations/{place}/activities", card
        )

    async def edits(self, to: Json, message: str, card: Json) -> None:
        place = quote(to["conversation"]["id"], safe="")
        url = f"{to['serviceUrl']}/v3/conversations/{place}/activities/{message}"
        await self._call("PUT", url, card)

    async def _call(self, method: str, url: str, card: Json) -> str:
        body = {"type": "message", "attachments": [{"contentType": CARD, "content": card}]}
        async with self._session.request(method, url, json=body) as response:
            response.raise_for_status()
            return str((await response.json())["id"])


def card(words: str, *fields: Json, button: str = "Send") -> Json:
    return {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "TextBlock", "text": words, "wrap": True}, *fields],
        "actions": [
            {
                "type": "Action.Execute",
                "title": button,
                "verb": "send",
                "data": {"does": "something"},
            }
        ],
    }


@asynccontextmanager
async def tiny_bot() -> AsyncIterator[TinyBot]:
    async with ClientSession() as session:
        bot = TinyBot(session)
        application = web.Application()
        application.router.add_post("/api/messages", bot.take)
        runner = web.AppRunner(application)
        await runner.setup()
        try:
            site = web.TCPSite(runner, "127.0.0.1", 0)
            await site.start()
            bot.url = f"http://127.0.0.1:{runner.addresses[0][1]}/api/messages"
            yield bot
        finally:
            await runner.cleanup()
