"""What is asked for, what of a day somebody may read, and what a trend counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from bot.people import AccountRef, MemberRef, Person
from bot.rituals import reading
from bot.rituals.questions import Kind, Question
from bot.rituals.schedule import WEEKDAYS, Rhythm, Schedule
from bot.rituals.standup import Manners, Occurrence, Participant, Shown, State
from bot.rituals.trends import Trend

TUESDAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PEOPLE = [
    Person(MemberRef(name), AccountRef(name), name, "Europe/Paris")
    for name in ("ana", "bo", "chen", "diya")
]
ANA, BO, CHEN, DIYA = PEOPLE
QUESTIONS = (Question("What will you do?"), Question("How are you?", Kind.MOOD))


def occurrence(
    *, shown: Shown = Shown.AT_ONCE, wrapped: bool = True, day: date = TUESDAY
) -> Occurrence:
    wrapped_at = NOON if wrapped else None
    return Occurrence(
        "d", "s", day, "Daily", QUESTIONS, NOON, NOON, wrapped_at, Manners(shown=shown)
    )


def said(person: Person, mood: str = "", *, optional: bool = False) -> tuple[Person, Participant]:
    return person, Participant(
        person.ref, NOON, state=State.ANSWERED, answers=("Plan", mood), optional=optional
    )


def stands(person: Person, state: State, *, optional: bool = False) -> tuple[Person, Participant]:
    return person, Participant(person.ref, NOON, state=state, optional=optional)


@pytest.mark.parametrize(
    ("words", "which", "days"),
    [
        ("", "", 30),
        ("#12", "#12", 30),
        ("30 days", "", 30),
        ("#12 90 days", "#12", 90),
        ("#12  90", "#12", 90),
        ("90", "", 90),
        ("2 weeks", "", 14),
        ("#3 2w", "#3", 14),
        ("1 day", "", 1),
        ("Team 7", "Team 7", 30),
        ("Team 7 14 days", "Team 7", 14),
        ("12days later", "12days later", 30),
        ("0 days", "", 0),
        ("999999 days", "", 999999),
    ],
)
def test_a_span_is_read_from_what_is_typed(words: str, which: str, days: int) -> None:
    assert reading.asked_for(words) == (which, days)


@pytest.mark.parametrize("open_day", [Shown.AT_WRAP_UP, Shown.ORGANISERS])
def test_what_nobody_has_read_yet_is_not_exported_even_to_organisers(open_day: Shown) -> None:
    day = [said(ANA), said(BO)]
    held = occurrence(shown=open_day, wrapped=False)
    assert reading.readable(held, day, ANA.ref, {ANA.ref}) is None
    assert reading.readable(occurrence(wrapped=False), day, ANA.ref, ()) is not None


def test_a_channel_gets_what_it_has_read() -> None:
    day = [said(ANA), stands(BO, State.ASKED), stands(CHEN, State.GONE), stands(DIYA, State.AWAY)]
    found = reading.readable(occurrence(), day, CHEN.ref, ())
    assert found is not None
    assert [person for person, _ in found.people] == [ANA, BO, DIYA]
    assert (found.answered, found.of, found.closed) == (1, 2, False)


def test_of_a_day_for_organisers_others_get_the_count_and_their_own() -> None:
    day = [said(ANA), said(BO), stands(CHEN, State.ASKED)]
    held = occurrence(shown=Shown.ORGANISERS)
    bos = reading.readable(held, day, BO.ref, {ANA.ref})
    strangers = reading.readable(held, day, DIYA.ref, {ANA.ref})
    organisers = reading.readable(held, day, ANA.ref, {ANA.ref})
    assert bos is not None
    assert strangers is not None
    assert organisers is not None
    assert [person for person, _ in bos.people] == [BO]
    assert list(strangers.people) == []
    assert [person for person, _ in organisers.people] == [ANA, BO, CHEN]
    assert (bos.answered, bos.of) == (strangers.answered, strangers.of) == (2, 3)
    assert (bos.closed, strangers.closed, organisers.closed) == (True, True, False)


def test_more_than_fits_in_a_file_is_found_before_it_is_made() -> None:
    wordy = (ANA, Participant(ANA.ref, NOON, state=State.ANSWERED, answers=("x" * 1000, "")))
    found = reading.readable(occurrence(), [wordy], ANA.ref, ())
    assert found is not None
    assert not reading.too_much([found] * reading.DAYS_AT_MOST)
    assert reading.too_much([found] * 3000)


def test_a_trend_counts_those_who_are_required() -> None:
    day = [
        said(ANA, "4"),
        stands(BO, State.ASKED),
        said(CHEN, "2", optional=True),
        stands(DIYA, State.AWAY),
    ]
    counted = reading.count(occurrence(), day, None, ())
    assert (counted.day, counted.asked, counted.answered) == (TUESDAY, 2, 1)
    assert counted.moods == (2, 4)


def test_a_mood_that_only_organisers_read_is_in_no_trend_but_theirs() -> None:
    day = [said(ANA, "1"), said(BO, "5"), said(CHEN, "5")]
    held = occurrence(shown=Shown.ORGANISERS)
    assert reading.count(held, day, None, {ANA.ref}).moods == ()
    assert reading.count(held, day, BO.ref, {ANA.ref}).moods == ()
    assert reading.count(held, day, ANA.ref, {ANA.ref}).moods == (1, 5, 5)
    assert reading.count(held, day, BO.ref, {ANA.ref}).answered == 3


def test_whoever_is_asked_twice_for_their_mood_gives_one() -> None:
    twice = replace(occurrence(), questions=(QUESTIONS[1], Question("And now?", Kind.MOOD)))
    day = [(ANA, Participant(ANA.ref, NOON, state=State.ANSWERED, answers=("2", "5")))]
    assert reading.count(twice, day, None, ()).moods == (2,)


def test_one_week_is_no_trend() -> None:
    def counts(*days: date) -> Trend:
        found = [reading.count(occurrence(day=day), [said(ANA)], None, ()) for day in days]
        return reading.trend(found, TUESDAY)

    assert not reading.says_enough(counts(TUESDAY, TUESDAY - timedelta(days=1)))
    assert reading.says_enough(counts(TUESDAY, TUESDAY - timedelta(days=7)))


def test_a_trend_looks_at_whole_weeks_eight_of_them() -> None:
    assert reading.since(TUESDAY) == date(2026, 10, 5)


def test_the_week_is_told_after_its_last_wrap_up() -> None:
    schedule = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(17, 30))
    friday = date(2026, 11, 27)
    told = datetime(2026, 11, 27, 16, 45, tzinfo=UTC)
    assert reading.next_weekly(schedule, NOON) == (friday, told)
    assert reading.next_weekly(schedule, told - timedelta(seconds=1)) == (friday, told)
    assert reading.next_weekly(schedule, told)[0] == friday + timedelta(days=7)


def test_a_wrap_up_after_midnight_still_belongs_to_its_week() -> None:
    schedule = Schedule("Europe/Paris", (0, 6), time(18), time(8))
    sunday, told = reading.next_weekly(schedule, datetime(2026, 11, 29, 23, tzinfo=UTC))
    assert sunday == date(2026, 11, 29)
    assert told == datetime(2026, 11, 30, 7, 15, tzinfo=UTC)


def test_rarer_rhythms_have_rarer_weeks() -> None:
    def weeks(rhythm: Rhythm, *days: int) -> list[date]:
        schedule = Schedule("Europe/Paris", days, time(9, 30), time(17, 30), rhythm, TUESDAY)
        first, told = reading.next_weekly(schedule, NOON)
        return [first, reading.next_weekly(schedule, told)[0]]

    assert weeks(Rhythm.FORTNIGHTLY, *WEEKDAYS) == [date(2026, 11, 27), date(2026, 12, 11)]
    # The first Monday and the first Thursday of a month may lie in different weeks, or in one.
    assert weeks(Rhythm.MONTHLY, 0, 3) == [date(2026, 12, 3), date(2026, 12, 7)]
