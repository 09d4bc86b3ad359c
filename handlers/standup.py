"""A standup is set up, listed, changed, paused, deleted: what its commands and its form do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import time, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from bot.happening import (
    Happening,
    Open,
    Refuse,
    Reply,
    Router,
    Show,
)
from bot.intents import Members, Promise
from bot.messages import (
    Message,
    Post,
)
from bot.people import ChannelRef, MemberRef
from bot.ports import UnitOfWork
from bot.rituals import standup_rules as rules
from bot.rituals.questions import Questions
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import Standing, Standup
from bot.rituals.standup_intents import (
    ConfirmDelete,
    Delete,
    EditStandup,
    ListStandups,
    NewStandup,
    Overview,
    Pause,
    Resume,
    SaveStandup,
    UpdateStandup,
)
from bot.views import standup as say
from bot.views import standup_board as board
from bot.views import standup_commands as tell
from bot.views import standup_forms as forms
from bot.views import standup_refusals as no
from handlers.standup_fields import Filled, amiss, filled
from handlers.standup_posts import (
    begin_key,
    beginning,
    board_key,
    crew_of,
    day_promises,
    may_change,
    next_day,
    promise_begin,
)
from handlers.standup_weekly import weekly_promise
from handlers.standup_which import chosen, sees

router = Router()

MORNING = time(9, 30)


@router.on(Overview, reads=True)
def overview(happening: Happening, intent: Overview, work: UnitOfWork) -> Reply:
    if happening.where is None:
        return everything(happening, ListStandups(), work)
    return Reply(Show(tell.overview(work.standups.in_channel(happening.where))))


@router.on(ListStandups, reads=True)
def everything(happening: Happening, intent: ListStandups, work: UnitOfWork) -> Reply:
    """Those of public channels, and of private ones that the asker is in."""
    found = [one for one in work.standups.all() if sees(happening, one.channel, work)]
    return Reply(Show(tell.everything(found)))


@router.on(NewStandup)
def new(happening: Happening, intent: NewStandup, work: UnitOfWork) -> Reply:
    return form_for_new(happening, work, rules.DEFAULT_QUESTIONS)


def form_for_new(
    happening: Happening, work: UnitOfWork, questions: Questions, called: str = ""
) -> Reply:
    """The form, filled in; the act's own key is the standup's id, so that saving twice makes one.

    ``called`` is what the questions are called, where they come from a template.
    """
    if happening.where is None:
        return Reply(Show(no.in_a_channel()))
    channel = work.people.channel(happening.where)
    people = [person for person in work.people.in_channel(happening.where) if person.askable]
    zone = happening.by.zone_in("UTC")
    today = happening.at.astimezone(ZoneInfo(zone)).date()
    wrap_at = rules.sensible_wrap(MORNING, zone, people, today)
    schedule = Schedule(zone, WEEKDAYS, MORNING, wrap_at)
    id = uuid5(NAMESPACE_URL, f"{work.workspace}/{happening.key}").hex[:12]
    name = channel.name if channel is not None else ""
    others = len(work.standups.in_channel(happening.where))
    form = forms.new(id, happening.where, called or name, schedule, questions, len(people), others)
    known = channel is not None and channel.present and people
    return Reply(Open(form), asks=() if known else (Members(happening.where),))


@router.on(SaveStandup)
def save(happening: Happening, intent: SaveStandup, work: UnitOfWork) -> Reply:
    channel = work.people.channel(intent.channel)
    if channel is None or not channel.present:
        why = forms.NOT_KNOWN_YET if channel is None else forms.INVITE
        return Reply(Refuse({"": why}), asks=(Members(intent.channel),))
    values = filled(happening.fields)
    schedule = values.on(Schedule(intent.zone, WEEKDAYS, MORNING, MORNING))
    standup = _standup(values, schedule, intent.id, intent.channel, happening.by.ref)
    crew = crew_of(standup, work, happening.at.date() - timedelta(days=1))
    if work.standups.get(intent.id) is not None:
        return Reply()
    errors = amiss(values, schedule, crew, happening.at)
    if errors := errors | _strangers(values, (), work) | _taken(standup, work):
        return Reply(Refuse(errors))
    standup = work.standups.add(standup)
    if not work.people.organisers(intent.channel):
        work.people.appoint(intent.channel, happening.by.ref)
    ahead = promise_begin(standup, crew, work, happening.at)
    assert ahead.when is not None
    word = say.announced(standup, happening.by, tell.rhythm(standup.schedule), ahead.when)
    return Reply(posts=(_told(standup, "new", word),), agenda=(ahead,))


def _strangers(values: Filled, before: Collection[MemberRef], work: UnitOfWork) -> dict[str, str]:
    """Of those picked anew, whoever cannot be asked. Who has left since they were picked may stay."""
    new = [one for one in values.people if one not in before]
    people = work.people.persons(new)
    names = [people[one].name for one in new if not people[one].askable]
    return {"people": forms.cannot_be_asked(names)} if names else {}


def _taken(standup: Standup, work: UnitOfWork) -> dict[str, str]:
    """Two of one name could not be told apart on a board."""
    others = [one for one in work.standups.in_channel(standup.channel) if one.id != standup.id]
    taken = standup.name.casefold() in {one.name.casefold() for one in others}
    return {"name": forms.NAME_TAKEN} if taken else {}


def _standup(
    values: Filled, schedule: Schedule, id: str, channel: ChannelRef, creator: MemberRef
) -> Standup:
    return Standup(id, 0, channel, values.name, schedule, values.questions, values.people, creator)


@router.on(EditStandup, reads=True)
def edit(happening: Happening, intent: EditStandup, work: UnitOfWork) -> Reply:
    standup = changeable(happening, intent.which, "edit", work)
    if isinstance(standup, Reply):
        return standup
    here = [person for person in work.people.in_channel(standup.channel) if person.askable]
    return Reply(Open(forms.edit(standup, len(here))))


@router.on(UpdateStandup)
def update(happening: Happening, intent: UpdateStandup, work: UnitOfWork) -> Reply:
    before = work.standups.lock(intent.id)
    if before is None or before.standing is Standing.DELETED:
        return Reply(Refuse({"": forms.DELETED}))
    if not may_change(before, happening.by, work):
        return Reply(Refuse({"": forms.NOT_YOURS}))
    values = filled(happening.fields)
    wanted = replace(
        before,
        name=values.name,
        schedule=values.on(before.schedule),
        questions=values.questions,
        people=values.people,
    )
    if wanted == before:
        return Reply()
    if before.revision != intent.revision:
        return Reply(Refuse({"": forms.newer_revision()}))
    crew = crew_of(wanted, work, happening.at.date() - timedelta(days=1))
    errors = amiss(values, wanted.schedule, crew, happening.at)
    if errors := errors | _strangers(values, before.people, work) | _taken(wanted, work):
        return Reply(Refuse(errors))
    return kept(before, wanted, crew, happening, work)


def kept(
    before: Standup, wanted: Standup, crew: rules.Crew, happening: Happening, work: UnitOfWork
) -> Reply:
    """Keep a change for everybody, say in the channel what it is, and promise the next day anew."""
    after = rules.changed(before, wanted)
    work.standups.save(after)
    latest = work.standups.latest(after.id)
    open_day = latest is not None and latest.wrapped_at is None
    day, first = next_day(after, crew, work, happening.at)
    word = tell.edited(before, after, happening.by, day, open_day=open_day)
    ahead = (beginning(after, day, first), weekly_promise(after, work, happening.at))
    agenda = () if after.standing is Standing.PAUSED else ahead
    return Reply(posts=(_told(after, str(after.revision), word),), agenda=agenda)


@router.on(Pause)
def pause(happening: Happening, intent: Pause, work: UnitOfWork) -> Reply:
    return _switch(happening, intent.which, "pause", Standing.PAUSED, work)


@router.on(Resume)
def resume(happening: Happening, intent: Resume, work: UnitOfWork) -> Reply:
    return _switch(happening, intent.which, "resume", Standing.ACTIVE, work)


def _switch(
    happening: Happening, which: str, verb: str, wanted: Standing, work: UnitOfWork
) -> Reply:
    standup = changeable(happening, which, verb, work)
    if isinstance(standup, Reply):
        return standup
    before = work.standups.lock(standup.id)
    if before is None or before.standing is Standing.DELETED:
        return Reply(Show(no.no_such_day()))
    shown = Show(tell.stands(before, wanted))
    if before.standing is wanted:
        return Reply(shown)
    after = rules.changed(before, replace(before, standing=wanted))
    work.standups.save(after)
    if wanted is Standing.PAUSED:
        latest = work.standups.latest(after.id)
        open_day = latest is not None and latest.wrapped_at is None
        agenda = [Promise(begin_key(after), None)]
        word = tell.paused(after, happening.by, open_day=open_day)
    else:
        crew = crew_of(after, work, happening.at.date() - timedelta(days=1))
        day, first = next_day(after, crew, work, happening.at)
        agenda = [beginning(after, day, first), weekly_promise(after, work, happening.at)]
        word = tell.resumed(after, happening.by, first)
    posts = (_told(after, str(after.revision), word),)
    return Reply(shown, posts, agenda=tuple(agenda))


@router.on(Delete, reads=True)
def delete(happening: Happening, intent: Delete, work: UnitOfWork) -> Reply:
    standup = changeable(happening, intent.which, "delete", work)
    if isinstance(standup, Reply):
        return standup
    return Reply(Show(tell.sure_to_delete(standup)))


@router.on(ConfirmDelete)
def confirm_delete(happening: Happening, intent: ConfirmDelete, work: UnitOfWork) -> Reply:
    before = work.standups.lock(intent.id)
    if before is None or before.standing is Standing.DELETED:
        return Reply(Show(no.no_such_day()))
    if not may_change(before, happening.by, work):
        return Reply(Show(no.only_organisers(before, "delete")))
    after = rules.changed(before, replace(before, standing=Standing.DELETED))
    work.standups.save(after)
    posts = [_told(after, str(after.revision), tell.deleted(after, happening.by))]
    agenda = [Promise(begin_key(after), None)]
    latest = work.standups.latest(after.id)
    if latest is not None and latest.wrapped_at is None:
        over = replace(latest, wrapped_at=happening.at)
        work.standups.save_day(over)
        posts.append(Post(after.channel, board.gone_board(after, over), key=board_key(over)))
        agenda += day_promises(over, ())
    return Reply(posts=tuple(posts), agenda=tuple(agenda))


def changeable(happening: Happening, which: str, verb: str, work: UnitOfWork) -> Standup | Reply:
    """The standup that is meant, if the asker may change it; else what to tell them."""
    standup = chosen(happening, which, verb, work)
    if isinstance(standup, Message):
        return Reply(Show(standup))
    if not may_change(standup, happening.by, work):
        return Reply(Show(no.only_organisers(standup, verb)))
    return standup


def _told(standup: Standup, what: str, message: Message) -> Post:
    """A word to the channel, said once for each change."""
    return Post(
        standup.channel, message, key=f"standup:{standup.id}:told:{what}", owner=standup.creator
    )
