"""A bot of a few lines for the stand-in's tests: it keeps what it is sent, and calls the connector."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

import aiohttp
from aiohttp import web

from playground.teams.server import TeamsPlayground
from playground.teams.tenant import CARD, Conversation, Person

Json = dict[str, Any]
Told = tuple[int, Json]


class Bot:
    """Answers ``POST /api/messages`` with what ``answer`` returns, and calls with a token of its own."""

    def __init__(self, teams: TeamsPlayground, session: aiohttp.ClientSession) -> None:
        self.teams, self._session = teams, session
        self.received: list[Json] = []
        self.authorizations: list[str] = []
        self.answer: Callable[[Json], Awaitable[web.Response]] = nothing
        self.token = ""
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        application = web.Application()
        application.router.add_post("/api/messages", self._handle)
        self._runner = web.AppRunner(application, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.teams.deliver_to(f"http://127.0.0.1:{self._runner.addresses[0][1]}")

    async def stop(self) -> None:
        assert self._runner is not None
        await self._runner.cleanup()

    async def calls(self, method: str, path: str, body: object = None, **query: str) -> Told:
        """A call of the connector; its status and what it told."""
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.teams.people.service}v3/{path}"
        async with self._session.request(
            method, url, json=body, params=query, headers=headers
        ) as answer:
            told = await answer.json() if await answer.read() else {}
            if after := answer.headers.get("Retry-After"):
                told["after"] = after
            return answer.status, told

    async def posts(self, where: Conversation, card: Json | None = None, thread: str = "") -> str:
        """Say something; its id."""
        id = f"{where.id};messageid={thread}" if thread else where.id
        status, told = await self.calls("POST", f"{at(id)}/activities", message(card))
        assert status == 201, told
        return str(told["id"])

    async def opens(self, person: Person, **changed: object) -> Told:
        """Ask for the personal chat with somebody."""
        body = {"members": [{"id": person.account}], "tenantId": self.teams.tenant.id, **changed}
        return await self.calls("POST", "conversations", body)

    async def _handle(self, request: web.Request) -> web.Response:
        activity = await request.json()
        self.received.append(activity)
        self.authorizations.append(request.headers.get("Authorization", ""))
        return await self.answer(activity)


async def nothing(activity: Json) -> web.Response:
    return web.Response()


def replies(body: Json, status: int = 200) -> Callable[[Json], Awaitable[web.Response]]:
    """The same answer to everything."""

    async def reply(activity: Json) -> web.Response:
        return web.json_response(body, status=status)

    return reply


def at(id: str) -> str:
    return f"conversations/{quote(id, safe='')}"


def message(card: Json | None = None) -> Json:
    if card is None:
        return {"type": "message", "text": "Good morning."}
    return {"type": "message", "attachments": [{"contentType": CARD, "content": card}]}


def card(*body: Json, actions: tuple[Json, ...] = (), text: str = "") -> Json:
    said = [{"type": "TextBlock", "text": text}] if text else []
    made: Json = {"type": "AdaptiveCard", "version": "1.5", "body": [*said, *body]}
    return made | ({"actions": list(actions)} if actions else {})


def execute(title: str, **more: Any) -> Json:
    return {"type": "Action.Execute", "title": title, "verb": "press", **more}


def shows(card: Json) -> Json:
    """An invoke's answer that puts a card in the place of the pressed one."""
    return {"statusCode": 200, "type": CARD, "value": card}
