"""Takes the README's picture of the page: ``python -m tests.journeys.portrait docs/playground.png``."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.async_api import expect

from tests.browser import browsing, find_browser
from tests.journeys.demo import demo, last_left
from tests.journeys.visitor import Visitor, visit

SAID = {
    "U01KENJI": (
        "Backfilled usage events from September; the gap at the billing migration is closed.",
        "Retrain on the full quarter and compare with last month's champion.",
        "",
    ),
    "U01PRIYA": (
        "Calibration curves by segment: small accounts are overconfident by 8 points.",
        "Isotonic calibration for small accounts, then the holdout report.",
        "I need the October cancellations labelled. Zoe, can we do it together?",
    ),
    "U01BO": (
        "The scoring job writes to the CRM; a dry run on 200 accounts looks right.",
        "Alert when a nightly score is missing, and review Kenji's backfill.",
        "",
    ),
    "U01ZOE": (
        "Talked to four customers who left: three named the new seat pricing.",
        "Label October's cancellations with Priya; draft the playbook for at-risk accounts.",
        "",
    ),
}


async def take(file: Path) -> None:
    """A morning in Berlin: some have answered, the thread is open, and others are still asleep."""
    browser = find_browser()
    if browser is None:
        raise SystemExit("There is no browser here; python -m tests.browser fetches one.")
    with TemporaryDirectory() as folder:
        last_left(Path(folder))
        async with demo(Path(folder)) as (_, url), browsing(browser) as opened:
            me = await visit(opened, url)
            await answered(me)
            file.parent.mkdir(parents=True, exist_ok=True)
            await me.page.screenshot(path=file)


async def answered(me: Visitor) -> None:
    await me.types("/standup new")
    await me.sends()
    await me.opens("dm-muster")
    for person, texts in SAID.items():
        await me.acts_as(person)
        if not await me.page.get_by_role("button", name="Answer", exact=True).count():
            await me.pushes(me.page.get_by_role("button", name="Answer", exact=True))
        await me.answers(*texts)
    await me.acts_as("U01LENA")
    await me.presses("Skip today")
    await me.acts_as("U01ANA")
    await me.opens("channel-churn-model")
    await me.sees("thread-line").click()
    await expect(me.reply("Talked to four customers")).to_be_visible()
    await me.settles()
    await me.page.mouse.move(640, 790)  # away from whatever shows more of itself when pointed at


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
