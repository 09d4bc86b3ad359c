"""What a card carries is read again only as it was written, by us."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.teams.seal import OURS, SEAL, Forged, Seal

DATA = {"does": "standup.answer/1 {}", "row": "r1", "channel": "19:c"}


def test_what_was_closed_is_opened_and_what_was_typed_beside_it_left_out() -> None:
    seal = Seal(["secret"])
    assert seal.open(seal.close(DATA) | {"answer-0": "text", "does": "typed"}) == DATA


def test_the_order_in_which_a_client_sends_things_back_does_not_matter() -> None:
    closed = Seal(["secret"]).close(DATA)
    assert Seal(["secret"]).open({OURS: dict(reversed(closed[OURS].items()))}) == DATA


def test_a_secret_that_is_being_rotated_opens_what_it_closed() -> None:
    old, both, new = Seal(["old"]), Seal(["new", "old"]), Seal(["new"])
    assert both.open(old.close(DATA)) == DATA
    assert new.open(both.close(DATA)) == DATA
    with pytest.raises(Forged):
        new.open(old.close(DATA))


def test_a_seal_is_too_long_to_be_guessed() -> None:
    assert len(CLOSED[SEAL]) == 22  # 128 bits, six in a character


CLOSED = Seal(["secret"]).close(DATA)[OURS]


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "text",
        {},
        {OURS: None},
        {OURS: []},
        {OURS: {}},
        {OURS: DATA},
        {OURS: DATA | {SEAL: ""}},
        {OURS: DATA | {SEAL: 7}},
        {OURS: DATA | {SEAL: "é"}},
        {OURS: CLOSED | {"channel": "19:another"}},
        {OURS: {name: value for name, value in CLOSED.items() if name != "row"}},
        {OURS: CLOSED | {"more": "x"}},
        {OURS: CLOSED | {SEAL: CLOSED[SEAL][:-1]}},
    ],
    ids=str,
)
def test_what_is_not_ours_is_not_read(data: Any) -> None:
    with pytest.raises(Forged):
        Seal(["secret"]).open(data)
