"""What became of messages: receipts, and those that could not be delivered."""

from __future__ import annotations

from bot.happening import (
    Happening,
    Reply,
    Router,
)
from bot.mail import Landed, Lost
from bot.messages import (
    InChannel,
    Mention,
    Post,
    Span,
)
from bot.news import Receipt, Undelivered
from bot.people import AccountRef, Channel, ChannelRef, MemberRef
from bot.ports import UnitOfWork
from bot.views import delivery as say
from handlers.standup_posts import stewards

router = Router()


@router.on(Receipt)
def receipt(happening: Happening, intent: Receipt, work: UnitOfWork) -> Reply:
    work.outbox.confirm(intent.row, Landed(intent.place, intent.message))
    return Reply()


@router.on(Undelivered)
def undelivered(happening: Happening, intent: Undelivered, work: UnitOfWork) -> Reply:
    """Tell the owner once a day for each place, and never about a message that was such a word.

    Of somebody who has not installed the app the owner is told once a month: it is theirs to mend.
    """
    channel = work.people.channel(ChannelRef(intent.place))
    owner = None if intent.owner is None else _there(intent.owner, channel, work)
    if owner is None:
        return Reply()
    place: Span = (
        InChannel(channel.ref)
        if channel is not None
        else Mention(work.people.meet((AccountRef(intent.place),))[AccountRef(intent.place)].ref)
    )
    word = say.undelivered(place, intent.lost, intent.code)
    what = f"{intent.place}:{intent.code}:{owner.id}:{happening.at:%Y-%m-%d}"
    if intent.lost == Lost.CONVERSATION.value:
        what = f"{intent.place}:{intent.lost}:{owner.id}:{happening.at:%Y-%m}"
    return Reply(posts=(Post(owner, word, key=f"undelivered:{what}"),))


def _there(owner: MemberRef, channel: Channel | None, work: UnitOfWork) -> MemberRef | None:
    """The owner, or where they have gone somebody else in charge of what they set up; None for nobody."""
    person = work.people.persons((owner,)).get(owner)
    if person is not None and person.active:
        return owner
    for standup in work.standups.all():
        if standup.creator == owner and (channel is None or standup.channel == channel.ref):
            for steward in stewards(standup, work):
                return steward.ref
    return None
