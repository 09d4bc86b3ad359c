"""A standup in Microsoft's own Agents Playground: set up, answered, skipped, removed and added again."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.async_api import Browser, Locator, expect

from tests.agents.page import AgentsPage
from tests.agents.tenant import ANA, KENJI
from tests.journeys.agents_day import Day, Desk, day, desk
from tests.journeys.started import Started, started

pytestmark = [pytest.mark.agents, pytest.mark.browser]

CHAT, CHANNEL = "Personal Chat", "churn-model"
WELCOME = "Muster runs your team's rituals"
FINISHED, PLAN = "What did you finish since the last standup?", "What will you do today?"
QUESTIONS = "Questions, one on each line"
HINTS = {
    QUESTIONS: "A kind goes in brackets at the end: [mood], [1-5], [yes/no], [blockers]. "
    "All of them: standup help questions.",
}
NEEDED, NO_QUESTION = "This is needed.", "Write at least one question."
NOTHING = "Write something in at least one of these"
ANSWERED = "your answer is in #churn-model"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC)


async def test_a_standup_is_lived_through_with_a_slip_at_each_form_and_a_bot_that_was_removed(
    tmp_path: Path, browser: Browser
) -> None:
    async with day(tmp_path, browser, begins=at(1, 18)) as team:
        desk, kenji = team.desk, team.desk.other(KENJI)
        await is_welcomed(desk)
        await sets_up(desk, slips=True)
        await team.walks(at(2, 8, 30))
        await kenji.sees(PLAN)
        await answers(desk, "Ship the importer")
        await team.app.courier.settle()
        await reads_the_board(desk, "0 of 6 answered", "1 of 6 answered")
        told = await kenji.presses("Skip today")
        assert "skipped for today" in json.dumps(told["value"])
        await team.app.courier.settle()
        await reads_the_board(desk, "Waiting for: Bo Lindqvist, Kenji", "Skipped today: Kenji Mori")
        await removes_it_from_the_chat(team)
        await removes_it_from_the_team(team)


async def test_muster_serve_serves_the_playground_without_an_app_and_its_cards_outlive_a_restart(
    tmp_path: Path, browser: Browser
) -> None:
    async with started(tmp_path, "serve", **_settings(0)) as bot:
        port = await _port(bot)
        async with desk(tmp_path, browser, f"http://127.0.0.1:{port}") as opened:
            ana = opened.page
            # Started by hand at night it would wait for everybody's morning, if that were still to come.
            await sets_up(opened, ask_at="12:00 AM")
            await ana.types("@Muster standup now")
            await ana.opens(CHAT)
            await expect(ana.card("Asking 6 people now.")).to_be_visible()
            await ana.presses("Answer")
            await opened.writes(PLAN, "Ship the importer")
            assert await bot.stops() == 0
            async with started(tmp_path, "serve", **_settings(port)) as again:
                assert await _port(again) == port
                await ana.presses("Send")
                await expect(ana.card(ANSWERED)).to_be_visible()
                await ana.opens(CHANNEL)
                await expect(ana.card("1 of 6 answered")).to_have_count(1)
                await opened.pictures("after-the-restart")
                assert await again.stops() == 0
    assert [line for line in (*bot.said, *again.said) if "importer" in line] == []


async def is_welcomed(desk: Desk) -> None:
    ana = desk.page
    await expect(ana.card(WELCOME)).to_be_visible()
    await desk.pictures("welcome")
    await ana.types("standup help")
    await expect(ana.card("set up a standup for this channel")).to_be_visible()
    await desk.pictures("help")


async def sets_up(desk: Desk, *, slips: bool = False, ask_at: str = "9:30 AM") -> None:
    """From the channel, in Ana's own chat, to the word in the channel."""
    ana = desk.page
    await ana.opens(CHANNEL)
    await ana.types("@Muster standup new")
    await ana.opens(CHAT)
    form = ana.card("Who is asked")
    await expect(form).to_contain_text("everybody in the channel (6 now)")
    await expect(ana.field("Name")).to_have_value("churn-model standup")
    await desk.writes("Name", "Churn daily")
    if ask_at != "9:30 AM":
        await ana.chooses("Ask at", ask_at)
    if slips:
        await forgets_the_questions(desk, form)
    await desk.writes(QUESTIONS, f"{FINISHED}\n{PLAN}")
    await desk.pictures("form")
    await ana.presses("Save")
    await expect(ana.card("New standup: done.")).to_be_visible()
    await expect(form).to_have_count(0)
    await ana.opens(CHANNEL)
    await expect(ana.card("Ana Duarte set up Churn daily #1 for this channel")).to_have_count(1)
    await expect(ana.card("Who is asked")).to_have_count(0)
    await desk.pictures("announced")


