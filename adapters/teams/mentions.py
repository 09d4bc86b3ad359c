"""What somebody typed to the bot, without Teams' markup, and with the mentions taken out."""

from __future__ import annotations

import html
import re
from collections.abc import Awaitable, Callable
from typing import Any

from adapters.teams import phrases
from adapters.teams.payloads import objects, text
from bot.people import AccountRef

Json = dict[str, Any]
Resolve = Callable[[str], Awaitable[AccountRef | None]]
"""Whom the connector means by an id such as ``29:1abc``; None where it does not say."""

AT = re.compile(r"<at\b[^<>]*>(.*?)</at>", re.IGNORECASE | re.DOTALL)
BREAK = re.compile(
    r"</?(?:p|br|div|li|ul|ol|blockquote|pre|h\d|table|tr|td)\b[^<>]*>", re.IGNORECASE
)
TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff\u00ad"))
"""Characters without a width, which come along when something is pasted."""
MARK = re.compile(r"\x00(\d+)\x00")
"""Stands for a mention while the text around it is cleaned. A typed NUL is taken out before."""
NOT_PEOPLE = ("19:", "28:")
"""How the ids of channels, teams and bots begin."""
AT_MOST = 10
"""Mentions that are looked up; nobody's command names more people."""


async def take_out(activity: Json, resolve: Resolve) -> tuple[str, tuple[AccountRef, ...]]:
    """The words with ``@0``, ``@1``, ... where somebody is mentioned, and who that is. Raises Malformed."""
    entities = [one for one in objects(activity, "entities") if one.get("type") == "mention"]
    raw = _marked(text(activity, "text"), entities)
    plain = html.unescape(TAG.sub("", BREAK.sub(" ", AT.sub(r"\1", raw))))
    mentions: list[AccountRef] = []
    shown = []
    for index, entity in enumerate(entities):
        account = await _who(activity, entity, resolve) if index < AT_MOST else None
        if account is not None and account not in mentions:
            mentions.append(account)
        shown.append(_shown(activity, entity, account, mentions))
    # An entity whose own text is a digit could cut a mark in two.
    words = MARK.sub(lambda found: _at(shown, int(found[1])), plain).replace("\x00", "")
    words = " ".join(words.translate(UNSEEN).split())
    return _addressed(words, text(activity, "recipient", "name")), tuple(mentions)


def _marked(raw: str, entities: list[Json]) -> str:
    """The text with a mark for each entity, where its own text stands, or its name as a mention."""
    for index, entity in enumerate(entities):
        mark, written = f"\x00{index}\x00", text(entity, "text")
        if written and written in raw:
            raw = raw.replace(written, mark, 1)
            continue
        name = _bare(AT.sub(r"\1", written)) or _bare(text(entity, "mentioned", "name"))
        for found in AT.finditer(raw):
            if _bare(found[1]) == name:
                raw = raw[: found.start()] + mark + raw[found.end() :]
                break
    return raw


def _bare(name: str) -> str:
    return " ".join(html.unescape(TAG.sub("", name)).split())


async def _who(activity: Json, entity: Json, resolve: Resolve) -> AccountRef | None:
    """None for the bot, for what is no person, and for whom nobody can tell."""
    id = text(entity, "mentioned", "id")
    if not id or id.startswith(NOT_PEOPLE) or id == text(activity, "recipient", "id"):
        return None
    if id == text(activity, "from", "id") and (mine := text(activity, "from", "aadObjectId")):
        return AccountRef(mine)
    return await resolve(id)


def _shown(
    activity: Json, entity: Json, account: AccountRef | None, mentions: list[AccountRef]
) -> str:
    if account is not None:
        return f"@{mentions.index(account)}"
    if text(entity, "mentioned", "id") == text(activity, "recipient", "id"):
        return " "
    return _bare(text(entity, "mentioned", "name"))


def _at(shown: list[str], index: int) -> str:
    return shown[index] if index < len(shown) else ""


def _addressed(words: str, name: str) -> str:
    """The words without the bot's name or a slash typed before them, as on other platforms."""
    names = "|".join(re.escape(one) for one in {phrases.BOT, name} if one)
    calling = re.compile(rf"(?:[@/]*(?:{names})(?=[\s,:/]|$)[\s,:]*|/+\s*)", re.IGNORECASE)
    words = words.lstrip(",: ")
    while words and (found := calling.match(words)):
        words = words[found.end() :]
    return words
