"""A message on trial: through the outbox of the Muster that serves, to the platform and back again."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

import storage
from bot.app import App
from bot.clock import SystemClock, monotonic
from bot.findings import Finding, doubtful, well, wrong
from bot.mail import Platform
from bot.messages import Post, Urgency
from bot.people import AccountRef, ChannelRef, MemberRef, WorkspaceRef
from bot.ports import Lane, UnitOfWork
from bot.views import examination as say

T = TypeVar("T")

ARRIVAL, RECEIPT = 30.0, 20.0
"""Seconds until it has to have arrived, and then until its receipt has to have come."""
STEP = 0.25
TRIAL, PROMISE = "trial message", "delivery promise"
EXACTLY = "Each message arrives exactly once."
SCARCE = (
    "A send whose end nobody saw is repeated where that does no harm: a question may arrive twice, "
    "and a report may be missing, of which its owner is told."
)


async def try_out(app: App, place: str, *, served: bool) -> Sequence[Finding]:
    """Send a message to a channel or a person by their id, wait for its receipt, and take it back.

    The Muster that serves sends it, since the receipt comes to whoever listens.
    """
    if not served:
        said = "Muster is not running, and nobody else may send for it."
        return [wrong(TRIAL, said, "Start `muster serve`, and examine again.")]
    database = app.storage
    await database.start()
    try:
        found = await _somewhere(app, place)
        if found is None:
            mend = (
                "Invite Muster there (`/invite @Muster`), or say a person's account, such as U0123."
            )
            return [wrong(TRIAL, f"Muster knows no channel and nobody of the id {place}.", mend)]
        workspace, to = found
        return await _sent(database, workspace, to, app.platforms[workspace.platform])
    finally:
        await database.stop()


async def _somewhere(app: App, place: str) -> tuple[WorkspaceRef, ChannelRef | MemberRef] | None:
    """The workspace of a platform that is set up, and the channel or the member there."""

    def there(work: UnitOfWork) -> ChannelRef | MemberRef | None:
        channel = work.people.channel(ChannelRef(place))
        return None if channel is None else channel.ref

    for workspace in await app.storage.workspaces():
        if workspace.ref.platform not in app.platforms:
            continue
        if (channel := await app.storage.run(there, workspace.ref, Lane.READS)) is not None:
            return workspace.ref, channel
    for person in await app.storage.people_called(place):
        if person.account == AccountRef(place) and person.workspace.platform in app.platforms:
            return person.workspace, person.member
    return None


async def _sent(
    database: storage.Database,
    workspace: WorkspaceRef,
    to: ChannelRef | MemberRef,
    platform: Platform,
) -> Sequence[Finding]:
    key = f"trial:{to.id}"
    await database.forget_receipts(workspace)
    await _say(database, workspace, Post(to, say.trial(), key, urgency=Urgency.PROMPT))
    stands = await _until(ARRIVAL, lambda: database.trial(workspace, key), _ended)
    if stands.parked is not None or not stands.landed:
        await _say(database, workspace, Post(to, None, key))
        why = stands.parked or f"not within {ARRIVAL:g} seconds"
        mend = "`muster agenda` and Muster's log say more; see that Muster is in that channel."
        return [wrong(TRIAL, f"It did not arrive ({why}).", mend)]
    came = await _until(RECEIPT, lambda: database.receipts_come(workspace), bool)
    await _say(database, workspace, Post(to, None, key))
    gone = await _until(ARRIVAL, lambda: database.trial(workspace, key), lambda one: one.settled)
    return [
        well(TRIAL, "It arrived and was taken back.")
        if gone.settled
        else doubtful(TRIAL, "It arrived, and could not be taken back.", "Delete it by hand."),
        _promise(platform, came),
    ]


def _promise(platform: Platform, receipts: bool) -> Finding:
    """Which promise about delivery holds (README, "What is promised about delivery")."""
    if platform.can_look:
        return well(PROMISE, f"{EXACTLY} Muster may look where it posted.")
    if receipts:
        return well(
            PROMISE,
            f"{EXACTLY} Its receipt came; a send whose end nobody saw waits six minutes for one, as long "
            "as Muster is up to hear it.",
        )
    if platform.name == "slack":
        return doubtful(
            PROMISE,
            f"No receipt came. {SCARCE}",
            "See that the app has metadata.message:read and subscribes to message_metadata_posted (as "
            "`muster manifest slack` has it), or grant the history scopes.",
        )
    return well(PROMISE, f"This platform sends no receipts. {SCARCE}")


async def _say(database: storage.Database, workspace: WorkspaceRef, post: Post) -> None:
    now = SystemClock().now()
    await database.run(lambda work: work.outbox.say([post], now), workspace)


def _ended(stands: storage.Trial) -> bool:
    return stands.landed or stands.parked is not None


async def _until(seconds: float, ask: Callable[[], Awaitable[T]], enough: Callable[[T], bool]) -> T:
    """Ask until it is enough or the time is over; the last answer."""
    ends = monotonic() + seconds
    while True:
        answer = await ask()
        if enough(answer) or monotonic() >= ends:
            return answer
        await asyncio.sleep(STEP)
