"""What happens to a message whose send was never answered, and how long a retry waits."""

from __future__ import annotations

from itertools import pairwise

import pytest

from bot.courier.silence import Step, after_silence, backoff


@pytest.mark.parametrize(
    ("waited", "can_look", "receipts", "repeatable", "step"),
    [
        (0, True, False, False, 5.0),
        (2, True, True, True, 3.0),
        (5, True, False, False, Step.LOOK),
        (5, True, True, True, Step.LOOK),
        (0, False, True, False, 360.0),
        (100, False, True, True, 260.0),
        (360, False, True, False, Step.SEND),
        (0, False, False, True, Step.SEND),
        (0, False, False, False, Step.PARK),
        (1000, False, False, False, Step.PARK),
    ],
)
def test_a_doubted_message_is_looked_for_then_waited_for_then_repeated_or_given_up(
    waited: float, can_look: bool, receipts: bool, repeatable: bool, step: Step | float
) -> None:
    assert step == after_silence(
        waited=waited, can_look=can_look, receipts=receipts, repeatable=repeatable
    )


def test_retries_start_at_a_second_and_end_at_ten_minutes() -> None:
    waits = [backoff(attempts, "row") for attempts in range(40)]
    assert 0.8 <= waits[0] <= 1
    assert all(480 <= wait <= 600 for wait in waits[7:])
    assert all(later > wait * 1.5 for wait, later in pairwise(waits[:7]))


def test_rows_that_failed_together_do_not_come_back_together() -> None:
    assert len({round(backoff(3, f"row {number}"), 3) for number in range(100)}) > 80
