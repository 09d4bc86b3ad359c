"""What comes back for a form that was sent or left, in a card or in a dialog."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams import phrases
from adapters.teams.inbound import FOR
from bot.forms import Form, Text, dump
from bot.happening import Nothing, Open, Refuse, Show
from tests.adapters.teams.activities import ANA, CHANNEL, execute, recorded, task
from tests.adapters.teams.adaptive_card import actions, read
from tests.adapters.teams.answering import SEAL, Bot, Memory, Quiet, texts
from tests.adapters.teams.sealed import (
    FORM,
    LIST,
    NEXT,
    OPEN_WHISPER,
    PRESS,
    QUIET,
    SECRET,
    SEND,
    SEND_ON_ROW,
    WHISPER,
    Whisper,
    answers,
    data,
    shown,
    stands,
    told,
    typed,
)

Json = dict[str, Any]

MORE_SECRET = Form("And why?", Whisper(), (Text("why", "Why?"),))


def pressed(card: Json, title: str) -> Json:
    """The data of a card's button."""
    (action,) = [one for one in actions(card) if one["title"] == title]
    found: Json = action["data"]
    return found


# Sent forms.


async def test_a_form_that_was_taken_becomes_what_its_row_says(teams: Bot, memory: Memory) -> None:
    stands(memory)
    card = await shown(teams, execute("send", SEND_ON_ROW | {"today": "Ship"}))
    assert read(card) == "As it stands"


async def test_a_form_of_no_row_that_was_taken_is_done(teams: Bot) -> None:
    card = await shown(teams, execute("send", SEND | {"today": "Ship"}))
    assert read(card) == "Standup: done."
    assert list(actions(card)) == []


async def test_a_refused_form_comes_back_with_what_was_typed_and_a_sentence_at_its_field(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Refuse({"today": "Too long.", "": "Not saved."}))
    card = await shown(teams, execute("send", SEND_ON_ROW | {"today": " Ship it "}))
    assert typed(card) == {"today": " Ship it "}
    lines = read(card).splitlines()
    assert lines[1:4] == ["Not saved.", "Today:  Ship it ", "Too long."]
    assert data(card, "Save")["row"] == "r1"


async def test_a_refused_form_can_still_be_left_and_opened_again(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Open(FORM))
    opened = await shown(teams, execute("press", PRESS))
    answers(quiet, Refuse({"today": "Too long."}))
    (send,) = [one for one in actions(opened) if one["title"] == "Save"]
    again = await shown(teams, execute("send", send["data"] | {"today": "Ship"}))
    (back,) = [one for one in actions(again) if one["title"] == phrases.BACK]
    closed = await shown(teams, execute("back", back["data"]))
    assert data(closed, phrases.OPEN_AGAIN)["does"] == LIST.pack()


async def test_a_value_that_cannot_be_read_never_reaches_a_rule(teams: Bot, quiet: Quiet) -> None:
    data = SEAL.close({"form": dump(NEXT)})
    card = await shown(teams, execute("send", data | {"at": "soon"}))
    assert quiet.acts == []
    assert read(card).splitlines()[1:3] == ["At: soon", phrases.NOT_A_VALUE]


async def test_a_form_can_lead_to_the_next(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Open(NEXT))
    card = await shown(teams, execute("send", SEND | {"today": "x"}))
    assert data(card, "Save")["form"] == dump(NEXT)


async def test_the_next_form_that_is_left_does_not_say_that_nothing_was_sent(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Open(NEXT))
    further = await shown(teams, execute("send", SEND | {"today": "x"}))
    answers(quiet, Refuse({"at": "Too early."}))
    again = await shown(teams, execute("send", pressed(further, "Save") | {"at": "09:00"}))
    for card in (further, again):
        closed = await shown(teams, execute("back", pressed(card, phrases.BACK)))
        assert read(closed).splitlines()[0] == phrases.CLOSED_FURTHER


async def test_the_next_form_of_a_row_still_stands_for_it(
    teams: Bot, quiet: Quiet, memory: Memory
) -> None:
    stands(memory)
    answers(quiet, Open(NEXT))
    further = await shown(teams, execute("send", SEND_ON_ROW | {"today": "x"}))
    assert (typed(further), data(further, "Save")["row"]) == ({"at": ""}, "r1")
    left = await shown(teams, execute("back", pressed(further, phrases.BACK)))
    assert read(left) == "As it stands"


async def test_what_is_shown_after_a_form_takes_its_place(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Show(QUIET))
    assert read(await shown(teams, execute("send", SEND | {"today": "x"}))).startswith("All quiet")
    assert teams.connector.calls == []


