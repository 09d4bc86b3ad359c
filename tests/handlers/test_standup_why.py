"""``/standup why`` says in a sentence why somebody was or was not asked, for everything that happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import time

import pytest

from bot.rituals.reasons import Decision, Reason
from tests.handlers.conftest import Scene

Story = Callable[[Scene], Awaitable[None]]
TUESDAY = "2026-11-24"


async def ordinary(scene: Scene) -> None:
    await scene.town.clock_strikes(scene.at(24, 14, 31))


async def together(scene: Scene) -> None:
    await scene.chooses(together="together")
    await scene.town.clock_strikes(scene.at(24, 14, 31))


async def by_hand(scene: Scene) -> None:
    await scene.town.clock_strikes(scene.at(24, 13))
    await scene.diya.types("/standup now", scene.team)


async def back(scene: Scene) -> None:
    await scene.bo.types("/muster away until friday")
    await scene.town.clock_strikes(scene.at(24, 15, 30))
    await scene.bo.types("/muster back")


async def silent(scene: Scene) -> None:
    await scene.town.clock_strikes(scene.at(24, 22))


async def skips(scene: Scene) -> None:
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await scene.bo.presses("Skip today")


async def left_out(scene: Scene) -> None:
    await scene.ana.types("/standup skip team", scene.team)


async def leaves(scene: Scene) -> None:
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.team.loses(scene.bo)
    await scene.town.clock_strikes(scene.at(24, 15))


async def joins_late(scene: Scene) -> None:
    await scene.team.loses(scene.bo)
    await scene.town.clock_strikes(scene.at(24, 15))
    await scene.team.welcomes(scene.bo)


async def outage(scene: Scene) -> None:
    await scene.town.sleeps_until(scene.at(24, 20))


async def flies_west(scene: Scene) -> None:
    await scene.bo.changes(zone="Pacific/Honolulu")
    await scene.town.clock_strikes(scene.at(24, 20))


async def away(scene: Scene) -> None:
    await scene.bo.types("/muster away until friday")
    await scene.town.clock_strikes(scene.at(24, 15))


async def holiday(scene: Scene) -> None:
    await scene.bo.types("/muster holidays mine US")
    await scene.town.clock_strikes(scene.at(26, 15))


async def free_tuesday(scene: Scene) -> None:
    await scene.bo.types("/muster hours wed-fri 9-17")
    await scene.town.clock_strikes(scene.at(24, 15))


async def works_late(scene: Scene) -> None:
    await scene.bo.types("/muster hours mon-fri 14-22")
    await scene.town.clock_strikes(scene.at(24, 23))


async def archived(scene: Scene) -> None:
    await scene.team.archived()
    await scene.town.clock_strikes(scene.at(24, 23))


STORIES: dict[Reason, tuple[Story, Decision, str]] = {
    Reason.OWN_TIME: (ordinary, Decision.ASKED, "since it was time in their own zone"),
    Reason.TEAM_TIME: (
        together,
        Decision.ASKED,
        "since it was the time that holds for the whole team",
    ),
    Reason.BY_HAND: (by_hand, Decision.ASKED, "since Diya started it by hand"),
    Reason.BACK: (back, Decision.ASKED, "since they were back from an absence"),
    Reason.NO_ANSWER: (silent, Decision.REMINDED, "since there was no answer yet"),
    Reason.SKIPPED_BY_SELF: (skips, Decision.SKIPPED, "by their own choice"),
    Reason.LEFT_OUT: (left_out, Decision.NOT_ASKED, "since Ana left it out for everybody"),
    Reason.NOT_IN_TEAM: (leaves, Decision.NOT_ASKED, "no longer in the team"),
    Reason.TIME_HAD_PASSED: (
        outage,
        Decision.NOT_ASKED,
        "since the time in their own zone had passed before I could ask",
    ),
    Reason.JOINED_LATER: (
        joins_late,
        Decision.NOT_ASKED,
        "since they were not in the channel yet when it was time in their own zone",
    ),
    Reason.AFTER_WRAP_UP: (
        flies_west,
        Decision.NOT_ASKED,
        "since the time in their own zone comes after the wrap-up",
    ),
    Reason.AWAY: (away, Decision.NOT_ASKED, "away until and including Fri 27 Nov"),
    Reason.HOLIDAY: (holiday, Decision.NOT_ASKED, "a holiday: Thanksgiving Day"),
    Reason.NOT_A_WORKING_DAY: (free_tuesday, Decision.NOT_ASKED, "not one of their working days"),
    Reason.OUTSIDE_HOURS: (
        works_late,
        Decision.NOT_ASKED,
        "since no time of that day lies in their working hours",
    ),
    Reason.BOT_ABSENT: (
        archived,
        Decision.NOT_ASKED,
        "since I was not in the channel, or it was archived",
    ),
}


def test_every_reason_has_its_story() -> None:
    assert STORIES.keys() == set(Reason)


@pytest.mark.parametrize("reason", Reason)
async def test_what_happened_is_told_in_a_sentence(scene: Scene, reason: Reason) -> None:
    story, decision, sentence = STORIES[reason]
    if reason is Reason.TEAM_TIME:
        await scene.set_up(ask_at=time(14), wrap_at=time(20, 30))  # 13:00 UTC is daytime for all
    elif reason in (Reason.BY_HAND, Reason.TIME_HAD_PASSED):
        await scene.set_up(people=scene.ana.refers(scene.bo))
    else:
        await scene.set_up()
    await story(scene)
    day = "2026-11-26" if reason is Reason.HOLIDAY else TUESDAY
    await scene.ana.types(f"/standup why @Bo {day}", scene.team)
    said = [line for line in scene.ana.told.splitlines() if f"{sentence}." in line]
    assert said, scene.ana.told
    assert decision in said[-1]
    assert (Decision.NOT_ASKED in said[-1]) == (decision is Decision.NOT_ASKED)


async def test_somebody_of_whom_nothing_is_recorded_is_not_guessed_at(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup why @Bo", scene.team)
    assert "The record has nothing about @Bo on Mon 23 Nov yet" in scene.ana.told


async def test_all_that_happened_on_a_day_is_told_in_its_order(scene: Scene) -> None:
    await scene.set_up()
    await skips(scene)
    await scene.bo.types("/standup why", scene.team)
    assert scene.bo.told.index("asked, since it was time") < scene.bo.told.index("skipped, by")
    assert scene.bo.told.startswith("You on Tue 24 Nov:")


async def test_a_day_is_named_by_its_weekday_or_date_or_yesterday(running: Scene) -> None:
    await running.town.clock_strikes(running.at(25, 12))
    for word in ("yesterday", "tuesday", "tue", TUESDAY):
        await running.ana.types(f"/standup why @Bo {word}", running.team)
        assert "on Tue 24 Nov:" in running.ana.told


async def test_what_was_decided_on_ones_own_date_is_told_of_another_day_as_well(
    scene: Scene,
) -> None:
    """It is Tuesday in Los Angeles, where the team is, and Wednesday in Sydney."""
    sydney = await scene.town.person("Syd", "Australia/Sydney")
    for who in (scene.ana, scene.bo, scene.diya):
        await who.changes(zone="America/Los_Angeles")
    await scene.set_up(ask_at=time(15), wrap_at=time(18))
    await scene.chooses(together="together")
    await scene.team.welcomes(sydney)
    await scene.town.clock_strikes(scene.at(24, 23, 20))
    await sydney.types("/standup why", scene.team)
    assert sydney.told == (
        "You were asked by churn standup #1 on Tue 24 Nov (Wed 25 Nov, 10:00 (Sydney)), "
        "since it was the time that holds for the whole team."
    )


async def test_a_paused_standup_is_named(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup pause", scene.team)
    await scene.town.clock_strikes(scene.at(24, 20))
    await scene.bo.types("/standup why", scene.team)
    assert "churn standup #1 is paused now, so it asks nobody" in scene.bo.told
