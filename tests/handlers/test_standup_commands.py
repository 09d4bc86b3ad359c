"""What the standup's commands answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from bot.news import LearnedProfile
from tests.handlers.conftest import Scene


async def test_a_new_standup_is_told_to_the_channel_once_and_tersely(scene: Scene) -> None:
    await scene.set_up(name="Churn daily")
    assert scene.team.screen.count("Ana set up Churn daily #1") == 1
    assert "weekdays at 09:30" in scene.team.screen


async def test_the_form_comes_filled_in_with_what_is_sensible(scene: Scene) -> None:
    await scene.ana.types("/standup new", scene.team)
    assert scene.ana.form is not None
    values = {
        getattr(one, "name", ""): getattr(one, "value", None) for one in scene.ana.form.content
    }
    assert values["name"] == "churn standup"
    assert values["days"] == ("0", "1", "2", "3", "4")
    assert values["ask_at"] == time(9, 30)
    assert values["wrap_at"] == time(17, 30), "two hours after Bo, who is asked at 15:30 in Paris"
    assert len(str(values["questions"]).splitlines()) == 3


async def test_the_bare_command_shows_what_there_is_and_what_to_do(scene: Scene) -> None:
    await scene.bo.types("/standup", scene.team)
    assert "no standup in this channel yet" in scene.bo.told
    await scene.bo.presses("Set up a standup", scene.team)
    assert scene.bo.form is not None
    await scene.set_up()
    await scene.bo.types("/standup", scene.team)
    assert "churn standup #1" in scene.bo.told


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/standup lsit", "/standup list"),
        ("/standup pasue", "/standup pause"),
        ("/muster standpu", "/muster standup"),
        ("/muster standup nwe", "/standup new"),
    ],
)
async def test_an_unknown_word_gets_the_nearest_command(
    scene: Scene, typed: str, meant: str
) -> None:
    await scene.bo.types(typed, scene.team)
    assert f"Did you mean `{meant}`?" in scene.bo.told


async def test_a_word_like_nothing_points_to_help(scene: Scene) -> None:
    await scene.bo.types("/standup xyzzy", scene.team)
    assert "`/standup help`" in scene.bo.told


async def test_the_root_command_knows_the_same_words(scene: Scene) -> None:
    await scene.ana.types("/muster standup new", scene.team)
    assert scene.ana.form is not None
    await scene.ana.types("/muster help", scene.team)
    assert "`/standup`" in scene.ana.told
    await scene.ana.types("/standup help", scene.team)
    for word in ["new", "list", "now", "skip", "pause", "resume", "edit", "delete", "why"]:
        assert f"/standup {word}" in scene.ana.told


async def test_now_asks_those_in_daytime_at_once(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 1))
    await scene.town.clock_strikes(scene.at(24, 3))  # 08:30 in Kolkata, 04:00 in Paris
    await scene.diya.types("/standup now", scene.team)
    assert "Asking 1 person now" in scene.diya.told
    assert "Answer" in scene.diya.inbox
    assert scene.ana.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 15))
    assert "Answer" in scene.ana.inbox
    assert scene.diya.inbox.count("[Answer]") == 2, "the question and its one reminder"
    assert scene.team.screen.count("Tue 24 Nov\n") == 1


async def test_now_when_it_is_open_shows_where(running: Scene) -> None:
    await running.bo.types("/standup now", running.team)
    assert "is already open for Tue 24 Nov" in running.bo.told


async def test_only_organisers_change_it_for_all(scene: Scene) -> None:
    await scene.set_up()
    for verb in ("pause", "edit", "delete", "skip team"):
        await scene.bo.types(f"/standup {verb}", scene.team)
        assert "Only whoever set it up" in scene.bo.told
        assert scene.bo.form is None
    await scene.town.clock_strikes(scene.at(24, 15))
    assert "Answer" in scene.bo.inbox


async def test_a_paused_standup_asks_nobody_until_it_is_resumed(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup pause", scene.team)
    assert "Ana paused churn standup #1" in scene.team.screen
    await scene.town.clock_strikes(scene.at(25, 0))
    assert scene.ana.inbox == ""
    await scene.ana.types("/standup resume", scene.team)
    await scene.town.clock_strikes(scene.at(25, 9))
    assert "Wed 25 Nov" in scene.ana.inbox


async def test_pausing_twice_says_it_once(scene: Scene) -> None:
    await scene.set_up()
    for _ in range(2):
        await scene.ana.types("/standup pause", scene.team)
        assert "is paused" in scene.ana.told, "the same answer each time"
    assert scene.team.screen.count("Ana paused") == 1


async def test_the_team_can_leave_out_one_day(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup skip team", scene.team)
    assert "left out churn standup #1 on Tue 24 Nov" in scene.team.screen
    await scene.town.clock_strikes(scene.at(25, 0))
    assert scene.ana.inbox == ""
    await scene.town.clock_strikes(scene.at(25, 9))
    assert "Wed 25 Nov" in scene.ana.inbox


async def test_one_can_skip_for_oneself_by_command(running: Scene) -> None:
    await running.bo.types("/standup skip", running.team)
    assert "You are skipping" in running.bo.told
    assert "Skipped today: Bo" in running.team.screen


async def test_with_nothing_open_skip_says_when_the_next_one_is(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/standup skip", scene.team)
    assert "Nothing is open to skip" in scene.bo.told


async def test_two_standups_of_a_channel_have_two_names(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup new", scene.team)
    await scene.ana.sends(name="Churn Standup")
    assert "has that name already" in scene.ana.errors["name"]
    await scene.ana.sends(name="churn standup 2")
    assert scene.ana.errors == {}


async def test_several_standups_are_told_apart_by_number_or_name(scene: Scene) -> None:
    await scene.set_up(name="Morning")
    await scene.set_up(name="Evening")
    await scene.ana.types("/standup pause", scene.team)
    assert "Say which" in scene.ana.told
    await scene.ana.types("/standup pause #2", scene.team)
    await scene.ana.types("/standup pause morn", scene.team)
    assert "paused Evening #2" in scene.team.screen
    assert "paused Morning #1" in scene.team.screen


async def test_why_answers_from_the_record(running: Scene) -> None:
    await running.ana.types("/standup why @Bo", running.team)
    assert "since it was time in their own zone" in running.ana.told
    await running.ana.types("/standup why yesterday", running.team)
    assert "The record has nothing about you on Mon 23 Nov" in running.ana.told
    await running.ana.types("/standup why someday", running.team)
    assert "neither a person nor a day called “someday”" in running.ana.told


async def test_standups_of_a_private_channel_are_not_shown_to_others(scene: Scene) -> None:
    secret = await scene.town.channel("pricing", scene.ana, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends(name="Secret pricing")
    await scene.bo.types("/standup list", scene.team)
    assert "Secret pricing" not in scene.bo.told
    await scene.bo.types("/standup pause #1", scene.team)
    assert "private channel" in scene.bo.told
    await scene.ana.types("/standup list", scene.team)
    assert "Secret pricing" in scene.ana.told


async def test_a_new_standup_needs_a_channel(scene: Scene) -> None:
    await scene.ana.types("/standup new")
    assert "belongs to a channel" in scene.ana.told


async def test_deleting_asks_once_more_and_then_nobody_is_asked(running: Scene) -> None:
    await running.ana.types("/standup delete", running.team)
    assert "Delete churn standup #1" in running.ana.told
    await running.ana.presses("Delete it")
    assert "Ana deleted churn standup #1" in running.team.screen
    assert "this standup was deleted" in running.team.screen
    await running.town.clock_strikes(running.at(25, 20))
    assert "Wed 25 Nov" not in running.ana.inbox
    await running.ana.types("/standup", running.team)
    assert "no standup in this channel" in running.ana.told


async def test_a_paused_standup_is_not_started_by_hand(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup pause", scene.team)
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.bo.types("/standup now", scene.team)
    assert "is paused, so nobody is asked" in scene.bo.told
    assert scene.ana.inbox == ""


async def test_where_everybody_in_charge_has_left_anybody_may_pause(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.hears(LearnedProfile(replace(scene.ana.facts, active=False)))
    await scene.bo.types("/standup pause", scene.team)
    assert "Bo paused" in scene.team.screen


async def test_why_keeps_quiet_about_private_channels_that_one_is_not_in(scene: Scene) -> None:
    secret = await scene.town.channel("pricing", scene.ana, scene.diya, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends(name="Secret pricing")
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await scene.bo.types("/standup why @Diya", scene.team)
    assert "Secret pricing" not in scene.bo.told
    await scene.ana.types("/standup why @Diya", secret)
    assert "Secret pricing" in scene.ana.told


async def test_a_day_that_is_over_is_not_the_one_that_is_left_out(scene: Scene) -> None:
    await scene.set_up(people=scene.ana.refers(scene.ana))
    await scene.town.clock_strikes(scene.at(24, 7))
    await scene.ana.types("/standup now", scene.team)
    await scene.ana.presses("Skip today")
    await scene.ana.types("/standup skip team", scene.team)
    assert "on Wed 25 Nov" in scene.team.screen
    await scene.town.clock_strikes(scene.at(26, 9))
    assert "Wed 25 Nov\n" not in scene.team.screen
    assert "Thu 26 Nov\n" in scene.team.screen


async def test_why_tells_who_started_it_by_hand(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 3))
    await scene.diya.types("/standup now", scene.team)
    await scene.diya.types("/standup why", scene.team)
    assert "since Diya started it by hand" in scene.diya.told
