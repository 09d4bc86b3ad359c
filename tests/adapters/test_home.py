"""The Home tab: opened, pressed in, and published anew."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from adapters.slack import phrases
from adapters.slack.home import tab, window
from bot.forms import Form, Text
from bot.happening import Nothing, Now, Open, Outcome, Refuse, Rewrite, Show
from bot.intents import Profile, Said, unpack
from bot.messages import Block, Bullets, Button, Buttons, Heading, Message, Paragraph, Strong
from bot.news import OpenHome
from bot.people import AccountRef, Roster
from tests.adapters.block_kit import check_blocks
from tests.adapters.conftest import Bot
from tests.adapters.payloads import event, press_in, submission
from tests.adapters.test_render import BLOCKS
from tests.adapters.tiny_slack import Say, TinySlack

Json = dict[str, Any]

ANA = AccountRef("U1")
PACKED = Said("standup", "list").pack()
HOME = Message("Your page", (Heading("Today"), Paragraph(("Nothing is asked of you.",))))
OTHER = Message("Another page", (Paragraph(("All is answered.",)),))
FORM = Form("Zone", Profile(ANA), (Text("zone", "Zone"),))
THERE: Json = {"id": "VHOME", "type": "home", "private_metadata": "", "blocks": []}
OPENED = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}
VALUES = {"zone": {"value": {"type": "plain_text_input", "value": "Paris"}}}


async def opened(bot: Bot) -> tuple[int, str]:
    return await bot.post(json.dumps(event(OPENED)).encode())


def answers(bot: Bot, now: Now, takes: float = 0.0) -> None:
    bot.door.outcome, bot.door.takes = Outcome(now), takes


def sent() -> Json:
    kept = {"intent": Profile(ANA).pack(), "channel": None, "home": True}
    return submission(json.dumps(kept), VALUES)


async def test_whoever_opens_the_home_tab_sees_their_page(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Show(HOME))
    assert await opened(bot) == (200, "")
    published = await slack.until("views.publish")
    assert published == {"user_id": "U1", "view": tab(HOME, Roster())}
    assert [one["type"] for one in published["view"]["blocks"]] == ["header", "rich_text"]


@pytest.mark.parametrize(
    "say", [Say(error="not_enabled"), Say(error="hash_conflict"), Say(status=429), Say(drop=True)]
)
async def test_a_page_that_slack_does_not_take_is_taken_the_next_time(
    bot: Bot, slack: TinySlack, say: Say
) -> None:
    answers(bot, Show(HOME))
    slack.answers["views.publish"] = [say]
    assert await opened(bot) == (200, "")
    assert await opened(bot) == (200, "")
    await slack.until("views.publish", 2)


async def test_a_page_that_is_overtaken_is_left_out(bot: Bot, slack: TinySlack) -> None:
    slack.answers["views.publish"] = [Say(delay=0.3)]
    for number in range(5):
        answers(bot, Show(Message(str(number), (Paragraph((f"Page {number}",)),))))
        await opened(bot)
    await slack.until("views.publish", 2)
    await bot.slack.stop()
    pages = [json.dumps(one) for one in slack.said("views.publish")]
    assert ["Page 0" in pages[0], "Page 4" in pages[1], len(pages)] == [True, True, 2]


async def test_two_people_do_not_wait_for_each_other(bot: Bot, slack: TinySlack) -> None:
    slack.answers["views.publish"] = [Say(delay=3)]
    answers(bot, Show(HOME))
    await opened(bot)
    await slack.until("views.publish")
    await bot.post(json.dumps(event(OPENED | {"user": "U2"})).encode())
    async with asyncio.timeout(1):
        assert (await slack.until("views.publish", 2))["user_id"] == "U2"


async def test_a_press_in_the_home_tab_was_done_in_no_channel(bot: Bot) -> None:
    assert await bot.interact(press_in(THERE, PACKED)) == (200, "")
    assert (bot.door.last.intent, bot.door.last.where) == (Said("standup", "list"), None)
    assert bot.door.last.who == ANA


async def test_a_rewrite_is_the_page_anew(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Rewrite(OTHER))
    await bot.interact(press_in(THERE, PACKED))
    assert (await slack.until("views.publish"))["view"] == tab(OTHER, Roster())
    assert slack.said("response_url") == []


async def test_a_form_that_is_opened_from_there_remembers_it(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Open(FORM))
    await bot.interact(press_in(THERE, PACKED))
    shown = slack.said("views.open")[0]
    assert shown["trigger_id"] == press_in(THERE, PACKED)["trigger_id"]
    kept = json.loads(shown["view"]["private_metadata"])
    assert kept == {"intent": FORM.intent.pack(), "channel": None, "home": True}


async def test_what_is_shown_there_comes_in_a_window(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Show(OTHER))
    await bot.interact(press_in(THERE, PACKED))
    shown = (await slack.until("views.open"))["view"]
    assert shown == window(OTHER, Roster())
    assert (shown["title"]["text"], shown["close"]["text"]) == ("Muster", phrases.CLOSE)
    await bot.slack.stop()
    assert not slack.said("chat.postMessage") + slack.said("chat.postEphemeral")


async def test_a_refusal_there_is_a_sentence_in_a_window(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Refuse({"": "Only organisers may."}))
    await bot.interact(press_in(THERE, PACKED))
    assert "Only organisers may." in json.dumps((await slack.until("views.open"))["view"])


async def test_a_slow_answer_comes_into_the_window_that_waits_for_it(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Show(OTHER), takes=1.4)
    await bot.interact(press_in(THERE, PACKED))
    updated = await slack.until("views.update")
    assert (updated["view_id"], updated["view"]) == ("V1", window(OTHER, Roster()))
    assert len(slack.said("views.open")) == 1


async def test_where_a_window_is_too_late_the_answer_comes_directly(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Show(OTHER))
    slack.answers["views.open"] = [Say(error="expired_trigger_id")]
    await bot.interact(press_in(THERE, PACKED))
    assert (await slack.until("chat.postMessage"))["channel"] == "U1"


async def test_a_form_that_is_too_late_leaves_a_button_in_a_direct_message(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Open(FORM))
    slack.answers["views.open"] = [Say(error="expired_trigger_id")] * 2
    await bot.interact(press_in(THERE, PACKED))
    button = (await slack.until("chat.postMessage"))["blocks"][1]["elements"][0]
    assert unpack(button["value"]) == Said("standup", "list")


async def test_a_button_of_another_version_says_so_in_a_window(bot: Bot, slack: TinySlack) -> None:
    await bot.interact(press_in(THERE, "standup.answer/99 {}"))
    assert "another version" in json.dumps((await slack.until("views.open"))["view"])


@pytest.mark.parametrize("now", [Show(OTHER), Rewrite(OTHER), Open(FORM)])
async def test_a_button_in_a_window_is_answered_in_the_same_window(
    bot: Bot, slack: TinySlack, now: Now
) -> None:
    answers(bot, now)
    there = {"id": "V7", **window(Message("x", BLOCKS["buttons"]), Roster())}
    await bot.interact(press_in(there, PACKED))
    updated = await slack.until("views.update")
    assert updated["view_id"] == "V7"
    assert json.loads(updated["view"]["private_metadata"])["home"] is True
    assert slack.said("views.open") == []


async def test_a_slow_button_in_a_window_opens_no_other(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Open(FORM), takes=1.4)
    there = {"id": "V7", **window(Message("x", BLOCKS["buttons"]), Roster())}
    await bot.interact(press_in(there, PACKED))
    assert (await slack.until("views.update"))["view_id"] == "V7"
    assert slack.said("views.open") == []


async def test_after_a_form_from_there_the_page_is_published_anew(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Nothing())
    assert await bot.interact(sent()) == (200, "")
    await bot.slack.stop()
    form, again = bot.door.happenings
    assert (form.intent, form.where) == (Profile(ANA), None)
    assert (again.intent, again.who, again.where) == (OpenHome(), ANA, None)


async def test_what_a_form_from_there_shows_takes_its_place(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Show(OTHER))
    _, text = await bot.interact(sent())
    assert json.loads(text) == {"response_action": "update", "view": window(OTHER, Roster())}
    assert (await slack.until("views.publish"))["user_id"] == "U1"


async def test_a_form_from_there_may_give_the_page_itself(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Rewrite(OTHER))
    assert await bot.interact(sent()) == (200, "")
    assert (await slack.until("views.publish"))["view"] == tab(OTHER, Roster())
    assert len(bot.door.happenings) == 1


@pytest.mark.parametrize("now", [Refuse({"zone": "Nowhere."}), Open(FORM)])
async def test_a_form_that_is_not_done_leaves_the_page_alone(
    bot: Bot, slack: TinySlack, now: Now
) -> None:
    answers(bot, now)
    _, text = await bot.interact(sent())
    await bot.slack.stop()
    assert len(bot.door.happenings) == 1
    assert json.loads(text)["response_action"] in ("errors", "update")
    if isinstance(now, Open):
        assert json.loads(json.loads(text)["view"]["private_metadata"])["home"] is True


def test_a_long_page_is_folded_where_slack_ends_it() -> None:
    many = tuple(Heading(f"Standup {number}") for number in range(200))
    view = tab(Message("x", (*many, *BLOCKS["buttons"])), Roster())
    check_blocks(view["blocks"], 95)
    assert len(view["blocks"]) == 95
    assert view["blocks"][-1]["type"] == "actions"
    assert view["blocks"][-2]["elements"][0]["text"] == "and 107 more"


def test_a_message_without_anything_to_show_is_its_summary() -> None:
    assert tab(Message("Nothing yet", (Buttons(()),)), Roster())["blocks"] == [
        {"type": "section", "text": {"type": "plain_text", "text": "Nothing yet"}}
    ]


@pytest.mark.parametrize(
    "block",
    [
        Paragraph(("😀" * 400,)),
        Paragraph(("漢" * 800,)),
        Bullets(tuple((Strong("é"), "漢") for _ in range(300))),
        Buttons(tuple(Button("a", PACKED, sure="漢" * 300) for _ in range(3))),
    ],
)
def test_no_page_is_larger_than_slack_takes(block: Block) -> None:
    view = tab(Message("Large", (block,) * 90), Roster())
    assert 0 < len(json.dumps(view)) <= 250_000
    assert view["blocks"]


async def test_what_takes_the_place_of_a_window_takes_that_of_the_page_too(
    bot: Bot, slack: TinySlack
) -> None:
    """Whoever has pressed Forget me there sees no page of theirs behind it."""
    answers(bot, Rewrite(OTHER))
    there = {
        "id": "VWINDOW",
        "type": "modal",
        "private_metadata": json.dumps({"home": True}),
        "blocks": [],
    }
    await bot.interact(press_in(there, PACKED))
    assert (await slack.until("views.update"))["view"] == window(OTHER, Roster())
    assert (await slack.until("views.publish"))["view"] == tab(OTHER, Roster())
