"""Every golden card as Microsoft's own renderer shows it.

``python -m tests.adapters.teams.gallery FOLDER`` takes two pictures of them, to be looked at.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

from tests.adapters.golden import FOLDER
from tests.agents.installed import find_agents
from tests.browser import browsing, find_browser

Json = dict[str, Any]

RENDERER = Path("node_modules") / "adaptivecards" / "dist" / "adaptivecards.js"
WIDTHS = {"wide": 640, "narrow": 320}
"""Pixels of a card in Teams' window and on a telephone."""
FONTS = {
    "fontFamily": "Segoe UI, Selawik, Open Sans, sans-serif",
    "fontSizes": {"small": 12, "default": 14, "medium": 14, "large": 18, "extraLarge": 24},
    "fontWeights": {"lighter": 400, "default": 400, "bolder": 600},
}
LIKE_TEAMS: Json = {
    "supportsInteractivity": True,
    "spacing": {"small": 8, "default": 12, "medium": 16, "large": 20, "extraLarge": 24}
    | {"padding": 12},
    "separator": {"lineThickness": 1, "lineColor": "#E1DFDD"},
    "fontTypes": {"default": FONTS, "monospace": FONTS | {"fontFamily": "Consolas, monospace"}},
    "containerStyles": {"emphasis": {"backgroundColor": "#F5F5F5"}},
    "actions": {"maxActions": 6, "actionAlignment": "left", "buttonSpacing": 8},
}
"""Near enough to see what is too close, too far, cut or lost; Teams' own is not published."""
STYLE = """
body { font: 14px Segoe UI, Open Sans, sans-serif; background: #EBEBEB; margin: 16px }
h2 { font-size: 13px; margin: 20px 0 4px } .card { background: #FFF; border-radius: 8px }
button { border: 1px solid #BBB; background: #FFF; border-radius: 4px; padding: 5px 12px }
.style-positive { background: #5B5FC7; color: #FFF } .style-destructive { color: #C4314B }
.ac-input:not([type=checkbox]) { width: 100%; font: inherit; padding: 4px; box-sizing: border-box }
"""
SHOW = r"""
({name, made, like}) => {
  const said = made.msteams.entities?.map(one => one.text) ?? [];
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    const at = [];
    for (const one of said) text = text.replaceAll(one, () => `\u0001${at.push(one) - 1}\u0002`);
    result.outputHtml = text.replace(/[&<>]/g, one => `&#${one.charCodeAt(0)};`)
      .replace(/\\([!-/:-@[-`{-~])/g, (_, one) => `&#${one.charCodeAt(0)};`)
      .replace(/\*\*(.*?)\*\*/g, "<b>$1</b>")
      .replace(/\u0001(\d+)\u0002/g, (_, one) =>
        `<b style="color:#5B5FC7">${at[one].replace(/<.*?>/g, "")}</b>`);
    result.didProcess = true;
  };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(like);
  const context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_6);
  card.parse(made, context);
  const wrong = Array.from({length: context.eventCount}, (_, at) => context.getEventAt(at).message);
  wrong.push(...card.validateProperties().validationEvents.map(one => one.message));
  const title = document.body.appendChild(document.createElement("h2"));
  title.textContent = name;
  const frame = document.body.appendChild(document.createElement("div"));
  frame.className = "card";
  frame.appendChild(card.render());
  frame.querySelectorAll("button[aria-expanded=false]").forEach(one => one.click());
  return wrong;
}
"""
"""Shows one card below the others, with the questions behind its buttons, and gives what is wrong with it."""


async def shown(browser: Browser, cards: dict[str, Json], width: int) -> tuple[Page, list[str]]:
    """A page with all of the cards, and what Microsoft's renderer has to say against them."""
    folder = find_agents()
    assert folder is not None, "the renderer comes with what the Teams tests borrow"
    page = await browser.new_page(
        viewport={"width": width, "height": 800}, timezone_id="Europe/Berlin", locale="en-GB"
    )
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    await page.set_content(f"<!doctype html><style>{STYLE}</style>")
    await page.add_script_tag(path=folder / RENDERER)
    for name, made in cards.items():
        told = {"name": name, "made": made, "like": LIKE_TEAMS}
        faults += [f"{name}: {fault}" for fault in await page.evaluate(SHOW, told)]
    return page, faults


def goldens() -> dict[str, Json]:
    paths = sorted((FOLDER / "teams").glob("*.json"))
    return {path.stem: json.loads(path.read_text()) for path in paths}


async def take(folder: Path) -> None:
    executable = find_browser()
    if executable is None:
        raise SystemExit("There is no browser here; python -m tests.browser fetches one.")
    async with browsing(executable) as browser:
        for name, width in WIDTHS.items():
            page, faults = await shown(browser, goldens(), width)
            print("\n".join(faults) or f"{name}: nothing is wrong", flush=True)
            await page.screenshot(path=folder / f"{name}.png", full_page=True)


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
