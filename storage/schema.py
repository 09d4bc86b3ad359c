"""The database's tables, brought up to date by Alembic's migrations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from storage.agenda import lock_number
from storage.engine import make_engine, read_url, sqlite_file

MIGRATIONS = Path(__file__).parents[1] / "migrations"
"""The folder beside ours, in a checkout as in an installed wheel."""


class NotMigrated(Exception):
    """The tables are not those that this version of the code works with."""


def migrate(url: str) -> Sequence[str]:
    """Run what is pending, and return its names. Two processes take turns."""
    engine = make_engine(read_url(url), writes=True)
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            hold = text("SELECT pg_advisory_xact_lock(:lock)")
            connection.execute(hold, {"lock": lock_number("migrations")})
        pending = _pending(connection)
        if pending:
            # Loaded only here: whoever serves a database that is up to date has no use for it.
            from alembic import command
            from alembic.config import Config

            config = Config(MIGRATIONS / "alembic.ini")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    return pending


def pending_migrations(url: str) -> Sequence[str]:
    """Migrations that are yet to run, first to last.

    Raises NotMigrated where the database has run one that this version does not know.
    """
    read = read_url(url)
    file = sqlite_file(read)
    if file is not None and not file.exists():
        return _after(None)
    with make_engine(read, writes=False).connect() as connection:
        return _pending(connection)


def check_migrated(url: str) -> None:
    """Raises NotMigrated, with a sentence for the operator, if anything is pending."""
    if pending := pending_migrations(url):
        raise NotMigrated(f"The database lacks {', '.join(pending)}. Run `muster migrate` first.")


def _pending(connection: Connection) -> Sequence[str]:
    current = None
    if inspect(connection).has_table("alembic_version"):
        current = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return _after(current)


def _after(current: str | None) -> Sequence[str]:
    """The migrations after ``current``, first to last. Each is named as its file, by date and purpose."""
    known = sorted(path.stem for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    if current is not None and current not in known:
        raise NotMigrated(
            f"The database was used by a later version of Muster ({current}). "
            "Run that version, or restore a backup."
        )
    return known if current is None else known[known.index(current) + 1 :]
