"""Token buckets: how fast one workspace may be called, and for which bucket a call has to wait."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.mail import Limit

_NEARLY = 1 - 1e-6
"""A token that has grown to this much is whole, so that rounding never wakes anybody in vain."""


@dataclass(slots=True)
class _Bucket:
    limit: Limit
    tokens: float
    at: float
    """When ``tokens`` was right; in the future while the bucket is shut."""
    flying: int = 0


class Limiter:
    """The buckets of one workspace, by name. Not for threads: it belongs to one event loop.

    A call's token counts as spent from its start to its end, and nothing grows back for it
    meanwhile, because only the platform knows when it counts. A bucket here is therefore never
    fuller than the platform's own with the same rate and burst, however slow or uneven the network.
    """

    def __init__(self, steady: Callable[[], float]) -> None:
        self._steady = steady
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, limits: Iterable[Limit]) -> float:
        """0 where each of the buckets has a token to spend, else the seconds until asking again.

        Infinite where every token of a bucket is in the air: ``ended`` is what gives one back.
        """
        lacks = (self._lacks(self._fill(limit)) for limit in limits)
        return next((seconds for seconds in lacks if seconds > 0), 0.0)

    def spend(self, limits: Iterable[Limit]) -> None:
        """Take a token from each of the buckets, at the start of a call."""
        for limit in limits:
            bucket = self._fill(limit)
            bucket.tokens -= 1
            bucket.flying += 1

    def ended(self, limits: Iterable[Limit]) -> None:
        """The call that spent these tokens is over."""
        for limit in limits:
            self._fill(limit).flying -= 1

    def shut(self, name: str, seconds: float) -> None:
        """Nobody spends from this bucket for so long; then there is one token in it."""
        now = self._steady()
        bucket = self._buckets.setdefault(name, _Bucket(Limit(name, 1.0, 1.0), 1.0, now))
        bucket.at = max(bucket.at, now + seconds)
        bucket.tokens = min(bucket.tokens, 1.0)

    def forget(self) -> None:
        """Let go of the buckets that are full: a new one would be no different."""
        for bucket in [*self._buckets.values()]:
            self._fill(bucket.limit)
            if not bucket.flying and bucket.tokens >= bucket.limit.burst:
                del self._buckets[bucket.limit.name]

    def _fill(self, limit: Limit) -> _Bucket:
        now = self._steady()
        bucket = self._buckets.get(limit.name)
        if bucket is None:
            bucket = self._buckets[limit.name] = _Bucket(limit, limit.burst, now)
        bucket.limit = limit
        grown = bucket.tokens + max(0.0, now - bucket.at) * limit.per_second
        bucket.tokens = min(grown, limit.burst - bucket.flying)
        bucket.at = max(bucket.at, now)
        return bucket

    def _lacks(self, bucket: _Bucket) -> float:
        shut = max(0.0, bucket.at - self._steady())
        if bucket.tokens >= _NEARLY:
            return shut
        if bucket.limit.burst - bucket.flying < _NEARLY:
            return float("inf")
        return shut + (1 - bucket.tokens) / bucket.limit.per_second
