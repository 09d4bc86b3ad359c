"""A tenant of Teams: its people, its teams and chats, and every message that stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

Json = dict[str, Any]

THREAD = ";messageid="


@dataclass
class Person:
    """Somebody with an account.

    ``installed`` is whether they have added the app for themselves, ``blocks`` whether they keep it out.
    """

    name: str
    account: str
    zone: str = "Europe/Paris"
    tenant: str = ""
    role: str = "user"
    installed: bool = True
    blocks: bool = False

    @property
    def id(self) -> str:
        """What Teams calls them."""
        return f"29:1{self.name.lower()}"


@dataclass
class Posted:
    """An activity where it stands."""

    id: str
    body: Json
    under: str | None
    edits: int = 0
    withdrawn: bool = False
    seen: dict[str, Json] = field(default_factory=dict)
    """By account: the card that an invoke's answer put in its place, for that person alone."""

    @property
    def card(self) -> Json | None:
        for one in self.body.get("attachments") or ():
            return dict(one["content"])
        return None


@dataclass
class Conversation:
    """A personal chat, a channel or a group chat. A channel's threads are in it, by their roots."""

    id: str
    kind: str
    members: list[Person]
    team: str = ""
    name: str = ""
    bot: bool = True
    messages: list[Posted] = field(default_factory=list)

    def standing(self) -> list[Posted]:
        return [one for one in self.messages if not one.withdrawn]


@dataclass
class Team:
    id: str
    name: str
    members: list[Person]
    channels: list[Conversation] = field(default_factory=list)
    bot: bool = True


class Tenant:
    """Everything there is, by its ids."""

    def __init__(self, id: str = "7d2c1f0e-0000-4000-8000-00000000000a") -> None:
        self.id = id
        self.people: dict[str, Person] = {}
        self.teams: dict[str, Team] = {}
        self.conversations: dict[str, Conversation] = {}
        self._numbers = count(1)
        self._moments = count(1795514671219)

    def person(self, name: str, zone: str = "Europe/Paris", **more: Any) -> Person:
        account = str(UUID(int=0x4000_8000_0000_0000_0000 + next(self._numbers)))
        made = Person(name, account, zone, **{"tenant": self.id, **more})
        self.people[account] = made
        return made

    def team(self, name: str, *members: Person) -> Team:
        """With its General channel, which has the team's own id."""
        made = Team(f"19:{name}-team@thread.tacv2", name, list(members))
        self.teams[made.id] = made
        self._channel(made, made.id, "")
        return made

    def channel(self, team: Team, name: str) -> Conversation:
        return self._channel(team, f"19:{name}@thread.tacv2", name)

    def group(self, name: str, *members: Person) -> Conversation:
        made = Conversation(f"19:{name}@thread.v2", "groupChat", list(members), name=name)
        self.conversations[made.id] = made
        return made

    def personal(self, person: Person) -> Conversation:
        id = f"a:1personal-{person.account}"
        if id not in self.conversations:
            self.conversations[id] = Conversation(id, "personal", [person])
        return self.conversations[id]

    def who(self, id: str) -> Person | None:
        """By an Entra object id or by Teams' own."""
        return self.people.get(id) or next(
            (one for one in self.people.values() if one.id == id), None
        )

    def teammate(self, person: Person) -> bool:
        """Whether the bot is in a team of theirs."""
        return any(team.bot and person in team.members for team in self.teams.values())

    def members(self, id: str) -> list[Person] | None:
        """Of a conversation or a team that the bot is in."""
        team = self.teams.get(id)
        if team is not None:
            return team.members if team.bot else None
        conversation = self.conversations.get(id.partition(THREAD)[0])
        if conversation is None or not self.here(conversation):
            return None
        return self.teams[conversation.team].members if conversation.team else conversation.members

    def here(self, conversation: Conversation) -> bool:
        """Whether the bot is in a conversation."""
        if conversation.kind == "personal":
            person = conversation.members[0]
            return not person.blocks and (person.installed or self.teammate(person))
        return self.teams[conversation.team].bot if conversation.team else conversation.bot

    def post(self, conversation: Conversation, body: Json, under: str | None = None) -> Posted:
        made = Posted(str(next(self._moments)), body, under)
        conversation.messages.append(made)
        return made

    def find(self, id: str) -> tuple[Conversation, Posted] | None:
        """A message by its own id."""
        for conversation in self.conversations.values():
            for one in conversation.messages:
                if one.id == id:
                    return conversation, one
        return None

    def everything(self) -> Iterator[Posted]:
        for conversation in self.conversations.values():
            yield from conversation.standing()

    def _channel(self, team: Team, id: str, name: str) -> Conversation:
        made = Conversation(id, "channel", team.members, team.id, name)
        team.channels.append(made)
        self.conversations[id] = made
        return made
