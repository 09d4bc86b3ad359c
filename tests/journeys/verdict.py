"""Whether a day that was interrupted came out as one that was not."""

from __future__ import annotations

from collections import Counter
from typing import Any

from playground.world import Message
from tests.journeys.modes import NEITHER
from tests.journeys.slack_journey import SlackJourney
from tests.journeys.standup_day import (
    ANA,
    DIEGO,
    EDITED,
    LATE,
    PROMISED,
    Seen,
    asked,
    files,
    kept,
    plain,
    seen,
    standing,
)

UNCONFIRMED = "I cannot tell whether the message arrived"
BUTTONS = '"type": "actions"'
"""What every question and every reminder has, and no report."""


async def judge(day: SlackJourney, expected: Seen) -> None:
    """Every answer that was taken is there, and every message once, or as the mode promises."""
    left = await day.left()
    assert left["overdue"] == []
    assert sorted(key.rpartition(":")[2] for key in left["promised"]) == PROMISED, left
    if day.mode is NEITHER:
        _as_often_as_promised(day, expected, left["parked"])
    else:
        assert (left["waiting"], left["parked"]) == (0, [])
        assert (wrong := _difference(seen(day), expected)) == "", wrong
        assert sent_twice(day) == {}
    assert await kept(day) == {ANA: EDITED, DIEGO: LATE}


def _difference(found: Seen, expected: Seen) -> str:
    """What is said too much and what too little; "" where neither is. What one commit has brought may come
    in another order, where the first of it has to be looked for."""
    lines = [
        f"{where}: {sign} {one}"
        for where in expected
        for sign, some, others in (("+", found, expected), ("-", expected, found))
        for one in (Counter(some[where]) - Counter(others[where])).elements()
    ]
    return "\n".join(lines)


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
    missing, odd = Counter[str](), Counter[str]()
    for channel, said in standing(day).items():
        words = [one for one in said if UNCONFIRMED in plain(one)]
        worded = worded or bool(words)
        told = [one for one in said if one not in words]
        for row, times in Counter(map(_row, told)).items():
            asks = any(BUTTONS in plain(one) for one in told if _row(one) == row)
            assert times <= (1 + len(day.deaths) if asks else 1), (row, times)
        latest = {_row(one): plain(one) + "".join(files(day, one)) for one in told}
        found, wanted = Counter(latest.values()), Counter(expected[channel])
        missing, odd = missing + (wanted - found), odd + (found - wanted)
    assert worded == bool(parked), parked
    assert not (lost := Counter(expected["asked"]) - Counter(asked(day))), f"never asked: {lost}"
    assert not [one for one in missing if BUTTONS in one], f"a question is lost: {missing}"
    # Of a question that came twice only the later one is ever edited or taken back.
    odd = Counter({one: times for one, times in odd.items() if BUTTONS not in one})
    assert odd.total() <= len(parked), f"{odd} is said, in doubt are {parked}"
    # What belongs under a board in doubt is not said either.
    if not any(key.endswith(":board") for key, _ in parked):
        assert missing.total() <= len(parked), f"{missing} is missing, in doubt are {parked}"


def _row(message: Message) -> Any:
    metadata = message.metadata or {}
    return metadata["event_payload"]["id"]
