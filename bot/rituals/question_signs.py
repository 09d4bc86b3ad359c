"""The signs that mean something in a written question, and the backslash that takes it from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SIGNS = re.compile(r"\\[\\\[\]>,:]|[\[\]>,:]")
"""Something with a meaning, or that from which a backslash takes it."""


def encoded(text: str, signs: str) -> str:
    """``text`` with a backslash before each of ``signs``, and before what would be taken for one."""
    made = []
    for at, sign in enumerate(text):
        follows = text[at + 1 : at + 2]
        held = sign in signs or (sign == "\\" and (not follows or follows in "\\[]>,:"))
        made.append(f"\\{sign}" if held else sign)
    return "".join(made)


def plain(text: str) -> str:
    """What ``encoded`` was given."""
    return _SIGNS.sub(lambda found: found[0][-1], text)


def collapsed(text: str) -> str:
    """As ``plain``, with one space wherever there is any."""
    return " ".join(plain(text).split())


def split_at(text: str, sign: str) -> tuple[str, str, str]:
    """As ``str.partition``, at a sign that has its meaning."""
    for at, found in marks(text):
        if found == sign:
            return text[:at], sign, text[at + 1 :]
    return text, "", ""


def parted(text: str) -> list[str]:
    """What stands between commas that have their meaning, without what is empty."""
    parts = []
    while text:
        part, _, text = split_at(text, ",")
        parts.append(part.strip())
    return [part for part in parts if part]


def marks(text: str) -> Iterator[tuple[int, str]]:
    """Every sign that has its meaning, and where."""
    return ((at.start(), at[0]) for at in _SIGNS.finditer(text) if len(at[0]) == 1)
