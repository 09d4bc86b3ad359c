"""What goes back to whoever acted: in the response itself, in their own chat, or beside what they wrote."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from enum import Enum
from typing import Any, Protocol

import structlog

from adapters.teams.connector import Connector
from adapters.teams.inbound import Act
from adapters.teams.render import CARD
from adapters.teams.spans import MARKUP
from bot.mail import Lost, Refused, Throttled, Unanswered, Unreachable
from bot.people import AccountRef, WorkspaceRef

log = structlog.get_logger("muster.teams")

Json = dict[str, Any]

WORDS = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
PAUSES = (0.5, 2.0)
"""Seconds between the tries of an answer."""
LONGEST = 8.0
TROUBLE = (Refused, Unreachable, Unanswered, Throttled)


class Chats(Protocol):
    """Where people's personal chats are, as remembered."""

    async def chat(self, workspace: WorkspaceRef, account: AccountRef) -> tuple[str, str] | None:
        """Its service URL and its conversation; None where it is not known."""

    async def forget(self, workspace: WorkspaceRef, place: str) -> None:
        """The chat of this account is no more."""


class Reached(Enum):
    """Whether somebody was told."""

    TOLD = "told"
    NO_CHAT = "no chat"
    """The app is not installed for them."""
    NOT_NOW = "not now"


class Responder:
    """Best effort by nature: what cannot be shown is logged by its code, and the asker may ask again."""

    def __init__(
        self, connector: Connector, chats: Chats, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._connector, self._chats, self._pauses = connector, chats, pauses

    async def tell(self, act: Act, body: Json, *, patiently: bool = False) -> Reached:
        """A new message in the personal chat of whoever acted, wherever they acted.

        ``patiently`` tries again where it was surely not taken, which takes longer than an invoke may.
        """
        for pause in (*(self._pauses if patiently else ()), None):
            try:
                await self._once(act, body)
            except (Throttled, Unreachable) as trouble:
                seconds = trouble.seconds if isinstance(trouble, Throttled) else pause
                if pause is not None and seconds is not None and seconds <= LONGEST:
                    await asyncio.sleep(seconds)
                    continue
                log.warning("an answer was not shown", why=str(trouble))
                return Reached.NOT_NOW
            except (Refused, Unanswered) as trouble:
                log.warning("an answer was not shown", why=str(trouble))
                closed = isinstance(trouble, Refused) and trouble.lost is Lost.CONVERSATION
                return Reached.NO_CHAT if closed else Reached.NOT_NOW
            return Reached.TOLD
        raise AssertionError("the last try ends in an answer")

    async def edit(self, act: Act, body: Json) -> None:
        """Put a card in the place of the one that was acted on."""
        try:
            await self._connector.edit(act.there.service, act.there.conversation, act.card, body)
        except TROUBLE as trouble:
            log.warning("an answer was not shown", why=str(trouble))

    async def beside(self, act: Act, text: str) -> None:
        """A sentence to the asker where everybody reads it, so it tells nothing of the answer."""
        name = MARKUP.sub("", act.name).strip()
        at = f"<at>{name}</at>" if name and act.user else ""
        mention = {"type": "mention", "text": at, "mentioned": {"id": act.user, "name": name}}
        body: Json = {"type": "message", "text": f"{at} {text}".strip()}
        if at:
            body["entities"] = [mention]
        try:
            await self._connector.send(act.there.service, act.there.conversation, body)
        except TROUBLE as trouble:
            log.warning("an answer was not shown", why=str(trouble))

    async def _once(self, act: Act, body: Json) -> None:
        there = act.there
        if act.alone:
            await self._connector.send(there.service, there.conversation, body, Lost.CONVERSATION)
            return
        known = await self._chats.chat(there.workspace, act.who)
        if known is not None:
            try:
                await self._connector.send(*known, body, Lost.CONVERSATION)
            except Refused as no:
                if no.lost is not Lost.CONVERSATION:
                    raise
                await self._chats.forget(there.workspace, act.who.id)
            else:
                return
        made = await self._made(act)
        await self._connector.send(there.service, made, body, Lost.CONVERSATION)

    async def _made(self, act: Act) -> str:
        """Teams' own id serves for whoever has the app only through a team, the Entra id does not."""
        service, tenant = act.there.service, act.there.workspace.tenant
        try:
            return await self._connector.personal(service, tenant, act.who.id)
        except Refused as no:
            if no.lost is not Lost.CONVERSATION or not act.user:
                raise
            return await self._connector.personal(service, tenant, act.user)


def shows(card: Json) -> Json:
    """An invoke's response: this card, in the place of the one that was acted on."""
    return {"statusCode": 200, "type": CARD, "value": card}


def says(text: str) -> Json:
    """An invoke's response: a sentence, for the one who acted alone; the card stays."""
    return {"statusCode": 200, "type": WORDS, "value": text}


def fails(status: int, code: str, message: str) -> Json:
    """An invoke's response: it could not be read."""
    return {"statusCode": status, "type": ERROR, "value": {"code": code, "message": message}}


def dialog(value: Json) -> Json:
    """A dialog's response: it goes on with this."""
    return {"task": {"type": "continue", "value": value}}


def closing(text: str) -> Json:
    """A dialog's response: a sentence, after which it closes."""
    return {"task": {"type": "message", "value": text}}
