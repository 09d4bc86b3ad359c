"""Somebody at the playground's page: what they click and type, and what they see, in a real browser."""

from __future__ import annotations

import asyncio

from playwright.async_api import Browser, Locator, Page, expect

PATIENCE_MS = 10_000
"""Two tests share a small machine with a browser each."""
expect.set_options(timeout=PATIENCE_MS)


class Visitor:
    """One tab of a browser, in which one acts as one person after another."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url
        self.wrong: list[str] = []
        """What the browser complained of, such as a fault in a script."""
        page.on("pageerror", lambda fault: self.wrong.append(str(fault)))
        page.set_default_timeout(PATIENCE_MS)

    def sees(self, what: str) -> Locator:
        """The things on the page that carry this test id."""
        return self.page.get_by_test_id(what)

    def message(self, words: str) -> Locator:
        """Messages of the channel on screen, the thread beside it not included."""
        return self.page.locator(".conversation").get_by_test_id("message").filter(has_text=words)

    def reply(self, words: str) -> Locator:
        """Messages in the thread that is open."""
        return self.sees("thread-pane").get_by_test_id("message").filter(has_text=words)

    def field(self, name: str) -> Locator:
        return self.sees(f"field-{name}")

    async def acts_as(self, id: str) -> None:
        await self.sees("act-as").click()
        await self.sees(f"act-as-{id}").click()
        await expect(self.page.locator(f'[data-me="{id}"]')).to_be_attached()

    async def opens(self, place: str) -> None:
        """Go to ``channel-<name>`` or ``dm-<name>``."""
        await self.sees(place).click()
        await expect(self.sees(place)).to_have_attribute("aria-current", "page")

    async def types(self, words: str) -> None:
        await self.sees("composer").fill(words)
        await self.sees("send").click()

    async def presses(self, button: str) -> None:
        """Press the newest button with these words in the conversation on screen."""
        buttons = self.page.locator(".conversation").get_by_role("button", name=button, exact=True)
        await buttons.last.click()

    async def fills(self, **values: str) -> None:
        """Write into the fields of the open form; ``answer_0`` is the field ``answer-0``."""
        for name, value in values.items():
            await self.field(name.replace("answer_", "answer-")).fill(value)

    async def sends(self) -> None:
        """Send the open form, which is taken."""
        await self.sees("modal-submit").click()
        await expect(self.sees("modal")).to_have_count(0)

    async def answers(self, *texts: str) -> None:
        """Press Answer, write these and send them."""
        await self.presses("Answer")
        await expect(self.sees("modal")).to_be_visible()
        await self.fills(**{f"answer_{index}": text for index, text in enumerate(texts)})
        await self.sends()

    async def pushes(self, until: Locator, at_most: int = 12) -> None:
        """Push the clock to the next thing, and again, until something is on the screen."""
        for _ in range(at_most):
            await self.push()
            if await until.count():
                return
        raise AssertionError(f"{at_most} things happened, and none of them brought {until}")

    async def push(self) -> None:
        """Push the clock to the next thing, and wait until the page shows it."""
        async with self.page.expect_response("**/ui/clock") as pushed:
            await self.sees("clock-next").click()
        assert (await pushed.value).ok
        await self.settles()

    async def settles(self) -> None:
        """Wait until the page has drawn all that the workspace holds by now."""
        state = await (await self.page.request.get(f"{self.url}/ui/state")).json()
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while await self._drawn() < state["version"]:  # noqa: ASYNC110  a browser rings no bell
                await asyncio.sleep(0.02)

    async def _drawn(self) -> int:
        """The version of the workspace that is on the screen."""
        return int(await self.page.locator("[data-version]").get_attribute("data-version") or 0)


async def visit(browser: Browser, url: str, place: str = "") -> Visitor:
    """A new tab with the page open, at ``?as=<user id>#<channel id>`` if that is given."""
    page = await browser.new_page(viewport={"width": 1280, "height": 800})
    visitor = Visitor(page, url)
    await page.goto(f"{url}/{place}")
    await expect(visitor.sees("composer")).to_be_visible()
    return visitor
