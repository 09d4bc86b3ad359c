"""What the app hears of when the workspace changes, and what it does not."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.installed import EVENTS, App
from playground.server import Playground
from tests.playground.bot import Bot
from tests.playground.page import Page

CHURN, READING, PRICING, GENERAL = "C01CHURN", "C01READING", "C01PRICING", "C01GENERAL"
META = {"event_type": "row", "event_payload": {"id": "7"}}


async def test_a_message_with_metadata_is_reported(
    slack: Playground, client: AsyncWebClient, bot: Bot
) -> None:
    posted = await client.chat_postMessage(channel=CHURN, text="x", metadata=META)
    await client.chat_postMessage(channel=CHURN, text="without")
    await slack.deliveries.settled()
    (event,) = bot.events("message_metadata_posted")
    assert (event["channel_id"], event["message_ts"]) == (CHURN, posted["ts"])
    assert (event["metadata"], event["bot_id"]) == (META, "B01MUSTER")


async def test_no_receipt_comes_while_they_are_held_back(
    slack: Playground, client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    await ana.control("faults", receipts=False)
    await client.chat_postMessage(channel=CHURN, text="x", metadata=META)
    await slack.deliveries.settled()
    assert bot.payloads == []


@pytest.mark.parametrize(
    "app",
    [
        App(events=EVENTS - {"message_metadata_posted"}),
        App(scopes=frozenset({"chat:write"})),
        App(metadata_events=frozenset({"another"})),
    ],
    ids=["not subscribed", "no scope", "another type"],
)
async def test_receipts_need_a_subscription_and_a_scope(
    bot: Bot, session: aiohttp.ClientSession, app: App
) -> None:
    slack = Playground(app=app, bot_url=bot.url)
    await slack.start()
    client = AsyncWebClient(token=app.bot_token, base_url=slack.api_url, session=session)
    await client.chat_postMessage(channel=CHURN, text="x", metadata=META)
    await slack.deliveries.settled()
    await slack.stop()
    assert bot.payloads == []


async def test_people_who_come_and_go_are_told_where_the_bot_is(
    slack: Playground, ana: Page, bot: Bot
) -> None:
    june = ana.acting_as("U01JUNE")
    await june.do("join", channel=CHURN)
    await ana.do("leave", channel=CHURN)
    await ana.do("leave", channel=READING)
    await slack.deliveries.settled()
    (joined,) = bot.events("member_joined_channel")
    assert (joined["user"], joined["channel"], joined["channel_type"]) == ("U01JUNE", CHURN, "C")
    (left,) = bot.events("member_left_channel")
    assert (left["user"], left["channel"]) == ("U01ANA", CHURN)
    assert "inviter" not in joined


async def test_the_bot_hears_of_its_own_coming_and_going(
    slack: Playground, ana: Page, bot: Bot
) -> None:
    assert (await ana.do("invite", channel=READING))["ok"]
    await ana.do("invite", channel=READING)
    await ana.control("channel", id=READING, leave="U01MUSTER", by="U01ANA")
    await ana.control("channel", id=PRICING, leave="U01MUSTER", by="U01ANA")
    await slack.deliveries.settled()
    (joined,) = bot.events("member_joined_channel")
    assert (joined["user"], joined["inviter"]) == ("U01MUSTER", "U01ANA")
    assert [one["channel"] for one in bot.events("channel_left")] == [READING]
    assert [one["channel"] for one in bot.events("group_left")] == [PRICING]
    assert bot.events("member_left_channel") == []


async def test_renamed_and_archived_channels_are_reported_by_their_kind(
    slack: Playground, ana: Page, bot: Bot
) -> None:
    await ana.control("channel", id=CHURN, name="churn", archived=True)
    await ana.control("channel", id=CHURN, archived=False)
    await ana.control("channel", id=PRICING, name="pricing", archived=True)
    await slack.deliveries.settled()
    assert bot.events("channel_rename")[0]["channel"]["name"] == "churn"
    assert [one["channel"] for one in bot.events("channel_archive")] == [CHURN]
    assert [one["channel"] for one in bot.events("channel_unarchive")] == [CHURN]
    assert bot.events("group_rename")[0]["channel"]["id"] == PRICING
    assert [one["channel"] for one in bot.events("group_archive")] == [PRICING]


async def test_a_private_channel_without_the_bot_changes_in_silence(
    slack: Playground, ana: Page, bot: Bot
) -> None:
    await ana.control("channel", id=PRICING, leave="U01MUSTER")
    await ana.control("channel", id=PRICING, name="secret", archived=True)
    await slack.deliveries.settled()
    assert bot.events("group_rename") == bot.events("group_archive") == []


async def test_new_and_changed_people_are_reported(slack: Playground, ana: Page, bot: Bot) -> None:
    await ana.control("user", id="U99NEW", name="ned", real_name="Ned New", tz="Asia/Tokyo")
    await ana.control("user", id="U99NEW", tz="Asia/Kolkata")
    await ana.control("user", id="U99NEW", deleted=True)
    await slack.deliveries.settled()
    (joined,) = bot.events("team_join")
    assert (joined["user"]["id"], joined["user"]["tz"]) == ("U99NEW", "Asia/Tokyo")
    moved, gone = bot.events("user_change")
    assert moved["user"]["tz"] == "Asia/Kolkata"
    assert gone["user"]["deleted"]


async def test_a_new_channel_is_made_with_the_one_who_makes_it(ana: Page) -> None:
    await ana.control("channel", id="C99NEW", name="new", by="U01ANA")
    found = {one["id"]: one for one in (await ana.state())["channels"]}
    assert found["C99NEW"]["members"] == ["U01ANA"]


async def test_an_uninstalled_app_hears_its_last_two_events(
    slack: Playground, ana: Page, bot: Bot
) -> None:
    await ana.control("uninstall", error="token_revoked")
    await slack.deliveries.settled()
    assert {one["event"]["type"] for one in bot.payloads} == {"tokens_revoked", "app_uninstalled"}


async def test_a_manifest_says_what_the_app_may_do_and_hears() -> None:
    manifest = {
        "oauth_config": {"scopes": {"bot": ["chat:write"]}},
        "settings": {
            "event_subscriptions": {
                "bot_events": ["team_join"],
                "metadata_subscriptions": [{"app_id": "A1", "event_type": "row"}],
            }
        },
        "features": {"slash_commands": [{"command": "/x", "description": "d", "usage_hint": "u"}]},
    }
    app = App().with_manifest(manifest)
    assert (app.scopes, app.events) == ({"chat:write"}, {"team_join"})
    assert app.metadata_events == {"row"}
    assert [(one.command, one.description, one.usage_hint) for one in app.commands] == [
        ("/x", "d", "u")
    ]
    assert replace(app, scopes=App().scopes).bot_token == App().bot_token
