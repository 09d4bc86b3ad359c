"""What Teams takes of an Adaptive Card 1.5, and what a person reads in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.fitting import length
from tests.adapters.teams.shapes import CARD, check

Json = dict[str, Any]

UNITS = 14_000
UNESCAPED = re.compile(r"\\([\\`*_\[\]<>&~#+.)-])")


def check_card(card: Json) -> None:
    """Raise AssertionError for what Teams would refuse, or would show as something else."""
    check(card, CARD, "card")
    assert length(json.dumps(card, ensure_ascii=False)) <= UNITS
    ids = [one["id"] for one in elements(card) if "id" in one]
    assert len(ids) == len(set(ids)), "two inputs of one name"
    mentioned = {one["text"] for one in card["msteams"].get("entities", [])}
    for element in elements(card):
        if element["type"] == "TextBlock":
            found = re.findall(r"(?<!\\)<at>.*?(?<!\\)</at>", element["text"])
            assert set(found) <= mentioned, "a mention that is not ours"


def elements(card: Json) -> Iterator[Json]:
    """Every element of a card's body, those in containers as well."""
    waiting = list(card["body"])
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting[:0] = element.get("items", [])


def actions(card: Json) -> Iterator[Json]:
    """Every action, those behind a question as well."""
    waiting = list(card.get("actions", []))
    for element in elements(card):
        waiting += element.get("actions", [])
    while waiting:
        action = waiting.pop(0)
        yield action
        waiting += action.get("card", {}).get("actions", [])


def read(card: Json) -> str:
    """What a person reads, a line for each element; dates as they are filled in by their clients."""
    return "\n".join(line for element in elements(card) if (line := _line(element)))


def _line(element: Json) -> str:
    match element["type"]:
        case "TextBlock":
            text = UNESCAPED.sub(r"\1", element["text"].replace("**", ""))
            return re.sub(r"</?at>", "", text)
        case "RichTextBlock":
            return "".join(run["text"] for run in element["inlines"])
        case "ActionSet":
            return " ".join(f"[{action['title']}]" for action in element["actions"])
        case kind if kind.startswith("Input."):
            return f"{element['label']}: {element.get('value', '')}"
        case _:
            return ""
