"""What goes wrong at the page, and what it says: a slip of the tongue, a stranger's eyes, no invitation."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.journeys.demo import demo, last_left
from tests.journeys.visitor import Visitor, visit

pytestmark = pytest.mark.browser


@pytest.fixture
async def me(tmp_path: Path, browser: Browser) -> AsyncIterator[Visitor]:
    """Ana, at a demo in which nothing has happened yet."""
    last_left(tmp_path)
    async with demo(tmp_path) as (_, url):
        visitor = await visit(browser, url)
        yield visitor
        assert visitor.wrong == []


async def test_an_unknown_word_is_answered_with_the_nearest_and_only_to_whoever_typed_it(
    me: Visitor,
) -> None:
    await me.types("/standup nwe")
    hint = me.message("Did you mean /standup new?")
    await expect(hint).to_contain_text("Only visible to you")
    await me.acts_as("U01BO")
    await me.types("Good morning")
    await expect(me.message("Good morning")).to_be_visible()
    await expect(hint).to_have_count(0)
    await me.acts_as("U01ANA")
    await expect(me.message("Good morning")).to_be_visible()
    await expect(hint).to_be_visible()


async def test_where_the_bot_is_not_it_asks_to_be_invited_and_nothing_typed_is_lost(
    me: Visitor, browser: Browser
) -> None:
    await me.opens("channel-reading-group")
    await expect(me.page.get_by_text("Muster is not in this channel")).to_be_visible()
    await me.types("/standup new")
    await expect(me.sees("modal")).to_be_visible()
    await me.fills(name="Paper club", questions="Which paper?\nWorth our hour?")
    await me.sees("modal-submit").click()
    await expect(me.sees("modal")).to_contain_text(
        "I am not in this channel. Invite me, and press Save again."
    )
    await expect(me.field("name")).to_have_value("Paper club")
    await expect(me.field("questions")).to_have_value("Which paper?\nWorth our hour?")
    priya = await visit(browser, me.url, "?as=U01PRIYA#C01READING")
    await priya.types("/invite @Muster")
    await expect(me.page.get_by_text("Muster is not in this channel")).to_have_count(0)
    await me.sends()
    await expect(me.message("Ana Duarte set up Paper club #1 for this channel")).to_have_count(1)
