"""The import walls stand, and each of them stops what it was built against."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.places import ROOT

ROOMS = ("bot", "adapters", "handlers", "storage", "migrations", "playground")


def _lint(where: Path) -> subprocess.CompletedProcess[str]:
    script = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [script, "--no-cache", "--no-logo"], cwd=where, capture_output=True, text=True, check=False
    )


def test_the_walls_stand() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "wall"),
    [
        ("handlers/intruder.py", "import storage", "The three rooms never look into each other"),
        ("adapters/slack/intruder.py", "import adapters.web", "nor do two neighbours"),
        ("bot/people.py", "import bot.dispatch", "nobody looks upstairs"),
        ("bot/dispatch.py", "import adapters.slack", "One front door"),
        ("bot/homeless.py", "", "every module has a floor"),
        ("handlers/intruder.py", "import sqlalchemy", "Only storage and migrations know SQL"),
        ("handlers/intruder.py", "import slack_sdk", "Only adapters.slack knows Slack"),
        ("bot/app.py", "import apscheduler", "Only adapters.clockwork knows APScheduler"),
        (
            "migrations/versions/2030_01_01_intruder.py",
            "import storage",
            "A migration is frozen history",
        ),
        ("bot/views/intruder.py", "import pydantic_settings", "Only settings are read"),
        ("bot/views/intruder.py", "import resvg_py", "Only bot.drawing knows resvg"),
        ("handlers/intruder.py", "import playground", "One front door"),
    ],
)
def test_a_hole_in_a_wall_is_found(tmp_path: Path, module: str, line: str, wall: str) -> None:
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / module).parent.mkdir(exist_ok=True)
    with (tmp_path / module).open("a") as file:
        file.write(f"\n{line}\n")

    done = _lint(tmp_path)

    assert done.returncode == 1
    assert wall in done.stdout.partition("Broken contracts")[2], done.stdout
