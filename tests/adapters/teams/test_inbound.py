"""An authenticated activity in; exactly one Happening out, whoever and wherever it says it is."""

from __future__ import annotations

from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.teams.inbound import FOR
from bot.forms import Form, Text, dump
from bot.happening import Happening
from bot.intents import Profile, Said
from bot.news import AccountFacts, LearnedProfile
from bot.people import AccountRef, ChannelRef
from tests.adapters.teams.activities import (
    ANA,
    CHANNEL,
    GROUP,
    NAMES,
    execute,
    message,
    recorded,
    task,
)
from tests.adapters.teams.answering import HOME, MOMENT, SEAL, Bot, Quiet

Json = dict[str, Any]

KENJI = "00000000-0000-4000-8000-000000000021"
PRIYA = "00000000-0000-4000-8000-000000000022"


async def test_words_are_said_in_their_channel_by_the_one_whom_teams_names(
    teams: Bot, quiet: Quiet
) -> None:
    activity = recorded("message_thread")
    assert await teams.receive(activity) == (200, None)
    key = f"{activity['id']}/{ANA}"
    assert quiet.acts == [
        Happening(
            Said("muster", "thread"),
            HOME,
            MOMENT,
            who=AccountRef(ANA),
            where=ChannelRef(CHANNEL),
            key=key,
        )
    ]


@pytest.mark.parametrize(
    ("name", "where"),
    [("personal", None), ("group", ChannelRef(GROUP)), ("channel", ChannelRef(CHANNEL))],
)
async def test_a_personal_chat_is_nowhere_and_a_thread_is_in_its_channel(
    teams: Bot, quiet: Quiet, name: str, where: ChannelRef | None
) -> None:
    await teams.receive(recorded(f"message_{name}"))
    assert quiet.acts[0].where == where


async def test_where_teams_does_not_say_what_a_conversation_is_it_is_not_taken_for_a_private_one(
    teams: Bot, quiet: Quiet
) -> None:
    activity = message("help", "group")
    del activity["conversation"]["conversationType"]
    await teams.receive(activity)
    assert quiet.acts[0].where == ChannelRef(GROUP)


LIST = Said("standup", "list")
FORM = Form("Standup", Profile(AccountRef(ANA)), (Text("today", "Today"),))
PRESS = SEAL.close({"does": LIST.pack()})
SEND = SEAL.close({"form": dump(FORM), "channel": CHANNEL, FOR: ANA})


async def test_a_press_is_what_its_button_carries(teams: Bot, quiet: Quiet) -> None:
    activity = execute("press", PRESS, "channel")
    status, _ = await teams.receive(activity)
    assert status == 200
    key = f"{activity['id']}/{ANA}"
    who, where = AccountRef(ANA), ChannelRef(CHANNEL)
    assert quiet.acts == [Happening(LIST, HOME, MOMENT, who=who, where=where, key=key)]


async def test_a_form_comes_with_its_fields_and_the_channel_it_was_asked_for_in(
    teams: Bot, quiet: Quiet
) -> None:
    await teams.receive(execute("send", SEND | {"today": " Ship \n"}))
    (act,) = quiet.acts
    assert (act.intent, act.fields) == (FORM.intent, {"today": "Ship"})
    assert act.where == ChannelRef(CHANNEL)


async def test_a_form_that_a_client_sends_as_a_message_is_sent_all_the_same(
    teams: Bot, quiet: Quiet
) -> None:
    activity = message("", value=SEND | {"today": "Ship"})
    assert await teams.receive(activity) == (200, None)
    assert (quiet.acts[0].intent, quiet.acts[0].fields) == (FORM.intent, {"today": "Ship"})


async def test_a_button_that_a_client_sends_as_a_message_is_pressed_all_the_same(
    teams: Bot, quiet: Quiet
) -> None:
    assert await teams.receive(message("", value=PRESS)) == (200, None)
    assert quiet.acts[0].intent == LIST


