"""Days begin one after the other, and none later than its first question."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.people import AccountRef, ChannelRef, MemberRef, Person
from bot.rituals import standup_rules as rules
from bot.rituals.availability import Absence, Availability, Hours, Team
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Standup
from bot.rituals.standup_rules import Crew

MONDAY = date(2027, 3, 22)
TEAM = ChannelRef("C1")
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
ZONES = (
    "Pacific/Kiritimati",
    "Pacific/Pohnpei",
    "Asia/Kolkata",
    "Europe/Paris",
    "Pacific/Pago_Pago",
)


def person(name: str, zone: str) -> Person:
    return Person(MemberRef(name), AccountRef(f"U-{name}"), name, zone)


def standup(schedule: Schedule) -> Standup:
    return Standup("s1", 1, TEAM, "Daily", schedule, rules.DEFAULT_QUESTIONS, (), MemberRef("ana"))


def test_a_day_on_which_only_the_west_works_does_not_hold_up_the_east() -> None:
    """Where it is 23:30 on Monday for Ana, it is Wednesday for Bo, who begins at 6 on Tuesday."""
    ana, bo = person("ana", "Pacific/Pago_Pago"), person("bo", "Pacific/Kiritimati")
    night = Schedule("Europe/Paris", EVERY_DAY, time(23, 30), time(22))
    lives = {
        ana.ref: Availability(),
        bo.ref: Availability(Hours((1, 2, 3), time(6), time(14))),
    }
    crew = Crew((ana, bo), Team(TEAM), lives)
    one = standup(night)
    tuesday = MONDAY + timedelta(days=1)
    assert crew.turn(night, tuesday, bo) == datetime(2027, 3, 22, 16, tzinfo=UTC)
    assert rules.beginning(one, crew, tuesday) == datetime(2027, 3, 22, 16, tzinfo=UTC)
    assert rules.beginning(one, crew, MONDAY) <= datetime(2027, 3, 22, 16, tzinfo=UTC)


lives = st.builds(
    Availability,
    st.none()
    | st.builds(
        lambda days, begin, length: Hours(tuple(sorted(days)), time(begin), time(begin + length)),
        st.sets(st.integers(0, 6), min_size=1),
        st.integers(4, 14),
        st.integers(2, 9),
    ),
    st.sampled_from([None, "DE", "US"]),
    st.lists(
        st.builds(
            lambda first, length: Absence(
                "a",
                MemberRef("x"),
                MONDAY + timedelta(first),
                MONDAY + timedelta(first + length),
                MemberRef("x"),
            ),
            st.integers(0, 14),
            st.integers(0, 4),
        ),
        max_size=2,
    ).map(tuple),
)


@given(
    st.lists(st.tuples(st.sampled_from(ZONES), lives), min_size=2, max_size=4),
    st.sampled_from(ZONES),
    st.sampled_from([EVERY_DAY, (0, 1, 2, 3, 4), (0, 2, 3)]),
    st.tuples(st.sampled_from([0, 9, 20, 23]), st.integers(0, 23)),
    st.booleans(),
)
@settings(deadline=None, max_examples=200)
def test_days_begin_in_their_order_and_before_anybodys_turn(
    people: list[tuple[str, Availability]],
    zone: str,
    days: tuple[int, ...],
    hours: tuple[int, int],
    together: bool,
) -> None:
    schedule = Schedule(zone, days, time(hours[0], 30), time(hours[1]))
    schedule = replace(schedule, together=together)
    team = tuple(person(f"p{number}", where) for number, (where, _) in enumerate(people))
    known = {one.ref: life for one, (_, life) in zip(team, people, strict=True)}
    crew, one = Crew(team, Team(TEAM), known), standup(schedule)
    held = [day for step in range(16) if schedule.on(day := MONDAY + timedelta(days=step))]
    begins = [rules.beginning(one, crew, day) for day in held]
    for day, begin in zip(held, begins, strict=True):
        turns = [crew.turn(schedule, day, who) for who in team]
        assert all(begin <= turn for turn in turns if isinstance(turn, datetime))
        later = [crew.turn(schedule, after, who) for after in held if after > day for who in team]
        assert all(begin <= turn for turn in later if isinstance(turn, datetime)), day
