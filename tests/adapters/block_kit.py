"""Slack's limits on a message and on a modal, checked by our own rules and by Slack's own SDK."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

Json = dict[str, Any]

LONGEST = {
    "header": 150,
    "button": 75,
    "option": 75,
    "label": 2000,
    "hint": 2000,
    "placeholder": 150,
}
RICH = {"rich_text_section", "rich_text_list", "rich_text_quote"}


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def check_message(message: Json) -> None:
    """Raise AssertionError for what Slack would refuse."""
    assert 1 <= len(message["text"]) <= 4000
    blocks = message["blocks"]
    check_blocks(blocks, 45)
    assert sum(map(units, texts(blocks))) <= 12_600


def check_blocks(blocks: list[Json], at_most: int) -> None:
    assert len(blocks) <= at_most
    for block in blocks:
        _check_block(block)
    _check_names(blocks)


def check_home(view: Json) -> None:
    assert set(view) == {"type", "blocks"}
    assert len(json.dumps(view)) < 250_000
    assert view["blocks"]
    check_blocks(view["blocks"], 100)
    View(**view).validate_json()


def check_view(view: Json) -> None:
    assert len(json.dumps(view)) < 250_000
    assert units(view["private_metadata"]) <= 3000
    for name in ("title", "submit", "close"):
        assert 1 <= units(view[name]["text"]) <= 24
    check_blocks(view["blocks"], 100)
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    assert len(names) == len(set(names))
    View(**view).validate_json()


def texts(value: Any) -> Iterator[str]:
    """Every text that somebody reads."""
    if isinstance(value, dict):
        for name, one in value.items():
            if name == "text" and isinstance(one, str):
                yield one
            else:
                yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def _check_names(blocks: list[Json]) -> None:
    pressed = [one["action_id"] for one in _elements(blocks, "actions")]
    assert len(pressed) == len(set(pressed))


def _elements(blocks: list[Json], kind: str) -> Iterator[Json]:
    for block in blocks:
        if block["type"] == kind:
            yield from block["elements"]


def _check_block(block: Json) -> None:
    assert all(texts(block)), "an empty text is refused"
    match block["type"]:
        case "header":
            assert units(block["text"]["text"]) <= 150
        case "divider":
            assert len(block) == 1
        case "context":
            assert 1 <= len(block["elements"]) <= 10
            assert all(units(one["text"]) <= 3000 for one in block["elements"])
        case "actions":
            assert 1 <= len(block["elements"]) <= 25
            for button in block["elements"]:
                _check_button(button)
        case "rich_text":
            assert block["elements"]
            for element in block["elements"]:
                _check_rich(element)
        case "section":
            assert units(block["text"]["text"]) <= 3000
        case "image":
            assert 1 <= units(block["alt_text"]) <= 2000
            assert block["slack_file"]["id"]
        case "input":
            _check_input(block)
        case other:
            raise AssertionError(other)
    parsed = Block.parse(block)
    assert parsed is not None
    parsed.validate_json()


def _check_button(button: Json) -> None:
    assert 1 <= units(button["text"]["text"]) <= 75
    assert 1 <= units(button["value"]) <= 2000
    assert button.get("style") in (None, "primary", "danger")
    if sure := button.get("confirm"):
        limits = (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30))
        assert all(1 <= units(sure[name]["text"]) <= most for name, most in limits)


def _check_rich(element: Json) -> None:
    assert element["type"] in RICH
    assert element["elements"]
    for inside in element["elements"]:
        match inside["type"]:
            case "rich_text_section":
                _check_rich(inside)
            case "text":
                assert 1 <= units(inside["text"]) <= 3000
            case "user":
                assert inside["user_id"]
            case "channel":
                assert inside["channel_id"]
            case "link":
                assert 1 <= len(inside["url"]) <= 3000
                assert 1 <= units(inside["text"]) <= 3000
            case "date":
                assert isinstance(inside["timestamp"], int)
                assert inside["format"]
                assert inside["fallback"]
            case other:
                raise AssertionError(other)


def _check_input(block: Json) -> None:
    assert 1 <= units(block["block_id"]) <= 255
    assert 1 <= units(block["label"]["text"]) <= 2000
    assert 1 <= units(block.get("hint", {"text": "x"})["text"]) <= 2000
    element = block["element"]
    assert 1 <= units(element.get("placeholder", {"text": "x"})["text"]) <= 150
    if element["type"] == "plain_text_input":
        assert 1 <= element["max_length"] <= 3000
        assert units(element.get("initial_value", "")) <= element["max_length"]
    if element["type"] == "number_input":
        assert element["is_decimal_allowed"] is True
        assert re.fullmatch(r"(-?\d+(\.\d+)?)?", element.get("initial_value", ""))
    groups = element.get("option_groups", [])
    assert len(groups) <= 100
    for options in (element.get("options"), *(group["options"] for group in groups)):
        if options is not None:
            assert 1 <= len(options) <= (10 if element["type"] == "checkboxes" else 100)
            assert all(1 <= units(one["text"]["text"]) <= 75 for one in options)
            assert all(1 <= units(one["value"]) <= 150 for one in options)
