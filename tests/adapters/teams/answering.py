"""Teams' real adapter between a tiny local connector and a door: what comes in, and what goes out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import unquote

import aiohttp
from aiohttp import web

from adapters.teams.adapter import TeamsAdapter
from adapters.teams.addresses import Addresses
from adapters.teams.answers import Answers
from adapters.teams.connector import Connector
from adapters.teams.dialogs import Dialogs
from adapters.teams.door import Door
from adapters.teams.files import Files
from adapters.teams.inquiries import Inquiries
from adapters.teams.listeners import Listeners
from adapters.teams.respond import PAUSES, Responder
from adapters.teams.seal import Seal
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from adapters.teams.turn import ACK_BY, Turns
from bot.clock import monotonic
from bot.happening import Happening, Nothing, Outcome
from bot.mail import PlatformMemory
from bot.messages import Message
from bot.people import Roster, WorkspaceRef
from bot.tasks import Tasks
from tests.adapters.teams.activities import TENANT

Json = dict[str, Any]

MOMENT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
HOME = WorkspaceRef("teams", TENANT)
SEAL = Seal(("a secret of the app",))


class Quiet:
    """A door that keeps every happening, and answers with what it was given, after ``takes`` seconds."""

    def __init__(self) -> None:
        self.happenings: list[Happening] = []
        self.outcome = Outcome(Nothing())
        self.takes = 0.0

    def now(self) -> datetime:
        return MOMENT

    async def handle(self, happening: Happening) -> Outcome:
        self.happenings.append(happening)
        if happening.who is None:
            return Outcome(Nothing())
        await asyncio.sleep(self.takes)
        return self.outcome

    @property
    def acts(self) -> list[Happening]:
        """What people did, without what was learned of them."""
        return [one for one in self.happenings if one.who is not None]


class Memory:
    """A platform's memory, for as long as a test."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.rows: dict[str, tuple[Message, Roster]] = {}

    async def keep_address(self, workspace: WorkspaceRef, place: str, address: str) -> None:
        self.kept[place] = address

    async def address(self, workspace: WorkspaceRef, place: str) -> str | None:
        return self.kept.get(place)

    async def addresses(self, workspace: WorkspaceRef) -> Mapping[str, str]:
        return dict(self.kept)

    async def forget_address(self, workspace: WorkspaceRef, place: str) -> None:
        self.kept.pop(place, None)

    async def standing(self, workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        return self.rows.get(row)


@dataclass
class Call:
    method: str
    path: str
    body: Json


@dataclass
class TinyConnector:
    """A few inches of the Bot Connector on a local port."""

    url: str = ""
    calls: list[Call] = field(default_factory=list)
    statuses: dict[str, int] = field(default_factory=dict)
    """What a path that begins so is answered with, where that is no success."""
    people: dict[str, Json] = field(default_factory=dict)
    """Members, by the id that a mention gives."""
    takes: float = 0.0
    arrived: asyncio.Condition = field(default_factory=asyncio.Condition)

    def sent(self, method: str = "POST") -> list[Call]:
        return [call for call in self.calls if call.method == method]

    async def until(self, method: str, times: int = 1) -> Call:
        """Wait until there have been so many calls of a method; the last of them."""
        async with asyncio.timeout(5), self.arrived:
            await self.arrived.wait_for(lambda: len(self.sent(method)) >= times)
        return self.sent(method)[times - 1]

    async def answer(self, request: web.Request) -> web.Response:
        raw = await request.read()
        path = unquote(request.raw_path).removeprefix("/_connector/v3/")
        async with self.arrived:
            self.calls.append(Call(request.method, path, json.loads(raw) if raw else {}))
            self.arrived.notify_all()
        await asyncio.sleep(self.takes)
        for begins, status in self.statuses.items():
            if path.startswith(begins):
                return web.json_response({"error": {"code": "ItIsNot"}}, status=status)
        if "/members/" in path:
            told = self.people.get(path.rpartition("/")[2])
            return web.json_response(told or {}, status=200 if told else 404)
        made = "a:new" if path == "conversations" else f"1{len(self.calls):03}"
        return web.json_response({"id": made})


@dataclass
class Bot:
    """The adapter as whoever has let an activity in reaches it."""

    adapter: TeamsAdapter
    connector: TinyConnector
    memory: Memory | PlatformMemory
    tasks: Tasks

    async def receive(self, activity: Json) -> tuple[int, Any]:
        return await self.adapter.receive(activity | {"serviceUrl": f"{self.connector.url}"})

    async def timed(self, activity: Json) -> tuple[Any, float]:
        """The response's body, and the seconds that it took."""
        since = monotonic()
        status, body = await self.receive(activity)
        assert status == 200
        return body, monotonic() - since

    async def settles(self) -> None:
        await self.tasks.drain()


@asynccontextmanager
async def answering(
    door: Door, memory: PlatformMemory | None = None, ack_by: float = ACK_BY
) -> AsyncIterator[Bot]:
    """The adapter with everything of its own, and a connector that is only as big as it has to be."""
    tiny, tasks = TinyConnector(), Tasks()
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", tiny.answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    tiny.url = f"http://127.0.0.1:{runner.addresses[0][1]}/_connector"
    settings = TeamsSettings(insecure_loopback=True)
    try:
        async with aiohttp.ClientSession() as session:
            connector = Connector(settings, Tokens(settings, monotonic), session)
            yield wired(door, memory or Memory(), connector, tiny, tasks, ack_by)
            await tasks.drain()
    finally:
        await runner.cleanup()


def wired(
    door: Door,
    memory: Memory | PlatformMemory,
    connector: Connector,
    tiny: TinyConnector,
    tasks: Tasks,
    ack_by: float = ACK_BY,
    pauses: Sequence[float] = PAUSES,
) -> Bot:
    book = Addresses(memory)
    responder = Responder(connector, book, pauses)
    files = Files(memory, SEAL, "https://muster.example.org/")
    answers = Answers(memory, SEAL, responder, door, files)
    turns = Turns(door, book, answers, Dialogs(SEAL), tasks, ack_by)
    listeners = Listeners(door, book, turns, SEAL, Inquiries(connector, book).account)
    return Bot(TeamsAdapter(connector, listeners.receive), tiny, memory, tasks)


def texts(calls: Sequence[Call]) -> list[str]:
    """What a notification says of each message that was sent."""
    return [call.body.get("summary") or call.body.get("text", "") for call in calls]
