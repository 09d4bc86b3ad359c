"""The demo: the real bot and the playground in one process, with a calendar that can be pushed."""

from __future__ import annotations

import asyncio
import contextlib
import shutil
import signal
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import structlog
from pydantic import SecretStr

import storage
from adapters.clockwork import walk
from adapters.slack.manifest import manifest
from adapters.slack.settings import SlackSettings
from bot import logs, words
from bot.app import App, build
from bot.intents import unpack
from bot.ports import (
    Lane,
    UnitOfWork,
)
from bot.settings import Settings, StartFailed
from bot.views import promises as say
from playground.calendar import Calendar
from playground.installed import App as Installed
from playground.server import Playground
from playground.webapi.limits import Limits

log = structlog.get_logger("muster.demo")

FOLDER = Path("demo-data")
_DATABASE = f"sqlite:///{FOLDER / 'muster.db'}"
PORT = 8090
LOOKS_AHEAD = 8
"""Promises shown on the page."""
LOOKED_AT = 100
LOOKS_EVERY = 0.5
"""Seconds between two looks at what is promised."""


def main(*, port: int | None, reset: bool) -> None:
    """Run until a signal comes. Prints the page's address alone on its line."""
    if FOLDER.exists() and storage.is_served(_DATABASE):
        raise StartFailed("Another demo is running here; stop it first.")
    if reset and FOLDER.exists():
        shutil.rmtree(FOLDER)
    FOLDER.mkdir(exist_ok=True)
    storage.migrate(_DATABASE)
    with (FOLDER / "log.txt").open("a") as log, contextlib.redirect_stderr(log):
        logs.configure("json")
        asyncio.run(Demo().run(port))


class Demo:
    """Everything the page needs, and the ``Stage`` behind its clock."""

    def __init__(self) -> None:
        self._calendar = Calendar(FOLDER / "now")
        bot = Installed().with_manifest(manifest(words.COMMANDS.values(), public_url=None))
        self.playground = Playground(
            app=bot,
            clock=self._calendar,
            limits=Limits(self._calendar.seconds),
            stage=self,
            path=FOLDER / "slack.db",
        )
        self._upcoming: Sequence[tuple[datetime, str]] = ()
        self._bot: App | None = None

    async def run(self, port: int | None) -> None:
        stopped = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        url = await self._open(port)
        bot = self._bot = build(self._settings(), self._calendar)
        await bot.start()
        await self.playground.deliver_to(f"http://127.0.0.1:{bot.port}")
        looking = asyncio.create_task(self._look())
        hint = "Muster's playground is open. Stop it with Ctrl-C; it remembers where it was."
        print(hint)  # noqa: T201 - for people
        print(url, flush=True)  # noqa: T201 - the address, alone on its line
        await stopped.wait()
        looking.cancel()
        await bot.stop()
        await self.playground.stop()
        self._calendar.keep()

    def now(self) -> datetime:
        return self._calendar.now()

    def upcoming(self) -> Sequence[tuple[datetime, str]]:
        return self._upcoming

    async def push(self, to: str) -> None:
        """Walk to the next thing that happens, or an hour or a day on, through all between."""
        bot = self._running()
        now = self.now()
        if to == "next":
            moment = await bot.storage.next_due() or now
        else:
            moment = now + (timedelta(hours=1) if to == "hour" else timedelta(days=1))
        try:
            await walk(max(moment, now), bot.heartbeat, bot.storage, self._calendar, self._settle)
        finally:
            self._calendar.run()
            await self._see()

    async def _settle(self) -> None:
        """What is said is delivered, and whoever was asked by it may answer at that very moment."""
        bot, colleagues = self._running(), self.playground.colleagues
        await bot.courier.settle()
        if colleagues.on:
            await colleagues.answer()
            await bot.courier.settle()

    async def _open(self, port: int | None) -> str:
        """Where the page was asked for, or else the usual port, or else a free one."""
        if port is not None:
            return await self.playground.start(port)
        try:
            return await self.playground.start(PORT)
        except OSError:
            print(f"Port {PORT} is taken, so the page is at another one.")  # noqa: T201 - for people
            return await self.playground.start(0)

    def _settings(self) -> Settings:
        """The demo's own, whatever the environment says: it must never meet a real workspace."""
        app = self.playground.app
        slack = SlackSettings(
            bot_token=SecretStr(app.bot_token),
            signing_secret=SecretStr(app.signing_secret),
            api_url=self.playground.api_url,
        )
        return Settings(database_url=_DATABASE, port=0, slack=slack)

    def _running(self) -> App:
        assert self._bot is not None
        return self._bot

    async def _look(self) -> None:
        while True:
            try:
                await self._see()
            except Exception as fault:
                log.error("the page cannot be told what comes next", exc_info=fault)
            await asyncio.sleep(LOOKS_EVERY)

    async def _see(self) -> None:
        """Put what is promised into words, and tell the page when it has changed."""
        bot = self._running()
        lines = [one for one in await bot.storage.promises(LOOKED_AT) if not one.parked]
        seen = []
        for line in lines[:LOOKS_AHEAD]:
            promised = unpack(line.packed)
            id = say.about(promised)
            name = await bot.storage.run(partial(_name, id), line.workspace, Lane.READS)
            seen.append((line.when, say.words(promised, name)))
        if seen != self._upcoming:
            self._upcoming = seen
            self.playground.world.changed()


def _name(id: str, work: UnitOfWork) -> str:
    ritual = work.standups.get(id) or work.digests.get(id)
    return ritual.name if ritual else id
