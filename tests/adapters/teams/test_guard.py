"""Who is not Microsoft, or not of our tenant, is turned away: with an answer, and never with a fault."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import rsa

from adapters.teams.guard import LARGEST, Guard, NotTeams
from adapters.teams.keys import Keys
from adapters.teams.settings import PLAYGROUND_TENANT, TeamsSettings
from tests.adapters.teams.served import Served

Json = dict[str, Any]

STRANGER = rsa.generate_private_key(65537, 2048)
HELLO: Json = {"type": "message", "text": "help", "textFormat": "plain"}


async def says(there: Served, **forged: Any) -> int:
    there.playground.people.forged = forged
    chat = there.playground.chat(there.ana)
    return (await there.playground.people.does(there.ana, chat, HELLO)).status


async def posts(there: Served, activity: Json, **forged: Any) -> int:
    there.playground.people.forged = forged
    return (await there.playground.people.delivers(activity)).status


def hello(there: Served, **changed: Any) -> Json:
    chat = there.playground.chat(there.ana)
    return there.playground.people.activity(there.ana, chat, HELLO) | changed


async def test_what_microsoft_has_signed_for_us_comes_in(there: Served) -> None:
    assert await says(there) == 200
    assert [one.who is not None for one in there.door.happenings] == [False, False, True]


NOW = time.time()


@pytest.mark.parametrize(
    "forged",
    [
        {"aud": "another-app"},
        {"iss": "https://sts.windows.net/somebody"},
        {"exp": int(NOW) - 301},
        {"nbf": int(NOW) + 3600},
        {"exp": None},
        {"nbf": None},
        {"aud": None},
        {"iss": None},
        {"exp": "tomorrow"},
        {"serviceurl": "https://smba.trafficmanager.net/teams/"},
        {"serviceurl": None},
        {"kid": "nobodys"},
        {"key": STRANGER},
        {"alg": "none", "key": None},
        {"alg": "HS256", "key": "the public key is no secret, however long it may be made"},
    ],
    ids=lambda forged: "-".join(forged),
)
async def test_a_token_that_is_not_for_us_is_refused(there: Served, forged: Json) -> None:
    assert await says(there, **forged) == 401
    assert there.door.happenings == []


async def test_clocks_may_differ_by_five_minutes(there: Served) -> None:
    assert await says(there, exp=int(time.time()) - 200, nbf=int(time.time()) - 900) == 200
    there.ahead[0] = 4000.0
    assert await says(there) == 401


async def test_a_key_that_may_not_sign_for_teams_is_refused(there: Served) -> None:
    there.playground.signer.endorsements = ["webchat"]
    there.playground.signer.rotate()
    assert await says(there) == 401


async def test_an_activity_of_another_tenant_is_refused(there: Served) -> None:
    foreign = hello(there)
    foreign["channelData"]["tenant"]["id"] = "another"
    foreign["conversation"]["tenantId"] = "another"
    assert await posts(there, foreign) == 403
    mixed = hello(there)
    mixed["conversation"]["tenantId"] = "another"
    assert await posts(there, mixed) == 403
    mixed = hello(there)
    mixed["channelData"]["tenant"]["id"] = "another"
    assert await posts(there, mixed) == 403
    assert there.door.happenings == []


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/teams/",
        "http://smba.trafficmanager.net/teams/",
        "http://[::1]:3@/",
        "",
        None,
        7,
    ],
)
async def test_a_service_url_of_another_host_is_refused(there: Served, url: object) -> None:
    claim = {"serviceurl": url} if url is None or isinstance(url, str) else {}
    assert await posts(there, hello(there, serviceUrl=url), **claim) in (401, 403)
    assert there.door.happenings == []


MALFORMED = [
    b"",
    b"[]",
    b"null",
    b"7",
    b'"message"',
    b"{",
    b"\xff\xfe",
    b"{}",
    b'{"type": 7}',
    b'{"type": "message"}',
    b'{"type": "message", "channelId": "msteams"}',
    b'{"type": "message", "text": "\\ud800", "channelId": "msteams"}',
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b'{"type": "message", "conversation": []}',
    b'{"type": "invoke", "value": [1]}',
    b'{"type": "message", "channelId": {"a": 1}}',
    b"{" + b" " * 1000 + b"}",
    b"payload=1",
    b"\x00",
]


@pytest.mark.parametrize("body", MALFORMED, ids=range(len(MALFORMED)))
@pytest.mark.parametrize("signed", [True, False])
async def test_malformed_bodies_get_an_answer_and_no_fault(
    there: Served, body: bytes, signed: bool
) -> None:
    headers = {}
    if signed:
        headers["Authorization"] = f"Bearer {there.playground.signer.token(there.service)}"
    async with aiohttp.ClientSession() as session:
        url = f"{there.url}/api/messages"
        async with session.post(url, data=body, headers=headers) as answer:
            assert 400 <= answer.status < 500
    assert there.door.happenings == []


async def test_half_of_a_surrogate_pair_is_refused_in_what_is_otherwise_well(
    there: Served,
) -> None:
    assert await posts(there, hello(there, text="caf\u00e9 \ud83d\ude00")) == 200
    assert await posts(there, hello(there, text="\ud800")) == 400
    assert len(there.door.acts) == 1


async def test_a_body_beyond_a_megabyte_or_without_its_length_is_not_read(there: Served) -> None:
    token = there.playground.signer.token(there.service)
    headers = {"Authorization": f"Bearer {token}"}

    async def pieces() -> Any:
        yield json.dumps(hello(there)).encode()

    async with aiohttp.ClientSession() as session:
        for body in (b" " * (LARGEST + 1), pieces()):
            async with session.post(
                f"{there.url}/api/messages", data=body, headers=headers
            ) as answer:
                assert answer.status == 413


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Basic eA=="},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer a.b.c"},
        {"Authorization": "Bearer é.b.c"},
        {"Authorization": "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AA"},
    ],
    ids=str,
)
async def test_without_a_token_nobody_comes_in(there: Served, headers: dict[str, str]) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{there.url}/api/messages", json=hello(there), headers=headers) as answer,
    ):
        assert answer.status == 401
    assert there.door.happenings == []


@pytest.mark.parametrize("packing", ["gzip", "deflate"])
async def test_a_body_that_is_not_packed_as_it_says_is_refused(there: Served, packing: str) -> None:
    token = there.playground.signer.token(there.service)
    headers = {"Authorization": f"Bearer {token}", "Content-Encoding": packing}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{there.url}/api/messages", data=b"junk", headers=headers) as answer,
    ):
        assert answer.status == 400


async def test_a_sender_who_leaves_in_the_middle_is_no_fault(
    there: Served, caplog: pytest.LogCaptureFixture
) -> None:
    token = there.playground.signer.token(there.service)
    _, writer = await asyncio.open_connection("127.0.0.1", urlsplit(there.url).port)
    head = f"POST /api/messages HTTP/1.1\r\nHost: bot\r\nAuthorization: Bearer {token}\r\n"
    writer.write(f"{head}Content-Length: 500\r\n\r\n{{".encode())
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.close()
    await asyncio.sleep(0.2)
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


@asynccontextmanager
async def guarded(settings: TeamsSettings, peer: str = "127.0.0.1") -> AsyncIterator[str]:
    """The guard alone, on a real port; ``peer`` is where a request seems to come from."""

    async def admit(request: web.Request) -> web.Response:
        try:
            await guard.admit(request.clone(remote=peer))
        except NotTeams as no:
            return web.Response(status=no.status)
        return web.Response()

    application = web.Application()
    application.router.add_post("/", admit)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with aiohttp.ClientSession() as session:
        guard = Guard(settings, Keys(settings.openid_url, session, time.monotonic), time.time)
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("peer", "service", "status"),
    [
        ("127.0.0.1", "http://localhost:56150/_connector", 200),
        ("127.8.8.8", "http://127.0.0.2:1/", 200),
        ("::1", "http://[::1]:56150/", 200),
        ("192.0.2.1", "http://localhost:56150/_connector", 401),
        ("", "http://localhost:56150/_connector", 401),
        ("127.0.0.1", "http://192.0.2.1/", 403),
        ("127.0.0.1", "https://smba.trafficmanager.net/teams/", 403),
        ("127.0.0.1", "http://localhost.evil.example/", 403),
        ("127.0.0.1", "http://[::1]:3@/", 403),
    ],
)
async def test_without_signatures_only_this_machine_talks_and_is_answered(
    peer: str, service: str, status: int
) -> None:
    home = {"tenant": {"id": PLAYGROUND_TENANT}}
    body = {"type": "message", "serviceUrl": service, "channelData": home}
    async with (
        guarded(TeamsSettings(insecure_loopback=True), peer) as url,
        aiohttp.ClientSession() as session,
        session.post(url, json=body) as answer,
    ):
        assert answer.status == status


async def test_where_no_keys_can_be_had_teams_is_told_to_come_again(there: Served) -> None:
    nowhere = {**there.playground.settings, "openid_url": "http://127.0.0.1:9/"}
    headers = {"Authorization": f"Bearer {there.playground.signer.token(there.service)}"}
    async with (
        guarded(TeamsSettings.model_validate(nowhere)) as url,
        aiohttp.ClientSession() as session,
        session.post(url, json=hello(there), headers=headers) as answer,
    ):
        assert answer.status == 503


@pytest.mark.parametrize("name", ["Origin", "X-Forwarded-For", "Forwarded"])
async def test_the_loopback_takes_nothing_from_a_page_or_through_a_proxy(name: str) -> None:
    home = {"tenant": {"id": PLAYGROUND_TENANT}}
    body = {"type": "message", "serviceUrl": "http://127.0.0.1:3978/", "channelData": home}
    async with (
        guarded(TeamsSettings(insecure_loopback=True), "127.0.0.1") as url,
        aiohttp.ClientSession() as session,
        session.post(url, json=body, headers={name: "evil.example"}) as answer,
    ):
        assert answer.status == 401
