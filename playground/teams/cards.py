"""A card as somebody sees it: what it says, what stands in its inputs, and the action behind each title."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from playground.teams.filling import standing

Json = dict[str, Any]

INSIDE = ("items", "columns", "rows", "cells")
"""Where elements hold others."""
ACROSS = {"ColumnSet": "columns", "TableRow": "cells"}
"""Elements whose parts stand side by side."""
UNSEEN = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
FUNCTION = re.compile(r"\{\{(DATE|TIME)\((\S+?)(?:, *(\w+))?\)\}\}")
DATES = {"LONG": "%A, %B %-d, %Y", "SHORT": "%a, %b %-d, %Y", "COMPACT": "%-m/%-d/%Y"}


def text(card: Json, zone: str | None = None) -> str:
    """What a person reads, a line for each element; actions stand in brackets.

    Dates are left as functions, or filled in as the client of somebody in ``zone`` does.
    """
    lines = _lines(card.get("body") or ())
    if titles := _titles(card):
        lines.append(titles)
    read = "\n".join(line for line in lines if line).translate(UNSEEN)
    return read if zone is None else FUNCTION.sub(lambda found: _moment(found, zone), read)


def elements(card: Json) -> Iterator[Json]:
    """All elements of a card's body, those inside others as well."""
    yield from _within(card.get("body") or ())


def actions(card: Json) -> Iterator[Json]:
    """Every action, those that another one uncovers as well."""
    for action, _ in _reached(card, []):
        yield action


def button(card: Json, title: str) -> tuple[Json, list[Json]]:
    """The action of that title, and the inputs that it sends: of its own card and of those around."""
    for action, reach in _reached(card, []):
        if action.get("title") == title and action["type"] != "Action.ShowCard":
            return action, reach
    raise LookupError(f"no button {title!r}")


def inputs(card: Json) -> dict[str, str]:
    """What stands in the inputs, by their ids; an empty one is not sent."""
    return {one["id"]: value for one in _inputs(card) if (value := standing(one))}


def required(card: Json) -> set[str]:
    return {one["id"] for one in _inputs(card) if one.get("isRequired")}


def _inputs(card: Json) -> list[Json]:
    return [one for one in elements(card) if one["type"].startswith("Input.")]


def _within(held: Iterable[Json]) -> Iterator[Json]:
    for element in held:
        yield element
        for name in INSIDE:
            yield from _within(element.get(name) or ())


def _reached(card: Json, around: list[Json]) -> Iterator[tuple[Json, list[Json]]]:
    reach = [*around, *_inputs(card)]
    sets = [one for one in elements(card) if one["type"] == "ActionSet"]
    for holder in (card, *sets):
        for action in holder.get("actions") or ():
            yield action, reach
            if action["type"] == "Action.ShowCard":
                yield from _reached(action["card"], reach)


def _lines(held: Iterable[Json]) -> list[str]:
    found: list[str] = []
    for element in held:
        if element.get("isVisible") is False:
            continue
        if (name := ACROSS.get(element.get("type", "TableRow"))) is not None:
            parts = ("; ".join(_lines([part])) for part in element.get(name) or ())
            found.append(" | ".join(part for part in parts if part))
            continue
        found.append(_line(element))
        found += [line for name in INSIDE for line in _lines(element.get(name) or ())]
    return [line for line in found if line]


def _line(element: Json) -> str:
    match element.get("type"):
        case "TextBlock":
            said = str(element["text"]).replace("<at>", "@").replace("</at>", "")
            return ESCAPED.sub(r"\1", said)
        case "RichTextBlock":
            runs = element["inlines"]
            return "".join(run if isinstance(run, str) else run["text"] for run in runs)
        case "FactSet":
            return "\n".join(f"{one['title']}: {one['value']}" for one in element["facts"])
        case "Image":
            return str(element.get("altText", ""))
        case "ActionSet":
            return _titles(element)
        case str(kind) if kind.startswith("Input."):
            return f"{element.get('label') or element.get('title', '')}: {_standing(element)}"
        case _:
            return ""


def _standing(element: Json) -> str:
    """What an input shows, choices by their titles."""
    value = standing(element)
    named = {one["value"]: one["title"] for one in element.get("choices") or ()}
    chosen = value.split(",") if element.get("isMultiSelect") else [value]
    return ", ".join(str(named.get(one, one)) for one in chosen)


def _titles(holder: Json) -> str:
    return " ".join(f"[{action.get('title', '')}]" for action in holder.get("actions") or ())


def _moment(found: re.Match[str], zone: str) -> str:
    there = datetime.fromisoformat(found[2]).astimezone(ZoneInfo(zone))
    if found[1] == "TIME":
        return f"{there:%-I:%M %p}"
    return f"{there:{DATES[found[3] or 'COMPACT']}}"
