"""Turns typed names into Slack's mentions, as its composer does."""

from __future__ import annotations

import re

from playground.town import Channel, User
from playground.world import World

BROADCASTS = {"here": "<!here>", "channel": "<!channel>", "everyone": "<!everyone>"}


def escape(text: str) -> str:
    """The three characters that Slack escapes in what people type."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(world: World, speaker: str, text: str, *, named: bool) -> str:
    """Escape ``text`` and replace ``@Ana`` and ``#general`` by what Slack sends for them.

    ``named`` gives the form of slash commands, ``<@U1|ana>``; messages carry ``<@U1>``. The longest
    name that fits wins; a name that nobody has stays as it was typed.
    """
    people = _names(world)
    channels = {
        one.name.lower(): one
        for one in world.channels.values()
        if one.name and world.may_see(speaker, one)
    }

    def person(match: re.Match[str]) -> str:
        found = people[match[1].lower()]
        if isinstance(found, str):
            return found
        return f"<@{found.id}|{found.name}>" if named else f"<@{found.id}>"

    def channel(match: re.Match[str]) -> str:
        found = channels[match[1].lower()]
        return f"<#{found.id}|{found.name}>"

    text = re.sub(_pattern("@", people), person, escape(text), flags=re.IGNORECASE)
    return re.sub(_pattern("#", channels), channel, text, flags=re.IGNORECASE)


def person(world: World, typed: str) -> User | None:
    """Whom a typed ``@name`` means."""
    found = _names(world).get(typed.removeprefix("@").strip().lower())
    return found if isinstance(found, User) else None


def _names(world: World) -> dict[str, User | str]:
    """Handles, full names and first names; a first name that two share means nobody."""
    names: dict[str, User | str] = {}
    firsts: dict[str, list[User]] = {}
    for user in world.users.values():
        firsts.setdefault(user.real_name.split()[0].lower(), []).append(user)
    names |= {name: users[0] for name, users in firsts.items() if len(users) == 1}
    names |= {user.real_name.lower(): user for user in world.users.values()}
    names |= {user.name.lower(): user for user in world.users.values()}
    return names | BROADCASTS


def _pattern(sign: str, names: dict[str, User | str] | dict[str, Channel]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return rf"(?<![\w&]){sign}({'|'.join(map(re.escape, longest_first))})(?![\w-])"
