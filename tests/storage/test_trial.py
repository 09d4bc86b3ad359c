"""How far a message on trial has come, and that only a receipt still to come counts for it."""

from __future__ import annotations

from dataclasses import replace

from bot.mail import Landed
from storage import Database, Trial
from tests.storage.samples import HERE, MACHINE, OWNER, parcels, post, say


async def test_a_trial_is_followed_from_the_outbox_until_it_is_taken_back(
    storage: Database,
) -> None:
    await storage.lease(OWNER, 15)
    assert await storage.trial(HERE, "trial") == Trial()
    await say(storage, post("trial"))
    assert await storage.trial(HERE, "trial") == Trial(landed=False, settled=False)
    (parcel,) = await parcels(storage)
    await storage.trying(OWNER, parcel, MACHINE)
    await storage.delivered(OWNER, parcel, Landed("C1", "1"))
    assert await storage.trial(HERE, "trial") == Trial(landed=True, settled=True)
    await say(storage, replace(post("trial"), message=None))
    assert await storage.trial(HERE, "trial") == Trial(landed=True, settled=False)
    (parcel,) = await parcels(storage)
    await storage.delivered(OWNER, parcel, None)
    assert await storage.trial(HERE, "trial") == Trial(landed=False, settled=True)


async def test_one_that_was_given_up_says_why(storage: Database) -> None:
    await storage.lease(OWNER, 15)
    await say(storage, post("trial"))
    (parcel,) = await parcels(storage)
    await storage.park(OWNER, parcel, "not_in_channel", surely_not_sent=True)
    assert (await storage.trial(HERE, "trial")).parked == "not_in_channel"


async def test_only_a_receipt_that_is_still_to_come_says_that_receipts_come(
    storage: Database,
) -> None:
    await say(storage, post("a"))
    (parcel,) = await parcels(storage)

    async def receipt() -> None:
        landed = Landed("C1", "1")
        await storage.run(lambda work: work.outbox.confirm(parcel.row, landed), HERE)

    await receipt()
    assert await storage.receipts_come(HERE)
    await storage.forget_receipts(HERE)
    assert not await storage.receipts_come(HERE)
    await receipt()
    assert await storage.receipts_come(HERE)
