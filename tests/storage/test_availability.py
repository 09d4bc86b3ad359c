"""Working lives on both databases: hours, holidays, absences, and all of a team's in one statement."""

from __future__ import annotations

from datetime import date, time

from bot.people import MemberRef
from bot.ports import UnitOfWork
from bot.rituals.availability import Absence, Availability, Hours, Team
from storage import Database
from tests.storage.samples import HERE, TEAM, THERE, meet

MONDAY, FRIDAY, NEXT_MONDAY = date(2027, 3, 22), date(2027, 3, 26), date(2027, 3, 29)
OFFICE = Hours((0, 1, 2, 3), time(9), time(17, 30))


def absence(id: str, member: MemberRef, first: date, last: date | None) -> Absence:
    return Absence(id, member, first, last, member)


async def test_of_whom_nothing_was_said_nothing_is_known(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = meet(unit, "Ana", "Bo")
        assert unit.availability.of([ana, bo], MONDAY) == {ana: Availability(), bo: Availability()}
        assert unit.availability.of([], MONDAY) == {}
        assert unit.availability.team(TEAM) == Team(TEAM, "")

    await storage.run(work, HERE)


async def test_hours_and_holidays_are_kept_apart_from_each_other(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        unit.availability.set_calendar(ana, "DE-BY")
        unit.availability.set_hours(ana, OFFICE)
        assert unit.availability.of([ana], MONDAY)[ana] == Availability(OFFICE, "DE-BY")
        night = Hours((0, 6), time(22, 15), time.max)
        unit.availability.set_hours(ana, night)
        unit.availability.set_calendar(ana, "")
        assert unit.availability.of([ana], MONDAY)[ana] == Availability(night, "")
        unit.availability.set_hours(ana, None)
        unit.availability.set_calendar(ana, None)
        assert unit.availability.of([ana], MONDAY)[ana] == Availability()

    await storage.run(work, HERE)


async def test_absences_that_are_over_are_not_told_and_the_oldest_comes_first(
    storage: Database,
) -> None:
    def work(unit: UnitOfWork) -> None:
        ana, bo = meet(unit, "Ana", "Bo")
        over = absence("a0", ana, date(2027, 3, 1), date(2027, 3, 21))
        ends_today = absence("a2", ana, date(2027, 3, 10), MONDAY)
        later = absence("a1", ana, date(2027, 6, 1), date(2027, 6, 9))
        open_end = Absence("a3", bo, FRIDAY, None, by=ana)
        for one in (later, open_end, over, ends_today):
            unit.availability.add_absence(one)
        unit.availability.set_hours(ana, OFFICE)
        told = unit.availability.of([ana, bo], MONDAY)
        assert told[ana] == Availability(OFFICE, None, (ends_today, later))
        assert told[bo] == Availability(None, None, (open_end,))
        assert unit.availability.absences(ana, MONDAY) == [ends_today, later]
        assert unit.availability.absences(ana, NEXT_MONDAY) == [later]
        assert unit.availability.absences(bo, date(2031, 1, 1)) == [open_end]

    await storage.run(work, HERE)


async def test_an_absence_said_twice_is_one_and_stays_as_it_was_said_first(
    storage: Database,
) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        first = absence("a1", ana, MONDAY, FRIDAY)
        unit.availability.add_absence(first)
        unit.availability.add_absence(absence("a1", ana, MONDAY, None))
        assert unit.availability.absences(ana, MONDAY) == [first]

    await storage.run(work, HERE)


async def test_an_absence_ends_earlier_but_never_later_and_without_a_day_it_is_gone(
    storage: Database,
) -> None:
    def work(unit: UnitOfWork) -> None:
        (ana,) = meet(unit, "Ana")
        unit.availability.add_absence(absence("a1", ana, MONDAY, None))
        unit.availability.end_absence("a1", NEXT_MONDAY)
        assert unit.availability.absences(ana, MONDAY) == [absence("a1", ana, MONDAY, NEXT_MONDAY)]
        unit.availability.end_absence("a1", FRIDAY)
        unit.availability.end_absence("a1", date(2027, 12, 31))
        assert unit.availability.absences(ana, MONDAY) == [absence("a1", ana, MONDAY, FRIDAY)]
        unit.availability.end_absence("a1", date(2027, 3, 21))
        assert unit.availability.absences(ana, date(2027, 1, 1)) == []
        unit.availability.end_absence("never-was", FRIDAY)

    await storage.run(work, HERE)


async def test_a_team_keeps_the_holidays_it_said_last(storage: Database) -> None:
    def work(unit: UnitOfWork) -> None:
        unit.availability.keep_team(Team(TEAM, "IN"))
        unit.availability.keep_team(Team(TEAM, "DE-BY"))
        assert unit.availability.team(TEAM) == Team(TEAM, "DE-BY")

    await storage.run(work, HERE)


async def test_another_workspace_sees_and_ends_none_of_it(storage: Database) -> None:
    ids: list[MemberRef] = []

    def here(unit: UnitOfWork) -> None:
        ids.extend(meet(unit, "Ana"))
        unit.availability.set_hours(ids[0], OFFICE)
        unit.availability.add_absence(absence("a1", ids[0], MONDAY, FRIDAY))
        unit.availability.keep_team(Team(TEAM, "IN"))

    def there(unit: UnitOfWork) -> None:
        assert unit.availability.of(ids, MONDAY) == {ids[0]: Availability()}
        assert unit.availability.absences(ids[0], MONDAY) == []
        unit.availability.end_absence("a1", date(2027, 1, 1))
        assert unit.availability.team(TEAM) == Team(TEAM)

    await storage.run(here, HERE)
    await storage.run(there, THERE)

    def still(unit: UnitOfWork) -> None:
        assert unit.availability.absences(ids[0], MONDAY)

    await storage.run(still, HERE)
