"""Slack's description of a user as the directory's facts."""

from __future__ import annotations

from typing import Any

from adapters.slack.payloads import text, within
from bot.news import AccountFacts
from bot.people import AccountRef

Json = dict[str, Any]

SLACKBOT = "USLACKBOT"
"""Slack's own helper, which does not say of itself that it is a bot."""


def facts(user: Json, team: str) -> AccountFacts:
    """Name, zone and standing. Bots and people of another organisation are not human to us."""
    account = within(user, "id", str)
    name = (
        text(user, "profile", "display_name")
        or text(user, "profile", "real_name")
        or text(user, "real_name")
        or text(user, "name")
        or account
    )
    bot = user.get("is_bot") is True or user.get("is_workflow_bot") is True or account == SLACKBOT
    return AccountFacts(
        account=AccountRef(account),
        name=name,
        zone=text(user, "tz") or None,
        human=not bot and _belongs(user, team),
        active=user.get("deleted") is not True,
    )


def _belongs(user: Json, team: str) -> bool:
    if user.get("is_stranger") is True:
        return False
    enterprise = user.get("enterprise_user")
    teams = enterprise.get("teams") if isinstance(enterprise, dict) else None
    if isinstance(teams, list):
        return team in teams
    return text(user, "team_id") in ("", team)
