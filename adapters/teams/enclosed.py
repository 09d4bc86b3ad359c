"""What a message encloses, as addresses to fetch it from, or as words where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import assert_never

from adapters.teams import phrases
from adapters.teams.blocks import Download, Image, Piece
from bot.messages import (
    Attachment,
    Bullets,
    Buttons,
    Code,
    Divider,
    Heading,
    Message,
    Meter,
    Note,
    Paragraph,
    Picture,
    Quote,
)

Link = Callable[[int, Picture | Attachment], str]
"""Where a block can be fetched, by its place in the message; "" where nobody can reach us."""
LINES, WIDTH = 12, 120
"""Of a file that is shown instead of linked."""


def nowhere(_index: int, _enclosed: Picture | Attachment) -> str:
    """For where nothing can be fetched from us."""
    return ""


def enclosed(message: Message, link: Link) -> Iterator[Piece]:
    """The blocks, with what each encloses at its address."""
    for index, block in enumerate(message.blocks):
        match block:
            case Picture(alternative=alternative):
                url = link(index, block)
                yield Image(url, alternative) if url else Paragraph((alternative,))
            case Attachment(name=name):
                if url := link(index, block):
                    yield Download(url, name)
                else:
                    yield from _beginning(block)
            case (
                Heading()
                | Paragraph()
                | Bullets()
                | Quote()
                | Meter()
                | Divider()
                | Note()
                | Buttons()
            ):
                yield block
            case _:
                assert_never(block)


def _beginning(file: Attachment) -> Iterator[Piece]:
    lines = (line[:WIDTH] for line in file.text.removeprefix("\ufeff").splitlines())
    yield Paragraph((Code("\n".join(islice(lines, LINES))),))
    yield Note((phrases.not_attached(file.name),))
