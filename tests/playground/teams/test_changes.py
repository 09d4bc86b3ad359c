"""The bot is told when the app, people, channels and teams come, go and change."""

from __future__ import annotations

from playground.teams.line import SILENCE
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person, Team
from tests.playground.teams.bot import Bot, at, message


async def test_adding_the_app_for_oneself_is_told_twice_and_removing_it_once(
    teams: TeamsPlayground, bot: Bot, kenji: Person
) -> None:
    await teams.people.installs(kenji)
    assert kenji.installed
    await teams.people.installs(kenji, add=False)
    assert not kenji.installed

    added, update, removed = bot.received
    assert (added["type"], added["action"]) == ("installationUpdate", "add")
    assert (removed["type"], removed["action"]) == ("installationUpdate", "remove")
    assert update["type"] == "conversationUpdate"
    assert update["membersAdded"] == [
        {"id": kenji.id, "aadObjectId": kenji.account},
        {"id": teams.tenant.bot.id},
    ]
    assert {one["conversation"]["id"] for one in bot.received} == {teams.chat(kenji).id}
    assert added["channelData"]["settings"] == {"selectedChannel": {"id": teams.chat(kenji).id}}


async def test_adding_the_app_tells_a_zone_only_where_it_is_set_so(
    teams: TeamsPlayground, bot: Bot, kenji: Person
) -> None:
    await teams.people.installs(kenji)
    teams.people.zone_at_install = False
    await teams.people.installs(kenji)

    told, _, untold, _ = bot.received
    assert told["localTimezone"] == "Asia/Tokyo"
    assert "Asia/Tokyo" not in str(untold)
    assert untold["entities"] == [{"type": "clientInfo", "locale": "en-US"}]
    assert untold["from"] == {"id": kenji.id, "aadObjectId": kenji.account}


async def test_the_app_comes_into_a_team_and_leaves_it(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team
) -> None:
    team.bot = False
    path = f"{at(team.id)}/activities"
    await teams.changes.adds_app(ana, team)
    assert (await bot.calls("POST", path, message()))[0] == 201
    await teams.changes.removes_app(ana, team)
    assert (await bot.calls("POST", path, message()))[0] == 403

    assert _summary(bot) == [
        ("installationUpdate", "add", ""),
        ("conversationUpdate", "", "teamMemberAdded"),
        ("installationUpdate", "remove", ""),
        ("conversationUpdate", "", "teamMemberRemoved"),
    ]
    added, removed = bot.received[1], bot.received[3]
    assert added["membersAdded"] == removed["membersRemoved"] == [{"id": teams.tenant.bot.id}]
    assert {one["conversation"]["id"] for one in bot.received} == {team.id}
    assert {one["channelData"]["team"]["name"] for one in bot.received} == {"churn"}


async def test_the_app_comes_into_a_group_chat(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    group = teams.tenant.group("launch", ana)
    group.bot = False
    await teams.changes.adds_app(ana, group)
    assert group.bot
    assert [one["conversation"]["conversationType"] for one in bot.received] == ["groupChat"] * 2
    assert "team" not in bot.received[1]["channelData"]


async def test_people_join_and_leave(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team, channel: Conversation
) -> None:
    eve = teams.tenant.person("Eve")
    group = teams.tenant.group("launch", ana)
    for place in (team, group):
        await teams.changes.joins(eve, place, ana)
        assert eve in place.members
        await teams.changes.leaves(eve, place, ana)
        assert eve not in place.members

    one = [{"id": eve.id, "aadObjectId": eve.account}]
    named = [told.get("membersAdded") or told["membersRemoved"] for told in bot.received]
    assert named == [one] * 4
    assert [kind for _, _, kind in _summary(bot)] == [
        "teamMemberAdded",
        "teamMemberRemoved",
        "",
        "",
    ]


async def test_a_channel_is_made_renamed_deleted_and_restored(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team
) -> None:
    channel = await teams.changes.creates(ana, team, "launch")
    await teams.changes.renames(ana, channel, "launch-week")
    path = f"{at(channel.id)}/activities"
    await teams.changes.deletes(ana, channel)
    status, told = await bot.calls("POST", path, message())
    assert (status, told["error"]["code"]) == (404, "ConversationNotFound")
    await teams.changes.restores(ana, channel)
    assert (await bot.calls("POST", path, message()))[0] == 201

    assert [kind for _, _, kind in _summary(bot)] == [
        "channelCreated",
        "channelRenamed",
        "channelDeleted",
        "channelRestored",
    ]
    abouts = [one["channelData"]["channel"] for one in bot.received]
    assert abouts == [
        {"id": channel.id, "name": "launch"},
        *[{"id": channel.id, "name": "launch-week"}] * 3,
    ]
    assert {one["conversation"]["id"] for one in bot.received} == {team.id}


async def test_a_group_chat_gets_a_name(teams: TeamsPlayground, bot: Bot, ana: Person) -> None:
    group = teams.tenant.group("launch", ana)
    await teams.changes.renames(ana, group, "Launch week")
    (told,) = bot.received
    assert told["topicName"] == told["conversation"]["name"] == "Launch week"


async def test_a_team_is_archived_renamed_and_deleted(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team, channel: Conversation
) -> None:
    path = f"{at(channel.id)}/activities"
    await teams.changes.archives(ana, team)
    assert (await bot.calls("POST", path, message()))[0] == 403
    await teams.changes.unarchives(ana, team)
    assert (await bot.calls("POST", path, message()))[0] == 201
    await teams.changes.renames_team(ana, team, "Retention")
    await teams.changes.deletes_team(ana, team)
    assert (await bot.calls("POST", path, message()))[0] == 404

    assert [kind for _, _, kind in _summary(bot)] == [
        "teamArchived",
        "teamUnarchived",
        "teamRenamed",
        "teamDeleted",
    ]
    assert bot.received[2]["channelData"]["team"]["name"] == "Retention"


async def test_where_the_bot_is_not_it_is_told_nothing(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team, channel: Conversation
) -> None:
    team.bot = False
    assert await teams.changes.renames(ana, channel, "other") == SILENCE
    assert await teams.changes.archives(ana, team) == SILENCE
    assert bot.received == []
    assert (channel.name, team.archived) == ("other", True)


def _summary(bot: Bot) -> list[tuple[str, str, str]]:
    return [
        (one["type"], one.get("action", ""), one["channelData"].get("eventType", ""))
        for one in bot.received
    ]
