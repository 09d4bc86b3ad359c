"""Which time zone somebody means, who types a city or the name of a zone."""

from __future__ import annotations

from functools import cache
from zoneinfo import available_timezones

REGIONS = frozenset(
    {
        "Africa",
        "America",
        "Antarctica",
        "Arctic",
        "Asia",
        "Atlantic",
        "Australia",
        "Europe",
        "Indian",
        "Pacific",
    }
)
"""What the names of places begin with, in the IANA database."""
NEAREST = 3
ALIKE = 70
"""How alike, of 100, a name has to be to be offered."""


def meant(typed: str) -> tuple[str, ...]:
    """The IANA zones that fit: one if it is clear, several if not, none if nothing is of that name."""
    wanted = _plain(typed)
    names = _names()
    if wanted in names:
        return (names[wanted],)
    cities = [zone for plain, zone in names.items() if plain.rpartition("/")[2] == wanted]
    return tuple(sorted(cities))


def nearest(typed: str) -> tuple[str, ...]:
    """The zones whose names are most like what was typed, the likest first."""
    from rapidfuzz import fuzz, process  # only for those who mistype

    cities = {zone: _plain(zone).rpartition("/")[2] for zone in _names().values()}
    found = process.extract(
        _plain(typed), cities, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=NEAREST
    )
    return tuple(zone for _, _, zone in found)


def _plain(name: str) -> str:
    return "_".join(name.casefold().split())


@cache
def _names() -> dict[str, str]:
    """Places and UTC, by their names as people may type them; not the zones named for other systems."""
    return {
        _plain(zone): zone
        for zone in available_timezones()
        if zone == "UTC" or zone.partition("/")[0] in REGIONS
    }
