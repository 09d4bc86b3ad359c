"""What is to be said: one row a key, its latest words, and what the courier may send now."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.intents import Inquiry, Members, Profile
from bot.mail import Landed
from bot.messages import Urgency
from bot.people import AccountRef, ChannelRef, Roster
from storage import Database
from tests.storage.samples import (
    HERE,
    MACHINE,
    NOW,
    OWNER,
    TEAM,
    meet,
    mention,
    message,
    parcels,
    post,
    say,
)

HOUR = timedelta(hours=1)


@pytest.fixture
async def storage(storage: Database) -> Database:
    await storage.lease(OWNER, 15)
    return storage


async def keys(storage: Database) -> list[str]:
    return [one.key for one in await parcels(storage)]


async def land(storage: Database, key: str) -> Landed:
    """Deliver what waits under this key."""
    (parcel,) = [one for one in await parcels(storage) if one.key == key]
    landed = Landed("C1", f"ts-{key}")
    assert await storage.trying(OWNER, parcel, MACHINE)
    assert await storage.delivered(OWNER, parcel, landed)
    return landed


async def test_the_most_urgent_and_then_the_oldest_goes_first(storage: Database) -> None:
    await say(storage, post("a", urgency=Urgency.LATER), now=NOW - 3 * HOUR)
    await say(storage, post("b"), now=NOW - HOUR)
    await say(storage, post("c"), now=NOW - 2 * HOUR)
    await say(storage, post("d", urgency=Urgency.PROMPT))
    assert await keys(storage) == ["d", "c", "b", "a"]


async def test_a_parcel_says_where_it_goes_and_whom_it_names(storage: Database) -> None:
    ana, bo = await storage.run(lambda work: meet(work, "Ana", "Bo"), HERE)
    await say(
        storage,
        post("a", "Hello ", mention(bo), owner=ana, repeatable=True),
        post("b", "no one", to=ana),
    )
    first, second = await parcels(storage)
    assert (first.to, first.owner, first.repeatable) == (TEAM, ana, True)
    assert first.message == message("Hello ", mention(bo))
    assert {ref: person.name for ref, person in first.roster.people.items()} == {bo: "Bo"}
    assert (second.to, second.roster, second.owner) == (AccountRef("U-Ana"), Roster(), None)


async def test_a_hundred_changes_are_one_message(storage: Database) -> None:
    for number in range(100):
        await say(storage, post("board", f"{number} answers"), now=NOW + number * HOUR)
    (parcel,) = await parcels(storage)
    assert (parcel.message, parcel.version) == (message("99 answers"), 100)


async def test_a_board_that_is_edited_all_day_keeps_its_place_in_the_line(
    storage: Database,
) -> None:
    await say(storage, post("board", "1"), now=NOW)
    await say(storage, post("other"), now=NOW + HOUR)
    await say(storage, post("board", "2"), now=NOW + 2 * HOUR)
    assert await keys(storage) == ["board", "other"]


async def test_what_was_delivered_is_edited_where_it_stands(storage: Database) -> None:
    await say(storage, post("board", "1"))
    landed = await land(storage, "board")
    assert await parcels(storage) == []
    await say(storage, post("board", "2"))
    (edit,) = await parcels(storage)
    assert (edit.landed, edit.message, edit.version) == (landed, message("2"), 2)


async def test_the_same_words_again_are_no_edit(storage: Database) -> None:
    await say(storage, post("board", "1"))
    await land(storage, "board")
    await say(storage, post("board", "1"))
    assert await parcels(storage) == []


async def test_words_that_go_back_before_they_were_sent_are_still_sent(storage: Database) -> None:
    await say(storage, post("board", "1"))
    await land(storage, "board")
    await say(storage, post("board", "2"))
    await say(storage, post("board", "1"))
    (edit,) = await parcels(storage)
    assert edit.message == message("1")


async def test_what_was_never_sent_is_withdrawn_without_a_word(storage: Database) -> None:
    await say(storage, post("a"), post("b"))
    await withdraw(storage, "a")
    await withdraw(storage, "never said")
    assert await keys(storage) == ["b"]
    (count,) = await storage.outbox_counts()
    assert count.waiting == 1


async def test_what_stands_somewhere_is_withdrawn_there_once(storage: Database) -> None:
    await say(storage, post("a"))
    landed = await land(storage, "a")
    await withdraw(storage, "a")
    await withdraw(storage, "a")
    (parcel,) = await parcels(storage)
    assert (parcel.message, parcel.landed) == (None, landed)
    assert await storage.delivered(OWNER, parcel, None)
    assert await parcels(storage) == []


async def test_what_was_withdrawn_may_be_said_anew(storage: Database) -> None:
    await say(storage, post("a"))
    await land(storage, "a")
    await withdraw(storage, "a")
    (parcel,) = await parcels(storage)
    await storage.delivered(OWNER, parcel, None)
    await say(storage, post("a"))
    (anew,) = await parcels(storage)
    assert (anew.landed, anew.message) == (None, message())


async def test_a_message_under_another_waits_until_that_stands(storage: Database) -> None:
    await say(storage, post("answer", under="board", urgency=Urgency.PROMPT), post("board"))
    assert await keys(storage) == ["board"]
    landed = await land(storage, "board")
    (child,) = await parcels(storage)
    assert (child.key, child.under) == ("answer", landed)


@pytest.mark.parametrize("fate", ["parked", "withdrawn", "never said"])
async def test_a_message_waits_under_one_that_does_not_come(storage: Database, fate: str) -> None:
    await say(storage, post("answer", under="board"))
    if fate != "never said":
        await say(storage, post("board"))
        (board,) = await parcels(storage)
        if fate == "parked":
            await storage.park(OWNER, board, "is_archived", surely_not_sent=True)
        else:
            await land(storage, "board")
            await withdraw(storage, "board")
    assert "answer" not in await keys(storage)


async def test_what_came_too_late_is_not_sent(storage: Database) -> None:
    await say(storage, post("a", until=NOW + HOUR))
    assert len(await parcels(storage, now=NOW)) == 1
    assert await parcels(storage, now=NOW + HOUR) == []


async def test_what_is_parked_is_shown_and_waits_for_a_word(storage: Database) -> None:
    await say(storage, post("a"), now=NOW - HOUR)
    (parcel,) = await parcels(storage)
    assert await storage.park(OWNER, parcel, "not_in_channel", surely_not_sent=True)
    assert await parcels(storage) == []
    (parked,) = await storage.parked_posts()
    assert (parked.workspace, parked.key, parked.reason) == (HERE, "a", "not_in_channel")
    (count,) = await storage.outbox_counts()
    assert (count.waiting, count.parked, count.oldest) == (0, 1, None)

    await storage.run(lambda work: work.outbox.resume(ChannelRef("C-other")), HERE)
    assert await parcels(storage) == []
    await storage.run(lambda work: work.outbox.resume(TEAM), HERE)
    assert await keys(storage) == ["a"]
    (count,) = await storage.outbox_counts()
    assert (count.waiting, count.parked, count.oldest) == (1, 0, NOW - HOUR)


async def test_what_is_said_again_is_no_longer_parked(storage: Database) -> None:
    await say(storage, post("a"))
    (parcel,) = await parcels(storage)
    await storage.park(OWNER, parcel, "channel_not_found", surely_not_sent=True)
    await say(storage, post("a"))
    assert await keys(storage) == ["a"]


async def test_words_said_while_the_last_were_refused_get_a_try_of_their_own(
    storage: Database,
) -> None:
    await say(storage, post("a", "too long"))
    (parcel,) = await parcels(storage)
    await say(storage, post("a", "short"))
    assert await storage.park(OWNER, parcel, "msg_too_long", surely_not_sent=True)
    (again,) = await parcels(storage)
    assert again.message == message("short")


async def test_an_inquiry_asked_twice_is_one(storage: Database) -> None:
    asks: list[Inquiry] = [Profile(AccountRef("U1")), Members(ChannelRef("C1"))]
    await storage.run(lambda work: work.outbox.inquire(asks), HERE)
    await storage.run(lambda work: work.outbox.inquire([*asks, asks[0]]), HERE)
    found = await storage.enquiries(HERE, MACHINE, 10)
    assert {one.inquiry for one in found} == set(asks)
    assert len(found) == 2


async def test_an_inquiry_is_put_off_parked_asked_again_and_found_out(storage: Database) -> None:
    ask = [Profile(AccountRef("U1"))]
    await storage.run(lambda work: work.outbox.inquire(ask), HERE)
    (enquiry,) = await storage.enquiries(HERE, MACHINE, 10)
    assert await storage.put_off(OWNER, enquiry, MACHINE + 5, surely_not_sent=True)
    assert await storage.enquiries(HERE, MACHINE + 4, 10) == []
    (later,) = await storage.enquiries(HERE, MACHINE + 5, 10)
    assert later.attempts == 1
    assert await storage.park(OWNER, later, "user_not_found", surely_not_sent=True)
    assert await storage.enquiries(HERE, MACHINE + 50, 10) == []
    await storage.run(lambda work: work.outbox.inquire(ask), HERE)
    (again,) = await storage.enquiries(HERE, MACHINE, 10)
    assert not await storage.found_out("another", again)
    assert await storage.found_out(OWNER, again)
    assert await storage.enquiries(HERE, MACHINE, 10) == []


async def withdraw(storage: Database, key: str) -> None:
    await say(storage, replace(post(key), message=None))
