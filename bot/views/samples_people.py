"""The people, the channel and the day of every sample."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def _person(id: str, name: str, zone: str) -> Person:
    return Person(MemberRef(id), AccountRef(f"U{id.upper()}"), name, zone)


ANA = _person("ana", "Ana", "Europe/Paris")
BO = _person("bo", "Bo", "America/New_York")
CHEN = _person("chen", "Chen", "Asia/Tokyo")
DIYA = _person("diya", "Diya", "Asia/Kolkata")
ROSTER = Roster(
    {person.ref: person for person in (ANA, BO, CHEN, DIYA)},
    {ChannelRef("C1"): Channel(ChannelRef("C1"), "churn-model", present=True)},
)
