"""How moments, days and lists are stored, so that both databases compare and return them alike."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(moment: datetime) -> int:
    """Microseconds since the epoch. Raises TypeError for a moment without a zone."""
    since = moment - _EPOCH
    return (since.days * 86400 + since.seconds) * 1_000_000 + since.microseconds


def maybe_micros(moment: datetime | None) -> int | None:
    return None if moment is None else micros(moment)


@lru_cache(maxsize=4096)  # A team's rows hold the same few moments over and over.
def moment(stored: int) -> datetime:
    return _EPOCH + timedelta(microseconds=stored)


def maybe_moment(stored: int | None) -> datetime | None:
    return None if stored is None else moment(stored)


def texts(values: Iterable[str]) -> str:
    """A list of texts in one column; nothing ever looks for one of them by SQL."""
    listed = list(values)
    return json.dumps(listed, ensure_ascii=False) if listed else "[]"


def read_texts(stored: str) -> tuple[str, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))


def numbers(values: Iterable[int]) -> str:
    """As ``texts``, of whole numbers."""
    return f"[{', '.join(map(str, values))}]"


def read_numbers(stored: str) -> tuple[int, ...]:
    return () if stored == "[]" else tuple(json.loads(stored))
