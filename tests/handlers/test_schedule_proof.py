"""Random teams live through weeks of their standup: each is asked as they should be, or told why not.

An ordinary run tries a few teams; with MUSTER_PROOF=1 it tries hundreds.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.news import AccountFacts, LearnedProfile
from bot.rituals.availability import Hours
from bot.rituals.reasons import Decision, Reason
from tests.handlers.living_team import Life, lived, the_end
from tests.handlers.random_teams import (
    DAY,
    FAR_APART,
    HALF_AN_HOUR,
    Mate,
    Notes,
    Prompt,
    Team,
    drawn,
    first_showing,
    off_work,
    right,
    violations,
)

WHOLE = bool(os.environ.get("MUSTER_PROOF"))
ONCE_BROKEN = 59
"""A team on which a day that only the west works held up the next, on which only the east does."""
TEAMS = range(300) if WHOLE else (ONCE_BROKEN, 1, 2, 3, 4)
"""By their seed. Every worker of a run has to name its tests alike, so none is drawn anew."""
FIXED = range(12)
"""Teams on which rules that are wrong have to be found out."""


@pytest.mark.parametrize("seed", TEAMS)
async def test_everybody_is_asked_once_on_each_due_day_or_told_why_not(
    seed: int, tmp_path: Path
) -> None:
    team = drawn(seed)
    async with lived(team, tmp_path) as life:
        await life.walks(the_end(team))
        journal = await life.journal(team.days)
    assert violations(team, life.prompts, journal) == [], (seed, team)


# The law has to bite: rules that others have used are replayed, as if the bot had asked by them.

Rule = Callable[[Team, Mate, date], datetime | None]


def _at_the_rituals_own_time(team: Team, mate: Mate, day: date) -> datetime | None:
    """All at once when it is time where the team is, whatever hour, holiday or absence it is there."""
    return first_showing(team.schedule.zone, day, team.schedule.ask_at)


def _in_their_zone_and_no_more(team: Team, mate: Mate, day: date) -> datetime | None:
    """Each in their own time, and nothing known of hours, holidays and absences."""
    return first_showing(mate.zone, day, team.schedule.ask_at)


def _by_a_fixed_offset(team: Team, mate: Mate, day: date) -> datetime | None:
    """Right, but for the clocks that have changed since the offset was noted."""
    wanted = right(team, mate, day)
    if not isinstance(wanted, datetime):
        return None
    began = datetime.combine(team.first, time(12), UTC).astimezone(ZoneInfo(mate.zone)).utcoffset()
    now = wanted.astimezone(ZoneInfo(mate.zone)).utcoffset()
    assert began is not None
    assert now is not None
    return wanted + now - began


def _without_holidays(team: Team, mate: Mate, day: date) -> datetime | None:
    return _right(replace(team, calendar=""), replace(mate, calendar=""), day)


def _without_absences(team: Team, mate: Mate, day: date) -> datetime | None:
    return _right(team, replace(mate, absences=()), day)


def _without_working_days(team: Team, mate: Mate, day: date) -> datetime | None:
    hours = mate.hours and replace(mate.hours, days=(0, 1, 2, 3, 4, 5, 6))
    return _right(team, replace(mate, hours=hours), day)


def _never(team: Team, mate: Mate, day: date) -> datetime | None:
    return None


def _right(team: Team, mate: Mate, day: date) -> datetime | None:
    wanted = right(team, mate, day)
    return wanted if isinstance(wanted, datetime) else None


def _replayed(rule: Rule, team: Team) -> tuple[list[Prompt], Notes]:
    """What a bot with this rule would have asked; where it does not ask, it gives a reason that holds."""
    prompts, journal = [], {}
    for mate in team.mates:
        for day in team.days:
            at, wanted = rule(team, mate, day), right(team, mate, day)
            if at is not None:
                prompts.append((mate.name, day, at))
                journal[mate.name, day] = [(Decision.ASKED, Reason.OWN_TIME)]
            else:
                reason = min(wanted) if isinstance(wanted, set) else Reason.AWAY
                journal[mate.name, day] = [(Decision.NOT_ASKED, reason)]
    return prompts, journal


def test_the_right_rule_keeps_the_law() -> None:
    for seed in FIXED:
        team = drawn(seed)
        assert violations(team, *_replayed(_right, team)) == []


@pytest.mark.parametrize(
    "rule",
    [
        _at_the_rituals_own_time,
        _in_their_zone_and_no_more,
        _by_a_fixed_offset,
        _without_holidays,
        _without_absences,
        _without_working_days,
        _never,
    ],
)
def test_a_rule_that_is_wrong_breaks_the_law(rule: Rule) -> None:
    broken = [seed for seed in FIXED if violations(drawn(seed), *_replayed(rule, drawn(seed)))]
    assert broken, rule.__name__


def test_asking_twice_or_without_a_note_breaks_the_law() -> None:
    team = drawn(0)
    prompts, journal = _replayed(_right, team)
    assert prompts
    assert violations(team, [*prompts, prompts[0]], journal) != []
    assert violations(team, prompts, {}) != []


# Working lives that change while days are open. The moment is then not told beforehand, so the law is this:
# what comes, comes at work and in time; never two questions at once; and the last word says what holds.


@pytest.mark.parametrize("seed", TEAMS)
async def test_whatever_changes_nobody_is_asked_off_work_or_twice_or_left_without_a_reason(
    seed: int, tmp_path: Path
) -> None:
    team = drawn(seed)
    random = Random(seed)
    mates = {mate.name: replace(mate, absences=()) for mate in team.mates}
    team = replace(team, mates=tuple(mates.values()))
    async with lived(team, tmp_path) as life:
        moment = datetime.combine(team.first, time(0), UTC)
        while moment < the_end(team):
            moment += timedelta(minutes=random.randrange(30, 60 * 30))
            before = len(life.prompts)
            await life.walks(moment)
            for name, day, at in life.prompts[before:]:
                _at_work(team, mates[name], day, at)
            before = len(life.prompts)
            name = random.choice(list(mates))
            mates[name] = await _changes(mates[name], life, random)
            for asked, day, at in life.prompts[before:]:
                _at_work(team, mates[asked], day, at)
            for name in mates:
                for day in team.days:
                    assert life.open_questions(name, day) <= 1, (name, day)
        await life.walks(the_end(team) + timedelta(days=2))
        journal = await life.journal(team.days)
        for (name, day), notes in journal.items():
            assert notes, f"nothing is told of {name} on {day}"
            was_asked = notes[-1][0] is Decision.ASKED
            assert was_asked == (life.open_questions(name, day) == 1), (name, day, notes)


def _at_work(team: Team, mate: Mate, day: date, at: datetime) -> None:
    local = at.astimezone(ZoneInfo(mate.zone))
    if mate.hours is not None:
        assert mate.hours.begin <= local.time() < mate.hours.end, (mate, day, local)
    assert not off_work(team, mate, local.date()), (mate, day, local)
    wraps = day + DAY if team.schedule.wrap_at <= team.schedule.ask_at else day
    wrap_up = first_showing(team.schedule.zone, wraps, team.schedule.wrap_at)
    assert wrap_up - at >= HALF_AN_HOUR, (mate, day, local)


async def _changes(mate: Mate, life: Life, random: Random) -> Mate:
    """Something about a working life, by what people type or their platform tells; and who they are now."""
    person = life.people[mate.name]
    today = life.town.clock.now().astimezone(ZoneInfo(mate.zone)).date()
    match random.randrange(5):
        case 0:
            days = random.randrange(1, 5)
            await person.types(f"/muster away {days} days", life.place)
            away = (today, today + DAY * (days - 1))
            mate = replace(mate, absences=(*mate.absences, away))
        case 1 | 2:
            await person.types("/muster back", life.place)
            over = [one for one in mate.absences if not (one[1] is not None and one[1] >= today)]
            mate = replace(mate, absences=tuple(over))
        case 3:
            begin = random.randrange(6, 14)
            await person.types(f"/muster hours mon-sat {begin}-{begin + 6}", life.place)
            hours = Hours((0, 1, 2, 3, 4, 5), time(begin), time(begin + 6))
            mate = replace(mate, hours=hours)
        case _:
            zone = random.choice(FAR_APART)
            await life.town.hears(LearnedProfile(AccountFacts(person.account, mate.name, zone)))
            mate = replace(mate, zone=zone)
    life.looks()
    return mate
