"""The guided path: each step is ticked off by what can be seen in the workspace."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.render import render
from bot.clock import HeldClock
from bot.messages import Message
from bot.rituals.calendars import holiday
from bot.views.samples import ROSTER, SAMPLES
from playground.chapters import CHAPTERS
from playground.nearest_holiday import nearest
from tests.playground.bot import Bot
from tests.playground.page import Page

CHURN, GENERAL = "C01CHURN", "C01GENERAL"
THIS_WEEK, NEXT_WEEK = (datetime(2026, 11, day, 18, tzinfo=UTC) for day in (27, 30))


def form(title: str) -> dict[str, Any]:
    return {
        "type": "modal",
        "submit": {"type": "plain_text", "text": "Save"},
        "title": {"type": "plain_text", "text": title},
        "blocks": [{"type": "divider"}],
    }


def said(view: str) -> dict[str, Any]:
    """What the bot says on Slack for one of its views."""
    message = SAMPLES[view]
    assert isinstance(message, Message)
    return render(message, ROSTER)


async def steps(page: Page) -> list[dict[str, Any]]:
    chapters = (await page.state())["guide"]["chapters"]
    return [step for chapter in chapters for step in chapter["steps"]]


async def done(page: Page) -> list[str]:
    return [step["id"] for step in await steps(page) if step["done"]]


async def step(page: Page, id: str) -> dict[str, Any]:
    return next(step for step in await steps(page) if step["id"] == id)


async def test_the_first_standup_is_followed_step_by_step(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    assert await done(ana) == []
    first = (await ana.state())["guide"]["chapters"][0]
    assert [step["id"] for step in first["steps"]] == [
        "new", "save", "push", "answer", "another", "board", "wrap", "late",
    ]  # fmt: skip
    assert first["steps"][0]["try"] == {"channel": CHURN, "text": "/standup new"}

    await ana.say(CHURN, "/standup new")
    trigger = bot.payloads[-1]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=form("New standup"))
    assert await done(ana) == ["new"]
    await client.chat_postMessage(channel=CHURN, **said("standup.announced"))
    assert (await done(ana))[-1] == "save"

    kenji = await client.chat_postMessage(channel="U01KENJI", **said("standup.prompt"))
    priya = await client.chat_postMessage(channel="U01PRIYA", **said("standup.prompt"))
    head = (await client.chat_postMessage(channel=CHURN, **said("standup.board")))["ts"]
    assert "push" in await done(ana)
    assert "Act as Kenji" in (await step(ana, "answer"))["text"]
    assert (await step(ana, "answer"))["try"]["as"] == "U01KENJI"
    assert "Kenji" not in (await step(ana, "another"))["text"]

    for prompt, view in ((kenji, "standup.prompt-answered"), (priya, "standup.prompt-skipped")):
        await client.chat_update(channel=prompt["channel"], ts=prompt["ts"], **said(view))
        assert ("another" in await done(ana)) is (prompt is priya)
    assert "somebody who was asked" in (await step(ana, "late"))["text"]

    await client.chat_postMessage(channel=CHURN, thread_ts=head, **said("standup.answer"))
    assert "board" not in await done(ana)
    await ana.do("read", channel=CHURN)
    assert "board" in await done(ana)
    await client.chat_postMessage(channel=CHURN, thread_ts=head, **said("standup.wrap-up"))
    assert {"wrap", "late"} <= set(await done(ana))


async def test_a_step_of_the_first_chapter_stays_done_and_so_do_those_before_it(
    client: AsyncWebClient, ana: Page
) -> None:
    prompt = await client.chat_postMessage(channel="U01KENJI", **said("standup.prompt"))
    assert await done(ana) == ["new", "save", "push"]
    await client.chat_delete(channel=prompt["channel"], ts=prompt["ts"])
    assert await done(ana) == ["new", "save", "push"]


async def test_a_form_or_a_letter_of_another_kind_is_no_step_of_a_standup(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    await ana.say(CHURN, "/muster hours")
    trigger = bot.payloads[-1]["trigger_id"]
    await client.views_open(trigger_id=trigger, view=form("Working life"))
    await client.chat_postMessage(channel="U01DIEGO", **said("away.told"))
    assert await done(ana) == []


PUBLIC = {
    "standup.edited": {"save", "kinds", "options"},
    "holidays.told": {"holiday"},
    "digest.announced": {"digest"},
    "digest.day": {"read"},
}
"""What is seen of the later chapters where the bot says one of its views in a channel."""


@pytest.mark.parametrize("view", PUBLIC)
async def test_what_is_said_in_a_channel_ticks_off_its_step_alone(
    client: AsyncWebClient, ana: Page, view: str
) -> None:
    await client.chat_postMessage(channel=GENERAL, **said(view))
    assert set(await done(ana)) <= PUBLIC[view]
    assert await done(ana) != []


async def test_an_answer_to_one_person_is_seen_too(client: AsyncWebClient, ana: Page) -> None:
    await client.chat_postEphemeral(channel=CHURN, user="U01BO", **said("away.said"))
    assert await done(ana) == ["away"]
    await client.chat_postEphemeral(
        channel=CHURN, user="U01BO", text="not asked, a holiday: Diwali"
    )
    assert await done(ana) == ["away", "why"]


async def test_what_is_sent_to_somebody_directly_is_seen(client: AsyncWebClient, ana: Page) -> None:
    await client.chat_postMessage(channel="U01ANA", text="The trend of Churn daily #1")
    assert await done(ana) == ["trend"]
    await client.chat_postMessage(channel="U01ANA", text="The answers of Churn daily #1, today")
    assert await done(ana) == ["trend", "export"]


async def test_the_home_tab_and_an_edited_answer_are_seen(
    client: AsyncWebClient, ana: Page
) -> None:
    await client.views_publish(user_id="U01ANA", view={"type": "home", "blocks": []})
    assert await done(ana) == ["home"]
    head = (await client.chat_postMessage(channel=CHURN, text="Tue"))["ts"]
    await client.chat_postMessage(channel=CHURN, thread_ts=head, text="Kenji (edited)")
    assert await done(ana) == ["home", "edit"]


async def test_two_weeks_are_two_weeks_of_the_calendar(
    client: AsyncWebClient, ana: Page, calendar: HeldClock
) -> None:
    for when, expected in ((THIS_WEEK, False), (NEXT_WEEK, True)):
        calendar.set(when)
        head = (await client.chat_postMessage(channel=CHURN, text="Board"))["ts"]
        await client.chat_postMessage(channel=CHURN, thread_ts=head, text="Wrap-up: 9 of 9.")
        assert ("weeks" in await done(ana)) is expected


async def test_the_holiday_of_the_guide_is_ahead_until_it_is_kept_and_then_the_same(
    client: AsyncWebClient, ana: Page, calendar: HeldClock
) -> None:
    assert (await step(ana, "holiday"))["try"]["text"] == "/muster holidays US"
    assert "Thu 26 Nov, Thanksgiving Day in United States" in (await step(ana, "holiday"))["text"]
    calendar.set(NEXT_WEEK)
    later = (await step(ana, "why"))["try"]["text"]
    assert later != "/standup why @kenji 2026-11-26"
    text = "This team keeps the holidays of Portugal"
    await client.chat_postMessage(channel=CHURN, text=text)
    assert "holiday" in await done(ana)
    calendar.set(NEXT_WEEK + timedelta(days=30))
    assert (await step(ana, "why"))["try"]["text"] == later


def test_whenever_the_demo_starts_some_country_has_a_holiday_soon() -> None:
    for ahead in range(0, 1200, 3):
        today = date(2026, 1, 1) + timedelta(days=ahead)
        near = nearest(today)
        assert near is not None
        assert today + timedelta(days=2) <= near.day <= today + timedelta(days=30)
        assert holiday(near.calendar, near.day) == near.name


def test_no_step_is_of_two_chapters() -> None:
    ids = [step.id for chapter in CHAPTERS for step in chapter.steps]
    assert len(ids) == len(set(ids))
