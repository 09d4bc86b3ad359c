"""Records what the Agents Playground sends, for the tests that feed it in: ``python -m tests.agents.record``.

Every activity is kept as it came, with ids, moments and all, so a new recording differs in those.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession

from tests.agents.page import AgentsPage, visit
from tests.agents.playground import AgentsPlayground, agents_playground
from tests.agents.tenant import GROUP, PERSONAL, TEAM
from tests.agents.tiny_bot import Json, TinyBot, card, tiny_bot
from tests.browser import browsing, find_browser
from tests.house.places import ROOT

FOLDER = ROOT / "tests" / "adapters" / "teams" / "recorded"
PORT = 56150
"""The playground's own, so that what is recorded names a service that anybody may have met."""
FIELDS = (
    {"type": "Input.Text", "id": "name", "label": "Name", "isRequired": True},
    {"type": "Input.Text", "id": "more", "label": "More", "isMultiline": True},
    {
        "type": "Input.ChoiceSet",
        "id": "days",
        "label": "Days",
        "isMultiSelect": True,
        "style": "expanded",
        "choices": [{"title": "Monday", "value": "mon"}, {"title": "Friday", "value": "fri"}],
    },
    {"type": "Input.Time", "id": "at", "label": "At"},
)
MOCKED = (
    ("churn-model", "Install application", "installed_channel"),
    ("churn-model", "Add application", "bot_added_channel"),
    ("Personal Chat", "Uninstall application", "uninstalled_personal"),
    ("Launch plan", "Add user", "member_added_group"),
    ("Launch plan", "Remove user", "member_removed_group"),
    ("Launch plan", "Remove application", "bot_removed_group"),
    ("Launch plan", "Uninstall application", "uninstalled_group"),
    ("churn-model", "Add user", "member_added_team"),
    ("churn-model", "Remove user", "member_removed_team"),
    ("churn-model", "Add channel", "channel_created"),
    ("churn-model", "Rename channel", "channel_renamed"),
    ("churn-model", "Remove channel", "channel_deleted"),
    ("churn-model", "Rename team", "team_renamed"),
    ("churn-model", "Remove team", "team_deleted"),
    ("churn-model", "Remove application", "bot_removed_team"),
    ("churn-model", "Uninstall application", "uninstalled_team"),
)


def keep(name: str, activity: Json) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = json.dumps(activity, indent=2, ensure_ascii=False)
    (FOLDER / f"{name}.json").write_text(text + "\n")


def came(kind: str, conversation: str) -> Callable[[Json], bool]:
    return lambda one: one["type"] == kind and one["conversation"]["id"] == conversation


async def installed(ana: AgentsPage, bot: TinyBot, place: str, id: str, name: str) -> None:
    """The page installs the bot in a chat or a team when it is first opened, and says so twice."""
    await ana.opens(place)
    keep(f"installed_{name}", await bot.hears(came("installationUpdate", id)))
    keep(f"bot_added_{name}", await bot.hears(came("conversationUpdate", id)))


async def said(ana: AgentsPage, bot: TinyBot, words: str, name: str) -> Json:
    await ana.types(words)
    last = words.rpartition(" ")[2]
    heard = await bot.hears(lambda one: one["type"] == "message" and one["text"].endswith(last))
    keep(f"message_{name}", heard)
    return heard


async def pressed(ana: AgentsPage, bot: TinyBot, where: Json, name: str) -> str:
    """The message whose button was pressed."""
    message = await bot.shows(where, card(f"A form for {name}", *FIELDS))
    form = ana.card(f"A form for {name}")
    await form.wait_for()
    await ana.fills({"Name": "Churn daily", "More": "One\nTwo", "At": "09:15"})
    await ana.ticks("Monday")
    await ana.ticks("Friday")
    bot.answer = card("Done.")
    await ana.presses("Send", form)
    keep(f"press_{name}", await bot.hears(came("invoke", where["conversation"]["id"])))
    return message


async def mocked(ana: AgentsPage, bot: TinyBot, place: str, what: str, name: str) -> None:
    await ana.opens(place)
    count = len(bot.heard)
    await ana.mocks(what)
    keep(name, await bot.hears_more(count))


async def reacted(playground: AgentsPlayground, bot: TinyBot, message: str) -> None:
    """The page has no item for reactions: its blank activity is filled in as Teams would."""
    async with ClientSession(playground.url) as session:
        where = {"conversationId": PERSONAL}
        async with session.get("/_internal/v1/customActivities/template", params=where) as blank:
            activity = await blank.json()
        activity |= {"type": "messageReaction", "replyToId": message}
        for what, name in (("reactionsAdded", "added"), ("reactionsRemoved", "removed")):
            count, sent = len(bot.heard), activity | {what: [{"type": "like"}]}
            await session.post("/_internal/v1/customActivities", json=sent)
            keep(f"reaction_{name}", await bot.hears_more(count))


async def record(bot: TinyBot, playground: AgentsPlayground, ana: AgentsPage) -> None:
    await installed(ana, bot, "Personal Chat", PERSONAL, "personal")
    personal = await said(ana, bot, "standup new", "personal")
    prompt = await pressed(ana, bot, personal, "personal")
    await installed(ana, bot, "Launch plan", GROUP, "group")
    group = await said(ana, bot, "@Muster standup list", "group")
    await pressed(ana, bot, group, "group")
    await installed(ana, bot, "General", TEAM, "team")
    await ana.opens("churn-model")
    channel = await said(ana, bot, "@Muster standup add @Kenji Mori please", "channel")
    await ana.replies("please", "@Muster thread")
    keep("message_thread", await bot.hears(lambda one: one.get("text", "").endswith("thread")))
    await pressed(ana, bot, channel, "channel")
    await reacted(playground, bot, prompt)
    for place, what, name in MOCKED:
        await mocked(ana, bot, place, what, name)


async def main(browser: Path) -> None:
    with TemporaryDirectory() as folder:
        async with (
            tiny_bot() as bot,
            agents_playground(Path(folder), bot.url, port=PORT) as playground,
            browsing(browser) as opened,
        ):
            await record(bot, playground, await visit(opened, playground.url))


if __name__ == "__main__":
    found = find_browser()
    if found is None:
        raise SystemExit("There is no browser here; python -m tests.browser fetches one.")
    asyncio.run(main(found))
