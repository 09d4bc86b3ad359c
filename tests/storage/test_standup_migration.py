"""A database of the version before people had working lives: what stood in it means the same after."""

from __future__ import annotations

from datetime import date, time, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from bot.people import MemberRef
from bot.ports import UnitOfWork
from bot.rituals.availability import Availability
from bot.rituals.questions import Question
from bot.rituals.reasons import Decision, Reason
from bot.rituals.schedule import Schedule
from bot.rituals.standup import Manners, Standing, State
from storage import migrate, open_storage
from storage.engine import make_engine, read_url
from storage.schema import MIGRATIONS
from storage.values import micros
from tests.storage.samples import HERE, NOW, TEAM, TODAY

BEFORE = "2026_11_24_two_platforms"
LATER = NOW + timedelta(hours=2)
ANA, BO, CHEN, DIYA = (MemberRef(name) for name in ("m-ana", "m-bo", "m-chen", "m-diya"))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def older(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database as the version before left it, with rows in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/muster.db"
    else:
        url = str(request.getfixturevalue("bare_postgres_url"))
    with make_engine(read_url(url), writes=True).begin() as connection:
        config = Config(MIGRATIONS / "alembic.ini")
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        for table, row in _rows():
            names = ", ".join(row)
            values = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})"), row)
    return url


def _rows() -> list[tuple[str, dict[str, object]]]:
    here: dict[str, object] = {"workspace": str(HERE)}
    people = [
        {**here, "id": one.id, "account": one.id, "name": one.id, "zone": "UTC", "human": True}
        for one in (ANA, BO, CHEN, DIYA)
    ]
    standup = {
        **here,
        "id": "s1",
        "number": 1,
        "channel": TEAM.id,
        "name": "Daily \N{ROCKET}",
        "zone": "Europe/Paris",
        "days": "01234",
        "ask_at": "09:30:00",
        "wrap_at": "18:00:00",
        "questions": '["What did \\"you\\" finish?", "Qu\'est-ce que… ?"]',
        "people": '["m-ana"]',
        "creator": ANA.id,
        "standing": "paused",
        "revision": 7,
        "skipped": TODAY.isoformat(),
    }
    return [
        *(("member", {**one, "active": True, "known": True}) for one in people),
        ("standup", standup),
        ("occurrence", _day(here)),
        ("participant", _stands(ANA, "answered", reminded=True, answers='["Shipped"]')),
        ("participant", _stands(BO, "asked", reminded=False)),
        ("participant", _stands(CHEN, "asked", reminded=True)),
        ("participant", _stands(DIYA, "skipped", reminded=False)),
        *(("journal", _entry(number, *said)) for number, said in enumerate(JOURNAL)),
    ]


def _day(here: dict[str, object]) -> dict[str, object]:
    return {
        **here,
        "id": "d1",
        "standup": "s1",
        "day": TODAY.isoformat(),
        "questions": '["Only this?"]',
        "opened_at": micros(NOW),
        "wrap_at": micros(NOW + timedelta(hours=8)),
        "wrapped_at": None,
    }


def _stands(
    member: MemberRef, state: str, *, reminded: bool, answers: str = "[]"
) -> dict[str, object]:
    return {
        "workspace": str(HERE),
        "occurrence": "d1",
        "member": member.id,
        "ask_at": micros(NOW),
        "remind_at": micros(LATER),
        "state": state,
        "reminded": reminded,
        "answers": answers,
        "answered_at": micros(LATER) if answers != "[]" else None,
        "edited": False,
        "late": answers != "[]",
    }


