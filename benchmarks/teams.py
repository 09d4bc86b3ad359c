"""Aim 4: the CPU of a turn on Teams, beside the stock CloudAdapter's with the same signed activities."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import process_time
from types import SimpleNamespace
from typing import Any

import jwt
from aiohttp import StreamReader, web
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.teams.neighbour import PATH, Teams
from adapters.teams.settings import TeamsSettings
from benchmarks.measure import Row, alone, at_least, middle, no_garbage, workshop
from bot.clock import SystemClock
from bot.happening import Happening, Nothing, Outcome
from bot.people import WorkspaceRef
from playground.teams.login import ISSUER
from playground.teams.server import TeamsPlayground

AIM = "4. CPU of a Teams turn, the stock CloudAdapter's / ours"
LEAST, STRETCH = 20.0, 40.0
LOGIN = "https://login.microsoftonline.com/botframework.com"
"""Where the stock adapter would sign in if its bot answered."""
OURS, STOCK = 400, 40
"""Turns of each in a round, so that both take some tenths of a second."""

Receive = Callable[[web.Request], Coroutine[Any, Any, int]]
"""Takes one request, and says the status of its response."""


class Door:
    """Does nothing, so that the turn is all that costs."""

    reached = 0

    def now(self) -> datetime:
        return SystemClock().now()

    async def handle(self, happening: Happening) -> Outcome:
        # News of the sender come once, without a key, before the first message.
        self.reached += bool(happening.key)
        return Outcome(Nothing())


class Memory:
    """An address book's storage that keeps nothing."""

    async def keep_address(self, workspace: WorkspaceRef, place: str, address: str) -> None: ...
    async def forget_address(self, workspace: WorkspaceRef, place: str) -> None: ...
    async def address(self, workspace: WorkspaceRef, place: str) -> str | None:
        return None

    async def addresses(self, workspace: WorkspaceRef) -> dict[str, str]:
        return {}

    async def standing(self, workspace: WorkspaceRef, row: str) -> None:
        return None


class Empty:
    """The stock adapter's bot, which does nothing either."""

    reached = 0

    async def on_turn(self, _context: object) -> None:
        self.reached += 1


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared."""

    receive: Receive
    handler: Door | Empty
    welcome: int
    """The status of a turn that went well."""


def rows(full: bool) -> list[Row]:
    with workshop() as folder:
        return [asyncio.run(_measure(folder, rounds=25 if full else 7))]


async def _measure(folder: Path, rounds: int) -> Row:
    playground = TeamsPlayground(folder)
    await playground.start()
    token = playground.signer.token(playground.people.service)
    async with _ours(playground) as ours:
        stock = await _stock(playground, token)
        await _check(playground, (ours, stock), token)
        taken = []
        for number in range(rounds):
            one = await _round(playground, ours, stock, token, turned=number % 2 == 1)
            taken.append(one)
    await playground.stop()
    mine, theirs = (middle([pair[which] for pair in taken]) * 1e6 for which in (0, 1))
    how = (
        f"median of {rounds} interleaved rounds of {STOCK} and {OURS} turns in this process, from the "
        f"request to the response, without a socket: {theirs:.0f} and {mine:.0f} us. A turn is a new "
        "message in a personal chat with an RS256 token; the keys are fetched and the person is known "
        "before; the stock adapter's bot and our door do nothing, and nothing is kept"
    )
    ratio = middle([stock / ours for ours, stock in taken])
    return at_least(AIM, ratio, LEAST, how, stretch=STRETCH)


async def _round(
    playground: TeamsPlayground, ours: Side, stock: Side, token: str, *, turned: bool
) -> tuple[float, float]:
    """Seconds of CPU of one turn of each."""
    mine, theirs = _requests(playground, token, OURS), _requests(playground, token, STOCK)
    with no_garbage():
        if turned:
            second = await _cpu(stock, theirs)
            return await _cpu(ours, mine), second
        return await _cpu(ours, mine), await _cpu(stock, theirs)


async def _cpu(side: Side, requests: Sequence[web.Request]) -> float:
    before = side.handler.reached
    began = process_time()
    for request in requests:
        status = await side.receive(request)
        assert status == side.welcome, status
        # What a turn leaves to do after its response belongs to it.
        await asyncio.sleep(0)
    took = process_time() - began
    assert side.handler.reached - before == len(requests)
    return took / len(requests)


async def _check(playground: TeamsPlayground, sides: Sequence[Side], token: str) -> None:
    """See that both look at the signature, and let both have met the person."""
    stranger = rsa.generate_private_key(65537, 2048)
    forged = playground.signer.token(playground.people.service, key=stranger)
    for side in sides:
        for shown, status in ((token, side.welcome), (forged, 401)):
            (request,) = _requests(playground, shown, 1)
            told = await side.receive(request)
            assert told == status, told


def _requests(playground: TeamsPlayground, token: str, count: int) -> list[web.Request]:
    """Messages that were received whole, each with an id of its own: a repeated one would cost less."""
    ana = playground.tenant.person("Ana")
    chat, protocol = playground.chat(ana), BaseProtocol(asyncio.get_running_loop())
    made = []
    for _ in range(count):
        words = {"type": "message", "text": "help", "textFormat": "plain"}
        words["id"] = playground.tenant.moment()
        raw = json.dumps(playground.people.activity(ana, chat, words)).encode()
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Content-Length": str(len(raw)),
        }
        payload = StreamReader(protocol, 1 << 16)
        payload.feed_data(raw)
        payload.feed_eof()
        made.append(make_mocked_request("POST", PATH, headers, payload=payload))
    return made


@asynccontextmanager
async def _ours(playground: TeamsPlayground) -> AsyncIterator[Side]:
    os.environ["REQUESTS_CA_BUNDLE"] = str(playground.certificate)
    door = Door()
    teams = Teams(TeamsSettings.model_validate(playground.settings), door, Memory())
    await teams.start()
    (route,) = [one for one in teams.routes() if one.path == PATH]

    async def receive(request: web.Request) -> int:
        response = await route.handler(request)
        assert isinstance(response, web.Response)
        return response.status

    try:
        yield Side(receive, door, welcome=200)
    finally:
        await teams.stop()


async def _stock(playground: TeamsPlayground, token: str) -> Side:
    """As its documents set it up, with the stand-in's keys; they are fetched here."""
    openid = playground.settings["openid_url"]
    settings = SimpleNamespace(
        APP_ID=playground.settings["app_id"],
        APP_PASSWORD=playground.settings["app_password"],
        TO_CHANNEL_FROM_BOT_LOGIN_URL=LOGIN,
        TO_CHANNEL_FROM_BOT_OAUTH_SCOPE=ISSUER,
        TO_BOT_FROM_CHANNEL_TOKEN_ISSUER=ISSUER,
        OAUTH_URL=ISSUER,
        TO_BOT_FROM_CHANNEL_OPENID_METADATA_URL=openid,
        TO_BOT_FROM_EMULATOR_OPENID_METADATA_URL=openid,
    )
    adapter, bot = CloudAdapter(ConfigurationBotFrameworkAuthentication(settings)), Empty()

    async def receive(request: web.Request) -> int:
        try:
            response = await adapter.process(request, bot)
        except jwt.InvalidSignatureError:
            return 401  # It lets this one through, and a server would then say 500.
        return int(response.status)

    # It stands still while it asks for the keys, which are served by this loop.
    (request,) = _requests(playground, token, 1)
    await asyncio.to_thread(asyncio.run, receive(request))
    return Side(receive, bot, welcome=201)


if __name__ == "__main__":
    alone(rows)
