"""What a platform remembers: where it finds people, and what a message of ours says now."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import InChannel, Message, Paragraph
from bot.people import Channel
from storage import Database
from tests.storage.samples import HERE, MACHINE, NOW, OWNER, TEAM, THERE, meet, message, post, say


async def test_an_address_is_kept_changed_and_forgotten_in_its_own_workspace(
    storage: Database,
) -> None:
    await storage.keep_address(HERE, "U1", "first")
    await storage.keep_address(THERE, "U1", "theirs")
    await storage.keep_address(HERE, "C1", "channel")
    await storage.keep_address(HERE, "U1", "second")
    assert await storage.address(HERE, "U1") == "second"
    assert await storage.addresses(HERE) == {"U1": "second", "C1": "channel"}
    await storage.forget_address(HERE, "U1")
    await storage.forget_address(HERE, "U1")
    assert await storage.address(HERE, "U1") is None
    assert await storage.addresses(THERE) == {"U1": "theirs"}


async def test_a_row_tells_what_it_says_now_delivered_or_not(storage: Database) -> None:
    channel = Channel(TEAM, "churn")
    await storage.run(lambda work: work.people.keep_channel(channel), HERE)
    words = Message("x", (Paragraph((InChannel(TEAM),)),))
    await say(storage, replace(post("a"), message=words))
    (parcel,) = await storage.parcels(HERE, NOW, MACHINE, 10)
    found = await storage.standing(HERE, parcel.row)
    assert found is not None
    assert (found[0], found[1].channels) == (words, {TEAM: channel})
    await say(storage, replace(post("a"), message=message("anew")))
    found = await storage.standing(HERE, parcel.row)
    assert found is not None
    assert found[0] == message("anew")
    assert await storage.standing(THERE, parcel.row) is None
    assert await storage.standing(HERE, "nothing") is None
    await say(storage, replace(post("a"), message=None))
    assert await storage.standing(HERE, parcel.row) is None


async def test_what_is_parked_for_somebody_goes_when_they_can_be_written_to(
    storage: Database,
) -> None:
    await storage.lease(OWNER, 60)
    ana, bo = await storage.run(lambda work: meet(work, "Ana", "Bo"), HERE)
    await say(storage, replace(post("a"), to=ana), replace(post("b"), to=bo))
    for parcel in await storage.parcels(HERE, NOW, MACHINE, 10):
        assert await storage.put_off(OWNER, parcel, MACHINE + 50, surely_not_sent=True)
        assert await storage.park(OWNER, parcel, "not-installed", surely_not_sent=True)
    await storage.run(lambda work: work.outbox.resume(ana), HERE)
    (again,) = await storage.parcels(HERE, NOW, MACHINE, 10)
    assert (again.key, again.attempts) == ("a", 0)
