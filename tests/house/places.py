"""Where the house's own files are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = (
    "bot",
    "adapters",
    "handlers",
    "storage",
    "migrations",
    "playground",
    "tests",
    "benchmarks",
)


def written(*endings: str) -> Iterator[Path]:
    """Every file of the rooms that somebody wrote, by the ending of its name."""
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.suffix in endings and path.is_file():
                yield path
