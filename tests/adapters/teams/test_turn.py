"""What takes longer than Teams waits: an answer in the meantime, and the outcome when it is there."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.teams import phrases
from bot.happening import Happening, Nothing, Now, Open, Outcome, Refuse, Show
from bot.messages import Message, Paragraph
from bot.people import AccountRef, Roster, WorkspaceRef
from tests.adapters.teams.activities import CHAT, execute, message, recorded, task
from tests.adapters.teams.adaptive_card import actions, read
from tests.adapters.teams.answering import Bot, Memory, Quiet, answering, texts
from tests.adapters.teams.sealed import (
    FORM,
    ON_ROW,
    OPEN_WHISPER,
    PRESS,
    QUIET,
    SECRET,
    SEND,
    SEND_ON_ROW,
    STANDS,
    WHISPER,
    answers,
    stands,
    typed,
)

Json = dict[str, Any]

PRESSED = recorded("press_personal")["replyToId"]
SOON, SLOW = 0.15, 0.4
BO = {"id": "29:1bo", "name": "Bo", "aadObjectId": "00000000-0000-4000-8000-000000000023"}


@pytest.fixture
async def hasty(quiet: Quiet, memory: Memory) -> AsyncIterator[Bot]:
    """A bot that has only little time, before a door that takes more."""
    quiet.takes = SLOW
    async with answering(quiet, memory, ack_by=SOON) as bot:
        yield bot


async def moment(bot: Bot, activity: Json) -> None:
    body, took = await bot.timed(activity)
    assert (body["value"], took < SLOW) == (phrases.MOMENT, True)


def edited(bot: Bot) -> Json:
    """The card that the pressed one was changed into, by an edit where it stands."""
    (call,) = bot.connector.sent("PUT")
    assert call.path == f"conversations/{CHAT}/activities/{PRESSED}"
    card: Json = call.body["attachments"][0]["content"]
    return card


async def test_an_invoke_is_answered_in_under_two_seconds_whatever_it_takes(
    teams: Bot, quiet: Quiet
) -> None:
    quiet.takes = 2.5
    answers(quiet, Open(FORM))
    body, took = await teams.timed(execute("press", PRESS))
    assert (body["value"], took < 2.0) == (phrases.MOMENT, True)
    await teams.connector.until("PUT")


async def test_a_slow_press_changes_its_card_when_the_answer_is_there(
    hasty: Bot, quiet: Quiet
) -> None:
    answers(quiet, Open(FORM))
    await moment(hasty, execute("press", PRESS))
    await hasty.settles()
    assert typed(edited(hasty)) == {"today": "Plan"}


async def test_what_a_slow_press_shows_comes_below(hasty: Bot, quiet: Quiet) -> None:
    answers(quiet, Show(QUIET))
    await moment(hasty, execute("press", PRESS))
    await hasty.settles()
    assert texts(hasty.connector.calls) == ["All quiet"]


async def test_a_slow_form_becomes_what_its_row_says(
    hasty: Bot, quiet: Quiet, memory: Memory
) -> None:
    stands(memory)
    await moment(hasty, execute("send", SEND_ON_ROW | {"today": "Ship"}))
    await hasty.settles()
    assert read(edited(hasty)) == "As it stands"


async def test_a_slow_form_that_is_refused_comes_back_with_what_was_typed(
    hasty: Bot, quiet: Quiet
) -> None:
    answers(quiet, Refuse({"today": "Too long."}))
    await moment(hasty, execute("send", SEND | {"today": "Ship"}))
    await hasty.settles()
    assert (typed(edited(hasty)), "Too long." in read(edited(hasty))) == ({"today": "Ship"}, True)


@pytest.mark.parametrize(
    ("now", "said"), [(Nothing(), phrases.DONE), (Refuse({"": "Over."}), "Over.")]
)
async def test_a_slow_press_that_changes_no_card_ends_with_a_sentence(
    hasty: Bot, quiet: Quiet, now: Now, said: str
) -> None:
    answers(quiet, now)
    await moment(hasty, execute("press", PRESS))
    await hasty.settles()
    assert texts(hasty.connector.calls) == [said]


async def test_a_slow_press_in_a_channel_without_a_chat_says_so_there_and_no_more(
    hasty: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    hasty.connector.statuses = {"conversations/19": 201, "conversations": 403}
    await moment(hasty, execute("press", PRESS, "channel"))
    await hasty.settles()
    (sentence,) = [call for call in hasty.connector.calls if call.path != "conversations"]
    assert phrases.NO_CHAT.strip() in sentence.body["text"]
    assert "quiet" not in str(sentence.body)


class Moving(Memory):
    """A row that is said anew while its card is being edited."""

    async def standing(self, workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        now = self.rows.get(row)
        later = "And even later" if now and now[0].summary == "Later" else "Later"
        if now is None or now[0].summary != "And even later":
            self.rows[row] = (Message(later, (Paragraph((later,)),)), Roster())
        return now


async def test_an_edit_never_leaves_older_words_than_the_row_has(quiet: Quiet) -> None:
    memory = Moving()
    memory.rows["r1"] = (STANDS, Roster())
    quiet.takes = SLOW
    async with answering(quiet, memory, ack_by=SOON) as bot:
        await bot.receive(execute("send", SEND_ON_ROW | {"today": "Ship"}))
        await bot.settles()
        said = texts(bot.connector.sent("PUT"))
    assert said == ["As it stands", "Later", "And even later"]


async def test_a_form_that_opens_too_slowly_is_to_be_asked_for_again(
    hasty: Bot, quiet: Quiet
) -> None:
    answers(quiet, Open(SECRET))
    body, _ = await hasty.timed(task("task/fetch", OPEN_WHISPER))
    assert body == {"task": {"type": "message", "value": phrases.AGAIN}}


async def test_a_slow_dialog_keeps_what_was_typed_until_it_is_sent_once_more(
    hasty: Bot, quiet: Quiet
) -> None:
    body, took = await hasty.timed(task("task/submit", WHISPER | {"it": "the truth"}))
    card = body["task"]["value"]["card"]["content"]
    assert took < SLOW
    assert (typed(card), phrases.STILL_SAVING in read(card)) == ({"it": "the truth"}, True)
    await hasty.settles()
    quiet.takes = 0.0
    (send,) = list(actions(card))
    body, _ = await hasty.timed(task("task/submit", send["data"] | {"it": "the truth"}))
    assert body == {"task": {"type": "message", "value": phrases.SENT}}
    first, second = quiet.acts
    assert (first.intent, first.fields) == (second.intent, second.fields)
    assert hasty.connector.calls == []


class Queue(Quiet):
    """A door at which the first to come takes the longest, as a database of many threads may be."""

    def __init__(self) -> None:
        super().__init__()
        self.ended: list[Any] = []

    async def handle(self, happening: Happening) -> Outcome:
        self.takes = 0.0 if self.acts else SLOW
        outcome = await super().handle(happening)
        self.ended.extend(happening.fields.values())
        return outcome


async def test_whoever_sends_a_form_again_has_the_last_word(memory: Memory) -> None:
    door = Queue()
    async with answering(door, memory, ack_by=SOON) as bot:
        await bot.receive(task("task/submit", WHISPER | {"it": "first"}))
        await bot.receive(task("task/submit", WHISPER | {"it": "second"}))
        await bot.settles()
    assert door.ended == ["first", "second"]


async def test_nobody_waits_for_the_form_of_somebody_else(memory: Memory) -> None:
    door = Queue()
    async with answering(door, memory, ack_by=SOON) as bot:
        await bot.receive(task("task/submit", WHISPER | {"it": "Ana's"}))
        await bot.receive(task("task/submit", WHISPER | {"it": "Bo's"}) | {"from": BO})
        await bot.settles()
    assert door.ended == ["Bo's", "Ana's"]


async def test_a_message_is_acknowledged_before_its_answer_is_sent(
    teams: Bot, quiet: Quiet
) -> None:
    answers(quiet, Show(QUIET))
    teams.connector.takes = 0.5
    _, took = await teams.timed(message("help"))
    assert took < 0.4
    await teams.settles()
    assert texts(teams.connector.calls) == ["All quiet"]


async def test_a_stop_waits_for_the_answers_that_are_on_their_way(hasty: Bot, quiet: Quiet) -> None:
    answers(quiet, Open(FORM))
    hasty.connector.takes = 0.3
    await asyncio.gather(
        moment(hasty, execute("press", PRESS)), hasty.receive(message("standup new"))
    )
    await hasty.tasks.drain()
    assert sorted(call.method for call in hasty.connector.calls) == ["POST", "PUT"]


async def test_a_form_that_comes_as_a_message_has_its_card_changed(
    teams: Bot, memory: Memory
) -> None:
    stands(memory)
    value = SEND_ON_ROW | {"today": "Ship"}
    assert await teams.receive(message("", value=value, replyToId=PRESSED)) == (200, None)
    assert read(edited(teams)) == "As it stands"


class Forgetful(Memory):
    """A memory whose disk is full."""

    async def keep_address(self, workspace: WorkspaceRef, place: str, address: str) -> None:
        raise OSError("no space left")

    async def standing(self, workspace: WorkspaceRef, row: str) -> tuple[Message, Roster] | None:
        raise OSError("no space left")


async def test_an_act_is_done_even_where_nothing_can_be_remembered(quiet: Quiet) -> None:
    with capture_logs() as logs:
        async with answering(quiet, Forgetful()) as bot:
            status, body = await bot.receive(execute("press", ON_ROW))
    assert (status, body["value"], len(quiet.acts)) == (200, phrases.DONE, 1)
    assert [line["fault"] for line in logs] == ["OSError", "OSError"]


async def test_a_personal_chat_is_answered_where_no_address_can_be_remembered(quiet: Quiet) -> None:
    answers(quiet, Show(QUIET))
    async with answering(quiet, Forgetful()) as bot:
        await bot.receive(message("help"))
        await bot.settles()
        assert [call.path for call in bot.connector.calls] == [f"conversations/{CHAT}/activities"]


async def test_a_fault_of_ours_is_an_error_without_anybodys_words(memory: Memory) -> None:
    with capture_logs() as logs:
        async with answering(Broken(), memory) as bot:
            assert await bot.receive(message("my secret")) == (500, None)
    assert {line["event"] for line in logs} == {"a request failed"}
    assert "secret" not in str(logs)


class Broken(Quiet):
    """A door that has come off its hinges."""

    async def handle(self, happening: Happening) -> Outcome:
        if happening.who == AccountRef(""):
            return Outcome(Nothing())
        raise RuntimeError(f"cannot do {happening.intent}")
