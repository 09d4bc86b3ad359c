"""People are away and back, and nobody waits for whoever is not there."""

from __future__ import annotations

from tests.handlers.conftest import Scene


async def test_whoever_is_away_is_not_asked_until_the_day_after(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away until thursday", scene.team)
    assert scene.bo.told.startswith(
        "You are away until and including Thu 26 Nov, and are asked again on Fri 27 Nov."
    )
    await scene.town.clock_strikes(scene.at(27, 14, 29))
    assert scene.bo.inbox == ""
    await scene.town.clock_strikes(scene.at(27, 14, 30))
    assert "[Answer]" in scene.bo.inbox


async def test_the_return_day_is_one_on_which_a_standup_asks(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away until friday", scene.team)
    assert "and are asked again on Mon 30 Nov." in scene.bo.told


async def test_the_board_says_who_is_away_and_does_not_count_them(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away tomorrow", scene.team)
    assert scene.bo.told.startswith(
        "You are away on Tue 24 Nov, and are asked again on Wed 25 Nov."
    )
    await scene.town.clock_strikes(scene.at(24, 8, 30))
    assert "0 of 2 answered" in scene.team.screen
    assert "Away: Bo" in scene.team.screen
    await scene.bo.types("/standup why tuesday", scene.team)
    assert "away until and including Tue 24 Nov" in scene.bo.told


async def test_an_absence_during_the_day_takes_the_question_back(running: Scene) -> None:
    assert "[Answer]" in running.bo.inbox
    await running.bo.types("/muster away today", running.team)
    assert running.bo.inbox == ""
    assert "0 of 2 answered" in running.team.screen
    assert "Away: Bo" in running.team.screen
    await running.town.clock_strikes(running.at(24, 16, 29))
    assert running.bo.inbox == ""


async def test_a_reminder_is_taken_back_as_well(running: Scene) -> None:
    await running.town.clock_strikes(running.at(24, 16, 1))
    assert "your answer is not there yet" in running.bo.inbox
    await running.bo.types("/muster away", running.team)
    assert running.bo.inbox == ""


async def test_an_absence_said_by_mistake_ends_no_day_and_is_taken_back(running: Scene) -> None:
    for who in (running.ana, running.diya):
        await running.answers(who, "Review it")
    await running.bo.types("/muster away 2 days", running.team)
    assert "2 of 2 answered" in running.team.screen
    assert "Wrap-up:" not in running.team.thread
    await running.bo.types("/muster back", running.team)
    assert running.bo.told == "You are back. Today's question is in your messages now."
    await running.answers(running.bo, "Me too")
    assert "Wrap-up: 3 of 3 answered" in running.team.thread


async def test_who_comes_back_to_a_day_that_is_wrapped_up_is_asked_on_the_next(
    running: Scene,
) -> None:
    await running.bo.types("/muster away", running.team)
    for who in (running.ana, running.diya):
        await running.answers(who, "Review it")
    assert "Wrap-up: 2 of 2 answered" in running.team.thread
    await running.bo.types("/muster back", running.team)
    assert running.bo.told == "You are back, and asked next on Wed 25 Nov."


async def test_who_comes_back_before_anybody_is_asked_is_asked_at_once(scene: Scene) -> None:
    """It is 12:00 in Kolkata, and nobody else's morning has come."""
    await scene.set_up()
    await scene.diya.types("/muster away", scene.team)
    await scene.town.clock_strikes(scene.at(24, 6, 30))
    assert "Tue 24 Nov" not in scene.team.messages[-1].message.summary
    await scene.diya.types("/muster back", scene.team)
    assert scene.diya.told == "You are back. Today's question is in your messages now."
    await scene.town.clock_strikes(scene.at(24, 6, 31))
    assert scene.diya.inbox.count("[Answer]") == 1
    await scene.diya.types("/standup why", scene.team)
    assert "since you were back from an absence" in scene.diya.told
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    assert "[Answer]" in scene.ana.inbox
    assert "[Answer]" in scene.bo.inbox


async def test_the_return_day_of_an_absence_ahead_comes_after_it(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/muster away @Bo 24 dec to 2 jan", scene.team)
    assert "Sat 2 Jan 2027, and is asked again on Mon 4 Jan 2027." in scene.ana.told
    assert "You are asked again on Mon 4 Jan 2027." in scene.bo.inbox


async def test_a_shorter_absence_names_the_longer_one_around_it(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away until friday", scene.team)
    await scene.bo.types("/muster away until tomorrow", scene.team)
    assert "away until and including Fri 27 Nov, as was said before, and" in scene.bo.told
    assert "and are asked again on Mon 30 Nov." in scene.bo.told
    await scene.bo.presses("Cancel this absence")
    assert "You are asked next on Wed 25 Nov." in scene.bo.told


async def test_who_comes_back_before_their_morning_is_asked_in_it(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away", scene.team)
    assert "until further notice" in scene.bo.told
    await scene.town.clock_strikes(scene.at(24, 12))
    await scene.bo.types("/muster back", scene.team)
    assert scene.bo.told == "You are back, and asked next later today."
    assert "Away: Bo" not in scene.team.screen
    assert scene.bo.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "[Answer]" in scene.bo.inbox


async def test_who_comes_back_after_their_morning_is_asked_at_once_and_why_says_so(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.ana.types("/muster away", scene.team)
    await scene.town.clock_strikes(scene.at(24, 10))
    assert scene.ana.inbox == ""
    await scene.ana.types("/muster back", scene.team)
    assert scene.ana.told == "You are back. Today's question is in your messages now."
    assert scene.ana.inbox.count("[Answer]") == 1
    await scene.ana.types("/standup why", scene.team)
    assert "back from an absence" in scene.ana.told
    await scene.town.clock_strikes(scene.at(24, 12))
    assert "your answer is not there yet" in scene.ana.inbox


async def test_who_comes_back_in_the_last_half_hour_is_asked_tomorrow(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/muster away", scene.team)
    await scene.town.clock_strikes(scene.at(24, 16, 20))
    await scene.ana.types("/muster back", scene.team)
    assert scene.ana.told == "You are back, and asked next on Wed 25 Nov."
    assert scene.ana.inbox == ""


async def test_coming_and_going_asks_once_each_time_and_leaves_one_question(
    running: Scene,
) -> None:
    for _ in range(3):
        await running.bo.types("/muster away today", running.team)
        assert running.bo.inbox == ""
        await running.bo.types("/muster back", running.team)
        assert running.bo.inbox.count("[Answer]") == 1


async def test_an_answer_that_is_there_stays_though_somebody_leaves(running: Scene) -> None:
    await running.bo.presses("Answer")
    await running.bo.sends(**{"answer-1": "Review it"})
    await running.bo.types("/muster away", running.team)
    assert "- Bo: Review it" in running.team.screen
    assert "Away: Bo" not in running.team.screen


async def test_an_end_that_is_named_later_counts(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away", scene.team)
    await scene.bo.types("/muster away until wednesday", scene.team)
    assert "and are asked again on Thu 26 Nov." in scene.bo.told


async def test_one_act_that_arrives_twice_is_one_absence(scene: Scene) -> None:
    for _ in range(2):
        await scene.bo.types("/muster away tomorrow", scene.team, key="once")
    await scene.bo.types("/muster away list", scene.team)
    assert scene.bo.told.count("[Cancel this absence]") == 1


async def test_an_absence_ahead_is_listed_and_cancelled(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away list", scene.team)
    assert "You have no absence ahead." in scene.bo.told
    await scene.bo.types("/muster away 24 dec to 2 jan", scene.team)
    await scene.bo.types("/muster back", scene.team)
    assert scene.bo.told == "You are not away today. You are asked next on Tue 24 Nov."
    await scene.bo.types("/muster away list", scene.team)
    assert "From Thu 24 Dec until and including Sat 2 Jan 2027" in scene.bo.told
    await scene.bo.presses("Cancel this absence")
    assert "You are not away from Thu 24 Dec until and including Sat 2 Jan 2027" in scene.bo.told
    await scene.bo.types("/muster away list", scene.team)
    assert "You have no absence ahead." in scene.bo.told


async def test_a_cancel_button_of_long_ago_says_that_it_is_over(scene: Scene) -> None:
    await scene.bo.types("/muster away tomorrow", scene.team)
    message = scene.bo.shown
    await scene.bo.presses("Cancel this absence")
    scene.bo.shown = message
    await scene.bo.presses("Cancel this absence")
    assert "That absence is over, or was taken back before." in scene.bo.told


async def test_an_organiser_says_it_for_somebody_who_is_told_and_can_undo_it(
    scene: Scene,
) -> None:
    await scene.set_up()
    await scene.ana.types("/muster away @Bo until friday", scene.team)
    assert (
        "Bo is away until and including Fri 27 Nov, and is asked again on Mon 30 Nov."
        in scene.ana.told
    )
    assert "Ana says that you are away until and including Fri 27 Nov" in scene.bo.inbox
    await scene.town.clock_strikes(scene.at(24, 14, 30))
    assert "[Answer]" not in scene.bo.inbox
    await scene.bo.presses("Cancel this absence")
    assert "Today's question is in your messages now." in scene.bo.told
    assert "[Answer]" in scene.bo.inbox
    assert "you have taken this back" in scene.bo.inbox
    assert "[Cancel this absence]" not in scene.bo.inbox


async def test_an_organiser_brings_somebody_back_who_is_told(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away", scene.team)
    await scene.ana.types("/muster back @Bo", scene.team)
    assert scene.ana.told == "Bo is back, and asked next on Tue 24 Nov."
    assert "Ana has taken this back, so you are asked again." in scene.bo.inbox


async def test_others_may_not_say_it_for_somebody(scene: Scene) -> None:
    await scene.set_up()
    await scene.bo.types("/muster away @Diya until friday", scene.team)
    assert (
        "Only this channel's organisers can say that for somebody else. Ask @Ana" in scene.bo.told
    )
    await scene.town.clock_strikes(scene.at(24, 4))
    assert "[Answer]" in scene.diya.inbox


async def test_an_organiser_speaks_only_for_people_of_the_channel(scene: Scene) -> None:
    await scene.set_up()
    eve = await scene.town.person("Eve", "Europe/Paris")
    await scene.ana.types("/muster away @Eve", scene.team)
    assert "Eve is not in this channel." in scene.ana.told
    await scene.ana.types("/muster away @Eve")
    assert "type this in the channel of their team" in scene.ana.told
    assert eve.inbox == ""


async def test_where_nobody_organises_anybody_may_say_it(scene: Scene) -> None:
    await scene.bo.types("/muster away @Diya today", scene.team)
    assert "Diya is away today." in scene.bo.told
    assert "Bo says that you are away today" in scene.diya.inbox


async def test_what_cannot_be_read_is_answered_with_what_to_type(scene: Scene) -> None:
    for typed, answer in [
        ("when the cows come home", "I cannot read days in “when the cows come home”. Type"),
        ("next friday", "“next friday” can be Fri 27 Nov or Fri 4 Dec. Type the date"),
        ("2026-01-01", "“2026-01-01” is over."),
        ("500 days", "more than a year"),
        ("until 2 oct", "Do you mean Sat 2 Oct 2027? Then type it with its year"),
        ("2026-12-10 to 2026-12-01", "ends before it begins"),
    ]:
        await scene.bo.types(f"/muster away {typed}", scene.team)
        assert answer in scene.bo.told
    await scene.bo.types("/muster away list", scene.team)
    assert "You have no absence ahead." in scene.bo.told


async def test_days_are_counted_where_the_person_lives(scene: Scene) -> None:
    """It is Monday evening in New York and Tuesday already in Kolkata."""
    await scene.bo.types("/muster away today", scene.team)
    await scene.diya.types("/muster away tomorrow", scene.team)
    assert "You are away on Wed 25 Nov" in scene.diya.told
    await scene.bo.types("/muster away list", scene.team)
    assert "Today" in scene.bo.told


async def test_whoever_is_brought_back_in_their_night_is_asked_tomorrow(scene: Scene) -> None:
    """It is 21:00 in Kolkata, and an hour and a half to the wrap-up."""
    await scene.set_up()
    await scene.diya.types("/muster away", scene.team)
    await scene.town.clock_strikes(scene.at(24, 15, 30))
    await scene.ana.types("/muster back @Diya", scene.team)
    assert scene.ana.told == "Diya is back, and asked next on Wed 25 Nov."
    assert "[Answer]" not in scene.diya.inbox
