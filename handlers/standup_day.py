"""A standup's day as the clock brings it: it begins, people are asked and reminded, it is wrapped up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.happening import (
    Happening,
    Reply,
    Router,
)
from bot.messages import (
    Message,
    Post,
    Urgency,
)
from bot.people import MemberRef
from bot.ports import Entry, UnitOfWork
from bot.rituals import standup_day_rules as day_rules
from bot.rituals import standup_reminder_rules as reminder_rules
from bot.rituals import standup_rules as rules
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Occurrence, Participant, Standup, State
from bot.rituals.standup_absence_rules import returned
from bot.rituals.standup_intents import AskDue, Begin, RemindDue, WrapUp
from bot.views import standup as say
from bot.views import standup_refusals as no
from handlers.standup_posts import (
    beginning,
    board_post,
    close,
    crew_of,
    day_promises,
    entries,
    looked_after,
    people_of,
    prompt_key,
    prompt_post,
    reminder_key,
    reminder_withdrawn,
    speaks_in,
    stewards,
    updated,
)
from handlers.standup_weekly import weekly_promise

router = Router()


@router.on(Begin)
def begin(happening: Happening, intent: Begin, work: UnitOfWork) -> Reply:
    standup = work.standups.lock(intent.id)
    if standup is None or not rules.in_force(standup, intent.revision):
        return Reply()
    crew = crew_of(standup, work, intent.day - timedelta(days=1))
    # The next date, even where its time has come as well: a day missed has its own record.
    following = standup.schedule.day_after(intent.day)
    ahead = beginning(standup, following, rules.beginning(standup, crew, following))
    if intent.day == standup.skipped:
        return Reply(agenda=(ahead,))
    if not speaks_in(standup.channel, work):
        absent = [(one.ref, Reason.BOT_ABSENT, "") for one in crew.people]
        _not_asked(standup, intent.day, absent, work, happening.at)
        words = no.not_in_channel(standup)
        return Reply(posts=_stopped(standup, crew, intent.day, words, work), agenda=(ahead,))
    if not crew.people:
        words = no.nobody_left(standup)
        return Reply(posts=_stopped(standup, crew, intent.day, words, work), agenda=(ahead,))
    occurrence = rules.begin(standup, intent.day, happening.at)
    invited = day_rules.invite(standup, occurrence, crew)
    invited = returned(standup, occurrence, invited, crew, intent.back, happening.at)
    if rules.too_late(invited.due, occurrence, happening.at):
        missed = [(one.member, Reason.TIME_HAD_PASSED, "") for one in invited.due]
        reasons = [*missed, *_why_not(invited)]
        _not_asked(standup, intent.day, reasons, work, happening.at)
        return Reply(agenda=(ahead,))
    opened = open_day(standup, occurrence, crew, invited, work)
    week = weekly_promise(standup, work, happening.at)
    return replace(opened, agenda=(*opened.agenda, ahead, week))


def _stopped(
    standup: Standup, crew: rules.Crew, day: date, words: Message, work: UnitOfWork
) -> tuple[Post, ...]:
    """A word, once a week, to those who can mend it: who is in charge, or else those who were asked."""
    told = [person.ref for person in stewards(standup, work) or crew.people]
    key = f"standup:{standup.id}:absent:{day:%G-%V}"
    return tuple(Post(one, words, key=f"{key}:{one.id}") for one in told)


def _why_not(invited: day_rules.Invited) -> list[tuple[MemberRef, Reason, str]]:
    return [(member, why.reason, why.detail) for member, why in invited.not_due]


def _not_asked(
    standup: Standup,
    day: date,
    reasons: Iterable[tuple[MemberRef, Reason, str]],
    work: UnitOfWork,
    at: datetime,
) -> None:
    work.journal.note(entries(standup, day, at, Decision.NOT_ASKED, reasons))


def open_day(
    standup: Standup,
    occurrence: Occurrence,
    crew: rules.Crew,
    invited: day_rules.Invited,
    work: UnitOfWork,
    by_hand: str = "",
) -> Reply:
    """Keep a new day, ask whoever is due, and put up the board; nothing if the day is there.

    ``by_hand`` is the name of who started it so.
    """
    day: rules.Day = list(zip(crew.people, invited.participants, strict=True))
    asking = day_rules.ask_due(standup, occurrence, day, crew, occurrence.opened_at)
    day = updated(day, asking.changed)
    if not work.standups.open(occurrence, [participant for _, participant in day]):
        return Reply()
    _not_asked(standup, occurrence.day, _why_not(invited), work, occurrence.opened_at)
    shown = looked_after(standup, crew.people, work)
    now = occurrence.opened_at
    return _ask(shown, occurrence, day, asking, work, now, by_hand=by_hand, back=invited.back)


@router.on(AskDue)
def ask(happening: Happening, intent: AskDue, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[1].wrapped_at is not None:
        return Reply()
    standup, occurrence = found
    crew = crew_of(standup, work, occurrence.day - timedelta(days=1))
    day = work.standups.participants(occurrence.id)
    moved = day_rules.following(standup, occurrence, day, crew, happening.at)
    day = updated(day, moved)
    there = speaks_in(standup.channel, work)
    asking = day_rules.ask_due(standup, occurrence, day, crew, happening.at, there=there)
    work.standups.update(occurrence.id, [*moved, *asking.changed])
    day = updated(day, asking.changed)
    shown = looked_after(standup, crew.people, work)
    return _ask(shown, occurrence, day, asking, work, happening.at)


def _ask(
    standup: Standup,
    occurrence: Occurrence,
    day: rules.Day,
    asking: day_rules.Asking,
    work: UnitOfWork,
    now: datetime,
    *,
    by_hand: str = "",
    back: MemberRef | None = None,
) -> Reply:
    """Note who is asked and who is not, and say so: a prompt to each, and the board as it is now."""
    work.journal.note(_decisions(standup, occurrence, asking, now, by_hand, back))
    zones = {person.ref: person.zone for person, _ in day}
    prompts = {zone: say.prompt(standup, occurrence, zone) for zone in set(zones.values())}
    until = occurrence.wrap_at
    posts = (
        prompt_post(occurrence, one.member, prompts[zones[one.member]], standup, until)
        for one in asking.asked
    )
    return Reply(
        posts=(board_post(standup, occurrence, day), *posts),
        agenda=day_promises(occurrence, [participant for _, participant in day]),
    )


def _decisions(
    standup: Standup,
    occurrence: Occurrence,
    asking: day_rules.Asking,
    now: datetime,
    by_hand: str,
    back: MemberRef | None,
) -> list[Entry]:
    why = Reason.TEAM_TIME if standup.schedule.together else Reason.OWN_TIME
    if by_hand:
        why = Reason.BY_HAND
    asked = [
        (one.member, Reason.BACK if one.member == back else why, by_hand) for one in asking.asked
    ]
    not_asked = [(one.member, reason, "") for one, reason in asking.gone]
    day = occurrence.day
    return [
        *entries(standup, day, now, Decision.ASKED, asked),
        *entries(standup, day, now, Decision.NOT_ASKED, not_asked),
    ]


@router.on(RemindDue)
def remind(happening: Happening, intent: RemindDue, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[1].wrapped_at is not None:
        return Reply()
    standup, occurrence = found
    day, withdrawn = _without_leavers(standup, occurrence, work)
    crew = crew_of(standup, work, occurrence.day - timedelta(days=1))
    due = reminder_rules.remind_due(standup, occurrence, day, crew, happening.at)
    work.standups.update(occurrence.id, due.changed)
    day = updated(day, due.changed)
    posts = list(withdrawn)
    if speaks_in(standup.channel, work):
        posts += _reminders(standup, occurrence, day, due.reminded, work, happening.at)
    if day_rules.everybody_done(day):
        closed = close(standup, occurrence, day, work, happening.at)
        return replace(closed, posts=(*closed.posts, *posts))
    if withdrawn:
        posts.append(board_post(standup, occurrence, day))
    ahead = day_promises(occurrence, [one for _, one in day], happening.at)
    return Reply(posts=tuple(posts), agenda=ahead)


def _without_leavers(
    standup: Standup, occurrence: Occurrence, work: UnitOfWork
) -> tuple[rules.Day, list[Post]]:
    """The day without those who have left in its count, and the posts that take their question back."""
    day = work.standups.participants(occurrence.id)
    team = {person.ref for person in people_of(standup, work)}
    gone = day_rules.left(day, team)
    if not gone:
        return day, []
    work.standups.update(occurrence.id, gone)
    leavers = {one.member for one in gone}
    posts = [Post(one, None, key=prompt_key(occurrence, one)) for one in sorted(leavers)]
    posts += [
        post
        for _, before in day
        if before.member in leavers
        for post in reminder_withdrawn(occurrence, before)
    ]
    return updated(day, gone), posts


def _reminders(
    standup: Standup,
    occurrence: Occurrence,
    day: rules.Day,
    due: Iterable[Participant],
    work: UnitOfWork,
    now: datetime,
) -> list[Post]:
    """A reminder to each. The one before would keep its buttons for ever, and says the same."""
    reasons = [(one.member, Reason.NO_ANSWER, "") for one in due]
    work.journal.note(entries(standup, occurrence.day, now, Decision.REMINDED, reasons))
    standup = looked_after(standup, (), work)
    zones = {person.ref: person.zone_in(standup.schedule.zone) for person, _ in day}
    posts = [_reminder(standup, occurrence, one, zones[one.member]) for one in due]
    posts += [
        Post(one.member, None, key=reminder_key(occurrence, one.member, one.reminded - 1))
        for one in due
        if one.reminded > 1
    ]
    return posts


def _reminder(standup: Standup, occurrence: Occurrence, one: Participant, zone: str) -> Post:
    return Post(
        one.member,
        say.reminder(standup, occurrence, zone, nth=one.reminded, further=len(one.reminders)),
        key=reminder_key(occurrence, one.member, one.reminded),
        urgency=Urgency.PROMPT,
        until=occurrence.wrap_at,
        repeatable=True,
        owner=standup.creator,
    )


@router.on(WrapUp)
def wrap_up(happening: Happening, intent: WrapUp, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[1].wrapped_at is not None:
        return Reply()
    standup, occurrence = found
    day, withdrawn = _without_leavers(standup, occurrence, work)
    never = [(one.member, Reason.AFTER_WRAP_UP, "") for _, one in day if one.state is State.WAITING]
    _not_asked(standup, occurrence.day, never, work, happening.at)
    closed = close(standup, occurrence, day, work, happening.at)
    return replace(closed, posts=(*withdrawn, *closed.posts))
