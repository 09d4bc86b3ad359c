"""The courier's side of Slack, against a local Web API: what is sent, and what its answers mean."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from bot.intents import Members, Profile
from bot.messages import Bullets, Mention, Message, Paragraph, Urgency
from bot.news import AccountFacts, ChannelChanged, LearnedMembers, LearnedProfile
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, WorkspaceRef
from bot.mail import (
    Enquiry,
    Landed,
    Lost,
    Parcel,
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)
from tests.adapters.tiny_slack import Say, TinySlack

HOME = WorkspaceRef("slack", "T1")
ANA = MemberRef("m1")
ROSTER = {ANA: Person(ANA, AccountRef("U1"), "Ana", "Europe/Paris")}
POST = Parcel(
    workspace=HOME,
    row="row-7",
    key="standup/1",
    to=ChannelRef("C1"),
    message=Message("Hello & welcome", (Paragraph((Mention(ANA), ", hello")),)),
    version=1,
    urgency=Urgency.NORMAL,
    repeatable=False,
    roster=ROSTER,
)
LANDED = Landed("D9", "1700000000.000100")
EDIT = replace(POST, landed=LANDED, version=2)
WITHDRAWAL = replace(EDIT, message=None)
PROMPT = replace(POST, to=AccountRef("U1"))


@pytest.fixture
async def platform(slack: TinySlack, settings: SlackSettings) -> AsyncIterator[SlackPlatform]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as session:
        client = AsyncWebClient(
            token="xoxb-1", base_url=slack.api_url, session=session, retry_handlers=[]
        )
        yield SlackPlatform(settings.model_copy(update={"history": True}), client)


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
    assert (posts.name, posts.per_second * 60, posts.burst) == ("posts", 500, 30)
    assert (place.name, place.per_second) == ("post:C1", 1)
    assert platform.limits(PROMPT)[1].name == "post:U1"
    assert [one.name for one in platform.limits(EDIT)] == ["chat.update"]
    assert platform.limits(EDIT)[0].per_second * 60 == pytest.approx(50)
    assert [one.name for one in platform.limits(WITHDRAWAL)] == ["chat.delete"]
    profile = Enquiry(HOME, "1", Profile(AccountRef("U1")))
    members = Enquiry(HOME, "2", Members(ChannelRef("C1")))
    assert platform.limits(profile)[0].per_second * 60 == pytest.approx(100)
    assert [one.name for one in platform.limits(members)] == ["conversations.info"]
    assert (platform.name, platform.can_look) == ("slack", False)


async def test_a_send_that_nobody_saw_end_is_found_by_its_row(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    other = {"ts": "1.0", "metadata": {"event_type": "muster_post", "event_payload": {"id": "x"}}}
    ours = {
        "ts": "2.0",
        "metadata": {"event_type": "muster_post", "event_payload": {"id": "row-7"}},
    }
    slack.answers["conversations.history"] = [
        Say(body={"messages": [other], "response_metadata": {"next_cursor": "more"}}),
        Say(body={"messages": [{"ts": "3.0"}, ours]}),
    ]
    found = await platform.look_for(replace(POST, tried_at=1_700_000_000.5))
    assert found == Landed("C1", "2.0")
    first, second = slack.said("conversations.history")
    assert first["oldest"] == "1699999990.500000"
    assert first["include_all_metadata"] in ("1", "true", True)
    assert second["cursor"] == "more"


async def test_a_send_that_never_arrived_is_not_found(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["conversations.open"] = [Say(body={"channel": {"id": "D5"}})]
    slack.answers["conversations.history"] = [Say(body={"messages": []})]
    assert await platform.look_for(replace(PROMPT, tried_at=1.0)) is None
    assert slack.said("conversations.history")[0]["channel"] == "D5"


async def test_a_reply_is_looked_for_in_its_thread(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["conversations.replies"] = [Say(body={"messages": []})]
    await platform.look_for(replace(POST, tried_at=1.0, under=Landed("C1", "1699.5")))
    asked = slack.said("conversations.replies")[0]
    assert (asked["channel"], asked["ts"]) == ("C1", "1699.5")


async def test_who_is_in_a_channel_is_read_page_by_page(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    channel = {"id": "C1", "name": "churn", "is_private": True, "is_member": True}
    slack.answers["conversations.info"] = [Say(body={"channel": channel})]
    slack.answers["conversations.members"] = [
        Say(body={"members": ["U1", "UBOT"], "response_metadata": {"next_cursor": "n"}}),
        Say(body={"members": ["U2"], "response_metadata": {"next_cursor": ""}}),
    ]
    learned = await platform.inquire(Enquiry(HOME, "1", Members(ChannelRef("C1"))))
    assert learned == LearnedMembers(
        Channel(ChannelRef("C1"), "churn", private=True, archived=False, present=True),
        (AccountRef("U1"), AccountRef("UBOT"), AccountRef("U2")),
        (),
    )


async def test_a_channel_that_hides_from_us_is_one_we_are_not_in(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["conversations.info"] = [Say(error="channel_not_found")]
    learned = await platform.inquire(Enquiry(HOME, "1", Members(ChannelRef("C1"))))
    assert learned == ChannelChanged(ChannelRef("C1"), present=False)


async def test_a_profile_is_asked_for_one_account(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    user = {"id": "U1", "team_id": "T1", "tz": "Asia/Kolkata", "profile": {"real_name": "Diya"}}
    slack.answers["users.info"] = [Say(body={"user": user})]
    learned = await platform.inquire(Enquiry(HOME, "1", Profile(AccountRef("U1"))))
    assert learned == LearnedProfile(AccountFacts(AccountRef("U1"), "Diya", "Asia/Kolkata"))


async def test_an_answer_that_makes_no_sense_is_none(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["users.info"] = [Say(body={"user": None})]
    with pytest.raises(Unanswered):
        await platform.inquire(Enquiry(HOME, "1", Profile(AccountRef("U1"))))
