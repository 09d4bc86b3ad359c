"""Fitting what is said into the limits of a platform: counting, cutting, folding what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import assert_never

from bot.messages import (
    Code,
    InChannel,
    Inviting,
    Mention,
    Span,
    Spans,
    Strong,
    Typed,
    When,
)

ELEMENT = 20
"""Characters that a mention, a channel or a date is counted as."""
TYPED = 8
"""Characters that a platform may put before a command."""
INVITING = 60


def length(text: str) -> int:
    """Characters as the strictest counter counts them: UTF-16 units, so that an emoji is two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def clip(text: str, limit: int) -> str:
    """At most ``limit`` characters; what is cut off is shown by an ellipsis, where that fits."""
    if length(text) <= limit:
        return text
    if limit < 1:
        return ""
    text = text[: max(limit - 1, 0)]
    while length(text) > limit - 1:
        text = text[: -max(1, (length(text) - limit + 1) // 2)]
    return text.rstrip() + "…"


def share_out(budget: int, costs: Sequence[int]) -> int:
    """The largest cap such that all costs, each cut to it, are within the budget."""
    left, waiting = budget, len(costs)
    for cost in sorted(costs):
        if cost * waiting > left:
            return left // waiting
        left, waiting = left - cost, waiting - 1
    return max(costs, default=budget)


def cost(spans: Spans) -> int:
    """Characters of a line, roughly as the platforms count them."""
    return sum(map(_size, spans))


def visible(spans: Spans) -> bool:
    """Whether a line shows anything at all."""
    return any((words := _words(span)) is None or words.strip() for span in spans)


def cut(spans: Spans, limit: int) -> Spans:
    """The beginning of a line, at most ``limit`` characters of it."""
    kept: list[Span] = []
    left = limit
    for span in spans:
        size = _size(span)
        if size <= left:
            kept.append(span)
            left -= size
            continue
        match span:
            case str():
                kept.append(clip(span, left))
            case Strong() | Code():
                kept.append(type(span)(clip(span.text, left)))
            case _:
                kept.append("…")
        break
    return tuple(kept)


def folded(lines: Sequence[Spans], cap: int, more: Callable[[int], str]) -> Iterator[Spans]:
    """The first lines, as many as fit; the last says how many do not."""
    left = cap - ELEMENT
    for at, line in enumerate(lines):
        if cost(line) <= left:
            left -= cost(line)
            yield line
            continue
        if at == 0:  # A list never begins with "and more": a first line that is too long is cut.
            yield cut(line, left)
            at = 1
        if at < len(lines):
            yield (more(len(lines) - at),)
        return


def _size(span: Span) -> int:
    match span:
        case Typed(words=words):
            return length(words) + TYPED
        case Inviting():
            return INVITING
        case _:
            said = _words(span)
            return ELEMENT if said is None else length(said)


def _words(span: Span) -> str | None:
    """What a span says, where that is known before it is shown."""
    match span:
        case str():
            return span
        case Strong(text=text) | Code(text=text):
            return text
        case Typed(words=words):
            return words
        case Mention() | InChannel() | When() | Inviting():
            return None
        case _:
            assert_never(span)
