"""Two workspaces with the same ids of everything never see each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.intents import Profile, Promise
from bot.mail import (
    Landed,
    Parcel,
)
from bot.people import AccountRef, Channel, ChannelRef, MemberRef, WorkspaceRef
from bot.ports import (
    Entry,
    UnitOfWork,
)
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Standing, State
from storage import Database
from tests.storage.samples import (
    BOT,
    HERE,
    MACHINE,
    NOW,
    OWNER,
    TEAM,
    THERE,
    TODAY,
    Nudge,
    answered,
    message,
    open_day,
    post,
)


def fill(work: UnitOfWork) -> None:
    """The same people, channel, standup, day, promise, post, inquiry and decision."""
    (ana,) = open_day(work, "Ana")
    work.people.keep_channel(Channel(TEAM, str(work.workspace)))
    work.people.fill_channel(TEAM, [ana])
    work.people.appoint(TEAM, ana)
    work.journal.note(
        [
            Entry(
                NOW,
                ana,
                ChannelRef("C1"),
                "Daily",
                TODAY,
                Decision.ASKED,
                Reason.BY_HAND,
                str(work.workspace),
            )
        ]
    )
    work.agenda.write([Promise("a", NOW, Nudge(str(work.workspace)))])
    work.outbox.say([post("a", str(work.workspace))], NOW)
    work.outbox.inquire([Profile(AccountRef("U1"))])


def spoil(work: UnitOfWork) -> None:
    """Change everything there is."""
    ana = work.people.meet([AccountRef("U-Ana")])[AccountRef("U-Ana")].ref
    day = work.standups.latest("s1")
    standup = work.standups.lock("s1")
    assert standup
    assert day
    work.standups.update("d1", [answered(ana, "spoilt")])
    work.standups.save_day(replace(day, wrapped_at=NOW))
    work.standups.save(replace(standup, name="spoilt", standing=Standing.PAUSED))
    work.agenda.failed("a", NOW, "ValueError", None)
    work.agenda.write([Promise("a", None)])
    work.outbox.say([replace(post("a"), message=None)], NOW)
    work.people.keep_channel(Channel(TEAM, "spoilt"))
    work.people.leave(TEAM, ana)
    work.journal.forget(NOW.replace(year=2100))


def look(work: UnitOfWork) -> Sequence[object]:
    people = work.people.meet([AccountRef("U-Ana")])
    ana = people[AccountRef("U-Ana")].ref
    return [
        people,
        work.people.channel(TEAM),
        work.people.in_channel(TEAM),
        work.people.organisers(TEAM),
        work.journal.about(ana, TODAY),
        work.agenda.promised("a"),
        work.standups.all(),
        work.standups.in_channel(TEAM),
        work.standups.numbered(1),
        work.standups.day("d1"),
        work.standups.participants("d1"),
    ]


async def post_of(storage: Database, workspace: WorkspaceRef) -> Parcel:
    (parcel,) = await storage.parcels(workspace, NOW, MACHINE, 10)
    return parcel


async def test_two_workspaces_with_the_same_ids_never_see_each_other(storage: Database) -> None:
    await storage.installed_workspace(THERE, "There", BOT)
    await storage.lease(OWNER, 15)
    for workspace in (HERE, THERE):
        await storage.run(fill, workspace)
    before = await storage.run(look, HERE)
    here, there = await post_of(storage, HERE), await post_of(storage, THERE)

    await storage.run(spoil, THERE)
    (enquiry,) = await storage.enquiries(THERE, MACHINE, 10)
    await storage.found_out(OWNER, enquiry)
    await storage.park(OWNER, there, "spoilt", surely_not_sent=True)
    await storage.run(lambda work: work.outbox.confirm(here.row, Landed("C", "1")), THERE)

    assert await storage.run(look, HERE) == before
    assert await post_of(storage, HERE) == here
    assert here.message == message(str(HERE))
    assert len(await storage.enquiries(HERE, MACHINE, 10)) == 1
    assert [one.workspace for one in await storage.due(NOW, 10)] == [HERE]
    assert not await storage.receipts_come(THERE)


async def test_members_of_another_workspace_are_nobody_here(storage: Database) -> None:
    (theirs,) = await storage.run(lambda work: open_day(work, "Ana"), THERE)
    await storage.run(lambda work: open_day(work, "Ana"), HERE)

    def look(work: UnitOfWork) -> list[object]:
        return [
            dict(work.people.persons([theirs])),
            work.standups.participant("d1", theirs),
            work.journal.about(theirs, TODAY),
        ]

    assert await storage.run(look, HERE) == [{}, None, []]
    assert theirs != MemberRef("")
    found = await storage.run(lambda work: work.standups.participants("d1"), THERE)
    assert [(person.ref, stands.state) for person, stands in found] == [(theirs, State.WAITING)]
