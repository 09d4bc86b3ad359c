"""A wrong or missing setting stops the start with one sentence that names it and keeps its value."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import settings
from tests.operator.command import muster

SLACK = {
    "MUSTER_SLACK__BOT_TOKEN": "xoxb-1-canary",
    "MUSTER_SLACK__SIGNING_SECRET": "canary8f742231b10e8888",
}


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An empty directory, and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("MUSTER_")]:
        monkeypatch.delenv(name)
    return monkeypatch


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"MUSTER_SLACK__BOT_TOKEN": "xoxb-1-canary"}, "MUSTER_SLACK__SIGNING_SECRET is missing"),
        ({**SLACK, "MUSTER_SLACK__BOT_TOKEN": "canary"}, "MUSTER_SLACK__BOT_TOKEN is wrong: must"),
        ({**SLACK, "MUSTER_SLACK__APP_TOKEN": "canary"}, "MUSTER_SLACK__APP_TOKEN is wrong: must"),
        ({**SLACK, "MUSTER_SLACK__API_URL": "canary"}, "MUSTER_SLACK__API_URL is wrong: must"),
        (
            {**SLACK, "MUSTER_SLACK__BOT_TOKNE": "canary"},
            "MUSTER_SLACK__BOT_TOKNE is not a setting",
        ),
        ({"MUSTER_PORT": "canary"}, "MUSTER_PORT is wrong: input should be a valid integer"),
        ({"MUSTER_PORT": "70000"}, "MUSTER_PORT is wrong: input should be less than"),
        ({"MUSTER_LEASE_SECONDS": "0"}, "MUSTER_LEASE_SECONDS is wrong"),
        ({"MUSTER_LOG_FORMAT": "canary"}, "MUSTER_LOG_FORMAT is wrong"),
        ({"MUSTER_DATABASE_URL": "mysql://canary"}, "MUSTER_DATABASE_URL is wrong: must"),
        ({"MUSTER_DATABSE_URL": "canary"}, "did you mean MUSTER_DATABASE_URL?"),
    ],
)
def test_a_setting_that_is_wrong_is_named_without_its_value(
    environment: pytest.MonkeyPatch, chosen: dict[str, str], sentence: str
) -> None:
    for name, value in chosen.items():
        environment.setenv(name, value)
    with pytest.raises(settings.SettingsError) as raised:
        settings.read()
    assert sentence in str(raised.value)
    assert "canary" not in str(raised.value)


def test_settings_are_read_from_the_environment_and_then_from_a_file(
    environment: pytest.MonkeyPatch,
) -> None:
    Path(".env").write_text("MUSTER_PORT=1\nMUSTER_HOST=0.0.0.0\nPOSTGRES_PASSWORD=x\n")
    environment.setenv("MUSTER_PORT", "2")
    environment.setenv("MUSTER_PUBLIC_URL", "")
    for name, value in SLACK.items():
        environment.setenv(name, value)
    read = settings.read()
    assert (read.host, read.port, read.public_url) == ("0.0.0.0", 2, None)
    assert set(read.secrets()) == set(SLACK.values())
    assert "canary" not in repr(read)


def test_settings_made_by_a_program_do_not_look_at_the_environment(
    environment: pytest.MonkeyPatch,
) -> None:
    environment.setenv("MUSTER_PORT", "2")
    environment.setenv("MUSTER_SLACK__BOT_TOKEN", "canary")
    assert settings.Settings(host="::1") == settings.Settings(host="::1", port=8080, slack=None)


def test_serve_stops_with_one_sentence_and_has_touched_nothing(tmp_path: Path) -> None:
    done = muster(tmp_path, "serve")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "MUSTER_SLACK__BOT_TOKEN and MUSTER_TEAMS__APP_ID are both missing"
    )
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "more", [{}, {"MUSTER_PUBLIC_URL": "https://m.example", "MUSTER_SLACK__APP_TOKEN": "xapp-1"}]
)
def test_metrics_want_a_token_where_the_world_reaches_the_server(
    environment: pytest.MonkeyPatch, more: dict[str, str]
) -> None:
    for name, value in {**SLACK, "MUSTER_METRICS": "true", **more}.items():
        environment.setenv(name, value)
    with pytest.raises(settings.SettingsError, match=r"^MUSTER_METRICS_TOKEN is missing, since"):
        settings.read()
    environment.setenv("MUSTER_METRICS_TOKEN", "long")
    assert settings.read().metrics


def test_the_password_of_the_database_is_a_secret() -> None:
    assert [*settings.Settings(database_url="postgresql://u:canary@h/db").secrets()] == ["canary"]


@pytest.mark.parametrize(
    "name", ["KEEP__ANSWERS_DAYS", "KEEP__JOURNAL_DAYS", "KEEP__MESSAGES_HOURS"]
)
def test_nothing_is_kept_longer_than_can_be_counted(
    environment: pytest.MonkeyPatch, name: str
) -> None:
    for known, value in SLACK.items():
        environment.setenv(known, value)
    environment.setenv(f"MUSTER_{name}", "1000000")
    with pytest.raises(
        settings.SettingsError, match=f"^MUSTER_{name} is wrong: .*less than or equal"
    ):
        settings.read()
