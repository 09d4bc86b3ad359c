"""What can be found out from the connector, and what is remembered of where it is to be asked."""

from __future__ import annotations

import pytest

from adapters.teams.addresses import Address, Addresses
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
from tests.adapters.teams.activities import message
from tests.adapters.teams.answering import HOME, Memory
from tests.adapters.teams.parcels import home
from tests.adapters.teams.served import Served
from tests.adapters.teams.test_platform import channel, knows


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


async def test_everything_is_what_has_been_met_and_still_has_us(there: Served) -> None:
    tenant = there.playground.tenant
    ref = await channel(there)
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


async def test_an_answer_that_makes_no_sense_is_asked_for_again(there: Served) -> None:
    ref = await channel(there)
    there.playground.faults.order("pagedmembers", Fault(504))
    with pytest.raises(Unanswered):
        await asks(there, Members(ref))


async def test_an_activity_teaches_where_its_sender_is_reached_and_who_they_are() -> None:
    memory = Memory()
    addresses = Addresses(memory)
    learned = await addresses.saw(message("help"))
    assert learned is not None
    assert learned.facts.zone == "Europe/Berlin"
    assert await addresses.chat(HOME, learned.facts.account) is not None
    assert await addresses.saw(message("help")) is None
    moved = message("help") | {"serviceUrl": "https://smba.trafficmanager.net/emea/"}
    await addresses.saw(moved)
    found = await addresses.chat(HOME, learned.facts.account)
    assert found is not None
    assert found[0] == "https://smba.trafficmanager.net/emea/"
    assert await addresses.service(HOME) == found[0]


async def test_an_address_reads_as_it_was_written() -> None:
    address = Address("https://s/", "19:c", "channel", "19:t", "Ünder “way”")
    assert Address.load(address.dump()) == address
