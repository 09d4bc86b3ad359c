"""What the address book takes from each activity, and what it tells of it later."""

from __future__ import annotations

import pytest

from adapters.teams.addresses import Address, Addresses
from adapters.teams.payloads import Malformed
from bot.news import AccountFacts, LearnedProfile
from bot.people import AccountRef, ChannelRef, WorkspaceRef
from tests.adapters.teams.activities import (
    ANA,
    CHANNEL,
    CHAT,
    GROUP,
    SERVICE,
    TEAM,
    Json,
    message,
    recorded,
)
from tests.adapters.teams.answering import HOME
from tests.adapters.teams.shelf import Shelf

ELSEWHERE = "https://smba.trafficmanager.net/emea/"
PERSONAL = Address(SERVICE, CHAT, "personal")


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def book(shelf: Shelf) -> Addresses:
    return Addresses(shelf)


def of_tenant(activity: Json, tenant: str) -> Json:
    """The same, told by another tenant."""
    where = {"tenantId": tenant}
    data = {"tenant": {"id": tenant}}
    return activity | {
        "conversation": activity["conversation"] | where,
        "channelData": activity["channelData"] | data,
    }


async def test_whoever_writes_in_their_own_chat_is_reached_there(book: Addresses) -> None:
    await book.saw(message("help"))
    assert await book.find(HOME, ANA) == PERSONAL
    assert await book.chat(HOME, AccountRef(ANA)) == (SERVICE, CHAT)
    assert await book.chat(HOME, AccountRef("bo")) is None


async def test_whoever_writes_in_a_channel_shows_the_way_to_it_and_not_to_themselves(
    book: Addresses,
) -> None:
    thread = message("standup new", "channel")
    assert ";messageid=" in thread["conversation"]["id"]
    await book.saw(thread)
    assert await book.find(HOME, CHANNEL) == Address(SERVICE, CHANNEL, "channel", TEAM)
    assert await book.find(HOME, ANA) is None
    await book.saw(message("standup new", "group"))
    assert await book.find(HOME, GROUP) == Address(SERVICE, GROUP, "group")


async def test_a_group_chats_name_is_kept_and_a_channels_is_asked_for(book: Addresses) -> None:
    await book.saw(recorded("installed_group"))
    await book.saw(message("standup new", "group"))
    assert await book.find(HOME, GROUP) == Address(SERVICE, GROUP, "group", name="Launch plan")
    await book.saw(recorded("installed_channel"))
    assert await book.find(HOME, CHANNEL) == Address(SERVICE, CHANNEL, "channel", TEAM)


async def test_a_channel_stays_in_its_team_where_an_activity_leaves_the_team_out(
    book: Addresses,
) -> None:
    await book.saw(message("standup new", "channel"))
    silent = message("standup new", "channel", serviceUrl=ELSEWHERE)
    del silent["channelData"]["team"]
    await book.saw(silent)
    assert await book.find(HOME, CHANNEL) == Address(ELSEWHERE, CHANNEL, "channel", TEAM)
    del silent["conversation"]["conversationType"]
    await book.saw(silent)
    assert await book.find(HOME, CHANNEL) == Address(ELSEWHERE, CHANNEL, "channel", TEAM)


async def test_only_what_has_changed_is_written(book: Addresses, shelf: Shelf) -> None:
    for place in ("personal", "channel", "group") * 2:
        await book.saw(message("help", place))
    assert shelf.writes == 3 + len(shelf.services) == 4
    for _ in range(2):
        await book.saw(message("help", serviceUrl=ELSEWHERE))
    assert shelf.writes == 5
    assert await book.chat(HOME, AccountRef(ANA)) == (ELSEWHERE, CHAT)


async def test_what_was_read_needs_not_be_written(shelf: Shelf) -> None:
    await Addresses(shelf).saw(message("help"))
    second, writes = Addresses(shelf), shelf.writes
    assert await second.find(HOME, ANA) == PERSONAL
    await second.saw(message("help"))
    assert shelf.writes == writes


