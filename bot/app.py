"""The one file that knows everyone: builds the parts, wires them, starts and stops them in order."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Protocol
from uuid import uuid4

import structlog
from aiohttp import web

import storage
from adapters.clockwork import Heartbeat
from adapters.web import prometheus
from adapters.web.application import Server, application
from bot import logs, metrics
from bot.clock import Clock, SystemClock
from bot.courier import Courier
from bot.dispatch import Dispatcher
from bot.findings import Finding
from bot.happening import Happening
from bot.mail import (
    CannotStart,
    Home,
    Platform,
    Refused,
    Throttled,
    Unanswered,
    Unreachable,
)
from bot.news import Refresh, WorkspaceGone
from bot.people import WorkspaceRef
from bot.rituals.standup_intents import Tend
from bot.settings import KeepSettings, Settings, SettingsError, StartFailed
from handlers import routers
from storage.engine import read_url, sqlite_file

log = structlog.get_logger("muster")

AGAIN = 5.0
"""Seconds until a lost connection for notices is opened again."""


def _leave_the_imports_alone() -> None:
    """Keep the garbage collector from walking 100,000 objects that live as long as the process.

    Such a walk stops everything for a tenth of a second, which is what the slowest answers waited for.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 50)


class Neighbour(Protocol):
    """A platform in whose chat the bot lives."""

    @property
    def name(self) -> str:
        """As people write it."""

    @property
    def platform(self) -> Platform: ...
    def routes(self) -> Sequence[web.RouteDef]: ...
    async def start(self) -> Sequence[Home]:
        """Where the bot is installed. Raises CannotStart, or the courier's exceptions."""

    async def stop(self) -> None: ...
    async def ready(self) -> str | None:
        """Why it cannot be served just now, in a sentence; None if it can."""

    async def diagnose(self) -> Sequence[Finding]:
        """How our access to it is, found out without starting; nobody there sees it."""


async def _started(neighbour: Neighbour) -> Sequence[Home]:
    try:
        return await neighbour.start()
    except CannotStart as error:
        raise SettingsError(str(error)) from None
    except (Unreachable, Unanswered, Throttled, Refused) as error:
        raise StartFailed(
            f"{neighbour.name} cannot be reached ({error}); try again later."
        ) from None


def _keep(chosen: KeepSettings) -> storage.Keep:
    """0 keeps a thing for ever."""
    return storage.Keep(
        answers=timedelta(days=chosen.answers_days) if chosen.answers_days else None,
        journal=timedelta(days=chosen.journal_days) if chosen.journal_days else None,
        messages=timedelta(hours=chosen.messages_hours),
    )


def build(settings: Settings, clock: Clock | None = None) -> App:
    """Wire a bot that is not started yet. Raises SettingsError where no workspace is set up."""
    return App(settings, clock or SystemClock())


