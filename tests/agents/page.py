"""Ana at the Agents Playground's page: what she types, presses and fills in, and what she sees."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.async_api import Browser, Locator, Page, Route, ViewportSize, expect

from tests.agents.tenant import ANA, BOT, OTHERS, ZONE

PATIENCE_MS = 10_000
"""Two tests share a small machine with a browser each."""
MENTION = re.compile(f"@({'|'.join(person.name for person in (BOT, ANA, *OTHERS))})")
HERE = {"localhost", "127.0.0.1", "::1"}


class AgentsPage:
    """One tab with the page open. What one has not opened in this tab, the bot is not in yet."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        """What the browser complained of, such as a fault in a script."""
        page.on("pageerror", lambda fault: self.wrong.append(str(fault)))
        page.set_default_timeout(PATIENCE_MS)

    async def opens(self, place: str) -> None:
        """Go to "Personal Chat", or to a group chat or channel by its name.

        The first time, the page adds the bot there and tells it so.
        """
        await self.page.get_by_role("treeitem").filter(has_text=place).click()
        await expect(self._composers.first).to_be_visible()

    async def types(self, words: str) -> None:
        """Send a message, in a channel as a new post. "@Muster" or "@Kenji Mori" is a mention."""
        await self._writes(self._composers.first, words)
        post = self.page.get_by_role("button", name="Post", exact=True)
        await (post.click() if await post.count() else self.page.keyboard.press("Enter"))

    async def replies(self, post: str, words: str) -> None:
        """Send a message into the thread of the post with these words."""
        await self._writes(self.post(post).locator("[data-lexical-editor]"), words)
        await self.page.keyboard.press("Enter")

    def card(self, words: str) -> Locator:
        """The cards on screen with these words; what a press is answered with stands below a card."""
        return self.page.locator(".ac-preview-panel").filter(has_text=words)

    def post(self, words: str) -> Locator:
        """The threads of the channel on screen in which these words stand."""
        return self.page.get_by_role("group").filter(
            has=self.page.locator("[data-lexical-editor]"), has_text=words
        )

    def text(self, words: str) -> Locator:
        """These words, wherever in the conversation on screen they stand."""
        return self.page.get_by_text(words).and_(self.page.locator(":not([role=tree] *)"))

    async def presses(self, button: str, where: Locator | None = None) -> None:
        """Press the last button on screen with these words, or the one in this card.

        In a chat the last is the newest; in a channel the newest post comes first.
        """
        buttons = (where or self.page).get_by_role("button", name=button, exact=True)
        await buttons.last.click()

    async def fills(self, values: dict[str, str]) -> None:
        """Write into fields of cards, each found by its label."""
        for label, value in values.items():
            await self.field(label).fill(value)

    async def chooses(self, label: str, *options: str) -> None:
        """Pick in a list that opens; one for several choices stays open and toggles each of these."""
        await self.field(label).click()
        for option in options:
            one = self.page.get_by_role("option", name=option, exact=True)
            many = self.page.get_by_role("menuitemcheckbox", name=option, exact=True)
            await one.or_(many).click()
        await self.page.keyboard.press("Escape")

    async def ticks(self, label: str) -> None:
        """Tick the last box on screen with this label."""
        await self.page.locator("label", has_text=re.compile(f"^{re.escape(label)}$")).last.check()

    def field(self, label: str) -> Locator:
        """The last field on screen that one writes into or picks from, by its label."""
        return self.page.get_by_label(re.compile(rf"^{re.escape(label)}(\s*\*)?$")).last

    async def mocks(self, what: str) -> None:
        """Have the page tell the bot what Teams tells it, such as "Uninstall application"."""
        await self.page.get_by_role("button", name="Mock an Activity").click()
        await self.page.get_by_role("menu").get_by_text(what, exact=True).click()
        await self.page.get_by_role("button", name="Send activity").click()
        await expect(self.page.get_by_role("dialog")).to_have_count(0)

    async def pictures(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=file)

    @property
    def _composers(self) -> Locator:
        """In a channel the one for new posts comes first, then one for each thread."""
        return self.page.locator("[data-lexical-editor]")

    async def _writes(self, composer: Locator, words: str) -> None:
        await composer.click()
        for index, piece in enumerate(MENTION.split(words)):
            if index % 2 == 0:
                await self.page.keyboard.type(piece)
            else:
                await self.page.keyboard.type(f"@{piece.partition(' ')[0]}")
                names = self.page.get_by_role("listbox", name="Typeahead menu")
                await names.get_by_text(piece, exact=True).click()


async def visit(browser: Browser, url: str) -> AgentsPage:
    """Open the page, which installs the bot for Ana, and keep it from asking other machines."""
    size: ViewportSize = {"width": 1280, "height": 900}
    page = await browser.new_page(viewport=size, timezone_id=ZONE)
    await page.route("**/*", _only_here)
    ana = AgentsPage(page)
    await page.goto(url)
    await expect(ana._composers).to_be_visible()
    await page.get_by_title("Hide log panel").click()
    return ana


async def _only_here(route: Route) -> None:
    """It asks a server of Microsoft's for typefaces, and does without them."""
    if urlsplit(route.request.url).hostname in HERE:
        await route.continue_()
    else:
        await route.abort()
