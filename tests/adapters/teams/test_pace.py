"""Never faster than Teams allows, in one conversation and in all of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from adapters.teams.addresses import Addresses
from adapters.teams.files import Files
from adapters.teams.inquiries import Inquiries
from adapters.teams.platform import TeamsPlatform
from adapters.teams.seal import Seal
from bot.intents import Members
from bot.limiter import Limiter
from bot.mail import Enquiry, Limit, Parcel, Throttled
from bot.people import AccountRef, ChannelRef
from playground.teams.faults import Fault
from tests.adapters.teams.parcels import home, parcel
from tests.adapters.teams.served import Served
from tests.adapters.teams.test_platform import channel

SENDS = {1: 7, 2: 8, 30: 60, 3600: 1800}
READS = {1: 14, 2: 16, 30: 120, 3600: 3600}
"""Calls in so many seconds for one conversation (Microsoft, "Optimize your bot with rate limiting")."""


@pytest.mark.parametrize("kind", ["sends", "reads"])
async def test_no_window_of_microsofts_is_ever_exceeded(there: Served, kind: str) -> None:
    item: Parcel | Enquiry = parcel(there, ChannelRef("19:c"))
    if kind == "reads":
        item = Enquiry(home(there), "r", Members(ChannelRef("19:c")))
    limits = [one for one in there.teams.platform.limits(item) if one.name != "app"]
    sent = _greedily(limits, 7200)
    for seconds, most in (SENDS if kind == "sends" else READS).items():
        worst = _most_within(sent, seconds)
        assert worst <= most, f"{worst} in {seconds} s"
    assert _most_within(sent, 3600) >= 0.9 * (SENDS if kind == "sends" else READS)[3600]


def _greedily(limits: Sequence[Limit], seconds: float) -> list[float]:
    """When calls that end at once are made, where there is always another to make."""
    now = 0.0
    sent: list[float] = []
    limiter = Limiter(lambda: now)
    while now < seconds:
        wait = limiter.wait(limits)
        if wait > 0:
            now += wait
            continue
        limiter.spend(limits)
        limiter.ended(limits)
        sent.append(now)
    return sent


def _most_within(sent: list[float], seconds: float) -> int:
    """The most in any window, with the calls at both of its ends."""
    first, most = 0, 0
    for at, moment in enumerate(sent):
        while sent[first] < moment - seconds - 1e-3:
            first += 1
        most = max(most, at - first + 1)
    return most


async def test_each_conversation_has_a_pace_of_its_own(there: Served) -> None:
    def names(id: str) -> set[str]:
        return {one.name for one in there.teams.platform.limits(parcel(there, ChannelRef(id)))}

    assert names("19:c") & names("19:d") == {"app"}
    assert len(names("19:c")) == 3


async def test_whoever_is_too_fast_waits_for_a_bucket_of_the_parcels_own(there: Served) -> None:
    to = parcel(there, await channel(there))
    there.playground.faults.order("POST", Fault(429, retry_after=7))
    with pytest.raises(Throttled) as fast:
        await there.teams.platform.deliver(to)
    assert fast.value.limit in {one.name for one in there.teams.platform.limits(to)}
    assert fast.value.seconds == 7


@pytest.mark.parametrize("allowed", [1, 1.5, 2, 3.5, 6, 30, 50])
async def test_all_conversations_together_keep_to_what_the_app_is_allowed(
    there: Served, allowed: float
) -> None:
    settings = there.settings.model_copy(update={"requests_per_second": allowed})
    book = Addresses(there.memory)
    inquiries = Inquiries(there.connector, book)
    files = Files(there.memory, Seal(("a secret",)), None)
    platform = TeamsPlatform(settings, there.connector, book, inquiries, Seal(("a secret",)), files)
    limits = [one for one in platform.limits(parcel(there, AccountRef("a"))) if one.name == "app"]
    sent = _greedily(limits, 60)
    assert _most_within(sent, 1) <= allowed
    assert len(sent) >= 60 * allowed * 0.49
