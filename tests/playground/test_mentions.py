"""Typed names that become mentions, as Slack's composer makes them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.clock import HeldClock
from playground.diary import Diary
from playground.town import User, halcyon
from playground.ui.mentions import mention
from playground.world import World
from tests.playground.conftest import MORNING


@pytest.fixture
def world() -> Iterator[World]:
    world = World(halcyon(), HeldClock(MORNING), Diary())
    yield world
    world.close()


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("skip @Ana", "skip <@U01ANA|ana>"),
        ("@ana @BO", "<@U01ANA|ana> <@U01BO|bo>"),
        ("@Ana Duarte is away", "<@U01ANA|ana> is away"),
        ("@Anatole", "@Anatole"),
        ("@Bo, @Zoe.", "<@U01BO|bo>, <@U01ZOE|zoe>."),
        ("mail ana@bo.example", "mail ana@bo.example"),
        ("@nobody", "@nobody"),
        ("@here & @channel", "<!here> &amp; <!channel>"),
        ("#churn-model", "<#C01CHURN|churn-model>"),
        ("#churn", "#churn"),
        ("<@U01ANA>", "&lt;@U01ANA&gt;"),
        ("&lt;", "&amp;lt;"),
    ],
)
def test_names_become_mentions_and_the_rest_is_escaped(world: World, typed: str, sent: str) -> None:
    assert mention(world, "U01ANA", typed, named=True) == sent


def test_messages_carry_the_shorter_form(world: World) -> None:
    assert mention(world, "U01ANA", "@Bo", named=False) == "<@U01BO>"


def test_a_private_channel_is_named_only_by_those_within(world: World) -> None:
    assert mention(world, "U01ANA", "#pricing-review", named=True).startswith("<#C01PRICING|")
    assert mention(world, "U01KENJI", "#pricing-review", named=True) == "#pricing-review"


def test_a_first_name_that_two_share_means_nobody(world: World) -> None:
    world.keep_user(User("U99", "ana.b", "Ana Berg", "", "Etc/UTC", "000000"))
    assert mention(world, "U01BO", "@Ana Berg @ana", named=False) == "<@U99> <@U01ANA>"
    world.keep_user(User("U98", "bob", "Bo Ek", "", "Etc/UTC", "000000"))
    world.keep_user(User("U01BO", "lind", "Bo Lindqvist", "", "Etc/UTC", "000000"))
    assert mention(world, "U01ANA", "@Bo", named=False) == "@Bo"
