"""Which day comes next: one that is held already, or left out, is not promised again."""

from __future__ import annotations

from datetime import time

from tests.handlers.conftest import Scene


async def held_by_hand(scene: Scene) -> None:
    """It is 08:30 in Kolkata; Tuesday was started by hand, everybody has skipped, and it is over."""
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 3))
    await scene.ana.types("/standup now", scene.team)
    for who in (scene.ana, scene.bo, scene.diya):
        await who.types("/standup skip", scene.team)


async def test_a_day_that_is_held_is_neither_skipped_nor_returned_to(scene: Scene) -> None:
    await held_by_hand(scene)
    await scene.ana.types("/standup skip", scene.team)
    assert "next starts Wed 25 Nov" in scene.ana.told
    await scene.ana.looks_at_page()
    assert "churn standup: Wed 25 Nov, 09:30 (Paris)" in scene.ana.told
    await scene.ana.types("/muster away tomorrow", scene.team)
    assert "and are asked again on Thu 26 Nov." in scene.ana.told


async def test_of_an_open_day_ones_own_part_counts(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 3))
    await scene.ana.types("/standup now", scene.team)
    await scene.diya.types("/muster back")
    assert "You are asked next on Wed 25 Nov." in scene.diya.told, "she is asked already"
    await scene.ana.types("/muster back")
    assert "You are asked next later today." in scene.ana.told


async def test_a_change_and_a_return_count_from_the_day_after_one_that_is_held(
    scene: Scene,
) -> None:
    await held_by_hand(scene)
    await scene.ana.types("/standup edit", scene.team)
    await scene.ana.sends(ask_at=time(10, 30))
    assert "From Wed 25 Nov on" in scene.team.screen
    await scene.ana.types("/standup pause", scene.team)
    await scene.ana.types("/standup resume", scene.team)
    assert "resumed churn standup #1. Next: Wed 25 Nov" in scene.team.screen


async def test_leaving_out_said_twice_leaves_out_one_day(scene: Scene) -> None:
    await scene.set_up()
    for _ in range(2):
        await scene.ana.types("/standup skip team", scene.team)
        assert "is left out on Tue 24 Nov." in scene.ana.told
    await scene.ana.types("/standup skip", scene.team)
    assert "next starts Wed 25 Nov" in scene.ana.told
    await scene.town.clock_strikes(scene.at(24, 20))
    assert scene.ana.inbox == ""
    await scene.town.clock_strikes(scene.at(25, 9))
    assert "[Answer]" in scene.ana.inbox
