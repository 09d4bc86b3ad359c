"""Samples of somebody's own page, for ``samples.py``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from bot.forms import Form
from bot.messages import Message
from bot.people import ChannelRef
from bot.rituals import standup_rules as rules
from bot.rituals.availability import Absence, Availability, Hours
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import Occurrence, Participant, Standing, Standup, State
from bot.views import home
from bot.views.samples_people import ANA, DAY, NOON

_SCHEDULE = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18))
_STANDUP = Standup(
    "s1",
    3,
    ChannelRef("C1"),
    "Churn model standup",
    _SCHEDULE,
    rules.DEFAULT_QUESTIONS,
    (),
    ANA.ref,
)
_OTHER = replace(_STANDUP, id="s2", number=4, name="Model check", standing=Standing.PAUSED)
_OPEN = Occurrence(
    "s1/2026-11-24",
    "s1",
    DAY,
    _STANDUP.name,
    rules.DEFAULT_QUESTIONS,
    NOON,
    NOON + timedelta(hours=5),
)
_LIFE = Availability(
    Hours(WEEKDAYS, time(9), time(17, 30)),
    "FR",
    (Absence("a1", ANA.ref, date(2026, 12, 24), date(2027, 1, 3), ANA.ref),),
)
_PAGE = home.Known(
    ANA,
    DAY,
    NOON,
    _LIFE,
    [(_STANDUP, _OPEN, Participant(ANA.ref, NOON, state=State.ASKED))],
    [(_STANDUP, NOON + timedelta(hours=20, minutes=30))],
    [_STANDUP, _OTHER],
)
_AWAY = replace(_LIFE, absences=(Absence("a2", ANA.ref, DAY, date(2026, 11, 27), ANA.ref),))

SAMPLES: Mapping[str, Message | Form] = {
    "home": home.page(_PAGE),
    "home.away": home.page(replace(_PAGE, life=_AWAY, days=[], ahead=[], mine=[])),
    "home.known": home.known(ANA, 42, 1, 2),
    "home.sent": home.sent(),
    "home.forgotten": home.forgotten(),
}
