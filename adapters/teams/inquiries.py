"""Finding out from the connector: who is in a channel or chat, who somebody is, what a channel is called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from adapters.teams.accounts import facts
from adapters.teams.addresses import Address, Addresses
from adapters.teams.connector import Connector
from adapters.teams.payloads import THREAD, text
from bot.intents import Everything, Inquiry, Intent, Members, Profile
from bot.mail import Lost, Refused
from bot.news import (
    AccountFacts,
    ChannelChanged,
    LearnedEverything,
    LearnedMembers,
    LearnedProfile,
)
from bot.people import AccountRef, Channel, ChannelRef, WorkspaceRef

Json = dict[str, Any]

GENERAL = "General"
"""The first channel of every team, which the connector leaves without a name."""
REMEMBERED = 10_000


class Inquiries:
    """Answers inquiries with news for the door. Every method raises the courier's exceptions."""

    def __init__(self, connector: Connector, addresses: Addresses) -> None:
        self._connector, self._addresses = connector, addresses
        self._accounts: dict[str, AccountRef] = {}

    async def ask(self, workspace: WorkspaceRef, inquiry: Inquiry) -> Intent:
        match inquiry:
            case Members(channel=channel):
                return await self._members(workspace, channel)
            case Profile(account=account):
                return await self._profile(workspace, account)
            case Everything():
                return await self._everything(workspace)

    async def account(self, service: str, conversation: str, id: str) -> AccountRef | None:
        """Whom Teams means by an id such as ``29:1abc`` in a conversation; None where it does not say."""
        if id not in self._accounts:
            try:
                told = await self._connector.member(service, conversation.partition(THREAD)[0], id)
            except Refused:
                return None
            account = text(told, "aadObjectId") or text(told, "objectId")
            if not account:
                return None
            if len(self._accounts) > REMEMBERED:
                self._accounts.clear()
            self._accounts[id] = AccountRef(account)
        return self._accounts[id]

    async def member(self, workspace: WorkspaceRef, account: AccountRef) -> Json:
        """Somebody as the first conversation describes them that knows them.

        Refused with ``Lost.PERSON`` where none does.
        """
        own = await self._addresses.find(workspace, account.id)
        met = (await self._addresses.channels(workspace)).values()
        rosters = {_roster(one): one.service for one in (*([own] if own else []), *met)}
        for roster, service in rosters.items():
            try:
                return await self._connector.member(service, roster, account.id)
            except Refused as no:
                if no.lost is Lost.WORKSPACE:
                    raise
        raise Refused("unknown-member", Lost.PERSON)

    async def _members(self, workspace: WorkspaceRef, channel: ChannelRef) -> Intent:
        address = await self._addresses.find(workspace, channel.id)
        if address is None:
            return ChannelChanged(channel, present=False)
        try:
            name = await self._name(address)
            members = await self._connector.members(address.service, _roster(address))
        except Refused as no:
            if no.lost is not Lost.CHANNEL:
                raise
            return ChannelChanged(channel, present=False)
        people = _people(members, workspace)
        known = Channel(channel, name, private=True, present=True)
        return LearnedMembers(known, tuple(one.account for one in people), tuple(people))

    async def _profile(self, workspace: WorkspaceRef, account: AccountRef) -> Intent:
        known = facts(await self.member(workspace, account), workspace.tenant)
        if known is None:
            raise Refused("unknown-member", Lost.PERSON)
        return LearnedProfile(known)

    async def _everything(self, workspace: WorkspaceRef) -> Intent:
        """What has been met; a channel that nobody has used the bot in is none of its business."""
        teams: dict[str, dict[str, str] | None] = {}
        found: list[Channel] = []
        for channel, address in (await self._addresses.channels(workspace)).items():
            if address.team:
                if address.team not in teams:
                    teams[address.team] = await self._team(address)
                names = teams[address.team]
                if names is not None and channel.id in names:
                    found.append(Channel(channel, names[channel.id], private=True, present=True))
            elif await self._here(address):
                found.append(Channel(channel, address.name, private=True, present=True))
        return LearnedEverything((), tuple(found))

    async def _team(self, address: Address) -> dict[str, str] | None:
        """The names of a team's channels; None where the bot is no longer in it."""
        try:
            told = await self._connector.channels(address.service, address.team)
        except Refused as no:
            if no.lost is not Lost.CHANNEL:
                raise
            return None
        return {text(one, "id"): text(one, "name") or GENERAL for one in told}

    async def _here(self, address: Address) -> bool:
        try:
            await self._connector.members(address.service, address.conversation)
        except Refused as no:
            if no.lost is not Lost.CHANNEL:
                raise
            return False
        return True

    async def _name(self, address: Address) -> str:
        if not address.team:
            return address.name
        names = await self._team(address)
        if names is None or address.conversation not in names:
            raise Refused("not-in-team", Lost.CHANNEL)
        return names[address.conversation]


def _roster(address: Address) -> str:
    """Whose list of members is a channel's: the team's, which the connector also knows as a conversation."""
    return address.team or address.conversation


def _people(members: Iterable[Json], workspace: WorkspaceRef) -> list[AccountFacts]:
    told = (facts(one, workspace.tenant) for one in members)
    return list({one.account: one for one in told if one is not None}.values())
