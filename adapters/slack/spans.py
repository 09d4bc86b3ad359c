"""A line of a message for Slack: as rich text where that is allowed, as mrkdwn in small print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, assert_never

from adapters.slack import phrases
from adapters.slack.fitting import SPECIAL, escape
from bot.fitting import clip
from bot.messages import (
    Code,
    InChannel,
    Inviting,
    Mention,
    Spans,
    Strong,
    Typed,
    When,
)
from bot.people import MemberRef, Roster

Json = dict[str, Any]

FORMATS = {
    "time": "{time}",
    "day": "{date_short_pretty}",
    "day and time": "{date_short_pretty} at {time}",
}
"""Slack's own date tokens, which each client fills in for its reader's zone and language."""
FALLBACK = 100


Shown = str | Strong | Code | Mention | InChannel | When
"""What Slack has a form for."""


def spelled(spans: Spans) -> Iterator[Shown]:
    """A line with commands, and the way the bot is invited, as they are typed in Slack."""
    for span in spans:
        match span:
            case Typed(words=words):
                yield Code(f"/{words}")
            case Inviting():
                yield phrases.INVITING
                yield Code(phrases.INVITE)
            case _:
                yield span


def rich(spans: Spans, roster: Roster) -> list[Json]:
    """Elements of a rich_text section. Text in them is literal: Slack reads no markup there."""
    elements: list[Json] = []
    for span in spelled(spans):
        match span:
            case str():
                elements += _text(span)
            case Strong(text=text):
                elements += _text(text, {"bold": True})
            case Code(text=text):
                elements += _text(text, {"code": True})
            case Mention(member=member):
                account = _account(member, roster)
                if account is None:
                    elements += _text(phrases.NOBODY)
                else:
                    elements.append({"type": "user", "user_id": account})
            case InChannel(channel=channel):
                elements.append({"type": "channel", "channel_id": channel.id})
            case When(moment=moment, otherwise=otherwise, style=style):
                elements.append(
                    {
                        "type": "date",
                        "timestamp": int(moment.timestamp()),
                        "format": FORMATS[style],
                        "fallback": _fallback(otherwise, moment),
                    }
                )
            case _:
                assert_never(span)
    return elements


def small(spans: Spans, roster: Roster) -> list[Json]:
    """Elements of a context block: mrkdwn, with what mrkdwn would garble set apart as plain text."""
    parts: list[tuple[str, str]] = []
    for span in spelled(spans):
        kind, text = _small(span, roster)
        if not text:
            continue
        if parts and parts[-1][0] == kind:
            text = parts.pop()[1] + text
        parts.append((kind, text))
    return [_element(kind, text) for kind, text in parts if text.strip()]


def _element(kind: str, text: str) -> Json:
    """Without ``verbatim`` Slack makes links of addresses and of channels' names in anybody's words."""
    element: Json = {"type": kind, "text": text}
    return element | {"verbatim": True} if kind == "mrkdwn" else element


def _small(span: Shown, roster: Roster) -> tuple[str, str]:
    match span:
        case str():
            return ("plain_text", span) if SPECIAL & set(span) else ("mrkdwn", escape(span))
        case Strong(text=text):
            return ("plain_text", text) if _bare(text) else ("mrkdwn", f"*{escape(text)}*")
        case Code(text=text):
            return ("plain_text", text) if _bare(text) else ("mrkdwn", f"`{escape(text)}`")
        case Mention(member=member):
            account = _account(member, roster)
            return "mrkdwn", phrases.NOBODY if account is None else f"<@{account}>"
        case InChannel(channel=channel):
            return "mrkdwn", f"<#{channel.id}>"
        case When(moment=moment, otherwise=otherwise, style=style):
            fallback = escape(_fallback(otherwise, moment)).replace("|", "/")
            return "mrkdwn", f"<!date^{int(moment.timestamp())}^{FORMATS[style]}|{fallback}>"
        case _:
            assert_never(span)


def _bare(text: str) -> bool:
    """Whether a text cannot stand between mrkdwn's own signs."""
    return bool(SPECIAL & set(text)) or text != text.strip() or "\n" in text


def _text(text: str, style: Json | None = None) -> list[Json]:
    if not text:
        return []
    element: Json = {"type": "text", "text": text}
    return [element | {"style": style} if style else element]


def _account(member: MemberRef, roster: Roster) -> str | None:
    person = roster.people.get(member)
    return None if person is None else person.account.id


def _fallback(otherwise: str, moment: datetime) -> str:
    return clip(otherwise, FALLBACK) or f"{moment:%Y-%m-%d %H:%M} UTC"
