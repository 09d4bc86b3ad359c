"""What Teams tells of people becomes the directory's facts: of members, and of whoever sends something."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams.accounts import facts, spoken
from bot.news import AccountFacts
from bot.people import AccountRef
from tests.adapters.teams.activities import ANA, TENANT, message, recorded

Json = dict[str, Any]

MEMBER: Json = {
    "id": "29:1ana",
    "name": "Ana Duarte",
    "aadObjectId": ANA,
    "tenantId": TENANT,
    "userRole": "user",
}
KNOWN = AccountFacts(AccountRef(ANA), "Ana Duarte", None)
STRANGER = AccountFacts(AccountRef(ANA), "Ana Duarte", None, human=False)


@pytest.mark.parametrize(
    ("changed", "known"),
    [
        ({}, KNOWN),
        ({"aadObjectId": None, "objectId": ANA}, KNOWN),
        ({"name": "", "givenName": "Ana", "surname": "Duarte"}, KNOWN),
        ({"name": None, "givenName": None}, AccountFacts(AccountRef(ANA), ANA, None)),
        ({"tenantId": None}, KNOWN),
        ({"userRole": "guest"}, KNOWN),
        ({"tenantId": "another tenant"}, STRANGER),
        ({"userRole": "anonymous"}, STRANGER),
        ({"aadObjectId": None}, None),
    ],
)
def test_a_member_is_somebody_of_the_tenant_or_of_another(
    changed: Json, known: AccountFacts | None
) -> None:
    assert facts(MEMBER | changed, TENANT) == known


def test_an_activity_tells_name_and_zone_of_its_sender() -> None:
    berlin = AccountFacts(AccountRef(ANA), "Ana Duarte", "Europe/Berlin", human=None)
    told = message("help")
    assert spoken(told) == berlin
    assert spoken(told | {"entities": []}) == berlin
    assert spoken(told | {"localTimezone": None}) == berlin
    silent = told | {"entities": [], "localTimezone": None}
    assert spoken(silent) == AccountFacts(AccountRef(ANA), "Ana Duarte", None, human=None)


def test_an_activity_without_a_name_tells_nothing() -> None:
    assert spoken(recorded("installed_personal")) is None
