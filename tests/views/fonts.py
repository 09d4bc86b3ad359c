"""Reads from the fonts that ship what tests must know: which letters they hold, and how wide each is."""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path

from bot.drawing import FONTS


@cache
def widths() -> dict[int, float]:
    """Ems by code point; the widest where several fonts hold it."""
    found: dict[int, float] = {}
    for path in sorted(FONTS.glob("*.[ot]tf")):
        for code, ems in _of(path).items():
            found[code] = max(ems, found.get(code, 0.0))
    return found


def width(words: str, size: float) -> float:
    """As drawn without kerning; KeyError for a letter that no font holds."""
    return size * sum(widths()[ord(letter)] for letter in words)


def _of(path: Path) -> dict[int, float]:
    font = path.read_bytes()
    tables = {}
    for number in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        tables[tag] = start
    units: int = struct.unpack_from(">H", font, tables[b"head"] + 18)[0]
    long = struct.unpack_from(">H", font, tables[b"hhea"] + 34)[0]

    def ems(glyph: int) -> float:
        at = tables[b"hmtx"] + 4 * min(glyph, long - 1)
        advance: int = struct.unpack_from(">H", font, at)[0]
        return advance / units

    return {code: ems(glyph) for code, glyph in _glyphs(font, tables[b"cmap"]).items()}


def _glyphs(font: bytes, cmap: int) -> dict[int, int]:
    """By the first subtable of format 4, which all of ours have, since none goes beyond 16 bits."""
    for number in range(struct.unpack_from(">H", font, cmap + 2)[0]):
        at = cmap + struct.unpack_from(">I", font, cmap + 4 + 8 * number + 4)[0]
        if struct.unpack_from(">H", font, at)[0] == 4:
            return _segments(font, at)
    raise ValueError("a font without a table of format 4")


def _segments(font: bytes, at: int) -> dict[int, int]:
    twice = struct.unpack_from(">H", font, at + 6)[0]
    found = {}
    for offset in range(0, twice, 2):
        end = struct.unpack_from(">H", font, at + 14 + offset)[0]
        start = struct.unpack_from(">H", font, at + 16 + twice + offset)[0]
        delta = struct.unpack_from(">h", font, at + 16 + 2 * twice + offset)[0]
        here = at + 16 + 3 * twice + offset
        away = struct.unpack_from(">H", font, here)[0]
        for code in range(start, min(end, 0xFFFE) + 1):
            glyph = code
            if away:
                glyph = struct.unpack_from(">H", font, here + away + 2 * (code - start))[0]
                if not glyph:
                    continue
            if glyph := (glyph + delta) & 0xFFFF:
                found[code] = glyph
    return found
