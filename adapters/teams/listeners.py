"""What becomes of an authenticated activity: an act takes its turn, news go through the door."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Protocol

import structlog

from adapters.teams import turn
from adapters.teams.door import Door
from adapters.teams.events import news
from adapters.teams.inbound import greeted, read
from adapters.teams.mentions import Resolve
from adapters.teams.payloads import Malformed, Nobody, Scene, scene, text
from adapters.teams.respond import TROUBLE, fails
from adapters.teams.seal import Seal
from adapters.teams.turn import Turns
from bot.clock import monotonic
from bot.happening import Happening, Nothing
from bot.people import AccountRef, ChannelRef, WorkspaceRef

log = structlog.get_logger("muster.teams")

Json = dict[str, Any]
Response = tuple[int, Json | None]
"""An HTTP status and a body."""
Who = Callable[[str, str, str], Awaitable[AccountRef | None]]
"""Whom Teams means, by a service URL, a conversation and an id in it. Raises the courier's exceptions."""


class Book(turn.Book, Protocol):
    """The address book, which also knows the channels of a team."""

    async def of_team(self, workspace: WorkspaceRef, team: str) -> Sequence[ChannelRef]: ...
    async def forget(self, workspace: WorkspaceRef, place: str) -> None: ...


class Listeners:
    """Reads an activity that is known to be Teams', and answers with the response Teams is to get."""

    def __init__(self, door: Door, book: Book, turns: Turns, seal: Seal, who: Who) -> None:
        self._door, self._book, self._turns = door, book, turns
        self._seal, self._who = seal, who

    async def receive(self, activity: Json) -> Response:
        """Let one activity in. What is malformed gets 400, and what nobody of ours did 403."""
        since = monotonic()
        try:
            there = scene(activity)
            if activity.get("type") in ("message", "invoke"):
                return await self._act(activity, there, since)
            return await self._news(activity, there)
        except Nobody:
            log.warning("an act of nobody was refused", type=_type(activity))
            return 403, _refused(activity, 403, "Forbidden")
        except Malformed as odd:
            log.warning("a malformed activity was refused", type=_type(activity), what=str(odd))
            return 400, _refused(activity, 400, "BadRequest")

    async def _act(self, activity: Json, there: Scene, since: float) -> Response:
        act = await read(activity, there, self._seal, self._resolving(there), self._door.now())
        if act is None:
            log.warning("an invoke that is none of ours came", name=text(activity, "name")[:40])
            return 501, _refused(activity, 501, "NotImplemented")
        return 200, await self._turns.take(act, activity, since)

    async def _news(self, activity: Json, there: Scene) -> Response:
        async def known(team: str) -> Sequence[ChannelRef]:
            return await self._book.of_team(there.workspace, team)

        found = await news(activity, there, known)
        if found.gone is not None:
            await self._book.forget(there.workspace, found.gone.id)
            return 200, None
        learned = await self._book.saw(activity)
        intents = found.intents if learned is None else (learned, *found.intents)
        at, key = self._door.now(), text(activity, "id")
        for intent in intents:
            outcome = await self._door.handle(Happening(intent, there.workspace, at, key=key))
            if not isinstance(outcome.now, Nothing):
                # What could not be kept is not acknowledged, so that Teams tells it again.
                return 500, None
            if intent is learned:
                self._book.learned(there.workspace, learned)
        if found.met is not None:
            await self._turns.take(greeted(activity, there, found.met, at), activity, monotonic())
        return 200, None

    def _resolving(self, there: Scene) -> Resolve:
        async def resolve(id: str) -> AccountRef | None:
            try:
                return await self._who(there.service, there.conversation, id)
            except TROUBLE as trouble:
                log.warning("a mention could not be looked up", why=str(trouble))
                return None

        return resolve


def _refused(activity: Json, status: int, code: str) -> Json | None:
    return fails(status, code, code) if activity.get("type") == "invoke" else None


def _type(activity: Json) -> str:
    """Text of the activity's own, so no more of it than what is ever a type."""
    return str(activity.get("type"))[:40]
