"""A tenant of Teams: its people, its teams and chats, and every message that stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

Json = dict[str, Any]

THREAD = ";messageid="
CARD = "application/vnd.microsoft.card.adaptive"


@dataclass(frozen=True)
class Bot:
    """The app's registration: what it signs in with, and what people call it."""

    app_id: str = "5f2d9c1a-0000-4000-8000-0000000000b0"
    secret: str = "playground-client-secret"  # noqa: S105 - it opens this playground alone
    name: str = "Muster"

    @property
    def id(self) -> str:
        """What Teams calls it in a conversation."""
        return f"28:{self.app_id}"


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
    locale: str = "en-US"

    @property
    def id(self) -> str:
        """What Teams calls them."""
        return f"29:1{self.name.lower().replace(' ', '')}"


@dataclass
class Posted:
    """An activity where it stands."""

    id: str
    body: Json
    under: str | None
    """The root of the thread that it is a reply in."""
    author: str = ""
    """Teams' id of a person; "" for the bot."""
    edits: int = 0
    withdrawn: bool = False
    seen: dict[str, Json] = field(default_factory=dict)
    """By account: the card that an invoke's answer put in its place, for that person alone."""

    @property
    def card(self) -> Json | None:
        """The card that it shows, if it shows one."""
        attached = () if self.author else self.body.get("attachments") or ()
        return next((dict(one["content"]) for one in attached if one["contentType"] == CARD), None)


@dataclass
class Conversation:
    """A personal chat, a channel or a group chat. A channel's threads are in it, by their roots."""

    id: str
    kind: str
    members: list[Person]
    team: str = ""
    name: str = ""
    private: bool = False
    bot: bool = True
    """Whether the app is in a group chat or a private channel."""
    deleted: bool = False
    activities: list[Posted] = field(default_factory=list)

    def standing(self) -> list[Posted]:
        """What the bot has said and not taken back."""
        return [one for one in self.said() if not one.author]

    def said(self) -> list[Posted]:
        """Everything that can be read here, people's own words as well."""
        return [one for one in self.activities if not one.withdrawn]

    def thread(self, root: str) -> list[Posted]:
        """A thread with its root, as it can be read."""
        return [one for one in self.said() if root in (one.id, one.under)]

    def find(self, id: str) -> Posted | None:
        """An activity, though it may be withdrawn."""
        return next((one for one in self.activities if one.id == id), None)


@dataclass
class Team:
    """A team; its first channel, General, has the team's own id and no name."""

    id: str
    name: str
    members: list[Person]
    channels: list[Conversation] = field(default_factory=list)
    bot: bool = True
    archived: bool = False


class Tenant:
    """Everything there is, by its ids."""

    def __init__(
        self, id: str = "7d2c1f0e-0000-4000-8000-00000000000a", bot: Bot | None = None
    ) -> None:
        self.id, self.bot = id, bot or Bot()
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
        """With its General channel."""
        made = Team(f"19:{name}-team@thread.tacv2", name, list(members))
        self.teams[made.id] = made
        self._channel(made, made.id, "", made.members)
        return made

    def channel(self, team: Team, name: str) -> Conversation:
        return self._channel(team, f"19:{name}@thread.tacv2", name, team.members)

    def private_channel(self, team: Team, name: str, *members: Person) -> Conversation:
        """Whose people are its own, and which the app is not in because the team has it."""
        made = self._channel(team, f"19:{name}@thread.tacv2", name, list(members))
        made.private, made.bot = True, False
        return made

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

    def here(self, conversation: Conversation) -> bool:
        """Whether the bot is in a conversation."""
        if conversation.kind == "personal":
            person = conversation.members[0]
            return not person.blocks and (person.installed or self.teammate(person))
        team = self.teams.get(conversation.team)
        if team is None or conversation.private:
            return conversation.bot and (team is None or team.bot)
        return team.bot

    def post(
        self, conversation: Conversation, body: Json, under: str | None = None, author: str = ""
    ) -> Posted:
        made = Posted(self.moment(), body, under, author)
        conversation.activities.append(made)
        return made

    def moment(self) -> str:
        """The id of a new activity: Teams counts milliseconds."""
        return str(next(self._moments))

    def find(self, id: str) -> tuple[Conversation, Posted] | None:
        """An activity by its own id."""
        for conversation in self.conversations.values():
            if (found := conversation.find(id)) is not None:
                return conversation, found
        return None

    def everything(self) -> Iterator[Posted]:
        """All that the bot has said anywhere and not taken back."""
        for conversation in self.conversations.values():
            yield from conversation.standing()

    def _channel(self, team: Team, id: str, name: str, members: list[Person]) -> Conversation:
        made = Conversation(id, "channel", members, team.id, name)
        team.channels.append(made)
        self.conversations[id] = made
        return made
