"""A standup's forms, read and checked: the set-up, the options, a day's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.happening import FieldValue
from bot.people import MemberRef
from bot.rituals import question_rules
from bot.rituals import standup_rules as rules
from bot.rituals.question_notation import Slip, parse
from bot.rituals.question_rules import Wrong
from bot.rituals.questions import Questions
from bot.rituals.reasons import Reason
from bot.rituals.schedule import Rhythm, Schedule
from bot.rituals.standup import Manners, Occurrence, Participant, Standup
from bot.rituals.standup_rules import Crew
from bot.rituals.working_time import TIME_TO_ANSWER
from bot.views import questions as ask
from bot.views import standup_forms as forms
from bot.views.times import clock

Fields = Mapping[str, FieldValue]
Code = TypeVar("Code", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Filled:
    """What the set-up form says."""

    name: str
    people: tuple[MemberRef, ...]
    days: tuple[int, ...]
    ask_at: time
    wrap_at: time
    questions: Questions
    slips: tuple[Slip, ...]
    """What is wrong with the questions as they are written."""

    def on(self, schedule: Schedule) -> Schedule:
        """A schedule with these days and times."""
        return replace(schedule, days=self.days, ask_at=self.ask_at, wrap_at=self.wrap_at)


def filled(fields: Fields) -> Filled:
    """Read the form's fields. Both times are required of the form; one that is missing all the same is
    midnight."""
    parsed = parse(str(fields.get("questions") or ""))
    written, slips = ((), tuple(parsed)) if isinstance(parsed, list) else (parsed, ())
    return Filled(
        " ".join(str(fields.get("name") or "").split()),
        _members(fields, "people"),
        tuple(sorted(int(str(day)) for day in _several(fields, "days"))),
        _wall(fields, "ask_at"),
        _wall(fields, "wrap_at"),
        written,
        slips,
    )


def amiss(values: Filled, schedule: Schedule, crew: Crew, now: datetime) -> dict[str, str]:
    """A sentence for each field that cannot be taken as it is."""
    errors = {}
    if not values.name:
        errors["name"] = forms.NEEDS_NAME
    elif len(values.name) > forms.NAME_AT_MOST:
        errors["name"] = forms.too_long(len(values.name), forms.NAME_AT_MOST)
    if values.people and not crew.people:
        errors["people"] = forms.NOBODY_LEFT
    if not values.days:
        errors["days"] = forms.NEEDS_A_DAY
    if values.slips:
        errors["questions"] = ask.slipped(values.slips)
    elif not values.questions:
        errors["questions"] = forms.NEEDS_A_QUESTION
    if values.days:
        errors |= impossible(schedule, crew, now, at="ask_at", wrap="wrap_at")
    return errors


def impossible(
    schedule: Schedule, crew: Crew, now: datetime, *, at: str, wrap: str
) -> dict[str, str]:
    """For whom the times leave no moment: a sentence at the field of the question or of the wrap-up."""
    found = rules.impossible(schedule, crew, now)
    zone = ZoneInfo(schedule.zone)
    errors = {}
    outside = [
        (person.name, clock(_local(schedule, day, person.zone_in(schedule.zone))))
        for person, day, why in found
        if why.reason is Reason.OUTSIDE_HOURS
    ]
    if outside:
        errors[at] = forms.outside_hours(outside)
    late = {
        person.name: schedule.ask_moment(day, person.zone_in(schedule.zone)).astimezone(zone)
        for person, day, why in found
        if why.reason is Reason.AFTER_WRAP_UP
    }
    if late:
        earliest = max(late.values()) + TIME_TO_ANSWER
        named = [(name, clock(moment.time())) for name, moment in late.items()]
        errors[wrap] = forms.asked_too_late(named, clock(earliest.time()))
    return errors


def _local(schedule: Schedule, day: date, zone: str) -> time:
    return schedule.ask_moment(day, zone).astimezone(ZoneInfo(zone)).time()


def with_options(standup: Standup, fields: Fields, monday: date) -> Standup:
    """The standup as the form of its options says; ``monday`` is of the week in which it was opened."""
    rhythm, since = _rhythm(fields, standup.schedule, monday)
    schedule = replace(
        standup.schedule,
        rhythm=rhythm,
        since=since,
        together=fields.get("together") == forms.TOGETHER,
    )
    manners = Manners(
        _coded(fields, "reminders", standup.manners.reminders),
        _coded(fields, "shown", standup.manners.shown),
        _coded(fields, "layout", standup.manners.layout),
        _coded(fields, "edits", standup.manners.edits),
    )
    return replace(
        standup,
        schedule=schedule,
        optional=_members(fields, "optional"),
        watching=_members(fields, "watching"),
        manners=manners,
    )


def _rhythm(fields: Fields, schedule: Schedule, monday: date) -> tuple[Rhythm, date | None]:
    """Two weeks are counted from this one or from the next, as the form says."""
    match fields.get("rhythm"):
        case forms.THIS_WEEK:
            return Rhythm.FORTNIGHTLY, _since(schedule, monday)
        case forms.NEXT_WEEK:
            return Rhythm.FORTNIGHTLY, _since(schedule, monday + timedelta(days=7))
        case Rhythm.MONTHLY.value:
            return Rhythm.MONTHLY, None
        case Rhythm.WEEKLY.value:
            return Rhythm.WEEKLY, None
        case _:
            return schedule.rhythm, schedule.since


def _since(schedule: Schedule, monday: date) -> date:
    """What is counted from already, where it comes to the same."""
    same = schedule.rhythm is Rhythm.FORTNIGHTLY and schedule.in_rhythm(monday)
    return schedule.since if same and schedule.since is not None else monday


def answers_in(
    fields: Fields, occurrence: Occurrence, mine: Participant, *, further: bool = False
) -> tuple[str, ...] | dict[str, str]:
    """One answer for each question, as its kind is kept; or a sentence for each field to mend.

    A question that was not in the form keeps its answer, and a follow-up for which nothing calls any more
    is not read. ``further`` is the page of follow-ups, which may all be left empty.
    """
    questions = occurrence.questions
    kept = [*mine.answers, *[""] * len(questions)][: len(questions)]
    errors = {}
    for index, question in enumerate(questions):
        name = forms.answer_name(index)
        if name not in fields or index not in question_rules.asked(questions, kept):
            continue
        read = question_rules.read(question, fields[name])
        if further and read is Wrong.MISSING:
            read = ""
        if isinstance(read, Wrong):
            errors[name] = ask.wrong(read, question, fields[name])
        else:
            kept[index] = read
    if errors:
        return errors
    given = (fields.get(forms.answer_name(index)) for index in range(len(questions)))
    if not further and all(one in ("", (), None) for one in given):
        return {forms.answer_name(0): forms.NOTHING_WRITTEN}
    return question_rules.dropped(questions, kept)


def _wall(fields: Fields, name: str) -> time:
    value = fields.get(name)
    return value if isinstance(value, time) else time(0)


def _several(fields: Fields, name: str) -> Sequence[object]:
    value = fields.get(name)
    return value if isinstance(value, tuple) else ()


def _members(fields: Fields, name: str) -> tuple[MemberRef, ...]:
    return tuple(one for one in _several(fields, name) if isinstance(one, MemberRef))


def _coded(fields: Fields, name: str, otherwise: Code) -> Code:
    """One of the codes of a choice; what no form of ours offers changes nothing."""
    kind = type(otherwise)
    value = fields.get(name)
    return kind(value) if isinstance(value, str) and value in list(kind) else otherwise
