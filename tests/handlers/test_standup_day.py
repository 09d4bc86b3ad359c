"""A standup's day, as the team lives it."""

from __future__ import annotations

from dataclasses import replace

from bot.news import LearnedProfile
from tests.handlers.conftest import Scene


async def test_each_is_asked_in_their_own_morning(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 4))
    assert "Answer" in scene.diya.inbox
    assert scene.ana.inbox == scene.bo.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 8, 30))
    assert "Answer" in scene.ana.inbox
    assert scene.bo.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "Answer" in scene.bo.inbox


async def test_nobody_is_asked_a_minute_early(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 3, 59))
    assert scene.diya.inbox == ""
    assert "0 of" not in scene.team.screen


async def test_an_answer_stands_on_the_board_and_in_the_thread(running: Scene) -> None:
    await running.ana.presses("Answer")
    await running.ana.sends(**{"answer-0": "Labels", "answer-1": "Ship the importer"})
    assert "1 of 3 answered" in running.team.screen
    assert "- Ana: Ship the importer" in running.team.screen
    assert "> Labels" in running.team.thread
    assert "your answer is in" in running.ana.inbox


async def test_all_answers_of_a_day_are_one_thread(running: Scene) -> None:
    for who in (running.ana, running.bo):
        await who.presses("Answer")
        await who.sends(**{"answer-1": "Review it"})
    (_announcement, board) = [one for one in running.team.messages if one.under is None]
    assert {one.under for one in running.team.messages} == {None, board.id}
    assert board.edits >= 1


async def test_yesterdays_today_is_offered_as_todays_yesterday(running: Scene) -> None:
    await running.ana.presses("Answer")
    await running.ana.sends(**{"answer-1": "Ship the importer"})
    await running.town.clock_strikes(running.at(25, 8, 31))
    await running.ana.presses("Answer")
    assert running.ana.form is not None
    first = running.ana.form.content[0]
    assert getattr(first, "value", "") == "Ship the importer"


async def test_the_silent_are_reminded_once_and_the_others_not_at_all(running: Scene) -> None:
    await running.bo.presses("Answer")
    await running.bo.sends(**{"answer-1": "Review it"})
    await running.town.clock_strikes(running.at(24, 19))
    assert running.ana.inbox.count("the only reminder") == 1
    assert running.diya.inbox.count("the only reminder") == 1
    assert "reminder" not in running.bo.inbox


async def test_a_reminder_goes_once_it_has_done_its_work_and_the_question_says_so(
    running: Scene,
) -> None:
    assert "the only reminder" in running.ana.inbox
    await running.ana.presses("Skip today")
    await running.diya.presses("Answer")
    await running.diya.sends(**{"answer-1": "Review it"})
    for inbox, says in ((running.ana.inbox, "skipped"), (running.diya.inbox, "your answer is in")):
        assert says in inbox
        assert "reminder" not in inbox
        assert "[Skip today]" not in inbox


async def test_the_day_is_wrapped_up_once_and_names_the_missing(running: Scene) -> None:
    await running.ana.presses("Answer")
    await running.ana.sends(**{"answer-1": "Ship the importer"})
    await running.town.clock_strikes(running.at(25, 0))
    assert running.team.thread.count("Wrap-up:") == 1
    assert "Wrap-up: 1 of 3 answered" in running.team.thread
    assert "Missing: Bo and Diya" in running.team.thread


async def test_the_day_is_wrapped_up_at_once_when_nobody_is_left(running: Scene) -> None:
    for who in (running.ana, running.bo):
        await who.presses("Answer")
        await who.sends(**{"answer-1": "Review it"})
    assert "Wrap-up:" not in running.team.thread
    await running.diya.presses("Skip today")
    assert "Wrap-up: 2 of 3 answered" in running.team.thread
    assert "Skipped today: Diya" in running.team.thread
    await running.town.clock_strikes(running.at(25, 0))
    assert running.team.thread.count("Wrap-up:") == 1


async def test_a_late_answer_is_taken_marked_and_counted_in_place(running: Scene) -> None:
    await running.town.clock_strikes(running.at(24, 23))
    await running.bo.presses("Answer")
    await running.bo.sends(**{"answer-1": "Slept, then reviewed"})
    assert "Wrap-up: 1 of 3 answered" in running.team.thread
    assert "(late)" in running.team.thread
    assert running.team.thread.count("Wrap-up:") == 1


async def test_a_late_answer_is_taken_until_ones_own_next_morning(running: Scene) -> None:
    await running.town.clock_strikes(running.at(25, 8, 31))
    assert "Wed 25 Nov" in running.diya.inbox
    await running.bo.presses("Answer")
    await running.bo.sends(**{"answer-1": "Reviewed after all"})
    assert running.bo.errors == {}
    assert "- Bo: Reviewed after all (late)" in running.team.screen


