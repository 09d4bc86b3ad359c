"""``muster serve`` over Socket Mode: a standup without any address of one's own, on lines that break."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from playground.server import Playground
from tests.journeys.colleague import ANA, BO, LENA, Colleague, until
from tests.journeys.started import PATIENCE, Started, serving

PLAN = "Label the October tickets"


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    """A workspace that knows no address of the bot."""
    slack = Playground(ping_seconds=0.5)
    await slack.start()
    yield slack
    await slack.stop()


@pytest.fixture
async def bot(tmp_path: Path, slack: Playground) -> AsyncIterator[Started]:
    async with serving(tmp_path, slack, MUSTER_SLACK__APP_TOKEN=slack.app.app_token) as bot:
        await until(lambda: slack.sockets.count == 2)
        yield bot


async def test_a_standup_is_set_up_and_answered_over_the_socket(
    slack: Playground, bot: Started
) -> None:
    ana, bo = Colleague(slack, ANA), Colleague(slack, BO)
    await ana.sets_up(people=[ANA, BO], name="Churn daily")
    await bo.types("/standup edit")
    await until(lambda: bo.whispers("can edit"))
    assert ana.whispers("can edit") == []
    await ana.types("/standup now")
    await until(lambda: ana.whispers("Asking 2 people now."))
    await bo.answers("Cleaned the features", PLAN)
    await until(lambda: bo.told("your answer is in"))
    await ana.presses("Skip today")
    await until(lambda: ana.posts("Wrap-up:"))
    assert len(ana.posts("1 of 2 answered")) == 2, "the board and the wrap-up, once each"
    assert await bot.stops() == 0
    assert slack.sockets.count == 0


async def test_a_line_that_slack_ends_is_opened_again_and_nothing_is_missed(
    slack: Playground, bot: Started
) -> None:
    ana = Colleague(slack, ANA)
    await ana.sets_up(people=[ANA, LENA], name="Churn daily")
    for times, end in enumerate((slack.sockets.disconnect, slack.sockets.drop), start=1):
        await end()
        await until(lambda: slack.sockets.count == 2)
        await _is_answered(ana, times)


async def _is_answered(ana: Colleague, times: int) -> None:
    """Slack says so where a command met a line that was just being closed, and it is typed again."""
    async with asyncio.timeout(PATIENCE):
        while len(ana.whispers("Churn daily #1")) < times:
            await ana.types("/standup list")


async def test_where_slack_takes_no_line_any_more_it_ends_to_be_started_again(
    slack: Playground, bot: Started
) -> None:
    await slack.refuse()
    assert await bot.ends() == 1
    assert bot.said[-1] == "The connection to Slack is dead; start Muster again."
