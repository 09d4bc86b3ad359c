"""Whatever a team asks, answers and is called, both platforms take every report of it, as words alone.

An ordinary run draws 200 of each kind; with MUSTER_PROOF=1 it draws 10,000.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people import Roster
from bot.rituals import digest_rules, question_rules, reading
from bot.rituals.standup import Layout, Shown, State
from bot.rituals.trends import DayCount
from bot.views import digest, home, standup, standup_forms, standup_reading
from bot.views import standup_board as board
from bot.views.standup_export import exported
from tests.adapters.random_days import DAY, MOST_PEOPLE, NOON, Draw, RandomDay
from tests.adapters.words_alone import both_take, both_take_form, both_take_home

EXAMPLES = 10_000 if os.environ.get("MUSTER_PROOF") else 200
drawn = settings(max_examples=EXAMPLES, deadline=None, database=None)
seeds = st.integers(0, 2**48)
teams = st.integers(0, MOST_PEOPLE)
counts = st.integers(1, question_rules.QUESTIONS_AT_MOST)


@drawn
@given(seeds, teams, counts)
def test_both_platforms_take_every_board_and_every_answer_under_it(
    seed: int, people: int, questions: int
) -> None:
    draw = Draw(seed)
    day = draw.day(people, questions)
    roster = _roster(draw, [day])
    for answers in (True, False):
        both_take(board.board(day.standup, day.occurrence, day.people, answers=answers), roster)
    for pair in day.answered[:3]:
        both_take(board.answer(day.occurrence, *pair), roster)


@drawn
@given(seeds, teams, counts, st.sampled_from(Layout), st.sampled_from(Shown))
def test_both_platforms_take_every_wrap_up_in_either_order(
    seed: int, people: int, questions: int, layout: Layout, shown: Shown
) -> None:
    draw = Draw(seed)
    day = draw.day(people, questions)
    manners = replace(day.occurrence.manners, layout=layout, shown=shown)
    occurrence = replace(day.occurrence, manners=manners, wrapped_at=NOON)
    roster = _roster(draw, [day])
    both_take(board.wrap_up(day.standup, occurrence, day.people, answers=True), roster)
    for organiser in (True, False):
        told = board.wrap_up_directly(day.standup, occurrence, day.people, organiser=organiser)
        both_take(told, roster)


@drawn
@given(seeds, st.integers(1, digest_rules.STANDUPS_AT_MOST), teams)
def test_both_platforms_take_every_digest(seed: int, standups: int, people: int) -> None:
    draw = Draw(seed)
    days = [draw.day(people * number // standups, 2, number) for number in range(1, standups + 1)]
    found = digest_rules.findings(draw.digest(standups), map(draw.source, days))
    told = digest.telling(draw.digest(standups), DAY, found, NOON)
    both_take(told, _roster(draw, days))


@drawn
@given(seeds, st.integers(0, 6), st.integers(0, 12))
def test_both_platforms_take_every_home(seed: int, days: int, mine: int) -> None:
    draw = Draw(seed)
    known = draw.page([draw.day(1, 2, number) for number in range(1, days + 1)], mine)
    both_take_home(home.page(known), draw.roster([known.me]))


@drawn
@given(seeds, counts)
def test_both_platforms_take_every_question_and_every_form_to_answer_it(
    seed: int, questions: int
) -> None:
    draw = Draw(seed)
    day = draw.day(1, questions)
    of, today = day.standup, day.occurrence
    ((me, mine),) = day.people
    roster = _roster(draw, [day])
    both_take(standup.prompt(of, today, me.zone), roster, calls=[of.creator])
    both_take(standup.reminder(of, today, me.zone_in("UTC"), nth=1, further=1), roster)
    both_take(standup.answered_prompt(of, today, mine), roster)
    both_take(standup.skipped_prompt(of, today), roster)
    everything = range(len(today.questions))
    for values in ([*draw.answers(today.questions)], ["" for _ in everything]):
        both_take_form(standup_forms.answers(today, values), roster)
        both_take_form(standup_forms.follow_ups(today, values, everything), roster)


@drawn
@given(seeds, teams, counts)
def test_both_platforms_take_every_trend_and_every_export(
    seed: int, people: int, questions: int
) -> None:
    draw = Draw(seed)
    day = draw.day(people, questions)
    roster = _roster(draw, [day])
    there = [one for one in day.people if one[1].state is not State.GONE]
    asked = day.occurrence.questions
    moods = [question_rules.moods(asked, one.answers)[:1] for _, one in day.answered]
    count = DayCount(
        DAY, len(there), len(day.answered), tuple(one for (one,) in filter(None, moods))
    )
    trend = reading.trend([count], DAY)
    both_take(standup_reading.trend(day.standup, trend), roster)
    both_take(standup_reading.weekly(day.standup, trend), roster)
    read = reading.ReadDay(day.occurrence, there, len(day.answered), len(there), closed=False)
    both_take(exported(day.standup, DAY, DAY, [read]), roster)


def _roster(draw: Draw, days: Iterable[RandomDay]) -> Roster:
    return draw.roster([person for day in days for person, _ in day.people])
