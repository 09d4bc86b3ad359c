"""What comes back for typed words and pressed buttons: in the card, as a sentence, or in one's own chat."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.teams import phrases
from adapters.teams.addresses import Address
from adapters.teams.inbound import FOR
from bot.forms import dump
from bot.happening import Nothing, Now, Open, Refuse, Rewrite, Show
from bot.intents import Said
from tests.adapters.teams.activities import (
    ANA,
    CHANNEL,
    CHAT,
    GROUP,
    Place,
    execute,
    message,
)
from tests.adapters.teams.adaptive_card import check_card, read
from tests.adapters.teams.answering import Bot, Memory, Quiet, texts
from tests.adapters.teams.sealed import (
    FORM,
    LIST,
    ON_ROW,
    PRESS,
    QUIET,
    SECRET,
    answers,
    data,
    shown,
    stands,
    told,
    typed,
)

Json = dict[str, Any]

# Words.


async def test_words_are_answered_in_the_personal_chat(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Show(QUIET))
    assert await teams.receive(message("help")) == (200, None)
    call = await teams.connector.until("POST")
    assert (call.path, call.body["summary"]) == (f"conversations/{CHAT}/activities", "All quiet")


@pytest.mark.parametrize("place", ["channel", "group"])
async def test_words_in_a_channel_are_answered_in_the_askers_own_chat_and_nowhere_else(
    teams: Bot, quiet: Quiet, memory: Memory, place: Place
) -> None:
    service = f"{teams.connector.url}"
    memory.kept[ANA] = Address(service, CHAT, "personal").dump()
    answers(quiet, Show(QUIET))
    await teams.receive(message("help", place))
    await teams.settles()
    assert [call.path for call in teams.connector.calls] == [f"conversations/{CHAT}/activities"]
    sealed = data(teams.connector.calls[0].body["attachments"][0]["content"], "List")
    where = CHANNEL if place == "channel" else GROUP
    assert (sealed["channel"], sealed[FOR]) == (where, ANA)


async def test_a_chat_that_is_not_known_is_asked_for_by_the_persons_id(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    await teams.receive(message("help", "channel"))
    await teams.settles()
    asked, sent = teams.connector.calls
    assert (asked.path, asked.body["members"]) == ("conversations", [{"id": ANA}])
    assert (sent.path, sent.body["summary"]) == ("conversations/a:new/activities", "All quiet")


async def test_whoever_has_not_added_the_bot_is_told_how_and_nothing_of_the_answer(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    teams.connector.statuses = {"conversations/19": 201, "conversations": 403}
    await teams.receive(message("help", "channel"))
    await teams.settles()
    *_, beside = teams.connector.calls
    place = message("x", "channel")["conversation"]["id"]
    assert beside.path == f"conversations/{place}/activities"
    assert beside.body["text"] == f"<at>Ana Duarte</at> {phrases.NO_CHAT}"
    (entity,) = beside.body["entities"]
    assert entity["mentioned"]["id"] == "29:1ana"
    assert "quiet" not in str(beside.body)


async def test_an_answer_that_came_too_fast_is_given_a_moment_later(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    teams.connector.statuses = {"conversations/a:": 412}
    await teams.receive(message("help"))
    await teams.connector.until("POST")
    await asyncio.sleep(0.1)  # It has been answered with the 412.
    teams.connector.statuses = {}
    await teams.connector.until("POST", 2)
    first, second = teams.connector.sent()
    assert first.body == second.body


async def test_a_form_that_was_typed_for_comes_as_a_card_into_the_chat(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Open(FORM))
    await teams.receive(message("standup new", "channel"))
    await teams.settles()
    card = teams.connector.calls[-1].body["attachments"][0]["content"]
    check_card(card)
    sealed = data(card, "Save")
    assert (sealed["form"], sealed["channel"], sealed[FOR]) == (dump(FORM), CHANNEL, ANA)
    assert data(card, phrases.BACK)["does"] == Said("muster", "standup new").pack()


async def test_a_refusal_of_words_is_a_sentence_in_the_chat(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Refuse({"": "Invite me first."}))
    await teams.receive(message("standup new"))
    assert texts([await teams.connector.until("POST")]) == ["Invite me first."]


async def test_words_that_need_no_answer_get_none(teams: Bot, quiet: Quiet) -> None:
    await teams.receive(message("standup now"))
    await teams.settles()
    assert (len(quiet.acts), teams.connector.calls) == (1, [])


async def test_a_message_that_teams_repeats_is_answered_once(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Show(QUIET))
    activity = message("help")
    for _ in range(2):
        assert await teams.receive(activity) == (200, None)
    await teams.settles()
    assert (len(quiet.acts), len(teams.connector.calls)) == (1, 1)


# Presses.


async def test_a_form_takes_the_place_of_the_card_that_asked_for_it(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Open(FORM))
    card = await shown(teams, execute("press", ON_ROW))
    assert typed(card) == {"today": "Plan"}
    sealed = data(card, "Save")
    assert (sealed["form"], sealed["row"]) == (dump(FORM), "r1")
    assert data(card, phrases.BACK) == {"does": LIST.pack(), "row": "r1"}
    assert teams.connector.calls == []


async def test_a_rewrite_takes_the_place_of_the_card_and_stands_for_its_row(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Rewrite(QUIET))
    card = await shown(teams, execute("press", ON_ROW))
    assert read(card).startswith("All quiet")
    assert data(card, "List")["row"] == "r1"


async def test_something_shown_is_a_new_message_below_and_the_card_says_what_its_row_says(
    teams: Bot, quiet: Quiet, memory: Memory
) -> None:
    stands(memory)
    answers(quiet, Show(QUIET))
    card = await shown(teams, execute("press", ON_ROW))
    assert read(card) == "As it stands"
    (below,) = teams.connector.calls
    assert (below.path, texts([below])) == (f"conversations/{CHAT}/activities", ["All quiet"])
    assert "row" not in data(below.body["attachments"][0]["content"], "List")


async def test_a_card_of_no_row_stays_when_something_is_shown_below(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    assert await told(teams, execute("press", PRESS)) == phrases.BELOW


async def test_what_could_not_be_shown_below_is_not_said_to_be_there(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    teams.connector.statuses[f"conversations/{CHAT}"] = 429
    assert await told(teams, execute("press", PRESS)) == phrases.NOT_NOW


async def test_a_press_that_needs_no_answer_brings_the_rows_own_words(
    teams: Bot, memory: Memory
) -> None:
    stands(memory)
    assert read(await shown(teams, execute("press", ON_ROW))) == "As it stands"


@pytest.mark.parametrize("pressed", [PRESS, ON_ROW])
async def test_a_press_on_what_stands_no_more_is_said_to_be_done(teams: Bot, pressed: Json) -> None:
    assert await told(teams, execute("press", pressed)) == phrases.DONE


async def test_a_refused_press_is_a_sentence(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Refuse({"": "Not any more.", "x": "Too late."}))
    assert await told(teams, execute("press", PRESS)) == "Not any more. Too late."


@pytest.mark.parametrize("now", [Show(QUIET), Rewrite(QUIET), Open(FORM)])
@pytest.mark.parametrize("place", ["channel", "group"])
async def test_a_press_that_others_see_is_answered_in_the_pressers_own_chat(
    teams: Bot, quiet: Quiet, memory: Memory, place: Place, now: Now
) -> None:
    stands(memory)
    answers(quiet, now)
    assert await told(teams, execute("press", ON_ROW, place)) == phrases.IN_OUR_CHAT
    sent = teams.connector.calls[-1]
    assert sent.path == "conversations/a:new/activities"
    card = sent.body["attachments"][0]["content"]
    sealed = data(card, "Save" if isinstance(now, Open) else "List")
    assert sealed["channel"] == (CHANNEL if place == "channel" else GROUP)
    assert "row" not in sealed


async def test_a_press_in_a_channel_by_somebody_without_the_bot_says_how_to_add_it(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    teams.connector.statuses["conversations"] = 403
    assert await told(teams, execute("press", PRESS, "channel")) == phrases.NO_CHAT


async def test_a_press_in_a_channel_never_brings_a_rows_card(
    teams: Bot, quiet: Quiet, memory: Memory
) -> None:
    stands(memory)
    answers(quiet, Nothing())
    assert await told(teams, execute("press", ON_ROW, "channel")) == phrases.DONE


async def test_a_private_form_never_comes_as_a_card(teams: Bot, quiet: Quiet) -> None:
    answers(quiet, Open(SECRET))
    with capture_logs() as logs:
        assert await told(teams, execute("press", PRESS)) == phrases.IN_A_WINDOW
    assert logs[-1]["event"] == "a private form was asked for outside a dialog"
