"""Tokens, scopes, people, channels and history: what an app may find out."""

from __future__ import annotations

from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.installed import SCOPES
from playground.server import Playground
from tests.playground.page import Page
from tests.playground.refusing import refused

CHURN, READING, PRICING = "C01CHURN", "C01READING", "C01PRICING"


async def test_the_app_learns_who_it_is(client: AsyncWebClient) -> None:
    me = await client.auth_test()
    assert (me["team_id"], me["user_id"], me["bot_id"]) == ("T01HALCYON", "U01MUSTER", "B01MUSTER")
    bot = (await client.bots_info(bot=me["bot_id"]))["bot"]
    assert (bot["user_id"], bot["app_id"]) == ("U01MUSTER", "A01MUSTER")
    assert (await refused(client.bots_info(bot="B0")))["error"] == "bot_not_found"


@pytest.mark.parametrize(
    ("token", "code"),
    [("", "not_authed"), ("xoxb-wrong", "invalid_auth"), ("xapp", "not_allowed_token_type")],
)
async def test_a_token_that_is_not_the_app_s_is_refused(
    slack: Playground, session: aiohttp.ClientSession, token: str, code: str
) -> None:
    sent = slack.app.app_token if token == "xapp" else token
    headers = {"Authorization": f"Bearer {sent}"} if sent else {}
    async with session.post(f"{slack.api_url}auth.test", headers=headers) as response:
        assert (await response.json())["error"] == code


async def test_a_token_in_the_form_serves_as_well(
    slack: Playground, session: aiohttp.ClientSession
) -> None:
    form = {"token": slack.app.bot_token}
    async with session.post(f"{slack.api_url}auth.test", data=form) as response:
        assert (await response.json())["ok"]


@pytest.mark.parametrize("error", ["token_revoked", "account_inactive"])
async def test_an_app_that_was_removed_hears_so_at_every_call(
    client: AsyncWebClient, ana: Page, error: str
) -> None:
    await ana.control("uninstall", error=error)
    assert (await refused(client.auth_test()))["error"] == error
    await ana.control("uninstall", error=None)
    assert (await client.auth_test())["ok"]


async def test_a_missing_scope_is_named(slack: Playground, client: AsyncWebClient) -> None:
    slack.app = replace(slack.app, scopes=SCOPES - {"chat:write", "groups:read"})
    post = await refused(client.chat_postMessage(channel=CHURN, text="x"))
    assert (post["error"], post["needed"]) == ("missing_scope", "chat:write")
    assert "users:read" in post["provided"]
    assert (await client.conversations_info(channel=CHURN))["ok"]
    private = await refused(client.conversations_info(channel=PRICING))
    assert private["needed"] == "groups:read"


async def test_history_is_read_only_where_that_was_granted(
    slack: Playground, client: AsyncWebClient
) -> None:
    slack.app = replace(slack.app, scopes=SCOPES)
    for call in (
        client.conversations_history(channel=CHURN),
        client.conversations_replies(channel=CHURN, ts="1.0"),
    ):
        assert (await refused(call))["error"] == "missing_scope"


async def test_an_unknown_method_is_named(client: AsyncWebClient) -> None:
    refusal = await refused(client.api_call("views.push", json={}))
    assert (refusal["error"], refusal["req_method"]) == ("unknown_method", "views.push")


async def test_a_body_that_is_no_object_is_refused(
    slack: Playground, session: aiohttp.ClientSession
) -> None:
    async def code(data: str, kind: str) -> str:
        sent = {"Authorization": f"Bearer {slack.app.bot_token}", "Content-Type": kind}
        url = f"{slack.api_url}auth.test"
        async with session.post(url, data=data, headers=sent) as response:
            return str((await response.json())["error"])

    assert await code("{", "application/json") == "invalid_json"
    assert await code("[1]", "application/json") == "json_not_object"
    assert await code("x", "text/plain") == "invalid_post_type"


async def test_people_are_described_with_their_zone_and_standing(
    client: AsyncWebClient, ana: Page
) -> None:
    priya = (await client.users_info(user="U01PRIYA"))["user"]
    assert (priya["tz"], priya["tz_offset"], priya["is_bot"]) == ("Asia/Kolkata", 19_800, False)
    assert (await client.users_info(user="U01MUSTER"))["user"]["is_bot"]
    assert (await client.users_info(user="USLACKBOT"))["user"]["name"] == "slackbot"
    await ana.control("user", id="U01PRIYA", deleted=True)
    gone = (await client.users_info(user="U01PRIYA"))["user"]
    assert gone["deleted"]
    assert "tz" not in gone
    assert (await refused(client.users_info(user="U0NOBODY")))["error"] == "user_not_found"


