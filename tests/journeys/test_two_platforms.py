"""One process serves a Slack workspace and a Teams tenant at once, and mixes nothing up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.clockwork import walk
from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings
from bot.app import build
from bot.clock import HeldClock
from bot.settings import Settings
from playground.installed import App
from playground.server import Playground
from playground.teams import cards
from playground.teams.server import TeamsPlayground
from tests.journeys.standup_day import ANA, CHANNEL, TOWN

EVENING = datetime(2027, 2, 28, 18, 0, tzinfo=UTC)


async def test_a_team_on_slack_and_one_on_teams_live_their_own_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "login.pem"))
    slack, teams = (
        Playground(TOWN, app=App(), bot_url="http://127.0.0.1:1"),
        TeamsPlayground(tmp_path),
    )
    await slack.start()
    await teams.start()
    bo = teams.tenant.person("Bo", "Europe/Berlin")
    channel = teams.tenant.channel(teams.tenant.team("launch", bo), "launch-week")
    clock = HeldClock(EVENING)
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'both.db'}",
        port=0,
        slack=SlackSettings(
            bot_token=SecretStr("xoxb-playground-bot"),
            signing_secret=SecretStr("playground-signing-secret"),
            api_url=slack.api_url,
        ),
        teams=TeamsSettings.model_validate(teams.settings),
    )
    app = build(settings, clock)
    await app.start()
    await app.heartbeat.stop()
    url = f"http://127.0.0.1:{app.port}"
    await slack.deliver_to(url)
    teams.deliver_to(url)
    assert [str(one.ref) for one in await app.storage.workspaces()] == [
        f"slack:{TOWN.team}",
        f"teams:{teams.tenant.id}",
    ]

    await app.courier.settle()  # It has found out who is there.
    await slack.talk.say(ANA, CHANNEL, "/standup new")
    modal = slack.modals.of(ANA)
    assert modal is not None
    filled = {"name": "On Slack", "questions": "What is new?", "days": ["0"]}
    filled |= {"ask_at": "09:30", "wrap_at": "17:00", "people": None}  # type: ignore[dict-item]
    assert await slack.hands.submit(ANA, modal.id, filled) == {}  # type: ignore[arg-type]
    await teams.people.says(bo, channel, "@Muster standup new")
    await app.courier.settle()
    while not teams.chat(bo).standing():
        await app.courier.settle()
    await teams.people.presses(bo, teams.chat(bo), "Save", name="On Teams")
    await walk(EVENING + timedelta(hours=15), app.heartbeat, app.storage, clock, app.courier.settle)

    prompt = teams.chat(bo).standing()[-1].card
    assert prompt is not None
    assert cards.text(prompt).startswith("On Teams, Mon 1 Mar")
    said = [one.text for one in slack.world.messages(slack.world.im(ANA).id)]
    assert any("On Slack" in one for one in said)
    assert not any("On Teams" in one for one in said)
    boards = [cards.text(one.card or {}) for one in channel.standing()]
    assert any("0 of 1 answered" in one for one in boards)
    assert not any("On Slack" in one for one in boards)
    await app.stop()
    await teams.stop()
    await slack.stop()
