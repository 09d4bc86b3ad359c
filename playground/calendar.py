"""The demo's calendar: it runs like any clock, can be pushed on, and remembers where it was."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from bot.clock import Clock, SystemClock, monotonic


class Calendar:
    """Stands still while a walk sets it, runs on from there afterwards, and never goes back.

    It starts at the later of real time and the time kept in ``file``.
    """

    def __init__(self, file: Path, real: Clock | None = None) -> None:
        self._file, self._real = file, real or SystemClock()
        self._held: datetime | None = None
        self._since = monotonic()
        kept = datetime.fromisoformat(file.read_text()) if file.exists() else self._real.now()
        self._ahead = max(kept - self._real.now(), timedelta())

    def now(self) -> datetime:
        return self._held or self._real.now() + self._ahead

    def set(self, moment: datetime) -> None:
        """Put the calendar forward, and hold it there until ``run``."""
        self._held, self._since = moment, monotonic()

    def run(self) -> None:
        """Run on from where it stands."""
        if self._held is not None:
            self._ahead = max(self._held - self._real.now(), timedelta())
            self._held = None
        self.keep()

    def keep(self) -> None:
        """Write down where it is, for the next start."""
        self._file.write_text(self.now().isoformat())

    def seconds(self) -> float:
        """For limits: the time on the calendar, and while it is held the real seconds since."""
        walked = self.now().timestamp()
        return walked if self._held is None else walked + monotonic() - self._since
