"""The guided path of the demo, walked by a newcomer in a real browser, and the day after."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.demo import demo, last_left
from tests.journeys.visitor import Visitor, visit

pytestmark = pytest.mark.browser

PLAN = "Retrain the churn model on October's cancellations"
STEPS = ("new", "save", "push", "answer", "another", "board", "wrap", "late")
START_SECONDS = 15.0
"""A later start is to take under 5 seconds on a machine that does nothing else."""


async def test_a_newcomer_lives_through_a_first_standup_and_finds_it_again_the_day_after(
    tmp_path: Path, browser: Browser
) -> None:
    last_left(tmp_path)
    async with demo(tmp_path) as (running, url):
        me = await visit(browser, url)
        await sets_up(me)
        await kenji_answers(me)
        await priya_skips(me)
        board = await looks_at_the_board(me)
        await the_day_is_wrapped_up(me, board)
        await ana_is_late(me, board)
        await expect(me.sees("guide")).to_contain_text("That was a whole standup.")
        assert await running.stops() == 0
    since = time.monotonic()
    async with demo(tmp_path, port=int(url.rpartition(":")[2])) as (_, again):
        assert again == url
        assert time.monotonic() - since < START_SECONDS
        await yesterday_is_still_there(me, board)
        await the_next_day_begins_with_what_was_planned(me)
    assert me.wrong == []


async def done(me: Visitor, step: str) -> None:
    """The guide has ticked off this step, and none after it."""
    words = f"{STEPS.index(step) + 1} of {len(STEPS)} done"
    await expect(me.sees("guide").get_by_label(words)).to_be_visible()


async def sets_up(me: Visitor) -> None:
    await me.sees("guide-try").click()
    await expect(me.sees("composer")).to_have_value("/standup new")
    await me.sees("send").click()
    await expect(me.sees("modal")).to_contain_text("New standup")
    await done(me, "new")
    await expect(me.field("name")).to_have_value("churn-model standup")
    await expect(me.field("ask_at")).to_have_value("09:30")
    await expect(me.field("questions")).to_have_value(
        "What did you finish since the last standup?\n"
        "What will you do today?\nAnything in your way? [blockers]"
    )
    await expect(me.field("days").get_by_label("Friday")).to_be_checked()
    await expect(me.field("days").get_by_label("Sunday")).not_to_be_checked()
    await wraps_up_too_early(me)
    await expect(me.message("Ana Duarte set up Churn daily #1 for this channel")).to_have_count(1)
    await done(me, "save")


async def wraps_up_too_early(me: Visitor) -> None:
    """The form says who would come too late, and keeps what was typed until it is mended."""
    sensible = await me.field("wrap_at").input_value()
    questions = await me.field("questions").input_value()
    await me.fills(name="Churn daily", questions=f"{questions}\nHow are you? [moood]")
    await me.sees("modal-submit").click()
    await expect(me.sees("field-error-questions")).to_contain_text("Write [mood].")
    await me.fills(questions=questions, wrap_at="11:00")
    await me.sees("modal-submit").click()
    error = me.sees("field-error-wrap_at")
    await expect(error).to_contain_text("Sam Whitaker is asked at")
    await expect(error).to_contain_text("or later.")
    await expect(error).to_be_in_viewport(ratio=1)
    await expect(me.sees("field-error-questions")).to_have_count(0)
    await expect(me.field("wrap_at")).to_be_focused()
    await expect(me.field("name")).to_have_value("Churn daily")
    await expect(me.field("wrap_at")).to_have_value("11:00")
    await me.fills(wrap_at=sensible)
    await me.sends()


async def kenji_answers(me: Visitor) -> None:
    await me.pushes(me.page.locator('[data-testid="guide-step-push"][data-done="true"]'))
    await expect(me.sees("guide-step-answer")).to_contain_text("Act as Kenji")
    await me.acts_as("U01KENJI")
    await me.opens("dm-muster")
    await expect(me.sees("clock-time")).to_contain_text("09:3")
    await expect(me.message("What will you do today?")).to_contain_text("To stop these")
    await me.presses("Answer")
    await me.sees("modal-submit").click()
    await expect(me.sees("field-error-answer-0")).to_contain_text("Write something")
    await me.fills(answer_0="Cleaned up the usage features", answer_1=PLAN)
    await me.sends()
    await expect(me.message("your answer is in #churn-model")).to_have_count(1)
    await expect(me.page.get_by_role("button", name="Skip today")).to_have_count(0)
    await done(me, "answer")


async def priya_skips(me: Visitor) -> None:
    await me.acts_as("U01PRIYA")
    await me.pushes(me.page.get_by_role("button", name="Skip today"))
    await me.presses("Skip today")
    await expect(me.message("skipped for today")).to_have_count(1)
    await done(me, "another")


async def looks_at_the_board(me: Visitor) -> str:
    """The board's own id: it is to be this same message until the end of the day."""
    await me.acts_as("U01ANA")
    await me.opens("channel-churn-model")
    board = me.message("1 of 9 answered")
    await expect(board).to_contain_text("Churn daily, Wed")
    await expect(board).to_contain_text(f"Kenji Mori: {PLAN}")
    await expect(board).to_contain_text("Skipped today: Priya Raman")
    await expect(board).to_contain_text("(edited)")
    await done(me, "board")
    await board.get_by_test_id("thread-line").click()
    await expect(me.reply("Cleaned up the usage features")).to_contain_text(PLAN)
    return str(await board.get_attribute("data-ts"))


