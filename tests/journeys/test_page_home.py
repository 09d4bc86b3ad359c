"""The app's own page in a real browser: what waits for one, what one changes there, and a file of it all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.demo import demo, last_left
from tests.journeys.visitor import Visitor, visit

pytestmark = pytest.mark.browser


async def test_everybody_has_a_page_of_their_own_and_acts_on_it(
    tmp_path: Path, browser: Browser
) -> None:
    last_left(tmp_path)
    async with demo(tmp_path) as (_, url):
        me = await visit(browser, url, "?as=U01ANA#C01CHURN")
        await me.types("/standup new")
        await me.sends()
        await goes_home(me)
        await changes_hours(me)
        await the_day_begins_and_is_skipped(me)
        await takes_it_all_along(me)
        await me.acts_as("U01PRIYA")
        await expect(me.sees("home")).to_contain_text("Your page")
        await expect(me.sees("home")).to_contain_text("Asia/Kolkata")
        await expect(me.sees("home")).not_to_contain_text("Skipped")
    assert me.wrong == []


async def goes_home(me: Visitor) -> None:
    await me.opens("dm-muster")
    await me.sees("tab-home").click()
    await expect(me.sees("tab-home")).to_have_attribute("aria-selected", "true")
    await expect(me.sees("home")).to_contain_text("Your page")
    await me.page.reload()
    await expect(me.sees("home")).to_contain_text("Europe/Berlin")


async def changes_hours(me: Visitor) -> None:
    """A form that is opened there; once it is sent, the page is another one."""
    await me.presses("Change")
    await me.fills(zone="Lisbon")
    await me.sees("modal-submit").click()
    await expect(me.sees("home")).to_contain_text("Europe/Lisbon")
    if await me.sees("modal").count():
        await me.sees("modal-close").click()


async def the_day_begins_and_is_skipped(me: Visitor) -> None:
    """She is asked in the other tab, and sees it here once she looks again."""
    await me.pushes(me.sees("tab-messages").locator(".badge"))
    await me.presses("Refresh")
    await expect(me.sees("home")).to_contain_text("open until")
    await me.presses("Skip today")
    await expect(me.sees("home")).to_contain_text("skipped")
    await expect(me.sees("home").get_by_role("button", name="Answer after all")).to_be_visible()


async def takes_it_all_along(me: Visitor) -> None:
    """A window over the page, and a file in the other tab."""
    await me.presses("What is known about me")
    await me.sees("modal").get_by_role("button", name="Send me all of it").click()
    await expect(me.sees("modal")).to_contain_text("on its way")
    await me.sees("modal-close").click()
    await expect(me.sees("tab-messages")).to_contain_text("2")
    await me.sees("tab-messages").click()
    async with me.page.expect_download() as download:
        await me.sees("attached").last.click()
    file = await (await download.value).path()
    assert "Ana Duarte" in json.dumps(json.loads(file.read_text()), ensure_ascii=False)
    await me.sees("tab-home").click()
