"""What a digest's commands answer: what there is, what was done, and why something cannot be."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime

from bot.messages import (
    Block,
    Button,
    Buttons,
    InChannel,
    Inviting,
    Mention,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.rituals.digest import Digest
from bot.rituals.digest_intents import DeleteDigest, DigestNow, EditDigest, NewDigest
from bot.rituals.standup import Standup
from bot.views.standup import title
from bot.views.times import city, clock, counted, listed, on_days, weekday, when

LISTED = 12
"""Digests that one overview shows, with three buttons each."""

_NOTHING: Spans = (
    "There is no standup that could be told here: only those of public channels can, and this "
    "channel's own. ",
    Typed("standup new"),
    " sets one up.",
)


def rhythm(digest: Digest, standups: Sequence[Standup]) -> Spans:
    """Such as: Churn model #3 and Platform #4, weekdays at 17:00 (Paris)."""
    names = listed([title(one) for one in standups]) or "no standup any more"
    return (f"{names}, {on_days(digest.days)} at {clock(digest.at)} ({city(digest.zone)})",)


def overview(
    digests: Sequence[tuple[Digest, Sequence[Standup]]], mine: Collection[str], *, offers: bool
) -> Message:
    """``mine`` are the ids of those that the reader may change; ``offers`` is whether one can be set up.

    The standups beside each are those that may be told in its channel.
    """
    first = "A digest brings the day of several standups together here, blockers first."
    blocks: list[Block] = []
    for digest, standups in digests[:LISTED]:
        buttons = [Button.to("Show today", DigestNow(digest.id))]
        if digest.id in mine:
            sure = f"{digest.name} will no longer be told. The standups stay as they are."
            buttons += [
                Button.to("Edit", EditDigest(digest.id)),
                Button.to("Delete", DeleteDigest(digest.id), "danger", sure=sure),
            ]
        blocks.append(Paragraph((Strong(digest.name), ": ", *rhythm(digest, standups), ".")))
        blocks.append(Buttons(tuple(buttons)))
    if not digests:
        blocks.append(Paragraph((f"There is no digest in this channel yet. {first}",)))
    if offers and digests:
        blocks.append(Buttons((Button.to("Set up another", NewDigest()),)))
    elif offers:
        blocks.append(Buttons((Button.to("Set up a digest", NewDigest(), "primary"),)))
    elif not digests:
        blocks.append(Note(_NOTHING))
    summary = f"{counted(len(digests), 'digest')} in this channel" if digests else first
    return Message(summary, tuple(blocks))


def announced(digest: Digest, standups: Sequence[Standup], by: Person, first: datetime) -> Message:
    """Said once in the channel."""
    spans: Spans = (
        Strong(by.name),
        " set up the digest ",
        Strong(digest.name),
        " for this channel: ",
        *rhythm(digest, standups),
        ". First: ",
        when(first, digest.zone),
        ". To see or change it: ",
        Typed("standup digest"),
    )
    return Message(f"{by.name} set up the digest {digest.name}", (Paragraph(spans),))


def edited(digest: Digest, standups: Sequence[Standup], by: Person) -> Message:
    spans: Spans = (
        Strong(by.name),
        " changed the digest ",
        Strong(digest.name),
        ": ",
        *rhythm(digest, standups),
        ".",
    )
    return Message(f"{by.name} changed the digest {digest.name}", (Paragraph(spans),))


def deleted(digest: Digest, by: Person) -> Message:
    spans: Spans = (Strong(by.name), " deleted the digest ", Strong(digest.name), ".")
    return Message(f"{by.name} deleted the digest {digest.name}", (Paragraph(spans),))


def nothing_today(digest: Digest, day: date) -> Message:
    return _text(
        f"{digest.name} has nothing to tell of {weekday(day)} yet: none of its standups has begun."
    )


def nothing_to_tell() -> Message:
    return Message("There is no standup that could be told here", (Paragraph(_NOTHING),))


def in_a_channel() -> Message:
    return _text("A digest belongs to a channel. Type this in the channel that should read it.")


def gone() -> Message:
    return _text("This digest has been deleted, so there is nothing to show or change any more.")


def not_yours(digest: Digest) -> Message:
    spans: Spans = (
        "Only whoever set it up, and the channel's organisers, can change ",
        Strong(digest.name),
        ". Ask ",
        Mention(digest.creator),
        ".",
    )
    return Message(f"Only its organisers can change {digest.name}", (Paragraph(spans),))


def not_seen() -> Message:
    return _text("That digest belongs to a private channel that you are not in.")


def not_in_channel(digest: Digest) -> Message:
    """To its creator, once a week."""
    spans: Spans = (
        Strong(digest.name),
        " could not be told: I am not in ",
        InChannel(digest.channel),
        ", or it is archived. To let it go on by itself, ",
        Inviting(),
        ". I say this once a week.",
    )
    return Message(f"{digest.name} could not be told", (Paragraph(spans),))


def missed(digest: Digest, day: date) -> Message:
    """To its creator: the moment had passed."""
    spans: Spans = (
        Strong(digest.name),
        f" of {weekday(day)} was not told: I was not running at {clock(digest.at)} ({city(digest.zone)}). "
        "What each team said is in its own channel; the next one comes by itself.",
    )
    return Message(f"{digest.name} of {weekday(day)} was not told", (Paragraph(spans),))


def _text(words: str) -> Message:
    return Message(words, (Paragraph((words,)),))
