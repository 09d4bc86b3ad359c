"""The picture of a trend: readable by everybody, whole inside its card, and nobody's markup."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rituals.trends import Trend
from bot.views import svg
from bot.views.charts import trend
from bot.views.trends import NOTHING_YET, told
from tests.views.fonts import width
from tests.views.weeks import FULL, GAPS, NO_MOOD, NOTHING, ONE, trends

GOLDEN = Path(__file__).parent.parent / "golden" / "pictures"
PAGES = {"Slack, light": "#ffffff", "Slack, dark": "#1a1d21", "Teams, dark": "#1f1f1f"}
SAMPLES = {"full": FULL, "gaps": GAPS, "one-week": ONE, "no-mood": NO_MOOD, "nothing-yet": NOTHING}
HOSTILE = "<script>alert(1)</script>&amp;\"'\x00\x1b[31m\ud800\uffff‮]]>"
titles = st.text(max_size=90) | st.sampled_from(
    [
        HOSTILE,
        "צוות הנתונים",
        "فريق البيانات",
        "🚀" * 90,
        "W" * 200,
        "il" * 5000,
        "模型",
        "",
        "ﷺ" * 40,
    ]
)
Box = tuple[float, float, float, float, str]
"""Left, top, right, bottom, and what it says."""


def read(picture: str) -> ElementTree.Element:
    return ElementTree.fromstring(picture)


def words(picture: str) -> list[str]:
    return ["".join(one.itertext()) for one in read(picture).iterfind(".//{*}text")]


@pytest.mark.parametrize("name", SAMPLES)
def test_golden(name: str) -> None:
    made, path = trend(SAMPLES[name], "churn-model"), GOLDEN / f"{name}.svg"
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(made)
    assert made == path.read_text()


def test_every_week_says_its_own_figures() -> None:
    shown = words(trend(FULL, "churn-model"))
    assert shown[0] == "churn-model"
    for figure in ("71%", "80%", "93%", "3.4", "4.2", "5 Oct", "23 Nov", "5 very good", "1 bad"):
        assert figure in shown


def test_a_gap_is_said_and_has_no_bar_and_no_mood() -> None:
    shown = words(trend(GAPS, "churn-model"))
    assert shown.count("asked") == 2
    assert shown.count("too few") == 1
    assert len(re.findall("<circle", trend(GAPS, ""))) == 4
    bars = [
        one for one in read(trend(GAPS, "")).iterfind(".//{*}path[@fill]") if "Q" in one.attrib["d"]
    ]
    assert len(bars) == 5, "eight weeks, of which two are gaps, and in one nobody answered"


def test_the_line_of_the_mood_does_not_cross_a_gap() -> None:
    paths = [one.attrib for one in read(trend(GAPS, "")).iterfind(".//{*}path[@stroke-width]")]
    assert paths == [], "no two weeks beside each other have a mood"
    (line,) = read(trend(FULL, "")).iterfind(".//{*}path[@stroke-width]")
    assert line.attrib["d"].count("L") == 7


def test_without_moods_the_picture_has_no_panel_for_them() -> None:
    assert "Mood" not in " ".join(words(trend(NO_MOOD, "churn-model")))
    assert _size(trend(NO_MOOD, ""))[1] < _size(trend(FULL, ""))[1]


def test_before_the_first_week_it_says_that_there_is_nothing_yet() -> None:
    assert words(trend(NOTHING, "churn-model")) == ["churn-model", NOTHING_YET]


def test_who_cannot_see_it_is_told_the_same() -> None:
    picture = read(trend(FULL, "churn-model"))
    assert picture.attrib["role"] == "img"
    assert picture.findtext("{*}title") == "churn-model"
    assert picture.findtext("{*}desc") == told(FULL)


def test_what_people_wrote_is_text_and_never_markup() -> None:
    title = '<script>&"'
    picture = trend(FULL, title)
    assert "<script" not in picture
    assert words(picture)[0] == title
    assert read(picture).findtext("{*}title") == title
    assert {one.tag.rpartition("}")[2] for one in read(picture).iter()} == {
        *("svg", "title", "desc", "rect", "text", "tspan", "path", "circle")
    }


@pytest.mark.parametrize(
    ("title", "drawn"),
    [
        ("🚀 Zürich 👩‍💻 team 1️⃣", "Zürich team 1"),
        ("צוות הנתונים", "צוות הנתונים"),
        ("فريق البيانات", "فريق البيانات"),
        ("a\u202eb\nc", "ab c"),
        ("模型 churn", "Week by week"),
        ("🚀", "Week by week"),
        ("", "Week by week"),
    ],
)
def test_a_title_is_drawn_as_far_as_the_fonts_go(title: str, drawn: str) -> None:
    assert words(trend(FULL, title))[0] == drawn


def test_a_long_title_is_cut_and_an_ordinary_one_is_not() -> None:
    long = words(trend(FULL, "The standup of everybody who works on the forecasts of churn"))[0]
    assert long.endswith("…")
    assert len(long) > 35
    ordinary = "Daily standup of the churn model team"
    assert words(trend(FULL, ordinary))[0] == ordinary


def _contrast(one: str, other: str) -> float:
    """As WCAG 2.2 reckons it: 1 to 21."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", SAMPLES)