async def test_what_is_shown_after_a_rows_form_comes_below_it(
    teams: Bot, quiet: Quiet, memory: Memory
) -> None:
    answers(quiet, Show(QUIET))
    gone = await shown(teams, execute("send", SEND_ON_ROW | {"today": "x"}))
    stands(memory)
    there = await shown(teams, execute("send", SEND_ON_ROW | {"today": "x"}))
    assert (read(gone), read(there)) == (phrases.BELOW, "As it stands")
    assert texts(teams.connector.calls) == ["All quiet", "All quiet"]


# Back.


async def test_a_form_that_is_left_gives_its_place_back_to_what_stood_there(
    teams: Bot, memory: Memory
) -> None:
    stands(memory)
    card = await shown(teams, execute("back", SEAL.close({"does": LIST.pack(), "row": "r1"})))
    assert read(card) == "As it stands"


async def test_a_form_of_no_row_that_is_left_can_be_opened_again(teams: Bot, quiet: Quiet) -> None:
    data_ = SEAL.close({"does": LIST.pack(), "channel": CHANNEL, FOR: ANA})
    card = await shown(teams, execute("back", data_))
    assert read(card).splitlines()[0] == phrases.CLOSED
    sealed = data(card, phrases.OPEN_AGAIN)
    assert (sealed["does"], sealed["channel"]) == (LIST.pack(), CHANNEL)
    assert quiet.acts == []


# Dialogs.


async def test_a_private_form_opens_in_a_dialog(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Open(SECRET))
    status, body = await teams.receive(task("task/fetch", OPEN_WHISPER))
    value = body["task"]["value"]
    assert (status, body["task"]["type"], value["title"]) == (200, "continue", "Whisper")
    assert data(value["card"]["content"], "Save")["form"] == dump(SECRET)


async def test_a_private_form_that_was_taken_is_never_shown_again(teams: Bot, quiet: Quiet) -> None:
    status, body = await teams.receive(task("task/submit", WHISPER | {"it": "the truth"}))
    assert (status, body) == (200, {"task": {"type": "message", "value": phrases.SENT}})
    assert quiet.acts[0].fields == {"it": "the truth"}
    assert "the truth" not in str([call.body for call in teams.connector.calls])


async def test_a_refused_dialog_comes_back_with_what_was_typed(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Refuse({"it": "Too long."}))
    _, body = await teams.receive(task("task/submit", WHISPER | {"it": "the truth"}))
    card = body["task"]["value"]["card"]["content"]
    assert (typed(card), "Too long." in read(card)) == ({"it": "the truth"}, True)
    assert teams.connector.calls == []


async def test_a_form_in_a_dialog_can_lead_to_the_next(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Open(MORE_SECRET))
    _, body = await teams.receive(task("task/submit", WHISPER | {"it": "the truth"}))
    value = body["task"]["value"]
    assert (body["task"]["type"], value["title"]) == ("continue", "And why?")
    (send,) = actions(value["card"]["content"])
    answers(quiet, Nothing())
    _, body = await teams.receive(task("task/submit", send["data"] | {"why": "because"}))
    assert body == {"task": {"type": "message", "value": phrases.SENT}}
    assert [act.fields for act in quiet.acts] == [{"it": "the truth"}, {"why": "because"}]
    assert teams.connector.calls == []


async def test_a_dialog_that_opens_nothing_says_what_there_is_to_say(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    _, body = await teams.receive(task("task/fetch", OPEN_WHISPER))
    assert read(body["task"]["value"]["card"]["content"]).startswith("All quiet")
    answers(quiet, Refuse({"": "Over."}))
    _, body = await teams.receive(task("task/fetch", OPEN_WHISPER))
    assert body == {"task": {"type": "message", "value": "Over."}}
    assert teams.connector.calls == []


@pytest.mark.parametrize("verb", ["send", "press"])
async def test_a_private_answer_that_comes_by_another_way_is_not_shown_in_the_chat(
    teams: Bot, quiet: Quiet, verb: str
) -> None:
    answers(quiet, Refuse({"it": "Too long."}))
    assert await told(teams, execute(verb, WHISPER | {"it": "the truth"})) == "Too long."
    assert teams.connector.calls == []


async def test_a_recorded_press_is_answered_where_it_was_made(teams: Bot, quiet: Quiet) -> None:
    """With data that is nobody's, as the recording bot knew no seal."""
    assert "another version" in await told(teams, recorded("press_personal"))
    assert quiet.acts == []
