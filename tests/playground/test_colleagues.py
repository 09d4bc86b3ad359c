"""The others of the town: they answer what they see, leave some of it, and never in one's own place."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count

import aiohttp
import pytest

from bot.clock import HeldClock, monotonic
from bot.forms import Choice, Choices, Form, Number, Option, Text
from bot.happening import Happening, Nothing, Now, Open, Refuse, Show
from bot.intents import Said
from bot.mail import Landed, Parcel
from bot.messages import Button, Buttons, Heading, Message, Paragraph, Urgency
from bot.people import AccountRef, WorkspaceRef
from bot.rituals.standup_intents import Answer, FollowUp, Submit
from playground.colleagues import OPENS_WITHIN
from playground.server import Playground
from playground.town import halcyon
from playground.webapi.limits import Limits
from tests.playground.conftest import MORNING
from tests.playground.muster import Muster
from tests.playground.page import Page

DAY = "s1/2026-11-24"
SEVERAL = 7
"""Of so many questions one or two are left, whatever the chance."""
QUESTION = Message(
    "Standup", (Heading("Standup"), Buttons((Button.to("Answer", Answer(DAY), "primary"),)))
)
MOODS = tuple(Option(str(mood), f"mood {mood}") for mood in range(5, 0, -1))
FORM = Form(
    "Standup",
    Submit(DAY),
    (
        Text("done", "What did you finish since the last standup?", lines=True),
        Text("plan", "What will you do today?", lines=True),
        Choice("mood", "How are you?", MOODS),
        Number("runs", "Validation AUC of your best run"),
        Choices("touched", "What did you touch?", (Option("a", "data"), Option("b", "serving"))),
        Text("blockers", "Anything in your way?", lines=True, required=False),
    ),
)
FURTHER = Form("Standup", FollowUp(DAY), (Text("help", "What would help?", required=False),))


class Walk:
    """A calendar on which pushing means that everybody who was asked is let answer."""

    def __init__(self) -> None:
        self.slack: Playground | None = None

    def now(self) -> datetime:
        return MORNING

    def upcoming(self) -> Sequence[tuple[datetime, str]]:
        return ()

    async def push(self, to: str) -> None:
        assert self.slack is not None
        if self.slack.colleagues.on:
            await self.slack.colleagues.answer()


@pytest.fixture
async def slack(calendar: HeldClock) -> AsyncIterator[Playground]:
    walk = Walk()
    slack = walk.slack = Playground(
        clock=calendar, limits=Limits(partial(next, count(step=2.0))), stage=walk
    )
    await slack.start()
    yield slack
    await slack.stop()


@pytest.fixture
async def muster(slack: Playground) -> AsyncIterator[Muster]:
    muster = Muster(slack)
    muster.answer = opens
    await muster.start()
    yield muster
    await muster.stop()


@pytest.fixture
def ana(slack: Playground, session: aiohttp.ClientSession) -> Page:
    return Page(slack.url, session)


def opens(happening: Happening) -> Now:
    return Open(FORM) if isinstance(happening.intent, Answer) else Nothing()


async def asks(muster: Muster, *people: str, times: int = 1) -> None:
    """The question comes to each of them, as the courier brings it."""
    for number in range(times):
        for id in people:
            parcel = Parcel(
                workspace=WorkspaceRef("slack", "T01HALCYON"),
                row=f"{id}-{number}",
                key=f"ask:{id}:{number}",
                to=AccountRef(id),
                message=QUESTION,
                version=1,
                urgency=Urgency.NORMAL,
                repeatable=False,
            )
            assert isinstance(await muster.adapter.platform.deliver(parcel), Landed)


def sent(muster: Muster) -> list[Happening]:
    return [one for one in muster.happenings if isinstance(one.intent, Submit)]


def whose(happenings: Sequence[Happening]) -> set[str]:
    return {one.who.id for one in happenings if one.who is not None}


async def test_a_form_is_filled_in_so_that_it_is_taken(slack: Playground, muster: Muster) -> None:
    await asks(muster, "U01BO", times=SEVERAL)
    await slack.colleagues.answer()
    assert SEVERAL / 2 < len(sent(muster)) <= SEVERAL
    for one in sent(muster):
        assert one.fields["done"] != one.fields["plan"]
        assert one.fields["mood"] in {"2", "3", "4", "5"}
        assert isinstance(one.fields["runs"], float)
        assert one.fields["touched"] in (("a",), ("b",))
    assert slack.modals.of("U01BO") is None


async def test_some_questions_are_never_answered_and_always_the_same(
    slack: Playground, muster: Muster
) -> None:
    everybody = [user.id for user in halcyon().users]
    await asks(muster, *everybody, times=2)
    await slack.colleagues.answer()
    once = len(sent(muster))
    assert len(everybody) < once < 2 * len(everybody)
    await slack.colleagues.answer()
    assert len(sent(muster)) == 2 * once, "as nothing has rewritten them, the same ones are pressed"


async def test_whoever_pushes_the_clock_answers_for_themselves(
    slack: Playground, muster: Muster, ana: Page
) -> None:
    people = ("U01ANA", "U01BO", "U01KENJI")
    await asks(muster, *people, times=3)
    await ana.do("clock", push="day")
    assert sent(muster) == [], "until they are let, they are silent"
    assert (await ana.do("colleagues", on=True))["ok"]
    assert (await ana.state())["colleagues"]
    await ana.do("clock", push="day")
    assert whose(sent(muster)) == {"U01BO", "U01KENJI"}
    muster.happenings.clear()
    await ana.acting_as("U01BO").do("clock", push="day")
    assert whose(sent(muster)) == {"U01ANA", "U01KENJI"}
    await ana.do("colleagues", on=False)
    muster.happenings.clear()
    await ana.do("clock", push="day")
    assert muster.happenings == []


async def test_what_somebody_is_writing_is_left_to_them(slack: Playground, muster: Muster) -> None:
    await asks(muster, "U01BO", times=SEVERAL)
    mine = slack.modals.open("U01BO", {"blocks": [], "title": {"type": "plain_text", "text": "x"}})
    await slack.colleagues.answer()
    assert sent(muster) == []
    assert slack.modals.of("U01BO") == mine


async def test_a_page_that_follows_is_closed_and_no_form_stays_open(
    slack: Playground, muster: Muster
) -> None:
    def and_more(happening: Happening) -> Now:
        match happening.intent:
            case Answer():
                return Open(FORM)
            case Submit():
                return Open(FURTHER)
            case _:
                return Nothing()

    muster.answer = and_more
    await asks(muster, "U01BO", times=SEVERAL)
    await slack.colleagues.answer()
    assert len(sent(muster)) > 1, "the next one could be answered"
    assert slack.modals.of("U01BO") is None


async def test_a_day_that_is_over_or_a_form_that_is_not_taken_holds_nobody_up(
    slack: Playground, muster: Muster, ana: Page
) -> None:
    muster.answer = lambda one: (
        Open(FORM) if isinstance(one.intent, Answer) else Refuse({"plan": "Write something else."})
    )
    await asks(muster, "U01BO", times=SEVERAL)
    await slack.colleagues.answer()
    assert len(sent(muster)) > 1, "each is tried once"
    assert slack.modals.of("U01BO") is None, "and given up"
    over = Message("Over", (Paragraph(("This day is over.",)),))
    muster.answer = lambda _: Show(over)
    await asks(muster, "U01KENJI", times=SEVERAL)
    since = monotonic()
    await slack.colleagues.answer()
    assert "U01KENJI" not in whose(sent(muster))
    assert monotonic() - since < OPENS_WITHIN, "they wait for no form once they were told why not"


async def test_a_question_of_another_day_is_left_as_it_stands(
    slack: Playground, muster: Muster, calendar: HeldClock
) -> None:
    await asks(muster, "U01BO", times=SEVERAL)
    calendar.set(MORNING + timedelta(days=1, hours=1))
    await slack.colleagues.answer()
    assert sent(muster) == []


async def test_a_message_without_a_question_is_not_pressed(
    slack: Playground, muster: Muster
) -> None:
    other = Message("Away", (Buttons((Button.to("Cancel this absence", Said("x", "y")),)),))
    parcel = Parcel(
        workspace=WorkspaceRef("slack", "T01HALCYON"),
        row="r",
        key="away",
        to=AccountRef("U01BO"),
        message=other,
        version=1,
        urgency=Urgency.NORMAL,
        repeatable=False,
    )
    await muster.adapter.platform.deliver(parcel)
    await slack.colleagues.answer()
    assert muster.happenings == []
