"""A card as somebody sees it: what it says, what stands in its inputs, and the action behind each title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def text(card: Json) -> str:
    """What a person reads, a line for each element; actions stand in brackets."""
    lines = [_line(element) for element in elements(card)]
    lines += [f"[{action['title']}]" for action in card.get("actions") or ()]
    return "\n".join(line for line in lines if line)


def elements(card: Json) -> Iterator[Json]:
    for element in card.get("body") or ():
        yield element
        yield from element.get("items") or ()


def actions(card: Json) -> Iterator[Json]:
    """Every action, those that another one uncovers as well."""
    found = [*(card.get("actions") or ())]
    for element in elements(card):
        found += element.get("actions") or ()
    for action in found:
        yield action
        if action["type"] == "Action.ShowCard":
            yield from actions(action["card"])


def inputs(card: Json) -> dict[str, str]:
    """What stands in the inputs, by their ids; an empty one is not sent."""
    return {
        element["id"]: str(element["value"])
        for element in elements(card)
        if element["type"].startswith("Input.") and element.get("value")
    }


def required(card: Json) -> set[str]:
    return {one["id"] for one in elements(card) if one.get("isRequired")}


def _line(element: Json) -> str:
    match element["type"]:
        case "TextBlock":
            return str(element["text"]).replace("<at>", "@").replace("</at>", "")
        case "RichTextBlock":
            return "".join(run["text"] for run in element["inlines"])
        case "ActionSet":
            return " ".join(f"[{action['title']}]" for action in element["actions"])
        case kind if kind.startswith("Input."):
            return f"{element['label']}: {element.get('value', '')}"
        case _:
            return ""
