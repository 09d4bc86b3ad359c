"""The stand-in's people see the pictures that Teams would show, and save the files that a card links."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.drawing import png
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import Conversation, Person
from tests.playground.teams.bot import Bot, card

Json = dict[str, Any]

SMALL = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>'
WIDE = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="20"/>'


async def _answer(request: web.Request) -> web.Response:
    match request.match_info["name"]:
        case "small.png":
            return web.Response(body=png(SMALL), content_type="image/png")
        case "wide.png":
            return web.Response(body=png(WIDE), content_type="image/png")
        case "heavy.png":
            return web.Response(body=png(SMALL) + b" " * 1_000_000, content_type="image/png")
        case "page.png":
            return web.Response(text="<html>")
        case "board.csv":
            told = {"Content-Disposition": "attachment; filename*=UTF-8''board%20%C3%A9.csv"}
            return web.Response(text="a,b", content_type="text/csv", headers=told)
        case _:
            raise web.HTTPNotFound


@pytest.fixture
async def site() -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_get("/{name}", _answer)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


def image(url: str) -> Json:
    return {"type": "Image", "url": url, "altText": "In words"}


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("small.png", True),
        ("wide.png", False),
        ("heavy.png", False),
        ("page.png", False),
        ("nowhere.png", False),
    ],
)
async def test_a_picture_is_seen_that_teams_would_show_and_else_its_words(
    teams: TeamsPlayground, bot: Bot, ana: Person, site: str, name: str, seen: bool
) -> None:
    chat = teams.chat(ana)
    await bot.posts(chat, card(image(f"{site}/{name}")))
    (picture,) = await teams.people.looks(ana, chat.standing()[0])
    assert (picture.alternative, bool(picture.shown)) == ("In words", seen)


async def test_a_picture_is_asked_for_by_https_alone(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    await bot.posts(chat, card(image("http://muster.example.org/small.png")))
    (picture,) = await teams.people.looks(ana, chat.standing()[0])
    assert picture.shown == b""


async def test_a_link_is_followed_and_the_bot_hears_nothing_of_it(
    teams: TeamsPlayground, bot: Bot, ana: Person, channel: Conversation, site: str
) -> None:
    link = {"type": "Action.OpenUrl", "title": "Download", "url": f"{site}/board.csv"}
    await bot.posts(channel, card(text="Here", actions=(link,)))
    file = await teams.people.downloads(ana, channel, "Download")
    assert (file.status, file.name, file.type, file.body) == (
        200,
        "board é.csv",
        "text/csv",
        b"a,b",
    )
    with pytest.raises(LookupError, match="a link"):
        await teams.people.presses(ana, channel, "Download")
    assert bot.received == []
