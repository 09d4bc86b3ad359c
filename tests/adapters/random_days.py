"""Days of standups drawn at random: hostile words, every kind of question, teams of up to sixty people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from bot.people import AccountRef, Channel, ChannelRef, MemberRef, Person, Roster
from bot.rituals import question_rules
from bot.rituals.availability import Absence, Availability, Hours
from bot.rituals.digest import Digest
from bot.rituals.digest_rules import Source
from bot.rituals.questions import Kind, Question, Questions
from bot.rituals.schedule import WEEKDAYS, Rhythm, Schedule
from bot.rituals.standup import (
    Edits,
    Layout,
    Manners,
    Occurrence,
    Participant,
    Reminders,
    Shown,
    Standing,
    Standup,
    State,
)
from bot.views.home import Known
from bot.views.standup_forms import NAME_AT_MOST

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
ZONES = ("Europe/Paris", "Asia/Kolkata", "America/Argentina/Buenos_Aires", "Pacific/Kiritimati", "")
MOST_PEOPLE = 60
MOST_STANDUPS = 12

PIECES = (
    *("<!channel>", "<!here>", "<@U1>", "<@U0>", "<#C1>", "<!subteam^S1>", "@here", "#churn-model"),
    *("<http://evil.example|payroll>", "http://evil.example", "<!date^1^{time}|x>", "&lt;b&gt; &"),
    *(
        "*bold*",
        "_it_",
        "~no~",
        "`code`",
        "```",
        "> quote\n",
        "* list\n",
        "1. one\n",
        "# head\n",
        "---\n",
    ),
    *(
        "<at>Ana</at>",
        "<at>everyone</at>",
        "[pay](http://evil.example)",
        "![x](http://evil.example/x)",
    ),
    *(
        "{{DATE(2026-11-24T09:30:00Z)}}",
        "{{TIME(x)}}",
        "<b>b</b>",
        "<script>",
        "| a | b |\n|---|---|\n",
    ),
    *(
        "\u202eevil\u202c",
        "\u2066x\u2069",
        "\u200f",
        "אבי כהן",
        "مريم العلي",
        "שלום עולם",
        "\u200b",
        "\ufeff",
    ),
    *(
        "\ufeff",
        "👩‍👩‍👧‍👦",
        "😀",
        "🇩🇪",
        "👍🏽",
        "é",
        "字字",
        "ẛ̣",
        "\x00",
        "\x1b[31m",
        "\t",
        "\\",
        "\n\n",
    ),
    *("Ship the importer", "Retrain", "0.81", "waiting for the claims table", "a", "word " * 40),
)
"""What somebody may write, on purpose or not, for either platform."""


@dataclass(frozen=True, slots=True)
class RandomDay:
    """One standup's day with all of its people."""

    standup: Standup
    occurrence: Occurrence
    people: list[tuple[Person, Participant]]

    @property
    def answered(self) -> list[tuple[Person, Participant]]:
        return [pair for pair in self.people if pair[1].state is State.ANSWERED]


