"""Keeping what people wrote from being read as Slack's markup."""

from __future__ import annotations

SPECIAL = frozenset("*_~`&<>")
"""What Slack's mrkdwn reads as formatting, which cannot be escaped, and what grows when it is."""


def escape(text: str) -> str:
    """Keep Slack from reading a mention or a link in what somebody wrote (its three control characters)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
