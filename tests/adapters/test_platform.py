"""The courier's side of Slack, against a local Web API: what is sent, and what its answers mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.intents import Everything, Members, Profile
from bot.mail import (
    Enquiry,
    Landed,
    Lost,
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.messages import Bullets, Message
from bot.people import AccountRef, ChannelRef
from tests.adapters.parcels import EDIT, HOME, LANDED, POST, PROMPT, WITHDRAWAL
from tests.adapters.tiny_slack import Say, TinySlack


async def test_a_post_carries_its_row_and_unfurls_nothing(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    assert await platform.deliver(POST) == LANDED
    (sent,) = slack.said("chat.postMessage")
    assert sent["channel"] == "C1"
    assert sent["text"] == "Hello &amp; welcome"
    assert sent["metadata"] == {"event_type": "muster_post", "event_payload": {"id": "row-7"}}
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)
    assert "thread_ts" not in sent
    user = {"type": "user", "user_id": "U1"}
    assert sent["blocks"][0]["elements"][0]["elements"][0] == user


async def test_a_reply_goes_into_its_parents_thread(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    await platform.deliver(replace(POST, under=Landed("C1", "1699.5")))
    (sent,) = slack.said("chat.postMessage")
    assert (sent["channel"], sent["thread_ts"]) == ("C1", "1699.5")


async def test_a_person_is_written_to_by_their_id(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    await platform.deliver(PROMPT)
    assert slack.said("chat.postMessage")[0]["channel"] == "U1"
    assert slack.said("conversations.open") == []


async def test_an_edit_changes_what_landed(platform: SlackPlatform, slack: TinySlack) -> None:
    assert await platform.deliver(EDIT) == LANDED
    (sent,) = slack.said("chat.update")
    assert (sent["channel"], sent["ts"]) == ("D9", "1700000000.000100")


async def test_a_withdrawal_deletes_what_landed(platform: SlackPlatform, slack: TinySlack) -> None:
    assert await platform.deliver(WITHDRAWAL) is None
    assert slack.said("chat.delete") == [{"channel": "D9", "ts": "1700000000.000100"}]


async def test_what_is_gone_already_is_withdrawn(platform: SlackPlatform, slack: TinySlack) -> None:
    slack.answers["chat.delete"] = [Say(error="message_not_found")]
    assert await platform.deliver(WITHDRAWAL) is None
    assert await platform.deliver(replace(WITHDRAWAL, landed=None)) is None


@pytest.mark.parametrize(
    ("code", "lost"),
    [
        ("channel_not_found", Lost.CHANNEL),
        ("not_in_channel", Lost.CHANNEL),
        ("is_archived", Lost.CHANNEL),
        ("restricted_action", Lost.CHANNEL),
        ("restricted_action_read_only_channel", Lost.CHANNEL),
        ("user_not_found", Lost.PERSON),
        ("cannot_dm_bot", Lost.PERSON),
        ("messages_tab_disabled", Lost.PERSON),
        ("account_inactive", Lost.WORKSPACE),
        ("token_revoked", Lost.WORKSPACE),
        ("token_expired", Lost.WORKSPACE),
        ("invalid_auth", Lost.WORKSPACE),
        ("not_authed", Lost.WORKSPACE),
        ("missing_scope", Lost.WORKSPACE),
        ("org_login_required", Lost.WORKSPACE),
        ("ekm_access_denied", Lost.WORKSPACE),
        ("thread_not_found", Lost.MESSAGE),
        ("restricted_action_thread_locked", Lost.MESSAGE),
        ("no_text", Lost.MESSAGE),
        ("a_code_of_next_year", Lost.MESSAGE),
    ],
)
async def test_a_final_no_says_what_is_lost(
    platform: SlackPlatform, slack: TinySlack, code: str, lost: Lost
) -> None:
    slack.answers["chat.postMessage"] = [Say(error=code)]
    with pytest.raises(Refused) as no:
        await platform.deliver(POST)
    assert (no.value.code, no.value.lost) == (code, lost)
    assert len(slack.calls) == 1


@pytest.mark.parametrize("code", ["message_not_found", "cant_update_message", "edit_window_closed"])
async def test_an_edit_of_what_is_gone_loses_the_message_alone(
    platform: SlackPlatform, slack: TinySlack, code: str
) -> None:
    slack.answers["chat.update"] = [Say(error=code)]
    with pytest.raises(Refused) as no:
        await platform.deliver(EDIT)
    assert no.value.lost is Lost.MESSAGE


async def test_a_person_without_a_conversation_is_lost_as_a_person(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["chat.postMessage"] = [Say(error="channel_not_found")]
    with pytest.raises(Refused) as no:
        await platform.deliver(PROMPT)
    assert no.value.lost is Lost.PERSON


@pytest.mark.parametrize(
    ("say", "seconds"),
    [
        (Say(status=429, retry_after="7", error="ratelimited"), 7.0),
        (Say(error="ratelimited", retry_after="3"), 3.0),
        (Say(status=429), 30.0),
        (Say(status=429, retry_after="soon"), 30.0),
    ],
)
async def test_too_fast_names_the_wait_and_the_bucket(
    platform: SlackPlatform, slack: TinySlack, say: Say, seconds: float
) -> None:
    slack.answers["chat.postMessage"] = [say]
    with pytest.raises(Throttled) as wait:
        await platform.deliver(POST)
    names = [limit.name for limit in platform.limits(POST)]
    assert wait.value.seconds == seconds
    assert wait.value.limit in names


@pytest.mark.parametrize(
    "say",
    [Say(drop=True), Say(status=500), Say(status=503), Say(error="fatal_error"), Say(delay=1.3)],
)
async def test_nobody_knows_what_became_of_a_call_that_broke_off(
    platform: SlackPlatform, slack: TinySlack, say: Say
) -> None:
    slack.answers["chat.postMessage"] = [say]
    with pytest.raises(Unanswered):
        await platform.deliver(POST)
    assert len(slack.said("chat.postMessage")) == 1


@pytest.mark.parametrize("code", ["request_timeout", "team_added_to_org"])
async def test_what_surely_did_not_arrive_can_be_sent_again(
    platform: SlackPlatform, slack: TinySlack, code: str
) -> None:
    slack.answers["chat.postMessage"] = [Say(error=code)]
    with pytest.raises(Unreachable):
        await platform.deliver(POST)


async def test_a_server_that_is_not_there_took_nothing(settings: SlackSettings) -> None:
    client = AsyncWebClient(token="xoxb-1", base_url="http://127.0.0.1:9/", retry_handlers=[])
    with pytest.raises(Unreachable):
        await SlackPlatform(settings, client).deliver(POST)


async def test_a_message_that_slack_finds_too_long_is_halved_once(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    long = Message("Long", (Bullets((("x" * 200,),) * 60),))
    slack.answers["chat.postMessage"] = [Say(error="msg_blocks_too_long")]
    assert await platform.deliver(replace(POST, message=long)) == LANDED
    whole, half = (str(sent["blocks"]).count("x") for sent in slack.said("chat.postMessage"))
    assert whole > 11_000
    assert half < 6_001


def test_every_kind_of_call_has_its_buckets(settings: SlackSettings) -> None:
    client = AsyncWebClient()
    platform = SlackPlatform(settings, client)
    posts, place = platform.limits(POST)
    assert (posts.name, posts.per_second * 60, posts.burst) == ("posts", pytest.approx(500), 30)
    assert (place.name, place.per_second) == ("post:C1", 1)
    assert platform.limits(PROMPT)[1].name == "post:U1"
    assert [one.name for one in platform.limits(EDIT)] == ["chat.update"]
    assert platform.limits(EDIT)[0].per_second * 60 == pytest.approx(50)
    assert [one.name for one in platform.limits(WITHDRAWAL)] == ["chat.delete"]
    everything = Enquiry(HOME, "3", Everything())
    assert platform.limits(everything)[0].per_second * 60 == pytest.approx(20)
    profile = Enquiry(HOME, "1", Profile(AccountRef("U1")))
    members = Enquiry(HOME, "2", Members(ChannelRef("C1")))
    assert platform.limits(profile)[0].per_second * 60 == pytest.approx(100)
    assert [one.name for one in platform.limits(members)] == ["conversations.info"]
    assert (platform.name, platform.can_look) == ("slack", False)
