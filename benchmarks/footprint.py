"""Aim 7: the memory of a bot that serves Slack, and the CPU of asking it for help."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

import psutil

from benchmarks.measure import Row, alone, at_most, middle, workshop
from benchmarks.servers import ROOT, slack, whole

MOST = 1.3
TRIED = (
    "Tried: PostgreSQL's driver, Alembic and the tables of the command line are loaded only by whoever "
    "uses them, which took 95 MB to 78 before the first request. Bolt's asynchronous app brings aiohttp, "
    "57 MB for the four libraries together, and the settings bring pydantic, 9 MB more"
)
MOST_CPU = 0.15
IMPORTS = "slack_bolt, sqlalchemy, apscheduler"


def rows(full: bool) -> list[Row]:
    with workshop() as folder:
        return [asyncio.run(_memory(folder)), _help(folder, times=21 if full else 7)]


async def _memory(folder: Path) -> Row:
    database = f"sqlite:///{folder / 'muster.db'}"
    async with slack() as api_url, whole(api_url, folder, database) as server:
        ours = server.megabytes
    imports = _imports()
    how = (
        f"resident memory of `muster serve`, ready, on a new SQLite file: {ours:.0f} MB; "
        f"of a process that imports {IMPORTS} and nothing else: {imports:.0f} MB"
    )
    aim = "7. Memory of serve / of its libraries"
    return at_most(aim, ours / imports, MOST, how, tried=TRIED)


def _imports() -> float:
    script = f"import {IMPORTS}; print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        megabytes: float = psutil.Process(process.pid).memory_info().rss / 2**20
        process.kill()
    return megabytes


def _help(folder: Path, times: int) -> Row:
    seconds = middle([_cpu_of_help(folder) for _ in range(times)])
    how = f"user and system time of `python -m bot --help`, median of {times} runs"
    return at_most("7. CPU of --help, in seconds", seconds, MOST_CPU, how)


def _cpu_of_help(folder: Path) -> float:
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "bot", "--help"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    after = os.times()
    return (
        after.children_user - before.children_user + after.children_system - before.children_system
    )


if __name__ == "__main__":
    alone(rows)
