"""Samples of what is said about absences, working hours and holidays; see ``bot.views.samples``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time

from bot.forms import Form
from bot.messages import Message
from bot.people import AccountRef, ChannelRef, MemberRef, Person
from bot.rituals.availability import Absence, Availability, Hours
from bot.rituals.calendars import nearest, regions
from bot.rituals.days import Slip, Unclear
from bot.rituals.hours import Wrong
from bot.rituals.schedule import WEEKDAYS
from bot.views import availability, holidays, working_life, zones
from bot.views.standup_commands import text

_TODAY = date(2026, 11, 24)
_ANA = Person(MemberRef("ana"), AccountRef("UANA"), "Ana", "Europe/Paris")
_BO = Person(MemberRef("bo"), AccountRef("UBO"), "Bo", "America/New_York")
_TEAM = ChannelRef("C1")
_UNTIL = Absence("a1", _BO.ref, _TODAY, date(2026, 11, 27), _BO.ref)
_OPEN = replace(_UNTIL, last=None)
_AHEAD = Absence("a2", _BO.ref, date(2026, 12, 24), date(2027, 1, 2), _ANA.ref)
_MONDAY = date(2026, 11, 30)
_LIFE = Availability(Hours(WEEKDAYS, time(9), time(17)), "JP", (_UNTIL,))
# Named here, so that looking at samples loads no calendar of a year.
_NEXT = [(date(2026, 12, 25), "Christmas Day"), (date(2027, 1, 1), "New Year's Day")]


def _unclear(typed: str, why: Unclear, *which: date) -> Message:
    return availability.unclear(typed, Slip(why, which), _TODAY)


SAMPLES: Mapping[str, Message | Form] = {
    "away.said": availability.away(_UNTIL, _TODAY, _MONDAY),
    "away.open": availability.away(_OPEN, _TODAY, None),
    "away.for-somebody": availability.away(_UNTIL, _TODAY, _MONDAY, other=_BO),
    "away.told": availability.told_away(_UNTIL, _ANA, _TODAY, _MONDAY),
    "away.told-over": availability.told_over(_UNTIL, _TODAY, _ANA),
    "away.list": availability.absences([_UNTIL, _AHEAD], _BO.ref, _TODAY),
    "away.list-empty": availability.absences([], _BO.ref, _TODAY),
    "away.cancelled": availability.cancelled(_AHEAD, _TODAY, _TODAY, now=False),
    "away.gone": availability.no_such_absence(),
    "away.unclear": _unclear("when it rains", Unclear.NOT_UNDERSTOOD),
    "away.which": _unclear("next friday", Unclear.WHICH, date(2026, 11, 27), date(2026, 12, 4)),
    "away.which-year": _unclear("until 1 nov", Unclear.WHICH_YEAR, date(2027, 11, 1)),
    "away.not-yours": availability.only_organisers(_BO, [_ANA.ref]),
    "back.now": availability.back(None, _TODAY, now=True),
    "back.later": availability.back(_MONDAY, _TODAY, now=False),
    "back.not-away": availability.not_away(_TODAY, _TODAY),
    "hours": working_life.hours(_LIFE, _BO.zone),
    "hours.none": working_life.hours(Availability(), ""),
    "hours.unclear": working_life.hours_wrong("whenever", Wrong.NOT_UNDERSTOOD),
    "hours.form": working_life.form(_LIFE, "", _BO.zone),
    "hours.saved": working_life.saved(_LIFE, _BO.zone),
    "holidays.team": holidays.of_team("DE-BY", _NEXT, _TODAY, _TEAM),
    "holidays.team-none": holidays.of_team("", [], _TODAY, _TEAM),
    "holidays.told": holidays.team_told("DE-BY", _NEXT, _TODAY, _ANA),
    "holidays.own": holidays.own("US", _NEXT, _TODAY),
    "holidays.own-team": holidays.own(None, [], _TODAY),
    "holidays.unknown": text(
        holidays.alike(holidays.unknown("germnay", None, ()), nearest("germnay"))
    ),
    "holidays.region": text(holidays.unknown("DE-XX", "DE", regions("DE"))),
    "holidays.form": holidays.form(_TEAM, "DE-BY"),
    "zone.amiss": text(zones.amiss("kolkta", ["Asia/Kolkata", "Asia/Yakutsk"])),
}
