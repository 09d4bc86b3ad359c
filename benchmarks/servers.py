"""The bot and the bare app as processes of their own, with a Slack in this one for them to call."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from time import perf_counter, sleep
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks.submissions import SECRET
from tests.adapters.tiny_slack import Say, TinySlack

ROOT = Path(__file__).parent.parent
START_SECONDS = 60


class Server:
    """A process that listens."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.port, self._process = port, psutil.Process(process.pid)

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def cpu(self) -> float:
        """Seconds of CPU that it has used."""
        times = self._process.cpu_times()
        return times.user + times.system

    @property
    def megabytes(self) -> float:
        return self._process.memory_info().rss / 2**20


@asynccontextmanager
async def slack() -> AsyncIterator[str]:
    """The address of a Slack that takes every message and will not tell who is there just now."""
    tiny = TinySlack()
    tiny.answers["users.list"] = [Say(status=429, retry_after="3600")]
    async with tiny.running():
        yield tiny.api_url


@asynccontextmanager
async def bare(api_url: str, folder: Path) -> AsyncIterator[Server]:
    port = _free_port()
    words = ["-m", "benchmarks.bare_bolt", api_url, str(port)]
    with _running(words, port, folder / "bare.log", {}) as server:
        await asyncio.to_thread(_until, lambda: _connects(port))
        yield server


@asynccontextmanager
async def whole(api_url: str, folder: Path, database: str) -> AsyncIterator[Server]:
    """``muster serve`` as it is deployed, its log in a file."""
    port = _free_port()
    settings = {
        "MUSTER_DATABASE_URL": database,
        "MUSTER_PORT": str(port),
        "MUSTER_LOG_FORMAT": "json",
        "MUSTER_SLACK__BOT_TOKEN": "xoxb-benchmark",
        "MUSTER_SLACK__SIGNING_SECRET": SECRET,
        "MUSTER_SLACK__API_URL": api_url,
    }
    with _running(["-m", "bot", "serve"], port, folder / "whole.log", settings) as server:
        await asyncio.to_thread(_until, lambda: _ready(port))
        yield server


@contextmanager
def _running(words: list[str], port: int, log: Path, settings: dict[str, str]) -> Iterator[Server]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    with (
        log.open("a") as told,
        subprocess.Popen(
            [sys.executable, *words],
            cwd=log.parent,
            env={**kept, "PYTHONPATH": str(ROOT), **settings},
            stderr=told,
        ) as process,
    ):
        try:
            yield Server(process, port)
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def _until(up: Callable[[], bool]) -> None:
    ends = perf_counter() + START_SECONDS
    while not up():
        if perf_counter() > ends:
            raise TimeoutError(f"a server was not up after {START_SECONDS} seconds")
        sleep(0.05)


def _connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except ConnectionError:
        return False
    return True


def _ready(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz") as answer:
            status: int = answer.status
    except (URLError, ConnectionError):
        return False
    return status == 200
