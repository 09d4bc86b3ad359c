"""What the operator prints: help, views as text and for Slack's own designer, the manifest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.text import render
from bot.views.samples import ROSTER, SAMPLES
from bot.words import COMMANDS
from tests.house.places import ROOT
from tests.operator.command import muster, said

APP = "5f2d9c1a-0000-4000-8000-0000000000b0"
BOARD = """\
Churn model standup, Tue 24 Nov
1 of 4 answered ##........ 25%
"""


def test_help_costs_little() -> None:
    before = os.times()
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, check=True
        )
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    assert b"agenda" in done.stdout
    assert used / 3 < 0.15


def test_every_view_reads_as_plain_text() -> None:
    for name, sample in SAMPLES.items():
        lines = render(sample, ROSTER).splitlines()
        assert lines, name
        assert [line for line in lines if line != line.rstrip()] == [], name


def test_a_view_is_printed_as_text_or_as_what_the_block_kit_builder_takes() -> None:
    text = said("show", "standup.board")
    assert (text.exit_code, text.stdout[: len(BOARD)]) == (0, BOARD)

    message = json.loads(said("show", "standup.prompt", "--as", "slack").stdout)
    assert list(message) == ["blocks"]
    assert [block["type"] for block in message["blocks"]].count("actions") == 1

    form = json.loads(said("show", "standup.answers", "--as", "slack").stdout)
    assert form["type"] == "modal"


def test_the_views_are_listed_and_an_unknown_one_is_a_sentence() -> None:
    assert said("show").stdout.splitlines() == [*SAMPLES]
    unknown = said("show", "standup.bord")
    assert unknown.exit_code == 2
    assert unknown.stderr == "There is no view 'standup.bord'; `muster show` lists them.\n"


def test_the_manifest_names_every_command_and_where_slack_is_to_post() -> None:
    made = json.loads(said("manifest", "slack", "--url", "https://muster.test").stdout)
    commands = made["features"]["slash_commands"]
    assert [one["command"] for one in commands] == [f"/{name}" for name in COMMANDS]
    assert {one["url"] for one in commands} == {"https://muster.test/slack/events"}
    assert made["settings"]["socket_mode_enabled"] is False

    for_socket = json.loads(said("manifest", "slack", "--socket").stdout)
    assert for_socket["settings"]["socket_mode_enabled"] is True

    nowhere = said("manifest", "slack")
    assert nowhere.exit_code == 2
    assert "--url" in nowhere.stderr


def test_a_view_is_printed_as_the_adaptive_card_designer_takes_it() -> None:
    card = json.loads(said("show", "standup.prompt", "--as", "teams").stdout)
    assert (card["type"], card["version"]) == ("AdaptiveCard", "1.5")
    form = json.loads(said("show", "standup.answers", "--as", "teams").stdout)
    assert [one["type"] for one in form["body"]].count("Input.Text") == 3


def test_teams_package_is_written_for_the_app_and_the_address_that_are_named(
    tmp_path: Path,
) -> None:
    out = tmp_path / "app.zip"
    done = said(
        *("manifest", "teams", "--app-id", APP, "--url", "https://muster.test/", "--out", str(out))
    )
    assert done.stdout == (
        f"{out} is written. In Teams choose Apps, Manage your apps, Upload an app.\n"
        "The bot's endpoint address is https://muster.test/api/messages.\n"
    )
    with ZipFile(out) as folder:
        assert json.loads(folder.read("manifest.json"))["id"] == APP


def test_teams_package_is_made_from_the_settings(tmp_path: Path) -> None:
    settings = {
        "MUSTER_TEAMS__APP_ID": APP,
        "MUSTER_TEAMS__APP_PASSWORD": "secret",
        "MUSTER_TEAMS__TENANT_ID": "a-tenant",
        "MUSTER_PUBLIC_URL": "https://muster.test",
    }
    assert muster(tmp_path, "manifest", "teams", **settings).returncode == 0
    with ZipFile(tmp_path / "muster-teams.zip") as folder:
        told = json.loads(folder.read("manifest.json"))
    assert (told["bots"][0]["botId"], told["validDomains"]) == (APP, ["muster.test"])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "Say which app it is, with --app-id or MUSTER_TEAMS__APP_ID"),
        (["--app-id", "muster"], "Say which app it is, with --app-id or MUSTER_TEAMS__APP_ID"),
        (["--app-id", APP], "Say where the world reaches this server, with --url or"),
        (
            ["--app-id", APP, "--url", "http://muster.test"],
            "Teams posts to https addresses only, and 'http://muster.test' is none.",
        ),
        (["--socket"], "--socket and --history are for Slack."),
        (["--history"], "--socket and --history are for Slack."),
    ],
)
def test_teams_package_is_not_written_where_it_could_not_work(
    tmp_path: Path, words: list[str], sentence: str
) -> None:
    wrong = said("manifest", "teams", *words, "--out", str(tmp_path / "app.zip"))
    assert wrong.exit_code == 2
    assert wrong.stderr.startswith(sentence)
    assert list(tmp_path.iterdir()) == []


def test_slacks_manifest_wants_nothing_of_teams() -> None:
    wrong = said("manifest", "slack", "--socket", "--app-id", APP)
    assert (wrong.exit_code, wrong.stdout) == (2, "")
    assert wrong.stderr == "--app-id and --out are for Teams; Slack's manifest is printed.\n"
