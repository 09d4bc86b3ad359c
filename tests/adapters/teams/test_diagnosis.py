"""What an examination finds at Microsoft: credentials, keys, the clock; each fault with what to do."""

from __future__ import annotations

from adapters.teams.diagnosis import KEYS, SECRET, diagnose
from adapters.teams.settings import TeamsSettings
from bot.findings import Finding, Grade
from tests.adapters.teams.served import Served


async def examined(given: dict[str, object]) -> dict[str, Finding]:
    found = await diagnose(TeamsSettings.model_validate(given))
    assert all(one.mend for one in found if one.grade is not Grade.WELL)
    return {one.subject: one for one in found}


async def test_where_all_is_well_that_is_said(there: Served) -> None:
    found = await examined({**there.playground.settings})
    assert {subject: one.grade for subject, one in found.items()} == {
        SECRET: Grade.WELL,
        KEYS: Grade.WELL,
        "clock against Microsoft": Grade.WELL,
    }


async def test_a_refused_secret_is_named_and_not_repeated(there: Served) -> None:
    found = await examined({**there.playground.settings, "app_password": "canary"})
    assert found[SECRET].grade is Grade.WRONG
    assert "MUSTER_TEAMS__APP_PASSWORD (invalid_client)" in found[SECRET].said
    assert "canary" not in f"{found}"
    assert found[KEYS].grade is Grade.WELL


async def test_what_cannot_be_reached_is_told_apart(there: Served) -> None:
    settings = {**there.playground.settings}
    nowhere = await examined({**settings, "authority": "https://127.0.0.1:9"})
    assert nowhere[SECRET].said.startswith("Microsoft's sign-in does not answer")
    blind = await examined({**settings, "openid_url": "http://127.0.0.1:9/openid"})
    assert (blind[SECRET].grade, blind[KEYS].grade) == (Grade.WELL, Grade.WRONG)


async def test_the_loopback_is_never_quite_well() -> None:
    found = await examined({"insecure_loopback": True})
    assert found[SECRET].grade is Grade.DOUBTFUL
