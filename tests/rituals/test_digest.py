"""The digest's rules: when it is told, and that nothing leaves a channel which others may not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rituals import digest_rules as rules
from bot.rituals.standup import (
    Manners,
    Shown,
    Standing,
    State,
)
from tests.rituals.digests import (
    ANA,
    BO,
    CHEN,
    DIGEST,
    DIYA,
    EMEKA,
    TUESDAY,
    answered,
    read,
    source,
    stands,
)


def test_blockers_of_all_teams_come_first_with_name_and_team() -> None:
    text = read(
        source("s1", answered(ANA, "Calibrate", "Waiting for the claims table")),
        source("s2", answered(BO, "Ship it", "No GPU", "No reviewer")),
    )
    lines = text.splitlines()
    assert lines[1:5] == [
        "3 blockers",
        "- Ana (Team s1): Waiting for the claims table",
        "- Bo (Team s2): No GPU",
        "- Bo (Team s2): No reviewer",
    ]
    assert text.index("No reviewer") < text.index("Calibrate")


def test_each_team_has_its_numbers_plans_and_absences() -> None:
    text = read(
        source(
            "s1",
            answered(ANA, "Calibrate\nthe model", late=True),
            stands(BO, State.ASKED),
            stands(CHEN, State.SKIPPED),
            stands(DIYA, State.AWAY),
            stands(EMEKA, State.ASKED, optional=True),
            wrapped=True,
        )
    )
    assert "Team s1 #1 in #Cs1: 1 of 3 answered." in text
    assert "- Ana: Calibrate; the model (late)" in text
    assert "Missing: Bo. Skipped today: Chen. Away: Diya." in text
    assert "Emeka" not in text
    assert "Nobody named a blocker." in text


def test_who_is_silent_is_not_yet_missing_while_the_day_is_open() -> None:
    text = read(source("s1", answered(ANA, "Calibrate"), stands(BO, State.WAITING)))
    assert "Not yet: Bo." in text
    assert "Missing" not in text


def test_a_standup_without_a_day_is_not_told_and_a_digest_without_any_not_at_all() -> None:
    idle = replace(source("s2"), occurrence=None)
    assert "Team s2" not in read(source("s1", answered(ANA, "Calibrate")), idle)
    assert not rules.findings(DIGEST, [idle]).any
    assert rules.findings(DIGEST, [idle, source("s1")]).any


def test_nothing_of_a_private_channel_is_told_elsewhere() -> None:
    secret = source("s2", answered(BO, "Hush", "Hush too"), private=True, name="Layoffs")
    text = read(source("s1", answered(ANA, "Calibrate")), secret)
    assert not {"Bo", "Hush", "Layoffs", "#2"} & set(text.replace(",", " ").split())
    assert "One standup of a private channel is not told here." in text
    assert not rules.findings(DIGEST, [secret]).any


def test_a_channel_that_nobody_knows_counts_as_private() -> None:
    unknown = replace(source("s2", answered(BO, "Hush")), channel=None)
    assert rules.findings(DIGEST, [unknown]).private == 1


def test_a_private_channels_own_digest_tells_its_own_standup() -> None:
    own = source("s2", answered(BO, "Hush"), private=True)
    assert "- Bo: Hush" in read(own, digest=replace(DIGEST, channel=own.standup.channel))


def test_a_deleted_standup_is_not_told() -> None:
    one = source("s1", answered(ANA, "Calibrate"))
    gone = replace(one, standup=replace(one.standup, standing=Standing.DELETED))
    assert not rules.findings(DIGEST, [gone]).any


@pytest.mark.parametrize(
    ("shown", "wrapped", "told"),
    [
        (Shown.AT_ONCE, False, True),
        (Shown.AT_WRAP_UP, False, False),
        (Shown.AT_WRAP_UP, True, True),
        (Shown.ORGANISERS, False, False),
        (Shown.ORGANISERS, True, False),
    ],
)
def test_nothing_is_told_before_or_beyond_its_own_channel(
    shown: Shown, wrapped: bool, told: bool
) -> None:
    one = source("s1", answered(ANA, "Calibrate", "Stuck"), shown=shown, wrapped=wrapped)
    text = read(one, digest=replace(DIGEST, channel=one.standup.channel))
    assert ("Calibrate" in text) is ("Stuck" in text) is ("Ana" in text) is told
    assert "1 of 1 answered" in text


def test_what_becomes_the_organisers_alone_is_no_longer_told_from_that_moment_on() -> None:
    one = source("s1", answered(ANA, "Calibrate"))
    closed = replace(one.standup, manners=Manners(shown=Shown.ORGANISERS))
    assert "Calibrate" not in read(replace(one, standup=closed))


# When it is told.


def test_it_is_told_on_its_days_at_its_time_in_its_zone() -> None:
    friday = rules.next_telling(DIGEST, datetime(2026, 11, 27, 15, 59, tzinfo=UTC))
    assert (friday, rules.telling(DIGEST, friday)) == (
        date(2026, 11, 27),
        datetime(2026, 11, 27, 16, tzinfo=UTC),
    )
    assert rules.next_telling(DIGEST, datetime(2026, 11, 27, 16, tzinfo=UTC)) == date(2026, 11, 30)
    assert rules.day_after(DIGEST, friday) == date(2026, 11, 30)


def test_five_in_the_afternoon_stays_five_when_the_clocks_change() -> None:
    digest = replace(DIGEST, days=(6,))
    before, after = date(2026, 10, 18), date(2026, 10, 25)
    assert rules.telling(digest, before).hour == 15
    assert rules.telling(digest, after).hour == 16


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
    st.sets(st.integers(0, 6), min_size=1),
    st.times(),
    st.sampled_from(("Europe/Paris", "Pacific/Auckland", "America/New_York", "Asia/Kolkata")),
)
def test_the_next_telling_is_the_first_that_lies_ahead(
    now: datetime, days_: set[int], at: time, zone: str
) -> None:
    digest = replace(
        DIGEST, days=tuple(sorted(days_)), at=at.replace(tzinfo=None, microsecond=0), zone=zone
    )
    day = rules.next_telling(digest, now)
    assert day.weekday() in days_
    assert rules.telling(digest, day) > now
    ahead = [day - timedelta(days=back) for back in range(1, 9)]
    assert all(rules.telling(digest, one) <= now for one in ahead if one.weekday() in days_)


def test_after_two_hours_it_is_too_late() -> None:
    five = rules.telling(DIGEST, TUESDAY)
    assert not rules.too_late(DIGEST, TUESDAY, five + timedelta(hours=2))
    assert rules.too_late(DIGEST, TUESDAY, five + timedelta(hours=2, seconds=1))


def test_a_promise_of_an_older_revision_does_nothing() -> None:
    assert rules.in_force(DIGEST, 1)
    assert not rules.in_force(rules.changed(DIGEST, DIGEST), 1)
    assert not rules.in_force(replace(DIGEST, standing=Standing.DELETED), 1)
    assert not rules.in_force(None, 1)


def test_a_day_that_was_the_organisers_alone_stays_theirs() -> None:
    one = source("s1", answered(ANA, "Calibrate"), shown=Shown.ORGANISERS, wrapped=True)
    assert "Calibrate" not in read(replace(one, standup=replace(one.standup, manners=Manners())))
