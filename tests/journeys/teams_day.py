"""A standup's day on Teams, from the first command to a late answer, and whether it came out well."""

from __future__ import annotations

import re
from collections import Counter

from playground.teams import cards
from playground.teams.tenant import Posted
from tests.journeys.kills import Seen
from tests.journeys.teams_journey import TeamsJourney
from tests.journeys.teams_team import Teammate

FIRST = {"answer-0": "Cleaned the features", "answer-1": "Ship the importer"}
EDITED = {"answer-0": "Cleaned the features", "answer-1": "Ship the exporter"}
LATE = {"answer-0": "Read a paper", "answer-1": "Sleep"}
UNCONFIRMED = "I cannot tell whether the message arrived"
OURS = "Churn daily"
"""How every message of the outbox begins that goes to one person."""


async def live(day: TeamsJourney) -> None:
    """All of it: asked at three times, skipped, answered, edited, reminded, wrapped up, late."""
    ana, priya, diego = (Teammate(day, one) for one in (day.ana, day.priya, day.diego))
    for one in day.everybody:
        await Teammate(day, one).installs()
    await ana.types("@Muster standup new", "Save")
    await ana.fills(
        "Open again",
        "Save",
        name="Churn daily",
        questions="What did you finish since the last standup?\nWhat will you do today?",
        wrap_at="17:00",
    )
    await day.walk(4)  # half past nine in Kolkata
    await priya.presses("Skip today")
    await day.walk(8, 30)  # in Berlin
    await ana.fills("Answer", "Send", **FIRST)
    await day.walk(9, 20)
    await ana.fills("Edit answer", "Send", **EDITED)
    await day.walk(10, 30)  # Lena is reminded
    await day.walk(12, 30)  # in Sao Paulo
    await day.walk(14, 30)  # Diego is reminded
    await day.walk(16)  # the wrap-up
    await diego.fills("Answer", "Send", **LATE)
    await day.walk(20)


def seen(day: TeamsJourney) -> Seen:
    """What the outbox has brought, by conversation."""
    told = {person.name: _ours(day.teams.chat(person).standing()) for person in day.everybody}
    return {"channel": [_plain(one) for one in day.channel.standing()], **told}


async def judge(day: TeamsJourney, expected: Seen) -> None:
    """Prompts at least once, reports at most once; where one is in doubt, its owner has a word."""
    left = await day.left()
    assert left["overdue"] == []
    assert [key.rpartition(":")[2] for key in left["promised"]] == ["begin"], left
    assert {why for _, why in left["parked"]} <= {"unconfirmed"}, left
    found = seen(day)
    parked = [key for key, _ in left["parked"]]
    doubted = bool(parked)
    _reported(Counter(found.pop("channel")), Counter(expected["channel"]), parked)
    for name, told in found.items():
        missing = Counter(expected[name]) - Counter(told)
        assert not missing, f"{name} lacks {missing}"
        assert len(told) <= len(expected[name]) + len(day.deaths), f"{name} was told {told}"
    words = [one for one in _everything(day) if UNCONFIRMED in one]
    assert bool(words) == doubted, left
    assert await Teammate(day, day.ana).form("Edit answer") == EDITED
    assert await Teammate(day, day.diego).form("Edit answer") == LATE


def _reported(reports: Counter[str], wanted: Counter[str], parked: list[str]) -> None:
    """Each report once, but those in doubt, which may stand there as they were or not at all.

    What belongs under a board that is in doubt is not said either.
    """
    assert all(times == 1 for times in reports.values()), reports
    missing, odd = wanted - reports, reports - wanted
    if not any(key.endswith(":board") for key in parked):
        assert missing.total() <= len(parked), f"{missing} is missing, in doubt are {parked}"
    assert odd.total() <= len(parked), f"{odd} is said, in doubt are {parked}"


def _ours(messages: list[Posted]) -> list[str]:
    told = [_plain(one) for one in messages]
    return [one for one in told if one.startswith(f"None {OURS}") and UNCONFIRMED not in one]


def _everything(day: TeamsJourney) -> list[str]:
    return [_plain(one) for one in day.teams.tenant.everything()]


def _plain(message: Posted) -> str:
    """A message as text. Of its root only whether there is one, as its id is another each time."""
    card = message.card
    told = message.body.get("text", "") if card is None else cards.text(card)
    told = re.sub(r"\{\{(DATE|TIME)\([^)]*\)\}\}", r"\1", told)
    return f"{'reply' if message.under else None} {told}"
