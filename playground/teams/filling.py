"""What Teams' client sends for a button: the action's data, and what stands in the inputs around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

Json = dict[str, Any]

SHAPES = {"Input.Date": r"\d{4}-\d\d-\d\d", "Input.Time": r"\d\d:\d\d", "Input.Number": r"-?[\d.]+"}


class Unsendable(ValueError):
    """The client itself refuses, and the bot never hears of it."""


def filled(action: Json, inputs: Iterable[Json], typed: Mapping[str, str]) -> Json:
    """An action's data with the inputs over it, as they were ``typed`` or stand in the card.

    A choice may be typed by its title. An empty input is not sent. Raises Unsendable.
    """
    known = {one["id"]: one for one in inputs}
    if unknown := sorted(set(typed) - set(known)):
        raise LookupError(f"no input {unknown[0]!r} to type into, there are {sorted(known)}")
    data = dict(action.get("data") or {})
    if action.get("associatedInputs") == "none":
        return data
    values = {id: _value(one, typed.get(id)) for id, one in known.items()}
    for id, one in known.items():
        _check(one, values[id])
    return data | {id: value for id, value in values.items() if value}


def standing(element: Json) -> str:
    """What an input shows before anybody types."""
    value = element.get("value")
    if element["type"] == "Input.Toggle" and not value:
        return str(element.get("valueOff", "false"))
    return "" if value is None else str(value)


def _value(element: Json, typed: str | None) -> str:
    if typed is None:
        return standing(element)
    named = {one["title"]: one["value"] for one in element.get("choices") or ()}
    if element.get("isMultiSelect"):
        return ",".join(named.get(one, one) for one in typed.split(",") if one)
    return str(named.get(typed, typed))


def _check(element: Json, value: str) -> None:
    kind, id = element["type"], element["id"]
    if not value or (kind == "Input.Toggle" and value != element.get("valueOn", "true")):
        if element.get("isRequired"):
            raise Unsendable(f"{id} is required")
        return
    if kind == "Input.Text" and not _fits(element, value):
        raise Unsendable(f"{id} is not as the card wants it")
    if kind in SHAPES and not re.fullmatch(SHAPES[kind], value):
        raise Unsendable(f"{id} is no value of {kind}")
    if kind in SHAPES and not _between(element, value, number=kind == "Input.Number"):
        raise Unsendable(f"{id} is out of bounds")
    searched = "choices.data" in element or element.get("style") == "filtered"
    if kind == "Input.ChoiceSet" and not searched:
        offered = {one["value"] for one in element["choices"]}
        chosen = value.split(",") if element.get("isMultiSelect") else [value]
        if not offered.issuperset(chosen):
            raise Unsendable(f"{id} does not offer {value!r}")


def _fits(element: Json, value: str) -> bool:
    longest, regex = element.get("maxLength"), element.get("regex")
    return (not longest or len(value) <= longest) and (not regex or bool(re.search(regex, value)))


def _between(element: Json, value: str, *, number: bool) -> bool:
    """Dates and times are compared as they are written."""
    low, high = element.get("min"), element.get("max")
    if number:
        return (low is None or float(value) >= low) and (high is None or float(value) <= high)
    return (low is None or value >= low) and (high is None or value <= high)
