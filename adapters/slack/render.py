"""A message as Slack shows it: Block Kit within Slack's limits, whatever the message holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, assert_never

from adapters.slack import phrases
from adapters.slack.blocks import (
    ALTERNATIVE,
    BAR,
    BUTTON_TEXT,
    BUTTONS,
    HEADER,
    TEXT,
    FileLink,
    Image,
    Piece,
    Rich,
    shown,
)
from adapters.slack.fitting import escape
from bot.fitting import clip, cost, cut, folded, length, share_out, visible
from bot.messages import (
    Attachment,
    Block,
    Bullets,
    Buttons,
    Divider,
    Heading,
    Message,
    Meter,
    Note,
    Paragraph,
    Picture,
    Quote,
)
from bot.people import Roster

Json = dict[str, Any]
Files = Mapping[Picture | Attachment, Image | FileLink]
"""What has been uploaded. What has not is shown in words."""

BLOCKS = 45
CHARACTERS = 12_000
"""Slack refuses a message (msg_blocks_too_long) at about 13,200, though each block be legal."""
SUMMARY = 800
"""Escaped it may be five times as long, and Slack advises 4,000."""
FOR_LINKS = 400
"""Characters that the summary gives up for links to files."""
FIRST_LINES = 600
"""Characters of a file that could not be attached."""
NOTHING_UPLOADED: Files = MappingProxyType({})


def render(
    message: Message,
    roster: Roster,
    *,
    budget: int = CHARACTERS,
    files: Files = NOTHING_UPLOADED,
) -> Json:
    """``text`` and ``blocks`` of a message.

    Where it holds more than ``budget`` characters, the longest blocks give way first. Raises
    ValueError for a button whose intent is too long, since cutting it would change its meaning.
    """
    # Beside blocks, Slack shares a file only where its link stands in the text as well (slackapi/
    # python-slack-sdk#1194).
    links = dict.fromkeys(
        f" <{one.url}|{_label(one.name)}>" for one in files.values() if isinstance(one, FileLink)
    )
    text = clip(message.summary.strip() or "…", SUMMARY - FOR_LINKS if links else SUMMARY)
    return {
        "text": escape(text) + "".join(links),
        "blocks": blocks(message, roster, budget, BLOCKS, files),
    }


def blocks(
    message: Message,
    roster: Roster,
    budget: int,
    at_most: int,
    files: Files = NOTHING_UPLOADED,
) -> list[Json]:
    """The blocks of a message, ``budget`` characters and ``at_most`` blocks of it."""
    pieces = [piece for block in message.blocks for piece in _pieces(block, files) if _cost(piece)]
    cap = share_out(budget, [_cost(piece) for piece in pieces])
    chunks = _chunks([_capped(piece, cap) for piece in pieces], at_most)
    names = (f"press-{number}" for number in range(len(chunks) * BUTTONS))
    return [block for chunk in chunks if (block := shown(chunk, roster, names))]


def _pieces(block: Block, files: Files) -> Iterator[Piece]:
    """A block, its file as Slack has it; where Slack has none, what is said instead."""
    match block:
        case Picture(alternative=alternative):
            yield files.get(block) or Paragraph((alternative,))
        case Attachment(name=name, text=text):
            if (file := files.get(block)) is not None:
                yield file
                return
            yield Quote(clip(text.strip(), FIRST_LINES))
            yield Note((phrases.not_attached(name),))
        case _:
            yield block


def _cost(piece: Piece) -> int:
    """Characters of a block; one with nothing to show costs nothing, and is left out."""
    match piece:
        case Heading(text=text):
            return min(length(text.strip()), HEADER)
        case Quote(text=text):
            return min(length(text.strip()), TEXT)
        case Paragraph(spans=spans) | Note(spans=spans):
            return min(cost(spans), TEXT) if visible(spans) else 0
        case Bullets(items=items):
            return sum(cost(item) for item in items if visible(item))
        case Meter(label=label):
            return min(length(label), TEXT) + BAR
        case Divider():
            return 1
        case Buttons(buttons=buttons):
            return sum(min(length(button.label), BUTTON_TEXT) + 1 for button in buttons)
        case Image(alternative=alternative):
            return min(length(alternative), ALTERNATIVE) + 1
        case FileLink(name=name):
            return length(name) + 1
        case _:
            assert_never(piece)


def _capped(piece: Piece, cap: int) -> Piece:
    match piece:
        case Quote(text=text):
            return Quote(clip(text.strip(), min(cap, TEXT)))
        case Paragraph(spans=spans):
            return Paragraph(cut(spans, min(cap, TEXT)))
        case Note(spans=spans):
            return Note(cut(spans, min(cap, TEXT)))
        case Meter(label=label, share=share):
            return Meter(clip(label, max(min(cap, TEXT) - BAR, 1)), share)
        case Bullets(items=items):
            lines = [cut(item, TEXT) for item in items if visible(item)]
            whole = sum(cost(line) for line in lines) <= cap
            return Bullets(tuple(lines if whole else folded(lines, cap, phrases.more)))
        case Image(file=file, alternative=alternative):
            return Image(file, clip(alternative, max(cap, 1)))
        case FileLink(name=name, url=url):
            return FileLink(clip(name, max(cap, 1)), url)
        case Heading() | Divider() | Buttons():
            return piece
        case _:
            assert_never(piece)


def _chunks(pieces: Sequence[Piece], at_most: int) -> list[list[Piece]]:
    """The blocks in groups that each become one of Slack's, no more of them than Slack takes."""
    chunks: list[list[Piece]] = []
    for tight in (False, True):
        chunks = []
        for piece in pieces:
            follows = isinstance(piece, Bullets | Quote) or (tight and isinstance(piece, Paragraph))
            if follows and chunks and isinstance(chunks[-1][-1], Rich):
                chunks[-1].append(piece)
            else:
                chunks.append([piece])
        if len(chunks) <= at_most:
            return chunks
    return _without_middle(chunks, at_most)


def _without_middle(chunks: Sequence[list[Piece]], at_most: int) -> list[list[Piece]]:
    """The beginning, and the buttons and small print of the end."""
    tail = 0
    while tail < 4 and isinstance(chunks[-1 - tail][0], Note | Buttons):
        tail += 1
    kept = at_most - 1 - tail
    fold: list[Piece] = [Note((phrases.more(len(chunks) - kept - tail),))]
    return [*chunks[:kept], fold, *chunks[len(chunks) - tail :]]


def _label(name: str) -> str:
    """A file's name as the label of a link."""
    return escape(name).replace("|", "/")
