"""What the stand-in's connector takes and refuses, by plain HTTP, as a bot of anybody's would call it."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from playground.teams.faults import Fault
from playground.teams.server import APP_ID, SECRET, TeamsPlayground

Json = dict[str, Any]
HELLO: Json = {"type": "message", "text": "hello"}


class Caller:
    """A bot that has signed in."""

    def __init__(self, playground: TeamsPlayground, session: aiohttp.ClientSession) -> None:
        self.playground, self._session, self.token = playground, session, ""

    async def signs_in(self, secret: str = SECRET) -> int:
        trust = ssl.create_default_context(cafile=str(self.playground.certificate))
        url = f"{self.playground.settings['authority']}/{self.playground.tenant.id}"
        asked = {"client_id": APP_ID, "client_secret": secret, "grant_type": "client_credentials"}
        async with self._session.post(f"{url}/oauth2/v2.0/token", data=asked, ssl=trust) as answer:
            self.token = (await answer.json()).get("access_token", "")
            return answer.status

    async def calls(self, method: str, path: str, body: Json | None = None) -> tuple[int, Json]:
        headers = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.playground.people.service}v3/{path}"
        async with self._session.request(method, url, json=body, headers=headers) as answer:
            told = await answer.json(content_type=None) if await answer.read() else {}
            return answer.status, told


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Caller]:
    playground = TeamsPlayground(tmp_path)
    await playground.start()
    async with aiohttp.ClientSession() as session:
        one = Caller(playground, session)
        assert await one.signs_in() == 200
        yield one
    await playground.stop()


async def test_only_the_right_secret_and_a_token_that_is_good_come_in(bot: Caller) -> None:
    assert (await bot.calls("GET", "teams/x/conversations"))[0] == 404
    bot.playground.tokens.refused.add(bot.token)
    assert (await bot.calls("GET", "teams/x/conversations"))[0] == 401
    assert await bot.signs_in("wrong") == 401


async def test_what_is_no_message_or_too_large_is_refused(bot: Caller) -> None:
    ana = bot.playground.tenant.person("Ana")
    path = f"conversations/{bot.playground.chat(ana).id}/activities"
    assert (await bot.calls("POST", path, {"type": "event"}))[0] == 400
    status, told = await bot.calls("POST", path, HELLO | {"text": "x" * 15_000})
    assert (status, told["error"]["code"]) == (413, "MessageSizeTooBig")
    assert (await bot.calls("POST", "conversations/a:nobody/activities", HELLO))[0] == 404
    assert bot.playground.chat(ana).standing() == []


async def test_where_the_bot_is_not_it_may_do_nothing(bot: Caller) -> None:
    tenant = bot.playground.tenant
    bo = tenant.person("Bo", installed=False)
    create = {"members": [{"id": bo.account}], "tenantId": tenant.id}
    status, told = await bot.calls("POST", "conversations", create)
    assert (status, told["error"]["code"]) == (403, "ForbiddenOperationException")
    team = tenant.team("launch", bo)
    assert (await bot.calls("POST", "conversations", create))[0] == 403
    create["members"] = [{"id": bo.id}]
    assert (await bot.calls("POST", "conversations", create))[0] == 201
    team.bot = False
    assert (await bot.calls("POST", "conversations", create))[0] == 403
    assert (await bot.calls("GET", f"conversations/{team.id}/pagedmembers"))[0] == 403


async def test_a_fault_comes_before_or_after_the_work_is_done(bot: Caller) -> None:
    ana = bot.playground.tenant.person("Ana")
    chat = bot.playground.chat(ana)
    path = f"conversations/{chat.id}/activities"
    bot.playground.faults.order("POST", Fault(502), Fault(502, "after"))
    assert (await bot.calls("POST", path, HELLO))[0] == 502
    assert len(chat.standing()) == 0
    assert (await bot.calls("POST", path, HELLO))[0] == 502
    assert len(chat.standing()) == 1
    assert (await bot.calls("POST", path, HELLO))[0] == 201
