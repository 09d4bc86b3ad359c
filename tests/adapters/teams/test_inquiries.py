"""What can be found out from the connector about people, channels and chats."""

from __future__ import annotations

import pytest

from adapters.teams.addresses import Address, Addresses
from adapters.teams.inquiries import Inquiries
from bot.intents import Everything, Inquiry, Intent, Members, Profile
from bot.mail import Enquiry, Lost, Refused, Unanswered
from bot.news import (
    AccountFacts,
    ChannelChanged,
    LearnedEverything,
    LearnedMembers,
    LearnedProfile,
)
from bot.people import AccountRef, Channel, ChannelRef
from playground.teams.faults import Fault
from tests.adapters.teams.parcels import home
from tests.adapters.teams.served import Served
from tests.adapters.teams.test_platform import channel, knows


def paths(there: Served) -> list[str]:
    return [call.path for call in there.playground.connector.calls]


async def asks(there: Served, inquiry: Inquiry) -> Intent:
    return await there.teams.platform.inquire(Enquiry(home(there), "r", inquiry))


async def test_a_channels_people_are_its_teams_and_strangers_are_not_human(there: Served) -> None:
    ref = await channel(there)
    team = there.playground.tenant.teams[there.channel.team]
    team.members.append(there.playground.tenant.person("Eve", tenant="another"))
    learned = await asks(there, Members(ref))
    assert isinstance(learned, LearnedMembers)
    assert learned.channel == Channel(ref, "churn-model", private=True, present=True)
    assert [(one.name, one.human, one.zone) for one in learned.facts] == [
        ("Ana", True, None),
        ("Bo", True, None),
        ("Chen", True, None),
        ("Eve", False, None),
    ]
    assert learned.accounts == tuple(one.account for one in learned.facts)
    assert f"v3/conversations/{team.id}/pagedmembers" in paths(there)


async def test_who_is_listed_twice_is_one_and_another_app_is_nobody(there: Served) -> None:
    team = there.playground.tenant.teams[there.channel.team]
    robot = there.playground.tenant.person("Robot")
    robot.account = ""
    team.members += [there.ana, robot]
    ref = await channel(there)
    learned = await asks(there, Members(ref))
    assert isinstance(learned, LearnedMembers)
    assert [one.name for one in learned.facts] == ["Ana", "Bo", "Chen"]
    with pytest.raises(Refused) as no:
        await asks(there, Profile(AccountRef(robot.id)))
    assert no.value.lost is Lost.PERSON


async def test_a_group_chats_people_are_its_own_and_its_name_is_what_was_told(
    there: Served,
) -> None:
    group = there.playground.tenant.group("launch", there.ana, there.bo)
    await knows(there, Address(there.service, group.id, "group", name="Launch plan"), group.id)
    learned = await asks(there, Members(ChannelRef(group.id)))
    assert isinstance(learned, LearnedMembers)
    assert learned.channel.name == "Launch plan"
    assert [one.name for one in learned.facts] == ["Ana", "Bo"]


async def test_the_first_channel_of_a_team_is_called_general(there: Served) -> None:
    general = ChannelRef(there.channel.team)
    await knows(there, Address(there.service, general.id, "channel", general.id), general.id)
    learned = await asks(there, Members(general))
    assert isinstance(learned, LearnedMembers)
    assert learned.channel.name == "General"


@pytest.mark.parametrize("gone", ["the team", "the channel", "never met"])
async def test_a_channel_that_has_us_no_more_is_told_as_such(there: Served, gone: str) -> None:
    ref = await channel(there)
    team = there.playground.tenant.teams[there.channel.team]
    if gone == "the team":
        team.bot = False
    elif gone == "the channel":
        team.channels.remove(there.channel)
    else:
        await there.memory.forget_address(home(there), ref.id)
    assert await asks(there, Members(ref)) == ChannelChanged(ref, present=False)


async def test_somebody_is_looked_for_wherever_we_are(there: Served) -> None:
    bo = AccountRef(there.bo.account)
    with pytest.raises(Refused) as no:
        await asks(there, Profile(bo))
    assert no.value.lost is Lost.PERSON
    await channel(there)
    assert await asks(there, Profile(bo)) == LearnedProfile(AccountFacts(bo, "Bo", None))
    with pytest.raises(Refused):
        await asks(there, Profile(AccountRef("nobody")))


