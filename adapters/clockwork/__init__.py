"""The clock outside: APScheduler as the heartbeat that wakes the agenda, and the walk that pushes it."""

from adapters.clockwork.heartbeat import Heartbeat
from adapters.clockwork.walk import walk

__all__ = ["Heartbeat", "walk"]
