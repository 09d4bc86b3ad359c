"""docs/parity.md is what the code says, and no intent is without a way on either platform."""

from __future__ import annotations

import os

from tests.house.parity import table
from tests.house.places import ROOT

PAGE = ROOT / "docs" / "parity.md"
BEGINS, ENDS = "<!-- from here on made by the code -->\n", "\n<!-- until here -->"


def test_the_page_shows_what_the_code_says() -> None:
    before, _, rest = PAGE.read_text().partition(BEGINS)
    made = f"{before}{BEGINS}\n{table()}\n{ENDS}{rest.partition(ENDS)[2]}"
    if os.environ.get("GOLDEN") == "write":
        PAGE.write_text(made)
    assert PAGE.read_text() == made, "GOLDEN=write writes it anew"


def test_everything_can_be_done_on_both_platforms() -> None:
    lines = table().splitlines()[2:]
    assert len(lines) > 30
    for line in lines:
        name, slack, teams = [cell.strip() for cell in line.strip("|").split(" | ")]
        assert slack, f"{name} has no way on Slack"
        assert teams, f"{name} has no way on Teams"
