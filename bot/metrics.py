"""What Prometheus is told: counts and seconds, never a name, a channel or a word of anybody's.

Nothing is counted, and nothing of Prometheus' is loaded, before ``start``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ACKNOWLEDGED = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
"""Seconds; Slack gives up after three."""
LATE = (1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 7200.0)
"""Seconds; a standup's question is not asked any more two hours after its time."""
WAITED = (0.01, 0.1, 0.5, 1.0, 2.0, 5.0, 15.0, 60.0)

GAUGES = {
    "messages_waiting": "Messages in the outbox that are still to be sent.",
    "messages_oldest_seconds": "Since when the oldest of them has waited.",
    "messages_parked": "Messages and inquiries that were given up.",
    "promises": "Promises of the agenda.",
    "promises_parked": "Promises that were given up.",
    "people": "People known, without bots and those who have left.",
    "standups": "Standups that are running.",
}
"""What is so at the moment of asking, for each platform."""

_told: _Told | None = None


def start() -> None:
    """Begin to count; whatever was counted before is forgotten."""
    global _told
    _told = _Told()


def acknowledged(platform: str, act: str, seconds: float) -> None:
    """Somebody's act, or an event of a platform, was answered so long after it had come in."""
    if _told is not None:
        _told.acknowledged(platform, act).observe(seconds)


def kept(late: float) -> None:
    """A promise was kept so many seconds after its time."""
    if _told is not None:
        _told.late.observe(max(0.0, late))


def waited(platform: str, seconds: float) -> None:
    """Something that is sent now had to wait so long for the platform's limits."""
    if _told is not None:
        _told.waited(platform).observe(seconds)


def failed(place: str, fault: BaseException) -> None:
    """Something raised; of the exception only its type is told."""
    if _told is not None:
        _told.failed(place, type(fault).__name__).inc()


def page(gauges: Mapping[str, Mapping[str, float]]) -> tuple[bytes, str]:
    """Everything in Prometheus' text format, and its content type.

    ``gauges`` are what is so just now: a value for each platform, by the gauge's name. Raises
    LookupError before ``start``.
    """
    if _told is None:
        raise LookupError("nothing has been counted")
    return _told.page(gauges)


class _Told:
    """The metrics. A child is looked up once for each set of labels, since Prometheus locks for it."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        self._registry = CollectorRegistry()
        self._children: dict[tuple[str, ...], Any] = {}
        self._gauges = {
            name: Gauge(f"muster_{name}", about, ("platform",), registry=self._registry)
            for name, about in GAUGES.items()
        }
        self._acknowledged = Histogram(
            "muster_acknowledgement_seconds",
            "From an act's coming in to its answer.",
            ("platform", "act"),
            buckets=ACKNOWLEDGED,
            registry=self._registry,
        )
        self.late = Histogram(
            "muster_promise_lateness_seconds",
            "How long after its time a promise was kept.",
            buckets=LATE,
            registry=self._registry,
        )
        self._waited = Histogram(
            "muster_limiter_wait_seconds",
            "How long what was sent had waited for a platform's limits.",
            ("platform",),
            buckets=WAITED,
            registry=self._registry,
        )
        self._failed = Counter(
            "muster_errors", "Exceptions by type.", ("place", "type"), registry=self._registry
        )

    def acknowledged(self, platform: str, act: str) -> Any:
        return self._child(self._acknowledged, "acknowledged", platform, act)

    def waited(self, platform: str) -> Any:
        return self._child(self._waited, "waited", platform)

    def failed(self, place: str, kind: str) -> Any:
        return self._child(self._failed, "failed", place, kind)

    def page(self, gauges: Mapping[str, Mapping[str, float]]) -> tuple[bytes, str]:
        from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

        for name, gauge in self._gauges.items():
            gauge.clear()
            for platform, value in gauges.get(name, {}).items():
                gauge.labels(platform).set(value)
        return generate_latest(self._registry), CONTENT_TYPE_LATEST

    def _child(self, metric: Any, *which: str) -> Any:
        child = self._children.get(which)
        if child is None:
            child = self._children[which] = metric.labels(*which[1:])
        return child
