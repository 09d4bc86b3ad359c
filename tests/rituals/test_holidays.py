"""Whose holidays somebody means, and what is celebrated there when."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from bot.rituals.calendars import (
    calendar_name,
    countries,
    country_of,
    holiday,
    known_calendar,
    nearest,
    regions,
    upcoming,
)


@pytest.mark.parametrize(
    ("typed", "calendar"),
    [
        ("germany", "DE"),
        ("DE", "DE"),
        ("deu", "DE"),
        ("de-by", "DE-BY"),
        ("Germany, Bayern", "DE-BY"),
        ("germany baden-württemberg", "DE-BW"),
        ("uk", "GB"),
        ("united kingdom", "GB"),
        ("gb-sct", "GB-SCT"),
        ("GB Northern Ireland", "GB-NIR"),
        ("us california", "US-CA"),
        ("AR-E", "AR-E"),
        ("ARE", "AE"),
        ("hong kong", "HK"),
        ("South Korea", "KR"),
        ("guinea-bissau", "GW"),
        ("curaçao", "CW"),
        ("IN-karnataka", "IN-KA"),
    ],
)
def test_a_calendar_is_understood_by_code_and_by_name(typed: str, calendar: str) -> None:
    assert known_calendar(typed) == calendar


@pytest.mark.parametrize(
    "typed", ["", "atlantis", "DE-XX", "bayern", "-", "off", "germany atlantis"]
)
def test_what_is_no_calendar_is_not_guessed_at(typed: str) -> None:
    assert known_calendar(typed) is None


def test_of_an_unknown_region_the_country_is_known_and_its_regions_are_told() -> None:
    assert country_of("DE-XX") == "DE"
    assert ("BY", "Bayern") in regions("DE")
    assert country_of("atlantis") is None
    assert regions("SG") == ()


def test_a_slip_of_the_hand_is_answered_with_what_is_most_like_it() -> None:
    assert nearest("germnay") == ["Germany"]
    assert nearest("xyzzy") == []


def test_every_country_is_understood_by_the_name_it_is_told_by() -> None:
    assert len(countries()) > 200
    assert {code: known_calendar(name) for code, name in countries().items()} == {
        code: code for code in countries()
    }


def test_every_region_is_understood_by_its_code_and_by_the_name_it_is_told_by() -> None:
    lost = []
    for country in countries():
        for code, name in regions(country):
            calendar = f"{country}-{code}"
            if known_calendar(calendar) != calendar:
                lost.append(calendar)
            elif known_calendar(calendar_name(calendar)) != calendar:
                lost.append(f"{calendar} {name}")
    assert lost == []


@pytest.mark.parametrize(
    ("calendar", "day", "name"),
    [
        ("DE", date(2026, 10, 3), "German Unity Day"),
        ("DE", date(2026, 11, 1), ""),
        ("DE-BY", date(2026, 11, 1), "All Saints' Day"),
        ("US", date(2026, 11, 26), "Thanksgiving Day"),
        ("JP", date(2026, 11, 3), "Culture Day"),
        ("JP", date(2026, 11, 4), ""),
        ("IN", date(2027, 1, 26), "Republic Day"),
        ("", date(2026, 12, 25), ""),
        ("XX", date(2026, 12, 25), ""),
        ("DE-ZZ", date(2026, 12, 25), ""),
    ],
)
def test_a_holiday_has_a_name_in_english(calendar: str, day: date, name: str) -> None:
    assert holiday(calendar, day) == name


def test_the_next_holidays_go_on_into_the_next_year() -> None:
    assert [day for day, _ in upcoming("DE", date(2026, 12, 25))] == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
    ]
    assert upcoming("", date(2026, 12, 25)) == ()


def test_the_calendars_are_loaded_when_the_first_holiday_is_asked_for() -> None:
    code = (
        "import sys; from datetime import date; from bot.rituals.calendars import holiday;"
        "holiday('', date(2026, 1, 1)); assert 'holidays' not in sys.modules;"
        "holiday('DE', date(2026, 1, 1)); assert 'holidays' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