async def the_day_is_wrapped_up(me: Visitor, board: str) -> None:
    await me.pushes(me.reply("Wrap-up:"))
    wrap_up = me.reply("Wrap-up: 1 of 9 answered.")
    await expect(wrap_up).to_have_count(1)
    await expect(wrap_up).to_contain_text("Missing: Ana Duarte, Bo Lindqvist")
    await expect(me.message("Wrapped up; late answers are still taken")).to_have_attribute(
        "data-ts", board
    )
    await done(me, "wrap")


async def ana_is_late(me: Visitor, board: str) -> None:
    before = await me.reply("Wrap-up:").get_attribute("data-ts")
    await me.opens("dm-muster")
    await expect(me.message("This is the only reminder today")).to_be_visible()
    await me.answers("Reviewed the holdout report", "Ship it")
    await expect(me.message("This is the only reminder today")).to_have_count(0)
    await expect(me.message("your answer is in #churn-model (late)")).to_have_count(1)
    await me.opens("channel-churn-model")
    await expect(me.message("2 of 9 answered")).to_contain_text("Ana Duarte: Ship it (late)")
    await me.sees("thread-line").click()
    wrap_up = me.reply("Wrap-up: 2 of 9 answered.")
    await expect(wrap_up).to_contain_text("Ana Duarte: Reviewed the holdout report (late)")
    assert await wrap_up.get_attribute("data-ts") == before
    await expect(me.message("Churn daily, Wed")).to_have_attribute("data-ts", board)
    await me.page.get_by_label("Close the thread").click()
    await done(me, "late")


async def yesterday_is_still_there(me: Visitor, board: str) -> None:
    """The page finds the demo again by itself."""
    await expect(me.page.get_by_text("Muster is not answering")).to_have_count(0)
    await me.pushes(me.message("0 of 9 answered"))
    await expect(me.message("2 of 9 answered")).to_have_attribute("data-ts", board)
    await expect(me.message("0 of 9 answered")).to_contain_text("Churn daily, Thu")


async def the_next_day_begins_with_what_was_planned(me: Visitor) -> None:
    await me.acts_as("U01KENJI")
    await me.opens("dm-muster")
    await me.presses("Answer")
    await expect(me.field("answer-0")).to_have_value(PLAN)
    await expect(me.field("answer-1")).to_have_value("")
