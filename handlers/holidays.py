"""Whose holidays a team keeps, and whose somebody keeps for themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.happening import Happening, Nothing, Open, Refuse, Reply, Router, Show
from bot.messages import Message, Post
from bot.people import ChannelRef, Person
from bot.ports import UnitOfWork
from bot.rituals import calendars
from bot.rituals import standup_rules as rules
from bot.rituals.availability import Team
from bot.rituals.availability_intents import EditTeam, OwnHolidays, SaveTeam, TeamHolidays
from bot.views import holidays as say
from bot.views.standup_commands import text
from handlers.standup_absence import follow
from handlers.standup_turns import today_of

router = Router()

NONE = ("none", "off", "no", "-")


@dataclass(frozen=True, slots=True)
class Read:
    """A calendar as it was typed; None where it is not known, with a sentence that says so."""

    calendar: str | None
    amiss: str = ""


def read_calendar(typed: str) -> Read:
    if typed.casefold() in NONE:
        return Read("")
    known = calendars.known_calendar(typed)
    if known is not None:
        return Read(known)
    country = calendars.country_of(typed)
    regions = calendars.regions(country) if country else ()
    sentence = say.unknown(typed, country, regions)
    return Read(None, sentence if country else say.alike(sentence, calendars.nearest(typed)))


@router.on(TeamHolidays)
def team(happening: Happening, intent: TeamHolidays, work: UnitOfWork) -> Reply:
    """Everybody may look; an organiser sets them."""
    channel, typed = happening.where, intent.typed.strip()
    if channel is None:
        return Reply(Show(say.in_a_channel()))
    if not typed:
        return Reply(Show(_of_team(channel, happening, work)))
    if not _may_change(channel, happening.by, work):
        return Reply(Show(text(say.NOT_YOURS)))
    read = read_calendar(typed)
    if read.calendar is None:
        return Reply(Show(text(read.amiss)))
    return _keep(channel, read.calendar, happening, work)


@router.on(OwnHolidays)
def own(happening: Happening, intent: OwnHolidays, work: UnitOfWork) -> Reply:
    me, typed = happening.by, intent.typed.strip()
    today = today_of(me, happening, work)
    if not typed:
        calendar = work.availability.of((me.ref,), today)[me.ref].calendar
        return Reply(Show(say.own(calendar, calendars.upcoming(calendar or "", today), today)))
    read = Read(None) if typed.casefold() in ("team", "auto") else read_calendar(typed)
    if read.amiss:
        return Reply(Show(text(read.amiss)))
    work.availability.set_calendar(me.ref, read.calendar)
    ahead = calendars.upcoming(read.calendar or "", today)
    followed = follow(me.ref, work, happening.at)
    return replace(followed, now=Show(say.own(read.calendar, ahead, today)))


@router.on(EditTeam)
def edit(happening: Happening, intent: EditTeam, work: UnitOfWork) -> Reply:
    if not _may_change(intent.channel, happening.by, work):
        return Reply(Show(text(say.NOT_YOURS)))
    return Reply(Open(say.form(intent.channel, work.availability.team(intent.channel).calendar)))


@router.on(SaveTeam)
def save(happening: Happening, intent: SaveTeam, work: UnitOfWork) -> Reply:
    if not _may_change(intent.channel, happening.by, work):
        return Reply(Refuse({"": say.NOT_YOURS}))
    typed = str(happening.fields.get("calendar") or "").strip()
    read = read_calendar(typed) if typed else Read("")
    if read.calendar is None:
        return Reply(Refuse({"calendar": read.amiss}))
    return replace(_keep(intent.channel, read.calendar, happening, work), now=Nothing())


def _keep(channel: ChannelRef, calendar: str, happening: Happening, work: UnitOfWork) -> Reply:
    """Said in the channel, since it changes everybody's days; the same again is no news."""
    before = work.availability.team(channel)
    if before.calendar != calendar:
        work.availability.keep_team(Team(channel, calendar))
    shown = Show(_of_team(channel, happening, work))
    if before.calendar == calendar:
        return Reply(shown)
    me, today = happening.by, today_of(happening.by, happening, work)
    word = say.team_told(calendar, calendars.upcoming(calendar, today), today, me)
    post = Post(
        channel, word, key=f"holidays:{channel.id}:{happening.at.isoformat()}", owner=me.ref
    )
    followed = follow(channel, work, happening.at)
    return replace(followed, now=shown, posts=(*followed.posts, post))


def _of_team(channel: ChannelRef, happening: Happening, work: UnitOfWork) -> Message:
    calendar = work.availability.team(channel).calendar
    today = today_of(happening.by, happening, work)
    return say.of_team(calendar, calendars.upcoming(calendar, today), today, channel)


def _may_change(channel: ChannelRef, person: Person, work: UnitOfWork) -> bool:
    """The channel's organisers; where nobody is, anybody who is in it."""
    organisers = work.people.persons(work.people.organisers(channel)).values()
    return rules.may_change(person, [one for one in organisers if one.askable])
