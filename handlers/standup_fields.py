"""A standup's form, read and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.happening import FieldValue
from bot.people import MemberRef, Person
from bot.rituals import standup_rules as rules
from bot.rituals.schedule import Schedule
from bot.views import standup_forms as forms
from bot.views.times import clock


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says."""

    name: str
    people: tuple[MemberRef, ...]
    schedule: Schedule
    questions: tuple[str, ...]


def filled(fields: Mapping[str, FieldValue], zone: str) -> Filled:
    """Read the form's fields. Both times are required of the form; one that is missing all the same is
    midnight."""

    def wall(name: str) -> time:
        value = fields.get(name)
        return value if isinstance(value, time) else time(0)

    def several(name: str) -> tuple[object, ...]:
        value = fields.get(name)
        return value if isinstance(value, tuple) else ()

    lines = str(fields.get("questions") or "").splitlines()
    return Filled(
        " ".join(str(fields.get("name") or "").split()),
        tuple(one for one in several("people") if isinstance(one, MemberRef)),
        Schedule(
            zone,
            tuple(sorted(int(str(day)) for day in several("days"))),
            wall("ask_at"),
            wall("wrap_at"),
        ),
        tuple(text for line in lines if (text := line.strip())),
    )


def amiss(values: Filled, people: Sequence[Person], now: datetime) -> dict[str, str]:
    """A sentence for each field that cannot be taken as it is."""
    errors = {}
    if not values.name:
        errors["name"] = forms.NEEDS_NAME
    elif len(values.name) > forms.NAME_AT_MOST:
        errors["name"] = forms.too_long(len(values.name), forms.NAME_AT_MOST)
    if values.people and not people:
        errors["people"] = forms.NOBODY_LEFT
    if not values.schedule.days:
        errors["days"] = forms.NEEDS_A_DAY
    if not values.questions:
        errors["questions"] = forms.NEEDS_A_QUESTION
    elif len(values.questions) > forms.QUESTIONS_AT_MOST:
        errors["questions"] = forms.too_many_questions(len(values.questions))
    elif any(len(text) > forms.QUESTION_AT_MOST for text in values.questions):
        longest = max(map(len, values.questions))
        errors["questions"] = forms.too_long(longest, forms.QUESTION_AT_MOST)
    if values.schedule.days and (error := _time_to_answer(values.schedule, people, now)):
        errors["wrap_at"] = error
    return errors


def _time_to_answer(schedule: Schedule, people: Sequence[Person], now: datetime) -> str:
    """Everybody needs some time between being asked and the wrap-up."""
    late = rules.asked_too_late(schedule, people, now)
    if not late:
        return ""
    zone = ZoneInfo(schedule.zone)
    day = schedule.next_day(rules.zones(people, schedule), now)
    at = {
        one: schedule.ask_moment(day, one.zone_in(schedule.zone)).astimezone(zone) for one in late
    }
    named = [(one.name, clock(moment.time())) for one, moment in at.items()]
    earliest = max(at.values()) + rules.TIME_TO_ANSWER
    return forms.asked_too_late(named, clock(earliest.time()))
