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
from bot.people import AccountRef, ChannelRef
from bot.ports import UnitOfWork
from bot.views import delivery as say

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
    if intent.owner is None:
        return Reply()
    channel = work.people.channel(ChannelRef(intent.place))
    place: Span = (
        InChannel(channel.ref)
        if channel is not None
        else Mention(work.people.meet((AccountRef(intent.place),))[AccountRef(intent.place)].ref)
    )
    word = say.undelivered(place, intent.lost, intent.code)
    what = f"{intent.place}:{intent.code}:{intent.owner.id}:{happening.at:%Y-%m-%d}"
    if intent.lost == Lost.CONVERSATION.value:
        what = f"{intent.place}:{intent.lost}:{intent.owner.id}:{happening.at:%Y-%m}"
    return Reply(posts=(Post(intent.owner, word, key=f"undelivered:{what}"),))
