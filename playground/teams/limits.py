"""How fast a bot may call: Teams' limits for one bot in one conversation, and for one app in a tenant."""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from playground.teams.refusals import No


@dataclass(frozen=True)
class Window:
    """At most so many calls in so many seconds."""

    seconds: float
    calls: int


SAYING = (Window(1, 7), Window(2, 8), Window(30, 60), Window(3600, 1800))
"""To send to a conversation, or to create one (Microsoft, "Optimize your bot with rate limiting")."""
READING = (Window(1, 14), Window(2, 16), Window(30, 120), Window(3600, 3600))
"""To read the members of a conversation, or the channels of a team."""
APP = (Window(1, 30),)
"""All calls of one app in one tenant; another page of Microsoft's says 50."""


class Limits:
    """Counts the calls that were let through, by ``seconds``; nothing is refused where ``on`` is not set."""

    def __init__(self, seconds: Callable[[], float], *, on: bool = False) -> None:
        self._seconds, self.on = seconds, on
        self._let: dict[str, deque[float]] = defaultdict(deque)

    def spend(self, method: str, path: str) -> None:
        """Count a call. Raises No, and then counts nothing."""
        self._spend(list(_counted(method, path)))

    def spend_creation(self, place: str) -> None:
        """Count a conversation that is made with somebody, or in a channel. Raises No as well."""
        self._spend([(f"create {place}", SAYING)])

    def _spend(self, counted: Sequence[tuple[str, Sequence[Window]]]) -> None:
        if not self.on:
            return
        now = self._seconds()
        wait = max(self._wait(name, windows, now) for name, windows in counted)
        if wait > 0:
            raise No(429, "Throttled", max(1, math.ceil(wait)))
        for name, _ in counted:
            self._let[name].append(now)

    def _wait(self, name: str, windows: Sequence[Window], now: float) -> float:
        """Seconds until one more call is within all windows."""
        let = self._let[name]
        while let and let[0] <= now - windows[-1].seconds:
            let.popleft()
        full = (one for one in windows if len(let) >= one.calls)
        return max((let[-one.calls] + one.seconds - now for one in full), default=0.0)


def _counted(method: str, path: str) -> Iterator[tuple[str, Sequence[Window]]]:
    """What a call counts for. Microsoft's table names neither edits nor withdrawals for a conversation."""
    yield "app", APP
    parts = path.split("/")
    place = parts[2] if len(parts) > 2 else ""
    conversation = place.partition(";")[0]
    match method, parts[1:2], parts[3:4]:
        case "POST", ["conversations"], ["activities"]:
            yield f"send {conversation}", SAYING
        case "GET", ["conversations"], ["pagedmembers" | "members"]:
            yield f"members {conversation}", READING
        case "GET", ["teams"], _:
            yield f"team {conversation}", READING
