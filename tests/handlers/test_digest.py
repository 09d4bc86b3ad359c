"""A digest, as the people of several teams live with it."""

from __future__ import annotations

from datetime import time

import pytest

from bot.intents import Promise
from bot.ports import UnitOfWork
from bot.rituals.digest_intents import TellDigest
from handlers.digest_day import upkeep
from tests.handlers.conftest import Scene
from tests.handlers.leads import Leads, answers, read_by_leads, the_standup
from tests.world import WORKSPACE


@pytest.fixture
async def leads(scene: Scene) -> Leads:
    return await read_by_leads(scene)


async def test_the_channel_hears_that_a_digest_was_set_up(leads: Leads) -> None:
    assert "Eve set up the digest leads digest for this channel: churn standup #1" in leads.screen
    assert "weekdays at 17:00 (Paris)" in leads.screen


async def test_the_day_is_told_once_at_its_time_blockers_first(scene: Scene, leads: Leads) -> None:
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await answers(scene.ana, "Calibrate", "No claims table")
    await answers(scene.bo, "Review")
    await scene.town.clock_strikes(scene.at(24, 15, 59))
    assert "Calibrate" not in leads.screen
    await scene.town.clock_strikes(scene.at(24, 16))
    told = leads.screen.split("---\n")[-1]
    assert told.splitlines()[:3] == [
        "leads digest, Tue 24 Nov",
        "1 blocker",
        "- Ana (churn standup): No claims table",
    ]
    assert "churn standup #1 in #churn: 2 of 3 answered." in told
    assert "- Bo: Review" in told
    assert "Not yet: Diya." in told
    before = leads.screen
    await answers(scene.diya, "Late to it")
    await scene.town.clock_strikes(scene.at(24, 23))
    assert leads.screen == before


async def test_tomorrow_comes_by_itself_and_the_weekend_is_free(scene: Scene, leads: Leads) -> None:
    await scene.town.clock_strikes(scene.at(30, 17))
    days = [day for day in range(24, 31) if f" {day} Nov\n" in leads.screen]
    assert days == [24, 25, 26, 27, 30]


async def test_a_day_without_any_standup_is_not_told(scene: Scene, leads: Leads) -> None:
    await scene.ana.types("/standup pause", scene.team)
    before = leads.screen
    await scene.town.clock_strikes(scene.at(24, 17))
    assert leads.screen == before
    await scene.ana.types("/standup resume", scene.team)
    await scene.town.clock_strikes(scene.at(25, 17))
    assert "leads digest, Wed 25 Nov" in leads.screen


async def test_today_can_be_looked_at_before_it_is_told(scene: Scene, leads: Leads) -> None:
    await leads.eve.types("/standup digest", leads)
    await leads.eve.presses("Show today", leads)
    assert "nothing to tell of Mon 23 Nov yet" in leads.eve.told
    await scene.town.clock_strikes(scene.at(24, 9))
    await answers(scene.ana, "Calibrate")
    await leads.eve.types("/standup digest", leads)
    await leads.eve.presses("Show today", leads)
    assert "- Ana: Calibrate" in leads.eve.told
    assert "leads digest, Tue" not in leads.screen


async def test_an_edited_digest_comes_at_its_new_time_and_not_at_the_old(
    scene: Scene, leads: Leads
) -> None:
    await leads.eve.types("/standup digest", leads)
    await leads.eve.presses("Edit", leads)
    await leads.eve.sends(name="Delivery", at=time(18, 0))
    assert "Eve changed the digest Delivery" in leads.screen
    await scene.town.clock_strikes(scene.at(24, 16, 30))
    assert "Tue 24 Nov\n" not in leads.screen
    await scene.town.clock_strikes(scene.at(24, 17, 0))
    assert leads.screen.count("Delivery, Tue 24 Nov\n") == 1


async def test_a_form_that_was_overtaken_is_refused(scene: Scene, leads: Leads) -> None:
    await leads.eve.types("/standup digest", leads)
    await leads.eve.presses("Edit", leads)
    form = leads.eve.form
    await leads.eve.sends(name="Delivery")
    leads.eve.form = form
    await leads.eve.sends(name="Other")
    assert "Somebody else changed this digest" in leads.eve.errors[""]


