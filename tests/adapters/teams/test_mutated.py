"""Recorded activities, bent in one or two places: never a 5xx, never a fault in the log or a traceback."""

from __future__ import annotations

import asyncio
import copy
import os
from collections.abc import Iterator
from typing import Any

import aiohttp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from adapters.teams.adapter import TeamsAdapter
from adapters.teams.connector import Connector
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from bot.clock import monotonic
from bot.happening import Nothing, Now, Open, Outcome, Refuse, Rewrite, Show
from bot.tasks import Tasks
from tests.adapters.teams.activities import NAMES, execute, message, recorded, task
from tests.adapters.teams.answering import Memory, Quiet, TinyConnector, wired
from tests.adapters.teams.sealed import (
    FORM,
    ON_ROW,
    OPEN_WHISPER,
    PRESS,
    QUIET,
    SEND,
    WHISPER,
    stands,
)

Json = dict[str, Any]

NOWHERE = "http://127.0.0.1:9/"
GOLDEN = [
    activity | {"serviceUrl": NOWHERE}
    for activity in (
        *map(recorded, NAMES),
        execute("press", ON_ROW),
        execute("press", PRESS, "channel"),
        execute("send", SEND | {"today": "x"}),
        execute("back", PRESS),
        task("task/fetch", OPEN_WHISPER),
        task("task/submit", WHISPER | {"it": "x"}),
        message("", value=SEND | {"today": "x"}),
    )
]
ANSWERS: list[Now] = [
    Nothing(),
    Show(QUIET),
    Rewrite(QUIET),
    Open(FORM),
    Refuse({"today": "No.", "": "Not now."}),
]
INSTEAD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1.5, "", "x", "invoke", "19:x", [], [None], [[]], {}, {"id": 5}, {"type": []}]
) | st.text(max_size=4)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(value, dict):
        for name, one in value.items():
            yield from places(one, (*path, name))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from places(one, (*path, number))


@st.composite
def bent(draw: st.DrawFn) -> Json:
    activity: Json = copy.deepcopy(draw(st.sampled_from(GOLDEN)))
    for _ in range(draw(st.integers(1, 2))):
        *path, last = draw(st.sampled_from(list(places(activity))))
        inside: Any = activity
        for name in path:
            inside = inside[name]
        if draw(st.booleans()):
            inside[last] = copy.deepcopy(draw(INSTEAD))
        else:
            del inside[last]
    return activity


async def taken(activity: Json, now: Now) -> int:
    door, tasks, memory = Quiet(), Tasks(), Memory()
    door.outcome = Outcome(now)
    stands(memory)
    config = TeamsSettings(insecure_loopback=True)
    async with aiohttp.ClientSession() as session:
        connector = Connector(config, Tokens(config, monotonic), session)
        # Nobody takes an answer here, and so none is tried twice.
        bot = wired(door, memory, connector, TinyConnector(), tasks, pauses=())
        adapter: TeamsAdapter = bot.adapter
        status, _ = await adapter.receive(activity)
        await tasks.drain()
        return status


@settings(
    max_examples=int(os.environ.get("MUTATIONS", "2000")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(bent(), st.sampled_from(ANSWERS))
def test_a_bent_activity_is_taken_or_turned_away(activity: Json, now: Now) -> None:
    with capture_logs() as logs:
        status = asyncio.run(taken(activity, now))
    ours = activity.get("name") in ("adaptiveCard/action", "task/fetch", "task/submit")
    known = (200, 400, 403) if ours or activity.get("type") != "invoke" else (400, 403, 501)
    assert status in known
    assert [line for line in logs if line["log_level"] == "error"] == []
