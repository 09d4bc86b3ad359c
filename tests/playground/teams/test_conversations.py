"""What a bot says stands where it was said, and is edited and withdrawn; what it may not, Teams refuses."""

from __future__ import annotations

import pytest

from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person, Team
from tests.playground.teams.bot import Bot, Json, at, card, message


async def test_the_personal_chat_is_the_same_however_often_and_by_whichever_id_it_is_asked_for(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    first = await bot.opens(ana)
    second = await bot.opens(ana, members=[{"id": ana.id}])
    third = await bot.opens(ana, tenantId=None, channelData={"tenant": {"id": teams.tenant.id}})

    assert first == second == third == (201, {"id": teams.chat(ana).id})


async def test_a_message_is_said_edited_and_withdrawn(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    id = await bot.posts(chat)
    edited = message() | {"text": "Good evening."}

    assert await bot.calls("PUT", f"{at(chat.id)}/activities/{id}", edited) == (200, {"id": id})
    (posted,) = chat.standing()
    assert (posted.body["text"], posted.edits) == ("Good evening.", 1)

    assert (await bot.calls("DELETE", f"{at(chat.id)}/activities/{id}"))[0] == 200
    assert chat.standing() == []
    for method in ("PUT", "DELETE"):
        status, told = await bot.calls(method, f"{at(chat.id)}/activities/{id}", edited)
        assert (status, told["error"]["code"]) == (404, "ActivityNotFoundInConversation")


async def test_a_thread_begins_with_its_conversation_and_takes_replies(
    bot: Bot, channel: Conversation
) -> None:
    begun = {
        "isGroup": True,
        "channelData": {"channel": {"id": channel.id}},
        "activity": message(),
    }
    status, told = await bot.calls("POST", "conversations", begun)
    root = told["activityId"]
    assert (status, told["id"]) == (201, f"{channel.id};messageid={root}")

    reply = await bot.posts(channel, thread=root)
    _, answer = await bot.calls("POST", f"{at(channel.id)}/activities/{reply}", message())
    other = await bot.posts(channel)

    assert [one.id for one in channel.thread(root)] == [root, reply, answer["id"]]
    assert [one.under for one in channel.standing()] == [None, root, root, None]
    assert [one.id for one in channel.thread(other)] == [other]


async def test_a_reply_in_a_chat_stands_in_the_chat(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    id = await bot.posts(chat)

    status, _ = await bot.calls("POST", f"{at(chat.id)}/activities/{id}", message())

    assert status == 201
    assert [one.under for one in chat.standing()] == [None, None]


async def test_typing_is_taken_and_kept_by_nobody(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    status, _ = await bot.calls("POST", f"{at(chat.id)}/activities", {"type": "typing"})
    assert status == 201
    assert chat.said() == []


async def test_a_chat_knows_no_threads_and_a_channel_none_that_nobody_began(
    teams: TeamsPlayground, bot: Bot, ana: Person, channel: Conversation
) -> None:
    group = teams.tenant.group("launch", ana)
    for id, expected in ((group.id, 400), (teams.chat(ana).id, 400), (channel.id, 404)):
        thread = f"{at(id + ';messageid=12')}/activities"
        assert (await bot.calls("POST", thread, message()))[0] == expected


async def test_who_has_not_the_app_is_reached_only_by_the_id_that_a_team_of_theirs_gives(
    bot: Bot, kenji: Person, team: Team
) -> None:
    named = [{"id": kenji.id}]

    assert (await bot.opens(kenji))[0] == 403
    assert (await bot.opens(kenji, members=named))[0] == 201
    team.bot = False
    status, told = await bot.opens(kenji, members=named)
    assert (status, told["error"]["code"]) == (403, "ForbiddenOperationException")


async def test_who_blocks_the_bot_is_not_reached(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    ana.blocks = True
    for method, path in (("POST", "conversations"), ("POST", f"{at(chat.id)}/activities")):
        body = message() if "activities" in path else {"members": [{"id": ana.account}]}
        status, told = await bot.calls(method, path, body | {"tenantId": teams.tenant.id})
        assert (status, told["error"]["code"]) == (403, "ConversationBlockedByUser")


async def test_where_the_app_was_removed_nothing_can_be_said(
    teams: TeamsPlayground, bot: Bot, ana: Person, channel: Conversation, team: Team
) -> None:
    group = teams.tenant.group("launch", ana)
    chat = teams.chat(ana)
    team.bot = group.bot = ana.installed = False
    for one in (channel, group, chat):
        status, told = await bot.calls("POST", f"{at(one.id)}/activities", message())
        assert (status, told["error"]["code"]) == (403, "BotNotInConversationRoster")


async def test_a_private_channel_takes_the_bot_only_where_it_was_added(
    teams: TeamsPlayground, bot: Bot, ana: Person, team: Team
) -> None:
    private = teams.tenant.private_channel(team, "leads", ana)
    path = f"{at(private.id)}/activities"

    assert (await bot.calls("POST", path, message()))[0] == 403
    private.bot = True
    assert (await bot.calls("POST", path, message()))[0] == 201
    team.bot = False
    assert (await bot.calls("POST", path, message()))[0] == 403


async def test_what_people_wrote_is_not_the_bots_to_change(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    await teams.people.says(ana, chat, "help")
    (said,) = chat.said()
    for method in ("PUT", "DELETE"):
        status, _ = await bot.calls(method, f"{at(chat.id)}/activities/{said.id}", message())
        assert status == 403
    assert chat.standing() == []


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"type": "event"},
        {"type": "message", "attachments": {}},
        {"type": "message", "attachments": ["a card"]},
        message({"type": "AdaptiveCard", "body": []}),
        message(card() | {"version": "1.6"}),
        message({"type": "Message", "version": "1.5"}),
    ],
)
async def test_what_is_no_activity_is_refused(
    teams: TeamsPlayground, bot: Bot, ana: Person, body: object
) -> None:
    status, _ = await bot.calls("POST", f"{at(teams.chat(ana).id)}/activities", body)
    assert status == 400
    assert teams.chat(ana).standing() == []


@pytest.mark.parametrize(
    "changed",
    [
        {"members": []},
        {"members": "Ana"},
        {"members": [{"id": "29:nobody"}]},
        {"tenantId": "another"},
        {"tenantId": None},
        {"isGroup": True},
    ],
)
async def test_a_chat_is_made_with_one_known_person_of_the_tenant(
    bot: Bot, ana: Person, changed: Json
) -> None:
    assert (await bot.opens(ana, **changed))[0] == 400


@pytest.mark.parametrize(
    ("letter", "fits"), [("a", 14_000), ("\N{ROLLING ON THE FLOOR LAUGHING}", 7_000)]
)
async def test_28_kb_are_counted_as_utf_16_does(
    teams: TeamsPlayground, bot: Bot, ana: Person, letter: str, fits: int
) -> None:
    path = f"{at(teams.chat(ana).id)}/activities"

    assert (await bot.calls("POST", path, {"type": "message", "text": letter * fits}))[0] == 201
    status, told = await bot.calls("POST", path, {"type": "message", "text": letter * (fits + 400)})
    assert (status, told["error"]["code"]) == (413, "MessageSizeTooBig")


async def test_calls_are_kept_for_verdicts(teams: TeamsPlayground, bot: Bot, ana: Person) -> None:
    await bot.opens(ana)
    bot.token = "wrong"
    await bot.opens(ana)
    assert [(one.method, one.path, one.status) for one in teams.calls] == [
        ("POST", "v3/conversations", 201),
        ("POST", "v3/conversations", 401),
    ]
