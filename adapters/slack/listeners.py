"""Bolt's few listeners, one for each kind of payload, behind both HTTP and Socket Mode."""

from __future__ import annotations

import logging
import re
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import inbound
from adapters.slack.installation import Installation
from adapters.slack.payloads import Kind, Malformed, kind
from adapters.slack.turn import Door, Turns
from bot.clock import monotonic

log = structlog.get_logger("muster.slack")

Json = dict[str, Any]

ANY = re.compile("")


class Listeners:
    """Reads a payload that is known to be Slack's, and answers with the response Slack is to get."""

    def __init__(
        self, home: Installation, door: Door, turns: Turns, logger: logging.Logger, api_url: str
    ) -> None:
        self._home, self._door, self._turns = home, door, turns
        # The guard has checked the signature, and the bot's own events are news to us.
        self._bolt = AsyncApp(
            name="muster",
            logger=logger,
            client=AsyncWebClient(base_url=api_url, logger=logger),
            authorize=_Installed(home),
            process_before_response=True,
            request_verification_enabled=False,
            ignoring_self_events_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
        )
        self._bolt.view_submission(ANY)(self._form)
        self._bolt.block_action(ANY)(self._press)
        self._bolt.command(ANY)(self._command)
        self._bolt.event(ANY)(self._event)
        self._bolt.error(_failed)

    async def receive(self, body: Json) -> BoltResponse:
        """Let one payload in. What is malformed gets 400, what is another's 403."""
        try:
            what = kind(body)
            if what is not Kind.HANDSHAKE and not self._home.owns(body):
                log.warning("a payload for another installation was refused", kind=what.value)
                return BoltResponse(status=403)
            if what is Kind.OTHER:
                return BoltResponse(status=200)
            return await self._bolt.async_dispatch(AsyncBoltRequest(mode="socket_mode", body=body))
        except (Malformed, AttributeError, KeyError, TypeError, ValueError) as odd:
            # Bolt trusts the shape of what it reads. What our own listeners raise, it catches.
            return _malformed(odd)

    async def _command(self, body: Json) -> BoltResponse:
        since = monotonic()
        try:
            act = inbound.command(body, self._home, self._door.now())
        except Malformed as odd:
            return _malformed(odd)
        return _ok(await self._turns.take(act, since))

    async def _press(self, body: Json) -> BoltResponse:
        since = monotonic()
        try:
            act = inbound.pressed(body, self._home, self._door.now())
        except Malformed as odd:
            return _malformed(odd)
        return _ok(None if act is None else await self._turns.take(act, since))

    async def _form(self, body: Json) -> BoltResponse:
        since = monotonic()
        try:
            act = inbound.submitted(body, self._home, self._door.now())
        except Malformed as odd:
            return _malformed(odd)
        return _ok(await self._turns.take(act, since))

    async def _event(self, body: Json) -> BoltResponse:
        try:
            happening = inbound.reported(body, self._home, self._door.now())
        except Malformed as odd:
            return _malformed(odd)
        if happening is None:
            return BoltResponse(status=200)
        # What could not be kept is not acknowledged, so that Slack tells it again.
        return BoltResponse(status=200 if await self._turns.report(happening) else 500)


class _Installed(AsyncAuthorize):
    """The one installation there is, so that no request asks Slack who we are."""

    def __init__(self, home: Installation) -> None:
        self._result = AuthorizeResult(
            enterprise_id=None, team_id=home.team, bot_id=home.bot, bot_user_id=home.bot_user
        )

    async def __call__(self, **_context: Any) -> AuthorizeResult:
        return self._result


async def _failed(error: Exception) -> BoltResponse:
    """A fault of ours on the way in or out. Its text may quote somebody, so only its type is kept."""
    log.error("a request failed", fault=type(error).__name__)
    return BoltResponse(status=500)


def _ok(body: Json | None) -> BoltResponse:
    return BoltResponse(status=200, body="" if body is None else body)


def _malformed(odd: Exception) -> BoltResponse:
    log.warning("a malformed payload was refused", what=type(odd).__name__)
    return BoltResponse(status=400)
