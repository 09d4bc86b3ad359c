"""A page without a browser: what the playground's page fetches and sends, as methods."""

from __future__ import annotations

from typing import Any

import aiohttp

Json = dict[str, Any]


class Page:
    """The page as one person has it open."""

    def __init__(self, url: str, session: aiohttp.ClientSession, who: str = "U01ANA") -> None:
        self.url, self.who, self._session = url, who, session

    def acting_as(self, who: str) -> Page:
        return Page(self.url, self._session, who)

    async def state(self) -> Json:
        async with self._session.get(f"{self.url}/ui/state?as={self.who}") as response:
            found: Json = await response.json()
            return found

    async def do(self, what: str, **body: Any) -> Json:
        """One act of this person; the answer's JSON with its ``status``."""
        body = {"as": self.who, **body}
        async with self._session.post(f"{self.url}/ui/{what}", json=body) as response:
            found: Json = await response.json()
            return found | {"status": response.status}

    async def say(self, channel: str, text: str, **more: Any) -> Json:
        return await self.do("say", channel=channel, text=text, **more)

    async def sees(self, channel: str) -> list[Json]:
        """The messages of a conversation, as this person sees them."""
        found: list[Json] = (await self.state())["messages"][channel]
        return found

    async def control(self, what: str, **body: Any) -> Json:
        async with self._session.post(f"{self.url}/control/{what}", json=body) as response:
            found: Json = await response.json()
            return found

    async def fetch(self, path: str) -> Any:
        async with self._session.get(f"{self.url}{path}") as response:
            return await response.json()
