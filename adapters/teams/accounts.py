"""Teams' description of a person as the directory's facts: of a member, or of whoever sent an activity."""

from __future__ import annotations

from typing import Any

from adapters.teams.payloads import objects, text
from bot.news import AccountFacts
from bot.people import AccountRef

Json = dict[str, Any]

STRANGERS = {"anonymous", "federated"}
"""Roles of people who are only passing through a meeting or a chat."""


def facts(member: Json, tenant: str) -> AccountFacts | None:
    """A member as the connector lists them; None for a bot, and for whoever has no Entra id.

    People of another organisation are not human to us. Of zones a member's list says nothing.
    """
    account = text(member, "aadObjectId") or text(member, "objectId")
    if not account:
        return None
    home = text(member, "tenantId")
    role = text(member, "userRole").casefold()
    return AccountFacts(
        account=AccountRef(account),
        name=_name(member) or account,
        zone=None,
        human=home in ("", tenant) and role not in STRANGERS,
    )


def spoken(activity: Json) -> AccountFacts | None:
    """What an activity tells of its sender: their name, which not every activity has, and their zone."""
    account = text(activity, "from", "aadObjectId")
    name = " ".join(text(activity, "from", "name").split())
    if not account or not name:
        return None
    # Who writes may be of another organisation, which only a list of members tells.
    return AccountFacts(AccountRef(account), name, _zone(activity), human=None)


def _name(member: Json) -> str:
    full = f"{text(member, 'givenName')} {text(member, 'surname')}"
    return " ".join((text(member, "name") or full).split())


def _zone(activity: Json) -> str | None:
    """Clients differ in where they say it."""
    for entity in objects(activity, "entities"):
        if entity.get("type") == "clientInfo" and (zone := text(entity, "timezone")):
            return zone
    return text(activity, "localTimezone") or None