async def forgets_the_questions(desk: Desk, form: Locator) -> None:
    """Twice: of nothing at all the page itself complains, of spaces the bot."""
    ana = desk.page
    await desk.writes(QUESTIONS, "")
    await ana.presses("Save")
    await expect(form).to_contain_text(_at(QUESTIONS, NEEDED))
    await desk.writes(QUESTIONS, "   ")
    await _day(ana, "Monday").uncheck()
    await ana.chooses("Wrap up at", "5:00 PM")
    await ana.presses("Save")
    await expect(form).to_contain_text(_at(QUESTIONS, NO_QUESTION))
    await expect(ana.field("Name")).to_have_value("Churn daily")
    await expect(_day(ana, "Monday")).not_to_be_checked()
    await expect(_day(ana, "Thursday")).to_be_checked()
    await expect(ana.field("Wrap up at")).to_have_value("5:00 PM")
    await desk.pictures("no-question")


async def answers(desk: Desk, plan: str) -> None:
    """The morning's question; the first time it is sent there is nothing in it."""
    ana = desk.page
    await ana.opens(CHAT)
    prompt = ana.card("To stop these, leave the channel")
    await expect(prompt).to_contain_text("Churn daily, Tue 2 Mar")
    await desk.pictures("prompt")
    await ana.presses("Answer", prompt)
    form = ana.card("your team reads this in the channel's thread")
    await desk.writes(PLAN, "  ")
    await ana.presses("Send", form)
    await expect(form).to_contain_text(_at(FINISHED, NOTHING))
    await expect(ana.field(PLAN)).to_have_value("  ")
    await desk.pictures("nothing-written")
    await desk.writes(PLAN, plan)
    await ana.presses("Send", form)
    await expect(ana.card(ANSWERED)).to_have_count(1)
    await expect(form).to_have_count(0)
    await expect(prompt).to_have_count(0)
    await desk.pictures("answered")


async def reads_the_board(desk: Desk, gone: str, here: str) -> None:
    """One board, in the words of now, with the answer in its thread."""
    ana = desk.page
    await ana.opens(CHANNEL)
    board = ana.card("Churn daily, Tue 2 Mar")
    await expect(board).to_contain_text(here)
    await expect(board).to_contain_text("Ana Duarte: Ship the importer")
    await expect(board).to_have_count(1)
    await expect(ana.text(gone)).to_have_count(0)
    await expect(ana.post("Churn daily, Tue 2 Mar")).to_contain_text(_at(PLAN, "Ship the importer"))
    await desk.pictures("board")


async def removes_it_from_the_chat(team: Day) -> None:
    """The next morning's question comes in a chat that was asked for anew; the team goes on."""
    desk, ana = team.desk, team.desk.page
    await desk.removes(CHAT)
    assert desk.opened(ANA) == 0
    await team.walks(at(3, 8, 30))
    assert desk.opened(ANA) == 1
    await desk.adds(CHAT)
    await expect(ana.card(WELCOME)).to_have_count(2)
    prompt = ana.card("Churn daily, Wed 3 Mar")
    await ana.presses("Answer", prompt)
    await expect(ana.field(FINISHED)).to_have_value("Ship the importer")
    await desk.pictures("added-again")
    await ana.presses("Back")
    await expect(prompt).to_contain_text("To stop these, leave the channel")


async def removes_it_from_the_team(team: Day) -> None:
    """Whoever set the standup up is told why it rests, and then it goes on by itself."""
    desk, ana = team.desk, team.desk.page
    await desk.removes(CHANNEL)
    await team.walks(at(4, 8, 30))
    await ana.opens(CHAT)
    rests = ana.card("Churn daily #1 could not start: I am not in #churn-model")
    await expect(rests).to_contain_text("add Muster to the team")
    await desk.pictures("removed-from-the-team")
    await desk.adds(CHANNEL)
    await team.walks(at(5, 8, 30))
    await expect(ana.card("Churn daily, Fri 5 Mar")).to_contain_text("0 of 6 answered")
    await expect(ana.card("Churn daily, Thu 4 Mar")).to_have_count(0)
    await expect(ana.post("Churn daily, Tue 2 Mar")).to_contain_text("Wrap-up: 1 of 6 answered.")
    await desk.pictures("goes-on")


def _at(field: str, words: str) -> re.Pattern[str]:
    """These words right after a field's label and hint: of what is typed a page's text says nothing."""
    hint = re.escape(HINTS.get(field, ""))
    return re.compile(rf"{re.escape(field)}[\s*]*({hint})?{re.escape(words)}")


def _day(ana: AgentsPage, name: str) -> Locator:
    return ana.page.get_by_role("checkbox", name=name)


def _settings(port: int) -> dict[str, str]:
    return {
        "MUSTER_TEAMS__INSECURE_LOOPBACK": "true",
        "MUSTER_PORT": str(port),
        "MUSTER_LOG_FORMAT": "json",
    }


async def _port(bot: Started) -> int:
    return int(json.loads(await bot.until('"event": "serving"'))["port"])
