"""A standup's day as the clock brings it: it begins, people are asked and reminded, it is wrapped up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.happening import (
    Happening,
    Reply,
    Router,
)
from bot.messages import (
    Post,
    Urgency,
)
from bot.ports import UnitOfWork
from bot.rituals import standup_rules as rules
from bot.rituals.standup import Occurrence, Standup, State
from bot.rituals.standup_intents import AskDue, Begin, RemindDue, Tend, WrapUp
from bot.views import standup as say
from bot.views import standup_refusals as no
from handlers.standup_posts import (
    beginning,
    board_post,
    close,
    day_promises,
    entries,
    people_of,
    prompt_post,
    reminder_key,
    updated,
    upkeep,
)

router = Router()

OWN_TIME = "it was time, in that person's own zone"


@router.on(Begin)
def begin(happening: Happening, intent: Begin, work: UnitOfWork) -> Reply:
    standup = work.standups.lock(intent.id)
    if standup is None or not rules.in_force(standup, intent.revision):
        return Reply()
    people = people_of(standup, work)
    # The next date, even where its time has come as well: a day missed has its own record.
    following = standup.schedule.day_after(intent.day)
    ahead = beginning(standup, following, rules.beginning(standup, people, following))
    if intent.day == standup.skipped:
        return Reply(agenda=(ahead,))
    channel = work.people.channel(standup.channel)
    if channel is None or not channel.present or channel.archived:
        week = intent.day.strftime("%G-%V")
        key = f"standup:{standup.id}:absent:{week}"
        word = Post(standup.creator, no.not_in_channel(standup), key=key)
        return Reply(posts=(word,), agenda=(ahead,))
    occurrence = rules.begin(standup, intent.day, happening.at)
    participants = rules.invite(standup, occurrence, people)
    if rules.too_late(participants, occurrence, happening.at):
        reasons = [(one.member, rules.TIME_HAD_PASSED) for one in participants]
        work.journal.note(entries(standup, intent.day, happening.at, "not asked", reasons))
        return Reply(agenda=(ahead,))
    opened = open_day(standup, occurrence, list(zip(people, participants, strict=True)), work)
    return replace(opened, agenda=(*opened.agenda, ahead))


def open_day(
    standup: Standup,
    occurrence: Occurrence,
    day: rules.Day,
    work: UnitOfWork,
    why: str = OWN_TIME,
) -> Reply:
    """Keep a new day, ask whoever is due, and put up the board; nothing if the day is there."""
    team = {person.ref for person, _ in day}
    asking = rules.ask_due(occurrence, day, team, occurrence.opened_at)
    day = updated(day, asking.changed)
    if not work.standups.open(occurrence, [participant for _, participant in day]):
        return Reply()
    return _ask(standup, occurrence, day, asking, work, occurrence.opened_at, why)


@router.on(AskDue)
def ask(happening: Happening, intent: AskDue, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[1].wrapped_at is not None:
        return Reply()
    standup, occurrence = found
    team = {person.ref for person in people_of(standup, work)}
    day = work.standups.participants(occurrence.id)
    moved = rules.following(standup, occurrence, day, happening.at)
    day = updated(day, moved)
    asking = rules.ask_due(occurrence, day, team, happening.at)
    work.standups.update(occurrence.id, [*moved, *asking.changed])
    day = updated(day, asking.changed)
    return _ask(standup, occurrence, day, asking, work, happening.at)


def _ask(
    standup: Standup,
    occurrence: Occurrence,
    day: rules.Day,
    asking: rules.Asking,
    work: UnitOfWork,
    now: datetime,
    why: str = OWN_TIME,
) -> Reply:
    """Note who is asked and who is not, and say so: a prompt to each, and the board as it is now."""
    asked = [(one.member, why) for one in asking.asked]
    not_asked = [(one.member, reason) for one, reason in asking.gone]
    work.journal.note(
        entries(standup, occurrence.day, now, "asked", asked)
        + entries(standup, occurrence.day, now, "not asked", not_asked)
    )
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


@router.on(RemindDue)
def remind(happening: Happening, intent: RemindDue, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[1].wrapped_at is not None:
        return Reply()
    standup, occurrence = found
    day = work.standups.participants(occurrence.id)
    due = rules.remind_due(occurrence, day, happening.at)
    work.standups.update(occurrence.id, due)
    reasons = [(one.member, "no answer yet") for one in due]
    work.journal.note(entries(standup, occurrence.day, happening.at, "reminded", reasons))
    zones = {person.ref: person.zone_in(standup.schedule.zone) for person, _ in day}
    posts = tuple(
        Post(
            one.member,
            say.reminder(standup, occurrence, zones[one.member]),
            key=reminder_key(occurrence, one.member),
            urgency=Urgency.PROMPT,
            until=occurrence.wrap_at,
            repeatable=True,
            owner=standup.creator,
        )
        for one in due
    )
    participants = [participant for _, participant in updated(day, due)]
    return Reply(posts=posts, agenda=day_promises(occurrence, participants))


@router.on(WrapUp)
def wrap_up(happening: Happening, intent: WrapUp, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[1].wrapped_at is not None:
        return Reply()
    standup, occurrence = found
    day = work.standups.participants(occurrence.id)
    never = [
        (one.member, "the time in that person's own zone comes after the wrap-up")
        for _, one in day
        if one.state is State.WAITING
    ]
    work.journal.note(entries(standup, occurrence.day, happening.at, "not asked", never))
    return close(standup, occurrence, day, work, happening.at)


@router.on(Tend)
def tend(happening: Happening, intent: Tend, work: UnitOfWork) -> Reply:
    """Promise again what is missing, and follow people who moved to another zone."""
    return Reply(agenda=upkeep(work.standups.all(), work, happening.at))
