"""Aim 5: until the last of many people has their prompt, against what Slack's limits allow."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import SecretStr
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.platform import SlackPlatform
from adapters.slack.settings import SlackSettings
from benchmarks.measure import Row, alone, at_most, workshop
from bot.mail import Enquiry, Limit, Parcel
from bot.messages import Urgency
from tests.courier.simulated import simulated
from tests.courier.town import Slackish, Town, people

AIM = "5. Fan-out, until the last has their prompt"
MOST = {10: 1.2, 100: 1.2, 1000: 1.05}
FULL = {**MOST, 10_000: 1.05}
THROTTLED = 0.005
LATENCY = (0.05, 0.4)
"""Seconds that a call takes, there and back."""

SETTINGS = SlackSettings(
    bot_token=SecretStr("xoxb-benchmark"), signing_secret=SecretStr("benchmark")
)


class Slack(Slackish):
    """Counts by the limits that our own adapter gives the courier, where each call arrives."""

    def __init__(self) -> None:
        super().__init__()
        self._ours = SlackPlatform(SETTINGS, AsyncWebClient())

    def limits(self, parcel: Parcel | Enquiry) -> Sequence[Limit]:
        return self._ours.limits(parcel)


def rows(full: bool) -> list[Row]:
    with workshop():
        taken = {count: _fan_out(count) for count in (FULL if full else MOST)}
    return [
        *(_pace(count, last) for count, (last, _, _) in taken.items()),
        *(_throttled(count, *met) for count, (_, *met) in taken.items() if count >= 1000),
    ]


def _fan_out(count: int) -> tuple[float, int, int]:
    """Seconds until the last prompt stood, how many calls were refused for haste, and how many made."""
    town = Town(Slack())
    platform = town.platform
    platform.latency = lambda: town.chance.uniform(*LATENCY)
    for one in people(count):
        town.shelves.say(f"prompt {one.id}", one, "Your standup", urgency=Urgency.PROMPT)

    @simulated
    async def morning() -> None:
        courier = await town.courier()
        await courier.settle()
        await courier.stop()

    morning()
    assert len(platform.seen) == count
    last = max(standing.at for standing in platform.seen.values())
    return last, platform.throttled, len(platform.calls)


def _pace(count: int, last: float) -> Row:
    posts, burst = SETTINGS.posts_per_minute / 60, SETTINGS.posts_burst
    # Where the burst covers everybody, the bound is one call's own way to Slack and back.
    bound = max((count - burst) / posts, 0.0) + LATENCY[1]
    how = (
        f"{last:.1f} s against {bound:.1f}: ({count} - {burst:g}) / {posts * 60:g} a minute, and the "
        f"{LATENCY[1]:g} s of a slow call. The real courier, limiter and limits of Slack on a "
        "simulated clock, rows in memory; every prompt is one call, chat.postMessage to the user's id"
    )
    return at_most(f"{AIM}, {count:,} people / the bound", last / bound, FULL[count], how)


def _throttled(count: int, refused: int, calls: int) -> Row:
    how = f"{refused} of {calls} calls met 429 in the same run, as the simulated Slack counts them"
    aim = f"5. Share of calls that meet 429, {count:,} people"
    return at_most(aim, refused / calls, THROTTLED, how)


if __name__ == "__main__":
    alone(rows)
