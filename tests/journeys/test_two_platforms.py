"""One process serves a Slack workspace and a Teams tenant at once, and mixes nothing up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.clockwork import walk
from adapters.slack.settings import SlackSettings
from adapters.teams.settings import TeamsSettings
from bot.app import App, build
from bot.clock import HeldClock
from bot.settings import Settings
from playground.installed import App as Installed
from playground.server import Playground
from playground.teams import cards
from playground.teams.server import TeamsPlayground
from tests.journeys.standup_day import ANA, CHANNEL, TOWN

EVENING = datetime(2027, 2, 28, 18, 0, tzinfo=UTC)
FORM: dict[str, str | list[str] | None] = {
    "name": "On Slack",
    "questions": "What is new?",
    "days": ["0"],
    "ask_at": "09:30",
    "wrap_at": "17:00",
    "people": None,
}


@dataclass
class Both:
    slack: Playground
    teams: TeamsPlayground
    app: App
    clock: HeldClock

    async def walks(self, to: datetime) -> None:
        app = self.app
        await walk(to, app.heartbeat, app.storage, self.clock, app.courier.settle)


@asynccontextmanager
async def both(folder: Path) -> AsyncIterator[Both]:
    slack = Playground(TOWN, app=Installed(), bot_url="http://127.0.0.1:1")
    teams, clock = TeamsPlayground(folder), HeldClock(EVENING)
    await slack.start()
    await teams.start()
    settings = Settings(
        database_url=f"sqlite:///{folder / 'both.db'}",
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
    await slack.deliver_to(f"http://127.0.0.1:{app.port}")
    teams.deliver_to(f"http://127.0.0.1:{app.port}")
    yield Both(slack, teams, app, clock)
    await app.stop()
    await teams.stop()
    await slack.stop()


async def test_a_team_on_slack_and_one_on_teams_live_their_own_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "login.pem"))
    async with both(tmp_path) as one:
        await one.app.courier.settle()  # It has found out who is there.
        await one.slack.talk.say(ANA, CHANNEL, "/standup new")
        modal = one.slack.modals.of(ANA)
        assert modal is not None
        assert await one.slack.hands.submit(ANA, modal.id, FORM) == {}
        tenant = one.teams.tenant
        bo = tenant.person("Bo", "Europe/Berlin")
        channel = tenant.channel(tenant.team("launch", bo), "launch-week")
        await one.teams.people.says(bo, channel, "@Muster standup new")
        while not one.teams.chat(bo).standing():
            await one.app.courier.settle()
        await one.teams.people.presses(bo, one.teams.chat(bo), "Save", name="On Teams")
        await one.walks(EVENING + timedelta(hours=15))

        refs = [str(each.ref) for each in await one.app.storage.workspaces()]
        assert refs == [f"slack:{TOWN.team}", f"teams:{tenant.id}"]
        written = [said.text for said in one.slack.world.messages(one.slack.world.im(ANA).id)]
        asked = [cards.text(said.card or {}) for said in one.teams.chat(bo).standing()]
        boards = [cards.text(said.card or {}) for said in channel.standing()]
        assert any("On Slack" in text for text in written)
        assert any(text.startswith("On Teams, Mon 1 Mar") for text in asked)
        assert any("0 of 1 answered" in text for text in boards)
        assert not any("On Teams" in text for text in written)
        assert not any("On Slack" in text for text in asked + boards)
