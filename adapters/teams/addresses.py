"""Where people, channels and chats are reached: what Teams tells once, and expects to be remembered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from adapters.teams.accounts import spoken
from adapters.teams.payloads import CHANNEL, Scene, scene, text
from adapters.teams.services import DEFAULT
from bot.clock import monotonic
from bot.mail import PlatformMemory
from bot.news import AccountFacts, LearnedProfile
from bot.people import AccountRef, ChannelRef, WorkspaceRef

Json = dict[str, Any]
Kind = Literal["personal", "channel", "group"]

SERVICE = "@service"
"""The entry for a tenant's service URL, which is the place of nobody."""
AGAIN = 900.0
"""Seconds after which what was told is told again."""
REMEMBERED = 10_000
"""Places and people of which this process knows what it told last, so that it need not tell it again."""


@dataclass(frozen=True, slots=True)
class Address:
    """How a person (their personal chat) or a channel is reached: our own JSON, and no SDK's."""

    service: str
    conversation: str
    kind: Kind
    team: str = ""
    name: str = ""
    """A group chat's own name, as last told; a channel's is asked for."""

    def dump(self) -> str:
        return json.dumps(
            [1, self.service, self.conversation, self.kind, self.team, self.name],
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def load(cls, text: str) -> Address:
        _version, service, conversation, kind, team, name = json.loads(text)
        return cls(service, conversation, kind, team, name)


class Addresses:
    """The addresses of all tenants. Always read anew, since another replica may have learned more."""

    def __init__(self, memory: PlatformMemory, steady: Callable[[], float] = monotonic) -> None:
        self._memory, self._steady = memory, steady
        self._written: dict[tuple[WorkspaceRef, str], str] = {}
        self._told: dict[tuple[WorkspaceRef, str], tuple[AccountFacts, float]] = {}
        """What the door has kept of somebody, and when."""
        self._served: dict[WorkspaceRef, tuple[str, float]] = {}

    async def saw(self, activity: Json) -> LearnedProfile | None:
        """Remember where an authenticated activity came from. Raises Malformed.

        The news of its sender is returned until ``learned`` says that it was kept, and again when it has
        changed, or after a while.
        """
        there = scene(activity)
        account = text(activity, "from", "aadObjectId")
        if not _leaving(activity):
            await self._keep_service(there)
        if there.here is not None:
            await self._keep_channel(activity, there, there.here)
        elif account and not _leaving(activity):
            personal = Address(there.service, there.conversation, "personal")
            await self.keep(there.workspace, account, personal)
        return self._news(there.workspace, activity)

    async def _keep_channel(self, activity: Json, there: Scene, here: ChannelRef) -> None:
        """What an activity leaves out, such as a chat's name, stays as it was."""
        channel = text(activity, "conversation", "conversationType") == CHANNEL
        team, name = there.team, "" if channel else text(activity, "conversation", "name")
        if not (team or name) and (before := await self.find(there.workspace, here.id)) is not None:
            team, name = before.team, before.name
        kind: Kind = "channel" if channel or team else "group"
        await self.keep(there.workspace, here.id, Address(there.service, here.id, kind, team, name))

    def _news(self, workspace: WorkspaceRef, activity: Json) -> LearnedProfile | None:
        facts = spoken(activity)
        if facts is None:
            return None
        key = workspace, facts.account.id
        last, since = self._told.get(key, (None, 0.0))
        # Not every activity names a zone; one that does not takes nothing back. Another process may have
        # told something else meanwhile, so what is not new is told again too, if seldom.
        same = last is not None and last.name == facts.name and facts.zone in (None, last.zone)
        if same and self._steady() - since < AGAIN:
            return None
        return LearnedProfile(facts)

    def learned(self, workspace: WorkspaceRef, news: LearnedProfile) -> None:
        """The door has kept this."""
        if len(self._told) > REMEMBERED:
            self._told.clear()
        self._told[workspace, news.facts.account.id] = news.facts, self._steady()

    async def _keep_service(self, there: Scene) -> None:
        """The newest, if not at every turn: people of one tenant may be served in several regions."""
        url, since = self._served.get(there.workspace, ("", 0.0))
        if url and (url == there.service or self._steady() - since < AGAIN):
            return
        await self.find(there.workspace, SERVICE)  # What another has written need not be written.
        await self.keep(there.workspace, SERVICE, Address(there.service, "", "personal"))
        self._served[there.workspace] = there.service, self._steady()

    async def keep(self, workspace: WorkspaceRef, place: str, address: Address) -> None:
        written = address.dump()
        if self._written.get((workspace, place)) == written:
            return
        await self._memory.keep_address(workspace, place, written)
        self._stands(workspace, place, written)

    async def forget(self, workspace: WorkspaceRef, place: str) -> None:
        self._written.pop((workspace, place), None)
        await self._memory.forget_address(workspace, place)

    async def find(self, workspace: WorkspaceRef, place: str) -> Address | None:
        """By an account's or a channel's id."""
        written = await self._memory.address(workspace, place)
        self._stands(workspace, place, written)
        return None if written is None else Address.load(written)

    def _stands(self, workspace: WorkspaceRef, place: str, written: str | None) -> None:
        """What was written or read last; another replica may have changed or forgotten it since."""
        if written is None:
            self._written.pop((workspace, place), None)
            return
        if len(self._written) > REMEMBERED:
            self._written.clear()
        self._written[workspace, place] = written

    async def met(self, workspace: WorkspaceRef, channel: ChannelRef) -> bool:
        """Whether anything has ever been said to the bot there."""
        if (workspace, channel.id) in self._written:
            return True
        return await self.find(workspace, channel.id) is not None

    async def chat(self, workspace: WorkspaceRef, account: AccountRef) -> tuple[str, str] | None:
        """The service URL and the conversation of somebody's personal chat, where it is known."""
        address = await self.find(workspace, account.id)
        return None if address is None else (address.service, address.conversation)

    async def channels(self, workspace: WorkspaceRef) -> Mapping[ChannelRef, Address]:
        """Every channel and group chat ever met."""
        found = await self._memory.addresses(workspace)
        addresses = {place: Address.load(written) for place, written in found.items()}
        return {
            ChannelRef(place): address
            for place, address in sorted(addresses.items())
            if address.kind != "personal"
        }

    async def of_team(self, workspace: WorkspaceRef, team: str) -> Sequence[ChannelRef]:
        met = await self.channels(workspace)
        return [channel for channel, address in met.items() if address.team == team]

    async def service(self, workspace: WorkspaceRef) -> str:
        """Where this tenant's connector is, as somebody told lately."""
        told = await self.find(workspace, SERVICE)
        if told is not None:
            return told.service
        found = await self._memory.addresses(workspace)  # Of a version that kept no such entry.
        return next((Address.load(one).service for one in found.values()), DEFAULT)


def _leaving(activity: Json) -> bool:
    """Whether it is the last word from a chat that is no more."""
    kind, action = text(activity, "type"), text(activity, "action")
    return kind == "installationUpdate" and action.startswith("remove")
