"""chat.*: what an app says, changes and takes back, and Slack's reasons to refuse."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import HeldClock
from playground.server import Playground
from playground.webapi.chat import LONGEST_EDIT, LONGEST_POST
from playground.webapi.content import LONGEST_BLOCKS
from tests.playground.conftest import MORNING
from tests.playground.page import Page
from tests.playground.refusing import refused

CHURN, READING, PRICING = "C01CHURN", "C01READING", "C01PRICING"
META = {"event_type": "muster_row", "event_payload": {"row": "r1"}}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def test_a_posted_message_is_seen_by_the_people_of_the_channel(
    client: AsyncWebClient, ana: Page
) -> None:
    posted = await client.chat_postMessage(channel=CHURN, text="Good morning")
    (message,) = await ana.sees(CHURN)
    assert (message["ts"], message["text"], message["user"]) == (
        posted["ts"],
        "Good morning",
        "U01MUSTER",
    )
    assert message["time"] == MORNING.isoformat()


async def test_timestamps_follow_the_calendar_and_never_repeat(
    client: AsyncWebClient, calendar: HeldClock
) -> None:
    first = (await client.chat_postMessage(channel=CHURN, text="1"))["ts"]
    second = (await client.chat_postMessage(channel=CHURN, text="2"))["ts"]
    calendar.moment -= timedelta(hours=1)
    third = (await client.chat_postMessage(channel=CHURN, text="3"))["ts"]
    calendar.moment += timedelta(days=2)
    fourth = (await client.chat_postMessage(channel=CHURN, text="4"))["ts"]
    assert first < second < third < fourth
    assert int(float(fourth)) == int(calendar.moment.timestamp())


async def test_a_person_s_id_means_the_direct_conversation_with_them(
    client: AsyncWebClient, ana: Page
) -> None:
    posted = await client.chat_postMessage(channel="U01ANA", text="Just for you")
    assert posted["channel"].startswith("D")
    assert [one["text"] for one in await ana.sees(posted["channel"])] == ["Just for you"]
    assert posted["channel"] not in (await ana.acting_as("U01BO").state())["messages"]


async def test_somebody_deactivated_can_still_be_written_to(
    client: AsyncWebClient, ana: Page
) -> None:
    await ana.control("user", id="U01BO", deleted=True)
    assert (await client.chat_postMessage(channel="U01BO", text="Bo?"))["ok"]
    assert (await refused(client.conversations_open(users="U01BO")))["error"] == "user_disabled"


@pytest.mark.parametrize(
    ("channel", "code"),
    [
        ("C01NOWHERE", "channel_not_found"),
        (READING, "not_in_channel"),
        ("U01NOBODY", "channel_not_found"),
        ("U01MUSTER", "channel_not_found"),
    ],
)
async def test_places_where_the_bot_cannot_post_say_why(
    client: AsyncWebClient, channel: str, code: str
) -> None:
    assert (await refused(client.chat_postMessage(channel=channel, text="x")))["error"] == code


async def test_a_private_channel_the_bot_has_left_is_not_there_for_it(
    client: AsyncWebClient, ana: Page
) -> None:
    await ana.control("channel", id=PRICING, leave="U01MUSTER")
    refusal = await refused(client.chat_postMessage(channel=PRICING, text="x"))
    assert refusal["error"] == "channel_not_found"


async def test_an_archived_channel_takes_nothing(client: AsyncWebClient, ana: Page) -> None:
    ts = (await client.chat_postMessage(channel=CHURN, text="before"))["ts"]
    await ana.control("channel", id=CHURN, archived=True)
    for call in (
        client.chat_postMessage(channel=CHURN, text="x"),
        client.chat_update(channel=CHURN, ts=ts, text="x"),
        client.chat_delete(channel=CHURN, ts=ts),
    ):
        assert (await refused(call))["error"] == "is_archived"


async def test_an_overlong_text_is_cut_with_a_warning(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel=CHURN, text="x" * (LONGEST_POST + 1))
    assert len(posted["message"]["text"]) == LONGEST_POST
    assert posted["warning"] == "message_truncated"


async def test_an_edit_has_a_smaller_limit_than_a_post(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHURN, text="x"))["ts"]
    await client.chat_update(channel=CHURN, ts=ts, text="y" * LONGEST_EDIT)
    longer = client.chat_update(channel=CHURN, ts=ts, text="y" * (LONGEST_EDIT + 1))
    assert (await refused(longer))["error"] == "msg_too_long"


async def test_blocks_that_are_legal_one_by_one_can_be_too_long_together(
    client: AsyncWebClient,
) -> None:
    fits = [section("x" * 3000)] * 4 + [section("x" * (LONGEST_BLOCKS - 12_000))]
    await client.chat_postMessage(channel=CHURN, text="t", blocks=fits)
    call = client.chat_postMessage(channel=CHURN, text="t", blocks=[*fits, section("x")])
    assert (await refused(call))["error"] == "msg_blocks_too_long"


async def test_bad_blocks_are_refused_with_their_place(client: AsyncWebClient) -> None:
    bad = [section("fine"), {"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}]
    refusal = await refused(client.chat_postMessage(channel=CHURN, text="t", blocks=bad))
    assert refusal["error"] == "invalid_blocks"
    assert refusal["errors"] == [
        "must be less than 151 characters [json-pointer:/blocks/1/text/text]"
    ]
    assert refusal["response_metadata"]["messages"] == [f"[ERROR] {refusal['errors'][0]}"]


async def test_blocks_that_are_no_list_are_refused(client: AsyncWebClient) -> None:
    for blocks in ("{", '{"type": "divider"}'):
        refusal = await refused(client.chat_postMessage(channel=CHURN, text="t", blocks=blocks))
        assert refusal["error"] == "invalid_blocks_format"


async def test_an_empty_message_is_refused(client: AsyncWebClient) -> None:
    for body in ({}, {"text": ""}, {"text": "", "blocks": []}):
        call = client.api_call("chat.postMessage", json={"channel": CHURN, **body})
        assert (await refused(call))["error"] == "no_text"


async def test_a_form_encoded_call_means_the_same_as_json(
    client: AsyncWebClient, ana: Page
) -> None:
    blocks = '[{"type": "divider"}]'
    await client.api_call(
        "chat.postMessage", data={"channel": CHURN, "text": "form", "blocks": blocks}
    )
    (message,) = await ana.sees(CHURN)
    assert [block["type"] for block in message["blocks"]] == ["divider"]


async def test_every_posted_block_has_an_id(client: AsyncWebClient) -> None:
    blocks = [section("a"), {**section("b"), "block_id": "mine"}]
    posted = await client.chat_postMessage(channel=CHURN, text="t", blocks=blocks)
    ids = [block["block_id"] for block in posted["message"]["blocks"]]
    assert ids[0]
    assert ids[1] == "mine"


async def test_a_thread_needs_its_head(client: AsyncWebClient, ana: Page) -> None:
    head = (await client.chat_postMessage(channel=CHURN, text="head"))["ts"]
    await client.chat_postMessage(channel=CHURN, text="reply", thread_ts=head)
    first, second = await ana.sees(CHURN)
    assert (first["reply_count"], second["thread_ts"]) == (1, head)
    lost = client.chat_postMessage(channel=CHURN, text="x", thread_ts="1.000000")
    assert (await refused(lost))["error"] == "thread_not_found"


async def test_an_edit_keeps_the_blocks_it_does_not_mention(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHURN, text="a", blocks=[section("a")]))["ts"]
    kept = await client.chat_update(channel=CHURN, ts=ts, text="b")
    assert [block["type"] for block in kept["message"]["blocks"]] == ["section"]
    emptied = await client.chat_update(channel=CHURN, ts=ts, text="c", blocks=[])
    assert "blocks" not in emptied["message"]
    assert emptied["message"]["edited"]["user"] == "U01MUSTER"


async def test_only_what_the_app_said_can_be_changed_or_deleted(
    client: AsyncWebClient, ana: Page
) -> None:
    await ana.say(CHURN, "mine")
    ts = (await ana.sees(CHURN))[0]["ts"]
    edit = client.chat_update(channel=CHURN, ts=ts, text="x")
    assert (await refused(edit))["error"] == "cant_update_message"
    deletion = client.chat_delete(channel=CHURN, ts=ts)
    assert (await refused(deletion))["error"] == "cant_delete_message"
    gone = client.chat_update(channel=CHURN, ts="1.000000", text="x")
    assert (await refused(gone))["error"] == "message_not_found"


async def test_a_deleted_head_leaves_a_tombstone_over_its_replies(
    client: AsyncWebClient, ana: Page
) -> None:
    head = (await client.chat_postMessage(channel=CHURN, text="head"))["ts"]
    reply = (await client.chat_postMessage(channel=CHURN, text="r", thread_ts=head))["ts"]
    await client.chat_delete(channel=CHURN, ts=head)
    assert (await ana.sees(CHURN))[0]["text"] == "This message was deleted."
    await client.chat_delete(channel=CHURN, ts=reply)
    assert len(await ana.sees(CHURN)) == 1
    again = client.chat_delete(channel=CHURN, ts=head)
    assert (await refused(again))["error"] == "message_not_found"


async def test_an_ephemeral_is_for_one_pair_of_eyes_in_the_channel(
    client: AsyncWebClient, ana: Page
) -> None:
    shown = await client.chat_postEphemeral(channel=CHURN, user="U01ANA", text="psst")
    (message,) = await ana.sees(CHURN)
    assert (message["ephemeral"], message["ts"]) == (True, shown["message_ts"])
    assert await ana.acting_as("U01BO").sees(CHURN) == []
    edit = client.chat_update(channel=CHURN, ts=shown["message_ts"], text="x")
    assert (await refused(edit))["error"] == "message_not_found"


@pytest.mark.parametrize(
    ("user", "code"), [("U01JUNE", "user_not_in_channel"), ("U01NOBODY", "user_not_found")]
)
async def test_an_ephemeral_needs_somebody_who_is_there(
    client: AsyncWebClient, user: str, code: str
) -> None:
    call = client.chat_postEphemeral(channel=CHURN, user=user, text="x")
    assert (await refused(call))["error"] == code


@pytest.mark.parametrize(
    "metadata",
    ["{", {"event_type": "x"}, {"event_type": "", "event_payload": {}}, {**META, "extra": 1}],
)
async def test_misshapen_metadata_is_refused(client: AsyncWebClient, metadata: Any) -> None:
    call = client.chat_postMessage(channel=CHURN, text="x", metadata=metadata)
    assert (await refused(call))["error"] == "invalid_metadata_format"


async def test_an_edit_may_change_the_metadata(client: AsyncWebClient) -> None:
    ts = (await client.chat_postMessage(channel=CHURN, text="x", metadata=META))["ts"]
    other = {"event_type": "muster_row", "event_payload": {"row": "r2"}}
    await client.chat_update(channel=CHURN, ts=ts, text="x", metadata=other)
    read = await client.conversations_history(channel=CHURN, include_all_metadata=True)
    assert read["messages"][0]["metadata"] == other


async def test_what_was_posted_can_be_read_through_the_control(
    slack: Playground, client: AsyncWebClient, ana: Page
) -> None:
    await client.chat_postMessage(channel=CHURN, text="x", metadata=META)
    await refused(client.chat_postMessage(channel=READING, text="y"))
    posted = await ana.fetch("/control/posted")
    assert [one["metadata"] for one in posted[CHURN]] == [META]
    calls = await ana.fetch("/control/calls?method=chat.postMessage")
    assert [(one["error"], one["args"]["text"]) for one in calls] == [
        (None, "x"),
        ("not_in_channel", "y"),
    ]