async def test_an_edit_changes_what_stands_there_and_is_marked(running: Scene) -> None:
    await running.ana.presses("Answer")
    await running.ana.sends(**{"answer-1": "Ship the importer"})
    await running.ana.presses("Edit answer")
    await running.ana.sends(**{"answer-1": "Fix the importer"})
    assert "Ship the importer" not in running.team.screen + running.team.thread
    assert "Fix the importer (edited)" in running.team.screen


async def test_skip_today_is_one_press_and_can_be_taken_back(running: Scene) -> None:
    await running.ana.presses("Skip today")
    assert "skipped for today" in running.ana.inbox
    assert "Skipped today: Ana" in running.team.screen
    await running.ana.presses("Answer after all")
    await running.ana.sends(**{"answer-1": "Here I am"})
    assert "- Ana: Here I am" in running.team.screen


async def test_the_same_answer_arriving_four_times_is_said_once(running: Scene) -> None:
    await running.ana.presses("Answer")
    form = running.ana.form
    for _ in range(4):
        running.ana.form = form
        await running.ana.sends(**{"answer-1": "Ship the importer"})
        assert running.ana.errors == {}
    assert running.team.thread.count("Ship the importer") == 1
    assert "edited" not in running.team.screen


async def test_a_skip_pressed_four_times_shows_the_same_each_time(running: Scene) -> None:
    prompt = running.ana.messages[-1].message
    for _ in range(4):
        running.ana.messages[-1].message = prompt
        await running.ana.presses("Skip today")
        assert "skipped for today" in running.ana.inbox


async def test_tomorrow_comes_by_itself_and_the_weekend_is_free(running: Scene) -> None:
    await running.town.clock_strikes(running.at(30, 23))
    days = [f"{day} Nov" for day in (24, 25, 26, 27, 28, 29, 30)]
    boards = [day for day in days if f"{day}\n" in running.team.screen]
    assert boards == ["24 Nov", "25 Nov", "26 Nov", "27 Nov", "30 Nov"]


async def test_a_morning_slept_through_is_not_asked_at_night_and_the_next_one_comes(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.town.sleeps_until(scene.at(24, 23))
    assert scene.ana.inbox == scene.diya.inbox == ""
    await scene.town.clock_strikes(scene.at(25, 8, 31))
    assert "Wed 25 Nov" in scene.ana.inbox
    await scene.ana.types("/standup why 2026-11-24", scene.team)
    assert "since the time in your own zone had passed" in scene.ana.told


async def test_whoever_left_before_their_morning_is_not_asked_nor_counted(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 9))
    await scene.team.loses(scene.bo)
    await scene.town.clock_strikes(scene.at(24, 15))
    assert scene.bo.inbox == ""
    assert "0 of 2 answered" in scene.team.screen


async def test_somebody_who_joins_further_east_moves_the_next_beginning(scene: Scene) -> None:
    await scene.set_up()
    chen = await scene.town.person("Chen", "Asia/Tokyo")
    await scene.team.welcomes(chen)
    await scene.town.clock_strikes(scene.at(24, 0, 30))
    assert "Answer" in chen.inbox
    assert scene.diya.inbox == ""


async def test_a_newcomer_whose_morning_is_over_costs_nobody_else_theirs(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 2, 0))
    kiri = await scene.town.person("Kiri", "Pacific/Auckland")  # 09:30 there was 20:30 UTC
    await scene.team.welcomes(kiri)
    await scene.town.clock_strikes(scene.at(24, 15))
    for who in (scene.ana, scene.bo, scene.diya):
        assert "Tue 24 Nov" in who.inbox
    assert kiri.inbox == ""


async def test_after_a_night_without_the_bot_the_morning_that_can_be_asked_is_asked(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.town.sleeps_until(scene.at(25, 8, 40))
    assert "Wed 25 Nov" in scene.ana.inbox, "she is ten minutes late"
    await scene.town.clock_strikes(scene.at(25, 14, 30))
    assert "Wed 25 Nov" in scene.bo.inbox
    await scene.ana.types("/standup why 2026-11-24", scene.team)
    assert "since the time in your own zone had passed" in scene.ana.told


async def test_whoever_moves_west_during_a_day_is_asked_in_the_new_morning(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 5))
    await scene.town.hears(LearnedProfile(replace(scene.ana.facts, zone="America/New_York")))
    await scene.town.clock_strikes(scene.at(24, 14))
    assert scene.ana.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "Answer" in scene.ana.inbox
