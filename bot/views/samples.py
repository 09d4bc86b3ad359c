"""One sample of every view, for the operator's ``show``, for golden files and for reading aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import time, timedelta

from bot.forms import Form
from bot.messages import Mention, Message
from bot.people import ChannelRef, Person
from bot.ports import Entry
from bot.rituals import standup_rules as rules
from bot.rituals.questions import Kind, Question
from bot.rituals.reasons import Decision, Reason
from bot.rituals.schedule import WEEKDAYS, Rhythm, Schedule
from bot.rituals.standup import (
    Edits,
    Layout,
    Manners,
    Occurrence,
    Participant,
    Reminders,
    Shown,
    Standup,
    State,
)
from bot.views import (
    delivery,
    door,
    help,
    journal,
    samples_availability,
    samples_home,
    samples_questions,
    samples_reading,
    standup,
    standup_commands,
    standup_forms,
    standup_options,
    zones,
)
from bot.views import standup_board as board
from bot.views import standup_refusals as refusals
from bot.views.samples_people import ANA, BO, CHEN, DAY, DIYA, NOON, ROSTER
from bot.words import COMMANDS, index

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
    "s1/2026-11-24",
    "s1",
    DAY,
    _STANDUP.name,
    rules.DEFAULT_QUESTIONS,
    NOON,
    NOON + timedelta(hours=5),
)
_WRAPPED = replace(_OPEN, wrapped_at=_OPEN.wrap_at)
_KINDS = (
    Question("How are you?", Kind.MOOD, required=True),
    Question("What would help?", only_if=("1", "2")),
    Question("Which part of the pipeline?", Kind.CHOICES, ("Data", "Training", "Serving")),
    Question("Validation AUC of your best run", Kind.NUMBER),
    Question("Will the release be ready?", Kind.YES_NO),
    Question("How sure are you?", Kind.SCALE),
    Question("Anything in your way?", Kind.BLOCKERS),
)
_MANY_KINDS = replace(_OPEN, name="Model check", questions=_KINDS)
_BY_PERSON = replace(
    _WRAPPED, questions=_KINDS, manners=Manners(layout=Layout.PERSON), name="Model check"
)
_HELD = replace(_OPEN, manners=Manners(shown=Shown.ORGANISERS))
_CHANGED = replace(
    _STANDUP,
    schedule=replace(_SCHEDULE, rhythm=Rhythm.FORTNIGHTLY, since=DAY, together=True),
    manners=Manners(Reminders.STANDARD, Shown.AT_WRAP_UP, Layout.PERSON, Edits.MIDNIGHT),
)


def _one(
    person: Person, state: State, *answers: str, late: bool = False, edited: bool = False
) -> tuple[Person, Participant]:
    at = NOON if state is State.ANSWERED else None
    return person, Participant(
        person.ref, NOON, state=state, answers=answers, answered_at=at, late=late, edited=edited
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
_DONE = [_ANSWERED, _LATE, _one(CHEN, State.AWAY), _one(DIYA, State.ASKED)]
_IN_KINDS = _one(
    ANA,
    State.ANSWERED,
    "2",
    "Fewer meetings before the release",
    "Data\nServing",
    "0.81",
    "no",
    "4",
    "Claims table is late\nNo GPU until Thursday",
)
_VALUES = standup_forms.carried(None, _ANSWERED[1], 3, rules.carries(rules.DEFAULT_QUESTIONS))
_JOURNAL = [
    Entry(
        NOON,
        BO.ref,
        ChannelRef("C1"),
        "Churn model standup #3",
        DAY,
        Decision.ASKED,
        Reason.OWN_TIME,
    ),
    Entry(
        NOON,
        BO.ref,
        ChannelRef("C1"),
        "Churn model standup #3",
        DAY,
        Decision.REMINDED,
        Reason.NO_ANSWER,
    ),
    Entry(
        NOON,
        BO.ref,
        ChannelRef("C1"),
        "Model check #4",
        DAY,
        Decision.NOT_ASKED,
        Reason.AWAY,
        "2026-11-27",
    ),
]
_VERBS = [(verb.word, verb.does) for verb in COMMANDS["standup"].verbs]

__all__ = ["ROSTER", "SAMPLES"]

SAMPLES: Mapping[str, Message | Form] = {
    **samples_availability.SAMPLES,
    **samples_home.SAMPLES,
    **samples_questions.SAMPLES,
    **samples_reading.SAMPLES,
    "standup.prompt": standup.prompt(_STANDUP, _OPEN, ANA.zone),
    "standup.prompt-no-zone": standup.prompt(_STANDUP, _OPEN, ""),
    "standup.prompt-answered": standup.answered_prompt(_STANDUP, _OPEN, _ANSWERED[1]),
    "standup.prompt-skipped": standup.skipped_prompt(_STANDUP, _OPEN),
    "standup.reminder": standup.reminder(_STANDUP, _OPEN, BO.zone, nth=1, further=0),
    "standup.board": board.board(_STANDUP, _OPEN, _DAYS, answers=True),
    "standup.board-held": board.board(_STANDUP, _HELD, _DAYS, answers=False),
    "standup.board-wrapped": board.board(_STANDUP, _WRAPPED, _DONE, answers=True),
    "standup.board-deleted": board.gone_board(_STANDUP, _OPEN),
    "standup.answer": board.answer(_OPEN, ANA, _ANSWERED[1]),
    "standup.answer-kinds": board.answer(_MANY_KINDS, ANA, _IN_KINDS[1]),
    "standup.wrap-up": board.wrap_up(_STANDUP, _WRAPPED, _DONE, answers=True),
    "standup.wrap-up-by-person": board.wrap_up(_STANDUP, _BY_PERSON, [_IN_KINDS], answers=True),
    "standup.wrap-up-directly": board.wrap_up_directly(_STANDUP, _WRAPPED, _DONE, organiser=False),
    "standup.announced": standup.announced(
        _STANDUP, ANA, standup_commands.rhythm(_SCHEDULE), NOON + timedelta(days=1)
    ),
    "standup.overview": standup_commands.overview([_STANDUP]),
    "standup.overview-empty": standup_commands.overview([]),
    "standup.list": standup_commands.everything([_STANDUP]),
    "standup.edited": standup_commands.edited(_STANDUP, _CHANGED, ANA, DAY, open_day=True),
    "standup.paused": standup_commands.paused(_STANDUP, ANA, open_day=False),
    "standup.resumed": standup_commands.resumed(_STANDUP, ANA, NOON),
    "standup.delete": standup_commands.sure_to_delete(_STANDUP),
    "standup.why": journal.why(BO, DAY, _JOURNAL, myself=False),
    "standup.absent": refusals.not_in_channel(_STANDUP),
    "standup.not-yours": refusals.only_organisers(_STANDUP, "pause"),
    "standup.form": standup_forms.new(
        "s1", ChannelRef("C1"), "churn-model", _SCHEDULE, rules.DEFAULT_QUESTIONS, 9
    ),
    "standup.form-edit": standup_forms.edit(_STANDUP, 9),
    "standup.form-options": standup_options.form(_CHANGED, DAY),
    "standup.answers": standup_forms.answers(_OPEN, _VALUES),
    "standup.answers-kinds": standup_forms.answers(_MANY_KINDS, _IN_KINDS[1].answers),
    "standup.follow-up": standup_forms.follow_ups(_MANY_KINDS, _IN_KINDS[1].answers, (1,)),
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
