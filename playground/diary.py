"""Where the playground's Slack is written down, so that a restarted demo still shows yesterday."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class Diary:
    """A SQLite file of JSON rows by kind and id; without a path it lives in memory.

    It is a toy's memory: a power cut may lose its last lines, a killed process loses none.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._rows = sqlite3.connect(path or ":memory:", isolation_level=None)
        self._rows.execute("PRAGMA journal_mode=WAL")
        self._rows.execute("PRAGMA synchronous=NORMAL")
        self._rows.execute(
            "CREATE TABLE IF NOT EXISTS line"
            " (kind TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, id))"
        )

    def write(self, kind: str, id: str, body: Json) -> None:
        self._rows.execute(
            "INSERT INTO line VALUES (?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body",
            (kind, id, json.dumps(body)),
        )

    def strike(self, kind: str, id: str) -> None:
        self._rows.execute("DELETE FROM line WHERE kind = ? AND id = ?", (kind, id))

    def read(self, kind: str) -> dict[str, Json]:
        """Everything of one kind, in the order in which it was first written."""
        found = self._rows.execute(
            "SELECT id, body FROM line WHERE kind = ? ORDER BY rowid", (kind,)
        )
        return {id: json.loads(body) for id, body in found}

    def close(self) -> None:
        self._rows.close()
