"""The app manifest that Slack's "From a manifest" takes: commands, scopes and events of this version."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from adapters.slack.events import METADATA

PATH = "/slack/events"
SCOPES = (
    "channels:read",
    "chat:write",
    "commands",
    "files:write",
    "groups:read",
    "im:write",
    "metadata.message:read",
    "users:read",
)
HISTORY_SCOPES = ("channels:history", "groups:history", "im:history")
"""Offered, not needed: with them a send that nobody saw end is looked up instead of guessed at."""
EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "member_joined_channel",
    "member_left_channel",
    "message_metadata_posted",
    "team_join",
    "tokens_revoked",
    "user_change",
)


class Listed(Protocol):
    """A slash command as the command table describes it."""

    @property
    def name(self) -> str:
        """Without its slash."""

    @property
    def description(self) -> str: ...
    @property
    def usage(self) -> str: ...


def manifest(
    commands: Iterable[Listed], *, public_url: str | None, history: bool = False
) -> dict[str, Any]:
    """The manifest as plain data. Without a public URL it is for Socket Mode."""
    url = None if public_url is None else public_url.rstrip("/") + PATH
    to = {} if url is None else {"request_url": url}
    return {
        "_metadata": {"major_version": 2, "minor_version": 1},
        "display_information": {
            "name": "Muster",
            "description": "Standups and other rituals of a team",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Muster", "always_online": True},
            "slash_commands": [_command(command, url) for command in commands],
        },
        "oauth_config": {
            "scopes": {"bot": sorted(SCOPES + (HISTORY_SCOPES if history else ()))},
        },
        "settings": {
            "event_subscriptions": {
                **to,
                "bot_events": list(EVENTS),
                "metadata_subscriptions": [{"app_id": "*", "event_type": METADATA}],
            },
            "interactivity": {"is_enabled": True, **to},
            "org_deploy_enabled": False,
            "socket_mode_enabled": url is None,
            "token_rotation_enabled": False,
        },
    }


def _command(command: Listed, url: str | None) -> dict[str, Any]:
    # Escaped, mentions come with the account's id; as typed, they would be names alone.
    shown: dict[str, Any] = {
        "command": f"/{command.name}",
        "description": command.description,
        "should_escape": True,
    }
    if command.usage:
        shown["usage_hint"] = command.usage
    if url is not None:
        shown["url"] = url
    return shown
