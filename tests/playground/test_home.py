"""The app's Home tab: how it is opened, published, pressed in, and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.manifest import manifest
from bot.clock import HeldClock
from playground.blockkit.modal import check_home
from playground.installed import App
from playground.server import Playground
from tests.playground.bot import Bot
from tests.playground.conftest import MORNING
from tests.playground.page import Page
from tests.playground.refusing import refused

Json = dict[str, Any]

BUTTON: Json = {
    "type": "button",
    "action_id": "press-0",
    "text": {"type": "plain_text", "text": "Skip today"},
    "value": "home.skip/1 {}",
    "confirm": {
        "title": {"type": "plain_text", "text": "Are you sure?"},
        "text": {"type": "plain_text", "text": "You are not asked again."},
        "confirm": {"type": "plain_text", "text": "Skip today"},
        "deny": {"type": "plain_text", "text": "Cancel"},
    },
}
HEADER: Json = {"type": "header", "text": {"type": "plain_text", "text": "Today"}}


def home(*blocks: Json, **more: Any) -> Json:
    return {"type": "home", "blocks": list(blocks), **more}


PAGE = home(HEADER, {"type": "actions", "block_id": "acts", "elements": [BUTTON]})


async def test_the_app_hears_who_looks_at_which_of_its_tabs(ana: Page, bot: Bot) -> None:
    assert (await ana.do("app", tab="home"))["ok"]
    assert (await ana.do("app", tab="messages"))["ok"]
    await bot.until(2)
    first, second = sorted(bot.events("app_home_opened"), key=lambda one: str(one["tab"]))
    assert (first["tab"], second["tab"], first["user"]) == ("home", "messages", "U01ANA")
    assert first["channel"] == next(one["id"] for one in (await ana.state())["dms"])
    assert "view" not in first
    assert (await ana.do("app", tab="about"))["status"] == 409


async def test_a_published_page_is_shown_to_its_person_alone(
    client: AsyncWebClient, ana: Page
) -> None:
    assert (await ana.state())["home"] == {"id": None, "blocks": []}
    view = (await client.views_publish(user_id="U01ANA", view=PAGE))["view"]
    assert (view["type"], view["app_id"]) == ("home", "A01MUSTER")
    shown = (await ana.state())["home"]
    assert (shown["id"], shown["blocks"][0]["text"]["text"]) == (view["id"], "Today")
    assert shown["blocks"][0]["block_id"]
    assert (await ana.acting_as("U01BO").state())["home"]["blocks"] == []


async def test_a_page_keeps_its_id_and_its_hash_guards_it(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    first = (await client.views_publish(user_id="U01ANA", view=PAGE))["view"]
    again = await client.views_publish(user_id="U01ANA", view=home(HEADER), hash=first["hash"])
    assert again["view"]["id"] == first["id"]
    assert again["view"]["hash"] != first["hash"]
    late = client.views_publish(user_id="U01ANA", view=PAGE, hash=first["hash"])
    assert (await refused(late))["error"] == "hash_conflict"
    await ana.do("app", tab="home")
    await bot.until(1)
    (seen,) = bot.events("app_home_opened")
    assert seen["view"]["hash"] == again["view"]["hash"]


async def test_what_is_on_a_page_as_before_can_be_pressed_while_it_is_published_anew(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    acts: Json = {"type": "actions", "elements": [BUTTON]}
    await client.views_publish(user_id="U01ANA", view=home(HEADER, acts))
    seen = (await ana.state())["home"]
    other = {"type": "actions", "elements": [{**BUTTON, "action_id": "press-1"}]}
    await client.views_publish(user_id="U01ANA", view=home(HEADER, acts, other))
    block = seen["blocks"][1]["block_id"]
    told = await ana.do("press", view_id=seen["id"], block_id=block, action_id="press-0")
    assert told["ok"]
    await client.views_publish(user_id="U01ANA", view=home(HEADER, other))
    told = await ana.do("press", view_id=seen["id"], block_id=block, action_id="press-0")
    assert told["error"] == "The button is gone."


async def test_a_press_on_the_page_comes_from_no_channel(
    slack: Playground, client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = (await client.views_publish(user_id="U01ANA", view=PAGE))["view"]
    there = {"view_id": view["id"], "block_id": "acts", "action_id": "press-0"}
    assert (await ana.do("press", **there))["ok"]
    payload = bot.payloads[-1]
    assert (payload["type"], payload["view"]["type"]) == ("block_actions", "home")
    assert payload["container"] == {"type": "view", "view_id": view["id"]}
    assert not {"channel", "message", "response_url"} & set(payload)
    assert payload["actions"][0]["value"] == "home.skip/1 {}"
    assert "confirm" not in payload["actions"][0]
    opened = await client.views_open(
        trigger_id=payload["trigger_id"],
        view={"type": "modal", "title": HEADER["text"], "blocks": [HEADER]},
    )
    assert (await ana.state())["modal"]["id"] == opened["view"]["id"]
    assert (await ana.acting_as("U01BO").do("press", **there))["error"] == "This form is closed."
    gone = there | {"action_id": "press-9"}
    assert (await ana.do("press", **gone))["error"] == "The button is gone."


async def test_a_button_in_a_window_is_pressed_in_the_same_way(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    await ana.say("C01CHURN", "/muster help")
    window = {"type": "modal", "title": HEADER["text"], "blocks": PAGE["blocks"]}
    opened = await client.views_open(trigger_id=bot.payloads[-1]["trigger_id"], view=window)
    there = {"view_id": opened["view"]["id"], "block_id": "acts", "action_id": "press-0"}
    assert (await ana.do("press", **there))["ok"]
    assert bot.payloads[-1]["view"]["id"] == opened["view"]["id"]
    assert bot.payloads[-1]["view"]["type"] == "modal"


async def test_a_press_that_is_not_answered_leaves_a_notice(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    async def broken(payload: Json) -> web.Response:
        return web.Response(status=500)

    bot.answer = broken
    view = (await client.views_publish(user_id="U01ANA", view=PAGE))["view"]
    await ana.do("press", view_id=view["id"], block_id="acts", action_id="press-0")
    assert "did not answer" in (await ana.state())["notice"]


BAD: list[tuple[Json, str]] = [
    (home(HEADER, title=HEADER["text"]), "invalid additional property: title"),
    (home(*[{"type": "divider"}] * 101), "no more than 100 items allowed"),
    ({"type": "home"}, "missing required field: blocks"),
    ({"type": "modal", "blocks": []}, "must be one of: home"),
    (home(HEADER, private_metadata="x" * 3001), "must be less than 3001 characters"),
    (home({"type": "header", "text": "Today"}), "/view/blocks/0/text"),
]


@pytest.mark.parametrize(("view", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_a_page_that_slack_refuses_is_refused_with_its_place(view: Json, problem: str) -> None:
    found = check_home(view)
    assert any(problem in one for one in found), found
    assert check_home(PAGE) == []


async def test_what_cannot_be_published_is_refused(client: AsyncWebClient) -> None:
    nobody = client.views_publish(user_id="U0NOBODY", view=PAGE)
    assert (await refused(nobody))["error"] == "invalid_arguments"
    bots = client.views_publish(user_id="U01MUSTER", view=PAGE)
    assert (await refused(bots))["error"] == "invalid_arguments"
    wrong = client.views_publish(user_id="U01ANA", view=home({"type": "header"}))
    assert "json-pointer:/view/blocks/0" in str((await refused(wrong))["errors"])


async def test_an_app_without_the_tab_cannot_publish(
    bot: Bot, session: aiohttp.ClientSession
) -> None:
    slack = Playground(app=App(home_tab=False), bot_url=bot.url, clock=HeldClock(MORNING))
    await slack.start()
    try:
        client = AsyncWebClient(slack.app.bot_token, slack.api_url, session=session)
        no = await refused(client.views_publish(user_id="U01ANA", view=PAGE))
        assert no["error"] == "not_enabled"
        page = Page(slack.url, session)
        assert (await page.state())["home"] is None
        assert (await page.do("app", tab="home"))["error"] == "This app has no Home tab."
    finally:
        await slack.stop()


async def test_a_page_survives_a_restart(tmp_path: Path, session: aiohttp.ClientSession) -> None:
    first = Playground(path=tmp_path / "slack.db", clock=HeldClock(MORNING))
    await first.start()
    client = AsyncWebClient(first.app.bot_token, first.api_url, session=session)
    view = (await client.views_publish(user_id="U01ANA", view=PAGE))["view"]
    await first.stop()
    second = Playground(path=tmp_path / "slack.db", clock=HeldClock(MORNING))
    await second.start()
    try:
        assert (await Page(second.url, session).state())["home"]["id"] == view["id"]
    finally:
        await second.stop()


def test_our_own_manifest_switches_the_tab_on_and_asks_for_its_event() -> None:
    app = App().with_manifest(manifest((), public_url=None))
    assert app.home_tab is True
    assert "app_home_opened" in app.events
    assert (app.scopes, app.events) == (App().scopes, App().events)
