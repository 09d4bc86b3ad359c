"""How fast an app may call: Slack's tiers, one post a second per channel, a total per workspace."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

CHANNEL_BURST = 5.0
"""Slack says "short bursts" and gives no number."""
WORKSPACE_A_MINUTE = 525.0
"""Slack says "several hundred messages per minute"; this is what careful senders keep to."""
WORKSPACE_BURST = 30.0


class TooFast(Exception):
    """Answered with HTTP 429 and Retry-After, in whole seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds:g} s")
        self.seconds = max(1, math.ceil(seconds))


@dataclass
class Bucket:
    per_second: float
    burst: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until there is a token, after adding those of the time that has passed."""
        self.level = min(self.burst, self.level + max(0.0, now - self.at) * self.per_second)
        self.at = now
        return max(0.0, (1 - self.level) / self.per_second)


class Limits:
    """Token buckets by name, read by ``seconds``: the demo counts the time it has walked, too."""

    def __init__(self, seconds: Callable[[], float]) -> None:
        self._seconds = seconds
        self._buckets: dict[str, Bucket] = {}

    def spend_post(self, channel: str) -> None:
        """Count one chat.postMessage. Raises TooFast, and then counts nothing."""
        self._spend(
            self._bucket(f"post {channel}", 1.0, CHANNEL_BURST),
            self._bucket("posts", WORKSPACE_A_MINUTE / 60, WORKSPACE_BURST),
        )

    def spend_call(self, method: str, a_minute: int) -> None:
        """Count one call of a method of a tier; a minute's worth may come at once."""
        self._spend(self._bucket(method, a_minute / 60, float(a_minute)))

    def _bucket(self, name: str, per_second: float, burst: float) -> Bucket:
        fresh = Bucket(per_second, burst, burst, self._seconds())
        return self._buckets.setdefault(name, fresh)

    def _spend(self, *buckets: Bucket) -> None:
        now = self._seconds()
        if (wait := max(bucket.wait(now) for bucket in buckets)) > 0:
            raise TooFast(wait)
        for bucket in buckets:
            bucket.level -= 1
