"""What Teams reports as news: the bot comes and goes, people do, channels and teams change."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.teams.payloads import Scene, channel, objects, text
from bot.intents import Intent
from bot.news import ChannelChanged, Reachable
from bot.people import AccountRef, ChannelRef

Json = dict[str, Any]
Known = Callable[[str], Awaitable[Sequence[ChannelRef]]]
"""The channels of a team that the bot has met, by the team's id."""

GONE = ChannelChanged(ChannelRef(""), archived=True, present=False)
BACK = ChannelChanged(ChannelRef(""), archived=False, present=True)
ONE_CHANNEL = {"channeldeleted": GONE, "channelrestored": BACK}
ALL_CHANNELS = {
    "teamarchived": ChannelChanged(ChannelRef(""), archived=True),
    "teamunarchived": ChannelChanged(ChannelRef(""), archived=False),
    "teamdeleted": GONE,
    "teamharddeleted": GONE,
    "teamrestored": BACK,
}
"""What happened, told of each channel that it concerns."""


@dataclass(frozen=True, slots=True)
class News:
    """What goes through the door, and what is not for it."""

    intents: tuple[Intent, ...] = ()
    gone: AccountRef | None = None
    """Somebody who has removed the bot from their personal chat."""
    met: AccountRef | None = None
    """Somebody who has just added it there."""


async def news(activity: Json, there: Scene, known: Known) -> News:
    """What an activity means that nobody waits for an answer to. Raises Malformed."""
    match activity.get("type"):
        case "installationUpdate":
            return await _installation(activity, there, known)
        case "conversationUpdate":
            return await _update(activity, there, known)
        case _:
            return News()


async def _installation(activity: Json, there: Scene, known: Known) -> News:
    action = text(activity, "action")
    if action not in ("add", "add-upgrade", "remove"):
        return News()  # What is removed for an upgrade comes back at once.
    if there.here is None:
        found = _alone(activity, present=action != "remove")
        return replace(found, met=AccountRef(_person(activity))) if _first(activity) else found
    return await _present(activity, there, known, present=action != "remove")


def _first(activity: Json) -> bool:
    return activity.get("action") == "add" and _person(activity) != ""


async def _update(activity: Json, there: Scene, known: Known) -> News:
    # Microsoft's own pages write it in two ways.
    kind = text(activity, "channelData", "eventType").lower()
    if kind in ALL_CHANNELS:
        return News(
            tuple(replace(ALL_CHANNELS[kind], channel=one) for one in await _all(there, known))
        )
    if kind in ONE_CHANNEL or kind == "channelrenamed":
        return await _channel(activity, kind, there, known)
    added = [text(one, "id") for one in objects(activity, "membersAdded")]
    removed = [text(one, "id") for one in objects(activity, "membersRemoved")]
    if there.bot in added or there.bot in removed:
        if there.here is None:
            return _alone(activity, present=there.bot in added)
        return await _present(activity, there, known, present=there.bot in added)
    if there.here is None:
        return News()
    if name := text(activity, "topicName"):
        return News((ChannelChanged(there.here, called=name),))
    if added or removed:
        # Nothing of the channel has changed, and so its people are asked for anew.
        return News(tuple(ChannelChanged(one) for one in await _all(there, known)))
    return News()


def _alone(activity: Json, *, present: bool) -> News:
    account = _person(activity)
    if not account:
        return News()
    if not present:
        return News(gone=AccountRef(account))
    return News((Reachable(AccountRef(account)),))


def _person(activity: Json) -> str:
    """Whose personal chat it is. Some updates come in nobody's name, and list the two who are in it."""
    if account := text(activity, "from", "aadObjectId"):
        return account
    listed = [*objects(activity, "membersAdded"), *objects(activity, "membersRemoved")]
    return next((account for one in listed if (account := text(one, "aadObjectId"))), "")


async def _present(activity: Json, there: Scene, known: Known, *, present: bool) -> News:
    """A team has the bot in all its channels or in none; the one it was added in may be new to us."""
    assert there.here is not None
    channels = await _all(there, known)
    if there.here not in channels:
        channels = (*channels, there.here)
    name = text(activity, "conversation", "name")
    return News(
        tuple(
            ChannelChanged(
                one, called=name if name and one == there.here else None, present=present
            )
            for one in channels
        )
    )


async def _channel(activity: Json, kind: str, there: Scene, known: Known) -> News:
    """One channel of a team. One that the bot was never asked for anything in is none of its business."""
    about = channel(text(activity, "channelData", "channel", "id"))
    if about not in await _all(there, known):
        return News()
    if kind in ONE_CHANNEL:
        return News((replace(ONE_CHANNEL[kind], channel=about),))
    name = text(activity, "channelData", "channel", "name")
    return News((ChannelChanged(about, called=name),) if name else ())


async def _all(there: Scene, known: Known) -> tuple[ChannelRef, ...]:
    """Every channel of the team that is known; a group chat is one by itself."""
    if there.team:
        return tuple(await known(there.team))
    return () if there.here is None else (there.here,)
