"""Whether a day that was interrupted came out as one that was not."""

from __future__ import annotations

from collections import Counter
from typing import Any

from playground.world import Message
from tests.journeys.modes import NEITHER
from tests.journeys.slack_journey import SlackJourney
from tests.journeys.standup_day import ANA, DIEGO, EDITED, LATE, Seen, kept, plain, seen, standing

UNCONFIRMED = "I cannot tell whether the message arrived"


async def judge(day: SlackJourney, expected: Seen) -> None:
    """Every answer that was taken is there, and every message once, or as the mode promises."""
    left = await day.left()
    assert left["overdue"] == []
    assert [key.rpartition(":")[2] for key in left["promised"]] == ["begin"], left
    if day.mode is NEITHER:
        _as_often_as_promised(day, expected, left["parked"])
    else:
        assert (left["waiting"], left["parked"]) == (0, [])
        assert seen(day) == expected
        assert sent_twice(day) == {}
    assert await kept(day) == {ANA: EDITED, DIEGO: LATE}


def sent_twice(day: SlackJourney) -> dict[str, int]:
    """Rows that Slack took more than once, even if one of them was withdrawn since."""
    took = Counter(
        call["args"]["metadata"]["event_payload"]["id"]
        for call in day.slack.door.calls
        if call["method"] == "chat.postMessage" and call["ok"]
    )
    return {row: times for row, times in took.items() if times > 1}


def _as_often_as_promised(day: SlackJourney, expected: Seen, parked: list[list[str]]) -> None:
    """Prompts at least once, reports at most once; where one is in doubt, its owner has a word."""
    worded = False
    for channel, said in standing(day).items():
        words = [one for one in said if UNCONFIRMED in plain(one)]
        worded = worded or bool(words)
        told = [one for one in said if one not in words]
        direct = day.slack.world.channels[channel].im
        rows = Counter(_row(one) for one in told)
        most = 1 + len(day.deaths) if direct else 1
        assert max(rows.values(), default=1) <= most, rows
        latest = {_row(one): plain(one) for one in told}
        if direct or not parked:
            assert [*latest.values()] == expected[channel]
    assert worded == bool(parked), parked


def _row(message: Message) -> Any:
    metadata = message.metadata or {}
    return metadata["event_payload"]["id"]
