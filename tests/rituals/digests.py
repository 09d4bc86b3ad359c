"""Teams and their days for the tests of the digest."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from bot.messages import Message
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster
from bot.rituals import digest_rules as rules
from bot.rituals.digest import Digest
from bot.rituals.digest_rules import Source
from bot.rituals.questions import Kind, Question
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import (
    Manners,
    Occurrence,
    Participant,
    Shown,
    Standup,
    State,
)
from bot.text import render
from bot.views import digest as say

TUESDAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LEADS = ChannelRef("CLEADS")
QUESTIONS = (
    Question("What did you finish since yesterday?"),
    Question("What will you do today?"),
    Question("Anything in your way?", Kind.BLOCKERS),
    Question("How are you?", Kind.MOOD),
)
PEOPLE = [
    Person(MemberRef(f"m-{name}"), AccountRef(f"U-{name}"), name, "Europe/Paris")
    for name in ("Ana", "Bo", "Chen", "Diya", "Emeka")
]
DIGEST = Digest("g1", LEADS, "Delivery", "Europe/Paris", WEEKDAYS, time(17), (), PEOPLE[0].ref)


def standup(id: str, *, shown: Shown = Shown.AT_ONCE, name: str = "") -> Standup:
    return Standup(
        id,
        int(id[1:]),
        ChannelRef(f"C{id}"),
        name or f"Team {id}",
        Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18)),
        QUESTIONS,
        (),
        PEOPLE[0].ref,
        manners=Manners(shown=shown),
    )


def source(
    id: str,
    *day: tuple[Person, Participant],
    private: bool = False,
    shown: Shown = Shown.AT_ONCE,
    wrapped: bool = False,
    name: str = "",
) -> Source:
    of = standup(id, shown=shown, name=name)
    occurrence = Occurrence(
        f"{id}/d", id, TUESDAY, of.name, QUESTIONS, NOON, NOON + timedelta(hours=5),
        NOON + timedelta(hours=5) if wrapped else None, of.manners,
    )  # fmt: skip
    return Source(of, Channel(of.channel, f"channel-{id}", private), occurrence, day)


def answered(
    person: Person, plan: str, *blockers: str, late: bool = False
) -> tuple[Person, Participant]:
    return person, Participant(
        person.ref,
        NOON,
        state=State.ANSWERED,
        answers=("Labels", plan, "\n".join(blockers), "4"),
        answered_at=NOON,
        late=late,
    )


def stands(person: Person, state: State, *, optional: bool = False) -> tuple[Person, Participant]:
    return person, Participant(person.ref, NOON, state=state, optional=optional)


def message(*sources: Source, digest: Digest = DIGEST) -> Message:
    return say.telling(digest, TUESDAY, rules.findings(digest, sources), NOON)


def read(*sources: Source, digest: Digest = DIGEST) -> str:
    return render(message(*sources, digest=digest), Roster())


ANA, BO, CHEN, DIYA, EMEKA = PEOPLE
