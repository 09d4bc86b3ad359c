"""A memory of addresses for tests: several processes share it, and it counts its reads and writes."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.teams.addresses import SERVICE as SERVED
from bot.messages import Message
from bot.people import Roster, WorkspaceRef


class Shelf:
    """Of several workspaces."""

    def __init__(self) -> None:
        self.kept: dict[tuple[WorkspaceRef, str], str] = {}
        """Without what is about no place."""
        self.services: dict[tuple[WorkspaceRef, str], str] = {}
        self.reads = self.writes = 0

    async def keep_address(self, workspace: WorkspaceRef, place: str, address: str) -> None:
        self.writes += 1
        (self.services if place == SERVED else self.kept)[workspace, place] = address

    async def address(self, workspace: WorkspaceRef, place: str) -> str | None:
        self.reads += 1
        return (self.services if place == SERVED else self.kept).get((workspace, place))

    async def addresses(self, workspace: WorkspaceRef) -> Mapping[str, str]:
        every = self.kept | self.services
        return {place: one for (where, place), one in every.items() if where == workspace}

    async def forget_address(self, workspace: WorkspaceRef, place: str) -> None:
        self.kept.pop((workspace, place), None)

    async def standing(self, workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        raise AssertionError("the address book asks for no message")