async def test_what_another_process_forgot_or_changed_is_written_once_that_was_read(
    book: Addresses, shelf: Shelf
) -> None:
    other = Addresses(shelf)
    await book.saw(message("help"))
    await other.forget(HOME, ANA)
    assert await book.find(HOME, ANA) is None
    await book.saw(message("help"))
    assert await other.find(HOME, ANA) == PERSONAL
    await other.saw(message("help", serviceUrl=ELSEWHERE))
    assert await book.chat(HOME, AccountRef(ANA)) == (ELSEWHERE, CHAT)
    await book.saw(message("help"))
    assert await other.find(HOME, ANA) == PERSONAL


async def test_what_was_forgotten_is_learned_anew_by_the_next_activity(
    book: Addresses, shelf: Shelf
) -> None:
    await book.saw(message("help"))
    await book.forget(HOME, ANA)
    assert shelf.kept == {}
    await book.saw(message("help"))
    assert await book.find(HOME, ANA) == PERSONAL


@pytest.mark.parametrize("action", ["remove", "remove-upgrade"])
async def test_the_last_word_from_a_chat_is_no_way_back_to_it(
    book: Addresses, shelf: Shelf, action: str
) -> None:
    await book.saw(recorded("uninstalled_personal") | {"action": action})
    assert shelf.kept == {}


async def test_somebody_whom_the_activity_does_not_name_is_not_written_down(
    book: Addresses, shelf: Shelf
) -> None:
    guest = {"from": {"id": "29:1guest", "name": "Guest"}}
    assert await book.saw(message("help") | guest) is None
    assert shelf.kept == {}
    with pytest.raises(Malformed):
        await book.saw(message("help", conversation={}))


async def test_of_the_same_place_in_two_tenants_each_has_its_own_address(
    book: Addresses, shelf: Shelf
) -> None:
    there = WorkspaceRef("teams", "another-tenant")
    await book.saw(message("help"))
    for place in ("personal", "channel"):
        told = message("help", place, serviceUrl=ELSEWHERE)
        learned = await book.saw(of_tenant(told, there.tenant))
        ana = AccountFacts(AccountRef(ANA), "Ana Duarte", "Europe/Berlin", human=None)
        assert learned == (LearnedProfile(ana) if place == "personal" else None)
        book.learned(there, LearnedProfile(ana))
    assert await book.find(HOME, ANA) == PERSONAL
    assert await book.chat(there, AccountRef(ANA)) == (ELSEWHERE, CHAT)
    assert (await book.service(HOME), await book.service(there)) == (SERVICE, ELSEWHERE)
    assert await book.channels(HOME) == {}
    assert list(await book.channels(there)) == [ChannelRef(CHANNEL)]
    assert not await book.met(HOME, ChannelRef(CHANNEL))
    assert await book.of_team(HOME, TEAM) == []
    await book.forget(there, ANA)
    await book.saw(message("help"))
    assert await book.find(there, ANA) is None
    assert await book.find(HOME, ANA) == PERSONAL


async def test_the_channels_are_told_by_their_team_and_no_person_is_among_them(
    book: Addresses,
) -> None:
    for place in ("personal", "channel", "group"):
        await book.saw(message("help", place))
    await book.keep(HOME, "19:other", Address(SERVICE, "19:other", "channel", "19:another-team"))
    channels = await book.channels(HOME)
    assert set(channels) == {ChannelRef(CHANNEL), ChannelRef(GROUP), ChannelRef("19:other")}
    assert await book.of_team(HOME, TEAM) == [ChannelRef(CHANNEL)]
    assert await book.of_team(HOME, "19:nobodys") == []


async def test_a_channel_is_met_by_whichever_process_heard_of_it(
    book: Addresses, shelf: Shelf
) -> None:
    channel = ChannelRef(CHANNEL)
    assert not await book.met(HOME, channel)
    await Addresses(shelf).saw(message("help", "channel"))
    reads = shelf.reads
    for _ in range(2):
        assert await book.met(HOME, channel)
    assert shelf.reads == reads + 1


@pytest.mark.parametrize(
    "address", [PERSONAL, Address("https://s/", "19:c", "channel", "19:t", "Ünder “way”")]
)
def test_an_address_reads_as_it_was_written(address: Address) -> None:
    assert Address.load(address.dump()) == address
    assert address.dump().startswith("[1,")
