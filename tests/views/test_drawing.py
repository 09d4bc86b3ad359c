"""A picture becomes a PNG that has something on it, on a machine without any font of its own."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.drawing import FONTS, LETTERS, SCALE, drawable, png
from bot.views import svg
from bot.views.charts import trend
from tests.house.places import ROOT
from tests.views.fonts import widths
from tests.views.pixels import Colour, Pixels
from tests.views.weeks import FULL


def _colour(written: str) -> Colour:
    red, green, blue = bytes.fromhex(written[1:])
    return red, green, blue, 255


def _written(title: str) -> str:
    """A small picture of one title."""
    return svg.card(48, [svg.text(20, 32, title, size=16, fill=svg.INK, bold=True)], "", "")


def test_a_picture_has_its_size_its_colours_and_its_words() -> None:
    picture = trend(FULL, "churn-model")
    pixels = Pixels.of(png(picture))
    high = int(re.findall(r'height="(\d+)"', picture)[0])
    assert (pixels.width, pixels.height) == (SCALE * svg.WIDTH, SCALE * high)
    colours = pixels.colours()
    for one in (svg.CARD, svg.ACCENT, svg.ACCENT_PAST, svg.WARM, svg.INK, svg.MUTED):
        assert colours[_colour(one)] > 100, one
    assert pixels.at(0, 0)[3] < 255, "the corners are round, and let the page through"
    assert pixels.at(pixels.width // 2, 8) == _colour(svg.CARD)

    silent = Pixels.of(png(re.sub("<text.*?</text>", "", picture))).colours()
    assert silent[_colour(svg.INK)] == silent[_colour(svg.MUTED)] == 0
    assert silent[_colour(svg.ACCENT_PAST)] > 100


@pytest.mark.parametrize("title", ["Zürich", "команда", "Ομάδα", "צוות", "فريق", "nhóm dữ liệu"])
def test_every_script_of_the_fonts_is_drawn(title: str) -> None:
    drawn, blank = Pixels.of(png(_written(title))), Pixels.of(png(_written("")))
    assert drawable(title) == title
    assert drawn.colours()[_colour(svg.INK)] > 100
    assert blank.colours()[_colour(svg.INK)] == 0


def test_arabic_letters_join() -> None:
    joined, apart = png(_written("بيت")), png(_written("ب\u200cي\u200cت"))
    assert Pixels.of(joined).rows != Pixels.of(apart).rows


def test_the_fonts_hold_what_is_said_of_them() -> None:
    assert {code for first, last in LETTERS for code in range(first, last + 1)} == set(widths())


def test_what_resvg_cannot_read_is_an_error_and_not_an_empty_picture() -> None:
    with pytest.raises(ValueError):
        png("<svg")


@given(st.text() | st.text(st.characters(max_codepoint=0x700)))
def test_whatever_is_left_to_draw_the_fonts_hold(text: str) -> None:
    left = drawable(text)
    assert all(ord(letter) in widths() for letter in left)
    assert not any(unicodedata.category(letter) in ("Cc", "Cf", "Zl", "Zp") for letter in left)


def test_half_a_name_is_not_drawn_for_the_whole() -> None:
    assert drawable("churn 模型") == ""
    assert drawable("हिन्दी team") == ""
    assert drawable("🇫🇷 Équipe ❤️") == "Équipe"


def test_drawing_is_loaded_by_whoever_draws_and_by_nobody_else() -> None:
    asked = "import sys, bot.views.charts; print('resvg_py' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False\n"


def test_the_fonts_and_their_licence_are_in_the_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    there = set(ZipFile(wheel).namelist())
    fonts = {f"bot/fonts/{path.name}" for path in FONTS.glob("*.[ot]tf")}
    assert len(fonts) == 4
    assert fonts | {"bot/fonts/OFL.txt"} <= there
