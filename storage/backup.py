"""A copy of the SQLite file while it is served, and such a copy put back in its place."""

from __future__ import annotations

import os
import shlex
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import URL

from storage.engine import read_url, sqlite_file
from storage.file_lock import hold_file_lock
from storage.passwords import shown
from storage.schema import migrate
from storage.settling import settle

PARTIAL = ".partial"


class NoBackup(Exception):
    """A copy cannot be made or put back; the text is a sentence or two for the operator."""


def backup(url: str, to: Path, *, force: bool = False) -> int:
    """Copy the database into one file that its owner alone may read; its size in bytes.

    Of the folder beside the database nothing is copied, and so no key. Raises NoBackup, or OSError.
    """
    read = read_url(url)
    file = sqlite_file(read)
    if file is None:
        raise NoBackup(
            "PostgreSQL brings its own tool, which copies it while Muster runs:\n"
            f"  pg_dump --format=custom --no-owner --file={_quoted(to)} {_shown(read)}"
        )
    if not file.exists():
        raise NoBackup(f"There is no database at {file} yet.")
    if to.exists() and to.resolve() == file.resolve():
        raise NoBackup(f"{to} is the database itself.")
    if to.exists() and not force:
        raise NoBackup(f"{to} is there already; name another file, or add --force to replace it.")
    partial = to.with_name(to.name + PARTIAL)
    try:
        _copy(file, partial)
        os.replace(partial, to)
    finally:
        partial.unlink(missing_ok=True)
    _sync_folder(to)
    return to.stat().st_size


def restore(url: str, copy: Path, now: datetime) -> Path | None:
    """Put a copy in the database's place; where the one that was there is now, if there was one.

    A copy of an older version is brought up to this one. Raises NoBackup, FileHeld while somebody serves
    the database, NotMigrated for a copy of a later version, or OSError.
    """
    read = read_url(url)
    file = sqlite_file(read)
    if file is None:
        raise NoBackup(
            "PostgreSQL brings its own tools. Stop Muster, and run, as a user who may create databases:\n"
            f"{_put_back(read, copy)}\n"
            "  muster migrate\n"
            "  muster restore --settle"
        )
    if not copy.is_file():
        raise NoBackup(f"There is no file {copy}.")
    with hold_file_lock(url):
        partial = file.with_name(file.name + PARTIAL)
        try:
            _copy(copy, partial)
            _ready(f"sqlite:///{partial}", now)
            kept = _put_aside(file, now) if file.exists() else None
            os.replace(partial, file)
        finally:
            for one in (partial, *_logs(partial)):
                one.unlink(missing_ok=True)
    _sync_folder(file)
    return kept


def _copy(file: Path, to: Path) -> None:
    """Through SQLite's own backup, which sees one moment however much is written meanwhile."""
    to.unlink(missing_ok=True)
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with (
            closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True)) as source,
            closing(sqlite3.connect(to, isolation_level=None)) as copy,
        ):
            source.execute("PRAGMA query_only = ON")
            source.execute("PRAGMA busy_timeout = 10000")
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # One file, without a log beside it.
            ((said,),) = copy.execute("PRAGMA integrity_check(1)").fetchall()
            ours = copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
            is_ours = ours.fetchone() is not None
    except sqlite3.Error as error:
        raise NoBackup(f"{file} cannot be copied: {error}.") from None
    if said != "ok":
        raise NoBackup(f"{file} is damaged ({str(said).splitlines()[-1]}); nothing was changed.")
    if not is_ours:
        raise NoBackup(f"{file} is not a database of Muster's.")
    with to.open("rb") as written:
        os.fsync(written.fileno())


def _ready(url: str, now: datetime) -> None:
    """Bring a copy up to this version, and let go what it meant to say long ago."""
    migrate(url)
    settle(url, now)
    file = sqlite_file(read_url(url))
    assert file is not None
    _fold(file)


def _put_aside(file: Path, now: datetime) -> Path:
    """Keep the database under another name beside itself, with its log as far as that is not folded.

    The file stays where it is until the copy takes its place in one step.
    """
    kept = file.with_name(f"{file.name}.replaced-{now:%Y%m%dT%H%M%SZ}")
    if kept.exists():
        raise NoBackup(f"{kept} is there already; move it away first.")
    with suppress(sqlite3.Error):  # A damaged one is kept as it is.
        _fold(file)
    for log in _logs(file):
        if log.exists():
            os.replace(log, kept.with_name(kept.name + log.name.removeprefix(file.name)))
    try:
        os.link(file, kept)
    except OSError:  # Not every disk knows links; then it is away for a moment.
        os.replace(file, kept)
    return kept


def _fold(file: Path) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()


def _logs(file: Path) -> list[Path]:
    return [file.with_name(file.name + end) for end in ("-wal", "-shm")]


def _sync_folder(file: Path) -> None:
    """So that the new name survives a loss of power."""
    opened = os.open(file.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _put_back(url: URL, copy: Path) -> str:
    """Into a database made anew: over one of a later version, rows and tables of that would remain."""
    name, beside = _quoted(url.database), _shown(url.set(database="postgres"))
    return (
        f"  dropdb --force --if-exists --maintenance-db={beside} {name}\n"
        f"  createdb --maintenance-db={beside} {name}\n"
        "  pg_restore --exit-on-error --single-transaction --no-owner"
        f" --dbname={_shown(url)} {_quoted(copy)}"
    )


def _shown(url: URL) -> str:
    whole = url.set(drivername="postgresql").render_as_string(hide_password=False)
    return _quoted(shown(whole))


def _quoted(what: object) -> str:
    return shlex.quote(str(what))
