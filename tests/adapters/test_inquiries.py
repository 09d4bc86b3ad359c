"""What is found out from Slack: who is where, who somebody is, where a message landed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.slack.platform import SlackPlatform
from bot.intents import Everything, Members, Profile
from bot.mail import Enquiry, Landed, Unanswered
from bot.news import (
    AccountFacts,
    ChannelChanged,
    LearnedEverything,
    LearnedMembers,
    LearnedProfile,
)
from bot.people import AccountRef, Channel, ChannelRef
from tests.adapters.parcels import HOME, POST, PROMPT
from tests.adapters.tiny_slack import Say, TinySlack


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


async def test_a_whole_workspace_is_read_in_one_inquiry(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    ana = {"id": "U1", "team_id": "T1", "tz": "Asia/Kolkata", "profile": {"real_name": "Ana"}}
    slack.answers["users.list"] = [
        Say(body={"members": [ana], "response_metadata": {"next_cursor": "n"}}),
        Say(body={"members": [ana | {"id": "U2", "deleted": True}]}),
    ]
    channel = {"id": "C1", "name": "churn", "is_private": True, "is_archived": False}
    slack.answers["users.conversations"] = [Say(body={"channels": [channel]})]
    learned = await platform.inquire(Enquiry(HOME, "1", Everything()))
    assert learned == LearnedEverything(
        (
            AccountFacts(AccountRef("U1"), "Ana", "Asia/Kolkata"),
            AccountFacts(AccountRef("U2"), "Ana", "Asia/Kolkata", active=False),
        ),
        (Channel(ChannelRef("C1"), "churn", private=True, archived=False, present=True),),
    )


async def test_an_answer_that_makes_no_sense_is_none(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["users.info"] = [Say(body={"user": None})]
    with pytest.raises(Unanswered):
        await platform.inquire(Enquiry(HOME, "1", Profile(AccountRef("U1"))))
