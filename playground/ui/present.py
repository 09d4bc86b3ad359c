"""Who acts and where: only people who are here, in conversations that they can see."""

from __future__ import annotations

from playground.town import Channel, User
from playground.world import World


class Impossible(Exception):
    """Something that Slack's client would not let this person do; the page shows the sentence."""


def person(world: World, id: str) -> User:
    """Somebody to act as. Raises Impossible for bots and for those who have left."""
    user = world.users.get(id)
    if user is None or user.is_bot or user.deleted:
        raise Impossible("There is nobody like that to act as.")
    return user


def place(world: World, user: User, id: str) -> Channel:
    """A conversation that ``user`` can see. Raises Impossible for any other."""
    channel = world.channels.get(id)
    if channel is None or not world.may_see(user.id, channel):
        raise Impossible("There is no such conversation.")
    return channel
