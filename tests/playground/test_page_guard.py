"""Only this machine's own page may look in, and only in the agreed shapes."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from playground.server import Playground

Json = dict[str, Any]
CHURN = "C01CHURN"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://elsewhere.example", "Content-Type": "application/json"}, 403),
        ({"Origin": "null", "Content-Type": "application/json"}, 403),
        ({"Host": "rebound.example", "Content-Type": "application/json"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/ui/say", "/control/machine"])
async def test_another_page_can_change_nothing(
    slack: Playground,
    session: aiohttp.ClientSession,
    headers: dict[str, str],
    status: int,
    path: str,
) -> None:
    body = json.dumps({"as": "U01ANA", "channel": CHURN, "text": "hi", "push": 1})
    async with session.post(slack.url + path, data=body, headers=headers) as response:
        assert response.status == status
    assert slack.world.messages(CHURN) == []


async def test_the_page_s_own_origin_may(slack: Playground, session: aiohttp.ClientSession) -> None:
    body = {"as": "U01ANA", "channel": CHURN, "text": "hi"}
    headers = {"Origin": slack.url}
    async with session.post(f"{slack.url}/ui/say", json=body, headers=headers) as response:
        assert response.status == 200


async def test_the_page_s_files_are_served_and_nothing_beside_them(
    slack: Playground, session: aiohttp.ClientSession
) -> None:
    async with session.get(f"{slack.url}/") as response:
        assert response.content_type == "text/html"
    for path in ("/page/nothing.js", "/page/..%2fserver.py", "/page/%2e%2e/server.py"):
        async with session.get(slack.url + path) as response:
            assert response.status == 404
