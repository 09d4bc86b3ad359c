"""Fitting text into Slack's limits, and keeping what people wrote from being read as markup."""

from __future__ import annotations

from collections.abc import Sequence

SPECIAL = frozenset("*_~`&<>")
"""What Slack's mrkdwn reads as formatting, which cannot be escaped, and what grows when it is."""


def length(text: str) -> int:
    """Characters as the strictest counter counts them: UTF-16 units, so that an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters; what is cut off is shown by an ellipsis."""
    if length(text) <= limit:
        return text
    text = text[: max(limit - 1, 0)]
    while length(text) > limit - 1:
        text = text[: -max(1, (length(text) - limit + 1) // 2)]
    return text.rstrip() + "…"


def escape(text: str) -> str:
    """Keep Slack from reading a mention or a link in what somebody wrote (its three control characters)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def share_out(budget: int, costs: Sequence[int]) -> int:
    """The largest cap such that all costs, each cut to it, are within the budget."""
    left, waiting = budget, len(costs)
    for cost in sorted(costs):
        if cost * waiting > left:
            return left // waiting
        left, waiting = left - cost, waiting - 1
    return max(costs, default=budget)
