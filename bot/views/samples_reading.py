"""One sample of every view of digests, trends and exports, for ``samples`` to show among the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.forms import Form
from bot.messages import Message
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person
from bot.rituals import digest_rules, reading
from bot.rituals.digest import Digest
from bot.rituals.questions import Kind, Question
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import (
    Manners,
    Occurrence,
    Participant,
    Shown,
    Standup,
    State,
)
from bot.rituals.trends import DayCount
from bot.views import digest, digest_commands, digest_forms, standup_export, standup_reading

_DAY = date(2026, 11, 24)
_NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
_QUESTIONS = (
    Question("What did you finish since the last standup?"),
    Question("What will you do today?"),
    Question("Anything in your way?", Kind.BLOCKERS),
    Question("How are you?", Kind.MOOD),
)


def _person(id: str, name: str, zone: str) -> Person:
    return Person(MemberRef(id), AccountRef(f"U{id.upper()}"), name, zone)


_ANA = _person("ana", "Ana", "Europe/Paris")
_BO = _person("bo", "Bo", "America/New_York")
_CHEN = _person("chen", "Chen", "Asia/Tokyo")
_DIYA = _person("diya", "Diya", "Asia/Kolkata")


def _standup(number: int, name: str, shown: Shown = Shown.AT_ONCE) -> Standup:
    schedule = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18, 0))
    return Standup(
        f"s{number}",
        number,
        ChannelRef("C1"),
        name,
        schedule,
        _QUESTIONS,
        (),
        _ANA.ref,
        manners=Manners(shown=shown),
    )


def _said(person: Person, *answers: str, late: bool = False) -> tuple[Person, Participant]:
    return person, Participant(
        person.ref, _NOON, state=State.ANSWERED, answers=answers, answered_at=_NOON, late=late
    )


def _stands(person: Person, state: State) -> tuple[Person, Participant]:
    return person, Participant(person.ref, _NOON, state=state)


def _source(
    of: Standup, *day: tuple[Person, Participant], private: bool = False
) -> digest_rules.Source:
    wrap_at = _NOON + timedelta(hours=5)
    occurrence = Occurrence(
        f"{of.id}/d", of.id, _DAY, of.name, _QUESTIONS, _NOON, wrap_at, None, of.manners
    )
    channel = Channel(of.channel, "churn-model", private, present=True)
    return digest_rules.Source(of, channel, occurrence, day)


_CHURN = _standup(3, "Churn model")
_PLATFORM = _standup(4, "Platform")
_PRODUCT = _standup(5, "Product", Shown.ORGANISERS)
_DIGEST = Digest(
    "g1",
    ChannelRef("C2"),
    "Delivery today",
    "Europe/Paris",
    WEEKDAYS,
    time(17, 0),
    ("s3", "s4", "s5"),
    _ANA.ref,
)
_ANSWERED = _said(
    _ANA,
    "Cleaned the 2024 labels\nRe-ran the baseline: AUC 0.81",
    "Calibrate the new model",
    "Waiting for the claims table from platform",
    "4",
)
_SOURCES = [
    _source(_CHURN, _ANSWERED, _stands(_BO, State.ASKED), _stands(_CHEN, State.AWAY)),
    _source(_PLATFORM, _said(_DIYA, "", "Migrate the feature store", "", "3", late=True)),
    _source(_PRODUCT, _said(_BO, "", "Interviews", "", "5")),
    _source(replace(_standup(6, "Reorganisation"), channel=ChannelRef("C9")), private=True),
]
_FOUND = digest_rules.findings(_DIGEST, _SOURCES)
_ALONE = digest_rules.findings(_DIGEST, _SOURCES[2:])
_STANDUPS = [_CHURN, _PLATFORM, _PRODUCT]
_TREND = reading.trend(
    [
        DayCount(_DAY - timedelta(weeks=ago), 9, 9 - ago % 3, (3, 4, 5, 4) if ago < 6 else ())
        for ago in range(8)
    ],
    _DAY,
)
_READ = [
    reading.ReadDay(
        Occurrence("s3/d", "s3", _DAY, "Churn model", _QUESTIONS, _NOON, _NOON, _NOON),
        [_ANSWERED, _stands(_BO, State.SKIPPED)],
        1,
        2,
        closed=False,
    )
]

SAMPLES: Mapping[str, Message | Form] = {
    "digest.day": digest.telling(_DIGEST, _DAY, _FOUND, _NOON),
    "digest.day-counts-only": digest.telling(_DIGEST, _DAY, _ALONE, _NOON),
    "digest.overview": digest_commands.overview([(_DIGEST, _STANDUPS)], {"g1"}, offers=True),
    "digest.overview-empty": digest_commands.overview([], (), offers=True),
    "digest.overview-nothing": digest_commands.overview([], (), offers=False),
    "digest.announced": digest_commands.announced(_DIGEST, _STANDUPS, _ANA, _NOON),
    "digest.edited": digest_commands.edited(_DIGEST, _STANDUPS, _ANA),
    "digest.deleted": digest_commands.deleted(_DIGEST, _ANA),
    "digest.nothing-today": digest_commands.nothing_today(_DIGEST, _DAY),
    "digest.nothing-to-tell": digest_commands.nothing_to_tell(),
    "digest.in-a-channel": digest_commands.in_a_channel(),
    "digest.gone": digest_commands.gone(),
    "digest.not-yours": digest_commands.not_yours(_DIGEST),
    "digest.not-seen": digest_commands.not_seen(),
    "digest.absent": digest_commands.not_in_channel(_DIGEST),
    "digest.missed": digest_commands.missed(_DIGEST, _DAY),
    "digest.form": digest_forms.new(replace(_DIGEST, name="leads digest"), _STANDUPS),
    "digest.form-edit": digest_forms.edit(_DIGEST, _STANDUPS[:2], 1),
    "standup.trend": standup_reading.trend(_CHURN, _TREND),
    "standup.trend-weekly": standup_reading.weekly(_CHURN, _TREND),
    "standup.trend-sent": standup_reading.sent(_CHURN),
    "standup.trend-nothing": standup_reading.nothing_yet(_CHURN),
    "standup.export": standup_export.exported(_CHURN, _DAY, _DAY, _READ),
    "standup.export-sent": standup_export.sent(_CHURN, 21),
    "standup.export-nothing": standup_export.nothing(_CHURN, 30),
    "standup.export-too-many": standup_export.not_so_many(_CHURN, 400),
    "standup.export-too-large": standup_export.too_large(_CHURN, 366),
}