async def test_somebody_is_asked_for_in_their_own_chat_before_anywhere_else(there: Served) -> None:
    await channel(there)
    ana, chat = AccountRef(there.ana.account), there.playground.chat(there.ana).id
    await knows(there, Address(there.service, chat, "personal"), ana.id)
    assert await asks(there, Profile(ana)) == LearnedProfile(AccountFacts(ana, "Ana", None))
    assert paths(there) == [f"v3/conversations/{chat}/members/{ana.id}"]


async def test_everything_is_what_has_been_met_and_still_has_us(there: Served) -> None:
    tenant = there.playground.tenant
    ref = await channel(there)
    deleted = tenant.channel(tenant.teams[there.channel.team], "deleted")
    await knows(there, Address(there.service, deleted.id, "channel", deleted.team), deleted.id)
    tenant.teams[deleted.team].channels.remove(deleted)
    group, left = tenant.group("launch", there.ana), tenant.group("old", there.ana)
    left.bot = False
    for one in (group, left):
        await knows(there, Address(there.service, one.id, "group", name=one.name), one.id)
    learned = await asks(there, Everything())
    assert isinstance(learned, LearnedEverything)
    assert {one.ref: one.name for one in learned.channels} == {
        ref: "churn-model",
        ChannelRef(group.id): "launch",
    }
    assert paths(there).count(f"v3/teams/{there.channel.team}/conversations") == 1
    tenant.teams[deleted.team].bot = False
    learned = await asks(there, Everything())
    assert isinstance(learned, LearnedEverything)
    assert [one.name for one in learned.channels] == ["launch"]


@pytest.mark.parametrize(
    ("inquiry", "call"),
    [
        (Members(ChannelRef("19:churn-model@thread.tacv2")), "v3/teams/"),
        (Members(ChannelRef("19:churn-model@thread.tacv2")), "/pagedmembers"),
        (Profile(AccountRef("somebody")), "/members/"),
        (Everything(), "v3/teams/"),
    ],
)
async def test_a_no_to_all_of_us_is_not_taken_for_somebodys_absence(
    there: Served, inquiry: Inquiry, call: str
) -> None:
    await channel(there)
    there.playground.faults.order(call, Fault(401), Fault(401))
    with pytest.raises(Refused) as no:
        await asks(there, inquiry)
    assert no.value.lost is Lost.WORKSPACE


async def test_a_group_chat_that_cannot_be_asked_for_is_not_left_out_of_everything(
    there: Served,
) -> None:
    group = there.playground.tenant.group("launch", there.ana)
    await knows(there, Address(there.service, group.id, "group"), group.id)
    there.playground.faults.order("/pagedmembers", Fault(401), Fault(401))
    with pytest.raises(Refused):
        await asks(there, Everything())


async def test_whom_teams_means_by_an_id_is_asked_once_in_the_channel_of_a_thread(
    there: Served,
) -> None:
    inquiries = Inquiries(there.connector, Addresses(there.memory))
    thread = f"{there.channel.id};messageid=1"
    for _ in range(2):
        found = await inquiries.account(there.service, thread, there.bo.id)
        assert found == AccountRef(there.bo.account)
    assert paths(there) == [f"v3/conversations/{there.channel.id}/members/{there.bo.id}"]
    assert await inquiries.account(there.service, thread, "29:1nobody") is None
    robot = there.playground.tenant.person("Robot")
    robot.account = ""
    there.playground.tenant.teams[there.channel.team].members.append(robot)
    assert await inquiries.account(there.service, thread, "29:1robot") is None
    there.playground.faults.order("/members/", Fault(502))
    with pytest.raises(Unanswered):
        await inquiries.account(there.service, thread, there.ana.id)


async def test_an_answer_that_makes_no_sense_is_asked_for_again(there: Served) -> None:
    ref = await channel(there)
    there.playground.faults.order("pagedmembers", Fault(504))
    with pytest.raises(Unanswered):
        await asks(there, Members(ref))
    odd = there.playground.tenant.person("Odd", role=["no", "text"])
    there.playground.tenant.teams[there.channel.team].members.append(odd)
    with pytest.raises(Unanswered):
        await asks(there, Members(ref))
