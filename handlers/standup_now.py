"""Starting a standup by hand, leaving one out, and asking why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.happening import (
    Happening,
    Reply,
    Router,
    Show,
)
from bot.messages import (
    Message,
    Post,
)
from bot.ports import UnitOfWork
from bot.rituals import standup_rules as rules
from bot.rituals.standup import Standing, Standup, State
from bot.rituals.standup_intents import Skip, SkipToday, StartNow, Why
from bot.views import standup_commands as tell
from bot.views import standup_refusals as no
from bot.views.times import DAYS
from handlers.standup_answers import skip_today
from handlers.standup_day import open_day
from handlers.standup_posts import beginning, entries, may_change, people_of
from handlers.standup_which import chosen, sees

router = Router()


@router.on(StartNow)
def start_now(happening: Happening, intent: StartNow, work: UnitOfWork) -> Reply:
    """Begin today's occurrence at once, or say where it is. The beginning promised for it then rests."""
    meant = chosen(happening, intent.which, "now", work)
    if isinstance(meant, Message):
        return Reply(Show(meant))
    standup = work.standups.lock(meant.id)
    if standup is None or standup.standing is not Standing.ACTIVE:
        return Reply(Show(_rests(standup)))
    occurrence = rules.begin_now(standup, happening.at)
    there = work.standups.on(standup.id, occurrence.day)
    if there is not None:
        return Reply(Show(tell.open_already(standup, there)))
    channel = work.people.channel(standup.channel)
    if channel is None or not channel.present or channel.archived:
        return Reply(Show(no.not_in_channel(standup)))
    people = people_of(standup, work)
    if not people:
        return Reply(Show(no.nobody_to_ask(standup)))
    participants = rules.invite_now(standup, occurrence, people)
    later = {one.member for one in participants if one.ask_at > happening.at}
    names = [person.name for person in people if person.ref in later]
    day = list(zip(people, participants, strict=True))
    why = f"{happening.by.name} started it by hand"
    opened = open_day(standup, occurrence, day, work, why)
    return replace(opened, now=Show(tell.asked_now(len(participants) - len(later), names)))


@router.on(Skip)
def skip(happening: Happening, intent: Skip, work: UnitOfWork) -> Reply:
    meant = chosen(happening, intent.which, "skip", work)
    if isinstance(meant, Message):
        return Reply(Show(meant))
    if intent.team:
        return _skip_for_all(happening, meant, work)
    latest = work.standups.latest(meant.id)
    if latest is None or latest.wrapped_at is not None:
        if meant.standing is not Standing.ACTIVE:
            return Reply(Show(_rests(meant)))
        _, first = rules.next_begin(meant, people_of(meant, work), happening.at)
        return Reply(
            Show(tell.nothing_to_skip(meant, first, happening.by.zone_in(meant.schedule.zone)))
        )
    done = skip_today(happening, SkipToday(latest.id), work)
    mine = work.standups.participant(latest.id, happening.by.ref)
    if mine is not None and mine.state is State.SKIPPED:
        return replace(done, now=Show(tell.skipped_myself(meant, latest)))
    return done


def _skip_for_all(happening: Happening, meant: Standup, work: UnitOfWork) -> Reply:
    if not may_change(meant, happening.by, work):
        return Reply(Show(no.only_organisers(meant, "skip")))
    standup = work.standups.lock(meant.id)
    if standup is None or standup.standing is not Standing.ACTIVE:
        return Reply(Show(_rests(standup)))
    latest = work.standups.latest(standup.id)
    if latest is not None and latest.wrapped_at is None:
        return Reply(Show(tell.open_so_not_skipped(standup, latest)))
    people = people_of(standup, work)
    day, _ = rules.next_begin(standup, people, happening.at)
    while work.standups.on(standup.id, day) is not None:
        day = standup.schedule.day_after(day)  # It was started by hand, and is over.
    shown = Show(tell.left_out(standup, day))
    if standup.skipped == day:
        return Reply(shown)
    work.standups.save(replace(standup, skipped=day))
    reasons = [(person.ref, f"{happening.by.name} left it out for everybody") for person in people]
    work.journal.note(entries(standup, day, happening.at, "not asked", reasons))
    word = tell.team_skipped(standup, happening.by, day)
    post = Post(
        standup.channel, word, key=f"standup:{standup.id}:skip:{day}", owner=standup.creator
    )
    following = standup.schedule.day_after(day)
    ahead = beginning(standup, following, rules.beginning(standup, people, following))
    return Reply(shown, posts=(post,), agenda=(ahead,))


def _rests(standup: Standup | None) -> Message:
    """Why nobody is asked."""
    if standup is None or standup.standing is Standing.DELETED:
        return no.no_such_day()
    return no.rests(standup)


@router.on(Why, reads=True)
def why(happening: Happening, intent: Why, work: UnitOfWork) -> Reply:
    """Told from the journal, not from a guess."""
    me = happening.by
    person = me if intent.about is None else work.people.meet((intent.about,))[intent.about]
    today = happening.at.astimezone(ZoneInfo(person.zone_in("UTC"))).date()
    day = _day(intent.day, today)
    if day is None:
        return Reply(Show(no.no_such_day_word(intent.day)))
    told = [
        entry
        for entry in work.journal.about(person.ref, day)
        if person.ref == me.ref or sees(happening, entry.channel, work)
    ]
    return Reply(Show(tell.why(person, day, told, myself=person.ref == me.ref)))


def _day(typed: str, today: date) -> date | None:
    """``today``, ``yesterday``, a weekday's last coming, or an ISO date; None for anything else."""
    word = typed.strip().casefold()
    if word in ("", "today"):
        return today
    if word == "yesterday":
        return today - timedelta(days=1)
    for index, name in enumerate(DAYS):
        if len(word) >= 3 and name.casefold().startswith(word):
            return today - timedelta(days=(today.weekday() - index) % 7)
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None
