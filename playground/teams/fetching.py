"""What a client of Teams fetches by itself or for a click: the pictures of a card, and the files it links."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from playground.teams import cards

Json = dict[str, Any]

SHOWN = ("image/png", "image/jpeg", "image/gif")
LARGEST, PIXELS = 1_000_000, 1024
"""Teams shows nothing larger."""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Picture:
    """As somebody sees it: ``shown`` is empty where only the words in its place are seen."""

    url: str
    alternative: str
    shown: bytes = b""


@dataclass(frozen=True)
class File:
    """What a browser gets; ``name`` is what it is saved as, "" where it is opened instead."""

    status: int
    name: str = ""
    type: str = ""
    body: bytes = b""


async def pictures(card: Json) -> list[Picture]:
    """Every picture of a card, in order."""
    images = [one for one in cards.elements(card) if one["type"] == "Image"]
    return [await _picture(str(one["url"]), str(one.get("altText", ""))) for one in images]


async def file(url: str) -> File:
    async with aiohttp.ClientSession() as session, session.get(URL(url, encoded=True)) as answer:
        body = await answer.read()
        told = answer.content_disposition
        name = told.filename if told is not None and told.type == "attachment" else None
        return File(answer.status, name or "", answer.content_type, body)


async def _picture(url: str, alternative: str) -> Picture:
    """Without anybody's credentials, and only from where a secret of ours could not be overheard."""
    there = URL(url, encoded=True)
    if there.scheme != "https" and there.host != "127.0.0.1":
        return Picture(url, alternative)
    found = await file(url)
    fits = found.status == 200 and found.type in SHOWN and len(found.body) <= LARGEST
    if not fits or (found.type == "image/png" and not _small(found.body)):
        return Picture(url, alternative)
    return Picture(url, alternative, found.body)


def _small(png: bytes) -> bool:
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    return png.startswith(SIGNATURE) and 0 < width <= PIXELS and 0 < height <= PIXELS
