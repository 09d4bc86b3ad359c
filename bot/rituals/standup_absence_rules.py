"""What becomes of somebody's open day when their zone, hours, holidays or absences change. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from bot.people import MemberRef, Person
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Occurrence, Participant, Standup, State
from bot.rituals.standup_day_rules import AWAY, Invited, scheduled
from bot.rituals.standup_reminder_rules import in_hours
from bot.rituals.standup_rules import Crew
from bot.rituals.working_time import TIME_TO_ANSWER, NotDue


@dataclass(frozen=True, slots=True)
class Settled:
    """Somebody's day as it is now, and what was decided, if anything was."""

    participant: Participant
    decision: Decision | None = None
    reason: Reason = Reason.OWN_TIME
    detail: str = ""


def settled(
    standup: Standup,
    occurrence: Occurrence,
    person: Person,
    before: Participant,
    crew: Crew,
    now: datetime,
) -> Settled:
    """The day by what holds now; unchanged where nothing follows for it.

    Whoever has answered or skipped has done so, and whoever was asked stays asked, unless they are away.
    """
    own = crew.turn(standup.schedule, occurrence.day, person, occurrence.wrap_at)
    if isinstance(own, NotDue):
        away = own.reason in AWAY
        if before.state is State.WAITING or (before.state is State.ASKED and away):
            return _not_asked(before, own, occurrence)
    elif own > now and before.state in (State.WAITING, State.AWAY, State.GONE):
        return Settled(scheduled(person, own, standup, occurrence, crew))
    elif before.state is State.WAITING and before.ask_at > now:
        passed = _not_asked(before, NotDue(Reason.TIME_HAD_PASSED), occurrence)
        why = Reason.TEAM_TIME if standup.schedule.together else Reason.OWN_TIME
        return _at_once(standup, occurrence, person, crew, now, why) or passed
    elif before.state is State.AWAY:
        back = _at_once(standup, occurrence, person, crew, now, Reason.BACK)
        return back or Settled(before)
    if before.state is State.ASKED:
        kept = in_hours(before.reminders, person, standup, crew)
        return Settled(replace(before, reminders=kept))
    return Settled(before)


def _not_asked(before: Participant, why: NotDue, occurrence: Occurrence) -> Settled:
    state = State.AWAY if why.reason in AWAY else State.GONE
    after = replace(before, state=state, ask_at=occurrence.wrap_at, reminders=())
    return Settled(after, Decision.NOT_ASKED, why.reason, why.detail)


def _at_once(
    standup: Standup,
    occurrence: Occurrence,
    person: Person,
    crew: Crew,
    now: datetime,
    why: Reason,
) -> Settled | None:
    """Asked now, since their own time has passed; None where they are not at work, or it ends too soon."""
    if occurrence.wrap_at - now < TIME_TO_ANSWER or not in_hours((now,), person, standup, crew):
        return None
    asked = replace(scheduled(person, now, standup, occurrence, crew), state=State.ASKED)
    return Settled(asked, Decision.ASKED, why)


def returned(
    standup: Standup,
    occurrence: Occurrence,
    invited: Invited,
    crew: Crew,
    who: MemberRef | None,
    now: datetime,
) -> Invited:
    """The day that begins, where ``who`` came back after their own time: they are asked at once."""
    for index, person in enumerate(crew.people):
        planned = invited.participants[index]
        if person.ref == who and planned.state is State.WAITING and planned.ask_at <= now:
            at_once = _at_once(standup, occurrence, person, crew, now, Reason.BACK)
            if at_once is not None:
                asked = replace(at_once.participant, state=State.WAITING)
                before, after = invited.participants[:index], invited.participants[index + 1 :]
                return replace(invited, participants=(*before, asked, *after), back=who)
    return invited
