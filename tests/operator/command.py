"""Runs the ``muster`` command as an operator would, in a directory and environment of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from bot.__main__ import main
from tests.house.places import ROOT

SLACK = {
    "MUSTER_SLACK__BOT_TOKEN": "xoxb-playground-bot",
    "MUSTER_SLACK__SIGNING_SECRET": "playground-signing-secret",
}


def muster(where: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, with these settings and no others."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        cwd=where,
        env=_environment(settings),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def said(*words: str) -> Result:
    """Run a command that only looks or prints in this process, where we are and as we are set."""
    return CliRunner().invoke(main, words, env={"COLUMNS": "200"}, catch_exceptions=False)


@contextmanager
def here(folder: Path) -> Iterator[None]:
    """Be in a folder, in Paris, without any setting."""
    before, away = dict(os.environ), Path.cwd()
    os.environ.clear()
    os.environ.update(_environment({}))
    os.chdir(folder)
    time.tzset()
    try:
        yield
    finally:
        os.chdir(away)
        os.environ.clear()
        os.environ.update(before)
        time.tzset()


class Serving:
    """A ``muster serve`` that is up."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.log: list[str] = []
        self.port = 0

    def wait_until(self, event: str) -> dict[str, Any]:
        """Read the log up to the line of this event. Fails where the process ends before."""
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.log.append(line)
            said: dict[str, Any] = json.loads(line) if line.startswith("{") else {}
            if said.get("event") == event:
                return said
        raise AssertionError(f"it never said {event!r}: {''.join(self.log)}")

    def ends(self) -> int:
        """Its exit code, once it has ended and the rest of the log is read."""
        assert self.process.stderr is not None
        self.log += self.process.stderr.readlines()
        return self.process.wait(timeout=10)


@contextmanager
def serving(where: Path, **settings: str) -> Iterator[Serving]:
    """``muster serve`` on a port of its own, ended at the latest with the block."""
    environment = _environment(
        {**SLACK, "MUSTER_PORT": "0", "MUSTER_LOG_FORMAT": "json", **settings}
    )
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "serve"],
        cwd=where,
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            server = Serving(process)
            server.port = server.wait_until("serving")["port"]
            yield server
        finally:
            process.kill()


def _environment(settings: dict[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MUSTER_")}
    return {**kept, "PYTHONPATH": str(ROOT), "TZ": "Europe/Paris", **settings}
