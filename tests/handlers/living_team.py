"""A drawn team in a town of its own, watched: every question that appears, with its moment."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from bot.intents import unpack
from bot.messages import Buttons, Message
from bot.ports import UnitOfWork
from bot.rituals import availability
from bot.rituals import standup_rules as rules
from bot.rituals.availability import Absence
from bot.rituals.reasons import Decision
from bot.rituals.standup import Standup
from bot.rituals.standup_intents import Answer
from handlers.standup_posts import crew_of, promise_begin
from tests.handlers.random_teams import DAY, Mate, Notes, Prompt, Team
from tests.world import WORKSPACE, Place, Resident, Town, town


@dataclass
class Life:
    """A town in which one team lives."""

    team: Team
    town: Town
    place: Place
    people: dict[str, Resident]
    prompts: list[Prompt] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    async def walks(self, until: datetime) -> None:
        """As ``Town.clock_strikes``, with a look at everybody's messages after each promise."""
        while due := await self.town.database.due(until, 1):
            self.town.clock.moment = max(self.town.clock.moment, due[0].when)
            assert await self.town.dispatcher.fulfil(due[0]), f"{due[0].key} failed"
            await self.town.courier.settle()
            self.looks()
        self.town.clock.moment = until

    def looks(self) -> None:
        for name, person in self.people.items():
            for one in person.messages:
                day = asked_for(one.message)
                if day is not None and one.id not in self.seen:
                    self.seen.add(one.id)
                    self.prompts.append((name, day, self.town.clock.now()))

    def open_questions(self, name: str, day: date) -> int:
        return sum(asked_for(one.message) == day for one in self.people[name].messages)

    async def journal(self, days: Iterable[date]) -> Notes:
        def read(work: UnitOfWork) -> Notes:
            accounts = {name: one.account for name, one in self.people.items()}
            refs = work.people.meet(tuple(accounts.values()))
            return {
                (name, day): [
                    (entry.decision, entry.reason)
                    for entry in work.journal.about(refs[account].ref, day)
                    if entry.decision in (Decision.ASKED, Decision.NOT_ASKED)
                ]
                for name, account in accounts.items()
                for day in wanted
            }

        wanted = list(days)
        return await self.town.database.run(read, WORKSPACE)


def asked_for(message: Message) -> date | None:
    """The day of a question, which is not that of what reminds of it."""
    if "short question" not in message.summary:
        return None
    (buttons,) = [block for block in message.blocks if isinstance(block, Buttons)]
    intent = unpack(buttons.buttons[0].does)
    assert isinstance(intent, Answer)
    return date.fromisoformat(intent.occurrence.rpartition("/")[2])


@asynccontextmanager
async def lived(team: Team, folder: Path) -> AsyncIterator[Life]:
    """A week before the first day that is looked at."""
    start = datetime.combine(team.first, time(12), UTC) - timedelta(days=7)
    async with town(folder, start) as there:
        people = {mate.name: await there.person(mate.name, mate.zone) for mate in team.mates}
        place = await there.channel("team", *people.values())

        def set_up(work: UnitOfWork) -> None:
            for mate in team.mates:
                _keep(mate, people[mate.name], work)
            work.availability.keep_team(availability.Team(place.ref, team.calendar))
            account = people["Ana"].account
            creator = work.people.meet((account,))[account].ref
            questions = rules.DEFAULT_QUESTIONS
            wanted = Standup("s1", 0, place.ref, "Daily", team.schedule, questions, (), creator)
            standup = work.standups.add(wanted)
            crew = crew_of(standup, work, start.date() - DAY)
            work.agenda.write((promise_begin(standup, crew, work, start),))

        await there.database.run(set_up, WORKSPACE)
        yield Life(team, there, place, people)


def _keep(mate: Mate, person: Resident, work: UnitOfWork) -> None:
    ref = work.people.meet((person.account,))[person.account].ref
    work.availability.set_hours(ref, mate.hours)
    work.availability.set_calendar(ref, mate.calendar)
    for number, (first, last) in enumerate(mate.absences):
        work.availability.add_absence(Absence(f"{ref.id}-{number}", ref, first, last, ref))


def the_end(team: Team) -> datetime:
    return datetime.combine(team.last, time(12), UTC) + timedelta(days=3)
