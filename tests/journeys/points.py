"""The points at which a bot can be killed: counted from outside, where SQLAlchemy and aiohttp pass them."""

from __future__ import annotations

import os
import re
import signal
import threading
from pathlib import Path
from typing import Any

from aiohttp import ClientSession
from sqlalchemy.engine.default import DefaultDialect

from storage import leases

ID = re.compile(r"\d|%|:")
READERS = "muster-reader"
"""Threads whose commits keep nothing, and are therefore no points."""


class Points:
    """Every commit, before and after, and every call, before it leaves and after it was answered."""

    def __init__(self, epitaph: Path, die_at: int | None, places: str) -> None:
        self.passed: list[str] = []
        self.flying = 0
        """Calls that have left and were not answered yet."""
        self._epitaph, self._die_at, self._places = epitaph, die_at, places
        self._lock = threading.Lock()
        self._leased = False

    def arm(self, die_at: int | None, places: str) -> None:
        """Count anew from here."""
        with self._lock:
            self.passed, self._die_at, self._places = [], die_at, places

    def reach(self, place: str) -> None:
        with self._lock:
            if place.startswith(self._places):
                self.passed.append(place)
                if len(self.passed) == self._die_at:
                    self._epitaph.write_text(place)
                    os.kill(os.getpid(), signal.SIGKILL)

    def attach(self) -> None:
        """From now on everything in this process that commits or calls is counted."""
        commit, request, take = DefaultDialect.do_commit, ClientSession._request, leases.take
        thread = threading.local()

        def do_commit(dialect: DefaultDialect, connection: Any) -> None:
            keeps = threading.current_thread().name != READERS and not _spent(thread, "renewing")
            if keeps:
                self.reach("before a commit")
            commit(dialect, connection)
            if keeps:
                self.reach("after a commit")

        def renew(transaction: Any, owner: str, seconds: float) -> Any:
            # PostgreSQL's lease is written anew every few seconds; a death there is one anywhere.
            thread.renewing, self._leased = self._leased, True
            return take(transaction, owner, seconds)

        async def call(session: Any, method: str, url: Any, **more: Any) -> Any:
            name = _name(method, str(url))
            self.flying += 1
            try:
                self.reach(f"before {name}")
                answer = await request(session, method, url, **more)
                self.reach(f"after {name}")
            finally:
                self.flying -= 1
            return answer

        # These assignments are the hooks themselves.
        DefaultDialect.do_commit = do_commit  # type: ignore[method-assign]
        ClientSession._request = call  # type: ignore[method-assign, assignment]
        leases.take = renew


def _name(method: str, url: str) -> str:
    """What is called: Slack's method, or the connector's path without the ids in it."""
    if "/v3/" in url:
        path = [part for part in url.partition("/v3/")[2].split("/") if not ID.search(part)]
        return f"{method} {'/'.join(path)}"
    if "/upload/" in url:
        return "an upload"
    return url.rpartition("/api/")[2] if "/api/" in url else "a response URL"


def _spent(thread: threading.local, name: str) -> bool:
    """Whether it is set in this thread, which it is not any more from now on."""
    found = bool(getattr(thread, name, False))
    setattr(thread, name, False)
    return found
