"""What somebody typed after a slash command, with its mentions taken out."""

from __future__ import annotations

import re

from adapters.slack.fitting import unescape
from bot.people import AccountRef

ESCAPED = re.compile(r"<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>")
"""Slack's own notation, such as ``<@U1|ana>``, which it writes only where it means it."""


def take_out(text: str) -> tuple[str, tuple[AccountRef, ...]]:
    """The words with ``@0``, ``@1``, ... where somebody is mentioned, and who that is."""
    mentions: list[AccountRef] = []

    def plain(found: re.Match[str]) -> str:
        sign, target, label = found.group(1), found.group(2), found.group(3)
        if sign == "@":
            account = AccountRef(target)
            if account not in mentions:
                mentions.append(account)
            return f"@{mentions.index(account)}"
        if sign == "#":
            return f"#{label or target}"
        if sign == "!":
            return label or "@" + target.partition("^")[0]
        return label or target

    words = unescape(ESCAPED.sub(plain, text.replace("\x00", "")))
    return " ".join(words.split()), tuple(mentions)
