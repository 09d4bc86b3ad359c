"""``muster serve`` over HTTP: what it acknowledged outlives a stop, and nobody's words get out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.views.standup_forms import NOT_KNOWN_YET
from playground.installed import App
from playground.server import Playground
from playground.webapi.faults import Fault, Kind
from tests.journeys.colleague import ANA, BO, LENA, Colleague, until
from tests.journeys.started import serving, settings_for, started

APP = App(
    bot_token="xoxb-canary-bot",
    app_token="xapp-canary-app",
    signing_secret="canary0123456789abcdef",
)
FINISHED, PLAN = "canary of yesterday", "canary of today"


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    slack = Playground(app=APP, bot_url="http://127.0.0.1:1")
    await slack.start()
    yield slack
    await slack.stop()


async def test_an_answer_taken_just_before_a_stop_is_there_after_it_and_is_said_once(
    tmp_path: Path, slack: Playground
) -> None:
    ana, bo = Colleague(slack, ANA), Colleague(slack, BO)
    for method, seconds in (("users.list", 1.5), ("conversations.info", 0.5)):
        slack.faults.add(Fault(method, Kind.SLOW, count=1, seconds=seconds))
    async with serving(tmp_path, slack) as bot:
        await slack.deliver_to(bot.url)
        await ana.types("/standup new")
        assert await ana.fills_in() == {"name": NOT_KNOWN_YET}
        await ana.sets_up(people=[ANA, BO, LENA])
        await ana.types("/standup now")
        await until(lambda: ana.button("Answer") and bo.button("Answer"))
        await bo.answers(FINISHED, PLAN)
        assert await bot.stops() == 0
    first = bot.said
    async with serving(tmp_path, slack) as bot:
        await slack.deliver_to(bot.url)
        await until(lambda: ana.posts(FINISHED))
        await until(lambda: ana.posts("1 of 3 answered"))
        await bo.presses("Edit answer")
        assert await bo.fills_in(answer_1="canary of the afternoon") == {}
        await until(lambda: ana.posts("canary of the afternoon"))
        assert await bot.stops() == 0
    assert len(ana.posts("Bo Lindqvist answered")) == 1
    assert len(ana.posts("of 3 answered")) == 1
    log = [*first, *bot.said]
    done = {json.loads(line).get("intent") for line in log}
    assert {"standup.now/1", "standup.submit/1"} <= done
    assert [line for line in log if "canary" in line] == []


WRONG = {
    "MUSTER_SLACK__SIGNING_SECRET is missing": {"MUSTER_SLACK__SIGNING_SECRET": ""},
    "MUSTER_SLACK__APP_TOKEN is wrong": {"MUSTER_SLACK__APP_TOKEN": "canary"},
    "MUSTER_SLACK__APP_TOKEN was refused by Slack": {"MUSTER_SLACK__APP_TOKEN": "xapp-canary"},
    "MUSTER_PORT is wrong": {"MUSTER_PORT": "canary"},
}


async def test_each_wrong_setting_ends_the_start_with_a_sentence_that_names_it(
    tmp_path: Path, slack: Playground
) -> None:
    async def refused(number: int, chosen: dict[str, str]) -> tuple[int, list[str]]:
        where = tmp_path / str(number)
        where.mkdir()
        async with started(where, "serve", **{**settings_for(slack), **chosen}) as bot:
            return await bot.ends(), bot.said

    ends = await asyncio.gather(*(refused(*one) for one in enumerate(WRONG.values())))
    for sentence, (code, said) in zip(WRONG, ends, strict=True):
        assert code == 2
        assert said[-1].startswith(sentence)
        assert [line for line in said[:-1] if not line.startswith("{")] == []
        assert [line for line in said if "canary" in line] == []
