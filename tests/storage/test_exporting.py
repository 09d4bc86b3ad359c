"""What somebody gets who asks for everything that is kept of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bot.people import MemberRef
from bot.ports import UnitOfWork
from storage import Database
from storage.erasing import Rule, naming
from tests.storage.samples import HERE, NOW, TODAY, answered, meet, mention, post
from tests.storage.traces import ACCOUNT, NAME, WORDS, day, lives


async def test_everything_that_is_kept_of_somebody_is_told(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    told = await storage.run(lambda work: work.privacy.export(ana), HERE)
    assert json.loads(json.dumps(told)) == told

    profile = told["profile"]
    assert isinstance(profile, dict)
    assert (profile["name"], profile["account"], profile["human"]) == (NAME, ACCOUNT, True)

    days = told["standup_days"]
    assert isinstance(days, list)
    first = days[0]
    assert (first["day"], first["standup"], first["state"]) == (
        "2027-03-27",
        "Daily #1",
        "answered",
    )
    assert first["ask_at"] == "2027-03-26T08:30:00+00:00"
    assert [(one["question"], one["answer"]) for one in first["answers"]] == [
        ("What did you do?", WORDS[0]),
        ("What is in the way?", WORDS[1]),
        ("And?", WORDS[2]),
        ("How are you?", "4"),
    ]

    records, mentions = told["records"], told["mentioned_in"]
    assert isinstance(records, dict)
    assert isinstance(mentions, dict)
    assert records["address"][0]["place"] == ACCOUNT
    for column, rule in naming():
        if rule is not Rule.COUNT:
            name = column.table.name
            named = name if column.name == "member" else f"{name} ({column.name})"
            assert records[named], f"{named} is missing"
    assert 1 in [row["number"] for row in mentions["standup (people)"]]


async def test_what_others_wrote_is_not_told_and_no_message_either(
    storage: Database, url: str
) -> None:
    ana = await lives(storage, url)

    def says(work: UnitOfWork) -> None:
        (bo,) = meet(work, "Bo")
        names = answered(bo, f"Bo's own secret, said to {ana.id}")
        work.standups.open(replace(day("d5"), day=TODAY + timedelta(days=50)), [names])
        board = post("report", mention(ana), "Bo's own secret", owner=ana)
        work.outbox.say([board, post("home", "an earlier export", to=ana)], NOW)

    await storage.run(says, HERE)
    told = await storage.run(lambda work: work.privacy.export(ana), HERE)
    records, mentions = told["records"], told["mentioned_in"]
    assert isinstance(records, dict)
    assert isinstance(mentions, dict)
    told_of = {name for row in mentions["participant (answers)"] for name in row}
    assert told_of == {"occurrence", "ask_at", "answered_at"}
    assert "report" in [row["key"] for row in records["outbox (owner)"]]
    assert "home" in [row["key"] for row in records["outbox"]]
    assert "secret" not in json.dumps(told)
    assert "an earlier export" not in json.dumps(told)


async def test_nothing_is_told_of_others(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    told = await storage.run(lambda work: work.privacy.export(ana), HERE)
    assert "Helped" not in json.dumps(told["standup_days"])
    assert "U-Bo" not in json.dumps(told)


async def test_of_nobody_nothing_is_told(storage: Database, url: str) -> None:
    ana = await lives(storage, url)
    await storage.run(lambda work: work.privacy.erase(ana), HERE)
    for one in (ana, MemberRef("nobody")):
        assert await storage.run(partial(_export, one), HERE) == {}


def _export(member: MemberRef, work: UnitOfWork) -> Mapping[str, object]:
    return work.privacy.export(member)
