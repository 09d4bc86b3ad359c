"""Block Kit's blocks, as they may stand in a message or in a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playground.blockkit.elements import FIELDS, IN_MESSAGES
from playground.blockkit.rich_text import rich_text
from playground.blockkit.shape import Spot, any_text, plain_text


def _header(spot: Spot) -> None:
    if spot.has("type text", "block_id"):
        plain_text(spot.at("text"), 150)


def _divider(spot: Spot) -> None:
    spot.has("type", "block_id")


def _section(spot: Spot) -> None:
    if not spot.has("type", "block_id text fields accessory expand"):
        return
    if "text" not in spot.value and "fields" not in spot.value:
        spot.wrong("must define either `text` or `fields`")
    for part in spot.within("text"):
        any_text(part, 3000)
    for part in spot.within("fields"):
        part.items(1, 10, lambda field: any_text(field, 2000))
    for part in spot.within("accessory"):
        part.by_type(IN_MESSAGES)
    for part in spot.within("expand"):
        part.boolean()


def _context(spot: Spot) -> None:
    if spot.has("type elements", "block_id"):
        spot.at("elements").items(1, 10, lambda part: any_text(part, 3000))


def _actions(spot: Spot) -> None:
    if spot.has("type elements", "block_id"):
        spot.at("elements").items(1, 25, lambda part: part.by_type(IN_MESSAGES))


def _input(spot: Spot) -> None:
    if spot.has("type label element", "block_id hint optional dispatch_action"):
        plain_text(spot.at("label"), 2000)
        spot.at("element").by_type(FIELDS)
        for part in spot.within("hint"):
            plain_text(part, 2000)
        for key in ("optional", "dispatch_action"):
            for part in spot.within(key):
                part.boolean()


def _image(spot: Spot) -> None:
    if not spot.has("type alt_text", "block_id image_url slack_file title"):
        return
    spot.at("alt_text").string(1, 2000)
    for part in spot.within("title"):
        plain_text(part, 2000)
    for part in spot.within("image_url"):
        part.string(1, 3000)
    for part in spot.within("slack_file"):
        if part.has(optional="id url"):
            if len(part.value) != 1:
                part.wrong("must define either `id` or `url`")
            for key in part.value:
                part.at(key).string(1, 3000)
    if ("image_url" in spot.value) == ("slack_file" in spot.value):
        spot.wrong("must define either `image_url` or `slack_file`")


BLOCKS: dict[str, Callable[[Spot], None]] = {
    "header": _header,
    "divider": _divider,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "image": _image,
    "input": _input,
    "rich_text": rich_text,
}


def _block(spot: Spot) -> None:
    if not isinstance(spot.value, dict):
        spot.wrong("must provide an object")
        return
    for part in spot.within("block_id"):
        part.string(1, 255)
    spot.by_type(BLOCKS)


def _elements(block: Any) -> list[Any]:
    """The interactive elements of a block."""
    if not isinstance(block, dict):
        return []
    if block.get("type") == "actions" and isinstance(block.get("elements"), list):
        return list(block["elements"])
    return [block[key] for key in ("accessory", "element") if key in block]


def _unique(spot: Spot) -> None:
    """No block_id twice in a payload, and no action_id twice in a block."""
    seen: set[object] = set()
    for number, block in enumerate(spot.value):
        id = block.get("block_id") if isinstance(block, dict) else None
        if isinstance(id, str):
            if id in seen:
                spot.at(number).wrong(f"`block_id` already exists: {id}")
            seen.add(id)
        ids = [one.get("action_id") for one in _elements(block) if isinstance(one, dict)]
        named = [one for one in ids if one is not None]
        for id in {one for one in named if named.count(one) > 1 and isinstance(one, str)}:
            spot.at(number).wrong(f"`action_id` already exists: {id}")


def check_blocks(spot: Spot, at_most: int, low: int = 0) -> None:
    if spot.items(low, at_most, _block):
        _unique(spot)


def letters(part: Any) -> int:
    """How much text stands in blocks, counted over every ``text`` that is a string."""
    if isinstance(part, list):
        return sum(map(letters, part))
    if isinstance(part, dict):
        return sum(
            len(value) if name == "text" and isinstance(value, str) else letters(value)
            for name, value in part.items()
        )
    return 0


def check_message(blocks: list[Any]) -> list[str]:
    """Every problem of a message's blocks, each naming its place; none means that Slack takes them."""
    spot = Spot(blocks, "/blocks")
    check_blocks(spot, 50)
    return spot.problems
