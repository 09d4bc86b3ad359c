"""What changes in a tenant and is reported to the bot: the app comes and goes, people and channels do."""

from __future__ import annotations

from typing import Any

from playground.teams.activities import described
from playground.teams.line import SILENCE, Answer
from playground.teams.people import People
from playground.teams.tenant import Conversation, Person, Team, Tenant

Json = dict[str, Any]
Place = Team | Conversation
"""A team or a group chat."""


class Changes:
    """Each is done by somebody. Where the bot is not, it is done and nothing reported."""

    def __init__(self, tenant: Tenant, people: People) -> None:
        self._tenant, self._people = tenant, people

    async def adds_app(self, who: Person, place: Place) -> Answer:
        place.bot = True
        return await self._comes_or_goes(who, place, "add")

    async def removes_app(self, who: Person, place: Place) -> Answer:
        """The last that the bot hears from there."""
        place.bot = False
        return await self._comes_or_goes(who, place, "remove")

    async def joins(self, who: Person, place: Place, by: Person) -> Answer:
        place.members.append(who)
        return await self._members(by, place, "Added", _member(who))

    async def leaves(self, who: Person, place: Place, by: Person) -> Answer:
        place.members.remove(who)
        return await self._members(by, place, "Removed", _member(who))

    async def creates(self, who: Person, team: Team, name: str) -> Conversation:
        channel = self._tenant.channel(team, name)
        await self._channel(who, channel, "channelCreated")
        return channel

    async def renames(self, who: Person, channel: Conversation, name: str) -> Answer:
        """A channel, or a group chat."""
        channel.name = name
        if channel.team:
            return await self._channel(who, channel, "channelRenamed")
        return await self._update(who, channel, {"topicName": name})

    async def deletes(self, who: Person, channel: Conversation) -> Answer:
        channel.deleted = True
        return await self._channel(who, channel, "channelDeleted")

    async def restores(self, who: Person, channel: Conversation) -> Answer:
        channel.deleted = False
        return await self._channel(who, channel, "channelRestored")

    async def archives(self, who: Person, team: Team) -> Answer:
        team.archived = True
        return await self._team(who, team, "teamArchived")

    async def unarchives(self, who: Person, team: Team) -> Answer:
        team.archived = False
        return await self._team(who, team, "teamUnarchived")

    async def renames_team(self, who: Person, team: Team, name: str) -> Answer:
        team.name = name
        return await self._team(who, team, "teamRenamed")

    async def deletes_team(self, who: Person, team: Team) -> Answer:
        for channel in team.channels:
            channel.deleted = True
        return await self._team(who, team, "teamDeleted")

    async def _comes_or_goes(self, who: Person, place: Place, action: str) -> Answer:
        there = self._conversation(place)
        written = self._people.write.installation(who, there, action, zone=False)
        told = await self._people.delivers(written)
        if told.status != 200:
            return told
        kind, bot = ("Added" if action == "add" else "Removed"), {"id": self._tenant.bot.id}
        return await self._members(who, place, kind, bot, to_all=True)

    async def _members(
        self, by: Person, place: Place, kind: str, one: Json, *, to_all: bool = False
    ) -> Answer:
        body: Json = {f"members{kind}": [one]}
        if isinstance(place, Team):
            body["channelData"] = {"eventType": f"teamMember{kind}", "team": described(place)}
        return await self._update(by, self._conversation(place), body, to_all=to_all)

    async def _team(self, who: Person, team: Team, kind: str) -> Answer:
        data = {"eventType": kind, "team": described(team)}
        return await self._update(who, self._conversation(team), {"channelData": data})

    async def _channel(self, who: Person, channel: Conversation, kind: str) -> Answer:
        """Told of in the team's General channel."""
        about = {"id": channel.id, "name": channel.name}
        data = {"eventType": kind, "channel": about, "team": {"id": channel.team}}
        there = self._conversation(self._tenant.teams[channel.team])
        return await self._update(who, there, {"channelData": data})

    async def _update(
        self, who: Person, there: Conversation, body: Json, *, to_all: bool = False
    ) -> Answer:
        if not (to_all or self._tenant.here(there)):
            return SILENCE
        return await self._people.delivers(self._people.write.update(who, there, body))

    def _conversation(self, place: Place) -> Conversation:
        """Where a change is reported."""
        return self._tenant.conversations[place.id]


def _member(person: Person) -> Json:
    return {"id": person.id, "aadObjectId": person.account}
