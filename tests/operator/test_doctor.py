"""``muster doctor``: each fault named with what to do about it, and a message on trial."""

from __future__ import annotations

import asyncio
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.findings import Grade
from bot.mail import Platform
from bot.operator.trying import _promise
from playground.server import Playground
from storage import migrate
from tests.operator.command import SLACK, here, muster, said, serving

CHURN = "C01CHURN"


def found(done_stdout: str) -> dict[str, dict[str, Any]]:
    return {one["subject"]: one for one in json.loads(done_stdout)}


def test_without_a_platform_that_is_what_is_wrong(tmp_path: Path) -> None:
    with here(tmp_path):
        done = said("doctor", "--json")
    assert done.exit_code == 1
    assert {name: one["grade"] for name, one in found(done.stdout).items()} == {
        "settings": "well",
        "database": "well",
        "disk": "well",
        "platforms": "wrong",
    }
    assert not (tmp_path / "data").exists()


def test_a_wrong_setting_is_named_and_nothing_else_is_looked_at(tmp_path: Path) -> None:
    done = muster(tmp_path, "doctor", MUSTER_PORT="canary")
    assert done.returncode == 1
    assert "MUSTER_PORT is wrong" in done.stdout
    assert done.stdout.endswith("One thing is wrong.\n")
    assert "canary" not in done.stdout + done.stderr


def test_what_is_served_is_well(tmp_path: Path, slack: dict[str, str]) -> None:
    with serving(tmp_path, **slack) as server:
        public = f"http://127.0.0.1:{server.port}"
        done = muster(tmp_path, "doctor", "--json", **slack, MUSTER_PUBLIC_URL=public)
        shown = muster(tmp_path, "doctor", **slack, MUSTER_PUBLIC_URL=public)
    told = found(done.stdout)
    assert (done.returncode, shown.returncode) == (0, 0), done.stdout
    for subject in ("database", "migrations", "disk", "outbox", "Slack's bot token"):
        assert told[subject]["grade"] == "well", subject
    assert told["public address"]["said"] == f"Muster answers at {public}."
    assert shown.stdout.endswith("Nothing is wrong.\n")
    assert not [one for one in SLACK.values() if one in done.stdout + shown.stdout]


def test_an_address_where_another_answers_is_wrong_and_one_of_a_stopped_muster_in_doubt(
    tmp_path: Path, slack: dict[str, str]
) -> None:
    migrate(f"sqlite:///{tmp_path}/data/muster.db")
    public = slack["MUSTER_SLACK__API_URL"]
    stopped = muster(tmp_path, "doctor", "--json", **slack, MUSTER_PUBLIC_URL=public)
    assert found(stopped.stdout)["public address"]["grade"] == "doubtful"
    with serving(tmp_path, **slack):
        other = muster(tmp_path, "doctor", "--json", **slack, MUSTER_PUBLIC_URL=public)
    assert other.returncode == 1
    assert found(other.stdout)["public address"]["said"].endswith(": somebody else does.")


def test_nothing_is_sent_where_nobody_serves(tmp_path: Path, slack: dict[str, str]) -> None:
    migrate(f"sqlite:///{tmp_path}/data/muster.db")
    done = muster(tmp_path, "doctor", "--live", "C1", "--json", **slack)
    assert found(done.stdout)["trial message"]["mend"] == "Start `muster serve`, and examine again."


async def test_a_message_on_trial_arrives_is_heard_of_and_is_taken_back(tmp_path: Path) -> None:
    slack = Playground()
    await slack.start()
    settings = {
        **SLACK,
        "MUSTER_SLACK__API_URL": slack.api_url,
        "MUSTER_SLACK__APP_TOKEN": slack.app.app_token,
    }

    def examine(where: str) -> dict[str, dict[str, Any]]:
        return found(muster(tmp_path, "doctor", "--live", where, "--json", **settings).stdout)

    with ExitStack() as closing:
        await asyncio.to_thread(closing.enter_context, serving(tmp_path, **settings))
        nowhere = await asyncio.to_thread(examine, "C0NOWHERE")
        told = await asyncio.to_thread(examine, CHURN)
        again = await asyncio.to_thread(examine, "U01ANA")
    await slack.stop()
    assert nowhere["trial message"]["grade"] == "wrong"
    for one in (told, again):
        assert one["trial message"]["said"] == "It arrived and was taken back."
        assert one["delivery promise"]["said"].startswith("Each message arrives exactly once.")
    posted = [call for call in slack.door.calls if call["method"] == "chat.postMessage"]
    taken = [call for call in slack.door.calls if call["method"] == "chat.delete"]
    assert [len(posted), len(taken)] == [2, 2]
    assert [one["args"]["channel"] for one in posted] == [CHURN, "U01ANA"]


@pytest.mark.parametrize(
    ("name", "can_look", "receipts", "grade", "words"),
    [
        ("slack", True, False, Grade.WELL, "exactly once"),
        ("slack", False, True, Grade.WELL, "waits six minutes"),
        ("slack", False, False, Grade.DOUBTFUL, "a question may arrive twice"),
        ("teams", False, False, Grade.WELL, "sends no receipts"),
    ],
)
def test_which_promise_about_delivery_holds(
    name: str, can_look: bool, receipts: bool, grade: Grade, words: str
) -> None:
    platform: Platform = _Named(name, can_look)  # type: ignore[assignment]  # its calls are not made
    promise = _promise(platform, receipts)
    assert (promise.grade, words in promise.said) == (grade, True)


class _Named:
    def __init__(self, name: str, can_look: bool) -> None:
        self.name, self.can_look = name, can_look
