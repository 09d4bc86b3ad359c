"""Slack as one neighbour: its route, its platform, its start and its stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence

import aiohttp
import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import diagnosis
from adapters.slack.guard import Guard, NotSlack
from adapters.slack.installation import Installation
from adapters.slack.listeners import Listeners
from adapters.slack.payloads import Malformed, parse, text
from adapters.slack.platform import SlackPlatform
from adapters.slack.refusals import answered
from adapters.slack.respond import Responder
from adapters.slack.settings import SlackSettings
from adapters.slack.socket import Socket
from adapters.slack.turn import Door, Turns
from bot.clock import machine_time
from bot.findings import Finding
from bot.mail import (
    CannotStart,
    Home,
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.people import AccountRef
from bot.tasks import Tasks

log = structlog.get_logger("muster.slack")

PATH = "/slack/events"
TIMEOUT = aiohttp.ClientTimeout(total=15, sock_connect=5)
PATIENCE = (0.2, 0.5, 1.0, 2.0, 4.0)
"""Seconds between the attempts to learn who we are, at the start."""


class Slack:
    """One workspace of Slack."""

    name = "Slack"

    def __init__(
        self,
        settings: SlackSettings,
        door: Door,
        *,
        on_dead: Callable[[], None],
        machine_time: Callable[[], float] = machine_time,
    ) -> None:
        self._settings, self._door, self._on_dead = settings, door, on_dead
        self._guard = Guard(settings.signing_secrets, machine_time)
        self._tasks = Tasks()
        self._session: aiohttp.ClientSession | None = None
        self._logger = _quiet_logger()
        # No retries: a connection that drops after Slack has accepted a message would repeat it.
        self._client = AsyncWebClient(
            token=settings.bot_token.get_secret_value(),
            base_url=settings.api_url,
            retry_handlers=[],
            logger=self._logger,
        )
        self.platform = SlackPlatform(settings, self._client)
        self._listeners: Listeners | None = None
        self._socket: Socket | None = None

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self._posted)]

    async def start(self) -> Sequence[Home]:
        """Learn who we are, and begin to listen. Raises CannotStart, or the courier's exceptions."""
        self._session = self._client.session = aiohttp.ClientSession(timeout=TIMEOUT)
        home = await self._identify()
        session = self._session
        turns = Turns(self._door, Responder(self._client, session), self._tasks)
        url = self._settings.api_url
        listeners = self._listeners = Listeners(home, self._door, turns, self._logger, url)
        token = self._settings.app_token
        if token is not None:
            self._socket = Socket(
                token.get_secret_value(), url, listeners.receive, self._on_dead, self._logger
            )
            await self._connect(self._socket)
        log.info("slack is ready", workspace=str(home.workspace), socket=token is not None)
        return (Home(home.workspace, home.team, AccountRef(home.bot_user)),)

    async def stop(self) -> None:
        """Take nothing more in, and let what was begun end."""
        self._listeners = None
        if self._socket is not None:
            await self._socket.stop()
        await self._tasks.drain()
        if self._session is not None:
            await self._session.close()

    async def ready(self) -> str | None:
        """Why Slack cannot be served just now, in a sentence; None if it can."""
        if self._listeners is None:
            return "Slack is not connected yet."
        return None if self._socket is None else self._socket.trouble()

    async def diagnose(self) -> Sequence[Finding]:
        """What is well and what is not with our tokens, without a start."""
        return await diagnosis.diagnose(self._settings, self._logger)

    async def _posted(self, request: web.Request) -> web.Response:
        try:
            raw = await self._guard.admit(request)
        except NotSlack as reason:
            log.warning("a request that is not Slack's was refused", why=str(reason))
            return web.Response(status=401)
        if self._listeners is None:
            return web.Response(status=503)
        try:
            body = parse(raw)
        except Malformed as odd:
            log.warning("a malformed payload was refused", what=str(odd))
            return web.Response(status=400)
        return await to_aiohttp_response(await self._listeners.receive(body))

    async def _connect(self, socket: Socket) -> None:
        try:
            await socket.start()
        except Refused as no:
            raise CannotStart(_refused("APP_TOKEN", no.code)) from None

    async def _identify(self) -> Installation:
        for pause in PATIENCE:
            try:
                return await _installation(self._client)
            except (Unreachable, Unanswered, Throttled) as trouble:
                log.warning("slack does not answer yet", why=str(trouble))
                await asyncio.sleep(pause)
        return await _installation(self._client)


async def _installation(client: AsyncWebClient) -> Installation:
    try:
        told = await answered(client.auth_test(), "auth.test")
    except Refused as no:
        raise CannotStart(_refused("BOT_TOKEN", no.code)) from None
    bot = text(told, "bot_id")
    app = text(told, "app_id")
    if not app:
        try:
            app = text(await answered(client.bots_info(bot=bot), "bots.info"), "bot", "app_id")
        except Refused as no:
            log.warning("slack does not tell the app's id, so it is not checked", code=no.code)
    return Installation(text(told, "team_id"), text(told, "user_id"), bot, app or None)


def _refused(setting: str, code: str) -> str:
    return (
        f"MUSTER_SLACK__{setting} was refused by Slack ({code}); copy it anew from the app's page."
    )


def _quiet_logger() -> logging.Logger:
    """For Bolt and the SDK, which write whole payloads where they may debug."""
    logger = logging.getLogger("muster.slack.sdk")
    logger.setLevel(logging.WARNING)
    return logger
