"""People have hours and holidays of their own, and teams keep theirs."""

from __future__ import annotations

from datetime import time

from bot.news import LearnedProfile
from tests.handlers.conftest import Scene

QUESTION = "You are asked because"
"""Only in the question itself, not in what reminds of it."""


async def test_a_question_outside_the_hours_comes_when_they_begin(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/muster hours mon-fri 11-19", scene.team)
    assert "Your working hours are weekdays, 11:00 to 19:00 (Paris)." in scene.ana.told
    await scene.town.clock_strikes(scene.at(24, 9, 59))
    assert scene.ana.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 10))
    assert "[Answer]" in scene.ana.inbox


async def test_a_day_that_is_no_working_day_is_left_out_and_said_so(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/muster hours wed-fri 9-17", scene.team)
    await scene.town.clock_strikes(scene.at(24, 16))
    assert scene.ana.inbox == ""
    await scene.ana.types("/standup why", scene.team)
    assert "not one of your working days" in scene.ana.told
    await scene.town.clock_strikes(scene.at(25, 8, 30))
    assert "[Answer]" in scene.ana.inbox


async def test_hours_set_during_the_day_take_back_what_is_outside_them(running: Scene) -> None:
    await running.bo.types("/muster hours mon, wed 9-17", running.team)
    assert running.bo.inbox == ""
    assert "Away: Bo" in running.team.screen
    await running.bo.types("/muster hours auto", running.team)
    assert "You have set no working hours" in running.bo.told
    assert "[Answer]" in running.bo.inbox


async def test_hours_that_a_wrap_up_comes_before_are_said_so(scene: Scene) -> None:
    await scene.set_up()
    await scene.diya.types("/muster hours mon-fri 22-23:30", scene.team)
    assert "churn standup #1 wraps up before you could answer" in scene.diya.told
    await scene.town.clock_strikes(scene.at(24, 16, 29))
    assert scene.diya.inbox == ""
    await scene.diya.types("/standup why tuesday", scene.team)
    assert "no time of that day lies in your working hours" in scene.diya.told


async def test_no_reminder_comes_outside_the_hours(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/muster hours mon-fri 9-11", scene.team)
    await scene.town.clock_strikes(scene.at(24, 16, 29))
    assert "[Answer]" in scene.ana.inbox
    assert "your answer is not there yet" not in scene.ana.inbox
    assert "your answer is not there yet" in scene.diya.inbox


async def test_hours_that_cannot_be_read_change_nothing(scene: Scene) -> None:
    for typed, answer in [
        ("whenever", "I cannot read hours in “whenever”. Type days and times"),
        ("22-6", "I ask nobody at night"),
        ("mon-thu", "names only days. Type the times as well"),
        ("9-9:30", "leaves no moment"),
    ]:
        await scene.bo.types(f"/muster hours {typed}", scene.team)
        assert answer in scene.bo.told
    await scene.bo.types("/muster hours", scene.team)
    assert "You have set no working hours" in scene.bo.told


async def test_a_zone_chosen_during_the_day_moves_the_question_of_that_day(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.bo.types("/muster zone America/Los_Angeles")
    await scene.town.clock_strikes(scene.at(24, 15))
    assert scene.bo.inbox == "", "09:30 there comes after the wrap-up"
    await scene.bo.types("/standup why", scene.team)
    assert "comes after the wrap-up" in scene.bo.told
    await scene.bo.types("/muster zone America/New_York")
    await scene.town.clock_strikes(scene.at(24, 16))
    assert scene.bo.inbox == "", "09:30 there has passed for today"
    await scene.town.clock_strikes(scene.at(25, 14, 30))
    assert "[Answer]" in scene.bo.inbox


async def test_who_flies_east_and_has_missed_their_morning_is_asked_at_once(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 12))
    moved = LearnedProfile(scene.bo.facts.__class__(scene.bo.account, "Bo", "Europe/Paris"))
    await scene.town.hears(moved)
    assert scene.bo.inbox.count(QUESTION) == 1
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert scene.bo.inbox.count(QUESTION) == 1


async def test_on_a_holiday_of_the_team_nobody_is_asked(scene: Scene) -> None:
    """Thanksgiving is on Thursday 26 November 2026."""
    await scene.set_up()
    await scene.ana.types("/muster holidays united states", scene.team)
    assert "This team keeps the holidays of United States." in scene.ana.told
    assert "- Thu 26 Nov: Thanksgiving Day" in scene.ana.told
    assert "Ana has set that this team keeps the holidays of United States" in scene.team.screen
    await scene.diya.types("/muster holidays mine JP", scene.team)
    assert "You keep the holidays of Japan, whatever your teams keep." in scene.diya.told
    await scene.town.clock_strikes(scene.at(26, 16))
    assert scene.diya.inbox.count(QUESTION) == 3, "who keeps others works"
    assert scene.bo.inbox.count(QUESTION) == 2
    assert "Away: Ana and Bo" in scene.team.screen
    await scene.bo.types("/standup why", scene.team)
    assert "a holiday: Thanksgiving Day" in scene.bo.told


async def test_a_holiday_that_is_kept_from_today_on_takes_the_questions_back(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(26, 14, 31))
    assert scene.bo.inbox.count(QUESTION) == 3
    await scene.ana.types("/muster holidays US", scene.team)
    assert scene.bo.inbox.count(QUESTION) == 2
    assert "Away: Ana, Bo and Diya" in scene.team.screen
    await scene.town.clock_strikes(scene.at(26, 16, 30))
    assert "Wrap-up: 0 of 0 answered" in scene.team.thread


async def test_only_organisers_set_the_teams_holidays(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster holidays DE-BY", scene.team)
    assert "Only the channel's organisers can set this for the team" in scene.bo.told
    await scene.bo.types("/muster holidays", scene.team)
    assert "This team keeps no holidays" in scene.bo.told
    await scene.bo.presses("Change")
    assert "Only the channel's organisers can set this for the team" in scene.bo.told


async def test_the_form_of_the_teams_holidays_names_what_it_does_not_know(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/muster holidays", scene.team)
    await scene.ana.presses("Change")
    await scene.ana.sends(calendar="germnay")
    assert "Do you mean Germany?" in scene.ana.errors["calendar"]
    await scene.ana.sends(calendar="DE-XX")
    assert "I know no such region of Germany" in scene.ana.errors["calendar"]
    assert "BY (Bayern)" in scene.ana.errors["calendar"]
    await scene.ana.sends(calendar="germany bayern")
    assert scene.ana.errors == {}
    await scene.bo.types("/muster holidays", scene.team)
    assert "This team keeps the holidays of Germany, Bayern." in scene.bo.told
    await scene.ana.types("/muster holidays off", scene.team)
    assert "This team keeps no holidays" in scene.ana.told


async def test_the_same_holidays_again_are_no_news(scene: Scene) -> None:
    await scene.set_up()
    for hour in (1, 2):
        await scene.town.clock_strikes(scene.at(24, hour))
        await scene.ana.types("/muster holidays IN", scene.team)
    assert scene.team.screen.count("keeps the holidays of India") == 1


async def test_ones_own_holidays_are_the_teams_until_one_says_otherwise(scene: Scene) -> None:
    await scene.bo.types("/muster holidays mine", scene.team)
    assert "You keep the holidays of each team" in scene.bo.told
    await scene.bo.types("/muster holidays mine none", scene.team)
    assert "You keep no holidays" in scene.bo.told
    await scene.bo.types("/muster holidays mine atlantis", scene.team)
    assert "I know no country called “atlantis”" in scene.bo.told
    await scene.bo.types("/muster holidays mine team", scene.team)
    assert "You keep the holidays of each team" in scene.bo.told


async def test_the_form_of_ones_working_life_sets_all_of_it(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster hours", scene.team)
    await scene.bo.presses("Change")
    await scene.bo.sends(
        zone="tokyo", days=("0", "1", "2"), begin=time(10), end=time(18), calendar="japan"
    )
    assert scene.bo.errors == {}
    assert "Time zone: Asia/Tokyo" in scene.bo.told
    assert "Working hours: Mon, Tue and Wed, 10:00 to 18:00" in scene.bo.told
    assert "Holidays: Japan" in scene.bo.told
    await scene.town.clock_strikes(scene.at(24, 1))
    assert "[Answer]" in scene.bo.inbox
    await scene.bo.types("/muster hours", scene.team)
    await scene.bo.presses("Change")
    assert scene.bo.form is not None
    assert [getattr(one, "value", None) for one in scene.bo.form.content] == [
        "Asia/Tokyo",
        ("0", "1", "2"),
        time(10),
        time(18),
        "JP",
    ]


async def test_the_form_names_each_field_to_mend(scene: Scene) -> None:
    await scene.bo.types("/muster hours", scene.team)
    await scene.bo.presses("Change")
    await scene.bo.sends(zone="nowhere", days=("0",), calendar="atlantis")
    assert scene.bo.errors.keys() == {"zone", "begin", "calendar"}
    await scene.bo.sends(zone="louisville", begin=time(9), end=time(17))
    assert scene.bo.errors.keys() == {"zone", "days"}
    assert "Which one is “louisville”?" in scene.bo.errors["zone"]
    await scene.bo.sends(days=("0",), begin=time(17), end=time(9))
    assert scene.bo.errors.keys() == {"end"}
    await scene.bo.sends()
    assert "Working hours: each standup's own time" in scene.bo.told


async def test_hours_that_change_before_the_question_move_it_either_way(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster hours 10-17", scene.team)
    await scene.town.clock_strikes(scene.at(24, 12))
    await scene.bo.types("/muster hours auto", scene.team)
    await scene.town.clock_strikes(scene.at(24, 14, 29))
    assert scene.bo.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "[Answer]" in scene.bo.inbox


async def test_hours_that_leave_a_moment_again_bring_the_question_of_that_day(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.bo.types("/muster hours 14-17", scene.team)
    await scene.town.clock_strikes(scene.at(24, 12))
    await scene.bo.types("/standup why", scene.team)
    assert "no time of that day lies in your working hours" in scene.bo.told
    await scene.bo.types("/muster hours 9-17", scene.team)
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "[Answer]" in scene.bo.inbox


async def test_hours_that_end_earlier_take_the_reminder_with_them(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.ana.types("/muster hours 9-11", scene.team)
    await scene.town.clock_strikes(scene.at(24, 16, 29))
    assert scene.ana.inbox.count("[Answer]") == 1
