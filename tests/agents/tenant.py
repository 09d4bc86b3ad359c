"""The tenant that the Agents Playground plays: its people, its chats, its team, with ids as in Teams."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

ID = "00000000-0000-0000-0000-0000000000001"
"""The playground's own default, which has one digit too many for a real tenant."""

ZONE = "Europe/Berlin"


@dataclass(frozen=True)
class Person:
    """Somebody of the tenant: ``id`` is what Teams calls them, ``account`` is Entra's object id."""

    id: str
    account: str
    name: str

    def by_account(self) -> Person:
        return replace(self, id=self.account)

    def entry(self) -> dict[str, str]:
        given, _, surname = self.name.partition(" ")
        mail = f"{given.lower()}@example.com"
        return {
            "id": self.id,
            "name": self.name,
            "userPrincipleName": mail,
            "aadObjectId": self.account,
            "givenName": given,
            "surname": surname,
            "email": mail,
        }


def _person(digit: int, name: str) -> Person:
    first = name.partition(" ")[0].lower()
    return Person(f"29:1{first}", f"00000000-0000-4000-8000-00000000002{digit}", name)


BOT = Person("28:00000000-0000-4000-8000-000000000011", "", "Muster")
ANA = _person(0, "Ana Duarte")
"""Whoever sits at the page."""
KENJI, PRIYA, BO, ZOE, LENA = OTHERS = (
    _person(1, "Kenji Mori"),
    _person(2, "Priya Raman"),
    _person(3, "Bo Lindqvist"),
    _person(4, "Zoe Adeyemi"),
    _person(5, "Lena Vogel"),
)
"""The playground wants five, no more and no fewer."""

PERSONAL = "a:1personal-ana"
GROUP = "19:launch-plan@thread.v2"
TEAM = "19:churn-team@thread.tacv2"
"""Of the team and of its General channel: the two have one id."""
TEAM_ACCOUNT = "00000000-0000-4000-8000-000000000031"
CHANNEL = "19:churn-model@thread.tacv2"


def config(*, by_account: bool) -> dict[str, Any]:
    """What the playground reads. It takes one group chat, and one channel beside General."""
    people = [person.by_account() if by_account else person for person in (ANA, *OTHERS)]
    return {
        "version": "0.1.1",
        "tenantId": ID,
        "bot": {"id": BOT.id, "name": BOT.name},
        "currentUser": people[0].entry(),
        "users": [person.entry() for person in people[1:]],
        "personalChat": {"id": PERSONAL},
        "groupChat": {"id": GROUP, "name": "Launch plan"},
        "team": {
            "id": TEAM,
            "name": "Churn",
            "aadGroupId": TEAM_ACCOUNT,
            "channels": [{"id": CHANNEL, "name": "churn-model"}],
        },
    }
