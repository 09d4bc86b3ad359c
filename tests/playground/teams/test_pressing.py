"""People press the buttons that they see, and see what the bot answers: for themselves, or in a dialog."""

from __future__ import annotations

import pytest

from playground.teams import cards
from playground.teams.people import FAILED, Dialog
from playground.teams.server import TeamsPlayground
from playground.teams.tenant import CARD, Conversation, Person
from tests.playground.teams.bot import Bot, Json, at, card, execute, message, replies, shows

NAME: Json = {"type": "Input.Text", "id": "name", "label": "Name", "value": "Daily"}
FORM = card(NAME, actions=(execute("Save", data={"does": "save"}),))
ASKS = {"type": "Action.Submit", "title": "Answer", "data": {"msteams": {"type": "task/fetch"}}}


async def test_a_press_tells_the_action_its_data_and_what_stands_in_the_inputs(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    id = await bot.posts(chat, FORM)
    bot.answer = replies(shows(card(text="Saved.")))

    assert await teams.people.presses(ana, chat, "Save", name="Weekly") == "Saved."

    (told,) = bot.received
    assert (told["type"], told["name"]) == ("invoke", "adaptiveCard/action")
    assert told["replyToId"] == id
    assert told["value"] == {
        "action": {
            "type": "Action.Execute",
            "title": "Save",
            "verb": "press",
            "data": {"does": "save", "name": "Weekly"},
        },
        "trigger": "manual",
    }


async def test_an_answered_card_is_replaced_for_the_presser_alone_until_it_is_edited(
    teams: TeamsPlayground, bot: Bot, ana: Person, kenji: Person, channel: Conversation
) -> None:
    id = await bot.posts(channel, FORM)
    (posted,) = channel.standing()
    bot.answer = replies(shows(card(text="Saved.", actions=(execute("Undo"),))))

    await teams.people.presses(ana, channel, "Save")

    assert bot.received[0]["conversation"]["id"] == f"{channel.id};messageid={id}"
    assert cards.text(teams.people.sees(ana, posted) or {}) == "Saved.\n[Undo]"
    assert teams.people.sees(kenji, posted) == FORM
    with pytest.raises(LookupError, match="Ana Duarte sees no button 'Save'"):
        await teams.people.presses(ana, channel, "Save")
    await bot.calls("PUT", f"{at(channel.id)}/activities/{id}", message(card(text="For all.")))
    assert cards.text(teams.people.sees(ana, posted) or {}) == "For all."


async def test_the_newest_message_with_the_button_is_pressed_or_the_one_that_is_named(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    chat = teams.chat(ana)
    first = await bot.posts(chat, FORM)
    second = await bot.posts(chat, FORM)
    await bot.posts(chat)

    await teams.people.presses(ana, chat, "Save")
    await teams.people.presses_on(ana, chat, chat.standing()[0], "Save")

    assert [one["replyToId"] for one in bot.received] == [second, first]


async def test_a_confirmation_sends_what_is_typed_in_it_and_around_it(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    why: Json = {"type": "Input.Text", "id": "why", "label": "Why"}
    sure = {
        "type": "Action.ShowCard",
        "title": "Delete",
        "card": card(why, actions=(execute("Yes"),)),
    }
    other = {
        "type": "Action.ShowCard",
        "title": "Skip",
        "card": card({**why, "id": "other", "value": "x"}),
    }
    await bot.posts(teams.chat(ana), card(NAME, actions=(sure, other)))

    await teams.people.presses(ana, teams.chat(ana), "Yes", why="Done with it")

    assert bot.received[0]["value"]["action"]["data"] == {"name": "Daily", "why": "Done with it"}


SENTENCE = "application/vnd.microsoft.activity.message"
ERROR = "application/vnd.microsoft.error"
LATE = {"code": "Late", "message": "Too late."}


@pytest.mark.parametrize(
    ("body", "status", "seen"),
    [
        ({"statusCode": 200, "type": SENTENCE, "value": "Noted."}, 200, "Noted."),
        ({"statusCode": 400, "type": ERROR, "value": LATE}, 200, "Too late."),
        ({"statusCode": 200, "type": CARD, "value": "text"}, 200, FAILED),
        ({"statusCode": 200, "type": "something", "value": {}}, 200, FAILED),
        ({}, 200, FAILED),
        (shows(card(text="Saved.")), 500, FAILED),
    ],
)
async def test_what_is_no_card_leaves_the_card_as_it_was(
    teams: TeamsPlayground, bot: Bot, ana: Person, body: Json, status: int, seen: str
) -> None:
    chat = teams.chat(ana)
    await bot.posts(chat, FORM)
    bot.answer = replies(body, status)

    assert await teams.people.presses(ana, chat, "Save") == seen
    assert teams.people.sees(ana, chat.standing()[0]) == FORM


async def test_a_dialog_is_fetched_filled_in_sent_again_and_closed(
    teams: TeamsPlayground, bot: Bot, ana: Person, channel: Conversation
) -> None:
    root = await bot.posts(channel, card(actions=(ASKS,)))
    form = {"title": "Anonymous", "card": {"contentType": "adaptive", "content": FORM}}
    bot.answer = replies({"task": {"type": "continue", "value": form}})

    dialog = await teams.people.presses(ana, channel, "Answer")
    assert isinstance(dialog, Dialog)
    assert (dialog.title, dialog.card) == ("Anonymous", FORM)
    again = await teams.people.sends(ana, channel, dialog, name="")
    bot.answer = replies({"task": {"type": "message", "value": "Thank you."}})
    closed = await teams.people.sends(ana, channel, again, "Save", name="Weekly")

    assert (closed.card, closed.text) == (None, "Thank you.")
    fetch, first, second = bot.received
    assert (fetch["name"], fetch["replyToId"]) == ("task/fetch", root)
    assert fetch["value"] == {"data": ASKS["data"], "context": {"theme": "default"}}
    assert first["value"]["data"] == {"does": "save"}
    assert (second["name"], second["value"]["data"]["name"]) == ("task/submit", "Weekly")
    assert {one["conversation"]["id"] for one in bot.received} == {f"{channel.id};messageid={root}"}
    assert teams.people.sees(ana, channel.standing()[0]) == card(actions=(ASKS,))


async def test_a_dialog_closes_without_a_word_where_the_bot_has_none_and_says_where_it_failed(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    await bot.posts(teams.chat(ana), card(actions=(ASKS,)))
    assert await teams.people.presses(ana, teams.chat(ana), "Answer") == Dialog(None, thread="")
    bot.answer = replies({}, 500)
    assert await teams.people.presses(ana, teams.chat(ana), "Answer") == Dialog(None, FAILED)


async def test_a_plain_submit_comes_as_a_message_without_text(
    teams: TeamsPlayground, bot: Bot, ana: Person
) -> None:
    send = {"type": "Action.Submit", "title": "Send", "data": {"does": "send"}}
    id = await bot.posts(teams.chat(ana), card(NAME, actions=(send,)))

    assert await teams.people.presses(ana, teams.chat(ana), "Send") == ""

    (told,) = bot.received
    assert (told["type"], told["replyToId"]) == ("message", id)
    assert told["value"] == {"does": "send", "name": "Daily"}
    assert "text" not in told


async def test_nobody_acts_where_they_are_not(
    teams: TeamsPlayground, bot: Bot, ana: Person, kenji: Person
) -> None:
    await bot.posts(teams.chat(ana), FORM)
    with pytest.raises(LookupError):
        await teams.people.presses(kenji, teams.chat(ana), "Save")
    with pytest.raises(LookupError):
        await teams.people.says(kenji, teams.chat(ana), "help")
    assert bot.received == []
