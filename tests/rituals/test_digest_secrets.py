"""Whatever changes where a digest's readers may not look, they read the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.messages import Message, Paragraph, dump
from bot.people import Person
from bot.rituals import digest_rules as rules
from bot.rituals.digest_rules import Source
from bot.rituals.standup import (
    Participant,
    Shown,
    State,
)
from bot.views import digest as say
from tests.rituals.digests import DIGEST, NOON, PEOPLE, TUESDAY, message, source

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@st.composite
def days(draw: st.DrawFn) -> list[tuple[Person, Participant]]:
    people = draw(st.lists(st.sampled_from(PEOPLE), unique=True, max_size=5))
    day = []
    for person in people:
        state = draw(st.sampled_from(State))
        said = draw(st.tuples(texts, texts, texts, st.sampled_from(("", "1", "5"))))
        person = replace(person, name=draw(st.sampled_from((person.name, "Zoë"))))
        day.append(
            (
                person,
                Participant(
                    person.ref,
                    NOON,
                    state=state,
                    optional=draw(st.booleans()),
                    answers=said if state is State.ANSWERED else (),
                    late=draw(st.booleans()),
                ),
            )
        )
    return day


@st.composite
def hidden(draw: st.DrawFn, id: str) -> Source:
    """A standup of a private channel, whatever it holds; or one that only its organisers read."""
    private = draw(st.booleans())
    found = source(
        id,
        *draw(days()),
        private=private,
        shown=draw(st.sampled_from(Shown)) if private else Shown.ORGANISERS,
        wrapped=draw(st.booleans()),
        name=draw(texts) or "x",
    )
    return replace(found, occurrence=None) if draw(st.booleans()) else found


@st.composite
def shown(draw: st.DrawFn, id: str) -> Source:
    wrapped = draw(st.booleans())
    among = Shown.AT_WRAP_UP if wrapped else Shown.AT_ONCE
    return source(id, *draw(days()), shown=among, wrapped=wrapped)


def without_counts(what: Message, found: rules.Findings) -> str:
    """The message's bytes, its count lines taken out."""
    lines = {Paragraph(say.count_line(one)) for one in found.counted}
    kept = tuple(block for block in what.blocks if block not in lines)
    assert len(what.blocks) - len(kept) == len(found.counted)
    return dump(replace(what, blocks=kept))


def seen(sources: Sequence[Source]) -> str:
    found = rules.findings(DIGEST, sources)
    return without_counts(say.telling(DIGEST, TUESDAY, found, NOON), found)


@settings(max_examples=300)
@given(st.data())
def test_nothing_hidden_can_change_what_is_read(data: st.DataObject) -> None:
    """The kind of secret stays, since a channel's being private is no secret; all that is in it changes."""
    public = [data.draw(shown(f"s{number}")) for number in (1, 2)]
    before = [data.draw(hidden(f"s{number}")) for number in (3, 4)]
    after = [data.draw(hidden(f"s{number}")) for number in (3, 4)]
    after = [
        replace(new, channel=old.channel, standup=replace(new.standup, manners=old.standup.manners))
        for old, new in zip(before, after, strict=True)
    ]
    assert seen([before[0], *public, before[1]]) == seen([after[0], *public, after[1]])


@given(st.data())
def test_a_private_standup_has_not_even_a_count_line(data: st.DataObject) -> None:
    public = data.draw(shown("s1"))
    one, other = (
        source("s2", *data.draw(days()), private=True, name=data.draw(texts) or "x")
        for _ in range(2)
    )
    assert dump(message(public, one)) == dump(message(public, other))


@given(days(), days())
def test_the_same_findings_are_the_same_bytes(
    one: list[tuple[Person, Participant]], two: list[tuple[Person, Participant]]
) -> None:
    sources = [source("s1", *one), source("s2", *two, shown=Shown.ORGANISERS)]
    assert dump(message(*sources)) == dump(message(*sources))
