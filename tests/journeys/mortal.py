"""A bot that dies by its own hand at a chosen commit or call, and the warm process it is forked from.

``python -m tests.journeys.mortal`` imports the bot once and then forks a process for each order on
its standard input, which takes milliseconds where a fresh start takes a second. Nothing in the bot
knows of it: commits are counted where SQLAlchemy makes them, calls where aiohttp does.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from pydantic import SecretStr

from adapters.clockwork import walk
from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings
from bot import logs
from bot.app import App, build
from bot.clock import HeldClock
from bot.courier import Courier
from bot.settings import Settings
from tests.journeys.points import Points

Json = dict[str, Any]


@dataclass(frozen=True)
class Order:
    """How a bot is to live: where, at what times, and at which of its points it is to die."""

    folder: str
    """Where its log goes, and the name of the place where it died."""
    control: int
    """The port of this machine on which it takes its orders."""
    database: str
    calendar: str
    pushed: float
    """Seconds by which the machine's clock is ahead of the real one."""
    die_at: int | None = None
    places: str = ""
    """Only points whose names begin with this count for ``die_at``; all where it is empty."""
    lease_seconds: float = 15.0
    api_url: str = ""
    """Slack's, where it lives on Slack."""
    history: bool = False
    teams: dict[str, str] | None = None
    """What Teams is set to, where it lives on Teams."""
    certificate: str = ""
    """Of a sign-in that it is to trust."""


class Mortal:
    """One bot, doing what the test says until it dies."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._points = Points(Path(order.folder) / "died-at", order.die_at, order.places)
        self._calendar = HeldClock(datetime.fromisoformat(order.calendar))
        self._pushed = order.pushed
        self._app = self._build()
        self._doing: set[asyncio.Task[None]] = set()
        self._over = asyncio.Event()
        self._commands: dict[str, Callable[[Json], Awaitable[Json]]] = {
            "walk": self._walk,
            "settle": self._settle,
            "push": self._push,
            "arm": self._arm,
            "points": self._passed,
            "look": self._look,
            "stop": self._stop,
        }

    def _build(self) -> App:
        """As ``bot.app`` does it, but for the courier's machine clock, which the test may push."""
        order = self._order
        settings = Settings(
            database_url=order.database,
            port=0,
            lease_seconds=order.lease_seconds,
            slack=_slack(order) if order.api_url else None,
            teams=TeamsSettings.model_validate(order.teams) if order.teams else None,
        )
        app = build(settings, self._calendar)
        app.courier = Courier(
            app.storage,
            app.platforms,
            app.dispatcher,
            uuid4().hex,
            lease_seconds=order.lease_seconds,
            machine=lambda: time.time() + self._pushed,
            steady=lambda: time.monotonic() + self._pushed,
        )
        return app

    async def live(self) -> None:
        """Until it is told to stop, or the test has gone."""
        asyncio.get_running_loop().set_exception_handler(logs.loop_fault)
        reader, self._writer = await asyncio.open_connection("127.0.0.1", self._order.control)
        self._points.attach()
        await self._app.start()
        self._say({"port": self._app.port})
        listening = asyncio.create_task(self._listen(reader))
        await self._over.wait()
        listening.cancel()

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        while line := await reader.readline():
            task = asyncio.create_task(self._obey(json.loads(line)))
            self._doing.add(task)
            task.add_done_callback(self._doing.discard)
        self._over.set()

    async def _obey(self, command: Json) -> None:
        done = await self._commands[command["do"]](command)
        self._say({"id": command["id"], **done})

    def _say(self, told: Json) -> None:
        self._writer.write(json.dumps(told).encode() + b"\n")

    async def _walk(self, command: Json) -> Json:
        to = datetime.fromisoformat(command["to"])
        app = self._app
        await walk(to, app.heartbeat, app.storage, self._calendar, app.courier.settle)
        return await self._settle(command)

    async def _settle(self, command: Json) -> Json:
        """Until nothing can be sent now, and nothing is in the air."""
        await self._app.courier.settle()
        while self._points.flying:
            await asyncio.sleep(0.002)
            await self._app.courier.settle()
        return {}

    async def _push(self, command: Json) -> Json:
        self._pushed = command["to"]
        for workspace in await self._app.storage.workspaces():
            self._app.courier.wake(workspace.ref)
        return {}

    async def _arm(self, command: Json) -> Json:
        self._points.arm(command["at"], command["places"])
        return {}

    async def _passed(self, command: Json) -> Json:
        return {"points": self._points.passed}

    async def _look(self, command: Json) -> Json:
        """What is left to do: rows that wait, what is parked, and promises that are due."""
        storage = self._app.storage
        counts = await storage.outbox_counts()
        promises = await storage.promises(100)
        now = self._calendar.now()
        return {
            "waiting": sum(one.waiting for one in counts),
            "parked": [[one.key, one.reason] for one in await storage.parked_posts()],
            "overdue": [one.key for one in promises if one.parked or one.when <= now],
            "promised": [one.key for one in promises],
        }

    async def _stop(self, command: Json) -> Json:
        await self._app.stop()
        self._over.set()
        return {}


def _slack(order: Order) -> SlackSettings:
    return SlackSettings(
        bot_token=SecretStr("xoxb-playground-bot"),
        signing_secret=SecretStr("playground-signing-secret"),
        api_url=order.api_url,
        history=order.history,
    )


def become(order: Order) -> None:
    """Live as ordered, in a process that was just forked, and never return."""
    log = os.open(Path(order.folder) / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(log, sys.stderr.fileno())
    if order.certificate:
        os.environ["REQUESTS_CA_BUNDLE"] = order.certificate
    code = 1
    try:
        logs.configure("json")
        asyncio.run(Mortal(order).live())
        code = 0
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def main() -> None:
    """Fork a bot for each order, or wait for one to end, until the standard input is closed."""
    gc.collect()
    gc.freeze()
    living: set[int] = set()
    for line in sys.stdin:
        wanted = json.loads(line)
        if pid := wanted.get("wait"):
            _, status = os.waitpid(pid, 0)
            living.discard(pid)
            answer = {"ended": os.waitstatus_to_exitcode(status)}
        else:
            pid = os.fork()
            if pid == 0:
                become(Order(**wanted))
            living.add(pid)
            answer = {"pid": pid}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for pid in living:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


if __name__ == "__main__":
    main()
