"""The lock beside the SQLite file: one process at a time serves it."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep

from storage.engine import Session, make_engine, read_url, sqlite_file
from storage.leases import is_leased

PATIENCE = 10
"""Tenths of a second for which a taken lock is tried: another command may be looking at it."""


class FileHeld(Exception):
    """Another process serves this database."""


@contextmanager
def hold_file_lock(url: str) -> Iterator[None]:
    """Serve this database alone. On PostgreSQL, where leases do that, it does nothing.

    Raises FileHeld if another process does. The system frees the lock when the process ends, however
    it ends.
    """
    file = sqlite_file(read_url(url))
    if file is None:
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    opened = os.open(_beside(file), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        for _ in range(PATIENCE):
            if taken := _take(opened):
                break
            sleep(0.1)
        if not taken:
            raise FileHeld(f"Another Muster is already running on {file}. Stop it first.")
        yield
    finally:
        os.close(opened)


def is_served(url: str) -> bool:
    """Whether a ``serve`` or ``demo`` runs on this database: a held lock, or a fresh lease."""
    read = read_url(url)
    file = sqlite_file(read)
    if file is None:
        session = Session(make_engine(read, writes=False), writes=False)
        try:
            return is_leased(session.begin())
        finally:
            session.close()
    if not _beside(file).exists():
        return False
    opened = os.open(_beside(file), os.O_RDWR)
    try:
        return not _take(opened)
    finally:
        os.close(opened)


def _beside(file: Path) -> Path:
    return file.with_name(file.name + ".lock")


def _take(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