async def test_a_deleted_digest_is_told_no_more(scene: Scene, leads: Leads) -> None:
    await leads.eve.types("/standup digest", leads)
    await leads.eve.presses("Delete", leads)
    assert "Eve deleted the digest leads digest" in leads.screen
    await scene.town.clock_strikes(scene.at(24, 17))
    assert "leads digest, Tue" not in leads.screen
    await leads.eve.types("/standup digest", leads)
    assert "There is no digest in this channel yet" in leads.eve.told


async def test_a_form_saved_twice_is_one_digest_said_once(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup digest", scene.team)
    await scene.ana.presses("Set up a digest", scene.team)
    form = scene.ana.form
    for _ in range(3):
        scene.ana.form = form
        await scene.ana.sends()
        assert scene.ana.errors == {}
    assert scene.team.screen.count("set up the digest") == 1


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        ({"name": " "}, "name", "Give it a name"),
        ({"name": "x" * 61}, "name", "61 characters"),
        ({"standups": ()}, "standups", "at least one standup"),
        ({"standups": ("nowhere",)}, "standups", "can no longer be told"),
        ({"days": ()}, "days", "at least one day"),
        ({"days": ("9", "x")}, "days", "at least one day"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(
    scene: Scene, values: dict[str, object], field: str, says: str
) -> None:
    await scene.set_up()
    await scene.ana.types("/standup digest", scene.team)
    await scene.ana.presses("Set up a digest", scene.team)
    await scene.ana.sends(**values)  # type: ignore[arg-type]  # the tests name fields freely
    assert says in scene.ana.errors[field]


async def test_two_digests_of_a_channel_have_two_names(scene: Scene, leads: Leads) -> None:
    await leads.eve.types("/standup digest", leads)
    await leads.eve.presses("Set up another", leads)
    await leads.eve.sends(name="Leads Digest", standups=(await the_standup(scene),))
    assert "has that name already" in leads.eve.errors["name"]


async def test_where_nothing_can_be_told_nothing_is_offered(scene: Scene) -> None:
    await scene.ana.types("/standup digest", scene.team)
    assert "no standup that could be told here" in scene.ana.told
    assert "[Set up a digest]" not in scene.ana.told
    await scene.ana.types("/standup digest")
    assert "belongs to a channel" in scene.ana.told


async def test_a_digest_missed_by_hours_is_not_told_and_its_creator_hears_so(
    scene: Scene, leads: Leads
) -> None:
    await scene.town.sleeps_until(scene.at(24, 19))
    assert "leads digest, Tue" not in leads.screen
    assert "leads digest of Tue 24 Nov was not told" in leads.eve.inbox
    await scene.town.clock_strikes(scene.at(25, 17))
    assert "leads digest, Wed 25 Nov" in leads.screen


async def test_where_the_bot_is_not_the_creator_hears_it_once_a_week(
    scene: Scene, leads: Leads
) -> None:
    await leads.archived()
    await scene.town.clock_strikes(scene.at(26, 17))
    assert leads.eve.inbox.count("could not be told") == 1
    await leads.archived(False)
    await scene.town.clock_strikes(scene.at(27, 17))
    assert "leads digest, Fri 27 Nov" in leads.screen
    assert "leads digest, Tue" not in leads.screen


async def test_the_nightly_repair_promises_again_what_is_missing_and_nothing_else(
    scene: Scene, leads: Leads
) -> None:
    def lost(work: UnitOfWork) -> tuple[Promise, ...]:
        (digest,) = work.digests.all()
        assert upkeep(work, scene.at(24, 3)) == ()
        work.agenda.write((Promise(f"digest:{digest.id}:tell", None),))
        return upkeep(work, scene.at(24, 3))

    (promise,) = await scene.town.database.run(lost, WORKSPACE)
    assert promise.when == scene.at(24, 16)
    assert isinstance(promise.intent, TellDigest)
