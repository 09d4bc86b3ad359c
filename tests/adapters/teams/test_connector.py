"""What the connector answers, good and bad, is what the courier needs to know."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import pytest
from aiohttp import web

from adapters.teams.connector import PAGES
from adapters.teams.refusals import TOO_BIG
from bot.mail import Lost, Refused, Throttled, Unanswered, Unreachable
from playground.teams.faults import Fault
from tests.adapters.teams.served import Served
from tests.adapters.teams.tiny_connector import Obedient, obedient

HELLO = {"type": "message", "text": "hello"}


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(412), Unreachable),
        (Fault(429, retry_after=7), Throttled),
        (Fault(429), Throttled),
        (Fault(502), Unanswered),
        (Fault(502, "after"), Unanswered),
        (Fault(504, "after"), Unanswered),
        (Fault(500), Unanswered),
        (Fault(503), Unanswered),
        (Fault(0), Unanswered),
        (Fault(0, "after"), Unanswered),
        (Fault(400, code="BadSyntax"), Refused),
        (Fault(403, code="BotNotInConversationRoster"), Refused),
        (Fault(413), Refused),
    ],
    ids=str,
)
async def test_every_fault_is_told_for_what_it_is(
    there: Served, fault: Fault, error: type[Exception]
) -> None:
    chat = there.playground.chat(there.ana)
    there.playground.faults.order("POST", fault)
    with pytest.raises(error) as told:
        await there.connector.send(there.service, chat.id, HELLO, Lost.CONVERSATION)
    assert len(chat.standing()) == (1 if fault.when == "after" else 0)
    match told.value:
        case Throttled(seconds=seconds):
            assert seconds == (fault.retry_after or 5.0)
        case Refused(lost=lost):
            assert lost is (Lost.CONVERSATION if fault.status == 403 else Lost.MESSAGE)


async def test_our_token_goes_to_no_other_host(there: Served) -> None:
    for service in ("http://127.0.0.1:1/", "https://evil.example/", "https://x@127.0.0.1/", "no"):
        with pytest.raises(Refused, match="untrusted-service"):
            await there.connector.send(service, "a:1", HELLO)


async def test_a_message_is_posted_edited_and_withdrawn_and_twice_withdrawn_is_no_fault(
    there: Served,
) -> None:
    chat = there.playground.chat(there.ana)
    id = await there.connector.send(there.service, chat.id, HELLO)
    await there.connector.edit(there.service, chat.id, id, HELLO | {"text": "good morning"})
    assert chat.standing()[0].body["text"] == "good morning"
    await there.connector.withdraw(there.service, chat.id, id)
    await there.connector.withdraw(there.service, chat.id, id)
    assert chat.standing() == []
    with pytest.raises(Refused) as no:
        await there.connector.edit(there.service, chat.id, id, HELLO)
    assert no.value.lost is Lost.MESSAGE


async def test_a_thread_begins_in_a_channel_and_is_answered_in(there: Served) -> None:
    tenant = there.playground.tenant.id
    root = await there.connector.thread(there.service, tenant, there.channel.id, HELLO)
    await there.connector.send(there.service, f"{there.channel.id};messageid={root}", HELLO)
    assert [one.under for one in there.channel.standing()] == [None, root]


async def test_long_lists_of_members_are_read_to_their_end(there: Served) -> None:
    team = there.playground.tenant.teams[there.channel.team]
    team.members += [there.playground.tenant.person(f"P{number}") for number in range(1200)]
    there.playground.faults.order("pagedmembers", Fault(200), Fault(429, retry_after=1))
    found = await there.connector.members(there.service, team.id)
    assert len(found) == 1203
    assert len({one["aadObjectId"] for one in found}) == 1203


async def test_a_chat_is_found_for_whoever_has_the_app_or_is_in_a_team_that_has(
    there: Served,
) -> None:
    tenant = there.playground.tenant.id
    chat = await there.connector.personal(there.service, tenant, there.ana.account)
    assert chat == there.playground.chat(there.ana).id
    with pytest.raises(Refused) as no:
        await there.connector.personal(there.service, tenant, there.chen.account)
    assert no.value.lost is Lost.CONVERSATION
    chat = await there.connector.personal(there.service, tenant, there.chen.id)
    assert chat == there.playground.chat(there.chen).id


@pytest.fixture
async def tiny() -> AsyncIterator[Obedient]:
    async with obedient() as one:
        yield one


async def posts(tiny: Obedient, status: int = 200, **answer: Any) -> str:
    tiny.reply = partial(web.Response, status=status, **answer)
    return await tiny.connector.send(tiny.url, "19:c", HELLO)


async def test_nobody_there_is_surely_not_sent(tiny: Obedient) -> None:
    with pytest.raises(Unreachable):
        await tiny.connector.send("http://127.0.0.1:9/", "19:c", HELLO)


async def test_a_token_that_is_refused_twice_is_a_final_no_of_the_workspace(there: Served) -> None:
    there.playground.faults.order("POST", Fault(401, code="Unauthorized"), Fault(401))
    with pytest.raises(Refused) as no:
        await there.connector.send(there.service, "a:1", HELLO)
    assert no.value.lost is Lost.WORKSPACE
    assert len(there.playground.tokens.issued) == 3  # The bot's own at its start, and two of ours.


async def test_an_id_is_one_part_of_the_path_whatever_is_in_it(tiny: Obedient) -> None:
    tiny.reply = lambda: web.json_response({"id": "1"})
    await tiny.connector.send(tiny.url, "19:a/b;messageid=1 ?#%@é", HELLO)
    await tiny.connector.edit(tiny.url, "a:1", "../2?x", HELLO)
    assert tiny.calls == [
        "POST /v3/conversations/19%3Aa%2Fb%3Bmessageid%3D1%20%3F%23%25%40%C3%A9/activities",
        "PUT /v3/conversations/a%3A1/activities/..%2F2%3Fx",
    ]


async def test_nobody_is_followed_to_another_place(tiny: Obedient) -> None:
    with pytest.raises(Refused, match="http_307"):
        await posts(tiny, 307, headers={"Location": f"{tiny.url}elsewhere"})
    assert len(tiny.calls) == 1


@pytest.mark.parametrize("body", [b"", b"{}", b'{"id": 7}', b"[]", b"<html>", b"\xff", b"[" * 9999])
async def test_whatever_was_taken_without_an_id_is_unanswered(tiny: Obedient, body: bytes) -> None:
    with pytest.raises(Unanswered):
        await posts(tiny, body=body)


@pytest.mark.parametrize(
    ("status", "error"), [(412, Unreachable), (429, Throttled), (403, Refused), (502, Unanswered)]
)
@pytest.mark.parametrize("body", [b"<html>", b"\xff\xfe", b"[" * 9999, b"[]", b'{"error": "x"}'])
async def test_a_no_is_understood_however_its_page_is_written(
    tiny: Obedient, status: int, error: type[Exception], body: bytes
) -> None:
    with pytest.raises(error):
        await posts(tiny, status, body=body)


@pytest.mark.parametrize(
    ("name", "value", "seconds"),
    [
        ("Retry-After", "7", 7),
        ("retry-after", "7", 7),
        ("Retry-After", "0", 1),
        ("Retry-After", "soon", 5),
        ("Retry-After", "nan", 5),
        ("Retry-After", "inf", 5),
        ("Retry-After", "999999", 3600),
    ],
)
async def test_patience_is_what_the_connector_asks_for_within_reason(
    tiny: Obedient, name: str, value: str, seconds: float
) -> None:
    with pytest.raises(Throttled) as fast:
        await posts(tiny, 429, headers={name: value})
    assert fast.value.seconds == seconds


async def test_a_place_that_is_not_there_and_a_card_that_is_too_big_are_told_apart(
    tiny: Obedient,
) -> None:
    for status, code, lost in (
        (404, "ConversationNotFound", Lost.CHANNEL),
        (400, "BadSyntax", Lost.MESSAGE),
        (400, TOO_BIG, Lost.MESSAGE),
        (413, "", Lost.MESSAGE),
        (413, "RequestEntityTooLarge", Lost.MESSAGE),
        (400, "RequestEntityTooLarge", Lost.MESSAGE),
    ):
        with pytest.raises(Refused) as no:
            await posts(tiny, status, text=f'{{"error": {{"code": "{code}"}}}}')
        big = status == 413 or code == "RequestEntityTooLarge"
        assert (no.value.code, no.value.lost) == (TOO_BIG if big else code, lost)


async def test_a_list_without_an_end_or_without_its_people_is_not_taken_for_the_whole(
    tiny: Obedient,
) -> None:
    for told in ("{}", '{"members": null}', '{"members": 7}', '{"conversations": {}}'):
        tiny.reply = partial(web.Response, text=told)
        with pytest.raises(Unanswered):
            await tiny.connector.members(tiny.url, "19:t")
        with pytest.raises(Unanswered):
            await tiny.connector.channels(tiny.url, "19:t")
    tiny.calls.clear()
    tiny.reply = lambda: web.json_response({"members": [], "continuationToken": "a+b/c=="})
    with pytest.raises(Unanswered):
        await tiny.connector.members(tiny.url, "19:t")
    assert len(tiny.calls) == PAGES
    assert tiny.calls[1].endswith("?pageSize=500&continuationToken=a%2Bb/c%3D%3D")


async def test_a_list_that_may_not_be_read_for_long_is_put_off(tiny: Obedient) -> None:
    tiny.reply = lambda: web.Response(status=429, headers={"Retry-After": "61"})
    with pytest.raises(Throttled):
        await tiny.connector.members(tiny.url, "19:t")
    assert len(tiny.calls) == 1
