"""When the last of those who looked after a standup has gone, its channel is told that anybody may."""

from __future__ import annotations

from collections.abc import Iterable

from bot.messages import Post
from bot.ports import UnitOfWork
from bot.rituals.standup import Standup
from bot.views import standup as say
from handlers.standup_posts import stewards


def unattended(standups: Iterable[Standup], work: UnitOfWork) -> set[str]:
    """Those of which nobody who is in charge is there any more."""
    return {standup.id for standup in standups if not stewards(standup, work)}


def told_alone(left_alone: Iterable[str], work: UnitOfWork) -> tuple[Post, ...]:
    """A word to their channels that anybody may take them over; once, since nothing stops by itself."""
    found = (work.standups.get(id) for id in sorted(left_alone))
    return tuple(
        Post(one.channel, say.unattended(one), key=f"standup:{one.id}:unattended")
        for one in found
        if one is not None
    )
