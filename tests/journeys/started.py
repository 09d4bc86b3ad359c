"""Starts a command of ``muster`` as an operator would, and keeps all that it says."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from playground.server import Playground
from tests.house.places import ROOT

PATIENCE = 30.0
"""Seconds after which a test gives up waiting for a process."""


class Started:
    """A process and its output so far, standard output and error in one."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self.said: list[str] = []
        self.url = ""
        """Where it serves, once ``serving`` has learned it."""
        self._over = False
        self._news = asyncio.Condition()
        self._listening = asyncio.create_task(self._listen())

    async def until(self, words: str) -> str:
        """The first line with these words. Fails where the process ends without them."""
        async with asyncio.timeout(PATIENCE), self._news:
            while True:
                for line in self.said:
                    if words in line:
                        return line
                if self._over:
                    raise AssertionError(
                        f"it ended with {await self.process.wait()} and never said {words!r}: "
                        + "\n".join(self.said)
                    )
                await self._news.wait()

    async def ends(self) -> int:
        """Its exit code, once it has ended and everything it said was read."""
        async with asyncio.timeout(PATIENCE):
            await self._listening
            return await self.process.wait()

    async def stops(self) -> int:
        """Its exit code after a SIGTERM."""
        self.process.send_signal(signal.SIGTERM)
        return await self.ends()

    async def _listen(self) -> None:
        assert self.process.stdout is not None
        async for line in self.process.stdout:
            async with self._news:
                self.said.append(line.decode().rstrip("\n"))
                self._news.notify_all()
        async with self._news:
            self._over = True
            self._news.notify_all()


@asynccontextmanager
async def started(where: Path, *words: str, **settings: str) -> AsyncIterator[Started]:
    """``muster <words>`` in a folder, with these settings and no others, killed with the block."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        cwd=where,
        env={**kept, "PYTHONPATH": str(ROOT), **settings},
        stdout=PIPE,
        stderr=STDOUT,
    )
    one = Started(process)
    try:
        yield one
    finally:
        if process.returncode is None:
            process.kill()
        await one.ends()


def settings_for(slack: Playground) -> dict[str, str]:
    """What leads a bot to this playground, over HTTP and at a port of its own."""
    return {
        "MUSTER_SLACK__BOT_TOKEN": slack.app.bot_token,
        "MUSTER_SLACK__SIGNING_SECRET": slack.app.signing_secret,
        "MUSTER_SLACK__API_URL": slack.api_url,
        "MUSTER_LOG_FORMAT": "json",
        "MUSTER_PORT": "0",
    }


@asynccontextmanager
async def serving(where: Path, slack: Playground, **settings: str) -> AsyncIterator[Started]:
    """``muster serve`` that is up, at ``url``."""
    async with started(where, "serve", **settings_for(slack), **settings) as bot:
        line: dict[str, Any] = json.loads(await bot.until('"event": "serving"'))
        bot.url = f"http://127.0.0.1:{line['port']}"
        yield bot
