"""A digest is set up, listed, changed and deleted: what its command and its form do."""

from __future__ import annotations

from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from bot.happening import (
    Happening,
    Open,
    Refuse,
    Reply,
    Router,
    Show,
)
from bot.intents import Members, Promise
from bot.messages import Message, Post
from bot.people import Person
from bot.ports import UnitOfWork
from bot.rituals import digest_rules as rules
from bot.rituals.digest import Digest
from bot.rituals.digest_intents import (
    DeleteDigest,
    EditDigest,
    NewDigest,
    SaveDigest,
    ShowDigests,
    UpdateDigest,
)
from bot.rituals.schedule import WEEKDAYS
from bot.rituals.standup import Standing, Standup
from bot.rituals.standup_rules import may_change
from bot.views import digest_commands as tell
from bot.views import digest_forms as forms
from handlers.digest_day import key, promise
from handlers.digest_fields import EVENING, amiss, filled
from handlers.standup_which import sees

router = Router()


@router.on(ShowDigests, reads=True)
def overview(happening: Happening, intent: ShowDigests, work: UnitOfWork) -> Reply:
    if happening.where is None:
        return Reply(Show(tell.in_a_channel()))
    digests = work.digests.in_channel(happening.where)
    shown = [(one, _told_of(one, work)) for one in digests]
    mine = {one.id for one in digests if _may_change(one, happening.by, work)}
    offers = bool(_offered(_suggested(happening, work), happening, work))
    return Reply(Show(tell.overview(shown, mine, offers=offers)))


@router.on(NewDigest)
def new(happening: Happening, intent: NewDigest, work: UnitOfWork) -> Reply:
    """The form, filled in; the act's own key is the digest's id, so that saving twice makes one."""
    if happening.where is None:
        return Reply(Show(tell.in_a_channel()))
    suggested = _suggested(happening, work)
    offered = _offered(suggested, happening, work)
    if not offered:
        return Reply(Show(tell.nothing_to_tell()))
    channel = work.people.channel(happening.where)
    known = channel is not None and channel.present
    asks = () if known else (Members(happening.where),)
    return Reply(Open(forms.new(suggested, offered)), asks=asks)


@router.on(SaveDigest)
def save(happening: Happening, intent: SaveDigest, work: UnitOfWork) -> Reply:
    channel = work.people.channel(intent.channel)
    if channel is None or not channel.present:
        why = forms.NOT_KNOWN_YET if channel is None else forms.INVITE
        return Reply(Refuse({"": why}), asks=(Members(intent.channel),))
    if work.digests.get(intent.id) is not None:
        return Reply()
    empty = Digest(intent.id, intent.channel, "", intent.zone, (), EVENING, (), happening.by.ref)
    digest = filled(happening.fields, empty)
    if errors := _amiss(digest, happening, work):
        return Reply(Refuse(errors))
    digest = work.digests.add(digest)
    ahead = promise(digest, happening.at)
    assert ahead.when is not None
    word = tell.announced(digest, _told_of(digest, work), happening.by, ahead.when)
    return Reply(posts=(_said(digest, "new", word),), agenda=(ahead,))


@router.on(EditDigest, reads=True)
def edit(happening: Happening, intent: EditDigest, work: UnitOfWork) -> Reply:
    digest = work.digests.get(intent.id)
    if digest is None or digest.standing is Standing.DELETED:
        return Reply(Show(tell.gone()))
    if (no := _refused(digest, happening, work)) is not None:
        return Reply(Show(no))
    offered = _offered(digest, happening, work)
    there = {one.id for one in offered}
    return Reply(Open(forms.edit(digest, offered, sum(id not in there for id in digest.standups))))


