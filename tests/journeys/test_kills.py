"""The bot is killed at each commit and each call of a standup's day, and the day comes out the same.

An ordinary run tries one point of each part of the day; with MUSTER_PROOF=1 every point is tried.
"""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Killing
from tests.journeys.modes import HISTORY, NEITHER, RECEIPTS
from tests.journeys.plays import OnTeams
from tests.journeys.standup_day import ANA, DIEGO, LENA, PRIYA

PARTS, FEWER = 12, 5
WHOLE = (
    "Fewer meetings",  # to the page that follows
    "Ship the exporter (edited)",
    '"Away: ", "style": {"bold": true}}, {"type": "text", "text": "Lena Vogel"',
    "Sleep (late)",
    "You get this because you watch this standup.",
    "leads digest, Mon 1 Mar: 2 of 3 answered",
    "churn-daily-2027-01-31-to-2027-03-01.csv",
    "standup-1-trend.png",
)
QUESTION, REMINDER = "Churn daily: 3 short questions", "Churn daily is still open for your answer"
ASKED = (
    (ANA, QUESTION),
    (DIEGO, REMINDER),
    (DIEGO, REMINDER),
    (DIEGO, QUESTION),
    (LENA, QUESTION),
    (PRIYA, QUESTION),
)


async def test_a_day_that_nothing_happens_to_has_all_of_this_in_it(killing: Killing) -> None:
    seen = (await killing(HISTORY).unharmed()).seen
    told = "\n".join(one for said in seen.values() for one in said)
    assert [one for one in WHOLE if one not in told] == []
    assert seen["asked"] == [f"{who}: {what}" for who, what in ASKED]


@pytest.mark.parametrize("part", range(PARTS))
async def test_where_history_may_be_read_nothing_is_lost_and_nothing_said_twice(
    killing: Killing, part: int
) -> None:
    await killing(HISTORY).die_in(part, PARTS)


@pytest.mark.parametrize("part", range(FEWER))
async def test_with_receipts_alone_the_same_holds_after_six_minutes(
    killing: Killing, part: int
) -> None:
    await killing(RECEIPTS).die_in(part, FEWER)


@pytest.mark.parametrize("part", range(FEWER))
async def test_without_either_a_prompt_comes_at_least_once_and_a_report_at_most_once(
    killing: Killing, part: int
) -> None:
    await killing(NEITHER).die_in(part, FEWER)


@pytest.mark.parametrize("part", range(FEWER))
async def test_on_teams_a_prompt_comes_at_least_once_and_a_report_at_most_once(
    killing: Killing, part: int
) -> None:
    await killing(NEITHER, OnTeams()).die_in(part, FEWER)
