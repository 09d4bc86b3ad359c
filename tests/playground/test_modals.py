"""Forms: which views Slack opens, for how long a trigger is good, and how an open one changes."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.blockkit.modal import check_view
from playground.server import Playground
from playground.tickets import TRIGGER_SECONDS
from tests.playground.bot import Bot
from tests.playground.conftest import Seconds
from tests.playground.page import Page
from tests.playground.refusing import refused

Json = dict[str, Any]


def plain(text: str = "t") -> Json:
    return {"type": "plain_text", "text": text}


def asking(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain(), "element": element, "block_id": "b", **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {
        "type": "modal",
        "title": plain("x" * 24),
        "submit": plain("Save"),
        "blocks": list(blocks) or [asking({"type": "plain_text_input", "action_id": "a"})],
        **more,
    }


def options(count: int) -> list[Json]:
    return [{"text": plain(), "value": str(number)} for number in range(count)]


FIELDS: list[Json] = [
    {
        "type": "plain_text_input",
        "max_length": 3000,
        "initial_value": "x" * 3000,
        "multiline": True,
    },
    {"type": "static_select", "options": options(100)},
    {"type": "multi_static_select", "options": options(2), "initial_options": options(2)},
    {"type": "radio_buttons", "options": options(10), "initial_option": options(1)[0]},
    {"type": "checkboxes", "options": options(10), "initial_options": options(1)},
    {"type": "users_select", "initial_user": "U01ANA"},
    {"type": "multi_users_select", "initial_users": ["U01ANA"], "max_selected_items": 2},
    {"type": "datepicker", "initial_date": "2026-11-23"},
    {"type": "timepicker", "initial_time": "09:30", "timezone": "Europe/Paris"},
    {"type": "number_input", "is_decimal_allowed": False, "initial_value": "3"},
]

BAD: list[tuple[Json, str]] = [
    (
        modal(title=plain("x" * 25)),
        "must be less than 25 characters [json-pointer:/view/title/text]",
    ),
    (modal(submit=plain("x" * 25)), "/view/submit/text"),
    (modal(close=plain("x" * 25)), "/view/close/text"),
    (modal(type="home"), "must be one of: modal"),
    (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
    (modal(callback_id="x" * 256), "must be less than 256 characters"),
    (modal(external_id="x" * 256), "must be less than 256 characters"),
    (modal(notify_on_close="yes"), "must be a boolean"),
    (modal(colour="red"), "invalid additional property: colour"),
    (modal(blocks=[]), "no fewer than 1 items allowed"),
    (modal(*[{"type": "divider"}] * 101), "no more than 100 items allowed"),
    (
        {"type": "modal", "title": plain(), "blocks": [asking({"type": "plain_text_input"})]},
        "`submit` is required",
    ),
    ({"type": "modal", "title": plain()}, "missing required field: blocks"),
    (modal(asking({"type": "button", "text": plain()})), "unsupported type: button"),
    (modal(asking(FIELDS[0], label=plain("x" * 2001))), "must be less than 2001 characters"),
    (modal(asking(FIELDS[0], hint=plain("x" * 2001))), "must be less than 2001 characters"),
    (modal(asking(FIELDS[0], optional="no")), "must be a boolean"),
    (modal(asking({"type": "plain_text_input", "max_length": 3001})), "between 1 and 3000"),
    (
        modal(asking({"type": "plain_text_input", "max_length": 2, "initial_value": "abc"})),
        "must be less than 3 characters",
    ),
    (
        modal(asking({"type": "plain_text_input", "max_length": 2, "min_length": 3})),
        "min_length must not be greater",
    ),
    (modal(asking({"type": "radio_buttons", "options": options(11)})), "no more than 10 items"),
    (modal(asking({"type": "checkboxes", "options": options(11)})), "no more than 10 items"),
    (
        modal(asking({"type": "checkboxes", "options": options(1), "initial_options": options(2)})),
        "initial_options must be among the options",
    ),
    (
        modal(
            asking({"type": "multi_static_select", "options": options(1), "initial_options": []})
        ),
        "no fewer than 1 items allowed",
    ),
    (modal(asking({"type": "multi_users_select", "initial_users": ["ana"]})), "must be a user id"),
    (modal(asking({"type": "number_input"})), "missing required field: is_decimal_allowed"),
]


@pytest.mark.parametrize("element", FIELDS, ids=lambda element: str(element["type"]))
def test_every_kind_of_field_may_be_asked_for(element: Json) -> None:
    assert check_view(modal(asking(element))) == []


@pytest.mark.parametrize(("view", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_a_view_that_slack_refuses_is_refused_with_its_place(view: Json, problem: str) -> None:
    found = check_view(view)
    assert any(problem in one for one in found), found


async def trigger(ana: Page, bot: Bot) -> str:
    """A trigger of Ana's, from a command that she typed."""
    count = len(bot.received)
    await ana.say("C01CHURN", "/standup new")
    await bot.until(count + 1)
    return str(bot.payloads[-1]["trigger_id"])


