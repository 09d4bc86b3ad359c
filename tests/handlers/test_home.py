"""Everybody's own page: what is asked of them, their working life, and what they may change."""

from __future__ import annotations

from bot.messages import Attachment, Buttons
from tests.handlers.conftest import Scene
from tests.world import Resident


async def opens(who: Resident) -> str:
    """Their page, as it is shown."""
    await who.types("/muster home")
    return who.told


async def presses(who: Resident, label: str) -> str:
    """Press a button of the page; it is shown anew, or something in its place."""
    await who.presses(label)
    return who.told


async def test_the_page_is_the_same_by_command_and_in_the_tab(running: Scene) -> None:
    typed = await opens(running.ana)
    await running.ana.looks_at_page()
    assert running.ana.told == typed


async def test_somebody_in_nothing_is_told_what_to_do(scene: Scene) -> None:
    chen = await scene.town.person("Chen", "Asia/Tokyo")
    page = await opens(chen)
    assert "Nothing waits for your answer, and no standup asks you next." in page
    assert "`/standup`" in page
    assert "Time zone: Tokyo (Asia/Tokyo)" in page
    assert "Standups that you organise" not in page


async def test_a_stranger_is_taken_in_and_sees_a_page(scene: Scene) -> None:
    zoe = await scene.town.person("Zoe", "")
    page = await opens(zoe)
    assert "Time zone: not known; each team's own counts" in page


async def test_before_the_morning_the_page_says_when_one_is_asked(scene: Scene) -> None:
    await scene.set_up()
    page = await opens(scene.bo)
    assert "Nothing waits for your answer." in page
    assert "Asked next\n- churn standup: Tue 24 Nov, 09:30 (New York)" in page


async def test_while_the_day_is_open_the_page_has_the_question(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 9))
    assert "in #churn: you are asked at 09:30 (New York)." in await opens(scene.bo)
    assert "in #churn: open until 17:30 (Paris)." in await opens(scene.ana)
    await presses(scene.ana, "Answer")
    await scene.ana.sends(**{"answer-1": "Ship the importer"})
    assert "- Ana: Ship the importer" in scene.team.screen
    page = await opens(scene.ana)
    assert "in #churn: answered." in page
    assert "[Edit answer]" in page


async def test_skipping_from_the_page_shows_it_anew_and_tells_the_prompt(running: Scene) -> None:
    await opens(running.ana)
    page = await presses(running.ana, "Skip today")
    assert "in #churn: skipped." in page
    assert "[Answer after all]" in page
    assert "Skipped today: Ana" in running.team.screen
    assert "skipped for today" in running.ana.inbox


async def test_skipping_what_has_been_answered_elsewhere_says_so(running: Scene) -> None:
    await opens(running.ana)
    old = running.ana.shown
    await running.answers(running.ana, "Ship the importer")
    running.ana.shown = old
    assert "You have answered churn standup #1 already" in (
        await presses(running.ana, "Skip today")
    )


async def test_one_may_skip_before_being_asked(scene: Scene) -> None:
    await scene.set_up()
    await scene.town.clock_strikes(scene.at(24, 9))
    await opens(scene.bo)
    await presses(scene.bo, "Skip today")
    await scene.town.clock_strikes(scene.at(24, 15))
    assert scene.bo.inbox == ""
    assert "Skipped today: Bo" in scene.team.screen


async def test_after_the_wrap_up_a_late_answer_is_still_offered(running: Scene) -> None:
    await running.town.clock_strikes(running.at(24, 20))
    page = await opens(running.bo)
    assert "in #churn: wrapped up; your answer is still taken." in page
    assert "[Skip today]" not in page
    await presses(running.bo, "Answer")
    await running.bo.sends(**{"answer-1": "Slept, then reviewed"})
    assert "Slept, then reviewed (late)" in running.team.screen


async def test_a_day_that_takes_no_answer_any_more_is_not_on_the_page(running: Scene) -> None:
    await running.town.clock_strikes(running.at(25, 14, 31))
    page = await opens(running.bo)
    assert "Wed 25 Nov in #churn" in page
    assert "Tue 24 Nov" not in page


async def test_somebody_away_is_told_and_comes_back_by_a_button(running: Scene) -> None:
    await running.bo.types("/muster away until friday")
    page = await opens(running.bo)
    assert "in #churn: you are not asked." in page
    assert "Away until and including Fri 27 Nov: you are not asked." in page
    page = await presses(running.bo, "I am back")
    assert "Away" not in page
    assert "in #churn: open until" in page, "the question of today came with it"
    assert "[Answer]" in running.bo.inbox


async def test_a_day_on_which_one_was_away_goes_when_it_is_wrapped_up(running: Scene) -> None:
    await running.bo.types("/muster away until friday")
    await running.town.clock_strikes(running.at(24, 20))
    assert "Tue 24 Nov in #churn" not in await opens(running.bo)


async def test_absences_ahead_are_on_the_page(scene: Scene) -> None:
    await scene.bo.types("/muster away 2026-12-24 to 2027-01-03")
    page = await opens(scene.bo)
    assert "Absences ahead: from Thu 24 Dec" in page
    assert "Thu 24 Dec" in await presses(scene.bo, "My absences")


