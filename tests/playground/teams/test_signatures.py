"""Activities are signed so that a bot can check them, and forged so that it has something to refuse."""

from __future__ import annotations

import aiohttp
import jwt
import pytest

from bot.clock import machine_time
from playground.teams.faults import Fault
from playground.teams.forgeries import OTHER_TENANT, forgeries
from playground.teams.login import ISSUER
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Person
from tests.playground.teams.bot import Bot, Json

CLAIMS = ["iss", "aud", "exp", "nbf", "serviceurl"]


async def published(teams: TeamsPlayground, session: aiohttp.ClientSession) -> dict[str, Json]:
    """The keys by their ids, found as a bot finds them."""
    async with session.get(teams.settings["openid_url"]) as answer:
        described = await answer.json()
    assert described["issuer"] == ISSUER
    async with session.get(described["jwks_uri"]) as answer:
        return {one["kid"]: one for one in (await answer.json())["keys"]}


def checked(bot: Bot, keys: dict[str, Json]) -> Json:
    """The claims of the last activity. Raises where a careful bot refuses."""
    scheme, _, token = bot.authorizations[-1].partition(" ")
    if scheme != "Bearer":
        raise jwt.InvalidTokenError("no token")
    key = keys[jwt.get_unverified_header(token)["kid"]]
    claims: Json = jwt.decode(
        token,
        jwt.PyJWK(key, "RS256").key,
        algorithms=["RS256"],
        audience=bot.teams.settings["app_id"],
        issuer=ISSUER,
        options={"require": CLAIMS},
    )
    activity = bot.received[-1]
    assert claims["serviceurl"] == activity["serviceUrl"]
    assert activity["channelData"]["tenant"]["id"] == bot.teams.tenant.id
    return claims


async def test_an_activity_is_signed_with_a_published_key_that_teams_may_use(
    teams: TeamsPlayground, session: aiohttp.ClientSession, bot: Bot, ana: Person
) -> None:
    await teams.people.says(ana, teams.chat(ana), "help")

    keys = await published(teams, session)
    checked(bot, keys)
    assert [one["endorsements"] for one in keys.values()] == [["msteams"]]


@pytest.mark.parametrize("wrong", list(forgeries(0)))
async def test_a_forged_activity_does_not_stand_up_to_the_check(
    teams: TeamsPlayground, session: aiohttp.ClientSession, bot: Bot, ana: Person, wrong: str
) -> None:
    teams.people.forged = forgeries(machine_time())[wrong]

    await teams.people.says(ana, teams.chat(ana), "help")

    keys = await published(teams, session)
    with pytest.raises((jwt.PyJWTError, KeyError, AssertionError)):
        checked(bot, keys)


async def test_another_tenant_stands_in_both_places_where_an_activity_names_it(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    teams.people.forged = forgeries(machine_time())["another tenant"]

    await teams.people.says(ana, teams.chat(ana), "help")

    told = bot.received[-1]
    assert told["conversation"]["tenantId"] == OTHER_TENANT
    assert told["channelData"]["tenant"]["id"] == OTHER_TENANT


@pytest.mark.parametrize("keep", [True, False])
async def test_after_a_rotation_the_new_key_signs_and_the_old_one_stays_only_where_it_is_kept(
    teams: TeamsPlayground,
    session: aiohttp.ClientSession,
    bot: Bot,
    ana: Person,
    keep: bool,
) -> None:
    before = set(await published(teams, session))

    teams.signer.rotate(keep=keep)
    await teams.people.says(ana, teams.chat(ana), "help")

    after = await published(teams, session)
    checked(bot, {kid: one for kid, one in after.items() if kid not in before})
    assert (before <= set(after)) is keep


async def test_the_keys_can_be_made_to_fail(
    teams: TeamsPlayground, session: aiohttp.ClientSession
) -> None:
    teams.faults.order("^keys$", Fault(503))

    async with session.get(teams.settings["openid_url"]) as answer:
        where = (await answer.json())["jwks_uri"]
    async with session.get(where) as answer:
        assert answer.status == 503
    assert teams.signer.fetched == 0
    assert len(await published(teams, session)) == 1
