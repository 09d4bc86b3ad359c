"""Where the app is installed, as Slack itself tells it at the start: whose payloads are ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.slack.payloads import some, text
from bot.people import WorkspaceRef

PLATFORM = "slack"


@dataclass(frozen=True, slots=True)
class Installation:
    """One workspace of Slack with our bot in it."""

    team: str
    bot_user: str
    bot: str
    app: str | None
    """None where Slack would not tell, and then it is not checked."""

    @property
    def workspace(self) -> WorkspaceRef:
        return WorkspaceRef(PLATFORM, self.team)

    def owns(self, body: dict[str, Any]) -> bool:
        """Whether a payload was sent for this installation.

        An event of a channel shared between organisations may carry the other one's team, and names
        ours among its authorizations.
        """
        if self.app is not None and text(body, "api_app_id") != self.app:
            return False
        if self.team in (text(body, "team_id"), text(body, "team", "id")):
            return True
        return any(one.get("team_id") == self.team for one in some(body, "authorizations"))
