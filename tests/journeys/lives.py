"""The test's end of a bot that may die: it is forked, told what to do, and found dead."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from itertools import count
from pathlib import Path
from typing import Any

from tests.house.places import ROOT
from tests.journeys.mortal import Order

Json = dict[str, Any]

PATIENCE = 30.0
"""Seconds after which a test gives up waiting for a bot that neither answers nor dies."""


class Died(Exception):
    """The bot is no more, where it was asked for something."""


class Forge:
    """The warm process that bots are forked from."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def fork(self, order: Order) -> int:
        pid: int = self._ask(asdict(order))["pid"]
        return pid

    def wait(self, pid: int) -> int:
        """How it ended: its exit code, or the negative number of the signal."""
        ended: int = self._ask({"wait": pid})["ended"]
        return ended

    def _ask(self, wanted: Json) -> Json:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(wanted) + "\n")
        self._process.stdin.flush()
        answer: Json = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def forge() -> Iterator[Forge]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    with subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.mortal"],
        cwd=ROOT,
        env=kept,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Forge(process)
        assert process.stdin is not None
        process.stdin.close()


class Life:
    """One process of the bot, from its start to its death."""

    def __init__(self, forge: Forge, order: Order) -> None:
        self._forge, self._order = forge, order
        self._numbers = count(1)
        self._waiting: dict[int, asyncio.Future[Json]] = {}
        self.dead = asyncio.Event()
        self.url = ""
        self._pid = 0
        self._met_us = False
        self._ended: int | None = None

    async def start(self) -> None:
        """Fork it and wait until it serves. Raises Died where it dies before."""
        self._called: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._waiting[0] = self._called
        self._server = await asyncio.start_server(self._met, "127.0.0.1", 0)
        control = self._server.sockets[0].getsockname()[1]
        self._pid = self._forge.fork(replace(self._order, control=control))
        async with asyncio.timeout(PATIENCE):
            self.url = f"http://127.0.0.1:{(await self._called)['port']}"

    async def ask(self, do: str, **more: Any) -> Json:
        """Tell it to do something, and wait until that is done. Raises Died."""
        if self.dead.is_set():
            raise Died
        number = next(self._numbers)
        self._waiting[number] = asyncio.get_running_loop().create_future()
        self._writer.write(json.dumps({"id": number, "do": do, **more}).encode() + b"\n")
        async with asyncio.timeout(PATIENCE):
            return await self._waiting[number]

    async def ends(self) -> int:
        """Once it is dead: how it ended."""
        if self._ended is None:
            async with asyncio.timeout(PATIENCE):
                await self.dead.wait()
            self._server.close()
            self._ended = self._forge.wait(self._pid)
        return self._ended

    def strike(self) -> None:
        """Kill it from outside, unless it is dead already or not there yet."""
        if self._met_us and not self.dead.is_set():
            os.kill(self._pid, signal.SIGKILL)

    async def kill(self) -> None:
        """Kill it, and wait for its end."""
        self.strike()
        await self.ends()

    @property
    def died_at(self) -> str:
        """The point at which it ended its own life; empty where it did not."""
        epitaph = Path(self._order.folder) / "died-at"
        return epitaph.read_text() if epitaph.exists() else ""

    @property
    def log(self) -> str:
        return (Path(self._order.folder) / "log").read_text()

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writer, self._met_us = writer, True
        try:
            while line := await reader.readline():
                told = json.loads(line)
                self._waiting.pop(told.pop("id", 0)).set_result(told)
        except ConnectionError:
            pass  # That is how a killed process hangs up.
        self.dead.set()
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_exception(Died())
        writer.close()
