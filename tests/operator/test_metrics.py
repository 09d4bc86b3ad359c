"""``/metrics`` of a Muster that serves: what is counted, who may look, and that nobody is named."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from bot import metrics
from playground.server import Playground
from tests.house.places import ROOT
from tests.operator.command import SLACK, serving


def page(port: int, **headers: str) -> str:
    asked = Request(f"http://127.0.0.1:{port}/metrics", headers=headers)
    with urlopen(asked) as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=")
        told: str = answer.read().decode()
    return told


def refused(port: int, **headers: str) -> int:
    with pytest.raises(HTTPError) as no:
        page(port, **headers)
    return no.value.code


def value(told: str, name: str) -> float:
    (line,) = (one for one in told.splitlines() if one.startswith(f"{name} "))
    return float(line.rpartition(" ")[2])


async def test_what_is_counted_names_nobody(tmp_path: Path) -> None:
    slack = Playground()
    await slack.start()
    settings = {
        **SLACK,
        "MUSTER_SLACK__API_URL": slack.api_url,
        "MUSTER_SLACK__APP_TOKEN": slack.app.app_token,
        "MUSTER_METRICS": "true",
    }
    with ExitStack() as closing:
        server = await asyncio.to_thread(closing.enter_context, serving(tmp_path, **settings))
        await slack.talk.say("U01ANA", "C01CHURN", "/standup")
        told = await asyncio.to_thread(page, server.port)
    await slack.stop()
    acts = 'muster_acknowledgement_seconds_count{act="command",platform="slack"}'
    assert value(told, acts) == 1
    assert value(told, 'muster_people{platform="slack"}') >= 1
    for name in ("muster_promise_lateness_seconds_bucket", "muster_limiter_wait_seconds"):
        assert name in told
    users, channels = slack.world.users.values(), slack.world.channels.values()
    known = {word for one in users for word in (one.id, one.name, one.real_name)}
    known |= {word for each in channels for word in (each.id, each.name)}
    assert [one for one in known if one and f'"{one}"' in told] == []


def test_without_the_setting_there_is_no_page(tmp_path: Path, slack: dict[str, str]) -> None:
    with serving(tmp_path, **slack) as server:
        assert refused(server.port) == 404


def test_this_machine_alone_may_look_where_no_token_is_set(
    tmp_path: Path, slack: dict[str, str]
) -> None:
    by_socket = {"MUSTER_SLACK__APP_TOKEN": "xapp-playground-app"}
    with serving(tmp_path, **slack, **by_socket, MUSTER_METRICS="true") as server:
        assert "muster_errors" in page(server.port)
        assert refused(server.port, **{"X-Forwarded-For": "203.0.113.9"}) == 401


def test_whoever_shows_the_token_may_look_and_nobody_else(
    tmp_path: Path, slack: dict[str, str]
) -> None:
    settings = {"MUSTER_METRICS": "true", "MUSTER_METRICS_TOKEN": "canary-token"}
    with serving(tmp_path, **slack, **settings) as server:
        assert refused(server.port) == 401
        assert refused(server.port, Authorization="Bearer canary") == 401
        assert refused(server.port, Authorization="Basic canary-token") == 401
        assert refused(server.port, Authorization="Bearer \xff\xfe") == 401
        shown = page(server.port, Authorization="Bearer canary-token")
        assert "muster_people" in shown
        assert "canary" not in "".join(server.log)


def test_nothing_of_prometheus_is_loaded_where_nothing_is_counted() -> None:
    code = "import sys, bot.app; print([one for one in sys.modules if 'prometheus_client' in one])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_of_an_exception_only_its_type_is_told_and_nothing_was_kept_early() -> None:
    metrics.start()
    metrics.failed("courier", ValueError("what somebody wrote"))
    metrics.kept(-3.0)
    metrics.kept(40.0)
    metrics.waited("slack", 0.7)
    told, _ = metrics.page({"people": {"slack": 3}})
    words = told.decode()
    assert value(words, 'muster_errors_total{place="courier",type="ValueError"}') == 1
    assert "somebody wrote" not in words
    assert value(words, "muster_promise_lateness_seconds_sum") == 40
    assert value(words, 'muster_limiter_wait_seconds_count{platform="slack"}') == 1
    assert value(words, 'muster_people{platform="slack"}') == 3
    later, _ = metrics.page({})
    assert "muster_people{" not in later.decode()