async def test_somebody_of_another_organisation_is_marked(
    client: AsyncWebClient, ana: Page
) -> None:
    await ana.control(
        "user", id="U99GUEST", name="gus", real_name="Gus", tz="Etc/UTC", foreign=True
    )
    guest = (await client.users_info(user="U99GUEST"))["user"]
    assert guest["is_stranger"]
    assert guest["team_id"] != "T01HALCYON"


async def test_lists_come_in_pages(client: AsyncWebClient) -> None:
    seen: list[str] = []
    cursor = ""
    while True:
        part = await client.users_list(limit=4, cursor=cursor)
        assert len(part["members"]) <= 4
        seen += [user["id"] for user in part["members"]]
        if not (cursor := part["response_metadata"]["next_cursor"]):
            break
    assert len(seen) == len(set(seen)) == 15
    assert (await refused(client.users_list(cursor="?")))["error"] == "invalid_cursor"
    assert (await refused(client.users_list(limit=5000)))["error"] == "invalid_limit"


async def test_channels_are_described_as_the_bot_may_know_them(
    client: AsyncWebClient, ana: Page
) -> None:
    churn = (await client.conversations_info(channel=CHURN))["channel"]
    assert (churn["name"], churn["is_member"], churn["is_private"]) == ("churn-model", True, False)
    reading = (await client.conversations_info(channel=READING))["channel"]
    assert not reading["is_member"]
    members = await client.conversations_members(channel=CHURN)
    assert len(members["members"]) == 10
    await ana.control("channel", id=PRICING, leave="U01MUSTER")
    gone = client.conversations_members(channel=PRICING)
    assert (await refused(gone))["error"] == "channel_not_found"


async def test_the_list_of_channels_has_the_kinds_asked_for(
    client: AsyncWebClient, ana: Page
) -> None:
    await ana.control("channel", id="C01PLATFORM", archived=True)
    found = await client.conversations_list(exclude_archived=True)
    assert [one["name"] for one in found["channels"]] == ["general", "churn-model", "reading-group"]
    private = await client.conversations_list(types="private_channel")
    assert [one["id"] for one in private["channels"]] == [PRICING]


async def test_opening_a_direct_conversation_finds_the_one_there_is(client: AsyncWebClient) -> None:
    opened = (await client.conversations_open(users="U01ANA"))["channel"]["id"]
    posted = await client.chat_postMessage(channel="U01ANA", text="x")
    assert posted["channel"] == opened
    back = await client.conversations_open(channel=opened, return_im=True)
    assert back["channel"]["user"] == "U01ANA"
    for arguments, code in (
        ({"users": ""}, "users_list_not_supplied"),
        ({"users": "U0NOBODY"}, "user_not_found"),
        ({"users": "U01ANA,U01BO"}, "missing_scope"),
        ({"channel": CHURN}, "channel_not_found"),
    ):
        assert (await refused(client.api_call("conversations.open", json=arguments)))[
            "error"
        ] == code


async def test_history_is_told_newest_first_with_metadata_on_request(
    client: AsyncWebClient,
) -> None:
    meta = {"event_type": "row", "event_payload": {"id": "7"}}
    first = (await client.chat_postMessage(channel=CHURN, text="1", metadata=meta))["ts"]
    second = (await client.chat_postMessage(channel=CHURN, text="2"))["ts"]
    reply = (await client.chat_postMessage(channel=CHURN, text="r", thread_ts=first))["ts"]
    read = await client.conversations_history(channel=CHURN, include_all_metadata=True)
    assert [one["ts"] for one in read["messages"]] == [second, first]
    assert read["messages"][1]["metadata"] == meta
    assert read["messages"][1]["reply_count"] == 1
    plain = await client.conversations_history(channel=CHURN, oldest=first)
    assert [one["ts"] for one in plain["messages"]] == [second]
    both = await client.conversations_history(channel=CHURN, oldest=first, inclusive=True)
    assert "metadata" not in both["messages"][1]
    thread = await client.conversations_replies(channel=CHURN, ts=first, oldest=second)
    assert [one["ts"] for one in thread["messages"]] == [first, reply]
    lost = client.conversations_replies(channel=CHURN, ts="1.000000")
    assert (await refused(lost))["error"] == "thread_not_found"
    outside = client.conversations_history(channel=READING)
    assert (await refused(outside))["error"] == "not_in_channel"


async def test_history_comes_in_pages(client: AsyncWebClient) -> None:
    for number in range(3):
        await client.chat_postMessage(channel=CHURN, text=str(number))
    part = await client.conversations_history(channel=CHURN, limit=2)
    assert part["has_more"]
    cursor = part["response_metadata"]["next_cursor"]
    rest = await client.conversations_history(channel=CHURN, limit=2, cursor=cursor)
    assert [one["text"] for one in rest["messages"]] == ["0"]
    assert not rest["has_more"]
