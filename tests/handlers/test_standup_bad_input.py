"""Bad input gets a clear sentence to the right person, and loses nothing."""

from __future__ import annotations

from datetime import time

from tests.handlers.conftest import Scene


async def test_an_empty_answer_stays_in_the_form_with_a_sentence(running: Scene) -> None:
    await running.ana.presses("Answer")
    await running.ana.sends()
    assert "Write something" in running.ana.errors["answer-0"]
    assert "0 of 3 answered" in running.team.screen


async def test_an_over_long_answer_is_told_its_length(running: Scene) -> None:
    await running.ana.presses("Answer")
    await running.ana.sends(**{"answer-2": "x" * 1204})
    assert "1,204 characters" in running.ana.errors["answer-2"]
    await running.ana.sends(**{"answer-2": "x" * 1000})
    assert running.ana.errors == {}


async def test_a_channel_without_the_bot_keeps_the_form_until_it_is_invited(scene: Scene) -> None:
    elsewhere = await scene.town.channel("reading", scene.ana, scene.bo, present=False)
    await scene.ana.types("/standup new", elsewhere)
    await scene.ana.sends(name="Papers")
    assert "Invite me, and press Save again" in scene.ana.errors[""]
    await elsewhere.invites_bot()
    await scene.ana.sends(name="Papers")
    assert scene.ana.errors == {}
    assert "Ana set up Papers" in elsewhere.screen
    await scene.town.clock_strikes(scene.at(24, 15))
    assert "Papers" in scene.bo.inbox


async def test_a_form_saved_twice_sets_up_one_standup(scene: Scene) -> None:
    await scene.ana.types("/standup new", scene.team, key="one-act")
    form = scene.ana.form
    for _ in range(4):
        scene.ana.form = form
        await scene.ana.sends()
    assert scene.team.screen.count("set up") == 1
    await scene.ana.types("/standup list", scene.team)
    assert scene.ana.told.count("churn standup") == 1


async def test_the_same_command_delivered_twice_saved_in_both_forms_is_one_standup(
    scene: Scene,
) -> None:
    for _ in range(2):
        await scene.ana.types("/standup new", scene.team, key="one-act")
        await scene.ana.sends()
    await scene.ana.types("/standup", scene.team)
    assert scene.ana.told.count("churn standup") == 1


async def test_a_form_with_everything_wrong_says_so_at_each_field(scene: Scene) -> None:
    await scene.ana.types("/standup new", scene.team)
    await scene.ana.sends(name=" ", days=(), questions="\n \n")
    assert scene.ana.errors.keys() == {"name", "days", "questions"}


async def test_a_wrap_up_before_somebody_is_asked_names_them_and_the_earliest_time(
    scene: Scene,
) -> None:
    await scene.ana.types("/standup new", scene.team)
    await scene.ana.sends(wrap_at=time(12))
    assert "Bo is asked at 15:30" in scene.ana.errors["wrap_at"]
    assert "Wrap up at 16:00 or later" in scene.ana.errors["wrap_at"]
    await scene.ana.sends(wrap_at=time(16))
    assert scene.ana.errors == {}


async def test_a_form_open_since_before_the_wrap_up_is_taken_as_late(running: Scene) -> None:
    await running.ana.presses("Answer")
    form = running.ana.form
    await running.town.clock_strikes(running.at(24, 20))
    running.ana.form = form
    await running.ana.sends(**{"answer-1": "Ship the importer"})
    assert running.ana.errors == {}
    assert "Ship the importer (late)" in running.team.screen


async def test_a_button_from_last_week_says_where_to_answer_now(running: Scene) -> None:
    old = running.ana.messages[0]
    await running.town.clock_strikes(running.at(30, 15))
    running.ana.messages.remove(old)
    running.ana.messages.append(old)
    await running.ana.presses("Answer")
    assert running.ana.form is None
    assert "of Tue 24 Nov is over" in running.ana.told


async def test_a_form_open_since_last_week_keeps_its_text_and_says_why(running: Scene) -> None:
    await running.ana.presses("Answer")
    form = running.ana.form
    await running.town.clock_strikes(running.at(30, 15))
    running.ana.form = form
    await running.ana.sends(**{"answer-1": "Ship the importer"})
    assert "still here" in running.ana.errors[""]
    assert "Ship the importer" not in running.team.screen


async def test_whoever_was_never_asked_is_told_whom_to_ask(running: Scene) -> None:
    chen = await running.town.person("Chen", "Asia/Tokyo")
    running.town.square.conversations[chen.account.id] = [running.ana.messages[0]]
    await chen.presses("Answer")
    assert "not on the list" in chen.told
    assert "@Ana" in chen.told


async def test_a_schedule_edited_while_a_day_is_open_leaves_that_day_as_it_began(
    running: Scene,
) -> None:
    await running.ana.types("/standup edit", running.team)
    await running.ana.sends(questions="Only this?", ask_at=time(10))
    assert running.ana.errors == {}
    assert "Today's goes on as it began" in running.team.screen
    await running.bo.presses("Answer")
    assert running.bo.form is not None
    assert len(running.bo.form.content) == 4, "three questions and a note, as they were asked"
    await running.bo.sends(**{"answer-1": "Review it"})
    await running.town.clock_strikes(running.at(25, 9, 0))
    assert "Only this?" in running.ana.inbox
    assert "Wed 25 Nov" in running.ana.inbox
    assert running.team.screen.count("Wed 25 Nov\n") == 1


async def test_two_who_edit_at_once_do_not_overwrite_each_other(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup edit", scene.team)
    first = scene.ana.form
    await scene.ana.sends(name="Morning")
    scene.ana.form = first
    await scene.ana.sends(name="Evening")
    assert "while you had it open" in scene.ana.errors[""]


async def test_a_deleted_standup_answers_its_old_buttons_kindly(running: Scene) -> None:
    await running.ana.presses("Answer")
    form = running.ana.form
    await running.ana.types("/standup delete", running.team)
    await running.ana.presses("Delete it")
    running.ana.form = form
    await running.ana.sends(**{"answer-1": "x"})
    assert "still here to copy" in running.ana.errors[""]
    await running.bo.presses("Answer")
    assert "has been deleted" in running.bo.told


async def test_a_channel_that_lost_the_bot_is_told_to_its_owner_once_and_mends_itself(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.team.archived()
    await scene.town.clock_strikes(scene.at(25, 15))
    assert scene.ana.inbox.count("could not start") == 1
    assert scene.bo.inbox == ""
    await scene.team.archived(False)
    await scene.town.clock_strikes(scene.at(26, 15))
    assert "Thu 26 Nov" in scene.bo.inbox
