"""What the operator prints: help, views as text and for Slack's own designer, the manifest."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from bot.text import render
from bot.views.samples import ROSTER, SAMPLES
from bot.words import COMMANDS
from tests.house.places import ROOT
from tests.operator.command import said

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
