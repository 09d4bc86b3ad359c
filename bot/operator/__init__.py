"""What the commands of ``bot/__main__`` do, and how what an operator can mend becomes a sentence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


class Trouble(click.ClickException):
    """Something the operator can mend, said in one sentence without a traceback."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=True)


class Misuse(Trouble):
    """What was asked for, or set, makes no sense."""

    exit_code = 2


@contextmanager
def told() -> Iterator[None]:
    """Say what an operator can mend; anything else is a fault of ours and keeps its traceback."""
    from bot.settings import SettingsError, StartFailed

    try:
        yield
    except SettingsError as error:
        raise Misuse(str(error)) from None
    except StartFailed as error:
        raise Trouble(str(error)) from None
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise Trouble(f"The system said no: {error.strerror or error}{where}.") from None
    except Exception as error:
        if (sentence := _about_storage(error)) is None:
            raise
        raise Trouble(sentence) from None


def _about_storage(error: Exception) -> str | None:
    import storage  # slow to import, and not every command has use for it
    from bot import settings

    ours = (storage.FileHeld, storage.NoBackup, storage.NotMigrated, storage.UnknownDatabase)
    if isinstance(error, ours):
        return str(error)
    if isinstance(error, storage.DatabaseError):
        why = storage.blotted(str(error.orig), settings.read().database_url).splitlines()[0]
        return f"The database of MUSTER_DATABASE_URL cannot be used: {why}."
    return None


def print_json(what: object) -> None:
    """For programs: moments as ISO 8601 in UTC."""
    click.echo(json.dumps(what, default=str, indent=2, ensure_ascii=False))
