"""Who is not Slack stays outside, and what Slack signs can be odd without harm."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from urllib.parse import quote, quote_plus, urlencode

import aiohttp
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from multidict import CIMultiDict

from adapters.slack.payloads import unquoted
from bot.intents import Said
from tests.adapters.conftest import Bot
from tests.adapters.payloads import NOW, command, event, form, press, signed, submission

GOOD = urlencode(command("list")).encode()


async def test_a_signed_command_comes_in(bot: Bot) -> None:
    assert await bot.post(GOOD) == (200, "")
    assert len(bot.door.happenings) == 1


async def test_either_secret_is_taken_while_one_is_rotated(bot: Bot) -> None:
    assert (await bot.post(GOOD, signed(GOOD, secret="thenewone")))[0] == 200
    assert (await bot.post(GOOD, signed(GOOD, secret="the wrong one")))[0] == 401


@pytest.mark.parametrize(
    "changed",
    [
        {"X-Slack-Request-Timestamp": "yesterday"},
        {"X-Slack-Request-Timestamp": "\uff11" + str(NOW)[1:]},
        {"X-Slack-Request-Timestamp": f"+{NOW}"[:10]},
        {"X-Slack-Request-Timestamp": "9" * 400},
        {"X-Slack-Request-Timestamp": ""},
        {"X-Slack-Signature": "v0=é" + "0" * 63},
        {"X-Slack-Signature": "v0=" + "G" * 64},
        {"X-Slack-Signature": "v1=" + "0" * 64},
        {"X-Slack-Signature": "v0=" + "0" * 64},
        {"X-Slack-Signature": ""},
        {"Content-Type": "application/json; charset=nonsense", "X-Slack-Signature": "v0="},
    ],
)
async def test_a_request_that_is_not_signed_well_is_refused(
    bot: Bot, changed: dict[str, str]
) -> None:
    status, text = await bot.post(GOOD, signed(GOOD) | changed)
    assert (status, text) == (401, "")
    assert bot.door.happenings == []


async def test_a_body_that_is_not_packed_as_it_says_is_refused(bot: Bot) -> None:
    assert (await bot.post(GOOD, signed(GOOD) | {"Content-Encoding": "gzip"}))[0] == 401


async def test_an_unsigned_request_is_refused_even_as_an_ssl_check(bot: Bot) -> None:
    assert (await bot.post(b"ssl_check=1", {}))[0] == 401


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-300, 200), (300, 200), (301, 401)])
async def test_a_signature_is_good_for_five_minutes(bot: Bot, seconds: int, status: int) -> None:
    assert (await bot.post(GOOD, signed(GOOD, at=NOW + seconds)))[0] == status


async def test_two_signatures_are_one_too_many(bot: Bot) -> None:
    headers = CIMultiDict(signed(GOOD))
    headers.add("X-Slack-Signature", headers["X-Slack-Signature"])
    url = f"{bot.url}/slack/events"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=GOOD, headers=headers) as answer,
    ):
        assert answer.status == 401


async def test_a_megabyte_is_more_than_slack_ever_sends(bot: Bot) -> None:
    large = b"text=" + b"x" * 1_000_000
    assert (await bot.post(large))[0] == 401


async def test_a_body_of_unknown_length_is_not_read(bot: Bot) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield GOOD

    url = f"{bot.url}/slack/events"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=pieces(), headers=signed(GOOD)) as answer,
    ):
        assert answer.status == 401


METADATA = json.dumps({"intent": Said("standup", "").pack(), "channel": None})
DEEP = b"[" * 20_000
ODD = [
    b"[1]",
    b"payload=null",
    b"payload=[1]",
    b"payload=%7B",
    b"payload=" + DEEP,
    b"payload=" + b'{"a":' * 20_000,
    b'{"a":' * 20_000,
    b"{",
    b'{"type": "event_callback"}',
    b"\xff\xfe\x00",
    "payload={}".encode("utf-16"),
    b"payload=" + urlencode({"": '{"type":"block_actions","user":{"id":"\\ud800"}}'}).encode()[1:],
    b"",
    urlencode({"command": "/standup", "team_id": "T1", "api_app_id": "A1"}).encode(),
    form(press("\ud800")),
    form({"type": "block_actions"}),
    form(press("x", actions=[])),
    form(press("x", actions=5)),
    form(press("x", actions=[None])),
    form(press("x", actions=[{"action_id": 5}])),
    form(press("x", user=5)),
    form(press("x", team=[])),
    form(press("x", channel={"id": 5})),
    form(submission("{}", {})),
    form(submission("null", {})),
    form(submission("[" * 5000, {})),
    form(submission('{"intent":5}', {})),
    form(submission(METADATA, {"a": 5})),
    form(submission(METADATA, {"a": {"value": {"type": "timepicker", "selected_time": "25:99"}}})),
    form(submission(METADATA, {"a": {"value": {"type": "a later kind"}}})),
    form({"type": "view_submission", "view": None}),
    form(submission("{}", {}, view={"callback_id": "muster"})),
    json.dumps(event({"type": 5})).encode(),
    json.dumps(event({"type": "user_change", "user": "U1"})).encode(),
    json.dumps(event({"type": "channel_rename", "channel": {"id": []}})).encode(),
    json.dumps(event({"type": "user_change", "user": {"id": "U1"}}, authorizations=5)).encode(),
    json.dumps(event({"type": "user_change", "user": {"id": "U1"}}, authorizations=[5])).encode(),
    json.dumps(event({"type": "tokens_revoked", "tokens": None})).encode(),
]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
async def test_odd_bytes_with_a_good_signature_are_a_400(bot: Bot, body: bytes) -> None:
    assert await bot.post(body) == (400, "")
    assert bot.door.happenings == []


@given(st.text())
@example("a+b =3D%25\r\n\t é😀 =\n x ")
def test_a_posted_value_is_read_as_it_was_written(text: str) -> None:
    assert unquoted(quote_plus(text).encode()).decode() == text
    small = re.sub("%..", lambda code: code.group().lower(), quote(text, safe=""))
    assert unquoted(small.encode()).decode() == text


async def test_a_payload_for_another_installation_is_refused(bot: Bot) -> None:
    for payload in (command("list", team_id="T2"), command("list", api_app_id="A2")):
        assert (await bot.command(payload))[0] == 403
    assert (await bot.interact(press("x", team={"id": "T2"})))[0] == 403
    assert bot.door.happenings == []


async def test_slack_may_check_the_address(bot: Bot) -> None:
    asked = json.dumps({"type": "url_verification", "challenge": "3eZbrw1a", "token": "x"}).encode()
    status, text = await bot.post(asked)
    assert (status, json.loads(text)) == (200, {"challenge": "3eZbrw1a"})
    assert await bot.post(b"ssl_check=1&token=x") == (200, "")


async def test_what_we_have_no_use_for_is_taken_in_silence(bot: Bot) -> None:
    shortcut = press("x") | {"type": "shortcut", "callback_id": "x"}
    assert await bot.interact(shortcut) == (200, "")
    assert bot.door.happenings == []
