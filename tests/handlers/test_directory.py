"""What the platform tells about people and channels, asked and unasked."""

from __future__ import annotations

from dataclasses import replace

from bot.news import LearnedEverything, LearnedProfile, Left, Refresh, WorkspaceGone
from bot.ports import UnitOfWork
from tests.handlers.conftest import Scene
from tests.world import WORKSPACE


async def test_whoever_moves_east_is_asked_earlier_from_then_on(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.hears(LearnedProfile(replace(scene.bo.facts, zone="Asia/Tokyo")))
    await scene.town.clock_strikes(scene.at(24, 0, 30))
    assert "Answer" in scene.bo.inbox


async def test_a_zone_that_nobody_can_tell_the_time_in_holds_up_nobody(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.hears(LearnedProfile(replace(scene.bo.facts, zone="Mars/Olympus")))
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "Answer" in scene.ana.inbox
    assert "Answer" in scene.bo.inbox, "he keeps the zone that was known before"


async def test_the_whole_workspace_is_learned_in_one_sweep(scene: Scene) -> None:
    await scene.town.channel("reading", scene.bo, present=False)
    known = scene.town.square.channels["CREADING"]
    scene.town.square.channels["CREADING"] = replace(known, present=True)
    await scene.town.hears(Refresh())
    channel, people = await scene.town.database.run(
        lambda work: (work.people.channel(known.ref), work.people.in_channel(known.ref)), WORKSPACE
    )
    assert channel is not None
    assert channel.present
    assert [person.name for person in people] == ["Bo"]


async def test_a_channel_that_the_sweep_does_not_name_has_lost_the_bot(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.hears(LearnedEverything((), ()))
    await scene.town.clock_strikes(scene.at(24, 23))
    assert scene.bo.inbox == ""
    assert "could not start" in scene.ana.inbox


async def test_an_uninstalled_app_begins_no_day_and_is_back_after_the_next_sweep(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.town.hears(WorkspaceGone())
    await scene.town.clock_strikes(scene.at(24, 23))
    assert scene.bo.inbox == ""
    await scene.town.hears(Refresh())
    await scene.town.clock_strikes(scene.at(25, 15))
    assert "Wed 25 Nov" in scene.bo.inbox


async def test_who_was_erased_does_not_come_back_by_leaving(running: Scene) -> None:
    town, bo = running.town, running.bo
    here = running.team.ref

    def erases(work: UnitOfWork) -> None:
        work.privacy.erase(work.people.meet((bo.account,))[bo.account].ref)

    await town.database.run(erases, WORKSPACE)
    await town.hears(LearnedProfile(replace(bo.facts, active=False)))
    await town.hears(Left(here, bo.account))
    assert await town.database.people_called(bo.account.id) == []
    assert await town.database.people_called("Bo") == []
