"""What all pictures are drawn with: the card, its colours, and text that is never markup."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from bot.drawing import FAMILY, drawable

WIDTH = 480
"""Of every picture; a chat shows it about this wide, and the PNG has twice the pixels."""
PAD = 20

# A card of its own, so that it reads alike on a chat's light and dark page. Tests measure each contrast.
CARD = "#ffffff"
EDGE = "#8b8798"
INK = "#1f1b2e"
MUTED = "#5c5870"
FAINT = "#e6e3ef"
ACCENT = "#4a3aa8"
ACCENT_PAST = "#8d82cf"
WARM = "#a8480c"

_NARROW = set("iljtfrI.,:;'|!()[]{} -‐·")  # noqa: RUF001 - it stands in words
_BROAD = set("mwMW@%&…—œæŒÆЖШЩЮЫФДМжшщюыфм")


def card(height: int, parts: Iterable[str], name: str, description: str) -> str:
    """The whole SVG. ``name`` and ``description`` are what a reader for the blind says."""
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}"'
            f' viewBox="0 0 {WIDTH} {height}" role="img" font-family="{FAMILY}, sans-serif">',
            f"<title>{_escaped(name)}</title>",
            f"<desc>{_escaped(description)}</desc>",
            f'<rect x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1}" rx="10"'
            f' fill="{CARD}" stroke="{EDGE}"/>',
            *parts,
            "</svg>\n",
        )
    )


def text(
    x: float,
    y: float,
    words: str,
    *,
    size: int = 11,
    fill: str = MUTED,
    bold: bool = False,
    anchor: str = "start",
    halo: bool = False,
) -> str:
    """One line; ``y`` is its baseline. A halo keeps it apart from lines that run behind it."""
    kind = [f"font-size={quoteattr(str(size))} fill={quoteattr(fill)}"]
    if bold:
        kind.append('font-weight="600"')
    if anchor != "start":
        kind.append(f"text-anchor={quoteattr(anchor)}")
    if halo:
        kind.append(
            f'stroke="{CARD}" stroke-width="4" stroke-linejoin="round" paint-order="stroke"'
        )
    return f'<text x="{number(x)}" y="{number(y)}" {" ".join(kind)}>{_escaped(words)}</text>'


def heading(y: float, words: str, explained: str) -> str:
    """What a part of the picture shows, and in a few words how it is reckoned."""
    return (
        f'<text x="{PAD}" y="{number(y)}" font-size="11" fill="{MUTED}"><tspan font-size="12"'
        f' font-weight="600" fill="{INK}">{_escaped(words)}</tspan>'
        f'<tspan dx="7">{_escaped(explained)}</tspan></text>'
    )


def figure(x: float, y: float, words: str, fill: str) -> str:
    """A value at what it is the value of, readable across any line behind it."""
    return text(x, y, words, size=12, fill=fill, bold=True, anchor="middle", halo=True)


def line(x1: float, x2: float, y: float, stroke: str) -> str:
    """A level one, one unit thin."""
    return f'<path d="M{number(x1)} {number(y)}H{number(x2)}" stroke="{stroke}"/>'


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def title(given: str, size: int, width: float, otherwise: str) -> str:
    """What somebody called it, as far as it can be drawn and fits; ``otherwise`` where that is nothing."""
    words = drawable(given)
    if not words:
        return otherwise
    if _width(words, size) <= width:
        return words
    words = words[: round(width)]
    while words and _width(words + "…", size) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def _width(words: str, size: int) -> float:
    """Rather too wide than too narrow: without the font at hand it is known only roughly."""
    return size * sum(_ems(letter) for letter in words)


def _ems(letter: str) -> float:
    if letter in _NARROW:
        return 0.4
    if letter in _BROAD:
        return 1.05
    return 0.8 if letter.isupper() else 0.64


def _escaped(words: str) -> str:
    """Without the control characters that XML cannot hold at all, even escaped."""
    return escape("".join(one if _sayable(one) else " " for one in words))


def _sayable(letter: str) -> bool:
    code = ord(letter)
    return (
        letter in "\t\n"
        or 0x20 <= code < 0xD800
        or 0xE000 <= code < 0xFFFE
        or 0x10000 <= code <= 0x10FFFF
    )
