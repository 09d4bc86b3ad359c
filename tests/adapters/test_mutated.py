"""Recorded payloads, bent in one or two places and signed: never a 5xx, never a fault in the log."""

from __future__ import annotations

import asyncio
import copy
import json
import os
from collections.abc import Iterator
from typing import Any

import aiohttp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from adapters.slack.installation import Installation
from adapters.slack.listeners import Listeners
from adapters.slack.neighbour import _quiet_logger
from adapters.slack.payloads import Malformed, parse
from adapters.slack.respond import Responder
from adapters.slack.turn import Turns
from bot.intents import Said
from bot.tasks import Tasks
from tests.adapters.conftest import Door
from tests.adapters.payloads import command, event, press, press_in, submission
from tests.adapters.test_home import OPENED, THERE
from tests.adapters.test_inbound import NEWS, VALUES

Json = dict[str, Any]

PACKED = Said("standup", "list").pack()
METADATA = json.dumps({"intent": PACKED, "channel": "C1"})
WINDOW: Json = {"id": "V7", "type": "modal", "private_metadata": '{"home":true}', "blocks": []}
GOLDEN = [
    command("why <@U2|bo>"),
    press(PACKED),
    press_in(THERE, PACKED),
    press_in(WINDOW, PACKED),
    event(OPENED),
    submission(METADATA, VALUES),
    *(event(happened) for happened, _ in NEWS),
]
INSTEAD: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, 0, -1.5, "", "x", "T2", [], [None], [[]], {}, {"id": 5}, {"type": []}, "\x00"]
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
    payload: Json = copy.deepcopy(draw(st.sampled_from(GOLDEN)))
    for _ in range(draw(st.integers(1, 2))):
        *path, last = draw(st.sampled_from(list(places(payload))))
        inside: Any = payload
        for name in path:
            inside = inside[name]
        if draw(st.booleans()):
            inside[last] = copy.deepcopy(draw(INSTEAD))
        else:
            del inside[last]
    return payload


async def taken(payload: Json) -> int:
    door, tasks = Door(), Tasks()
    home = Installation("T1", "UBOT", "B1", "A1")
    nowhere = "http://127.0.0.1:9/"
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(base_url=nowhere, session=session, logger=_quiet_logger())
        turns = Turns(door, Responder(client, session), tasks)
        listeners = Listeners(home, door, turns, _quiet_logger(), nowhere)
        try:
            body = parse(json.dumps(payload).encode())
        except Malformed:
            return 400
        status = (await listeners.receive(body)).status
        await tasks.drain()
        return status


@settings(
    max_examples=int(os.environ.get("MUTATIONS", "300")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(bent())
def test_a_bent_payload_is_taken_or_turned_away(payload: Json) -> None:
    with capture_logs() as logs:
        assert asyncio.run(taken(payload)) in (200, 400, 403)
    assert [line for line in logs if line["log_level"] == "error"] == []
