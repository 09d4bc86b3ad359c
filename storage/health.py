"""How the database is: whether it can be used, is whole, has room and a clock that is right."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from sqlalchemy import URL, text
from sqlalchemy.exc import DBAPIError

from bot.clock import machine_time
from bot.findings import Finding, doubtful, of_clock, well, wrong
from storage.engine import UnknownDatabase, make_engine, read_url, sqlite_file
from storage.passwords import blotted
from storage.schema import NotMigrated, pending_migrations

OLDEST_POSTGRES = 13
"""The oldest major version that PostgreSQL's own people may still mend."""
OLDEST_SQLITE = (3, 35, 0)
"""The first with RETURNING."""
SPARE, LITTLE = 100 << 20, 1 << 30
"""Free bytes on the disk under which it is wrong, and under which it is doubtful."""


def examine(url: str) -> Sequence[Finding]:
    """Look at a database, which may be served meanwhile. Never raises for what is wrong with it."""
    try:
        read = read_url(url)
    except UnknownDatabase as error:
        return [wrong("database", str(error), "Set MUSTER_DATABASE_URL to one of the two.")]
    file = sqlite_file(read)
    try:
        found = [*(_postgres(read) if file is None else _sqlite(read, file))]
    except (DBAPIError, sqlite3.Error, OSError) as error:
        return [_unusable(error, file, url)]
    return found if any(one.mend for one in found[:1]) else [*found, *_migrations(url, file)]


def _unusable(error: Exception, file: Path | None, url: str) -> Finding:
    said = str(error.orig if isinstance(error, DBAPIError) else error)
    why = blotted(said, url).splitlines()[0]
    mend = (
        "See that the server runs, and that host, user, password and name in MUSTER_DATABASE_URL fit."
        if file is None
        else f"See that {file} is a SQLite file that Muster's user may read and write."
    )
    return wrong("database", f"The database cannot be used: {why}.", mend)


def _migrations(url: str, file: Path | None) -> Iterator[Finding]:
    if file is not None and not file.exists():
        return
    try:
        pending = pending_migrations(url)
    except NotMigrated as error:
        yield wrong(
            "migrations",
            str(error).partition(". ")[0] + ".",
            "Install that version of Muster again.",
        )
        return
    if pending:
        said = f"The database lacks {', '.join(pending)}."
        yield wrong("migrations", said, "Stop Muster, make a backup, and run `muster migrate`.")
    else:
        yield well("migrations", "The database is that of this version.")


def _sqlite(read: URL, file: Path) -> Iterator[Finding]:
    folder = _nearest(file.parent)
    if not os.access(folder, os.W_OK | os.X_OK):
        mend = f"Give it to the user that Muster runs as, such as with `chown muster {folder}`."
        yield wrong("database", f"Muster may not write to the folder {folder}.", mend)
        return
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        yield wrong(
            "database",
            f"This Python brings SQLite {sqlite3.sqlite_version}, which is too old.",
            "Use a Python with SQLite 3.35 or newer.",
        )
        return
    if not file.exists():
        yield well("database", f"{file} is not there yet; `muster serve` makes it.")
    else:
        yield _whole(read, file)
    yield _room(file, folder)


def _whole(read: URL, file: Path) -> Finding:
    connection = make_engine(read, writes=False).raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA quick_check(1)")
        ((said,),) = cursor.fetchall()
    finally:
        connection.close()
    if said == "ok":
        return well("database", f"{file} is whole.")
    mend = "Stop Muster, keep a copy of the file, and put back a backup with `muster restore`."
    return wrong("database", f"{file} is damaged: {str(said).splitlines()[-1]}.", mend)


def _room(file: Path, folder: Path) -> Finding:
    free, size = shutil.disk_usage(folder).free, file.stat().st_size if file.exists() else 0
    said = f"{free / 2**30:.1f} GB are free where the database is."
    mend = f"Make room on the disk of {folder}: a full one keeps Muster from writing anything."
    if free < max(SPARE, size // 10):
        return wrong("disk", said, mend)
    return doubtful("disk", said, mend) if free < max(LITTLE, 2 * size) else well("disk", said)


def _postgres(read: URL) -> Iterator[Finding]:
    with make_engine(read, writes=True).connect() as connection:
        version = int(connection.execute(text("SHOW server_version_num")).scalar_one())
        recovering = connection.execute(text("SELECT pg_is_in_recovery()")).scalar_one()
        before = machine_time()
        asked = text("SELECT extract(epoch FROM clock_timestamp())::float8")
        theirs = float(connection.execute(asked).scalar_one())
        ours = (before + machine_time()) / 2
    if recovering:
        yield wrong(
            "database",
            "This PostgreSQL is a replica, which takes no writes.",
            "Set MUSTER_DATABASE_URL to the primary server.",
        )
    elif version // 10000 < OLDEST_POSTGRES:
        said = f"PostgreSQL {version // 10000} is no longer maintained."
        yield wrong("database", said, f"Move to PostgreSQL {OLDEST_POSTGRES} or newer.")
    else:
        yield well("database", f"PostgreSQL {version // 10000} can be reached.")
    yield of_clock("the database", theirs, ours)


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    folder = folder.absolute()
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
