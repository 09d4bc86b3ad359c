"""A form as people fill it in: Slack's own checks, what is sent, and what comes back."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from playground.server import Playground
from tests.playground.bot import Bot
from tests.playground.page import Page

Json = dict[str, Any]
CHURN = "C01CHURN"


async def fields(bot: Bot, client: AsyncWebClient, ana: Page, *blocks: Json) -> str:
    """Open a form with these inputs for Ana; its id."""
    await ana.say(CHURN, "/standup new")
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Form"},
        "submit": {"type": "plain_text", "text": "Save"},
        "private_metadata": "p",
        "callback_id": "c",
        "blocks": list(blocks),
    }
    opened = await client.views_open(trigger_id=bot.payloads[-1]["trigger_id"], view=view)
    return str(opened["view"]["id"])


def asking(name: str, kind: str, **more: Any) -> Json:
    optional = more.pop("optional", False)
    return {
        "type": "input",
        "block_id": name,
        "optional": optional,
        "label": {"type": "plain_text", "text": name},
        "element": {"type": kind, "action_id": "v", **more},
    }


def options(*values: str) -> list[Json]:
    return [{"text": {"type": "plain_text", "text": one}, "value": one} for one in values]


async def test_the_client_s_own_checks_come_first_and_in_slack_s_words(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = await fields(
        bot,
        client,
        ana,
        asking("name", "plain_text_input", max_length=5, min_length=2),
        asking("people", "multi_users_select", max_selected_items=1),
        asking("day", "static_select", options=options("mon", "tue")),
        asking("note", "plain_text_input", optional=True),
    )
    count = len(bot.received)

    async def errors(**values: Any) -> Json:
        answer = await ana.do("submit", view_id=view, values=values)
        assert not answer["ok"]
        return dict(answer["errors"])

    required = "This is a required field"
    assert await errors() == {"name": required, "people": required, "day": required}
    wrong = await errors(name="x" * 6, people=["U01BO", "U01ANA"], day="sun")
    assert wrong == {
        "name": "This must be 5 characters or fewer.",
        "people": "Choose 1 or fewer.",
        "day": "Choose one of the options.",
    }
    assert (await errors(name="x", people=["U01BO"], day="mon")) == {
        "name": "This must be at least 2 characters."
    }
    assert (await ana.state())["modal"]["errors"] == {"name": "This must be at least 2 characters."}
    assert len(bot.received) == count


async def test_a_form_s_values_travel_as_slack_sends_them(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    days = options("mon", "tue")
    view = await fields(
        bot,
        client,
        ana,
        asking("text", "plain_text_input"),
        asking("empty", "plain_text_input", optional=True),
        asking("pick", "static_select", options=days),
        asking("none", "static_select", options=days, optional=True),
        asking("days", "checkboxes", options=days),
        asking("people", "multi_users_select"),
        asking("nobody", "multi_users_select", optional=True),
        asking("one", "users_select"),
        asking("time", "timepicker"),
        asking("date", "datepicker"),
    )
    values = {
        "text": "a & <b>", "empty": "", "pick": "tue", "none": None, "days": ["mon"],
        "people": ["U01BO"], "one": "U01ANA", "time": "09:30", "date": "2026-11-23",
    }  # fmt: skip
    assert (await ana.do("submit", view_id=view, values=values))["ok"]
    payload = bot.payloads[-1]
    assert payload["type"] == "view_submission"
    state = {name: block["v"] for name, block in payload["view"]["state"]["values"].items()}
    assert state == {
        "text": {"type": "plain_text_input", "value": "a & <b>"},
        "empty": {"type": "plain_text_input", "value": None},
        "pick": {"type": "static_select", "selected_option": days[1]},
        "none": {"type": "static_select", "selected_option": None},
        "days": {"type": "checkboxes", "selected_options": [days[0]]},
        "people": {"type": "multi_users_select", "selected_users": ["U01BO"]},
        "nobody": {"type": "multi_users_select", "selected_users": []},
        "one": {"type": "users_select", "selected_user": "U01ANA"},
        "time": {"type": "timepicker", "selected_time": "09:30"},
        "date": {"type": "datepicker", "selected_date": "2026-11-23"},
    }
    assert (await ana.state())["modal"] is None


async def test_a_form_brings_back_what_the_app_gave_it_to_keep(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = await fields(bot, client, ana, asking("name", "plain_text_input"))
    await ana.do("submit", view_id=view, values={"name": "x"})
    sent = bot.payloads[-1]["view"]
    assert (sent["id"], sent["callback_id"], sent["private_metadata"]) == (view, "c", "p")


async def test_the_app_s_own_errors_keep_the_form_open(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = await fields(bot, client, ana, asking("name", "plain_text_input"))

    async def answer(payload: Json) -> web.Response:
        errors = {"name": "Invite me first."}
        return web.json_response({"response_action": "errors", "errors": errors})

    bot.answer = answer
    sent = await ana.do("submit", view_id=view, values={"name": "x"})
    assert (sent["ok"], sent["errors"]) == (False, {"name": "Invite me first."})
    modal = (await ana.state())["modal"]
    assert (modal["errors"], modal["waiting"]) == ({"name": "Invite me first."}, False)


async def test_a_form_may_be_answered_with_another(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = await fields(bot, client, ana, asking("name", "plain_text_input"))
    title = {"type": "plain_text", "text": "Done"}
    second = {"type": "modal", "title": title, "blocks": [{"type": "divider"}]}

    async def answer(payload: Json) -> web.Response:
        return web.json_response({"response_action": "update", "view": second})

    bot.answer = answer
    assert (await ana.do("submit", view_id=view, values={"name": "x"}))["ok"]
    assert (await ana.state())["modal"]["view"]["title"] == title


@pytest.mark.parametrize(
    "body",
    [
        {"response_action": "errors", "errors": {"unknown": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "update", "view": {"type": "modal"}},
        {"response_action": "nonsense"},
    ],
    ids=str,
)
async def test_a_malformed_answer_to_a_form_is_trouble_and_loses_nothing(
    client: AsyncWebClient, ana: Page, bot: Bot, body: Json
) -> None:
    view = await fields(bot, client, ana, asking("name", "plain_text_input"))

    async def answer(payload: Json) -> web.Response:
        return web.json_response(body)

    bot.answer = answer
    sent = await ana.do("submit", view_id=view, values={"name": "x"})
    assert sent["error"] == "We had some trouble connecting. Try again?"
    assert (await ana.state())["modal"]["id"] == view


async def test_a_form_waits_while_the_app_thinks_and_says_when_it_is_silent(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = await fields(bot, client, ana, asking("name", "plain_text_input"))

    async def answer(payload: Json) -> web.Response:
        await asyncio.sleep(1)
        return web.Response()

    bot.answer = answer
    sending = asyncio.create_task(ana.do("submit", view_id=view, values={"name": "x"}))
    await asyncio.sleep(0.1)
    assert (await ana.state())["modal"]["waiting"]
    assert (await sending)["error"] == "We had some trouble connecting. Try again?"
    assert not (await ana.state())["modal"]["waiting"]


async def test_nobody_fills_in_another_s_form(client: AsyncWebClient, ana: Page, bot: Bot) -> None:
    view = await fields(bot, client, ana, asking("name", "plain_text_input"))
    stolen = await ana.acting_as("U01BO").do("submit", view_id=view, values={"name": "x"})
    assert stolen["error"] == "This form is closed."


@pytest.mark.parametrize("body", ["{", "[1]", "{}", '{"as": 1}'])
async def test_a_malformed_act_is_refused(
    slack: Playground, session: aiohttp.ClientSession, body: str
) -> None:
    headers = {"Content-Type": "application/json"}
    for act in ("say", "press", "submit", "close", "invite", "join", "leave", "read"):
        url = f"{slack.url}/ui/{act}"
        async with session.post(url, data=body, headers=headers) as response:
            assert response.status in (400, 409), act
            assert not (await response.json())["ok"]
