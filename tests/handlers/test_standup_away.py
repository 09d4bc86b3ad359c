"""Whoever is away is shown as away, never as missing; and a day on which nobody is due is no day."""

from __future__ import annotations

from tests.handlers.conftest import Scene


async def test_a_holiday_of_ones_own_is_a_day_away(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster holidays mine US")
    await scene.town.clock_strikes(scene.at(26, 15))  # Thanksgiving
    assert "Thu 26 Nov" not in scene.bo.inbox
    board = scene.team.screen.split("---")[-1]
    assert "Thu 26 Nov" in board
    assert "Away: Bo" in board
    assert "0 of 2 answered" in board


async def test_where_nobody_is_due_there_is_no_board_and_the_journal_says_why_for_each(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.ana.types("/muster away until friday")
    await scene.bo.types("/muster hours wed-fri 9-17")
    await scene.diya.types("/muster away")
    said = scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 22))
    assert scene.team.screen == said
    assert scene.ana.inbox == scene.bo.inbox == scene.diya.inbox == ""
    for who, why in (
        ("Ana", "away until and including Fri 27 Nov"),
        ("Bo", "not one of their working days"),
        ("Diya", "away."),
    ):
        await scene.ana.types(f"/standup why @{who} 2026-11-24", scene.team)
        assert why in scene.ana.told
    await scene.town.clock_strikes(scene.at(25, 15))
    assert "Wed 25 Nov" in scene.team.screen, "the next day comes by itself"
    assert "[Answer]" in scene.bo.inbox


async def test_now_asks_neither_the_absent_nor_those_off_work_and_says_so(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away until friday")
    await scene.town.clock_strikes(scene.at(24, 2))
    await scene.town.clock_strikes(scene.at(24, 3, 30))  # 09:00 in Kolkata
    await scene.diya.types("/standup now", scene.team)
    assert "Asking 1 person now. Ana will be asked in their own morning." in scene.diya.told
    assert "Not asked today, being away or not at work: Bo" in scene.diya.told


async def test_now_with_everybody_away_says_so_and_begins_nothing(scene: Scene) -> None:
    await scene.set_up()
    for who in (scene.ana, scene.bo, scene.diya):
        await who.types("/muster away until friday")
    said = scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.diya.types("/standup now", scene.team)
    assert "is away or not at work now" in scene.diya.told
    assert scene.team.screen == said


async def test_whoever_is_away_has_nothing_to_skip(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away", scene.team)
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await scene.bo.types("/standup skip", scene.team)
    assert "You are not asked on Tue 24 Nov by churn standup #1" in scene.bo.told
    assert "Away: Bo" in scene.team.screen
    assert "0 of 2 answered" in scene.team.screen
