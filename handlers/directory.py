"""What the platforms tell us about people and channels goes into the directory."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.happening import (
    Happening,
    Reply,
    Router,
)
from bot.intents import Everything, Members, Profile, Promise
from bot.news import (
    AccountFacts,
    ChannelChanged,
    Joined,
    LearnedEverything,
    LearnedMembers,
    LearnedProfile,
    Left,
    Reachable,
    Refresh,
    WorkspaceGone,
)
from bot.people import Channel, ChannelRef
from bot.ports import UnitOfWork
from bot.rituals.schedule import known_zone
from handlers.standup_absence import both, follow
from handlers.standup_joiners import welcome
from handlers.standup_posts import upkeep
from handlers.standup_stewards import told_alone, unattended

router = Router()


@router.on(Refresh)
def refresh(happening: Happening, intent: Refresh, work: UnitOfWork) -> Reply:
    return Reply(asks=(Everything(),))


@router.on(LearnedEverything)
def everything(happening: Happening, intent: LearnedEverything, work: UnitOfWork) -> Reply:
    """A channel that the platform does not name any more is one that the bot is no longer in."""
    before = unattended(work.standups.all(), work)
    _learn(work, intent.people)
    named = {channel.ref for channel in intent.channels}
    for channel in work.people.channels():
        if channel.present and channel.ref not in named:
            work.people.keep_channel(replace(channel, present=False))
    for channel in intent.channels:
        _keep(channel, work)
    asks = (Members(channel.ref) for channel in intent.channels if not channel.archived)
    left_alone = unattended(work.standups.all(), work) - before
    return Reply(posts=told_alone(left_alone, work), asks=tuple(asks))


@router.on(LearnedProfile)
def profile(happening: Happening, intent: LearnedProfile, work: UnitOfWork) -> Reply:
    """Whoever has moved to another zone is asked by its time from now on, today as well.

    Of somebody who is back it is asked which channels they are in, since they were of none meanwhile.
    Whoever leaves and is not known, such as somebody who was erased, stays unknown.
    """
    account = intent.facts.account
    if not intent.facts.active and work.people.find(account) is None:
        return Reply()
    before = work.people.meet((account,))[account]
    new = not before.known
    leaves = before.askable and not intent.facts.active
    attended = unattended(work.standups.all(), work) if leaves else set()
    _learn(work, (intent.facts,))
    now = work.people.meet((account,))[account]
    if not new and (now.zone, now.askable) == (before.zone, before.askable):
        return Reply()
    left_alone = unattended(work.standups.all(), work) - attended if leaves else set()
    followed = follow(before.ref, work, happening.at)
    if new:
        here = work.people.channels_of(now.ref)
        followed = both(followed, welcome((now.ref,), here, work, happening.at))
    asks = (Everything(),) if now.active and not before.active else ()
    return replace(followed, posts=(*followed.posts, *told_alone(left_alone, work)), asks=asks)


@router.on(LearnedMembers)
def members(happening: Happening, intent: LearnedMembers, work: UnitOfWork) -> Reply:
    here = intent.channel.ref
    before = unattended(work.standups.in_channel(here), work)
    there = {person.ref for person in work.people.in_channel(here) if person.known}
    _learn(work, intent.facts)
    _keep(intent.channel, work)
    people = work.people.meet(intent.accounts)
    members = {person.ref for person in people.values()}
    work.people.fill_channel(here, members)
    left_alone = unattended(work.standups.in_channel(here), work) - before
    told = Reply(posts=told_alone(left_alone, work), agenda=_beginnings(here, happening, work))
    return both(told, welcome(members - there, (here,), work, happening.at))


@router.on(Joined)
def joined(happening: Happening, intent: Joined, work: UnitOfWork) -> Reply:
    person = work.people.meet((intent.account,))[intent.account]
    there = person.ref in {one.ref for one in work.people.in_channel(intent.channel)}
    work.people.join(intent.channel, person.ref)
    ahead = Reply(agenda=_beginnings(intent.channel, happening, work))
    new = () if there else (person.ref,)
    return both(ahead, welcome(new, (intent.channel,), work, happening.at))


@router.on(Left)
def left(happening: Happening, intent: Left, work: UnitOfWork) -> Reply:
    if (person := work.people.find(intent.account)) is None:
        return Reply()
    here = work.standups.in_channel(intent.channel)
    before = unattended(here, work)
    work.people.leave(intent.channel, person.ref)
    return Reply(posts=told_alone(unattended(here, work) - before, work))


@router.on(ChannelChanged)
def channel(happening: Happening, intent: ChannelChanged, work: UnitOfWork) -> Reply:
    """Where the bot is back, what was waiting for the channel is sent, and its people are asked for."""
    before = work.people.channel(intent.channel) or Channel(intent.channel, "")
    now = replace(
        before,
        name=before.name if intent.called is None else intent.called,
        archived=before.archived if intent.archived is None else intent.archived,
        present=before.present if intent.present is None else intent.present,
    )
    work.people.keep_channel(now)
    if not now.present or now.archived:
        return Reply()
    if intent.present or intent.archived is False:
        work.outbox.resume(intent.channel)
    return Reply(asks=(Members(intent.channel),))


@router.on(Reachable)
def reachable(happening: Happening, intent: Reachable, work: UnitOfWork) -> Reply:
    """What was waiting for them is sent, as far as it is still worth sending; and who are they?"""
    work.outbox.resume(work.people.meet((intent.account,))[intent.account].ref)
    return Reply(asks=(Profile(intent.account),))


@router.on(WorkspaceGone)
def gone(happening: Happening, intent: WorkspaceGone, work: UnitOfWork) -> Reply:
    """Until the app is installed again the bot is in no channel, so no day begins in vain."""
    for channel in work.people.channels():
        if channel.present:
            work.people.keep_channel(replace(channel, present=False))
    return Reply()


def _keep(channel: Channel, work: UnitOfWork) -> None:
    """Where the bot can speak again, what was waiting for the channel is sent."""
    before = work.people.channel(channel.ref)
    work.people.keep_channel(channel)
    could = before is not None and before.present and not before.archived
    if channel.present and not channel.archived and not could:
        work.outbox.resume(channel.ref)


def _learn(work: UnitOfWork, people: Iterable[AccountFacts]) -> None:
    """A zone that this machine cannot tell the time in counts as one that nobody told us."""
    work.people.learn(replace(one, zone=known_zone(one.zone)) for one in people)


def _beginnings(channel: ChannelRef, happening: Happening, work: UnitOfWork) -> tuple[Promise, ...]:
    """Somebody further east may be asked earlier than anybody before."""
    return upkeep(work.standups.in_channel(channel), work, happening.at)
