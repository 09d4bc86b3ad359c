"""Pictures and files of messages, fetched from us by an address that nobody guesses and that grows old."""

from __future__ import annotations

import asyncio
import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote

import structlog
from aiohttp import web

from adapters.teams.enclosed import Link, nowhere
from adapters.teams.fitting import flat
from adapters.teams.seal import Seal
from bot.clock import machine_time
from bot.drawing import png
from bot.fitting import clip
from bot.mail import PlatformMemory
from bot.messages import Attachment, Picture
from bot.people import WorkspaceRef

log = structlog.get_logger("muster.teams")

PATH = "/teams/files"
DAY = 24 * 3600
DAYS = 30
"""How long an address is good at most. What it leads to is gone sooner, with the words of its message."""
PIXELS, LARGEST = 1024, 1_000_000
"""Teams shows no picture that is wider, higher or larger (Microsoft, "Format cards in Teams")."""
REMEMBERED = 32
"""Drawings, of some 30 KB each, for when a whole team looks at once."""
NAME = 100
FORBIDDEN = re.compile(r'[\\/:*?"<>|]+')
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


@dataclass(frozen=True, slots=True)
class _Place:
    workspace: WorkspaceRef
    row: str
    index: int


class Files:
    """Gives the addresses, and answers whoever comes to one."""

    def __init__(
        self,
        memory: PlatformMemory,
        seal: Seal,
        public_url: str | None,
        machine_time: Callable[[], float] = machine_time,
    ) -> None:
        self._memory, self._seal, self._machine_time = memory, seal, machine_time
        self._base = f"{public_url.rstrip('/')}{PATH}" if public_url else ""
        self._drawn: OrderedDict[bytes, bytes] = OrderedDict()
        self._drawing = asyncio.Lock()
        """One at a time: a drawing holds up everybody else, if only for some milliseconds."""

    def routes(self) -> list[web.RouteDef]:
        return [web.get(f"{PATH}/{{sealed}}/{{name}}", self._fetched)]

    def link(self, workspace: WorkspaceRef, row: str) -> Link:
        """The addresses of what an outbox row encloses."""
        if not (self._base and row):
            return nowhere

        def address(index: int, enclosed: Picture | Attachment) -> str:
            # By its contents, so that what was edited has a new address and no cache shows the old one.
            content = enclosed.svg if isinstance(enclosed, Picture) else enclosed.text
            mark = sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:8]
            place = [workspace.tenant, row, index, self._today() + DAYS, mark]
            packed = json.dumps(place, separators=(",", ":")).encode()
            text = urlsafe_b64encode(packed).decode().rstrip("=")
            sealed = f"{text}.{self._seal.sign(text)}"
            return f"{self._base}/{sealed}/{quote(name_of(enclosed), safe='')}"

        return address

    async def _fetched(self, request: web.Request) -> web.Response:
        place = self._open(request.match_info["sealed"])
        if place is None:
            return _nothing()
        try:
            enclosed = await self._enclosed(place)
        except Exception as fault:
            log.error("a file could not be looked up", fault=type(fault).__name__)
            return _nothing(503)
        if enclosed is None or name_of(enclosed) != request.match_info["name"]:
            return _nothing()
        if isinstance(enclosed, Attachment):
            return _file(enclosed)
        return await self._picture(enclosed)

    def _open(self, sealed: str) -> _Place | None:
        """What an address of ours says; None for any other, and for one that is too old."""
        text, _, signature = sealed.partition(".")
        if not self._seal.signed(text, signature):
            return None
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4))
        tenant, row, index, until, _mark = json.loads(packed)
        if self._today() > until:
            return None
        return _Place(WorkspaceRef("teams", tenant), row, index)

    async def _enclosed(self, place: _Place) -> Picture | Attachment | None:
        found = await self._memory.standing(place.workspace, place.row)
        blocks = found[0].blocks if found is not None else ()
        block = blocks[place.index] if place.index < len(blocks) else None
        return block if isinstance(block, Picture | Attachment) else None

    async def _picture(self, picture: Picture) -> web.Response:
        try:
            drawn = await self._draw(picture.svg)
        except Exception as fault:
            # What could not be drawn may quote people's names, so only the type of the fault is told.
            log.error("a picture could not be drawn", fault=type(fault).__name__)
            return _nothing(500)
        headers = {"Cache-Control": "private, max-age=3600", **ALWAYS}
        return web.Response(body=drawn, content_type="image/png", headers=headers)

    async def _draw(self, svg: str) -> bytes:
        key = sha256(svg.encode("utf-8", "surrogatepass")).digest()
        async with self._drawing:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
            drawn = await asyncio.to_thread(png, svg)
            width, height = (int.from_bytes(drawn[at : at + 4], "big") for at in (16, 20))
            if max(width, height) > PIXELS or len(drawn) > LARGEST:
                log.warning("a picture is too large for teams", width=width, height=height)
            self._drawn[key] = drawn
            if len(self._drawn) > REMEMBERED:
                self._drawn.popitem(last=False)
            return drawn

    def _today(self) -> int:
        return int(self._machine_time() // DAY)


def name_of(enclosed: Picture | Attachment) -> str:
    """A name that every system takes for a file."""
    ending = ".png" if isinstance(enclosed, Picture) else ""
    name = FORBIDDEN.sub("-", flat(enclosed.name)).strip(". ")
    if not ending:
        name, dot, ending = name.rpartition(".")
        name, ending = (name, f"{dot}{ending}") if name else (ending, "")
    return f"{clip(name, NAME - len(ending)) or 'file'}{ending}"


def _file(file: Attachment) -> web.Response:
    name = name_of(file)
    kind = name.rpartition(".")[2].lower()
    text = file.text.removeprefix("\ufeff")
    # Excel takes a CSV without this mark for one in the letters of its own country.
    body = (f"\ufeff{text}" if kind == "csv" else text).encode("utf-8", "replace")
    plain = re.sub(r"[^ -~]|[\"%]", "_", name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    headers = {
        "Content-Type": TYPES.get(kind, "application/octet-stream"),
        "Content-Disposition": disposition,
        "Cache-Control": "private, no-store",
    }
    return web.Response(body=body, headers=headers | ALWAYS)


def _nothing(status: int = 404) -> web.Response:
    return web.Response(status=status, headers={"Cache-Control": "no-store", **ALWAYS})
