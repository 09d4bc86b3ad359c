"""SQLite's log is folded into the database by a thread of its own, so that no answer waits for it.

Left to itself SQLite does it within the commit that makes the log too long, which then takes a tenth
of a second. A passive checkpoint beside the writer holds up nobody.
"""

from __future__ import annotations

import sqlite3
import threading

import structlog
from sqlalchemy import Engine

log = structlog.get_logger("muster.storage")

EVERY_SECONDS = 1.0


class Checkpointer(threading.Thread):
    """Folds the log about once a second, until it is stopped."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(name="muster-checkpointer", daemon=True)
        self._engine = engine
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(EVERY_SECONDS):
            try:
                self.fold()
            except sqlite3.Error as fault:
                # The log only grows meanwhile; the writer folds it itself before it is too long.
                log.warning("the database's log was not folded", fault=type(fault).__name__)

    def fold(self) -> int:
        """Fold what can be folded without waiting for anybody; how many pages of the log are left."""
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")
            ((_busy, pages, folded),) = cursor.fetchall()
            return int(pages - folded)
        finally:
            connection.close()

    def stop(self) -> None:
        self._over.set()
