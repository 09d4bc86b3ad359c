"""Showing something to one person: at a response_url, in a channel for their eyes, or as a modal."""

from __future__ import annotations

from typing import Any

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.inbound import Act
from adapters.slack.payloads import text
from adapters.slack.refusals import answered
from bot.mail import (
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.people import AccountRef

log = structlog.get_logger("muster.slack")

Json = dict[str, Any]

EPHEMERAL: Json = {"response_type": "ephemeral"}

TROUBLE = (Refused, Unreachable, Unanswered, Throttled)


class Responder:
    """Best effort by nature: what cannot be shown is logged by its code, and the asker may ask again."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self._client, self._session = client, session

    async def show(self, act: Act, body: Json) -> None:
        """Show a message to the one who acted, where they acted."""
        if act.response_url:
            await self._to_url(act.response_url, body | EPHEMERAL | {"replace_original": False})
        elif act.where is None or not await self._in_channel(act, body):
            await self._directly(act, body)

    async def rewrite(self, act: Act, body: Json) -> None:
        """Put a message in the place of the one that the button sat on."""
        await self._to_url(act.response_url, body | {"replace_original": True})

    async def open(self, act: Act, view: Json) -> str | None:
        """Open a modal with the act's trigger; its id, or None where Slack would not."""
        try:
            call = self._client.views_open(trigger_id=act.trigger, view=view)
            return text(await answered(call, "views.open"), "view", "id")
        except TROUBLE as trouble:
            log.warning("a form could not be opened", why=str(trouble))
            return None

    async def update(self, view: str, body: Json) -> bool:
        """Change an open modal. False where it was closed meanwhile, or Slack would not."""
        try:
            await answered(self._client.views_update(view_id=view, view=body), "views.update")
        except TROUBLE as trouble:
            log.warning("a form could not be shown", why=str(trouble))
            return False
        return True

    async def publish(self, who: AccountRef, view: Json) -> None:
        """Make a view somebody's Home tab."""
        try:
            call = self._client.views_publish(user_id=who.id, view=view)
            await answered(call, "views.publish")
        except TROUBLE as trouble:
            log.warning("a home tab could not be published", why=str(trouble))

    async def _to_url(self, url: str, body: Json) -> None:
        try:
            async with self._session.post(url, json=body) as response:
                if response.status >= 400:
                    log.warning("an answer was not taken", status=response.status)
        except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
            log.warning("an answer was not taken", why=type(trouble).__name__)

    async def _in_channel(self, act: Act, body: Json) -> bool:
        """For their eyes only; False where the bot or the person is not in the channel."""
        assert act.where is not None
        call = self._client.chat_postEphemeral(channel=act.where.id, user=act.who.id, **body)
        try:
            await answered(call, "chat.postEphemeral")
        except Refused:
            return False
        except TROUBLE as trouble:
            log.warning("an answer was not shown", why=str(trouble))
        return True

    async def _directly(self, act: Act, body: Json) -> None:
        call = self._client.chat_postMessage(channel=act.who.id, **body)
        try:
            await answered(call, "chat.postMessage")
        except TROUBLE as trouble:
            log.warning("an answer was not shown", why=str(trouble))
