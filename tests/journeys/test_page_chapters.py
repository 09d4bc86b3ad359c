"""The later chapters of the guided path, walked by their own buttons, while the others answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.demo import THURSDAY, demo, last_left
from tests.journeys.visitor import Visitor, visit

pytestmark = pytest.mark.browser

WITH_MOOD = "What did you finish?\nWhat will you do today?\nHow are you? [mood]"
A_DAY_MS = 60_000
"""A day of a whole team that answers, at the pace that Slack allows."""
DAYS_AT_MOST = 9


async def test_the_guide_leads_through_home_absence_holiday_digest_and_trend(
    tmp_path: Path, browser: Browser
) -> None:
    last_left(tmp_path, THURSDAY)
    async with demo(tmp_path) as (_, url):
        me = await visit(browser, url, "?as=U01ANA#C01CHURN")
        await a_first_standup(me)
        await opens_home(me)
        await edits_an_answer(me)
        await is_away(me)
        await changes_the_standup(me)
        await asks_what_is_known(me)
        await keeps_a_holiday(me)
        await sets_up_a_digest(me)
        await lives_into_the_next_week(me)
        await asks_about_the_holiday(me)
        await reads_it(me)
        await expect(me.sees("guide")).to_contain_text("That was all of it.")
    assert me.wrong == []


async def done(me: Visitor, step: str) -> None:
    await expect(me.sees(f"guide-step-{step}")).to_have_attribute("data-done", "true")


async def chooses(me: Visitor, step: str) -> None:
    """Make a step that is still to come the one that the guide helps with, and be helped."""
    there = me.sees(f"guide-step-{step}")
    if await there.get_attribute("aria-current") is None:
        await there.get_by_role("button").click()
    await there.get_by_test_id("guide-try").click()


async def types_what_is_offered(me: Visitor, step: str, words: str) -> None:
    await chooses(me, step)
    await expect(me.sees("composer")).to_have_value(words)
    await me.sees("send").click()


async def a_first_standup(me: Visitor) -> None:
    """By the clock alone: the others answer, so that all but the late answer is ticked off."""
    await types_what_is_offered(me, "new", "/standup new")
    await me.sends()
    await expect(me.message("set up churn-model standup #1")).to_have_count(1)
    await me.sees("others-answer").click()
    await expect(me.sees("others-answer")).to_have_attribute("aria-checked", "true")
    await me.pushes(me.page.locator('[data-testid="guide-step-wrap"][data-done="true"]'))
    await expect(me.sees("guide-step-late")).to_contain_text("Act as Ana")
    await chooses(me, "late")
    await me.answers("Reviewed the holdout report", "Ship it")
    await expect(me.sees("chapter-first").get_by_label("8 of 8 done")).to_be_visible()
    await expect(me.sees("guide-step-home")).to_be_visible()


async def opens_home(me: Visitor) -> None:
    await chooses(me, "home")
    await expect(me.sees("home")).to_contain_text("Your page")
    await done(me, "home")


async def edits_an_answer(me: Visitor) -> None:
    await chooses(me, "edit")
    await me.presses("Edit answer")
    await me.fills(answer_1="Ship it, behind a flag")
    await me.sends()
    await done(me, "edit")


async def is_away(me: Visitor) -> None:
    await types_what_is_offered(me, "away", "/muster away 7 days")
    await expect(me.sees("act-as")).to_contain_text("Bo Lindqvist")
    await done(me, "away")


async def changes_the_standup(me: Visitor) -> None:
    """Its organiser does, whoever one acted as before."""
    await types_what_is_offered(me, "kinds", "/standup edit")
    await me.fills(questions=WITH_MOOD)
    await me.sends()
    await done(me, "kinds")
    await types_what_is_offered(me, "options", "/standup options")
    await me.field("layout").select_option("person")
    await me.sends()
    await done(me, "options")


async def asks_what_is_known(me: Visitor) -> None:
    await chooses(me, "known")
    await me.presses("What is known about me")
    await done(me, "known")
    await me.sees("modal-close").click()


async def keeps_a_holiday(me: Visitor) -> None:
    await me.sees("chapter-weeks-fold").click()
    await expect(me.sees("guide-step-home")).to_have_count(0)
    offered = me.sees("guide-step-holiday")
    await expect(offered).to_contain_text("nobody is asked")
    await chooses(me, "holiday")
    await me.sees("send").click()
    await expect(me.message("has set that this team keeps the holidays of")).to_have_count(1)
    await done(me, "holiday")


async def sets_up_a_digest(me: Visitor) -> None:
    await types_what_is_offered(me, "digest", "/standup digest")
    await me.presses("Set up a digest")
    await expect(me.sees("modal").get_by_label("churn-model standup #1")).to_be_checked()
    await me.sends()
    await done(me, "digest")


async def lives_into_the_next_week(me: Visitor) -> None:
    for _ in range(DAYS_AT_MOST):
        await lives_a_day(me)
        if await me.page.locator('[data-testid="guide-step-weeks"][data-done="true"]').count():
            break
    await done(me, "weeks")
    await done(me, "read")
    await me.sees("chapter-yours-fold").click()
    await expect(me.sees("chapter-yours").get_by_label("7 of 7 done")).to_be_visible()
    await me.sees("chapter-weeks-fold").click()


async def lives_a_day(me: Visitor) -> None:
    async with me.page.expect_response("**/ui/clock", timeout=A_DAY_MS) as pushed:
        await me.sees("clock-day").click()
    assert (await pushed.value).ok
    await me.settles()


async def asks_about_the_holiday(me: Visitor) -> None:
    """Once it is over; till then the team is silent, as its days pass more quickly so."""
    await chooses(me, "why")
    command = await me.sees("composer").input_value()
    assert command.startswith("/standup why @kenji 20")
    await me.sees("others-answer").click()
    for _ in range(DAYS_AT_MOST):
        now = (await (await me.page.request.get(f"{me.url}/ui/state")).json())["now"]
        if now[:10] > command[-10:]:
            break
        await lives_a_day(me)
    await me.sees("send").click()
    await expect(me.message("a holiday")).not_to_have_count(0)
    await done(me, "why")


async def reads_it(me: Visitor) -> None:
    await types_what_is_offered(me, "trend", "/standup trend")
    await types_what_is_offered(me, "export", "/standup export 30 days")
    await me.opens("dm-muster")
    await me.sees("tab-messages").click()
    await expect(me.sees("picture").last).to_be_visible()
    await expect(me.sees("attached")).to_have_count(2)
