"""The playground: a Slack of one workspace on your own machine, in one aiohttp server."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from bot.clock import Clock, SystemClock
from playground.colleagues import Colleagues
from playground.control import Control
from playground.diary import Diary
from playground.files import Files
from playground.guide import Guide
from playground.happens import Happens
from playground.installed import App
from playground.machine import Machine
from playground.outward.deliveries import Deliveries
from playground.outward.http import HttpLine
from playground.outward.line import Line
from playground.outward.socket import Sockets
from playground.sights import Sight
from playground.stage import Stage
from playground.tickets import Tickets
from playground.town import Town, halcyon
from playground.ui.answers import Answers
from playground.ui.guard import guard
from playground.ui.hands import Hands
from playground.ui.homes import Homes
from playground.ui.modals import Modals
from playground.ui.routes import Pages
from playground.ui.state import Screen
from playground.ui.talk import Talk
from playground.webapi import files
from playground.webapi.door import Door
from playground.webapi.faults import Faults
from playground.webapi.limits import Limits
from playground.webapi.refusal import Refusal
from playground.webapi.response_url import respond
from playground.world import World

PATIENCE = 3.0
"""Seconds that Slack waits for an app's answer."""


class Playground:
    """One workspace with one app installed.

    With ``bot_url`` the app is reached by signed HTTP at ``<bot_url>/slack/events``; without, over
    the Socket Mode connection that it opens. ``clock`` is the calendar that timestamps follow,
    ``machine`` the clock of retries, triggers and response URLs. ``limits`` may count other seconds
    than the machine's.
    """

    def __init__(
        self,
        town: Town | None = None,
        *,
        app: App | None = None,
        bot_url: str | None = None,
        clock: Clock | None = None,
        machine: Machine | None = None,
        limits: Limits | None = None,
        stage: Stage | None = None,
        path: Path | None = None,
        patience: float = PATIENCE,
        ping_seconds: float = 10.0,
    ) -> None:
        clock = clock or SystemClock()
        self.app = app or App()
        self.machine = machine or Machine()
        self.limits = limits or Limits(self.machine.now)
        self.faults = Faults()
        self.gone: str | None = None
        """The error that the app's token meets once it is revoked."""
        self.closing = False
        self.url = ""
        diary = Diary(path)
        self.world = World(town or halcyon(), clock, diary)
        self.files = Files(self.world, diary, self.machine, self.faults)
        self.tickets = Tickets(self.machine)
        self.modals, self.homes = Modals(self.world, diary), Homes(self.world, diary)
        self.sockets = Sockets(self.world.town.app_id, patience, ping_seconds)
        self._patience = patience
        self._http = None if bot_url is None else self._to(bot_url)
        self.deliveries = Deliveries(self._line, self.faults, self.machine)
        self.happens = Happens(self.world, self.app, self.deliveries, self.faults)
        self.answers = Answers(self.world, self.files)
        self.talk, self.hands, self.colleagues = Talk(self), Hands(self), Colleagues(self)
        guide = Guide(Sight(self.world, self.modals, self.homes), diary)
        self.screen = Screen(self, guide, clock, stage)
        self.door = Door(self)
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def deliver_to(self, bot_url: str | None) -> None:
        """Where the app is from now on; None means that it connects by Socket Mode."""
        before = self._http
        self._http = None if bot_url is None else self._to(bot_url)
        if before is not None:
            await before.close()

    def _to(self, bot_url: str) -> HttpLine:
        return HttpLine(bot_url, self.app.signing_secret, self._patience)

    def _line(self) -> Line:
        return self.sockets if self._http is None else self._http

    def needs(self, *scopes: str) -> None:
        """Raises Refusal unless the app has one of these scopes."""
        if not self.app.scopes.intersection(scopes):
            raise Refusal(
                "missing_scope",
                needed=",".join(sorted(scopes)),
                provided=",".join(sorted(self.app.scopes)),
            )

    async def start(self, port: int = 0) -> str:
        """Listen on this machine alone; the address, without a slash at its end.

        Raises OSError where the port is taken; another may then be tried.
        """
        application = web.Application(middlewares=[guard], client_max_size=4 * 2**20)
        application.router.add_route("*", "/api/{method}", self.door.handle)
        application.router.add_get("/link/", self.sockets.connect)
        application.router.add_post("/response/{name}", self._respond)
        application.router.add_post("/upload/v1/{address}", self._upload)
        application.router.add_get("/files/{id}", self._file)
        application.router.add_routes(Pages(self).routes())
        application.router.add_routes(Control(self).routes())
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        self._site = web.TCPSite(self._runner, "127.0.0.1", port)
        try:
            await self._site.start()
        except OSError:
            await self._runner.cleanup()
            raise
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.tickets.base = self.url
        return self.url

    async def _respond(self, request: web.Request) -> web.Response:
        return await respond(self, request)

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await files.take(self, request)

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return await files.serve(self, request)

    async def refuse(self) -> None:
        """Refuse connections, and end those that stand, until ``accept``."""
        assert self._site is not None
        assert self._runner is not None
        await self._site.stop()
        await self.sockets.drop()
        assert self._runner.server is not None
        for connection in self._runner.server.connections:
            if connection.transport is not None:
                connection.transport.abort()

    async def accept(self) -> None:
        """Listen again, where it was before."""
        assert self._runner is not None
        self._site = web.TCPSite(self._runner, "127.0.0.1", int(self.url.rpartition(":")[2]))
        await self._site.start()

    async def stop(self) -> None:
        self.closing = True
        self.world.changed()
        await self.deliveries.close()
        await self.sockets.drop()
        if self._http is not None:
            await self._http.close()
        if self._runner is not None:
            await self._runner.cleanup()
        self.world.close()

    @property
    def api_url(self) -> str:
        """What the bot is given as Slack's API address."""
        return f"{self.url}/api/"


if __name__ == "__main__":
    from playground.standalone import main

    main()
