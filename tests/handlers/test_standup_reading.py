"""A standup is read back: the trend for whoever asks and once a week for the team, and the export."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.messages import Attachment, Picture
from bot.ports import UnitOfWork
from bot.rituals.standup import Manners, Shown
from handlers.standup_weekly import weekly_promise
from tests.handlers.conftest import Scene
from tests.world import WORKSPACE, Resident

SIX = time(18)
"""In Paris: an hour and a half after Bo is asked in New York."""
QUESTIONS = "What did you finish?\nWhat will you do today?\nHow are you? [mood]"


@pytest.fixture
async def fortnight(scene: Scene) -> Scene:
    """From Monday, 23 November, for two weeks: each day Ana and Bo answer, with a mood."""
    await scene.set_up(questions=QUESTIONS, wrap_at=SIX)
    for day in (24, 25, 26, 27, 30, 31, 32, 33, 34):
        morning = datetime.fromisoformat("2026-11-01T14:31:00+00:00") + timedelta(days=day - 1)
        await scene.town.clock_strikes(morning)
        await answers(scene.ana, f"Plan {day}", "5")
        await answers(scene.bo, "=1+1", "1")
    await scene.town.clock_strikes(scene.at(24, 20) + timedelta(days=10))
    return scene


async def answers(who: Resident, plan: str, mood: str = "") -> None:
    await who.presses("Answer")
    assert who.form is not None
    await who.sends(**{"answer-1": plan, "answer-2": mood or None})
    assert who.errors == {}


def pictures(who: Resident) -> Iterator[Picture]:
    for seen in who.messages:
        for block in seen.message.blocks:
            if isinstance(block, Picture):
                yield block


def files(who: Resident) -> dict[str, str]:
    """The last two files that came, by their ending."""
    found = [
        block
        for seen in who.messages
        for block in seen.message.blocks
        if isinstance(block, Attachment)
    ]
    return {one.name.rpartition(".")[2]: one.text for one in found[-2:]}


async def manners(scene: Scene, shown: Shown) -> None:
    """As its form would set them."""

    def change(work: UnitOfWork) -> None:
        (standup,) = work.standups.all()
        work.standups.save(replace(standup, manners=Manners(shown=shown)))

    await scene.town.database.run(change, WORKSPACE)


async def promise_weekly(scene: Scene) -> None:
    def promise(work: UnitOfWork) -> None:
        (standup,) = work.standups.all()
        work.agenda.write((weekly_promise(standup, work, scene.town.clock.now()),))

    await scene.town.database.run(promise, WORKSPACE)


async def test_a_trend_is_sent_to_the_asker_alone(fortnight: Scene) -> None:
    before = fortnight.team.screen
    await fortnight.diya.types("/standup trend", fortnight.team)
    assert fortnight.diya.told == "I have sent you the trend of churn standup #1."
    (picture,) = pictures(fortnight.diya)
    assert "Participation over the last 2 weeks: 67%." in picture.alternative
    assert fortnight.team.screen == before


async def test_a_mood_of_two_people_is_not_told(fortnight: Scene) -> None:
    await fortnight.ana.types("/standup trend", fortnight.team)
    (picture,) = pictures(fortnight.ana)
    assert "3 people give theirs" in picture.alternative
    assert "of 5" not in picture.alternative


async def test_a_trend_names_nobody(fortnight: Scene) -> None:
    await fortnight.ana.types("/standup trend", fortnight.team)
    (picture,) = pictures(fortnight.ana)
    assert not re.search(r"\b(Ana|Bo|Diya)\b", picture.alternative + picture.svg)


async def test_there_is_no_trend_before_the_first_wrap_up(running: Scene) -> None:
    await running.ana.types("/standup trend", running.team)
    assert "has no trend yet" in running.ana.told
    assert not list(pictures(running.ana))


async def test_a_private_channels_trend_and_answers_stay_in_it(scene: Scene) -> None:
    secret = await scene.town.channel("secret", scene.ana, private=True)
    await scene.ana.types("/standup new", secret)
    await scene.ana.sends()
    for what in ("trend", "export"):
        await scene.bo.types(f"/standup {what} #1", scene.team)
        assert "private channel that you are not in" in scene.bo.told
    assert scene.bo.inbox == ""


async def test_the_week_is_told_in_the_thread_of_its_last_day(fortnight: Scene) -> None:
    fortnight.town.clock.moment = fortnight.at(23, 12) + timedelta(days=11)
    await promise_weekly(fortnight)
    before, thread = fortnight.team.screen, fortnight.team.thread
    await fortnight.town.clock_strikes(fortnight.at(23, 23) + timedelta(days=11))
    assert fortnight.team.screen == before
    (told,) = [one for one in fortnight.team.messages if "The last weeks:" in str(one.message)]
    boards = [one for one in fortnight.team.messages if one.id == told.under]
    assert "Fri 4 Dec" in str(boards[0].message)
    assert fortnight.team.thread.startswith(thread)


async def test_the_first_week_is_not_told(scene: Scene) -> None:
    await scene.set_up(questions=QUESTIONS, wrap_at=SIX)
    await promise_weekly(scene)
    await scene.town.clock_strikes(scene.at(28, 12))
    assert "The last weeks:" not in scene.team.thread


async def test_the_weekly_trend_promises_its_next(fortnight: Scene) -> None:
    fortnight.town.clock.moment = fortnight.at(23, 12) + timedelta(days=11)
    await promise_weekly(fortnight)
    await fortnight.town.clock_strikes(fortnight.at(23, 12) + timedelta(days=19))
    assert fortnight.team.thread.count("The last weeks:") == 2


async def test_a_weekly_trend_that_is_due_is_not_put_off_by_the_repair(fortnight: Scene) -> None:
    fortnight.town.clock.moment = fortnight.at(23, 12) + timedelta(days=11)
    await promise_weekly(fortnight)
    fortnight.town.clock.moment = fortnight.at(23, 23) + timedelta(days=11)
    await promise_weekly(fortnight)
    await fortnight.town.clock_strikes(fortnight.town.clock.moment)
    assert fortnight.team.thread.count("The last weeks:") == 1


async def test_an_edited_standups_older_promise_does_nothing(fortnight: Scene) -> None:
    fortnight.town.clock.moment = fortnight.at(23, 12) + timedelta(days=11)
    await promise_weekly(fortnight)
    told = fortnight.team.thread.count("The last weeks:")
    await fortnight.ana.types("/standup pause", fortnight.team)
    await fortnight.town.clock_strikes(fortnight.at(23, 23) + timedelta(days=11))
    assert fortnight.team.thread.count("The last weeks:") == told


async def test_an_export_comes_as_two_files_with_what_the_channel_has_read(
    fortnight: Scene,
) -> None:
    await fortnight.diya.types("/standup export", fortnight.team)
    assert "of 9 days, as two files" in fortnight.diya.told
    both = files(fortnight.diya)
    assert '"Plan 24"' in both["csv"]
    assert '"\'=1+1"' in both["csv"]
    assert "- Plan 24" in both["md"]
    assert "(file: churn-standup-2026-11-05-to-2026-12-04.csv)" in fortnight.diya.inbox


async def test_an_export_is_of_the_days_that_were_asked_for(fortnight: Scene) -> None:
    await fortnight.diya.types("/standup export #1 2 days", fortnight.team)
    assert "of 2 days" in fortnight.diya.told
    assert '"2026-12-03"' in files(fortnight.diya)["csv"]
    assert '"2026-12-02"' not in files(fortnight.diya)["csv"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("367 days", "At most 366 days fit"),
        ("0 days", "Choose at least one day"),
        ("#9", "There is no standup #9"),
        ("nonsense", "Nothing here is called"),
    ],
)
async def test_what_cannot_be_exported_is_said(running: Scene, words: str, says: str) -> None:
    await running.ana.types(f"/standup export {words}", running.team)
    assert says in running.ana.told
    assert files(running.ana) == {}


async def test_the_same_command_delivered_twice_is_one_message(fortnight: Scene) -> None:
    for _ in range(2):
        await fortnight.diya.types("/standup export", fortnight.team, key="once")
    assert fortnight.diya.inbox.count("(file:") == 2


async def test_what_waits_for_the_wrap_up_is_not_exported_before(scene: Scene) -> None:
    await scene.set_up(questions=QUESTIONS, wrap_at=SIX)
    await manners(scene, Shown.AT_WRAP_UP)
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await answers(scene.ana, "Ship it")
    await scene.ana.types("/standup export", scene.team)
    assert "has no answers to export" in scene.ana.told
    await scene.town.clock_strikes(scene.at(24, 20))
    await scene.bo.types("/standup export", scene.team)
    assert "Ship it" in files(scene.bo)["csv"]


async def test_what_organisers_alone_read_goes_to_them_alone(scene: Scene) -> None:
    await scene.set_up(questions=QUESTIONS, wrap_at=SIX)
    await manners(scene, Shown.ORGANISERS)
    await scene.town.clock_strikes(scene.at(24, 14, 31))
    await answers(scene.bo, "Bo's own")
    await answers(scene.diya, "Diya's own")
    await scene.town.clock_strikes(scene.at(24, 20))
    for who, reads in ((scene.ana, 2), (scene.bo, 1)):
        await who.types("/standup export", scene.team)
        both = files(who)
        assert [("Bo's own" in text) for text in both.values()] == [True, True]
        assert [("Diya's own" in text) for text in both.values()] == [reads == 2] * 2
        assert ("2 of 3 answered" in both["csv"]) is (reads == 1)
    assert "you get the count and your own" in scene.bo.inbox
