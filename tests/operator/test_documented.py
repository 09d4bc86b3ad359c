"""The README, docs/operating.md and compose.yaml name the settings and commands that there are, and all."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
from pydantic import BaseModel

from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings
from bot import metrics
from bot.__main__ import main
from bot.settings import KeepSettings, Settings
from tests.house.places import ROOT

NESTED: dict[str, type[BaseModel]] = {
    "slack": SlackSettings,
    "teams": TeamsSettings,
    "keep": KeepSettings,
}
UNTOLD = {
    "MUSTER_SLACK__POSTS_PER_MINUTE",
    "MUSTER_SLACK__POSTS_BURST",
    "MUSTER_TEAMS__OPENID_URL",
    "MUSTER_TEAMS__ISSUER",
    "MUSTER_TEAMS__AUTHORITY",
    "MUSTER_TEAMS__SCOPE",
}
"""For tests and for clouds of their own."""


def names(model: type[BaseModel], prefix: str = "MUSTER_") -> Iterator[str]:
    for field in model.model_fields:
        if model is Settings and field in NESTED:
            yield from names(NESTED[field], f"{prefix}{field.upper()}__")
        else:
            yield prefix + field.upper()


def read(name: str) -> str:
    return (ROOT / name).read_text()


def settings_in(text: str) -> set[str]:
    return set(re.findall(r"\bMUSTER_[A-Z]+(?:_[A-Z]+|__[A-Z]+)*\b", text))


def test_the_readme_tells_of_every_setting() -> None:
    table = read("README.md").partition("## Settings")[2].partition("## Run it")[0]
    assert settings_in(table) == {*names(Settings)} - UNTOLD


def test_no_page_tells_of_a_setting_that_there_is_not() -> None:
    for page in ("README.md", "docs/operating.md", "compose.yaml", "Dockerfile"):
        assert settings_in(read(page)) <= {*names(Settings)}, page


def test_the_pages_name_commands_and_options_that_there_are() -> None:
    commands = main.commands
    for page in ("README.md", "docs/operating.md"):
        for words in re.findall(r"(?:`| )muster ([a-z]+[^`\n]*)", read(page)):
            name, *rest = words.split()
            if name not in commands:
                continue  # A sentence, or compose's name for the container.
            options = {each for one in commands[name].params for each in one.opts}
            said = {word for word in rest if word.startswith("--")}
            assert said <= options, f"{page}: muster {words}"


def test_the_readme_tells_of_every_command() -> None:
    table = read("README.md").partition("## Run it")[2]
    elsewhere = {"demo", "manifest"}  # Their own chapters tell of them.
    assert [
        name
        for name, command in main.commands.items()
        if isinstance(command, click.Command)
        and name not in elsewhere
        and f"`muster {name}" not in table
    ] == []


def test_every_metric_is_told_of() -> None:
    metrics.start()
    page, _ = metrics.page({})
    told = read("docs/operating.md")
    exposed = set(re.findall(r"^# TYPE (\w+)", page.decode(), re.MULTILINE))
    assert {one for one in exposed if not one.endswith("_created") and f"`{one}`" not in told} == (
        set()
    )


def test_compose_holds_no_secret_and_starts_in_order() -> None:
    compose = read("compose.yaml")
    assert re.findall(r"PASSWORD: (?!\$\{POSTGRES_PASSWORD)", compose) == []
    assert not {one for one in settings_in(compose) if "TOKEN" in one or "SECRET" in one}
    for word in (
        "service_healthy",
        "service_completed_successfully",
        "pg_isready",
        "env_file: .env",
    ):
        assert word in compose
