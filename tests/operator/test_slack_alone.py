"""Who uses Slack alone pays for nothing of Teams'."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.house.places import ROOT

WIRED = """
import sys
from pydantic import SecretStr
from adapters.slack.settings import SlackSettings
from bot.app import build
from bot.settings import Settings

slack = SlackSettings(bot_token=SecretStr("xoxb-1"), signing_secret=SecretStr("s"))
build(Settings(database_url="sqlite:///unused.db", slack=slack))
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_a_bot_on_slack_alone_loads_no_library_of_teams(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WIRED],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(done.stdout.split())
    assert "slack_bolt" in loaded
    assert loaded & {"botbuilder", "botframework", "msrest", "msal", "jwt"} == set()
