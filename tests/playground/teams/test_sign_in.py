"""A bot gets an access token for the right secret, and the connector takes it as long as it lives."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import msal
import pytest

from playground.teams.faults import Fault
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Person
from tests.playground.conftest import Seconds
from tests.playground.teams.bot import Bot
from tests.playground.teams.signing_in import sign_in


async def test_microsofts_own_library_signs_in_and_its_token_is_taken(
    teams: TeamsPlayground, bot: Bot, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(teams.certificate))

    def ask() -> dict[str, Any]:
        app = msal.ConfidentialClientApplication(
            teams.settings["app_id"],
            client_credential=teams.settings["app_password"],
            authority=f"{teams.settings['authority']}/{teams.tenant.id}",
            instance_discovery=False,
        )
        told: dict[str, Any] = app.acquire_token_for_client(
            ["https://api.botframework.com/.default"]
        )
        return told

    told = await asyncio.to_thread(ask)
    bot.token = told["access_token"]

    assert told["expires_in"] == 3600
    assert (await bot.opens(ana))[0] == 201


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_secret": "guessed"}, "invalid_client"),
        ({"client_id": "somebody else"}, "unauthorized_client"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"scope": "https://graph.microsoft.com/.default"}, "invalid_scope"),
        ({"tenant": "0f0f0f0f-0000-4000-8000-00000000000f"}, "invalid_request"),
    ],
)
async def test_whoever_asks_wrongly_gets_no_token(
    teams: TeamsPlayground, session: aiohttp.ClientSession, changed: dict[str, str], error: str
) -> None:
    status, told = await sign_in(teams, session, **changed)

    assert status in (400, 401)
    assert told["error"] == error
    assert teams.tokens.issued == []


async def test_a_token_is_good_for_its_life_and_no_longer(
    teams: TeamsPlayground,
    session: aiohttp.ClientSession,
    bot: Bot,
    ana: Person,
    seconds: Seconds,
) -> None:
    teams.tokens.life = 600
    bot.token = (await sign_in(teams, session))[1]["access_token"]

    seconds.at += 599
    assert (await bot.opens(ana))[0] == 201
    seconds.at += 1
    assert (await bot.opens(ana))[0] == 401


async def test_a_token_can_be_taken_back_before_its_end(
    teams: TeamsPlayground, session: aiohttp.ClientSession, bot: Bot, ana: Person
) -> None:
    teams.tokens.revoke()
    assert (await bot.opens(ana))[0] == 401

    bot.token = (await sign_in(teams, session))[1]["access_token"]
    assert (await bot.opens(ana))[0] == 201


@pytest.mark.parametrize("token", ["", "made-up"])
async def test_the_connector_answers_nobody_without_a_token(
    bot: Bot, ana: Person, token: str
) -> None:
    bot.token = token

    status, told = await bot.opens(ana)

    assert status == 401
    assert told["error"]["code"] == "Unauthorized"


async def test_sign_in_can_be_made_to_fail(
    teams: TeamsPlayground, session: aiohttp.ClientSession
) -> None:
    teams.faults.order("^token$", Fault(503))

    assert (await sign_in(teams, session))[0] == 503
    assert (await sign_in(teams, session))[0] == 200
