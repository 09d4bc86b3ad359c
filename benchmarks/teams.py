"""Aim 4: what a turn on Teams costs, beside the stock CloudAdapter's with the same signed activity."""

from __future__ import annotations

import asyncio
import json
import os
import threading
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from aiohttp import web
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from multidict import CIMultiDict

from adapters.teams.neighbour import Teams
from adapters.teams.settings import TeamsSettings
from benchmarks.measure import Row, alone, at_least, middle, no_garbage, workshop
from bot.happening import Happening, Nothing, Outcome
from bot.people import WorkspaceRef
from playground.teams.login import ISSUER
from playground.teams.server import APP_ID, SECRET, TeamsPlayground

AIM = "4. A Teams turn / the stock CloudAdapter's, times cheaper"
LEAST, STRETCH = 20.0, 40.0
ROUNDS, FULL = 7, 25
OURS, STOCK = 400, 40
"""Turns of each in a round, so that both take some tenths of a second."""


class Door:
    """Does nothing, and so the turn is all that costs."""

    def now(self) -> datetime:
        return datetime(2026, 11, 24, tzinfo=UTC)

    async def handle(self, happening: Happening) -> Outcome:
        return Outcome(Nothing())


class Memory:
    """Remembers nothing."""

    async def keep_address(self, workspace: WorkspaceRef, place: str, address: str) -> None: ...
    async def forget_address(self, workspace: WorkspaceRef, place: str) -> None: ...
    async def address(self, workspace: WorkspaceRef, place: str) -> str | None:
        return None

    async def addresses(self, workspace: WorkspaceRef) -> dict[str, str]:
        return {}

    async def standing(self, workspace: WorkspaceRef, row: str) -> None:
        return None


@dataclass
class Posted:
    """As much of a request as either of the two reads."""

    raw: bytes
    token: str
    method: str = "POST"
    remote: str = "127.0.0.1"
    headers: CIMultiDict[str] = field(default_factory=CIMultiDict)

    def __post_init__(self) -> None:
        self.headers.extend(
            {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        )
        self.content_length = len(self.raw)

    async def read(self) -> bytes:
        return self.raw

    async def json(self) -> Any:
        return json.loads(self.raw)


class Empty:
    """The stock adapter's bot."""

    async def on_turn(self, _context: object) -> None: ...


Turn = Callable[[], Awaitable[int]]


def rows(full: bool) -> list[Row]:
    with workshop() as folder:
        ours, stock = asyncio.run(_measured(folder, FULL if full else ROUNDS))
    how = (
        f"CPU of a signed message activity from the token to the response, in process, an empty "
        f"handler and no storage: {ours * 1e6:.0f} us against {stock * 1e6:.0f} us, "
        f"median of {FULL if full else ROUNDS} interleaved rounds"
    )
    return [at_least(AIM, stock / ours, LEAST, how, stretch=STRETCH)]


async def _measured(folder: Path, rounds: int) -> tuple[float, float]:
    playground = TeamsPlayground(folder)
    elsewhere = _elsewhere()
    await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(playground.start(), elsewhere))
    posted = _posted(playground)
    ours, end = await _ours(playground, posted)
    stock = _stock(playground, posted)
    for turn, status in ((ours, 200), (stock, 201)):
        assert await turn() == status
    taken: tuple[list[float], list[float]] = ([], [])
    with no_garbage():
        for _ in range(rounds):
            taken[0].append(await _cpu(ours, OURS))
            taken[1].append(await _cpu(stock, STOCK))
    await end()
    elsewhere.call_soon_threadsafe(elsewhere.stop)
    return middle(taken[0]), middle(taken[1])


def _elsewhere() -> asyncio.AbstractEventLoop:
    """A loop in a thread of its own: the stock adapter blocks the one it runs on to fetch its keys."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return loop


def _posted(playground: TeamsPlayground) -> Posted:
    ana = playground.tenant.person("Ana")
    body = {"type": "message", "text": "help", "textFormat": "plain"}
    activity = playground.people.activity(ana, playground.chat(ana), body)
    token = playground.signer.token(playground.people.service)
    return Posted(json.dumps(activity).encode(), token)


async def _ours(
    playground: TeamsPlayground, posted: Posted
) -> tuple[Turn, Callable[[], Awaitable[None]]]:
    os.environ["REQUESTS_CA_BUNDLE"] = str(playground.certificate)
    teams = Teams(TeamsSettings.model_validate(playground.settings), Door(), Memory())
    await teams.start()
    (route,) = teams.routes()
    request = cast(web.Request, posted)

    async def turn() -> int:
        answer = await route.handler(request)
        return int(answer.status)

    return turn, teams.stop


def _stock(playground: TeamsPlayground, posted: Posted) -> Turn:
    settings = SimpleNamespace(
        APP_ID=APP_ID,
        APP_PASSWORD=SECRET,
        APP_TYPE="MultiTenant",
        APP_TENANTID=playground.tenant.id,
        TO_CHANNEL_FROM_BOT_LOGIN_URL="https://login.microsoftonline.com/botframework.com",
        TO_CHANNEL_FROM_BOT_OAUTH_SCOPE="https://api.botframework.com",
        TO_BOT_FROM_CHANNEL_TOKEN_ISSUER=ISSUER,
        OAUTH_URL="https://api.botframework.com",
        TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL=playground.settings["openid_url"],
        TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL=playground.settings["openid_url"],
        CALLER_ID=None,
    )
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(settings)), Empty()

    async def turn() -> int:
        answer = await adapter.process(posted, bot)
        return int(answer.status)

    return turn


async def _cpu(turn: Turn, times: int) -> float:
    """Seconds of CPU of one turn."""
    began = time.process_time()
    for _ in range(times):
        await turn()
    return (time.process_time() - began) / times


def main() -> None:
    alone(lambda full: cast(Sequence[Row], rows(full)))


if __name__ == "__main__":
    main()
