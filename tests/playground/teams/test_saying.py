"""What people write comes to the bot as Teams sends it, and stands where they wrote it."""

from __future__ import annotations

from datetime import datetime, timedelta

from playground.teams.line import SILENCE
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person
from tests.playground.teams.bot import Bot


async def test_words_in_the_personal_chat_come_as_they_were_written(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    answer = await teams.people.says(ana, teams.chat(ana), "standup new")

    (told,) = bot.received
    (said,) = teams.chat(ana).said()
    assert answer.status == 200
    assert (told["type"], told["text"], told["textFormat"]) == ("message", "standup new", "plain")
    assert told["id"] == said.id
    assert told["from"] == {"id": ana.id, "name": "Ana Duarte", "aadObjectId": ana.account}
    assert told["recipient"] == {"id": teams.tenant.bot.id, "name": "Muster"}
    assert told["conversation"] == {
        "id": teams.chat(ana).id,
        "conversationType": "personal",
        "tenantId": teams.tenant.id,
    }
    assert told["channelData"] == {"tenant": {"id": teams.tenant.id}}
    assert told["channelId"] == "msteams"
    assert told["serviceUrl"] == teams.people.service


async def test_a_client_tells_its_language_and_its_zone(
    teams: TeamsPlayground, bot: Bot, kenji: Person
) -> None:
    kenji.locale = "ja-JP"
    await teams.people.says(kenji, teams.chat(kenji), "help")

    (told,) = bot.received
    assert told["entities"] == [
        {
            "type": "clientInfo",
            "locale": "ja-JP",
            "country": "US",
            "platform": "Web",
            "timezone": "Asia/Tokyo",
        }
    ]
    assert (told["locale"], told["localTimezone"]) == ("ja-JP", "Asia/Tokyo")
    local, utc = (datetime.fromisoformat(told[name]) for name in ("localTimestamp", "timestamp"))
    assert local.utcoffset() == timedelta(hours=9)
    assert abs(local - utc) < timedelta(seconds=5)


async def test_mentions_in_a_channel_are_named_by_entities_and_marked_in_the_text(
    teams: TeamsPlayground, bot: Bot, ana: Person, kenji: Person, channel: Conversation
) -> None:
    await teams.people.says(ana, channel, "@Muster standup add @Kenji Mori & @Nobody")

    (told,) = bot.received
    assert told["text"] == "<at>Muster</at> standup add <at>Kenji Mori</at> &amp; @Nobody"
    mentions = [one for one in told["entities"] if one["type"] == "mention"]
    assert [(one["mentioned"]["id"], one["text"]) for one in mentions] == [
        (teams.tenant.bot.id, "<at>Muster</at>"),
        (kenji.id, "<at>Kenji Mori</at>"),
    ]
    (rich,) = told["attachments"]
    assert rich["contentType"] == "text/html"
    assert 'itemid="1">Kenji Mori</span> &amp; @Nobody</p>' in rich["content"]


async def test_a_longer_name_is_not_cut_by_a_shorter_one(
    teams: TeamsPlayground, bot: Bot, ana: Person, channel: Conversation
) -> None:
    teams.tenant.person("Kenji")
    teams.tenant.person("Kenji Mori")
    await teams.people.says(ana, channel, "@Muster @Kenji Mori @Kenji @Kenjiro")
    assert bot.received[0]["text"] == (
        "<at>Muster</at> <at>Kenji Mori</at> <at>Kenji</at> @Kenjiro"
    )


async def test_a_message_in_a_channel_is_always_in_a_thread(
    teams: TeamsPlayground, bot: Bot, ana: Person, channel: Conversation
) -> None:
    await teams.people.says(ana, channel, "@Muster help")
    (root,) = channel.said()
    await teams.people.says(ana, channel, "@Muster zone", root.id)

    first, second = bot.received
    thread = f"{channel.id};messageid={root.id}"
    assert first["conversation"]["id"] == second["conversation"]["id"] == thread
    assert first["conversation"]["isGroup"] is True
    assert second["channelData"]["channel"] == {"id": channel.id}
    assert second["channelData"]["team"] == {"id": channel.team}
    assert [one.id for one in channel.thread(root.id)] == [first["id"], second["id"]]


async def test_a_bot_hears_in_a_group_only_what_it_is_mentioned_in(
    teams: TeamsPlayground, bot: Bot, ana: Person, kenji: Person
) -> None:
    group = teams.tenant.group("launch", ana, kenji)

    assert await teams.people.says(ana, group, "@Kenji Mori, shall we?") == SILENCE
    assert bot.received == []
    await teams.people.says(ana, group, "@Muster help")

    (told,) = bot.received
    assert told["conversation"] == {
        "id": group.id,
        "conversationType": "groupChat",
        "tenantId": teams.tenant.id,
        "isGroup": True,
        "name": "launch",
    }
    assert [one.author for one in group.said()] == [ana.id, ana.id]
    assert group.standing() == []