class App:
    """The bot as one process. Its parts are there for whoever drives it: a demo, a test, a command."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        if settings.slack is None and settings.teams is None:
            raise SettingsError(
                "MUSTER_SLACK__BOT_TOKEN and MUSTER_TEAMS__APP_ID are both missing: set one of them "
                "in the environment or in .env, or run `muster demo`, which needs none."
            )
        self.settings, self.clock = settings, clock
        self.port = settings.port
        """Where it listens; where 0 was set, known once it has started."""
        self.storage = storage.open_storage(settings.database_url)
        self.dispatcher = Dispatcher(routers, self.storage, clock, self._wake)
        self.neighbours = tuple(self._neighbours())
        self.platforms = {one.platform.name: one.platform for one in self.neighbours}
        self.courier = Courier(
            self.storage,
            self.platforms,
            self.dispatcher,
            uuid4().hex,
            lease_seconds=settings.lease_seconds,
        )
        self.heartbeat = Heartbeat(
            self.storage, self.dispatcher, clock, nightly=(self._refresh, self.tend, self._tidy)
        )
        checks = {"database": self._database}
        checks |= {
            name: one.ready for name, one in zip(self.platforms, self.neighbours, strict=True)
        }
        routes = [route for one in self.neighbours for route in one.routes()]
        if settings.metrics:
            metrics.start()
            token = settings.metrics_token
            shown = None if token is None else token.get_secret_value()
            routes.append(prometheus.route(self._metrics, shown))
        self._server = Server(application(routes, checks), settings.host, settings.port)
        self._homes: set[WorkspaceRef] = set()
        self._stopping = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self._memory = AsyncExitStack()
        self.failed = False
        """Whether it stopped because a connection could not be revived."""

    async def start(self) -> None:
        """Start everything, the port last. Raises SettingsError, StartFailed, or storage's own sentences."""
        await self.connect()
        self.heartbeat.start()
        try:
            self.port = await self._server.start()
        except OSError as error:
            where = f"{self.settings.host}:{self.settings.port}"
            raise StartFailed(
                f"Nothing can listen at {where} ({error.strerror}); MUSTER_PORT chooses another."
            ) from None

    async def connect(self) -> None:
        """Open the database and the platforms, and deliver; no port, and no heartbeat of its own."""
        self._memory.enter_context(storage.hold_file_lock(self.settings.database_url))
        await self._migrate_if_new()
        await self.storage.start()
        self._memory.push_async_callback(self.storage.stop)
        for neighbour in self.neighbours:
            for home in await _started(neighbour):
                await self.storage.installed_workspace(home.workspace, home.name, home.bot)
                self._homes.add(home.workspace)
        await self.courier.start()
        self._listening = asyncio.create_task(self._listen())
        await self._leave_others()
        await self.tend()
        await self._refresh()

    async def run(self) -> None:
        """Serve until a signal comes; a second one ends the process at once."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.loop_fault)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._signalled)
        stopped = asyncio.create_task(self._stopping.wait())
        starting = asyncio.create_task(self.start())
        try:
            await asyncio.wait((starting, stopped), return_when=asyncio.FIRST_COMPLETED)
            if starting.done():
                starting.result()
                _leave_the_imports_alone()
                log.info("serving", host=self.settings.host, port=self.port)
                await stopped
            starting.cancel()
            await asyncio.wait((starting,))
        finally:
            stopped.cancel()
            await self.stop()
        log.info("stopped")

    async def stop(self) -> None:
        """Take nothing more in, let what was begun end, and close the database last."""
        try:
            await self._server.stop()
            await self.heartbeat.stop()
            # The courier's calls go through the neighbours' connections, which close after them.
            await self.courier.stop()
            for neighbour in self.neighbours:
                await neighbour.stop()
            if self._listening is not None:
                self._listening.cancel()
        finally:
            await self._memory.aclose()

    async def _leave_others(self) -> None:
        """Where the bot served once and is set up no more, no day begins."""
        for workspace in await self.storage.workspaces():
            if workspace.ref not in self._homes:
                log.info("no longer served", workspace=str(workspace.ref))
                gone = Happening(WorkspaceGone(), workspace.ref, self.clock.now())
                await self.dispatcher.handle(gone)

    async def tend(self) -> None:
        """Promise again what is missing in any workspace."""
        for workspace in await self.storage.workspaces():
            await self.dispatcher.handle(Happening(Tend(), workspace.ref, self.clock.now()))

    async def _refresh(self) -> None:
        """Ask the platforms again who is there."""
        for workspace in await self.storage.workspaces():
            await self.dispatcher.handle(Happening(Refresh(), workspace.ref, self.clock.now()))

    def _neighbours(self) -> Iterator[Neighbour]:
        """Those that are set up; nobody loads the libraries of another."""
        if self.settings.slack is not None:
            from adapters.slack.neighbour import Slack

            yield Slack(self.settings.slack, self.dispatcher, on_dead=self._dead)
        if self.settings.teams is not None:
            from adapters.teams.neighbour import Teams

            teams, url = self.settings.teams, self.settings.public_url
            yield Teams(teams, self.dispatcher, self.storage, public_url=url)

    def _wake(self, workspace: WorkspaceRef) -> None:
        self.courier.wake(workspace)

    async def _tidy(self) -> None:
        await self.storage.tidy(self.clock.now(), _keep(self.settings.keep))

    async def _metrics(self) -> tuple[bytes, str]:
        return metrics.page(await self.storage.counts(self.clock.now()))

    async def _migrate_if_new(self) -> None:
        file = sqlite_file(read_url(self.settings.database_url))
        if file is not None and not file.exists():
            await asyncio.to_thread(storage.migrate, self.settings.database_url)

    async def _database(self) -> str | None:
        await self.storage.next_due()
        return None

    async def _listen(self) -> None:
        """Hear of what other processes put into the outbox."""
        while True:
            try:
                async for workspace in self.storage.changes():
                    self.courier.wake(workspace)
            except Exception as fault:
                # The courier looks by itself from time to time, so a lost notice costs only time.
                log.warning("notices are lost for a while", fault=type(fault).__name__)
            await asyncio.sleep(AGAIN)

    def _signalled(self) -> None:
        if self._stopping.is_set():
            os._exit(1)
        log.info("stopping")
        self._stopping.set()

    def _dead(self) -> None:
        self.failed = True
        self._stopping.set()
