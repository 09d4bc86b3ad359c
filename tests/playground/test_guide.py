"""The guided path: each step is ticked off by what can be seen in the workspace."""

from __future__ import annotations

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.render import render
from bot.messages import Message
from bot.views.samples import ROSTER, SAMPLES
from tests.playground.bot import Bot
from tests.playground.page import Page

CHURN = "C01CHURN"
FORM = {
    "type": "modal",
    "title": {"type": "plain_text", "text": "Form"},
    "blocks": [{"type": "divider"}],
}


def said(view: str) -> dict[str, Any]:
    """What the bot says on Slack for one of its views."""
    message = SAMPLES[view]
    assert isinstance(message, Message)
    return render(message, ROSTER)


async def done(page: Page) -> list[str]:
    return [step["id"] for step in (await page.state())["guide"]["steps"] if step["done"]]


async def wording(page: Page, id: str) -> str:
    steps = (await page.state())["guide"]["steps"]
    return str(next(step["text"] for step in steps if step["id"] == id))


async def test_the_first_standup_is_followed_step_by_step(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    assert await done(ana) == []
    steps = (await ana.state())["guide"]["steps"]
    assert [step["id"] for step in steps] == [
        "new", "save", "push", "answer", "another", "board", "wrap", "late",
    ]  # fmt: skip
    assert steps[0]["try"] == {"channel": CHURN, "text": "/standup new"}

    await ana.say(CHURN, "/standup new")
    await client.views_open(trigger_id=bot.payloads[-1]["trigger_id"], view=FORM)
    assert await done(ana) == ["new"]
    await client.chat_postMessage(channel=CHURN, **said("standup.announced"))
    assert (await done(ana))[-1] == "save"

    kenji = await client.chat_postMessage(channel="U01KENJI", **said("standup.prompt"))
    priya = await client.chat_postMessage(channel="U01PRIYA", **said("standup.prompt"))
    head = (await client.chat_postMessage(channel=CHURN, **said("standup.board")))["ts"]
    assert (await done(ana))[-1] == "push"
    assert "Act as Kenji" in await wording(ana, "answer")
    assert "Kenji" not in await wording(ana, "another")

    for prompt, view in ((kenji, "standup.prompt-answered"), (priya, "standup.prompt-skipped")):
        await client.chat_update(channel=prompt["channel"], ts=prompt["ts"], **said(view))
        assert (await done(ana))[-1] == ("answer" if prompt is kenji else "another")
    assert "somebody who was asked" in await wording(ana, "late")

    await client.chat_postMessage(channel=CHURN, thread_ts=head, **said("standup.answer"))
    assert (await done(ana))[-1] == "another"
    await ana.do("read", channel=CHURN)
    assert (await done(ana))[-1] == "board"

    wrap = await client.chat_postMessage(channel=CHURN, thread_ts=head, **said("standup.wrap-up"))
    assert "wrap" in await done(ana)
    assert wrap["ok"]
    assert (await done(ana))[-1] == "late"


async def test_a_step_that_was_done_stays_done_and_so_do_those_before_it(
    client: AsyncWebClient, ana: Page
) -> None:
    await client.chat_postMessage(channel=CHURN, **said("standup.announced"))
    prompt = await client.chat_postMessage(channel="U01KENJI", **said("standup.prompt"))
    assert await done(ana) == ["new", "save", "push"]
    await client.chat_delete(channel=prompt["channel"], ts=prompt["ts"])
    assert await done(ana) == ["new", "save", "push"]
