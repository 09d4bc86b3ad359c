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
from bot.people import Person
from bot.ports import Entry, UnitOfWork
from bot.rituals import standup_day_rules as day_rules
from bot.rituals import standup_rules as rules
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Standing, Standup, State
from bot.rituals.standup_intents import Skip, SkipToday, StartNow, Why
from bot.views import journal
from bot.views import standup_commands as tell
from bot.views import standup_refusals as no
from bot.views.standup import title
from bot.views.times import DAYS
from handlers.standup_answers import skip_today
from handlers.standup_day import open_day
from handlers.standup_posts import (
    crew_of,
    entries,
    may_change,
    next_day,
    promise_begin,
    speaks_in,
)
from handlers.standup_turns import asking
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
    if not speaks_in(standup.channel, work):
        return Reply(Show(no.not_in_channel(standup)))
    crew = crew_of(standup, work, occurrence.day - timedelta(days=1))
    if not _of_the_team(happening.by, standup, crew, work):
        return Reply(Show(no.only_the_team(standup)))
    if not crew.people:
        return Reply(Show(no.nobody_to_ask(standup)))
    invited = day_rules.invite_now(standup, occurrence, crew)
    if not invited.due:
        return Reply(Show(no.nobody_at_work(standup)))
    later = {one.member for one in invited.due if one.ask_at > happening.at}
    resting = {member for member, _ in invited.not_due}
    opened = open_day(standup, occurrence, crew, invited, work, happening.by.name)
    said = tell.asked_now(
        len(invited.due) - len(later),
        [person.name for person in crew.people if person.ref in later],
        [person.name for person in crew.people if person.ref in resting],
    )
    return replace(opened, now=Show(said))


def _of_the_team(person: Person, standup: Standup, crew: rules.Crew, work: UnitOfWork) -> bool:
    """Whoever is asked, is in the channel, or may change the standup."""
    there = {one.ref for one in (*crew.people, *work.people.in_channel(standup.channel))}
    return person.ref in there or may_change(standup, person, work)


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
        crew = crew_of(meant, work, happening.at.date() - timedelta(days=1))
        _, first = next_day(meant, crew, work, happening.at)
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
    crew = crew_of(standup, work, happening.at.date() - timedelta(days=1))
    # Said again before that day has come, it leaves out the same one.
    day, _ = next_day(replace(standup, skipped=None), crew, work, happening.at)
    shown = Show(tell.left_out(standup, day))
    if standup.skipped == day:
        return Reply(shown)
    standup = replace(standup, skipped=day)
    work.standups.save(standup)
    by = happening.by.name
    reasons = [(person.ref, Reason.LEFT_OUT, by) for person in crew.people]
    work.journal.note(entries(standup, day, happening.at, Decision.NOT_ASKED, reasons))
    word = tell.team_skipped(standup, happening.by, day)
    post = Post(
        standup.channel, word, key=f"standup:{standup.id}:skip:{day}", owner=standup.creator
    )
    ahead = promise_begin(standup, crew, work, happening.at)
    return Reply(shown, posts=(post,), agenda=(ahead,))


def _rests(standup: Standup | None) -> Message:
    """Why nobody is asked."""
    if standup is None or standup.standing is Standing.DELETED:
        return no.no_such_day()
    return no.rests(standup)


@router.on(Why, reads=True)
def why(happening: Happening, intent: Why, work: UnitOfWork) -> Reply:
    """Told from the journal, not from a guess: what is of that day, or was decided on it where they live."""
    me = happening.by
    person = me if intent.about is None else work.people.meet((intent.about,))[intent.about]
    today = happening.at.astimezone(ZoneInfo(person.zone_in("UTC"))).date()
    day = _day(intent.day, today)
    if day is None:
        return Reply(Show(no.no_such_day_word(intent.day)))
    myself = person.ref == me.ref
    told = [
        entry
        for entry in _about(person, day, work)
        if myself or sees(happening, entry.channel, work)
    ]
    recorded = {entry.ritual for entry in told}
    paused = [
        standup
        for standup in asking(person, work, Standing.PAUSED)
        if title(standup) not in recorded and (myself or sees(happening, standup.channel, work))
    ]
    return Reply(Show(journal.why(person, day, told, paused, myself=myself)))


def _about(person: Person, day: date, work: UnitOfWork) -> list[Entry]:
    zone = ZoneInfo(person.zone_in("UTC"))
    around = (day - timedelta(days=1), day, day + timedelta(days=1))
    entries = [entry for one in around for entry in work.journal.about(person.ref, one)]
    kept = [one for one in entries if day in (one.day, one.at.astimezone(zone).date())]
    return sorted(kept, key=lambda one: one.at)


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
