"""The app package is one that Teams takes, and lists what can be typed."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema import Draft4Validator
from playwright.async_api import Browser

from adapters.teams.package import AT_MOST, VERSION, fitting, manifest, numbers, package
from bot import words
from bot.intents import Said
from bot.words import Typed
from tests.agents.installed import find_agents

Json = dict[str, Any]

APP = "5f2d9c1a-0000-4000-8000-0000000000b0"
URL = "https://muster.example.org"
SCHEMAS = Path("node_modules/@microsoft/app-manifest/build/json-schemas/teams")
PIXELS = """async (source) => {
    const image = new Image();
    image.src = source;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const pencil = canvas.getContext("2d");
    pencil.drawImage(image, 0, 0);
    return [image.width, image.height, [...pencil.getImageData(0, 0, image.width, image.height).data]];
}"""
VIOLET = (0x4A, 0x3A, 0xA8, 255)


def made(*listed: Typed, app_id: str = APP, url: str = URL) -> Json:
    return manifest(app_id, "0.1.0", listed or words.typed(), url)


def schemas() -> dict[tuple[int, int], Path]:
    """Microsoft's, by their numbers; what is still in preview has none."""
    folder = find_agents()
    assert folder is not None
    found = (folder / SCHEMAS).glob("v*/MicrosoftTeams.schema.json")
    named = {path.parent.name[1:].partition("."): path for path in found}
    return {(int(one), int(two)): path for (one, dot, two), path in named.items() if dot}


def faults(told: Json, schema: Path) -> list[str]:
    read = json.loads(schema.read_text(encoding="utf-8"))
    assert read["$schema"] == "http://json-schema.org/draft-04/schema#"
    return [one.message for one in Draft4Validator(read).iter_errors(told)]


@pytest.mark.agents
@pytest.mark.parametrize(
    "url", [URL, "https://muster.example.org:8443/bots/", "https://[2001:db8::1]"]
)
def test_microsofts_own_schema_takes_the_manifest(url: str) -> None:
    one, _, two = VERSION.partition(".")
    schema = schemas()[int(one), int(two)]
    assert faults(made(url=url), schema) == []
    assert len(faults(made() | {"id": "x", "more": 1}, schema)) == 2


@pytest.mark.agents
def test_so_does_the_newest_schema_that_microsoft_has_published() -> None:
    newest = max(found := schemas())
    told = made() | {"manifestVersion": "{}.{}".format(*newest)}
    assert faults(told, found[newest]) == []


@pytest.mark.agents
def test_the_schema_has_room_for_as_many_commands_as_are_listed() -> None:
    listed = [Typed(f"poll verb-{number}", "x") for number in range(40)]
    told = made(*listed)
    one, _, two = VERSION.partition(".")
    schema = schemas()[int(one), int(two)]
    commands = told["bots"][0]["commandLists"][0]["commands"]
    assert (len(commands), faults(told, schema)) == (AT_MOST, [])
    commands.append(commands[0])
    assert faults(told, schema) != []


def test_every_scope_lists_what_can_be_typed_there_and_the_bot_understands_it() -> None:
    (bot,) = made()["bots"]
    lists = bot["commandLists"]
    assert [one["scopes"] for one in lists] == [["personal"], ["team"], ["groupChat"]]
    own, team, group = ([command["title"] for command in one["commands"]] for one in lists)
    assert own[0] == team[0] == "standup new"
    assert {"home", "away", "zone", "help"} <= set(own)
    assert {"standup edit", "standup export", "help"} <= set(team)
    assert (group, "home" in team) == (team, False)
    for title in {*own, *team}:
        meant = words.understand(Said("muster", title, ()))
        assert not isinstance(meant, words.NotUnderstood), title


def test_of_too_many_commands_each_keeps_its_first_verbs_and_help_stays() -> None:
    def verbs(command: str, count: int) -> list[Typed]:
        return [Typed(f"{command} {number}", "does") for number in range(count)]

    many = [*verbs("standup", 9), *verbs("poll", 2), *verbs("retro", 9), Typed("help", "shows")]
    assert [one.words for one in fitting(many)] == [
        *(f"standup {number}" for number in range(5)),
        *("poll 0", "poll 1"),
        *(f"retro {number}" for number in range(4)),
        "help",
    ]
    assert fitting(many[:AT_MOST]) == many[:AT_MOST]


def test_what_is_about_oneself_is_listed_in_the_own_chat_first_and_elsewhere_last() -> None:
    verbs = [Typed(f"standup {number}", "does") for number in range(9)]
    plain = [Typed(word, "does") for word in ("home", "away", "back", "zone", "help")]
    listed = [*verbs, *plain]
    assert fitting(listed, "personal") == [*verbs[:7], *plain]
    assert fitting(listed, "team") == [*verbs, *plain[:2], plain[-1]]


def test_it_asks_for_no_permission_of_graph_or_of_a_teams_resources() -> None:
    assert {"webApplicationInfo", "authorization", "composeExtensions"}.isdisjoint(made())


@pytest.mark.parametrize(
    ("version", "shown"),
    [("0.1.0", "0.1.0"), ("1.2", "1.2.0"), ("1.2.3rc1", "1.2.3"), ("2.0.0.post1+x", "2.0.0")],
)
def test_the_version_is_three_numbers(version: str, shown: str) -> None:
    assert numbers(version) == shown


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "muster.example.org", "", "https://[", "https:///x"]
)
def test_an_address_that_teams_cannot_post_to_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="https addresses only"):
        made(url=url)


def test_the_package_holds_the_manifest_and_icons_and_is_always_the_same() -> None:
    packed = package(APP.upper(), "0.1.0", words.typed(), URL)
    assert packed == package(APP, "0.1.0", words.typed(), URL)
    with ZipFile(io.BytesIO(packed)) as folder:
        assert folder.namelist() == ["manifest.json", "color.png", "outline.png"]
        told: Json = json.loads(folder.read("manifest.json"))
    assert (told["id"], told["bots"][0]["botId"]) == (APP, APP)
    assert told["validDomains"] == ["muster.example.org"]


@pytest.mark.browser
async def test_the_icons_are_as_teams_wants_them(browser: Browser) -> None:
    icons = {}
    page = await browser.new_page()
    with ZipFile(io.BytesIO(package(APP, "0.1.0", words.typed(), URL))) as folder:
        for name in ("color.png", "outline.png"):
            source = f"data:image/png;base64,{base64.b64encode(folder.read(name)).decode()}"
            width, height, flat = await page.evaluate(PIXELS, source)
            dots = [tuple(flat[at : at + 4]) for at in range(0, len(flat), 4)]
            icons[name] = width, height, dots
    width, height, dots = icons["color.png"]
    assert (width, height) == (192, 192)
    middle = range(47, 145)
    edge = [dot for at, dot in enumerate(dots) if {at % 192, at // 192} - {*middle}]
    assert set(edge) == {VIOLET}, "the figures keep clear of what Teams crops"
    assert len(set(dots)) > 2
    width, height, dots = icons["outline.png"]
    assert (width, height) == (32, 32)
    assert {dot[:3] for dot in dots if dot[3]} == {(255, 255, 255)}
    assert dots[0][3] == 0
