"""The app as it is installed in the playground's workspace: tokens, scopes, events and commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

SCOPES = frozenset(
    {
        "chat:write",
        "commands",
        "files:write",
        "im:write",
        "users:read",
        "channels:read",
        "groups:read",
        "metadata.message:read",
    }
)
READING_HISTORY = frozenset({"channels:history", "groups:history", "im:history"})

EVENTS = frozenset(
    {
        "app_home_opened",
        "app_uninstalled",
        "tokens_revoked",
        "member_joined_channel",
        "member_left_channel",
        "channel_archive",
        "channel_unarchive",
        "channel_rename",
        "channel_deleted",
        "channel_left",
        "group_archive",
        "group_unarchive",
        "group_rename",
        "group_deleted",
        "group_left",
        "user_change",
        "team_join",
        "message_metadata_posted",
    }
)


@dataclass(frozen=True)
class Command:
    """A slash command with its leading slash, as Slack's composer offers it."""

    command: str
    description: str = ""
    usage_hint: str = ""


STANDUP = Command("/standup", "Your team's standups", "new | list | now | skip | help")
MUSTER = Command("/muster", "Everything Muster does", "help | standup ...")


@dataclass(frozen=True)
class App:
    """An installed app. The defaults are made up, and serve a bot that is told the same ones."""

    bot_token: str = "xoxb-playground-bot"  # noqa: S105  a made-up token of a made-up workspace
    app_token: str = "xapp-playground-app"  # noqa: S105  likewise
    signing_secret: str = "playground-signing-secret"  # noqa: S105  likewise
    scopes: frozenset[str] = SCOPES
    events: frozenset[str] = EVENTS
    metadata_events: frozenset[str] | None = None
    """Event types of message metadata that are subscribed to; None means all."""
    commands: tuple[Command, ...] = (STANDUP, MUSTER)
    home_tab: bool = True

    def with_manifest(self, manifest: Mapping[str, Any]) -> App:
        """The same app with the scopes, events, commands and tabs that an app manifest asks for.

        Raises KeyError where the manifest lacks one of these sections.
        """
        settings = manifest["settings"]["event_subscriptions"]
        wanted = settings.get("metadata_subscriptions", [])
        types = frozenset(one["event_type"] for one in wanted)
        return replace(
            self,
            scopes=frozenset(manifest["oauth_config"]["scopes"]["bot"]),
            events=frozenset(settings["bot_events"]),
            metadata_events=None if "*" in types else types,
            commands=tuple(
                Command(one["command"], one["description"], one.get("usage_hint", ""))
                for one in manifest["features"]["slash_commands"]
            ),
            home_tab=manifest["features"].get("app_home", {}).get("home_tab_enabled", False),
        )