@router.on(UpdateDigest)
def update(happening: Happening, intent: UpdateDigest, work: UnitOfWork) -> Reply:
    before = work.digests.lock(intent.id)
    if before is None or before.standing is Standing.DELETED:
        return Reply(Refuse({"": forms.DELETED}))
    if _refused(before, happening, work) is not None:
        return Reply(Refuse({"": forms.NOT_YOURS}))
    wanted = filled(happening.fields, before)
    if wanted == before:
        return Reply()
    if before.revision != intent.revision:
        return Reply(Refuse({"": forms.NEWER_REVISION}))
    if errors := _amiss(wanted, happening, work):
        return Reply(Refuse(errors))
    after = rules.changed(before, wanted)
    work.digests.save(after)
    word = tell.edited(after, _told_of(after, work), happening.by)
    post = _said(after, str(after.revision), word)
    return Reply(posts=(post,), agenda=(promise(after, happening.at),))


@router.on(DeleteDigest)
def delete(happening: Happening, intent: DeleteDigest, work: UnitOfWork) -> Reply:
    """The button has asked once more."""
    before = work.digests.lock(intent.id)
    if before is None or before.standing is Standing.DELETED:
        return Reply(Show(tell.gone()))
    if (no := _refused(before, happening, work)) is not None:
        return Reply(Show(no))
    after = rules.changed(before, replace(before, standing=Standing.DELETED))
    work.digests.save(after)
    word = tell.deleted(after, happening.by)
    post = _said(after, str(after.revision), word)
    return Reply(Show(word), posts=(post,), agenda=(Promise(key(after), None),))


def _told_of(digest: Digest, work: UnitOfWork) -> list[Standup]:
    """Its standups that may be told of in its channel, even by their names."""
    there = [one for id in digest.standups if (one := work.standups.get(id)) is not None]
    return [
        one
        for one in there
        if one.standing is not Standing.DELETED
        and rules.may_tell(digest, one, work.people.channel(one.channel))
    ]


def _offered(digest: Digest, happening: Happening, work: UnitOfWork) -> list[Standup]:
    """The standups that somebody may choose for it."""
    return [
        one
        for one in work.standups.all()
        if rules.may_tell(digest, one, work.people.channel(one.channel))
        and sees(happening, one.channel, work)
    ]


def _suggested(happening: Happening, work: UnitOfWork) -> Digest:
    """What the form begins with: the channel's own standups, on weekdays, at the end of the day."""
    assert happening.where is not None
    id = uuid5(NAMESPACE_URL, f"{work.workspace}/{happening.key}").hex[:12]
    channel = work.people.channel(happening.where)
    name = f"{channel.name} digest" if channel is not None and channel.name else "Digest"
    others = len(work.digests.in_channel(happening.where))
    if others:
        name = f"{name} {others + 1}"
    own = tuple(one.id for one in work.standups.in_channel(happening.where))
    zone = happening.by.zone_in("UTC")
    me = happening.by.ref
    return Digest(id, happening.where, name[: rules.NAME_AT_MOST], zone, WEEKDAYS, EVENING, own, me)


def _amiss(digest: Digest, happening: Happening, work: UnitOfWork) -> dict[str, str]:
    offered = {one.id for one in _offered(digest, happening, work)}
    names = {
        one.name.casefold()
        for one in work.digests.in_channel(digest.channel)
        if one.id != digest.id
    }
    return amiss(digest, offered, names)


def _refused(digest: Digest, happening: Happening, work: UnitOfWork) -> Message | None:
    """Why somebody may not change it. Whoever has left a private channel has nothing to say in it."""
    if not sees(happening, digest.channel, work):
        return tell.not_seen()
    return None if _may_change(digest, happening.by, work) else tell.not_yours(digest)


def _may_change(digest: Digest, person: Person, work: UnitOfWork) -> bool:
    members = {digest.creator, *work.people.organisers(digest.channel)}
    return may_change(person, work.people.persons(members).values())


def _said(digest: Digest, what: str, message: Message) -> Post:
    """A word to the channel, said once for each change."""
    key = f"digest:{digest.id}:said:{what}"
    return Post(digest.channel, message, key=key, owner=digest.creator)
