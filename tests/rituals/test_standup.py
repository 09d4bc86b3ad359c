"""The standup's rules, with people in Paris, New York, Kolkata and Tokyo."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people import AccountRef, ChannelRef, MemberRef, Person
from bot.rituals import question_rules
from bot.rituals import standup_day_rules as day_rules
from bot.rituals import standup_reminder_rules as reminder_rules
from bot.rituals import standup_rules as rules
from bot.rituals.availability import Team
from bot.rituals.questions import Question
from bot.rituals.reasons import Reason
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import Participant, Standup, State
from bot.views import questions as ask
from tests.rituals.test_schedule import zones

TUESDAY = date(2026, 11, 24)


def person(name: str, zone: str, *, human: bool = True, active: bool = True) -> Person:
    return Person(MemberRef(name), AccountRef(name), name, zone, human, active)


ANA = person("Ana", "Europe/Paris")
BO = person("Bo", "America/New_York")
DIYA = person("Diya", "Asia/Kolkata")
TEAM = [ANA, BO, DIYA]
SCHEDULE = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18))
STANDUP = Standup("s", 1, ChannelRef("C"), "Daily", SCHEDULE, rules.DEFAULT_QUESTIONS, (), ANA.ref)


def at(hour: int, minute: int = 0, day: date = TUESDAY) -> datetime:
    return datetime.combine(day, time(hour, minute), UTC)


OCCURRENCE = rules.begin(STANDUP, TUESDAY, at(4))


def crew(*people: Person) -> rules.Crew:
    """People of whose working lives nothing is known, in a team that keeps no holidays."""
    return rules.Crew(people, Team(STANDUP.channel))


def a_day(*people: Person) -> list[tuple[Person, Participant]]:
    invited = day_rules.invite(STANDUP, OCCURRENCE, crew(*people))
    return list(zip(people, invited.participants, strict=True))


def reminders_due(day: list[tuple[Person, Participant]], now: datetime) -> tuple[Participant, ...]:
    team = crew(*(who for who, _ in day))
    return reminder_rules.remind_due(STANDUP, OCCURRENCE, day, team, now).reminded


def test_bots_strangers_and_leavers_are_not_asked() -> None:
    robot, leaver = person("Robot", "UTC", human=False), person("Lee", "UTC", active=False)
    assert rules.audience(STANDUP, [*TEAM, robot, leaver], ()) == TEAM


def test_those_picked_are_asked_and_not_the_whole_channel() -> None:
    picked = replace(STANDUP, people=(BO.ref,))
    assert rules.audience(picked, TEAM, [BO]) == [BO]


def test_each_is_asked_in_their_own_morning() -> None:
    invited = day_rules.invite(STANDUP, OCCURRENCE, crew(*TEAM))
    asked = {one.member: one.ask_at for one in invited.due}
    assert asked == {DIYA.ref: at(4), ANA.ref: at(8, 30), BO.ref: at(14, 30)}


def test_only_those_whose_time_has_come_are_asked() -> None:
    asking = day_rules.ask_due(STANDUP, OCCURRENCE, a_day(*TEAM), crew(*TEAM), at(8, 30))
    assert [one.member for one in asking.asked] == [ANA.ref]
    assert [one.member for one, _ in asking.gone] == [DIYA.ref], (
        "more than two hours after her time"
    )


def test_whoever_has_left_is_not_asked_and_the_journal_says_so() -> None:
    asking = day_rules.ask_due(STANDUP, OCCURRENCE, a_day(ANA), crew(), at(8, 30))
    assert asking.asked == ()
    assert asking.gone[0][1] is Reason.NOT_IN_TEAM


def test_a_beginning_two_hours_late_for_everybody_is_too_late() -> None:
    participants = [one for _, one in a_day(DIYA)]
    assert not rules.too_late(participants, OCCURRENCE, at(6))
    assert rules.too_late(participants, OCCURRENCE, at(6, 1))


def test_one_who_is_still_asleep_keeps_a_late_beginning_worthwhile() -> None:
    assert not rules.too_late([one for _, one in a_day(DIYA, BO)], OCCURRENCE, at(8))


def test_a_beginning_after_the_wrap_up_is_too_late() -> None:
    assert rules.too_late([one for _, one in a_day(BO)], OCCURRENCE, OCCURRENCE.wrap_at)


def test_the_reminder_goes_once_to_the_silent_before_the_wrap_up() -> None:
    day = [(who, replace(one, state=State.ASKED)) for who, one in a_day(ANA)]
    assert reminders_due(day, at(10, 29)) == ()
    (reminded,) = reminders_due(day, at(10, 30))
    assert reminders_due([(ANA, reminded)], at(10, 31)) == ()
    answered = day_rules.answered(day[0][1], ("x", "", ""), OCCURRENCE, at(9))
    assert reminders_due([(ANA, answered)], at(10, 30)) == ()


def test_nobody_is_reminded_in_the_minutes_after_the_question() -> None:
    at_last = OCCURRENCE.wrap_at - timedelta(minutes=35)
    late = day_rules.scheduled(BO, at_last, STANDUP, OCCURRENCE, crew(BO))
    assert reminder_rules.next_reminder(OCCURRENCE, [replace(late, state=State.ASKED)]) is None


def test_the_same_answer_four_times_is_one_answer() -> None:
    first = day_rules.answered(a_day(ANA)[0][1], ("x", "y", ""), OCCURRENCE, at(9))
    assert day_rules.answered(first, ("x", "y", ""), OCCURRENCE, at(10)) == first
    assert not first.edited


def test_another_answer_is_an_edit_and_keeps_its_hour() -> None:
    first = day_rules.answered(a_day(ANA)[0][1], ("x", "y", ""), OCCURRENCE, at(9))
    second = day_rules.answered(first, ("x", "z", ""), OCCURRENCE, at(23))
    assert second.edited
    assert not second.late
    assert second.answered_at == at(9)


def test_an_answer_after_the_wrap_up_is_late() -> None:
    assert day_rules.answered(a_day(ANA)[0][1], ("x",), OCCURRENCE, OCCURRENCE.wrap_at).late


def test_an_answer_that_is_too_long_is_told_by_its_length() -> None:
    question = Question("What will you do today?")
    assert question_rules.read(question, "x" * 1000) == "x" * 1000
    assert question_rules.read(question, "x" * 1001) is question_rules.Wrong.TOO_LONG
    assert "1,001 characters" in ask.wrong(question_rules.Wrong.TOO_LONG, question, "x" * 1001)


def test_the_day_is_done_when_nobody_is_left_to_wait_for() -> None:
    day = a_day(ANA, BO)
    done = [(who, replace(one, state=State.ANSWERED)) for who, one in day[:1]]
    assert not day_rules.everybody_done([*done, *day[1:]])
    assert day_rules.everybody_done([*done, (replace(BO, active=False), day[1][1])])
    assert day_rules.everybody_done([*done, (BO, replace(day[1][1], state=State.SKIPPED))])


def test_leavers_are_out_of_the_count_unless_they_answered() -> None:
    (_, ana), (_, bo) = a_day(ANA, BO)
    left = replace(BO, active=False)
    assert len(day_rules.counted([(ANA, ana), (left, bo)])) == 1
    assert len(day_rules.counted([(ANA, ana), (left, replace(bo, state=State.ANSWERED))])) == 2


@pytest.mark.parametrize(
    ("questions", "pair"),
    [
        (rules.DEFAULT_QUESTIONS, (0, 1)),
        (("Plan for today?", "What happened yesterday?"), (1, 0)),
        (("How are you?", "Which experiment ran?"), None),
        (("What did you do since last week?",), None),
    ],
)
def test_yesterdays_plan_goes_where_a_question_looks_back(
    questions: tuple[Question | str, ...], pair: tuple[int, int] | None
) -> None:
    asked = tuple(Question(one) if isinstance(one, str) else one for one in questions)
    assert rules.carries(asked) == pair


def test_started_by_hand_those_in_daytime_are_asked_at_once_and_sleepers_in_their_morning() -> None:
    now = rules.begin_now(STANDUP, at(9))  # 10:00 in Paris, 14:30 in Kolkata, 04:00 in New York
    asked = {one.member: one.ask_at for one in day_rules.invite_now(STANDUP, now, crew(*TEAM)).due}
    assert asked == {ANA.ref: at(9), DIYA.ref: at(9), BO.ref: at(14, 30)}


def test_started_by_hand_after_the_wrap_up_time_there_are_two_hours() -> None:
    assert rules.begin_now(STANDUP, at(20)).wrap_at == at(22)


@given(st.lists(zones, min_size=1, max_size=6), zones)
def test_the_sensible_wrap_up_gives_everybody_time(team: list[str], zone: str) -> None:
    people = [person(str(index), there) for index, there in enumerate(team)]
    wrap_at = rules.sensible_wrap(time(9, 30), zone, people, TUESDAY)
    schedule = Schedule(zone, WEEKDAYS, time(9, 30), wrap_at)
    last = max(schedule.ask_moment(TUESDAY, there) for there in team)
    if last + rules.PATIENCE < schedule.ask_moment(TUESDAY + timedelta(days=1), zone):
        assert schedule.wrap_moment(TUESDAY) >= last + rules.PATIENCE


def test_the_form_can_say_who_is_asked_too_late() -> None:
    early = replace(SCHEDULE, wrap_at=time(12))
    ((who, _, why),) = rules.impossible(early, crew(*TEAM), at(0))
    assert (who, why.reason) == (BO, Reason.AFTER_WRAP_UP)
    assert rules.impossible(SCHEDULE, crew(*TEAM), at(0)) == []