async def test_a_trigger_opens_one_form_for_the_one_who_caused_it(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    id = await trigger(ana, bot)
    opened = (await client.views_open(trigger_id=id, view=modal(private_metadata="p")))["view"]
    assert opened["private_metadata"] == "p"
    assert (await ana.state())["modal"]["id"] == opened["id"]
    assert (await ana.acting_as("U01BO").state())["modal"] is None
    again = await refused(client.views_open(trigger_id=id, view=modal()))
    assert again["error"] == "exchanged_trigger_id"
    unknown = await refused(client.views_open(trigger_id="1.2.3", view=modal()))
    assert unknown["error"] == "invalid_trigger_id"


async def test_a_trigger_is_good_for_three_seconds(
    client: AsyncWebClient, ana: Page, bot: Bot, seconds: Seconds
) -> None:
    first, second = await trigger(ana, bot), await trigger(ana, bot)
    seconds.at += TRIGGER_SECONDS
    await client.views_open(trigger_id=first, view=modal())
    seconds.at += 0.1
    late = await refused(client.views_open(trigger_id=second, view=modal()))
    assert late["error"] == "expired_trigger_id"


async def test_a_view_that_is_wrong_is_refused_and_the_trigger_stays_good(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    id = await trigger(ana, bot)
    wrong = await refused(client.views_open(trigger_id=id, view=modal(title=plain("x" * 25))))
    assert wrong["error"] == "invalid_arguments"
    assert "json-pointer:/view/title/text" in wrong["response_metadata"]["messages"][0]
    assert (await client.views_open(trigger_id=id, view=modal()))["ok"]


async def test_an_open_form_is_changed_by_id_and_guarded_by_its_hash(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = modal(external_id="mine")
    opened = (await client.views_open(trigger_id=await trigger(ana, bot), view=view))["view"]
    change = modal({"type": "section", "text": plain("new")})
    changed = await client.views_update(view_id=opened["id"], hash=opened["hash"], view=change)
    assert (await ana.state())["modal"]["view"]["blocks"][0]["text"]["text"] == "new"
    assert changed["view"]["id"] == opened["id"]
    stale = client.views_update(view_id=opened["id"], hash=opened["hash"], view=change)
    assert (await refused(stale))["error"] == "hash_conflict"
    gone = client.views_update(view_id="V0", view=change)
    assert (await refused(gone))["error"] == "not_found"


async def test_an_external_id_finds_a_form_and_stands_for_one_only(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = modal(external_id="mine")
    await client.views_open(trigger_id=await trigger(ana, bot), view=view)
    assert (await client.views_update(external_id="mine", view=view))["ok"]
    bo = ana.acting_as("U01BO")
    second = client.views_open(trigger_id=await trigger(bo, bot), view=view)
    assert (await refused(second))["error"] == "duplicate_external_id"


async def test_a_form_that_was_closed_cannot_be_changed(
    slack: Playground, client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    view = modal(notify_on_close=True)
    opened = (await client.views_open(trigger_id=await trigger(ana, bot), view=view))["view"]
    await ana.do("close", view_id=opened["id"])
    assert bot.payloads[-1]["type"] == "view_closed"
    assert bot.payloads[-1]["view"]["id"] == opened["id"]
    gone = client.views_update(view_id=opened["id"], view=view)
    assert (await refused(gone))["error"] == "not_found"