async def test_hours_and_holidays_are_on_the_page_and_a_form_changes_them(scene: Scene) -> None:
    await scene.bo.types("/muster hours mon-thu 10-16")
    await scene.bo.types("/muster holidays mine off")
    page = await opens(scene.bo)
    assert "Working hours: Mon, Tue, Wed and Thu, 10:00 to 16:00" in page
    assert "Holidays: none" in page
    await presses(scene.bo, "Change")
    assert scene.bo.form is not None


async def test_an_organiser_switches_the_teams_standups(scene: Scene) -> None:
    await scene.set_up()
    page = await opens(scene.ana)
    assert "Standups that you organise" in page
    assert "churn standup #1 in #churn: weekdays at 09:30" in page
    page = await presses(scene.ana, "Pause")
    assert "Paused." in page
    assert "Asked next" not in page
    assert "Ana paused churn standup #1" in scene.team.screen
    page = await presses(scene.ana, "Resume")
    assert "Asked next" in page
    assert "Ana resumed churn standup #1" in scene.team.screen
    for label in ("Edit", "Options"):
        await opens(scene.ana)
        await presses(scene.ana, label)
        assert scene.ana.form is not None


async def test_others_have_no_switches(scene: Scene) -> None:
    await scene.set_up()
    page = await opens(scene.bo)
    assert "[Pause]" not in page
    assert "Standups that you organise" not in page


async def test_a_switch_on_a_page_of_long_ago_changes_nothing_and_says_why(scene: Scene) -> None:
    await scene.set_up()
    await opens(scene.ana)
    old = scene.ana.shown
    await scene.ana.types("/standup delete", scene.team)
    await scene.ana.presses("Delete it")
    said = scene.team.screen
    scene.ana.shown = old
    page = await presses(scene.ana, "Pause")
    assert "Standups that you organise" not in page
    assert scene.team.screen == said


async def test_what_is_known_is_told_and_sent_as_a_file(running: Scene) -> None:
    await running.answers(running.bo, "Review it")
    await running.bo.types("/muster away 2026-12-24 to 2027-01-03")
    await opens(running.bo)
    told = await presses(running.bo, "What is known about me")
    assert "What you answered, and when you were away or skipped: 1 standup day\n" in told
    assert "Your absences (1), and your hours" in told
    await presses(running.bo, "Send me all of it")
    assert "on its way to you as a file" in running.bo.told
    (file,) = [
        block
        for seen in running.bo.messages
        for block in seen.message.blocks
        if isinstance(block, Attachment)
    ]
    assert file.name == "muster-2026-11-24.json"
    assert "Review it" in file.text


async def test_who_asks_for_it_again_gets_no_earlier_one_inside_it(running: Scene) -> None:
    await running.answers(running.bo, "Review it")
    for _ in range(3):
        await opens(running.bo)
        await presses(running.bo, "What is known about me")
        await presses(running.bo, "Send me all of it")
    files = [
        block
        for seen in running.bo.messages
        for block in seen.message.blocks
        if isinstance(block, Attachment)
    ]
    assert len(files) == 1, "the one message holds the latest"
    assert files[0].text.count("Review it") == 1


async def test_forget_me_asks_first_and_then_nothing_is_kept(running: Scene) -> None:
    await running.answers(running.bo, "Review it")
    await opens(running.bo)
    await presses(running.bo, "What is known about me")
    assert running.bo.shown is not None
    buttons = [one for one in running.bo.shown.blocks if isinstance(one, Buttons)]
    assert "removed for good" in str(buttons[-1].buttons[-1].sure)
    await presses(running.bo, "Forget me")
    assert "Nothing of you is kept any more." in running.bo.told
    assert "Forget me" not in running.bo.told
    await opens(running.bo)
    told = await presses(running.bo, "What is known about me")
    assert "away or skipped: 0 standup days" in told
    await running.town.clock_strikes(running.at(25, 15))
    assert "Wed 25 Nov" in running.team.screen, "the others' standup goes on"
    assert "Wed 25 Nov" in running.ana.inbox


async def test_who_asks_twice_to_be_forgotten_is_nobody_all_the_same(running: Scene) -> None:
    town = running.town
    await opens(running.bo)
    await presses(running.bo, "What is known about me")
    page = running.bo.shown
    await presses(running.bo, "Forget me")
    assert await town.database.people_called("Bo") == []
    running.bo.shown = page
    await presses(running.bo, "Forget me")
    assert await town.database.people_called(running.bo.account.id) == []
    assert (await town.database.counts(running.at(24, 15)))["people"] == {"town": 2}


async def test_the_team_is_told_when_whoever_looked_after_its_standup_is_forgotten(
    running: Scene,
) -> None:
    await opens(running.ana)
    await presses(running.ana, "What is known about me")
    await presses(running.ana, "Forget me")
    assert "Nobody who looked after churn standup #1 is here any more" in running.team.screen
    await running.bo.types("/standup pause", running.team)
    assert "Bo paused" in running.team.screen


async def test_refresh_shows_the_page_as_it_is_now(scene: Scene) -> None:
    await scene.set_up()
    await opens(scene.bo)
    await scene.town.clock_strikes(scene.at(24, 15))
    assert "open until" in await presses(scene.bo, "Refresh")
