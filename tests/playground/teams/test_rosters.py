"""A bot reads who is in a conversation, page by page, and what channels a team has."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person, Team
from tests.playground.teams.bot import Bot, Json, at


async def pages(bot: Bot, id: str, size: int) -> list[list[str]]:
    """The names on each page."""
    found, token = [], ""
    while True:
        query = {"pageSize": str(size), **({"continuationToken": token} if token else {})}
        status, told = await bot.calls("GET", f"{at(id)}/pagedmembers", **query)
        assert status == 200
        found.append([one["name"] for one in told["members"]])
        token = told.get("continuationToken", "")
        if not token:
            return found


async def test_everybody_is_on_one_page_and_nobody_on_two(
    teams: TeamsPlayground, bot: Bot, channel: Conversation, team: Team
) -> None:
    team.members.append(teams.tenant.person("Eve"))
    for id in (channel.id, team.id):
        assert await pages(bot, id, 2) == [["Ana Duarte", "Kenji Mori"], ["Eve"]]
        assert await pages(bot, id, 3) == [["Ana Duarte", "Kenji Mori", "Eve"]]


async def test_a_page_is_no_longer_than_teams_hands_out(
    teams: TeamsPlayground, bot: Bot, channel: Conversation
) -> None:
    teams.rosters.most = 1
    assert await pages(bot, channel.id, 500) == [["Ana Duarte"], ["Kenji Mori"]]


async def test_somebody_is_described_as_teams_describes_them(
    bot: Bot, channel: Conversation, ana: Person, kenji: Person
) -> None:
    kenji.tenant, kenji.role = "another", "guest"
    expected: Json = {
        "id": kenji.id,
        "aadObjectId": kenji.account,
        "name": "Kenji Mori",
        "givenName": "Kenji",
        "surname": "Mori",
        "email": "kenji.mori@example.com",
        "userPrincipalName": "kenji.mori@example.com",
        "tenantId": "another",
        "userRole": "guest",
    }
    for id in (kenji.id, kenji.account):
        assert await bot.calls("GET", f"{at(channel.id)}/members/{quote(id, safe='')}") == (
            200,
            expected,
        )


async def test_who_is_not_there_is_not_found(
    teams: TeamsPlayground, bot: Bot, channel: Conversation
) -> None:
    eve = teams.tenant.person("Eve")
    status, told = await bot.calls("GET", f"{at(channel.id)}/members/{eve.account}")
    assert (status, told["error"]["code"]) == (404, "MemberNotFoundInConversation")


async def test_a_team_tells_its_name_and_the_channels_that_the_bot_is_in(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team, channel: Conversation
) -> None:
    private = teams.tenant.private_channel(team, "leads", ana)
    teams.tenant.channel(team, "old").deleted = True
    listed = [
        {"id": team.id, "name": None, "type": "standard"},
        {"id": channel.id, "name": "churn-model", "type": "standard"},
    ]
    path = f"teams/{quote(team.id, safe='')}"

    _, told = await bot.calls("GET", f"{path}/conversations")
    assert told["conversations"] == listed
    private.bot = True
    _, told = await bot.calls("GET", f"{path}/conversations")
    assert told["conversations"] == [
        *listed,
        {"id": private.id, "name": "leads", "type": "private"},
    ]
    _, told = await bot.calls("GET", path)
    assert (told["name"], told["channelCount"], told["memberCount"]) == ("churn", 3, 2)


async def test_the_people_of_a_private_channel_are_its_own(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team
) -> None:
    private = teams.tenant.private_channel(team, "leads", ana)
    private.bot = True
    assert await pages(bot, private.id, 9) == [["Ana Duarte"]]


@pytest.mark.parametrize("what", ["", "/conversations"])
async def test_a_team_without_the_bot_tells_nothing(bot: Bot, team: Team, what: str) -> None:
    assert (await bot.calls("GET", f"teams/19%3Anone{what}"))[0] == 404
    team.bot = False
    assert (await bot.calls("GET", f"teams/{quote(team.id, safe='')}{what}"))[0] == 403
    assert (await bot.calls("GET", f"{at(team.id)}/pagedmembers"))[0] == 403


@pytest.mark.parametrize(
    "query", [{"pageSize": "many"}, {"pageSize": "0"}, {"continuationToken": "mine"}]
)
async def test_a_page_that_makes_no_sense_is_refused(
    bot: Bot, channel: Conversation, query: dict[str, str]
) -> None:
    assert (await bot.calls("GET", f"{at(channel.id)}/pagedmembers", **query))[0] == 400
