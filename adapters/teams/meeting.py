"""What is learned before somebody's act is done: who they are, and in a new channel who is there."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog

from adapters.teams.addresses import Addresses
from adapters.teams.door import Door
from adapters.teams.inquiries import Inquiries
from adapters.teams.payloads import Malformed, scene, text
from adapters.teams.respond import TROUBLE
from bot.happening import Happening
from bot.intents import Intent, Members
from bot.news import LearnedProfile, Reachable
from bot.people import AccountRef, ChannelRef, WorkspaceRef

log = structlog.get_logger("muster.teams")

Json = dict[str, Any]

PATIENCE = 3.0
"""Seconds that a channel's first act waits for its people; after that the act goes on without them."""


class Meeting:
    """The address book, which introduces a channel before the first act in it is done.

    Otherwise the first form of a new team would know neither the channel's name nor its people. And
    whoever writes from a chat that was not known, or was given up, can be written to from now on.
    """

    def __init__(self, addresses: Addresses, inquiries: Inquiries, door: Door) -> None:
        self._addresses, self._inquiries, self._door = addresses, inquiries, door

    async def saw(self, activity: Json) -> LearnedProfile | None:
        there = scene(activity)
        if there.here is not None:
            met = await self._addresses.met(there.workspace, there.here)
            profile = await self._addresses.saw(activity)
            if not met:
                await self._introduce(there.workspace, there.here)
            return profile
        account = text(activity, "from", "aadObjectId")
        met = not account or await self._addresses.find(there.workspace, account) is not None
        profile = await self._addresses.saw(activity)
        if not met:
            await self._tell(there.workspace, Reachable(AccountRef(account)))
        return profile

    def learned(self, workspace: WorkspaceRef, news: LearnedProfile) -> None:
        self._addresses.learned(workspace, news)

    async def of_team(self, workspace: WorkspaceRef, team: str) -> Sequence[ChannelRef]:
        return await self._addresses.of_team(workspace, team)

    async def forget(self, workspace: WorkspaceRef, place: str) -> None:
        await self._addresses.forget(workspace, place)

    async def _introduce(self, workspace: WorkspaceRef, channel: ChannelRef) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                learned = await self._inquiries.ask(workspace, Members(channel))
        except (*TROUBLE, Malformed, TimeoutError) as trouble:
            # Whoever needs the channel asks for it again, through the courier.
            log.warning("a new channel is not known yet", why=type(trouble).__name__)
            return
        await self._tell(workspace, learned)

    async def _tell(self, workspace: WorkspaceRef, news: Intent) -> None:
        await self._door.handle(Happening(news, workspace, self._door.now()))
