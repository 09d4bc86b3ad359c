"""A recorded, signed payload in; exactly one Happening out."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from bot.happening import (
    FieldValue,
    Happening,
)
from bot.intents import Intent, Profile, Said
from bot.news import (
    AccountFacts,
    ChannelChanged,
    Joined,
    LearnedProfile,
    Left,
    OpenHome,
    Receipt,
    WorkspaceGone,
)
from bot.people import AccountRef, ChannelRef, WorkspaceRef
from tests.adapters.conftest import MOMENT, Bot
from tests.adapters.payloads import command, event, press, submission

Json = dict[str, Any]

HOME = WorkspaceRef("slack", "T1")
ANA = AccountRef("U1")
C1 = ChannelRef("C1")


async def test_a_command_is_said_in_its_channel(bot: Bot) -> None:
    payload = command("list")
    assert await bot.command(payload) == (200, "")
    assert bot.door.last == Happening(
        Said("standup", "list"), HOME, MOMENT, who=ANA, where=C1, key=payload["trigger_id"]
    )


@pytest.mark.parametrize(
    ("typed", "words", "mentions"),
    [
        ("why <@U2|bo> <@U3> <@U2>", "why @0 @1 @0", ("U2", "U3")),
        ("why @bo", "why @bo", ()),
        ("new  a\n b ", "new a b", ()),
        ("x &lt;!channel&gt; &amp;amp; y", "x <!channel> &amp; y", ()),
        ("in <#C7|general> and <#C8>", "in #general and #C8", ()),
        ("<!here> <!subteam^S1|@team> <!channel|channel>", "@here @team channel", ()),
        ("see <https://a.example/?b=1|the page> <mailto:a@b.example>", "", ()),
        ("a\u0000b", "ab", ()),
    ],
)
async def test_words_come_without_slacks_notation(
    bot: Bot, typed: str, words: str, mentions: tuple[str, ...]
) -> None:
    await bot.command(command(typed))
    said = bot.door.last.intent
    assert isinstance(said, Said)
    expected = words or "see the page mailto:a@b.example"
    assert (said.words, said.mentions) == (expected, tuple(map(AccountRef, mentions)))


@pytest.mark.parametrize(
    "changed", [{"channel_id": "D1", "channel_name": "directmessage"}, {"channel_id": "D024BE91L"}]
)
async def test_a_direct_conversation_is_nowhere(bot: Bot, changed: dict[str, str]) -> None:
    await bot.command(command("list", **changed))
    assert bot.door.last.where is None


async def test_a_press_is_what_its_button_carries(bot: Bot) -> None:
    packed = Said("standup", "list").pack()
    assert await bot.interact(press(packed)) == (200, "")
    assert bot.door.last == Happening(
        Said("standup", "list"), HOME, MOMENT, who=ANA, where=C1, key="1548426417.840180/U1"
    )


async def test_an_input_that_is_changed_in_a_form_is_no_press(bot: Bot) -> None:
    picked = {"action_id": "value", "type": "static_select", "value": "x"}
    assert await bot.interact(press("x", actions=[picked])) == (200, "")
    assert bot.door.happenings == []


VALUES: Json = {
    "name": {"value": {"type": "plain_text_input", "value": "  Morning \n"}},
    "blank": {"value": {"type": "plain_text_input", "value": None}},
    "zone": {
        "value": {
            "type": "static_select",
            "selected_option": {"text": {"type": "plain_text", "text": "Paris"}, "value": "p"},
        }
    },
    "none": {"value": {"type": "static_select", "selected_option": None}},
    "days": {"value": {"type": "checkboxes", "selected_options": [{"value": "0"}, {"value": "4"}]}},
    "many": {"value": {"type": "multi_static_select", "selected_options": []}},
    "people": {"value": {"type": "multi_users_select", "selected_users": ["U1", "U2"]}},
    "at": {"value": {"type": "timepicker", "selected_time": "09:30"}},
    "day": {"value": {"type": "datepicker", "selected_date": "2026-11-24"}},
    "never": {"value": {"type": "datepicker", "selected_date": None}},
    "count": {"value": {"type": "number_input", "value": "-12"}},
    "half": {"value": {"type": "number_input", "value": " 0,5 "}},
    "no number": {"value": {"type": "number_input", "value": "1_000"}},
    "endless": {"value": {"type": "number_input", "value": "1" + "0" * 400}},
    "nothing": {"value": {"type": "number_input", "value": None}},
}
FIELDS: dict[str, FieldValue] = {
    "name": "Morning",
    "blank": "",
    "zone": "p",
    "none": "",
    "days": ("0", "4"),
    "many": (),
    "people": (AccountRef("U1"), AccountRef("U2")),
    "at": time(9, 30),
    "day": date(2026, 11, 24),
    "never": None,
    "count": -12.0,
    "half": 0.5,
    "no number": "1_000",
    "endless": "1" + "0" * 400,
    "nothing": None,
}


async def test_a_form_comes_with_its_fields_and_where_it_was_opened(bot: Bot) -> None:
    metadata = json.dumps({"intent": Profile(ANA).pack(), "channel": "C1"})
    assert await bot.interact(submission(metadata, VALUES)) == (200, "")
    assert bot.door.last == Happening(
        Profile(ANA), HOME, MOMENT, who=ANA, where=C1, fields=FIELDS, key="VNHU13V36"
    )


async def test_a_form_of_another_version_says_so_in_itself(bot: Bot) -> None:
    metadata = json.dumps({"intent": "standup.submit/99 {}", "channel": None})
    status, text = await bot.interact(submission(metadata, VALUES))
    answer = json.loads(text)
    assert (status, answer["response_action"], list(answer["errors"])) == (200, "errors", ["name"])
    assert bot.door.happenings == []


USER: Json = {
    "id": "U7",
    "team_id": "T1",
    "name": "chen",
    "deleted": False,
    "tz": "Asia/Tokyo",
    "is_bot": False,
    "profile": {"display_name": "", "real_name": "Chen Li"},
}


def known(**changed: Any) -> AccountFacts:
    return replace(AccountFacts(AccountRef("U7"), "Chen Li", "Asia/Tokyo"), **changed)


NEWS: list[tuple[Json, Intent]] = [
    (
        {"type": "member_joined_channel", "user": "U1", "channel": "C1", "team": "T1"},
        Joined(C1, ANA),
    ),
    ({"type": "member_left_channel", "user": "U1", "channel": "C1"}, Left(C1, ANA)),
    (
        {"type": "member_joined_channel", "user": "UBOT", "channel": "C1"},
        ChannelChanged(C1, present=True),
    ),
    (
        {"type": "member_left_channel", "user": "UBOT", "channel": "C1"},
        ChannelChanged(C1, present=False),
    ),
    ({"type": "channel_left", "channel": "C1"}, ChannelChanged(C1, present=False)),
    ({"type": "group_left", "channel": "C1"}, ChannelChanged(C1, present=False)),
    (
        {"type": "channel_rename", "channel": {"id": "C1", "name": "churn", "created": 1}},
        ChannelChanged(C1, called="churn"),
    ),
    (
        {"type": "group_rename", "channel": {"id": "C1", "name": "churn"}},
        ChannelChanged(C1, called="churn"),
    ),
    (
        {"type": "channel_archive", "channel": "C1", "user": "U1"},
        ChannelChanged(C1, archived=True),
    ),
    ({"type": "group_archive", "channel": "C1"}, ChannelChanged(C1, archived=True)),
    ({"type": "channel_unarchive", "channel": "C1"}, ChannelChanged(C1, archived=False)),
    ({"type": "group_unarchive", "channel": "C1"}, ChannelChanged(C1, archived=False)),
    (
        {"type": "channel_deleted", "channel": "C1"},
        ChannelChanged(C1, archived=True, present=False),
    ),
    ({"type": "group_deleted", "channel": "C1"}, ChannelChanged(C1, archived=True, present=False)),
    ({"type": "team_join", "user": USER}, LearnedProfile(known())),
    ({"type": "user_change", "user": USER | {"tz": None}}, LearnedProfile(known(zone=None))),
    (
        {"type": "user_change", "user": USER | {"deleted": True}},
        LearnedProfile(known(active=False)),
    ),
    ({"type": "user_change", "user": USER | {"is_bot": True}}, LearnedProfile(known(human=False))),
    ({"type": "user_change", "user": USER | {"team_id": "T2"}}, LearnedProfile(known(human=False))),
    (
        {"type": "user_change", "user": USER | {"id": "USLACKBOT"}},
        LearnedProfile(known(account=AccountRef("USLACKBOT"), human=False)),
    ),
    (
        {
            "type": "user_change",
            "user": USER | {"team_id": "T2", "enterprise_user": {"teams": ["T2", "T1"]}},
        },
        LearnedProfile(known()),
    ),
    (
        {"type": "user_change", "user": USER | {"enterprise_user": {"teams": ["T2"]}}},
        LearnedProfile(known(human=False)),
    ),
    (
        {"type": "user_change", "user": USER | {"is_stranger": True}},
        LearnedProfile(known(human=False)),
    ),
    (
        {"type": "user_change", "user": USER | {"profile": {"display_name": "chen"}}},
        LearnedProfile(known(name="chen")),
    ),
    (
        {
            "type": "message_metadata_posted",
            "app_id": "A1",
            "bot_id": "B1",
            "user_id": "UBOT",
            "team_id": "T1",
            "channel_id": "D1",
            "metadata": {"event_type": "muster_post", "event_payload": {"id": "row-7"}},
            "message_ts": "1658903885.673769",
        },
        Receipt("row-7", "D1", "1658903885.673769"),
    ),
    ({"type": "app_uninstalled"}, WorkspaceGone()),
    (
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": ["UBOT"]}},
        WorkspaceGone(),
    ),
]


@pytest.mark.parametrize(("happened", "intent"), NEWS, ids=lambda one: str(one)[:60])
async def test_an_event_is_news(bot: Bot, happened: Json, intent: Intent) -> None:
    assert await bot.post(json.dumps(event(happened)).encode()) == (200, "")
    assert bot.door.happenings == [Happening(intent, HOME, MOMENT, key="Ev0LAN670R")]


async def test_whoever_opens_their_home_tab_does_so_themselves(bot: Bot) -> None:
    opened = {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "home"}
    assert await bot.post(json.dumps(event(opened)).encode()) == (200, "")
    assert bot.door.happenings == [Happening(OpenHome(), HOME, MOMENT, who=ANA, key="Ev0LAN670R")]
    nobody = opened | {"user": None}
    assert (await bot.post(json.dumps(event(nobody)).encode()))[0] == 400


@pytest.mark.parametrize(
    "happened",
    [
        {"type": "app_home_opened", "user": "U1", "channel": "D1", "tab": "messages"},
        {"type": "a_later_event"},
        {"type": "tokens_revoked", "tokens": {"oauth": ["U1"]}},
        NEWS[-3][0] | {"app_id": "A2", "bot_id": "B2"},
        NEWS[-3][0] | {"metadata": {"event_type": "task_created", "event_payload": {"id": "1"}}},
        NEWS[-3][0] | {"metadata": {"event_type": "muster_post", "event_payload": {}}},
    ],
)
async def test_an_event_that_is_no_news_is_taken_in_silence(bot: Bot, happened: Json) -> None:
    assert await bot.post(json.dumps(event(happened)).encode()) == (200, "")
    assert bot.door.happenings == []


async def test_an_event_of_a_shared_channel_may_name_us_among_others(bot: Bot) -> None:
    shared = event(NEWS[0][0], team_id="T2")
    assert (await bot.post(json.dumps(shared).encode()))[0] == 200
    assert (await bot.post(json.dumps(shared | {"authorizations": []}).encode()))[0] == 403
    assert len(bot.door.happenings) == 1
