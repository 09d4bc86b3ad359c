"""Slack's events as news: who came and went, what a channel is called, where a message landed."""

from __future__ import annotations

from typing import Any

from adapters.slack.accounts import facts
from adapters.slack.installation import Installation
from adapters.slack.payloads import some, text, within
from bot.intents import Intent
from bot.news import (
    ChannelChanged,
    Joined,
    LearnedProfile,
    Left,
    OpenHome,
    Receipt,
    WorkspaceGone,
)
from bot.people import AccountRef, ChannelRef

Json = dict[str, Any]

METADATA = "muster_post"
"""The type of the metadata that our own messages carry."""
ARCHIVED = {"channel_archive": True, "group_archive": True} | {
    "channel_unarchive": False,
    "group_unarchive": False,
}


def news(event: Json, home: Installation) -> Intent | None:
    """What an event means, or None for one that means nothing to us. Raises Malformed."""
    match event.get("type"):
        case "member_joined_channel" | "member_left_channel" as kind:
            return _moved(event, home, joined=kind == "member_joined_channel")
        case "channel_left" | "group_left":
            return ChannelChanged(_channel(event), present=False)
        case "channel_rename" | "group_rename":
            channel = within(event, "channel", dict)
            name = within(channel, "name", str)
            return ChannelChanged(ChannelRef(within(channel, "id", str)), called=name)
        case "channel_deleted" | "group_deleted":
            return ChannelChanged(_channel(event), archived=True, present=False)
        case str() as kind if kind in ARCHIVED:
            return ChannelChanged(_channel(event), archived=ARCHIVED[kind])
        case "user_change" | "team_join":
            return LearnedProfile(facts(within(event, "user", dict), home.team))
        case "app_home_opened":
            return OpenHome() if event.get("tab") == "home" else None
        case "message_metadata_posted":
            return _receipt(event, home)
        case "app_uninstalled":
            return WorkspaceGone()
        case "tokens_revoked":
            bots = some(within(event, "tokens", dict), "bot")
            return WorkspaceGone() if home.bot_user in bots else None
        case _:
            return None


def _channel(event: Json) -> ChannelRef:
    return ChannelRef(within(event, "channel", str))


def _moved(event: Json, home: Installation, *, joined: bool) -> Intent:
    channel, account = _channel(event), within(event, "user", str)
    if account == home.bot_user:
        return ChannelChanged(channel, present=joined)
    return (Joined if joined else Left)(channel, AccountRef(account))


def _receipt(event: Json, home: Installation) -> Receipt | None:
    """A message of ours exists. Others may use the same type, so the sender is looked at too."""
    ours = home.bot == text(event, "bot_id") or home.app == text(event, "app_id")
    if not ours or text(event, "metadata", "event_type") != METADATA:
        return None
    row = text(event, "metadata", "event_payload", "id")
    if not row:
        return None
    return Receipt(row, within(event, "channel_id", str), within(event, "message_ts", str))
