"""Microsoft Teams as one neighbour: its route, its platform, its start and its stop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

import aiohttp
import structlog
from aiohttp import web

from adapters.teams import diagnosis
from adapters.teams.adapter import TeamsAdapter
from adapters.teams.addresses import Addresses
from adapters.teams.answers import Answers
from adapters.teams.connector import TIMEOUT, Connector
from adapters.teams.dialogs import Dialogs
from adapters.teams.door import Door
from adapters.teams.files import Files
from adapters.teams.guard import Guard, NotTeams
from adapters.teams.inquiries import Inquiries
from adapters.teams.keys import Keys
from adapters.teams.listeners import Listeners
from adapters.teams.meeting import Meeting
from adapters.teams.platform import NAME, TeamsPlatform
from adapters.teams.respond import Responder
from adapters.teams.seal import Seal
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from adapters.teams.turn import Turns
from bot.clock import machine_time, monotonic
from bot.findings import Finding
from bot.mail import CannotStart, Home, PlatformMemory, Refused, Unreachable
from bot.people import AccountRef, WorkspaceRef
from bot.tasks import Tasks

log = structlog.get_logger("muster.teams")

PATH = "/api/messages"
PATIENCE = (0.5, 2.0, 4.0)
"""Seconds between the attempts to sign in, at the start."""
NOT_A_SECRET = "insecure loopback"  # noqa: S105 - there nothing is secret
"""Seals the cards where there is no app, and so no secret: they then outlive a restart."""


class Teams:
    """One app of Teams, in the tenants that are set.

    ``public_url`` is where Teams and people fetch pictures and files; without it they are told in words.
    """

    name = "Microsoft Teams"

    def __init__(
        self,
        settings: TeamsSettings,
        door: Door,
        memory: PlatformMemory,
        *,
        public_url: str | None = None,
        machine_time: Callable[[], float] = machine_time,
    ) -> None:
        self._settings, self._machine_time = settings, machine_time
        self._session: aiohttp.ClientSession | None = None
        self._tasks = Tasks()
        self._tokens = Tokens(settings, monotonic)
        self._connector = Connector(settings, self._tokens)
        addresses = Addresses(memory)
        inquiries = Inquiries(self._connector, addresses)
        seal = Seal(settings.passwords or (NOT_A_SECRET,))
        self._files = Files(memory, seal, public_url, machine_time)
        self.platform = TeamsPlatform(
            settings, self._connector, addresses, inquiries, seal, self._files
        )
        responder = Responder(self._connector, addresses)
        answers = Answers(memory, seal, responder, door, self._files)
        meeting = Meeting(addresses, inquiries, door)
        turns = Turns(door, meeting, answers, Dialogs(seal), self._tasks)
        listeners = Listeners(door, meeting, turns, seal, inquiries.account)
        self._adapter = TeamsAdapter(self._connector, listeners.receive)
        self._guard: Guard | None = None

    def routes(self) -> list[web.RouteDef]:
        return [web.post(PATH, self._posted), *self._files.routes()]

    async def start(self) -> Sequence[Home]:
        """See that the credentials are good, and begin to listen. Raises CannotStart, or Unreachable."""
        self._session = self._connector.session = aiohttp.ClientSession(timeout=TIMEOUT)
        try:
            await self._sign_in()
        except Refused as no:
            raise CannotStart(
                f"MUSTER_TEAMS__APP_PASSWORD was refused by Microsoft ({no.code}); it has to be a "
                "client secret of MUSTER_TEAMS__APP_ID in the first of MUSTER_TEAMS__TENANT_ID."
            ) from None
        keys = Keys(self._settings.openid_url, self._session, monotonic)
        self._guard = Guard(self._settings, keys, self._machine_time)
        log.info("teams is ready", tenants=len(self._settings.tenants))
        bot = AccountRef(f"28:{self._settings.app_id}")
        return [
            Home(WorkspaceRef(NAME, tenant), f"Teams tenant {tenant}", bot)
            for tenant in self._settings.tenants
        ]

    async def _sign_in(self) -> None:
        for pause in PATIENCE:
            try:
                await self._tokens.token()
                return
            except Unreachable as trouble:
                log.warning("microsoft's sign-in does not answer yet", why=str(trouble))
                await asyncio.sleep(pause)
        await self._tokens.token()

    async def stop(self) -> None:
        """Take nothing more in, and let what was begun end."""
        self._guard = None
        await self._tasks.drain()
        if self._session is not None:
            await self._session.close()

    async def ready(self) -> str | None:
        """Why Teams cannot be served just now, in a sentence; None if it can."""
        return "Teams is not connected yet." if self._guard is None else None

    async def diagnose(self) -> Sequence[Finding]:
        """What is well and what is not with our credentials, without a start."""
        return await diagnosis.diagnose(self._settings)

    async def _posted(self, request: web.Request) -> web.Response:
        if self._guard is None:
            return web.Response(status=503)
        try:
            activity = await self._guard.admit(request)
        except NotTeams as reason:
            log.warning("a request that is not Teams' was refused", why=str(reason))
            return web.Response(status=reason.status)
        status, body = await self._adapter.receive(activity)
        return (
            web.Response(status=status) if body is None else web.json_response(body, status=status)
        )
