"""What comes back to whoever acted: at once, late, in a window, or in the form itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from adapters.slack import phrases
from bot.forms import (
    Form,
    Text,
)
from bot.happening import (
    Nothing,
    Now,
    Open,
    Outcome,
    Refuse,
    Rewrite,
    Show,
)
from bot.intents import Profile, Said, unpack
from bot.messages import (
    Message,
    Note,
    Paragraph,
)
from bot.people import AccountRef
from tests.adapters.conftest import Bot
from tests.adapters.payloads import command, press, submission
from tests.adapters.tiny_slack import Say, TinySlack

Json = dict[str, Any]

PACKED = Said("standup", "list").pack()
MESSAGE = Message("All quiet", (Paragraph(("All quiet",)),))
BLOCKS = [
    {
        "type": "rich_text",
        "elements": [
            {"type": "rich_text_section", "elements": [{"type": "text", "text": "All quiet"}]}
        ],
    }
]
FORM = Form("Standup", Profile(AccountRef("U1")), (Text("today", "Today"),))
VALUES = {
    "today": {"value": {"type": "plain_text_input", "value": "x"}},
    "blockers": {"value": {"type": "plain_text_input", "value": "y"}},
}


def sent(channel: str | None = "C1") -> Json:
    metadata = json.dumps({"intent": Profile(AccountRef("U1")).pack(), "channel": channel})
    return submission(metadata, VALUES)


def answers(bot: Bot, now: Now, takes: float = 0.0) -> None:
    bot.door.outcome, bot.door.takes = Outcome(now), takes


def url(slack: TinySlack) -> dict[str, str]:
    return {"response_url": f"{slack.url}/response/1"}


async def test_a_commands_answer_is_the_200_itself(bot: Bot) -> None:
    answers(bot, Show(MESSAGE))
    status, text = await bot.command(command("list"))
    expected = {"response_type": "ephemeral", "text": "All quiet", "blocks": BLOCKS}
    assert (status, json.loads(text)) == (200, expected)


async def test_a_refused_command_is_a_sentence(bot: Bot) -> None:
    answers(bot, Refuse({"": "Invite me first."}))
    _, text = await bot.command(command("list"))
    assert json.loads(text)["text"] == "Invite me first."


async def test_a_press_is_answered_beside_the_message(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Show(MESSAGE))
    assert await bot.interact(press(PACKED, **url(slack))) == (200, "")
    shown = await slack.until("response_url")
    assert (shown["replace_original"], shown["response_type"]) == (False, "ephemeral")
    assert shown["blocks"] == BLOCKS


async def test_a_rewrite_takes_the_place_of_the_message(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Rewrite(MESSAGE))
    await bot.interact(press(PACKED, **url(slack)))
    shown = await slack.until("response_url")
    assert (shown["replace_original"], shown["blocks"]) == (True, BLOCKS)
    assert "response_type" not in shown


async def test_a_button_of_another_version_says_so(bot: Bot, slack: TinySlack) -> None:
    await bot.interact(press("standup.answer/99 {}", **url(slack)))
    assert "another version" in (await slack.until("response_url"))["text"]
    assert bot.door.happenings == []


async def test_a_form_opens_within_the_request(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Open(FORM))
    assert await bot.command(command("new")) == (200, "")
    opened = slack.said("views.open")[0]
    assert opened["trigger_id"] == command()["trigger_id"]
    kept = json.loads(opened["view"]["private_metadata"])
    assert kept == {"intent": FORM.intent.pack(), "channel": "C1"}


async def test_a_slow_form_comes_into_a_waiting_window(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Open(FORM), takes=1.5)
    assert await bot.interact(press(PACKED, **url(slack))) == (200, "")
    assert slack.said("views.open")[0]["view"]["title"]["text"] == phrases.WAITING_TITLE
    updated = slack.said("views.update")[0]
    assert (updated["view_id"], updated["view"]["title"]["text"]) == ("V1", "Standup")
    assert slack.said("response_url") == []


async def test_an_act_known_for_no_form_never_opens_a_window(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Show(MESSAGE))
    await bot.interact(press(PACKED, **url(slack)))
    answers(bot, Show(MESSAGE), takes=1.5)
    await bot.interact(press(PACKED, **url(slack)))
    await slack.until("response_url", 2)
    assert slack.said("views.open") == []


async def test_a_window_that_waited_for_no_form_says_that_all_is_done(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Nothing(), takes=1.4)
    await bot.interact(press(PACKED, **url(slack)))
    updated = await slack.until("views.update")
    assert updated["view"]["blocks"][0]["text"]["text"] == phrases.DONE


async def test_a_very_slow_command_is_acknowledged_and_answered_later(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Show(MESSAGE), takes=2.7)
    assert await bot.command(command("list", **url(slack))) == (200, "")
    assert (await slack.until("response_url"))["blocks"] == BLOCKS


@pytest.mark.parametrize("code", ["expired_trigger_id", "exchanged_trigger_id"])
async def test_a_late_trigger_leaves_a_button_that_opens_the_form(
    bot: Bot, slack: TinySlack, code: str
) -> None:
    answers(bot, Open(FORM))
    slack.answers["views.open"] = [Say(error=code)]
    _, text = await bot.command(command("new"))
    answer = json.loads(text)
    (button,) = answer["blocks"][1]["elements"]
    assert answer["text"] == phrases.EXPIRED
    assert unpack(button["value"]) == Said("standup", "new")


async def test_a_late_trigger_after_a_press_says_so_beside_the_message(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Open(FORM))
    slack.answers["views.open"] = [Say(status=500)]
    await bot.interact(press(PACKED, **url(slack)))
    shown = await slack.until("response_url")
    assert unpack(shown["blocks"][1]["elements"][0]["value"]) == Said("standup", "list")


async def test_an_intent_too_long_for_a_button_is_to_be_typed_again(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Open(FORM))
    slack.answers["views.open"] = [Say(error="expired_trigger_id")]
    _, text = await bot.command(command("new " + "x" * 2000))
    assert json.loads(text)["text"] == phrases.EXPIRED_TYPE_AGAIN


async def test_a_refused_form_stays_open_with_a_sentence_at_each_field(bot: Bot) -> None:
    answers(bot, Refuse({"blockers": "Too long.", "": "Not saved.", "gone": "Unknown."}))
    status, text = await bot.interact(sent())
    expected = {"today": "Not saved. Unknown.", "blockers": "Too long."}
    assert (status, json.loads(text)) == (
        200,
        {"response_action": "errors", "errors": expected},
    )


async def test_an_accepted_form_closes(bot: Bot) -> None:
    assert await bot.interact(sent()) == (200, "")


async def test_a_form_can_lead_to_the_next(bot: Bot) -> None:
    answers(bot, Open(FORM))
    _, text = await bot.interact(sent())
    answer = json.loads(text)
    assert (answer["response_action"], answer["view"]["callback_id"]) == ("update", "muster")


async def test_after_a_form_the_answer_is_shown_where_it_was_opened(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Show(MESSAGE))
    assert await bot.interact(sent()) == (200, "")
    shown = await slack.until("chat.postEphemeral")
    assert (shown["channel"], shown["user"], shown["blocks"]) == ("C1", "U1", BLOCKS)


async def test_after_a_form_opened_in_a_direct_conversation_it_is_a_direct_message(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Show(MESSAGE))
    await bot.interact(sent(channel=None))
    assert (await slack.until("chat.postMessage"))["channel"] == "U1"


async def test_where_the_bot_is_not_in_the_channel_the_answer_comes_directly(
    bot: Bot, slack: TinySlack
) -> None:
    answers(bot, Show(MESSAGE))
    slack.answers["chat.postEphemeral"] = [Say(error="channel_not_found")]
    await bot.interact(sent())
    assert (await slack.until("chat.postMessage"))["channel"] == "U1"


async def test_a_form_of_nothing_but_notes_can_be_refused(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Refuse({"": "Not any more."}))
    metadata = json.dumps({"intent": PACKED, "channel": None})
    assert await bot.interact(submission(metadata, {})) == (200, "")
    assert (await slack.until("chat.postMessage"))["text"] == "Not any more."


async def test_a_stop_waits_for_answers_on_their_way(bot: Bot, slack: TinySlack) -> None:
    slack.answers["chat.postEphemeral"] = [Say(delay=0.3, error="channel_not_found")]
    answers(bot, Show(MESSAGE))
    await bot.interact(sent())
    await bot.slack.stop()
    assert slack.said("chat.postMessage")[0]["channel"] == "U1"


async def test_a_form_of_notes_alone_still_opens(bot: Bot, slack: TinySlack) -> None:
    answers(bot, Open(Form("Sure?", FORM.intent, (Note(("It is gone for good.",)),))))
    await bot.command(command("delete"))
    assert slack.said("views.open")[0]["view"]["blocks"][0]["type"] == "context"
