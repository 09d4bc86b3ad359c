"""Somebody's own hours, and the form of their whole working life: zone, days, hours, holidays."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from bot.happening import Happening, Open, Refuse, Reply, Router, Show
from bot.people import Person
from bot.ports import UnitOfWork
from bot.rituals import hours as rules
from bot.rituals import zones
from bot.rituals.availability import Availability, Hours
from bot.rituals.availability_intents import (
    ChooseHours,
    EditWorkingLife,
    SaveWorkingLife,
    ShowHours,
)
from bot.views import working_life as say
from bot.views import zones as say_zone
from handlers.holidays import NONE, read_calendar
from handlers.standup_absence import follow
from handlers.standup_turns import missed

router = Router()

AUTO = "auto"


@router.on(ShowHours, reads=True)
def show(happening: Happening, intent: ShowHours, work: UnitOfWork) -> Reply:
    me = happening.by
    return Reply(Show(say.hours(_life(happening, work), me.zone, missed(me, work, happening.at))))


@router.on(ChooseHours)
def choose(happening: Happening, intent: ChooseHours, work: UnitOfWork) -> Reply:
    me = happening.by
    typed = intent.typed.strip()
    wanted: Hours | None = None
    if typed.casefold() not in (AUTO, *NONE):
        read = rules.hours(typed, _life(happening, work).hours)
        if isinstance(read, rules.Wrong):
            return Reply(Show(say.hours_wrong(typed, read)))
        wanted = read
    work.availability.set_hours(me.ref, wanted)
    followed = follow(me.ref, work, happening.at)
    without = missed(me, work, happening.at)
    return replace(followed, now=Show(say.hours(_life(happening, work), me.zone, without)))


@router.on(EditWorkingLife, reads=True)
def edit(happening: Happening, intent: EditWorkingLife, work: UnitOfWork) -> Reply:
    me = happening.by
    own = work.people.own_zone(me.ref) or ""
    return Reply(Open(say.form(_life(happening, work), own, "" if own else me.zone)))


@router.on(SaveWorkingLife)
def save(happening: Happening, intent: SaveWorkingLife, work: UnitOfWork) -> Reply:
    me, before = happening.by, _life(happening, work)
    errors: dict[str, str] = {}
    zone = _zone(happening, errors)
    hours = _hours(happening, errors)
    calendar = _calendar(happening, errors)
    if errors:
        return Reply(Refuse(errors))
    work.people.choose_zone(me.ref, zone)
    if hours != before.hours:
        work.availability.set_hours(me.ref, hours)
    if calendar != before.calendar:
        work.availability.set_calendar(me.ref, calendar)
    now_me: Person = work.people.persons((me.ref,))[me.ref]
    followed = follow(me.ref, work, happening.at)
    shown = say.saved(_life(happening, work), now_me.zone, missed(now_me, work, happening.at))
    return replace(followed, now=Show(shown))


def _life(happening: Happening, work: UnitOfWork) -> Availability:
    me = happening.by.ref
    return work.availability.of((me,), happening.at.date() - timedelta(days=1))[me]


def _text(happening: Happening, name: str) -> str:
    return str(happening.fields.get(name) or "").strip()


def _zone(happening: Happening, errors: dict[str, str]) -> str | None:
    typed = _text(happening, "zone")
    if not typed or typed.casefold() == AUTO:
        return None
    fitting = zones.meant(typed)
    if len(fitting) == 1:
        return fitting[0]
    errors["zone"] = say_zone.amiss(typed, fitting or zones.nearest(typed))
    return None


def _hours(happening: Happening, errors: dict[str, str]) -> Hours | None:
    days, begin, end = (happening.fields.get(name) for name in ("days", "begin", "end"))
    chosen = tuple(sorted(int(str(day)) for day in days)) if isinstance(days, tuple) else ()
    if not chosen and begin is None and end is None:
        return None
    if isinstance(begin, time) and isinstance(end, time):
        read = rules.checked(chosen, begin, time.max if end == time(0) else end)
    else:
        read = rules.Wrong.NO_TIMES
    if isinstance(read, rules.Wrong):
        errors.update((say.error(read),))
        return None
    return read


def _calendar(happening: Happening, errors: dict[str, str]) -> str | None:
    typed = _text(happening, "calendar")
    if not typed or typed.casefold() in (AUTO, "team"):
        return None
    read = read_calendar(typed)
    if read.calendar is None:
        errors["calendar"] = read.amiss
    return read.calendar
