"""What an examination finds in Slack: each fault is named, with what to do about it."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from email.utils import formatdate
from typing import Any

import pytest
from aiohttp import web

from adapters.slack.diagnosis import LINE, SCOPE, TOKEN, diagnose
from adapters.slack.manifest import HISTORY_SCOPES, SCOPES
from adapters.slack.settings import SlackSettings
from bot.clock import machine_time
from bot.findings import Finding, Grade

WELL, DOUBTFUL, WRONG = Grade.WELL, Grade.DOUBTFUL, Grade.WRONG
QUIET = logging.getLogger("tests.quiet")


@dataclass
class Slack:
    """What this Slack answers to the two calls of an examination."""

    token: dict[str, Any] = field(default_factory=lambda: {"ok": True, "team": "Halcyon"})
    line: dict[str, Any] = field(default_factory=lambda: {"ok": True, "url": "wss://x"})
    scopes: str | None = ",".join(SCOPES)
    ahead: float = 0.0
    url: str = ""
    calls: list[str] = field(default_factory=list)

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.calls.append(method)
        headers = {"Date": formatdate(machine_time() + self.ahead, usegmt=True)}
        if self.scopes is not None:
            headers["X-OAuth-Scopes"] = self.scopes
        told = self.token if method == "auth.test" else self.line
        return web.json_response(told, headers=headers)

    async def examined(self, **settings: object) -> dict[str, Finding]:
        given = {
            "bot_token": "xoxb-1",
            "signing_secret": "s",
            "api_url": f"{self.url}/api/",
            **settings,
        }
        found = await diagnose(SlackSettings.model_validate(given), QUIET)
        assert all(one.mend for one in found if one.grade is not WELL)
        return {one.subject: one for one in found}


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    there = Slack()
    app = web.Application()
    app.router.add_post("/api/{method}", there.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    there.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield there
    await runner.cleanup()


async def test_where_all_is_well_that_is_said(slack: Slack) -> None:
    found = await slack.examined(app_token="xapp-1")
    assert {subject: one.grade for subject, one in found.items()} == {
        TOKEN: WELL,
        SCOPE: WELL,
        "clock against Slack": WELL,
        LINE: WELL,
    }
    assert slack.calls == ["auth.test", "apps.connections.open"]
    assert "Halcyon" in found[TOKEN].said


async def test_a_refused_token_is_named_and_nothing_more_is_asked(slack: Slack) -> None:
    slack.token = {"ok": False, "error": "invalid_auth"}
    found = await slack.examined(app_token="xapp-1")
    assert [*found] == [TOKEN]
    assert found[TOKEN].grade is WRONG
    assert "MUSTER_SLACK__BOT_TOKEN (invalid_auth)" in found[TOKEN].said


async def test_a_slack_that_cannot_be_reached_is_no_refusal(slack: Slack) -> None:
    found = await slack.examined(api_url="http://127.0.0.1:9/api/")
    assert found[TOKEN].grade is WRONG
    assert found[TOKEN].said == "Slack does not answer (ClientConnectorError)."


async def test_scopes_that_were_not_granted_are_listed(slack: Slack) -> None:
    slack.scopes = ", ".join(one for one in SCOPES if one not in ("im:write", "users:read"))
    scope = (await slack.examined())[SCOPE]
    assert (scope.grade, scope.said) == (WRONG, "The app was not granted im:write, users:read.")


async def test_scopes_that_slack_does_not_tell_are_to_be_compared_by_eye(slack: Slack) -> None:
    slack.scopes = None
    assert (await slack.examined())[SCOPE].grade is DOUBTFUL


async def test_history_has_to_be_granted_where_it_is_set_and_set_where_it_is_granted(
    slack: Slack,
) -> None:
    without = (await slack.examined(history=True))[SCOPE]
    assert (without.grade, "channels:history" in without.said) == (WRONG, True)
    slack.scopes = ",".join((*SCOPES, *HISTORY_SCOPES))
    assert (await slack.examined())[SCOPE].said == "The app may read history, and does not use it."
    assert (await slack.examined(history=True))[SCOPE].grade is WELL


@pytest.mark.parametrize(
    ("ahead", "grade"), [(20, WELL), (60, DOUBTFUL), (-60, DOUBTFUL), (125, WRONG), (-125, WRONG)]
)
async def test_clocks_that_differ_are_told(slack: Slack, ahead: float, grade: Grade) -> None:
    slack.ahead = ahead
    clock = (await slack.examined())["clock against Slack"]
    assert clock.grade is grade
    if grade is not WELL:
        assert ("behind" if ahead > 0 else "ahead of") in clock.said


async def test_a_refused_app_token_is_named(slack: Slack) -> None:
    slack.line = {"ok": False, "error": "not_allowed_token_type"}
    line = (await slack.examined(app_token="xapp-1"))[LINE]
    assert line.grade is WRONG
    assert "MUSTER_SLACK__APP_TOKEN" in line.said


async def test_without_an_app_token_no_line_is_asked_for(slack: Slack) -> None:
    assert (await slack.examined())[LINE].grade is WELL
    assert slack.calls == ["auth.test"]
