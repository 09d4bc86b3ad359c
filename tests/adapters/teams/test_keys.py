"""Microsoft's keys are fetched aside, kept, and asked for anew as soon as an unknown one is used."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import aiohttp
import pytest
from aiohttp import web

from adapters.teams.keys import AGAIN, OLD, Keys, NoKeys
from playground.teams.login import Signer
from tests.adapters.teams.served import Served
from tests.adapters.teams.test_guard import says


@dataclass
class KeyServer:
    """Serves a signer's keys, as slowly or as badly as it is told."""

    signer: Signer = field(default_factory=lambda: Signer("app"))
    takes: float = 0.0
    status: int = 200
    url: str = ""
    ahead: float = 0.0
    asked: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    odd: list[object] = field(default_factory=list)
    """What is named before the keys and is none."""

    async def openid(self, request: web.Request) -> web.Response:
        self.asked += 1
        self.arrived.set()
        await asyncio.sleep(self.takes)
        return web.json_response({"jwks_uri": f"{self.url}/keys"}, status=self.status)

    async def keys(self, request: web.Request) -> web.Response:
        return web.json_response({"keys": self.odd + self.signer.jwks()["keys"]})

    @property
    def kid(self) -> str:
        return next(iter(self.signer._keys))


@pytest.fixture
async def server() -> AsyncIterator[KeyServer]:
    one = KeyServer()
    app = web.Application()
    app.router.add_get("/openid", one.openid)
    app.router.add_get("/keys", one.keys)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    one.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield one
    await runner.cleanup()


@pytest.fixture
async def keys(server: KeyServer) -> AsyncIterator[Keys]:
    async with aiohttp.ClientSession() as session:
        yield Keys(f"{server.url}/openid", session, lambda: time.monotonic() + server.ahead)


async def test_many_who_need_the_keys_at_once_share_one_fetch(
    server: KeyServer, keys: Keys
) -> None:
    found = await asyncio.gather(*(keys.key(server.kid) for _ in range(20)))
    assert all(key is not None and key.endorsements == {"msteams"} for key in found)
    assert server.signer.fetched == 1


async def test_a_slow_key_server_holds_up_nobody_else(server: KeyServer, keys: Keys) -> None:
    server.takes = 0.4
    waiting = asyncio.create_task(keys.key(server.kid))
    beats = 0
    while not waiting.done():
        await asyncio.sleep(0.01)
        beats += 1
    assert beats > 10


async def test_a_new_key_is_known_at_once_and_strangers_make_us_ask_once_a_minute(
    server: KeyServer, keys: Keys
) -> None:
    assert await keys.key(server.kid) is not None
    server.ahead += AGAIN
    server.signer.rotate()
    assert await keys.key(server.kid) is not None
    assert server.signer.fetched == 2
    for number in range(50):
        assert await keys.key(f"stranger-{number}") is None
    assert server.signer.fetched == 2
    server.ahead += AGAIN
    assert await keys.key("stranger") is None
    assert server.signer.fetched == 3


async def test_keys_of_yesterday_are_used_where_nobody_answers_and_asked_for_once_a_minute(
    server: KeyServer, keys: Keys
) -> None:
    assert await keys.key(server.kid) is not None
    server.ahead += OLD + 1
    server.status = 500
    for _ in range(20):
        assert await keys.key(server.kid) is not None
    assert server.asked == 2
    server.status = 200
    server.ahead += AGAIN
    assert await keys.key(server.kid) is not None
    assert (server.asked, server.signer.fetched) == (3, 2)


async def test_nobody_else_waits_while_keys_of_yesterday_are_being_renewed(
    server: KeyServer, keys: Keys
) -> None:
    assert await keys.key(server.kid) is not None
    server.ahead += OLD + 1
    server.takes = 4.0
    server.arrived.clear()
    first = asyncio.create_task(keys.key(server.kid))
    async with asyncio.timeout(1):
        await server.arrived.wait()
        for _ in range(20):
            assert await keys.key(server.kid) is not None
    assert not first.done()
    first.cancel()


async def test_an_answer_without_keys_does_not_cost_us_those_we_have(
    server: KeyServer, keys: Keys
) -> None:
    kid = server.kid
    assert await keys.key(kid) is not None
    server.ahead += OLD + 1
    kept, server.signer._keys = server.signer._keys, {}
    assert await keys.key(kid) is not None
    server.signer._keys = kept
    server.ahead += AGAIN
    assert await keys.key(kid) is not None
    assert server.signer.fetched == 3


async def test_a_key_server_that_never_answers_is_not_waited_for(server: KeyServer) -> None:
    server.takes = 4.0
    async with aiohttp.ClientSession() as session, asyncio.timeout(2):
        keys = Keys(f"{server.url}/openid", session, time.monotonic, patience=0.1)
        with pytest.raises(NoKeys):
            await keys.key(server.kid)


async def test_a_key_that_makes_no_sense_does_not_cost_us_the_others(
    server: KeyServer, keys: Keys
) -> None:
    server.odd = [7, {"kty": "RSA"}, {"kid": "odd", "kty": "RSA", "n": "!", "e": "AQAB"}]
    assert await keys.key(server.kid) is not None
    assert await keys.key("odd") is None


async def test_where_no_key_was_ever_had_teams_is_told_to_come_again(
    server: KeyServer, keys: Keys
) -> None:
    server.status = 503
    with pytest.raises(NoKeys):
        await keys.key(server.kid)


async def test_keys_that_change_in_the_middle_of_a_run_lose_nothing(there: Served) -> None:
    assert await says(there) == 200
    there.playground.signer.rotate()
    # The keys were fetched a moment ago, and yet the new one is looked for.
    assert await says(there) == 200
