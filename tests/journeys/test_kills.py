"""The bot is killed at each commit and each call of a standup's day, and the day comes out the same.

An ordinary run tries one point of each part of the day; with MUSTER_PROOF=1 every point is tried.
"""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Killing
from tests.journeys.modes import HISTORY, NEITHER, RECEIPTS
from tests.journeys.plays import OnTeams

PARTS, FEWER = 12, 5


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
