"""Token buckets: the burst first, then the rate, and never more than the platform allows."""

from __future__ import annotations

from bot.limiter import Limiter
from bot.mail import Limit

TEN = Limit("workspace", 10.0, 3.0)
ONE = Limit("channel", 1.0, 1.0)


class Time:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_burst_is_spent_at_once_and_then_the_rate_holds() -> None:
    time = Time()
    limiter = Limiter(time)
    for _ in range(3):
        assert limiter.wait([TEN]) == 0
        limiter.spend([TEN])
        limiter.ended([TEN])
    assert abs(limiter.wait([TEN]) - 0.1) < 1e-9
    time.now += 0.1
    assert limiter.wait([TEN]) == 0


def test_a_call_waits_for_each_of_its_buckets_and_leaves_the_others_alone() -> None:
    limiter = Limiter(Time())
    limiter.spend([TEN, ONE])
    limiter.ended([TEN, ONE])
    assert abs(limiter.wait([TEN, ONE]) - 1) < 1e-9
    assert limiter.wait([TEN]) == 0


def test_nothing_grows_back_for_a_call_that_is_still_in_the_air() -> None:
    time = Time()
    limiter = Limiter(time)
    limiter.spend([ONE])
    time.now += 10
    assert limiter.wait([ONE]) == float("inf")
    limiter.ended([ONE])
    assert abs(limiter.wait([ONE]) - 1) < 1e-9


def test_a_shut_bucket_opens_with_one_token_after_its_seconds() -> None:
    time = Time()
    limiter = Limiter(time)
    limiter.wait([TEN])
    limiter.shut("workspace", 30)
    limiter.shut("workspace", 5)
    assert abs(limiter.wait([TEN]) - 30) < 1e-9
    time.now += 30
    assert limiter.wait([TEN]) == 0
    limiter.spend([TEN])
    limiter.ended([TEN])
    assert abs(limiter.wait([TEN]) - 0.1) < 1e-9


def test_full_buckets_are_forgotten_and_others_are_not() -> None:
    time = Time()
    limiter = Limiter(time)
    for limit in (TEN, ONE):
        limiter.spend([limit])
        limiter.ended([limit])
    time.now += 0.5
    limiter.forget()
    assert abs(limiter.wait([ONE]) - 0.5) < 1e-9
    assert [*limiter._buckets] == ["channel"]
