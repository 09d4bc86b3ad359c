"""One sample of every view, for the operator's ``show``, for golden files and for reading aloud."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from bot.forms import Form
from bot.messages import Mention, Message
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster
from bot.ports import Entry
from bot.rituals import standup_rules as rules
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import Occurrence, Participant, Standup, State
from bot.views import delivery, door, help, standup, standup_commands, standup_forms, zones
from bot.views import standup_refusals as refusals
from bot.words import COMMANDS, index

_DAY = date(2026, 11, 24)
_NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def _person(id: str, name: str, zone: str) -> Person:
    return Person(MemberRef(id), AccountRef(f"U{id.upper()}"), name, zone)


ANA = _person("ana", "Ana", "Europe/Paris")
BO = _person("bo", "Bo", "America/New_York")
CHEN = _person("chen", "Chen", "Asia/Tokyo")
DIYA = _person("diya", "Diya", "Asia/Kolkata")
ROSTER = Roster(
    {person.ref: person for person in (ANA, BO, CHEN, DIYA)},
    {ChannelRef("C1"): Channel(ChannelRef("C1"), "churn-model", present=True)},
)

_SCHEDULE = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18, 0))
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
_OPEN = Occurrence(
    "s1/2026-11-24", "s1", _DAY, rules.DEFAULT_QUESTIONS, _NOON, _NOON + timedelta(hours=5)
)
_WRAPPED = Occurrence(
    _OPEN.id, "s1", _DAY, _OPEN.questions, _NOON, _OPEN.wrap_at, wrapped_at=_OPEN.wrap_at
)


def _one(
    person: Person, state: State, *answers: str, late: bool = False, edited: bool = False
) -> tuple[Person, Participant]:
    at = _NOON if state is State.ANSWERED else None
    return person, Participant(
        person.ref, _NOON, _NOON, state, answers=answers, answered_at=at, late=late, edited=edited
    )


_ANSWERED = _one(
    ANA,
    State.ANSWERED,
    "Cleaned the 2024 labels\nRe-ran the baseline: AUC 0.81",
    "Calibrate the new model",
    "Waiting for the claims table from platform",
)
_LATE = _one(BO, State.ANSWERED, "Reviewed the importer", "Ship it", "", late=True, edited=True)
_DAYS = [
    _ANSWERED,
    _one(BO, State.ASKED),
    _one(CHEN, State.SKIPPED),
    _one(DIYA, State.WAITING),
]
_DONE = [_ANSWERED, _LATE, _one(CHEN, State.SKIPPED), _one(DIYA, State.ASKED)]
_VALUES = standup_forms.carried(None, _ANSWERED[1], 3, rules.carries(rules.DEFAULT_QUESTIONS))
_JOURNAL = [
    Entry(
        _NOON,
        BO.ref,
        ChannelRef("C1"),
        "Churn model standup #3",
        _DAY,
        "asked",
        "it was time, in that person's own zone",
    ),
    Entry(
        _NOON, BO.ref, ChannelRef("C1"), "Churn model standup #3", _DAY, "reminded", "no answer yet"
    ),
]
_VERBS = [(verb.word, verb.does) for verb in COMMANDS["standup"].verbs]

SAMPLES: Mapping[str, Message | Form] = {
    "standup.prompt": standup.prompt(_STANDUP, _OPEN, ANA.zone),
    "standup.prompt-no-zone": standup.prompt(_STANDUP, _OPEN, ""),
    "standup.prompt-answered": standup.answered_prompt(_STANDUP, _OPEN, _ANSWERED[1]),
    "standup.prompt-skipped": standup.skipped_prompt(_STANDUP, _OPEN),
    "standup.reminder": standup.reminder(_STANDUP, _OPEN, BO.zone),
    "standup.board": standup.board(_STANDUP, _OPEN, _DAYS),
    "standup.board-wrapped": standup.board(_STANDUP, _WRAPPED, _DONE),
    "standup.board-deleted": standup.gone_board(_STANDUP, _OPEN),
    "standup.answer": standup.answer(_OPEN, ANA, _ANSWERED[1]),
    "standup.wrap-up": standup.wrap_up(_STANDUP, _WRAPPED, _DONE),
    "standup.announced": standup.announced(
        _STANDUP, ANA, standup_commands.rhythm(_SCHEDULE), _NOON + timedelta(days=1)
    ),
    "standup.overview": standup_commands.overview([_STANDUP]),
    "standup.overview-empty": standup_commands.overview([]),
    "standup.list": standup_commands.everything([_STANDUP]),
    "standup.edited": standup_commands.edited(_STANDUP, ANA, _DAY, open_day=True),
    "standup.paused": standup_commands.paused(_STANDUP, ANA, open_day=False),
    "standup.resumed": standup_commands.resumed(_STANDUP, ANA, _NOON),
    "standup.delete": standup_commands.sure_to_delete(_STANDUP),
    "standup.why": standup_commands.why(BO, _DAY, _JOURNAL, myself=False),
    "standup.absent": refusals.not_in_channel(_STANDUP),
    "standup.not-yours": refusals.only_organisers(_STANDUP, "pause"),
    "standup.form": standup_forms.new(
        "s1", ChannelRef("C1"), "churn-model", _SCHEDULE, rules.DEFAULT_QUESTIONS, 9
    ),
    "standup.form-edit": standup_forms.edit(_STANDUP, 9),
    "standup.answers": standup_forms.answers(_STANDUP, _OPEN, _VALUES),
    "help": help.everything(*index()),
    "help.standup": help.command("standup", COMMANDS["standup"].description, _VERBS),
    "help.lost": help.lost("standup", "lsit", "list"),
    "zone.chosen": zones.chosen("Asia/Tokyo"),
    "zone.told": zones.told("Europe/Paris"),
    "zone.unknown": zones.unknown(),
    "zone.several": zones.several("kolkta", ["Asia/Kolkata", "Asia/Yakutsk"]),
    "zone.none": zones.none("nowhere"),
    "door.trouble": door.trouble("1f2e3d4c5b6a"),
    "door.stale-button": door.stale_button(),
    "delivery.channel": delivery.undelivered("#churn-model", "channel", "is_archived"),
    "delivery.conversation": delivery.undelivered(Mention(BO.ref), "conversation", "not-installed"),
    "delivery.unconfirmed": delivery.undelivered("#churn-model", "unconfirmed", "timeout"),
}