JOURNAL = [
    ("asked", "it was time, in that person's own zone", Reason.OWN_TIME, ""),
    ("asked", "Ana O'Neil started it by hand", Reason.BY_HAND, "Ana O'Neil"),
    ("reminded", "no answer yet", Reason.NO_ANSWER, ""),
    ("skipped", "it was skipped by that person", Reason.SKIPPED_BY_SELF, ""),
    ("not asked", "Zoë 100% left it out for everybody", Reason.LEFT_OUT, "Zoë 100%"),
    ("not asked", "no longer in the team", Reason.NOT_IN_TEAM, ""),
    (
        "not asked",
        "the time in that person's own zone had passed before I could ask",
        Reason.TIME_HAD_PASSED,
        "",
    ),
    (
        "not asked",
        "the time in that person's own zone comes after the wrap-up",
        Reason.AFTER_WRAP_UP,
        "",
    ),
]
"""What was decided and the sentence that was kept of it; the code and the detail that it is now."""


def _entry(number: int, decision: str, reason: str, *_now: object) -> dict[str, object]:
    return {
        "workspace": str(HERE),
        "at": micros(NOW + timedelta(minutes=number)),
        "member": BO.id,
        "channel": TEAM.id,
        "ritual": "Daily #1",
        "day": TODAY.isoformat(),
        "decision": decision,
        "reason": reason,
    }


async def test_what_the_version_before_has_kept_is_read_as_it_was_meant(older: str) -> None:
    migrate(older)
    storage = open_storage(older)
    await storage.start()

    def work(unit: UnitOfWork) -> None:
        standup = unit.standups.get("s1")
        assert standup is not None
        assert standup.name == "Daily \N{ROCKET}"
        assert standup.schedule == Schedule("Europe/Paris", (0, 1, 2, 3, 4), time(9, 30), time(18))
        wanted = (Question('What did "you" finish?'), Question("Qu'est-ce que… ?"))
        assert standup.questions == wanted
        assert (standup.people, standup.optional, standup.watching) == ((ANA,), (), ())
        assert standup.manners == Manners(), "as it was before there was a choice"
        assert (standup.standing, standup.revision) == (Standing.PAUSED, 7)
        assert standup.skipped == TODAY

        day = unit.standups.on("s1", TODAY)
        assert day is not None
        assert (day.name, day.questions) == ("Daily \N{ROCKET}", (Question("Only this?"),))
        assert day.manners == Manners()
        assert unit.standups.open_days() == [(standup, day)]

        stands = {one.member: one for _, one in unit.standups.participants("d1")}
        assert stands[BO].reminders == (LATER,), "it is still to come"
        assert stands[CHEN].reminders == stands[ANA].reminders == stands[DIYA].reminders == ()
        assert [stands[one].reminded for one in (ANA, BO, CHEN, DIYA)] == [1, 0, 1, 0]
        assert stands[ANA].state is State.ANSWERED
        assert (stands[ANA].answers, stands[ANA].late) == (("Shipped",), True)
        assert not any(one.optional for one in stands.values())
        assert unit.availability.of([BO], TODAY) == {BO: Availability()}

    await storage.run(work, HERE)
    await storage.stop()


async def test_the_record_of_the_version_before_is_told_by_its_codes(older: str) -> None:
    migrate(older)
    storage = open_storage(older)
    await storage.start()

    def work(unit: UnitOfWork) -> None:
        told = [
            (entry.decision, entry.reason, entry.detail) for entry in unit.journal.about(BO, TODAY)
        ]
        assert told == [(Decision(one), code, detail) for one, _, code, detail in JOURNAL]

    await storage.run(work, HERE)
    await storage.stop()


async def test_what_was_brought_up_to_date_can_be_written_again(older: str) -> None:
    migrate(older)
    storage = open_storage(older)
    await storage.start()

    def work(unit: UnitOfWork) -> None:
        found = unit.standups.lock_day("d1")
        assert found is not None
        standup, day = found
        unit.standups.save(standup)
        unit.standups.save_day(day)
        stands = [one for _, one in unit.standups.participants("d1")]
        unit.standups.update("d1", stands)
        assert unit.standups.lock_day("d1") == found
        assert [one for _, one in unit.standups.participants("d1")] == stands
        assert unit.standups.days_of(ANA, date(2000, 1, 1)) == [(standup, day, stands[0])]

    await storage.run(work, HERE)
    await storage.stop()
