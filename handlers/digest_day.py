"""A digest's day: the clock tells it in its channel, and whoever asks sees it as it stands."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.happening import (
    Happening,
    Reply,
    Router,
    Show,
)
from bot.intents import Promise
from bot.messages import Message, Post
from bot.ports import UnitOfWork
from bot.rituals import digest_rules as rules
from bot.rituals.digest import Digest
from bot.rituals.digest_intents import DigestNow, TellDigest
from bot.rituals.standup import Standing
from bot.views import digest as say
from bot.views import digest_commands as tell
from handlers.standup_which import sees

router = Router()

STILL_WORTH = timedelta(hours=12)
"""After that a digest that could not be delivered is yesterday's."""


@router.on(DigestNow, reads=True)
def now(happening: Happening, intent: DigestNow, work: UnitOfWork) -> Reply:
    digest = work.digests.get(intent.id)
    if digest is None or digest.standing is Standing.DELETED:
        return Reply(Show(tell.gone()))
    if not sees(happening, digest.channel, work):
        return Reply(Show(tell.not_seen()))
    day = rules.today(digest, happening.at)
    return Reply(Show(_day(digest, day, happening.at, work) or tell.nothing_today(digest, day)))


@router.on(TellDigest)
def told(happening: Happening, intent: TellDigest, work: UnitOfWork) -> Reply:
    """Once; what is answered later is in the threads. What may be told is found out at this moment."""
    digest = work.digests.lock(intent.id)
    if digest is None or not rules.in_force(digest, intent.revision):
        return Reply()
    ahead = _ahead(digest, rules.day_after(digest, intent.day))
    week = intent.day.strftime("%G-%V")
    channel = work.people.channel(digest.channel)
    if channel is None or not channel.present or channel.archived:
        absent = tell.not_in_channel(digest)
        posts = _to_steward(digest, absent, f"digest:{digest.id}:absent:{week}", work)
        return Reply(posts=posts, agenda=(ahead,))
    if rules.too_late(digest, intent.day, happening.at):
        word = tell.missed(digest, intent.day)
        posts = _to_steward(digest, word, f"digest:{digest.id}:missed:{week}", work)
        return Reply(posts=posts, agenda=(ahead,))
    message = _day(digest, intent.day, happening.at, work)
    if message is None:
        return Reply(agenda=(ahead,))
    post = Post(
        digest.channel,
        message,
        key=f"digest:{digest.id}:{intent.day.isoformat()}",
        until=happening.at + STILL_WORTH,
        owner=digest.creator,
    )
    return Reply(posts=(post,), agenda=(ahead,))


def _to_steward(digest: Digest, message: Message, key: str, work: UnitOfWork) -> tuple[Post, ...]:
    """To its creator, or where they have gone to an organiser, or else to somebody of the channel."""
    organisers = sorted(work.people.organisers(digest.channel))
    there = [one.ref for one in work.people.in_channel(digest.channel)]
    people = work.people.persons({digest.creator, *organisers, *there})
    for member in (digest.creator, *organisers, *there):
        if people[member].askable:
            return (Post(member, message, key),)
    return ()


def upkeep(work: UnitOfWork, at: datetime) -> tuple[Promise, ...]:
    """Promise again what is missing. One that is due already is left to itself."""
    promises = []
    for id in sorted(one.id for one in work.digests.all()):
        digest = work.digests.lock(id)
        if digest is None or digest.standing is not Standing.ACTIVE:
            continue
        promised = work.agenda.promised(key(digest))
        if promised is None or not isinstance(promised.intent, TellDigest):
            promises.append(promise(digest, at))
    return tuple(promises)


def _day(digest: Digest, day: date, at: datetime, work: UnitOfWork) -> Message | None:
    """The day as it may be told in the digest's channel, or None where there is nothing to tell."""
    sources = []
    for id in digest.standups:
        standup = work.standups.get(id)
        if standup is None:
            continue
        occurrence = work.standups.on(id, day)
        people = work.standups.participants(occurrence.id) if occurrence is not None else ()
        channel = work.people.channel(standup.channel)
        sources.append(rules.Source(standup, channel, occurrence, people))
    found = rules.findings(digest, sources)
    return say.telling(digest, day, found, at) if found.any else None


def promise(digest: Digest, after: datetime) -> Promise:
    return _ahead(digest, rules.next_telling(digest, after))


def _ahead(digest: Digest, day: date) -> Promise:
    when = rules.telling(digest, day)
    return Promise(key(digest), when, TellDigest(digest.id, digest.revision, day))


def key(digest: Digest) -> str:
    return f"digest:{digest.id}:tell"
