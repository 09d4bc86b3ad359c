"""A city or the name of a zone, as people type it."""

from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from bot.rituals.zones import meant, nearest


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Paris", "Europe/Paris"),
        ("europe/paris", "Europe/Paris"),
        ("  paris ", "Europe/Paris"),
        ("New York", "America/New_York"),
        ("new_york", "America/New_York"),
        ("utc", "UTC"),
        ("America/Argentina/Buenos Aires", "America/Argentina/Buenos_Aires"),
    ],
)
def test_a_city_or_a_zone_is_understood_however_it_is_written(typed: str, zone: str) -> None:
    assert meant(typed) == (zone,)


def test_of_two_places_of_one_name_both_are_meant() -> None:
    assert meant("Louisville") == ("America/Kentucky/Louisville", "America/Louisville")


@pytest.mark.parametrize("typed", ["", "nowhere", "US/Eastern", "Etc/GMT+5", "posixrules", "/"])
def test_what_is_no_place_is_not_guessed_at(typed: str) -> None:
    assert meant(typed) == ()


def test_a_slip_of_the_hand_is_answered_with_what_is_most_like_it() -> None:
    assert nearest("kolkta")[0] == "Asia/Kolkata"
    assert nearest("Pariss")[0] == "Europe/Paris"
    assert nearest("xyzzy") == ()


def test_every_place_of_the_database_can_be_chosen_by_its_own_name() -> None:
    places = [zone for zone in available_timezones() if zone.startswith(("Europe/", "Asia/"))]
    assert places
    assert [zone for zone in places if meant(zone) != (zone,)] == []
