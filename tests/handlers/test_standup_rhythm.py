"""Days come in the rhythm, and at the time, that the team has chosen."""

from __future__ import annotations

from datetime import UTC, datetime, time

from tests.handlers.conftest import Scene


def boards(scene: Scene) -> list[str]:
    """The dates of which there is a board, in order."""
    return [
        one.message.summary.split(", ")[1].split(":")[0]
        for one in scene.team.messages
        if one.under is None and "answered" in one.message.summary
    ]


async def test_every_two_weeks_counted_from_this_one(scene: Scene) -> None:
    await scene.set_up(days=("1", "3"))
    await scene.chooses(rhythm="this-week")
    assert "every two weeks, Tue and Thu" in scene.team.screen
    await scene.town.clock_strikes(datetime(2026, 12, 24, 0, 0, tzinfo=UTC))
    assert boards(scene) == [
        "Tue 24 Nov",
        "Thu 26 Nov",
        "Tue 8 Dec",
        "Thu 10 Dec",
        "Tue 22 Dec",
    ]


async def test_every_two_weeks_counted_from_the_next_one(scene: Scene) -> None:
    await scene.set_up(days=("1",))
    await scene.chooses(rhythm="next-week")
    assert "From Tue 1 Dec on" in scene.team.screen
    await scene.town.clock_strikes(datetime(2026, 12, 24, 0, 0, tzinfo=UTC))
    assert boards(scene) == ["Tue 1 Dec", "Tue 15 Dec"]


async def test_the_form_says_in_every_week_whether_it_counts(scene: Scene) -> None:
    await scene.set_up(days=("1",))
    await scene.chooses(rhythm="this-week")
    said = scene.team.screen
    await scene.chooses()
    assert scene.team.screen == said
    await scene.town.clock_strikes(datetime(2026, 12, 1, 12, 0, tzinfo=UTC))
    await scene.ana.types("/standup options", scene.team)
    assert scene.ana.form is not None
    (rhythm,) = [one for one in scene.ana.form.content if getattr(one, "name", "") == "rhythm"]
    assert getattr(rhythm, "value", "") == "next-week"


async def test_once_a_month_on_the_first_such_day(scene: Scene) -> None:
    await scene.set_up(days=("0",))
    await scene.chooses(rhythm="monthly")
    assert "on the first Monday of the month" in scene.team.screen
    await scene.town.clock_strikes(datetime(2027, 3, 2, 0, 0, tzinfo=UTC))
    assert boards(scene) == ["Mon 7 Dec", "Mon 4 Jan", "Mon 1 Feb", "Mon 1 Mar"]


async def test_one_time_for_all_is_refused_with_those_for_whom_it_is_night(scene: Scene) -> None:
    await scene.set_up()
    await scene.ana.types("/standup options", scene.team)
    await scene.ana.sends(together="together")
    assert "outside working hours: 03:30 for Bo" in scene.ana.errors["together"]
    await scene.ana.types("/standup", scene.team)
    assert "in each person's own time" in scene.ana.told


async def test_one_time_for_all_asks_everybody_at_one_moment(scene: Scene) -> None:
    await scene.set_up(ask_at=time(14), wrap_at=time(20, 30))
    await scene.chooses(together="together")
    assert "at 14:00 for everybody at once" in scene.team.screen
    await scene.town.clock_strikes(scene.at(24, 12, 59))
    assert scene.diya.inbox == ""
    await scene.town.clock_strikes(scene.at(24, 13))  # 14:00 in Paris, 18:30 in Kolkata
    for who in (scene.ana, scene.bo, scene.diya):
        assert "[Answer]" in who.inbox
    await scene.bo.types("/standup why 2026-11-24", scene.team)
    assert "since it was the time that holds for the whole team" in scene.bo.told


async def test_a_time_for_all_that_becomes_night_for_somebody_is_named_when_it_is_edited(
    scene: Scene,
) -> None:
    await scene.set_up(ask_at=time(14), wrap_at=time(20, 30))
    await scene.chooses(together="together")
    await scene.ana.types("/standup edit", scene.team)
    await scene.ana.sends(ask_at=time(15))  # 19:30 in Kolkata
    assert "19:30 for Diya" in scene.ana.errors["ask_at"]
    await scene.ana.sends(ask_at=time(14, 15))
    assert scene.ana.errors == {}
