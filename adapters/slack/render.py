"""A message as Slack shows it: Block Kit within Slack's limits, whatever the message holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, assert_never

from adapters.slack import phrases
from adapters.slack.blocks import BAR, BUTTON_TEXT, BUTTONS, HEADER, TEXT, Rich, shown
from adapters.slack.fitting import escape
from bot.fitting import clip, cost, cut, folded, length, share_out, visible
from bot.messages import (
    Block,
    Bullets,
    Buttons,
    Divider,
    Heading,
    Message,
    Meter,
    Note,
    Paragraph,
    Quote,
)
from bot.people import Roster

Json = dict[str, Any]

BLOCKS = 45
CHARACTERS = 12_000
"""Slack refuses a message (msg_blocks_too_long) at about 13,200, though each block be legal."""
SUMMARY = 800
"""Escaped it may be five times as long, and Slack advises 4,000."""


def render(message: Message, roster: Roster, *, budget: int = CHARACTERS) -> Json:
    """``text`` and ``blocks`` of a message.

    Where it holds more than ``budget`` characters, the longest blocks give way first. Raises
    ValueError for a button whose intent is too long, since cutting it would change its meaning.
    """
    blocks = [block for block in message.blocks if _cost(block)]
    cap = share_out(budget, [_cost(block) for block in blocks])
    chunks = _chunks([_capped(block, cap) for block in blocks])
    names = (f"press-{number}" for number in range(len(chunks) * BUTTONS))
    return {
        "text": escape(clip(message.summary.strip() or "…", SUMMARY)),
        "blocks": [block for chunk in chunks if (block := shown(chunk, roster, names))],
    }


def _cost(block: Block) -> int:
    """Characters of a block; one with nothing to show costs nothing, and is left out."""
    match block:
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
        case _:
            assert_never(block)


def _capped(block: Block, cap: int) -> Block:
    match block:
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
        case Heading() | Divider() | Buttons():
            return block
        case _:
            assert_never(block)


def _chunks(blocks: Sequence[Block]) -> list[list[Block]]:
    """The blocks in groups that each become one of Slack's, no more of them than Slack takes."""
    chunks: list[list[Block]] = []
    for tight in (False, True):
        chunks = []
        for block in blocks:
            follows = isinstance(block, Bullets | Quote) or (tight and isinstance(block, Paragraph))
            if follows and chunks and isinstance(chunks[-1][-1], Rich):
                chunks[-1].append(block)
            else:
                chunks.append([block])
        if len(chunks) <= BLOCKS:
            return chunks
    return _without_middle(chunks)


def _without_middle(chunks: Sequence[list[Block]]) -> list[list[Block]]:
    """The beginning, and the buttons and small print of the end."""
    tail = 0
    while tail < 4 and isinstance(chunks[-1 - tail][0], Note | Buttons):
        tail += 1
    kept = BLOCKS - 1 - tail
    fold: list[Block] = [Note((phrases.more(len(chunks) - kept - tail),))]
    return [*chunks[:kept], fold, *chunks[len(chunks) - tail :]]
