"""Turns a picture that views drew (SVG) into what a chat shows (PNG), with fonts that ship with Muster."""

from __future__ import annotations

import unicodedata
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
FAMILY = "Inter"
SCALE = 2
"""Pixels of the PNG for each unit of the SVG: screens in use today have two."""

LETTERS = (
    *((0x20, 0x7E), (0xA0, 0x148), (0x14A, 0x17F), (0x1A0, 0x1A1), (0x1AF, 0x1B0), (0x1CD, 0x1DC)),
    *((0x218, 0x21B), (0x259, 0x259), (0x300, 0x304), (0x306, 0x30C), (0x31B, 0x31B)),
    *((0x323, 0x323), (0x326, 0x328), (0x384, 0x38A), (0x38C, 0x38C), (0x38E, 0x3A1)),
    *((0x3A3, 0x3CE), (0x400, 0x45F), (0x490, 0x49D), (0x4A0, 0x4F9)),
    *((0x5B0, 0x5C7), (0x5D0, 0x5EA), (0x5F3, 0x5F4), (0x60C, 0x60C), (0x61B, 0x61B)),
    *((0x61F, 0x65F), (0x660, 0x6D3), (0x6D5, 0x6D5), (0x6EE, 0x6FF)),
    *((0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EA0, 0x1EF9), (0x2010, 0x2014), (0x2018, 0x201E)),
    *((0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A)),
    *((0x20AC, 0x20AC), (0x2116, 0x2116), (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212)),
)
"""What the fonts hold, from and to: Latin, Greek, Cyrillic, Hebrew, Arabic. bot/fonts/README.md cuts them."""


def drawable(text: str) -> str:
    """``text`` on one line without what no font here holds, so that no box is ever drawn.

    Symbols, such as emoji, and marks that nobody sees are left out. Where a letter or a digit would have to
    be, nothing is left of the whole, since half a name is another name.
    """
    kept = []
    for letter in unicodedata.normalize("NFC", " ".join(text.split())):
        if any(first <= ord(letter) <= last for first, last in LETTERS):
            kept.append("" if unicodedata.category(letter) == "Cf" else letter)
        elif _says_something(letter):
            return ""
    return " ".join("".join(kept).split())


def _says_something(letter: str) -> bool:
    """Letters, digits and the marks on them; but not those that only dress an emoji."""
    dress = 0xFE00 <= ord(letter) <= 0xFE0F or 0x20D0 <= ord(letter) <= 0x20FF
    return unicodedata.category(letter)[0] in "LNM" and not dress


def png(svg: str) -> bytes:
    """``SCALE`` times the size that ``svg`` says; ValueError if it is no SVG.

    It takes some 50 ms of one core (``python -m benchmarks.picture``), and resvg does not let go of the
    interpreter meanwhile: not even in a thread of its own does anything else run. Draw one at a time.
    """
    # Three megabytes that most processes never need, since most never draw.
    import resvg_py

    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=SCALE,
        skip_system_fonts=True,
        font_files=[str(font) for font in sorted(FONTS.glob("*.[ot]tf"))],
        sans_serif_family=FAMILY,
        font_family=FAMILY,
    )
