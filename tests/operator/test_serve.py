"""``muster serve`` as a process: it starts by itself, stands alone, tells no secret, stops in order."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.request import urlopen

from playground.server import Playground
from tests.operator.command import SLACK, muster, serving


def test_it_makes_its_database_and_serves_and_stops_at_a_signal(
    tmp_path: Path, slack: dict[str, str]
) -> None:
    with serving(tmp_path, **slack) as server:
        address = f"http://127.0.0.1:{server.port}"
        assert json.load(urlopen(f"{address}/healthz")) == {"status": "alive"}
        assert json.load(urlopen(f"{address}/readyz")) == {"status": "ready", "wrong": {}}
        server.process.send_signal(signal.SIGTERM)
        assert server.ends() == 0
    assert json.loads(server.log[-1])["event"] == "stopped"
    assert [line for line in server.log if any(secret in line for secret in SLACK.values())] == []
    assert (tmp_path / "data" / "muster.db").exists()


def test_a_second_one_on_the_same_file_refuses_and_so_does_a_tick(
    tmp_path: Path, slack: dict[str, str]
) -> None:
    with serving(tmp_path, **slack):
        second = muster(tmp_path, "serve", **slack, MUSTER_PORT="0")
        ticked = muster(tmp_path, "tick", "--at", "2030-01-01", **slack)
        looked = muster(tmp_path, "tick", "--at", "2030-01-01", "--dry-run", **slack)
    assert second.returncode == 1
    assert "Another Muster is already running" in second.stderr.splitlines()[-1]
    assert (ticked.returncode, ticked.stdout) == (1, "")
    assert ticked.stderr.startswith("Muster is serving this database")
    assert (looked.returncode, looked.stderr) == (0, "")
    assert looked.stdout.startswith("Nothing is promised until Tue 2030-01-01 00:00:00 CET")


def test_a_second_signal_ends_it_at_once(tmp_path: Path, slack: dict[str, str]) -> None:
    with (
        serving(tmp_path, **slack) as server,
        socket.create_connection(("127.0.0.1", server.port)) as slow,
    ):
        slow.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        time.sleep(0.2)  # for the request to be under way, so that a graceful stop waits for it
        server.process.send_signal(signal.SIGINT)
        server.wait_until("stopping")
        assert server.process.poll() is None
        server.process.send_signal(signal.SIGINT)
        assert server.ends() == 1


async def test_where_slack_has_gone_silent_for_good_it_ends_to_be_started_again(
    tmp_path: Path,
) -> None:
    slack = Playground()
    await slack.start()
    settings = {
        **SLACK,
        "MUSTER_SLACK__API_URL": slack.api_url,
        "MUSTER_SLACK__APP_TOKEN": slack.app.app_token,
    }
    with ExitStack() as closing:
        served = serving(tmp_path, **settings)
        server = await asyncio.to_thread(closing.enter_context, served)
        await slack.stop()
        assert await asyncio.to_thread(server.ends) == 1
    assert server.log[-1] == "The connection to Slack is dead; start Muster again.\n"


def test_a_token_that_slack_refuses_is_named(tmp_path: Path, slack: dict[str, str]) -> None:
    refused = {**slack, "MUSTER_SLACK__BOT_TOKEN": "xoxb-canary"}
    done = muster(tmp_path, "serve", **refused, MUSTER_PORT="0")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("MUSTER_SLACK__BOT_TOKEN was refused by Slack")
    assert "canary" not in done.stderr


def test_a_port_that_is_taken_is_named(tmp_path: Path, slack: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = muster(tmp_path, "serve", **slack, MUSTER_PORT=port)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"Nothing can listen at 127.0.0.1:{port}")


def test_a_database_of_another_version_is_migrated_by_hand(
    tmp_path: Path, slack: dict[str, str]
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "muster.db").touch()
    done = muster(tmp_path, "serve", **slack, MUSTER_PORT="0")
    assert done.returncode == 1
    assert "Run `muster migrate` first." in done.stderr

    first, again = muster(tmp_path, "migrate"), muster(tmp_path, "migrate")
    assert (first.returncode, first.stdout[:6]) == (0, "Done: ")
    assert (again.returncode, again.stdout) == (0, "Nothing is pending.\n")
    with serving(tmp_path, **slack):
        pass


def test_a_database_that_cannot_be_reached_is_a_sentence_without_its_password(
    tmp_path: Path,
) -> None:
    url = "postgresql://muster:canary@127.0.0.1:1/muster"
    done = muster(tmp_path, "agenda", MUSTER_DATABASE_URL=url)
    assert done.returncode == 1
    assert done.stderr.startswith("The database of MUSTER_DATABASE_URL cannot be used: ")
    assert len(done.stderr.splitlines()) == 1
    assert "canary" not in done.stderr
