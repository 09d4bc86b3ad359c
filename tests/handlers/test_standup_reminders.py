"""Whoever is silent is reminded as the team has chosen, and no more than that."""

from __future__ import annotations

from datetime import time

import pytest

from bot.rituals.standup import Reminders
from tests.handlers.conftest import Scene

SILENT = "your answer is not there yet"

# Ana is asked at 08:30 UTC and the wrap-up is at 16:30 UTC, so the last reminder can be at 16:00.
ANAS = {
    Reminders.NONE: [],
    Reminders.LIGHT: [(10, 30)],
    Reminders.STANDARD: [(10, 30), (16, 0)],
    Reminders.ACTIVE: [(10, 0), (11, 30), (13, 0), (14, 30), (16, 0)],
}


@pytest.mark.parametrize("chosen", Reminders)
async def test_the_silent_are_reminded_as_often_as_was_chosen(
    scene: Scene, chosen: Reminders
) -> None:
    await scene.set_up()
    await scene.chooses(reminders=chosen.value)
    bell = []
    for hour in range(8, 24):
        for minute in (0, 30):
            before = {one.id for one in scene.ana.messages}
            await scene.town.clock_strikes(scene.at(24, hour, minute))
            if SILENT in scene.ana.inbox and {one.id for one in scene.ana.messages} - before:
                bell.append((hour, minute))
    assert bell == ANAS[chosen]


async def test_each_reminder_is_a_message_of_its_own_and_the_one_before_goes(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.chooses(reminders="active")
    await scene.town.clock_strikes(scene.at(24, 10))
    (first,) = [one.id for one in scene.ana.messages[1:]]
    assert "4 more may come today" in scene.ana.inbox
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    (fourth,) = [one.id for one in scene.ana.messages[1:]]
    assert fourth != first, "an edited message rings nobody's bell"
    assert "One more may come today" in scene.ana.inbox
    await scene.town.clock_strikes(scene.at(24, 16))
    assert scene.ana.inbox.count(SILENT) == 1
    assert "This is the last reminder today" in scene.ana.inbox


async def test_the_only_reminder_says_that_it_is_the_only_one(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 10, 30))
    assert "This is the only reminder today. Answer or skip, and none comes." in scene.ana.inbox


async def test_no_reminder_comes_late_in_the_evening_where_somebody_lives(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(reminders="active")
    for hour in range(4, 24):
        await scene.town.clock_strikes(scene.at(24, hour, 59))
        if hour == 13:  # 19:29 in Kolkata
            last = scene.diya.messages[-1].id
    assert scene.diya.messages[-1].id == last
    assert scene.diya.inbox.count(SILENT) == 1
    await scene.diya.types("/standup why 2026-11-24", scene.team)
    assert scene.diya.told.count("reminded, since there was no answer yet") == 3


async def test_an_answer_takes_the_reminder_back_and_no_other_comes(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(reminders="active")
    await scene.town.clock_strikes(scene.at(24, 11, 30))
    await scene.answers(scene.ana, "Ship the importer")
    assert SILENT not in scene.ana.inbox
    await scene.town.clock_strikes(scene.at(24, 23))
    assert SILENT not in scene.ana.inbox


async def test_a_change_in_the_middle_of_a_day_is_for_the_next_one(running: Scene) -> None:
    await running.chooses(reminders="active")
    await running.town.clock_strikes(running.at(24, 22))
    await running.ana.types("/standup why", running.team)
    assert running.ana.told.count("reminded") == 1
    await running.town.clock_strikes(running.at(25, 22))
    await running.ana.types("/standup why", running.team)
    assert running.ana.told.count("reminded") == 5


async def test_after_an_outage_what_was_missed_is_not_said_in_a_row(scene: Scene) -> None:
    await scene.set_up()
    await scene.chooses(reminders="active")
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.town.sleeps_until(scene.at(24, 14, 40))
    await scene.ana.types("/standup why", scene.team)
    assert scene.ana.told.count("reminded") == 1
    await scene.town.clock_strikes(scene.at(24, 16))
    await scene.ana.types("/standup why", scene.team)
    assert scene.ana.told.count("reminded") == 2


async def test_whoever_has_left_the_channel_is_reminded_of_nothing(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.team.loses(scene.ana)
    await scene.town.clock_strikes(scene.at(24, 10, 30))
    assert scene.ana.inbox == "", "the question is taken back as well"
    await scene.town.clock_strikes(scene.at(24, 23))
    assert "Wrap-up: 0 of 2 answered" in scene.team.thread
    assert "Missing: Bo and Diya" in scene.team.thread


async def test_after_a_pause_of_the_bot_nobody_is_reminded_at_night(scene: Scene) -> None:
    """It comes back at 22:00 in Paris, before the wrap-up."""
    await scene.set_up(wrap_at=time(23, 30))
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.town.sleeps_until(scene.at(24, 21))
    assert scene.ana.inbox.count("[Answer]") == 1
    assert "not there yet" not in scene.ana.inbox


async def test_a_question_that_comes_late_keeps_to_the_hours_that_somebody_has_named(
    scene: Scene,
) -> None:
    """It comes back at 11:15 in Paris: Ana works until 10:00, and the others have named no hours."""
    await scene.set_up(wrap_at=time(20))
    await scene.ana.types("/muster hours mon-fri 8-10")
    eve = await scene.town.person("Eve", "Europe/Paris")
    await scene.team.welcomes(eve)
    await scene.town.clock_strikes(scene.at(24, 8))
    await scene.town.sleeps_until(scene.at(24, 10, 15))
    assert scene.ana.inbox == ""
    assert "[Answer]" in eve.inbox
    await scene.ana.types("/standup why", scene.team)
    assert "since no time of that day lies in your working hours" in scene.ana.told
