"""Our own tokens: one for all, renewed before it ends, and once more when it is refused."""

from __future__ import annotations

import asyncio

import pytest
from pydantic import ValidationError

from adapters.teams.neighbour import Teams
from adapters.teams.settings import TeamsSettings
from adapters.teams.tokens import Tokens
from bot.clock import monotonic
from bot.mail import CannotStart, Lost, Refused, Unreachable
from tests.adapters.teams.answering import Memory, Quiet
from tests.adapters.teams.served import Served


async def test_many_calls_share_one_token_until_it_has_lived_four_fifths(there: Served) -> None:
    first = await asyncio.gather(*(there.tokens.token() for _ in range(10)))
    assert len(set(first)) == 1
    there.ahead[0] = 0.79 * 3600
    assert await there.tokens.token() == first[0]
    there.ahead[0] = 0.81 * 3600
    assert await there.tokens.token() != first[0]


async def test_a_token_that_is_refused_is_renewed_once_and_the_call_made_again(
    there: Served,
) -> None:
    chat = there.playground.chat(there.ana)
    hello = {"type": "message", "text": "hello"}
    await there.connector.send(there.service, chat.id, hello)
    there.playground.tokens.refused.update(there.playground.tokens.issued)
    await there.connector.send(there.service, chat.id, hello)
    assert [call.status for call in there.playground.connector.calls] == [201, 401, 201]
    assert len(chat.standing()) == 2


async def test_getting_a_token_holds_up_nobody_else() -> None:
    arrived, enough = asyncio.Event(), asyncio.Event()

    async def silent(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await enough.wait()
        writer.close()

    async with await asyncio.start_server(silent, "127.0.0.1", 0) as server:
        authority = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        app = {"app_id": "a", "app_password": "s", "tenant_id": "t", "authority": authority}
        tokens = Tokens(TeamsSettings.model_validate(app), monotonic)
        waiting = asyncio.create_task(tokens.token())
        await asyncio.wait_for(arrived.wait(), 30)
        assert not waiting.done()
        enough.set()
        with pytest.raises(Unreachable):
            await waiting


async def test_wrong_credentials_are_told_as_the_bot_starts(there: Served) -> None:
    wrong = there.settings.model_validate({**there.playground.settings, "app_password": "canary"})
    with pytest.raises(Refused) as no:
        await Tokens(wrong, monotonic).token()
    assert (no.value.code, no.value.lost) == ("invalid_client", Lost.WORKSPACE)
    teams = Teams(wrong, Quiet(), Memory())
    with pytest.raises(CannotStart, match=r"^MUSTER_TEAMS__APP_PASSWORD was refused") as sentence:
        await teams.start()
    await teams.stop()
    assert "canary" not in str(sentence.value)


async def test_a_sign_in_that_cannot_be_reached_is_to_be_tried_again(there: Served) -> None:
    nowhere = {**there.playground.settings, "authority": "https://127.0.0.1:9"}
    with pytest.raises(Unreachable):
        await Tokens(TeamsSettings.model_validate(nowhere), monotonic).token()


async def test_the_loopback_is_given_no_token_and_stands_beside_no_app() -> None:
    assert await Tokens(TeamsSettings(insecure_loopback=True), monotonic).token() is None
    for beside in ({"app_id": "a"}, {"app_password": "canary"}, {"tenant_id": "t"}):
        with pytest.raises(ValidationError, match="cannot stand beside an app"):
            TeamsSettings.model_validate({**beside, "insecure_loopback": True})
