"""Whose holidays somebody keeps: a country or one of its regions, and what is celebrated there when.

A calendar is an ISO 3166-1 code such as ``IN``, with or without an ISO 3166-2 region such as ``DE-BY``;
"" is none. The dates are those of the ``holidays`` library, which takes half a second to load and is
therefore loaded when the first holiday is asked for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any

SHORT_WORDS = ("and", "of", "the")


def holiday(calendar: str, day: date) -> str:
    """The name of the public holiday of ``day``, in English where there is one; "" for none."""
    return _year(calendar, day.year).get(day, "") if calendar else ""


def upcoming(calendar: str, today: date, count: int = 3) -> Sequence[tuple[date, str]]:
    """The next holidays from ``today`` on, within this year and the next."""
    if not calendar:
        return ()
    both = {**_year(calendar, today.year), **_year(calendar, today.year + 1)}
    return sorted((day, name) for day, name in both.items() if day >= today)[:count]


def nearest(typed: str) -> Sequence[str]:
    """Names of the countries most like what was typed, the likest first."""
    from rapidfuzz import fuzz, process  # only for those who mistype

    found = process.extract(
        typed.casefold(),
        {code: name.casefold() for code, name in countries().items()},
        scorer=fuzz.ratio,
        score_cutoff=70,
        limit=3,
    )
    return [countries()[code] for _, _, code in found]


def known_calendar(typed: str) -> str | None:
    """``DE`` for ``germany``, ``de`` or ``DEU``; ``DE-BY`` for ``de-by`` or ``Germany, Bayern``."""
    country, region = _halves(typed)
    if country is not None and region:
        named = {_plain(name): code for code, name in regions(country)}
        named |= {_plain(code): code for code, _ in regions(country)}
        if (found := named.get(_plain(region))) is not None:
            return f"{country}-{found}"
    # Only now as a whole: AR-E is a province, and ARE another country.
    return _codes().get(_plain(typed))


def country_of(typed: str) -> str | None:
    """The country that was meant, also where its region is not known: ``DE`` for ``DE-XX``."""
    return _halves(typed)[0] or _codes().get(_plain(typed))


def regions(country: str) -> Sequence[tuple[str, str]]:
    """Codes and names of the regions with holidays of their own; a name is its code where none is known."""
    import holidays

    listed = holidays.list_supported_countries(include_aliases=False).get(country, [])
    if not listed:
        return ()
    names = {
        code: name for name, code in getattr(_entity(country), "subdivisions_aliases", {}).items()
    }
    return [(code, names.get(code, code)) for code in listed]


def calendar_name(calendar: str) -> str:
    """Such as ``Germany``, or ``Germany, Bayern``; "" for none."""
    country, _hyphen, region = calendar.partition("-")
    if not country:
        return ""
    name = countries().get(country, country)
    return f"{name}, {dict(regions(country)).get(region, region)}" if region else name


@cache
def countries() -> Mapping[str, str]:
    """English names of all countries by their codes."""
    from holidays.registry import COUNTRIES

    return {known[1]: _title(name) for name, known in COUNTRIES.items()}


@cache
def _codes() -> Mapping[str, str]:
    """A country's code for its name, and for each of its codes and other names."""
    from holidays.registry import COUNTRIES

    return {
        _plain(word): known[1]
        for name, known in COUNTRIES.items()
        for word in (name, *known)
        if not word.startswith("Holidays")
    }


@lru_cache(maxsize=256)
def _year(calendar: str, year: int) -> Mapping[date, str]:
    """A calendar that the library has given up knows no holidays, rather than holding up a day."""
    import holidays

    country, _hyphen, region = calendar.partition("-")
    try:
        language = next((one for one in _languages(country) if one.startswith("en")), None)
        found = holidays.country_holidays(
            country, subdiv=region or None, years=year, language=language
        )
    except NotImplementedError:  # What the library raises for a country or region it has given up.
        return {}
    return {day: name for day, name in found.items() if day.year == year}


def _languages(country: str) -> Sequence[str]:
    """With American English before others, so that the same holiday has the same name everywhere."""
    return sorted(
        getattr(_entity(country), "supported_languages", ()), key=lambda one: one != "en_US"
    )


def _entity(country: str) -> Any:
    import holidays

    return holidays.country_holidays(country)


def _halves(typed: str) -> tuple[str | None, str]:
    """A country and what was typed for its region, at the first mark that divides a country from it."""
    for mark in re.finditer(r"[-,/]|\s", typed):
        code = _codes().get(_plain(typed[: mark.start()]))
        if code is not None:
            return code, typed[mark.end() :]
    return None, ""


def _plain(typed: str) -> str:
    """Letters and digits alone, without case and accents."""
    letters = unicodedata.normalize("NFKD", typed.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def _title(name: str) -> str:
    words = name.replace("hongkong", "hong_kong").replace("dr_", "DR_").split("_")
    return " ".join(
        word if word in SHORT_WORDS or word.isupper() else word.capitalize() for word in words
    )