class Draw:
    """Everything that is drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def words(self, at_most: int) -> str:
        """At least one letter, and no more characters than the form takes."""
        pieces = self._chance.choices(PIECES, k=self._chance.choice((1, 2, 4, 12, 60)))
        text = self._chance.choice(("", " ")).join(pieces)
        return text[: self._chance.choice((at_most, at_most, 20))].strip() or "x"

    def line(self, at_most: int) -> str:
        return " ".join(self.words(at_most).split()) or "x"

    def questions(self, count: int) -> Questions:
        """So many, each with as many follow-ups as are allowed."""
        found: list[Question] = []
        for _ in range(count):
            asked = self._question()
            some = question_rules.possible(asked)[:2] or (question_rules.ANY,)
            follow_ups = self._chance.choice((0, 1, 2, question_rules.FOLLOW_UPS_AT_MOST))
            only_if = self._chance.choice((some, (question_rules.ANY,)))
            found += [
                asked,
                *(replace(self._question(), only_if=only_if) for _ in range(follow_ups)),
            ]
        return tuple(found)

    def _question(self) -> Question:
        kind = self._chance.choice(list(Kind))
        options: tuple[str, ...] = ()
        if kind in (Kind.CHOICE, Kind.CHOICES):
            count = self._chance.choice((2, 5, question_rules.OPTIONS_AT_MOST))
            tail = question_rules.OPTION_AT_MOST - 3
            options = tuple(f"{number} {self.line(tail)}" for number in range(count))
        text = self.line(question_rules.QUESTION_AT_MOST)
        return Question(text, kind, options, required=self._chance.random() < 0.3)

    def answers(self, questions: Questions) -> tuple[str, ...]:
        """As the form's fields would give them, and as they are kept then."""
        blank = self._chance.choice((0.0, 0.3))
        given = tuple(
            "" if self._chance.random() < blank else self._answer(question)
            for question in questions
        )
        return question_rules.dropped(questions, given)

    def _answer(self, question: Question) -> str:
        possible = question_rules.possible(question)
        match question.kind:
            case Kind.NUMBER:
                value: object = self._chance.choice((0.81, 1e300, -3.0, 1e-9, 12.0))
            case Kind.CHOICES:
                value = tuple(self._chance.sample(possible, self._chance.randint(1, len(possible))))
            case Kind.TEXT | Kind.BLOCKERS:
                value = self.words(question_rules.ANSWER_AT_MOST)
            case _:
                value = self._chance.choice(possible)
        read = question_rules.read(question, value)
        return "" if isinstance(read, question_rules.Wrong) else read

    def person(self, number: int) -> Person:
        name = self._chance.choice((self.line(80), "Ana", "אבי כהן"))
        zone = self._chance.choice(ZONES)
        return Person(MemberRef(f"m{number}"), AccountRef(f"U{number}"), name, zone)

    def participant(self, person: Person, questions: Questions) -> Participant:
        states = (*State, State.ANSWERED, State.ANSWERED, State.ANSWERED)
        state = self._chance.choice(states)
        if state is not State.ANSWERED:
            return Participant(person.ref, NOON, state=state)
        return Participant(
            person.ref,
            NOON,
            state=state,
            answers=self.answers(questions),
            answered_at=NOON,
            edited=self._chance.random() < 0.3,
            late=self._chance.random() < 0.3,
        )

    def standup(self, number: int, questions: Questions) -> Standup:
        zone = self._chance.choice(ZONES[:-1])
        rhythm = self._chance.choice(list(Rhythm))
        schedule = Schedule(zone, WEEKDAYS, time(9, 30), time(18), rhythm=rhythm, since=DAY)
        manners = Manners(
            self._chance.choice(list(Reminders)),
            self._chance.choice(list(Shown)),
            self._chance.choice(list(Layout)),
            self._chance.choice(list(Edits)),
        )
        return Standup(
            f"{number:012x}",
            number,
            ChannelRef("C1"),
            self.line(NAME_AT_MOST),
            schedule,
            questions,
            (),
            MemberRef("m0"),
            manners=manners,
            standing=self._chance.choice((Standing.ACTIVE, Standing.PAUSED)),
        )

    def day(self, people: int, questions: int, number: int = 1) -> RandomDay:
        """A standup with so many questions, answered or not by so many people."""
        asked = self.questions(questions)
        standup = self.standup(number, asked)
        wrap_at = NOON + timedelta(hours=self._chance.choice((5, 30)))
        occurrence = Occurrence(
            f"{standup.id}/{DAY.isoformat()}",
            standup.id,
            DAY,
            standup.name,
            asked,
            NOON,
            wrap_at,
            self._chance.choice((None, wrap_at)),
            standup.manners,
        )
        team = [self.person(one) for one in range(people)]
        return RandomDay(standup, occurrence, [(one, self.participant(one, asked)) for one in team])

    def digest(self, standups: int) -> Digest:
        ids = tuple(f"{number:012x}" for number in range(1, standups + 1))
        name = self.line(NAME_AT_MOST)
        return Digest(
            "d1", ChannelRef("C2"), name, "Europe/Paris", WEEKDAYS, time(17), ids, MemberRef("m0")
        )

    def source(self, day: RandomDay) -> Source:
        private = self._chance.random() < 0.2
        return Source(day.standup, self.channel("C1", private=private), day.occurrence, day.people)

    def channel(self, id: str, *, private: bool = False) -> Channel:
        return Channel(ChannelRef(id), self.line(80), private=private, present=True)

    def page(self, days: Sequence[RandomDay], mine: int) -> Known:
        """Somebody's page, who has something to do in each of these days and organises so many standups."""
        me = self.person(0)
        own = [
            (one.standup, one.occurrence, self.participant(me, one.occurrence.questions))
            for one in days
        ]
        hours = Hours(WEEKDAYS, time(9), time(17, 30))
        last = self._chance.choice((None, DAY + timedelta(days=3)))
        absences = (
            Absence("a1", me.ref, DAY - timedelta(days=1), last, me.ref),
            *(
                Absence(f"a{ahead}", me.ref, day, day, me.ref)
                for ahead in range(2, self._chance.choice((2, 4, 20)))
                for day in (DAY + timedelta(days=10 * ahead),)
            ),
        )
        life = Availability(
            self._chance.choice((None, hours)),
            self._chance.choice((None, "", "DE-BY")),
            absences[self._chance.choice((0, 1)) :],
        )
        ahead = [(one.standup, NOON + timedelta(days=1)) for one in days]
        organised = [self.standup(number, ()) for number in range(100, 100 + mine)]
        return Known(me, DAY, NOON, life, own, ahead, organised)

    def roster(self, people: Sequence[Person]) -> Roster:
        """What the renderers look up; whoever set the standups up is not always known any more."""
        known = {
            one.ref: one for one in people if one.ref.id != "m0" or self._chance.random() < 0.8
        }
        channels = {one.ref: one for one in map(self.channel, ("C1", "C2"))}
        return Roster(known, channels)
