"""A standup's day on Teams, from its first command to its digest and export, and how it must come out."""

from __future__ import annotations

import re
from collections import Counter

from playground.teams import cards
from playground.teams.tenant import Posted
from tests.journeys.kills import Seen
from tests.journeys.standup_day import EDITED, FIRST, FURTHER, LATE, PROMISED, QUESTIONS
from tests.journeys.teams_journey import TeamsJourney
from tests.journeys.teams_team import Teammate

UNCONFIRMED = "I cannot tell whether the message arrived"
OURS = ("None Churn daily", "None **Churn daily**: your answer", "None The answers of Churn daily")
"""How every message of the outbox begins that goes to one person."""


async def live(day: TeamsJourney) -> None:
    """All of it: set up with its manners and a digest, and then a day of everything that can happen."""
    ana, priya, lena, diego = (
        Teammate(day, one) for one in (day.ana, day.priya, day.lena, day.diego)
    )
    for one in day.everybody:
        await Teammate(day, one).installs()
    await sets_up(day, ana)
    await day.walk(4)  # half past nine in Kolkata
    await priya.presses("Skip today")
    await day.walk(8, 30)  # in Berlin
    await ana.fills("Answer", "Send", "answer-3", **FIRST)
    await ana.fills("Edit answer", "Send", **FURTHER)
    await day.walk(9, 20)
    await ana.fills("Edit answer", "Send", **EDITED)
    await lena.asks("@Muster away until tomorrow", "You are away")
    await day.walk(12, 30)  # in Sao Paulo
    await day.walk(14, 30)  # Diego is reminded
    await day.walk(15, 30)  # and again
    await day.walk(16)  # the wrap-up
    await diego.fills("Answer", "Send", **LATE)
    await day.walk(16, 30)  # the digest
    await asks_for_files(day, ana)
    await day.walk(20)


async def sets_up(day: TeamsJourney, ana: Teammate) -> None:
    await ana.types("@Muster standup new", "Save")
    typed = {"name": "Churn daily", "questions": QUESTIONS, "wrap_at": "17:00"}
    await ana.fills("Open again", "Save", **typed)
    await ana.types("@Muster standup options", "Save")
    manners = {"reminders": "standard", "shown": "at wrap-up", "watching": day.bo.account}
    await ana.fills("Open again", "Save", **manners)
    await ana.types("@Muster standup digest", "Set up a digest")
    await ana.presses("Set up a digest")
    (standup,) = ana.open_fields("Save")["standups"]["choices"]
    await ana.fills("Set up a digest", "Save", standups=standup["value"], at="17:30")


async def asks_for_files(day: TeamsJourney, ana: Teammate) -> None:
    """The answers, and the trend; nobody can reach this bot from outside, so both come in words."""
    for what, answer, begins in (
        ("export", "the answers", "The answers of Churn daily"),
        ("trend", "the trend", "week by week"),
    ):

        async def sent(what: str = what, begins: str = begins) -> bool:
            return ana.was_told(begins) or any(f":{what}:" in key for key in await day.parked())

        await ana.asks(f"@Muster standup {what}", f"I have sent you {answer}", sent)


def seen(day: TeamsJourney) -> Seen:
    """What the outbox has brought, by conversation; and what was asked, though most is taken back."""
    told = {person.name: _ours(day.teams.chat(person).standing()) for person in day.everybody}
    reports = [_plain(one) for one in day.channel.standing()]
    return {"channel": reports, **told, "asked": _asked(day)}


def _asked(day: TeamsJourney) -> list[str]:
    """Whom each question and each reminder went to, those that were taken back as well."""
    return [
        person.name
        for person in day.everybody
        for one in day.teams.chat(person).activities
        if not one.author and _asks(_plain(one))
    ]


def _asks(told: str) -> bool:
    """Whether it has buttons, as every question and every reminder of the outbox has, and no report."""
    return told.startswith(OURS) and "[" in told


async def judge(day: TeamsJourney, expected: Seen) -> None:
    """Prompts at least once, reports at most once; where one is in doubt, its owner has a word."""
    left = await day.left()
    assert left["overdue"] == []
    assert sorted(key.rpartition(":")[2] for key in left["promised"]) == PROMISED, left
    assert {why for _, why in left["parked"]} <= {"unconfirmed"}, left
    parked = [key for key, _ in left["parked"]]
    found = seen(day)
    asked, wanted = Counter(found.pop("asked")), Counter(expected["asked"])
    assert not wanted - asked, f"never asked: {wanted - asked}"
    assert all(times <= wanted[one] + len(day.deaths) for one, times in asked.items()), asked
    missing, odd = Counter[str](), Counter[str]()
    for where, told in found.items():
        times, wanted = Counter(told), Counter(expected[where])
        missing, odd = missing + (wanted - times), odd + (times - wanted)
        assert max((times[one] for one in told if not _asks(one)), default=1) == 1, told
    assert not [one for one in missing if _asks(one)], f"a question is lost: {missing}"
    # Of a question that came twice only the later one is ever edited or taken back.
    odd = Counter({one: times for one, times in odd.items() if not _asks(one)})
    assert odd.total() <= len(parked), f"{odd} is said, in doubt are {parked}"
    # What belongs under a board in doubt is not said either.
    if not any(key.endswith(":board") for key in parked):
        assert missing.total() <= len(parked), f"{missing} is missing, in doubt are {parked}"
    words = [one for one in _everything(day) if UNCONFIRMED in one]
    assert bool(words) == bool(parked), left
    assert await Teammate(day, day.ana).form("Edit answer") == EDITED
    assert await Teammate(day, day.diego).form("Edit answer") == LATE


def _ours(messages: list[Posted]) -> list[str]:
    told = [_plain(one) for one in messages]
    return [one for one in told if one.startswith(OURS) and UNCONFIRMED not in one]


def _everything(day: TeamsJourney) -> list[str]:
    return [_plain(one) for one in day.teams.tenant.everything()]


def _plain(message: Posted) -> str:
    """A message as text. Of its root only whether there is one, as its id is another each time."""
    card = message.card
    told = message.body.get("text", "") if card is None else cards.text(card)
    told = re.sub(r"\{\{(DATE|TIME)\([^)]*\)\}\}", r"\1", told)
    return f"{'reply' if message.under else None} {told}"
