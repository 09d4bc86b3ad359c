"""What goes back to whoever acted: in the response itself, in their own chat, or beside what they wrote."""

from __future__ import annotations

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
TROUBLE = (Refused, Unreachable, Unanswered, Throttled)


class Chats(Protocol):
    """Where people's personal chats are, as remembered."""

    async def chat(self, workspace: WorkspaceRef, account: AccountRef) -> tuple[str, str] | None:
        """Its service URL and its conversation; None where it is not known."""


class Reached(Enum):
    """Whether somebody was told."""

    TOLD = "told"
    NO_CHAT = "no chat"
    """The app is not installed for them."""
    NOT_NOW = "not now"


class Responder:
    """Best effort by nature: what cannot be shown is logged by its code, and the asker may ask again."""

    def __init__(self, connector: Connector, chats: Chats) -> None:
        self._connector, self._chats = connector, chats

    async def tell(self, act: Act, body: Json) -> Reached:
        """A new message in the personal chat of whoever acted, wherever they acted."""
        try:
            service, conversation = await self._chat(act)
            await self._connector.send(service, conversation, body, Lost.CONVERSATION)
        except TROUBLE as trouble:
            log.warning("an answer was not shown", why=str(trouble))
            closed = isinstance(trouble, Refused) and trouble.lost is Lost.CONVERSATION
            return Reached.NO_CHAT if closed else Reached.NOT_NOW
        return Reached.TOLD

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

    async def _chat(self, act: Act) -> tuple[str, str]:
        there = act.there
        if act.alone:
            return there.service, there.conversation
        known = await self._chats.chat(there.workspace, act.who)
        if known is not None:
            return known
        made = await self._connector.personal(there.service, there.workspace.tenant, act.who.id)
        return there.service, made


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
