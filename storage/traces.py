"""What shows that a text is about one person: their ids, their name, their own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

ERASED = "(erased)"
BEGINNING = 16
"""Characters by which a line is known again where it was shortened."""
SHORTEST = 12
"""A shorter line, such as "no", is anybody's; it goes where it is the whole of a text, or near the name."""
NEAR = 4
STRUCTURE = frozenset({"does", "kind", "style"})


@dataclass(frozen=True)
class Traces:
    """One person's traces, and what is put in their place."""

    id: str
    account: str
    name: str
    stand_in: tuple[str, str, str]
    """The member id, the account and the name that are put instead."""
    words: frozenset[str] = field(default=frozenset(), repr=False)
    """Every answer, and each line of it."""

    @property
    def ids(self) -> tuple[str, str]:
        return self.id, self.account

    @property
    def unmistakable(self) -> bool:
        """Whether the name is one that other people's sentences do not hold by chance, as "Will" is."""
        return len(self.name.split()) > 1

    @cached_property
    def _ids(self) -> re.Pattern[str]:
        return _whole(self.ids)

    @cached_property
    def _name(self) -> re.Pattern[str] | None:
        """However its letters are written, large or small."""
        return _whole((self.name,), re.IGNORECASE) if self.name.strip() else None

    @cached_property
    def _beginnings(self) -> dict[int, frozenset[str]]:
        """By the length of the shortest line that counts."""
        return {
            least: frozenset(one[:BEGINNING] for one in self.words if len(one) >= least)
            for least in (NEAR, SHORTEST)
        }

    def names(self, text: str) -> bool:
        """Whether one of the two ids is in it."""
        return self._ids.search(text) is not None

    def without(self, text: str, *, name: bool) -> str:
        """The text without the ids and, where ``name`` says so, without the name."""
        text = self._ids.sub(lambda found: self._instead(found[0]), text)
        if name and self._name is not None:
            text = self._name.sub(self.stand_in[2], text)
        return text

    def cleaned(self, stored: str, *, name: bool, somebody: bool = False) -> str:
        """What is stored in a column, JSON or text, without them. Out of a list they are taken.

        Where ``somebody`` must be left in a list, the stand-in is, if it would be empty.
        """
        parsed = _json(stored)
        if parsed is None:
            return self.without(stored, name=name)
        made = self._walk(parsed, name=name)
        if parsed and not made and somebody:
            made = [self.stand_in[0]]
        return stored if made == parsed else json.dumps(made, ensure_ascii=False)

    def said(self, body: str) -> str:
        """A message of Muster's own, as JSON, without them and without what they wrote."""
        parsed = json.loads(body)
        theirs = self.names(body) or (self._name is not None and self._name.search(body))
        made = self._walk(
            parsed, name=True, beginnings=self._beginnings[NEAR if theirs else SHORTEST]
        )
        return body if made == parsed else json.dumps(made, ensure_ascii=False)

    def _walk(self, part: Any, *, name: bool, beginnings: frozenset[str] | None = None) -> Any:
        """``beginnings`` are given for what Muster says: there the words go too, and no list gets shorter."""
        match part:
            case str():
                return self._leaf(part, name=name, beginnings=beginnings)
            case list():
                said = beginnings is not None
                kept = [one for one in part if said or one not in self.ids]
                return [self._walk(one, name=name, beginnings=beginnings) for one in kept]
            case dict():
                return {
                    key: self._walk(value, name=name, beginnings=self._for(key, beginnings))
                    for key, value in part.items()
                    if key not in self.ids
                }
            case _:
                return part

    @staticmethod
    def _for(key: str, beginnings: frozenset[str] | None) -> frozenset[str] | None:
        """What makes up a message is no text of anybody's, whatever words somebody has used."""
        return None if key in STRUCTURE else beginnings

    def _leaf(self, text: str, *, name: bool, beginnings: frozenset[str] | None) -> str:
        if beginnings is not None and self._theirs(text, beginnings):
            return ERASED
        return self.without(text, name=name)

    def _theirs(self, text: str, beginnings: frozenset[str]) -> bool:
        return text.strip() in self.words or any(beginning in text for beginning in beginnings)

    def _instead(self, id: str) -> str:
        return self.stand_in[0] if id == self.id else self.stand_in[1]


def lines(answers: Iterable[str]) -> frozenset[str]:
    """The answers, and their lines, as messages may quote them."""
    whole = [one.strip() for one in answers]
    split = [line.strip() for one in whole for line in one.splitlines()]
    return frozenset(one for one in (*whole, *split) if one)


def _whole(texts: Iterable[str], flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """These texts where no letter or digit stands beside them, so that U1 is not found in U12."""
    either = "|".join(re.escape(one) for one in texts)
    return re.compile(rf"(?<![^\W_])(?:{either})(?![^\W_])", flags)


def _json(stored: str) -> Any:
    """A list or an object; None for any other text."""
    if not stored.startswith(("[", "{")):
        return None
    try:
        return json.loads(stored)
    except ValueError:
        return None
