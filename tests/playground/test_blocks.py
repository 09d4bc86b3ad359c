"""Block Kit in messages: what Slack takes, and each way in which it does not."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from playground.blockkit.blocks import check_message

Json = dict[str, Any]


def plain(text: str = "t") -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str = "t") -> Json:
    return {"type": "mrkdwn", "text": text}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain(), "action_id": "a", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def rich(*parts: Json) -> Json:
    return {"type": "rich_text", "elements": list(parts)}


def words(*spans: Json) -> Json:
    return {"type": "rich_text_section", "elements": list(spans)}


def option(value: str = "v") -> Json:
    return {"text": plain(), "value": value}


def select(**more: Any) -> Json:
    return {"type": "static_select", "options": [option("1"), option("2")], "action_id": "s"} | more


SURE = {"title": plain(), "text": plain(), "confirm": plain(), "deny": plain(), "style": "danger"}
SPANS = (
    {"type": "text", "text": "t", "style": {"bold": True, "italic": True, "code": True}},
    {"type": "user", "user_id": "U01ANA", "style": {"bold": True}},
    {"type": "channel", "channel_id": "C01CHURN"},
    {"type": "link", "url": "https://example.com", "text": "t"},
    {"type": "date", "timestamp": 1_790_000_000, "format": "{time}", "fallback": "9:30"},
    {"type": "emoji", "name": "wave"},
    {"type": "broadcast", "range": "here"},
)

FINE: list[Json] = [
    {"type": "header", "text": plain("x" * 150), "block_id": "b" * 255},
    {"type": "divider"},
    {"type": "section", "text": mrkdwn("x" * 3000)},
    {"type": "section", "fields": [plain("x" * 2000)] * 10},
    {"type": "section", "text": plain(), "accessory": button(), "expand": True},
    {"type": "context", "elements": [mrkdwn()] * 10},
    actions(*(button(action_id=str(number)) for number in range(25))),
    actions(button(value="v" * 2000, style="primary", confirm=SURE, url="https://example.com")),
    actions(select(initial_option=option("2"), placeholder=plain("x" * 150))),
    actions({"type": "users_select", "action_id": "u", "initial_user": "U01ANA"}),
    actions({"type": "datepicker", "action_id": "d", "initial_date": "2028-02-29"}),
    rich(words(*SPANS)),
    rich({"type": "rich_text_list", "style": "bullet", "elements": [words()], "indent": 8}),
    rich({"type": "rich_text_quote", "elements": [SPANS[0]], "border": 1}),
    rich({"type": "rich_text_preformatted", "elements": [SPANS[0]]}),
]

BAD: list[tuple[Json, str]] = [
    ({"type": "video"}, "unsupported type: video [json-pointer:/blocks/0]"),
    ({"type": "divider", "color": "red"}, "invalid additional property: color"),
    ({"type": "divider", "block_id": ""}, "must be more than 0 characters"),
    ({"type": "divider", "block_id": "b" * 256}, "must be less than 256 characters"),
    ({"type": "header"}, "missing required field: text"),
    ({"type": "header", "text": mrkdwn()}, "must be one of: plain_text"),
    ({"type": "header", "text": plain("")}, "must be more than 0 characters"),
    ({"type": "header", "text": plain("x" * 151)}, "must be less than 151 characters"),
    ({"type": "header", "text": "t"}, "must provide an object [json-pointer:/blocks/0/text]"),
    ({"type": "header", "text": {**plain(), "emoji": 1}}, "must be a boolean"),
    ({"type": "header", "text": plain() | {"verbatim": True}}, "additional property: verbatim"),
    ({"type": "section"}, "must define either `text` or `fields`"),
    ({"type": "section", "text": mrkdwn("x" * 3001)}, "must be less than 3001 characters"),
    ({"type": "section", "text": mrkdwn() | {"emoji": True}}, "additional property: emoji"),
    ({"type": "section", "fields": []}, "no fewer than 1 items allowed"),
    ({"type": "section", "fields": [plain()] * 11}, "no more than 10 items allowed"),
    ({"type": "section", "fields": [plain("x" * 2001)]}, "[json-pointer:/blocks/0/fields/0/text]"),
    ({"type": "section", "text": plain(), "accessory": {"type": "image"}}, "unsupported type"),
    ({"type": "section", "text": plain(), "expand": "yes"}, "must be a boolean"),
    ({"type": "context", "elements": []}, "no fewer than 1 items allowed"),
    ({"type": "context", "elements": [mrkdwn()] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": [button()]}, "must be one of: plain_text"),
    (actions(), "no fewer than 1 items allowed"),
    (actions(*(button(action_id=str(n)) for n in range(26))), "no more than 25 items allowed"),
    (actions(button(), button()), "`action_id` already exists: a"),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    (actions(button(text=plain("x" * 76))), "must be less than 76 characters"),
    (actions(button(text=mrkdwn())), "must be one of: plain_text"),
    (actions(button(action_id="")), "must be more than 0 characters"),
    (actions(button(action_id="a" * 256)), "must be less than 256 characters"),
    (actions(button(value="v" * 2001)), "must be less than 2001 characters"),
    (actions(button(value=7)), "must be a string"),
    (actions(button(url="h" * 3001)), "must be less than 3001 characters"),
    (actions(button(accessibility_label="x" * 76)), "must be less than 76 characters"),
    (actions(button(style="default")), "must be one of: primary, danger"),
    (actions(button(tooltip="x")), "invalid additional property: tooltip"),
    (actions({"type": "button", "action_id": "a"}), "missing required field: text"),
    (actions(button(confirm={**SURE, "title": plain("x" * 101)})), "must be less than 101"),
    (actions(button(confirm={**SURE, "text": plain("x" * 301)})), "must be less than 301"),
    (actions(button(confirm={**SURE, "confirm": plain("x" * 31)})), "must be less than 31"),
    (actions(button(confirm={**SURE, "deny": plain("x" * 31)})), "must be less than 31"),
    (actions(button(confirm={**SURE, "style": "plain"})), "must be one of: primary, danger"),
    (actions(button(confirm={"title": plain()})), "missing required field: deny"),
    (actions(select(options=[])), "no fewer than 1 items allowed"),
    (actions(select(options=[option(str(n)) for n in range(101)])), "no more than 100 items"),
    (actions(select(options=[option(), option()])), "duplicate option value: v"),
    (actions(select(options=[option("v" * 151)])), "must be less than 151 characters"),
    (actions(select(options=[{"text": mrkdwn(), "value": "v"}])), "must be one of: plain_text"),
    (actions(select(initial_option=option("3"))), "initial_option must be one of the options"),
    (actions(select(placeholder=plain("x" * 151))), "must be less than 151 characters"),
    (actions({"type": "datepicker", "initial_date": "2027-02-29"}), "must be a date"),
    (actions({"type": "timepicker", "initial_time": "24:00"}), "must be a time"),
    (actions({"type": "users_select", "initial_user": "ana"}), "must be a user id"),
    (rich(), "no fewer than 1 items allowed"),
    (rich({"type": "section"}), "unsupported type: section"),
    (rich(words({"type": "text", "text": ""})), "must be more than 0 characters"),
    (rich(words({"type": "text", "text": "t", "style": {"red": True}})), "additional property"),
    (rich(words({"type": "text", "text": "t", "style": {"bold": 1}})), "must be a boolean"),
    (rich(words({"type": "user", "user_id": "@ana"})), "must be a user id"),
    (rich(words({"type": "user", "user_id": "U1", "style": {"code": True}})), "must be a user id"),
    (rich(words({"type": "channel", "channel_id": ""})), "must be more than 1 characters"),
    (rich(words({"type": "link", "text": "t"})), "missing required field: url"),
    (rich(words({"type": "date", "timestamp": "1", "format": "{time}"})), "must be an integer"),
    (rich(words({"type": "date", "timestamp": 1, "format": "at"})), "at least one date token"),
    (rich(words({"type": "broadcast", "range": "all"})), "must be one of: here"),
    (rich(words({"type": "image"})), "unsupported type: image"),
    (rich({"type": "rich_text_list", "style": "dash", "elements": [words()]}), "must be one of"),
    (rich({"type": "rich_text_list", "style": "bullet", "elements": [SPANS[0]]}), "sections only"),
    (
        rich({"type": "rich_text_list", "style": "bullet", "elements": [words()], "indent": 9}),
        "must be between 0 and 8",
    ),
    (rich({"type": "rich_text_quote", "elements": "t"}), "must provide an array"),
]


@pytest.mark.parametrize("block", FINE, ids=lambda block: str(block)[:60])
def test_what_slack_takes_is_taken(block: Json) -> None:
    assert check_message([block]) == []


@pytest.mark.parametrize(("block", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_what_slack_refuses_is_refused_with_its_place(block: Json, problem: str) -> None:
    found = check_message([block])
    assert any(problem in one for one in found), found
    assert all("[json-pointer:/blocks/0" in one for one in found)


def test_a_message_holds_fifty_blocks() -> None:
    assert check_message([{"type": "divider"}] * 50) == []
    assert check_message([{"type": "divider"}] * 51) == [
        "no more than 50 items allowed [json-pointer:/blocks]"
    ]


def test_a_block_id_stands_once_in_a_message() -> None:
    twice = [{"type": "divider", "block_id": "b"}, {"type": "divider", "block_id": "b"}]
    assert check_message(twice) == ["`block_id` already exists: b [json-pointer:/blocks/1]"]


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert check_message([actions(button()), actions(button())]) == []


def test_a_block_that_is_no_object_is_refused() -> None:
    assert check_message([None]) == ["must provide an object [json-pointer:/blocks/0]"]


@pytest.mark.parametrize("block", FINE, ids=lambda block: str(block)[:60])
def test_checking_never_raises_whatever_part_is_missing_or_of_another_kind(block: Json) -> None:
    for path in _paths(block):
        for put in (None, "x", 7, [], {}, [None], {"type": None}):
            assert isinstance(check_message([_changed(block, path, put)]), list)


def _paths(part: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = (
        list(part) if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else []
    )
    return [here, *(path for key in keys for path in _paths(part[key], (*here, key)))]


def _changed(block: Json, path: tuple[Any, ...], put: Any) -> Any:
    if not path:
        return put
    changed = copy.deepcopy(block)
    part: Any = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = put
    return changed