async def test_a_dialog_is_opened_and_sent_by_its_data(teams: Bot, quiet: Quiet) -> None:
    await teams.receive(task("task/fetch", PRESS))
    await teams.receive(task("task/submit", SEND | {"today": "Ship"}))
    assert [one.intent for one in quiet.acts] == [LIST, FORM.intent]
    assert quiet.acts[1].fields == {"today": "Ship"}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"does": LIST.pack()},
        {"muster": {"does": LIST.pack()}},
        {"muster": {"does": LIST.pack(), "seal": "x"}},
        {"muster": PRESS["muster"] | {"does": Said("standup", "delete").pack()}},
        {"muster": PRESS["muster"] | {"channel": CHANNEL}},
        SEAL.close({"does": "standup.answer/99 {}"}),
        SEAL.close({"form": "[1,2]"}),
        SEAL.close({"does": LIST.pack(), "channel": CHANNEL, FOR: KENJI}),
    ],
)
@pytest.mark.parametrize("verb", ["press", "send", "task/fetch", "task/submit"])
async def test_what_is_not_ours_or_not_theirs_does_nothing_and_says_so(
    teams: Bot, quiet: Quiet, verb: str, data: Json
) -> None:
    activity = task(verb, data) if verb.startswith("task") else execute(verb, data)
    status, body = await teams.receive(activity)
    said = body["task"]["value"] if verb.startswith("task") else body["value"]
    assert (status, quiet.acts) == (200, [])
    assert "another version" in said


async def test_nobody_acts_for_another_by_what_a_card_carries(teams: Bot, quiet: Quiet) -> None:
    data = PRESS | {"who": KENJI, "aadObjectId": KENJI, "from": {"aadObjectId": KENJI}}
    await teams.receive(execute("press", data))
    assert quiet.acts[0].who == AccountRef(ANA)


@pytest.mark.parametrize("activity", [message("help"), execute("press", PRESS)])
async def test_somebody_whom_teams_does_not_name_is_refused(
    teams: Bot, quiet: Quiet, activity: Json
) -> None:
    sender = {"id": "29:1guest", "name": "Guest"}
    with capture_logs() as logs:
        status, _ = await teams.receive(activity | {"from": sender})
    assert (status, quiet.happenings) == (403, [])
    assert [line["event"] for line in logs] == ["an act of nobody was refused"]


async def test_what_an_activity_tells_of_its_sender_is_learned_before_their_act(
    teams: Bot, quiet: Quiet
) -> None:
    await teams.receive(message("help"))
    await teams.receive(execute("press", PRESS))
    learned = LearnedProfile(
        AccountFacts(AccountRef(ANA), "Ana Duarte", "Europe/Berlin", human=None)
    )
    assert [one.intent for one in quiet.happenings] == [learned, Said("muster", "help"), LIST]


@pytest.mark.parametrize("name", NAMES)
async def test_every_recorded_activity_is_taken(teams: Bot, quiet: Quiet, name: str) -> None:
    activity = recorded(name)
    with capture_logs() as logs:
        status, body = await teams.receive(activity)
        await teams.settles()
    assert status == 200
    assert [line for line in logs if line["log_level"] != "info"] == []
    assert (body is not None) == (activity["type"] == "invoke")
    assert len(quiet.acts) == (activity["type"] == "message" or name == "installed_personal")


async def test_an_invoke_that_is_none_of_ours_is_told_so(teams: Bot) -> None:
    status, body = await teams.receive(execute("", {}) | {"name": "composeExtension/query"})
    assert (status, body["statusCode"]) == (501, 501)


@pytest.mark.parametrize(
    "changed",
    [{"value": None}, {"value": {}}, {"value": {"action": []}}, {"id": None}, {"id": ["x"]}],
)
async def test_a_malformed_press_is_an_invokes_error(teams: Bot, changed: Json) -> None:
    status, body = await teams.receive(execute("press", PRESS) | changed)
    assert (status, body["statusCode"]) == (400, 400)
    assert body["type"] == "application/vnd.microsoft.error"
