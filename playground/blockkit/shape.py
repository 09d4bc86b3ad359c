"""The small checks that every block is made of; each problem names its place by a JSON pointer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Spot:
    """A value somewhere in a payload, and the list that problems with it are noted in."""

    value: Any
    path: str
    problems: list[str] = field(default_factory=list)

    def wrong(self, text: str) -> None:
        self.problems.append(f"{text} [json-pointer:{self.path}]")

    def at(self, key: str | int) -> Spot:
        """The part under ``key``, which must be there."""
        return replace(self, value=self.value[key], path=f"{self.path}/{key}")

    def within(self, key: str) -> Iterator[Spot]:
        """The part under ``key``, if it is there: ``for part in spot.within("text"): ...``."""
        if key in self.value:
            yield self.at(key)

    def has(self, required: str = "", optional: str = "") -> bool:
        """Whether this is an object with just these keys, given as words; notes what is not so."""
        if not isinstance(self.value, dict):
            self.wrong("must provide an object")
            return False
        needed, allowed = required.split(), optional.split()
        missing = [key for key in needed if key not in self.value]
        for key in missing:
            self.wrong(f"missing required field: {key}")
        for key in self.value:
            if key not in needed and key not in allowed:
                self.wrong(f"invalid additional property: {key}")
        return not missing

    def string(self, low: int, high: int) -> bool:
        """A text of ``low`` to ``high`` characters."""
        if not isinstance(self.value, str):
            self.wrong("must be a string")
        elif len(self.value) < low:
            self.wrong(f"must be more than {low - 1} characters")
        elif len(self.value) > high:
            self.wrong(f"must be less than {high + 1} characters")
        else:
            return True
        return False

    def boolean(self) -> None:
        if not isinstance(self.value, bool):
            self.wrong("must be a boolean")

    def integer(self, low: int, high: int) -> None:
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.wrong("must be an integer")
        elif not low <= self.value <= high:
            self.wrong(f"must be between {low} and {high}")

    def one_of(self, *words: str) -> None:
        if self.value not in words:
            self.wrong(f"must be one of: {', '.join(words)}")

    def by_type(self, known: Mapping[str, Callable[[Spot], None]]) -> None:
        """An object of one of the known types, checked as that type is."""
        kind = self.value.get("type") if isinstance(self.value, dict) else None
        if isinstance(kind, str) and kind in known:
            known[kind](self)
        else:
            self.wrong(f"unsupported type: {kind}")

    def items(self, low: int, high: int, check: Callable[[Spot], None]) -> bool:
        """A list of ``low`` to ``high`` items, each of them checked."""
        if not isinstance(self.value, list):
            self.wrong("must provide an array")
            return False
        if len(self.value) < low:
            self.wrong(f"no fewer than {low} items allowed")
        if len(self.value) > high:
            self.wrong(f"no more than {high} items allowed")
        for number in range(len(self.value)):
            check(self.at(number))
        return True


def plain_text(spot: Spot, high: int, low: int = 1) -> None:
    """A ``plain_text`` object."""
    if spot.has("type text", "emoji"):
        spot.at("type").one_of("plain_text")
        spot.at("text").string(low, high)
        for part in spot.within("emoji"):
            part.boolean()


def any_text(spot: Spot, high: int) -> None:
    """A ``plain_text`` or ``mrkdwn`` object."""
    if isinstance(spot.value, dict) and spot.value.get("type") == "mrkdwn":
        if spot.has("type text", "verbatim"):
            spot.at("text").string(1, high)
            for part in spot.within("verbatim"):
                part.boolean()
    else:
        plain_text(spot, high)


def confirmation(spot: Spot) -> None:
    """A dialog that asks once more."""
    if spot.has("title text confirm deny", "style"):
        plain_text(spot.at("title"), 100)
        any_text(spot.at("text"), 300)
        plain_text(spot.at("confirm"), 30)
        plain_text(spot.at("deny"), 30)
        for part in spot.within("style"):
            part.one_of("primary", "danger")
