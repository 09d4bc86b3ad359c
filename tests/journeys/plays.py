"""The two days that a bot is killed in: a standup's on Slack, and the same on Teams."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from pathlib import Path

from tests.journeys import standup_day, teams_day, verdict
from tests.journeys.databases import Database
from tests.journeys.kills import Seen
from tests.journeys.lives import Forge
from tests.journeys.modes import NO_DOOM, RECEIPTS, Doom, Mode
from tests.journeys.slack_journey import SlackJourney
from tests.journeys.slack_journey import journey as on_slack
from tests.journeys.standup_day import MIDNIGHT, TOWN
from tests.journeys.teams_journey import TeamsJourney
from tests.journeys.teams_journey import journey as on_teams


class OnSlack:
    """With history, with receipts alone, or with neither."""

    name = "slack"

    def journey(
        self, forge: Forge, folder: Path, database: Database, mode: Mode, doom: Doom
    ) -> AbstractAsyncContextManager[SlackJourney]:
        first = NO_DOOM if mode is RECEIPTS else doom
        return on_slack(forge, folder, database, mode, TOWN, MIDNIGHT, first)

    async def live(self, day: SlackJourney, doom: Doom) -> None:
        """Receipts serve once a post has earned one; what comes before is as without them."""
        if day.mode is not RECEIPTS:
            await standup_day.live(day)
            return
        await standup_day.set_up(day)
        await day.arm(doom)
        await standup_day.work(day)

    def seen(self, day: SlackJourney) -> Seen:
        return standup_day.seen(day)

    async def judge(self, day: SlackJourney, expected: Seen) -> None:
        await verdict.judge(day, expected)


class OnTeams:
    """With neither, as ever."""

    name = "teams"

    def journey(
        self, forge: Forge, folder: Path, database: Database, mode: Mode, doom: Doom
    ) -> AbstractAsyncContextManager[TeamsJourney]:
        return on_teams(forge, folder, database, mode, MIDNIGHT, doom)

    async def live(self, day: TeamsJourney, doom: Doom) -> None:
        await teams_day.live(day)

    def seen(self, day: TeamsJourney) -> Seen:
        return teams_day.seen(day)

    async def judge(self, day: TeamsJourney, expected: Seen) -> None:
        await teams_day.judge(day, expected)