def test_text_and_figures_have_the_contrast_of_wcag_aa(name: str) -> None:
    for one in read(trend(SAMPLES[name], "churn-model")).iter():
        tag, fill = one.tag.rpartition("}")[2], one.attrib.get("fill", "none")
        if tag in ("text", "tspan") and fill != "none":
            assert _contrast(fill, svg.CARD) >= 4.5, one.attrib
        if tag in ("path", "circle"):
            # The faint levels only guide the eye: what they stand for is written at each value.
            drawn = {fill, one.attrib.get("stroke", "none")} - {"none", svg.FAINT, svg.CARD}
            assert all(_contrast(colour, svg.CARD) >= 3 for colour in drawn), one.attrib


@pytest.mark.parametrize("page", PAGES)
def test_the_card_stands_out_from_the_page_of_the_chat(page: str) -> None:
    assert _contrast(svg.EDGE, PAGES[page]) >= 3
    assert read(trend(FULL, "")).findall("{*}rect")[0].attrib["stroke"] == svg.EDGE


@given(trends(), titles)
def test_any_weeks_and_any_title_make_a_picture_that_stays_inside_its_card(
    weeks: Trend, title: str
) -> None:
    picture = trend(weeks, title)
    wide, high = _size(picture)
    for left, top, right, bottom, what in [*_texts(picture), *_shapes(picture)]:
        assert 4 <= left <= right <= wide - 4, what
        assert 4 <= top <= bottom <= high - 4, what


@given(trends())
def test_no_text_is_written_over_another(weeks: Trend) -> None:
    boxes = list(_texts(trend(weeks, "churn-model")))
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            apart = (
                one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            )
            assert apart, (one, other)


def _size(picture: str) -> tuple[float, float]:
    root = read(picture)
    assert root.attrib["viewBox"] == f"0 0 {root.attrib['width']} {root.attrib['height']}"
    return float(root.attrib["width"]), float(root.attrib["height"])


def _texts(picture: str) -> Iterator[Box]:
    for one in read(picture).iterfind(".//{*}text"):
        said = "".join(one.itertext())
        size = max(float(each.attrib.get("font-size", 0)) for each in one.iter())
        wide = width(said, size) + sum(float(each.attrib.get("dx", 0)) for each in one.iter())
        x, y = float(one.attrib["x"]), float(one.attrib["y"])
        left = x - wide / 2 if one.attrib.get("text-anchor") == "middle" else x
        below = 0.22 * size if set("gjpqy,(") & set(said) else 0.0
        yield left, y - 0.75 * size, left + wide, y + below, said


def _shapes(picture: str) -> Iterator[Box]:
    for one in read(picture).iter():
        tag, at = one.tag.rpartition("}")[2], one.attrib
        if tag == "circle":
            x, y, radius = (float(at[key]) for key in ("cx", "cy", "r"))
            yield x - radius, y - radius, x + radius, y + radius, str(at)
        elif tag == "path":
            xs, ys = _corners(at["d"])
            yield min(xs), min(ys), max(xs), max(ys), at["d"]


def _corners(path: str) -> tuple[list[float], list[float]]:
    """All coordinates of a path of M, L, H, V and Q, each absolute."""
    xs: list[float] = []
    ys: list[float] = []
    for kind, numbers in re.findall(r"([MLHVQ])([\d. ]+)", path):
        values = [float(value) for value in numbers.split()]
        xs += values if kind == "H" else [] if kind == "V" else values[0::2]
        ys += values if kind == "V" else [] if kind == "H" else values[1::2]
    return xs, ys
