"""The form of a digest: which standups it brings together, and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.forms import (
    Choices,
    Form,
    Option,
    Text,
    TimeOfDay,
)
from bot.intents import Intent
from bot.messages import Note
from bot.rituals.digest import Digest
from bot.rituals.digest_intents import SaveDigest, UpdateDigest
from bot.rituals.digest_rules import NAME_AT_MOST, STANDUPS_AT_MOST
from bot.rituals.standup import Standup
from bot.views.standup import title
from bot.views.times import DAYS, city, counted

OFFERED = 100
"""As many as a menu of Slack's takes."""

NOT_KNOWN_YET = "I am still finding out who is in this channel. Press Save again in a moment."
INVITE = "I am not in this channel. Invite me, and press Save again."
NEEDS_NAME = "Give it a name, such as Delivery today."
NAME_TAKEN = "A digest of this channel has that name already. Give this one another."
NEEDS_A_DAY = "Choose at least one day."
NEEDS_A_STANDUP = "Choose at least one standup."
DELETED = "This digest was deleted while you had this open. What you typed is still here to copy."
NOT_YOURS = (
    "Only whoever set this digest up, and the channel's organisers, can change it. "
    "Ask them; what you typed is still here."
)
NEWER_REVISION = (
    "Somebody else changed this digest while you had it open. Nothing of yours is lost: copy what you "
    "need, leave this, and open it again."
)
CANNOT_BE_TOLD = (
    "One of these can no longer be told here: it was deleted, or its channel has become private. Leave "
    "this, and open it again to see what can."
)

_ON = tuple(Option(str(day), name) for day, name in enumerate(DAYS))


def new(digest: Digest, offered: Sequence[Standup]) -> Form:
    """``digest`` is what is suggested; where there is only one standup, nothing is left to choose."""
    if not digest.standups and len(offered) == 1:
        digest = replace(digest, standups=(offered[0].id,))
    return _form(
        "New digest", SaveDigest(digest.id, digest.channel, digest.zone), digest, offered, 0
    )


def edit(digest: Digest, offered: Sequence[Standup], left_out: int) -> Form:
    """``left_out`` is how many of its standups can no longer be told, or are not the editor's to see."""
    return _form("Edit digest", UpdateDigest(digest.id, digest.revision), digest, offered, left_out)


def _form(
    name: str, intent: Intent, digest: Digest, offered: Sequence[Standup], left_out: int
) -> Form:
    options = tuple(Option(one.id, title(one)) for one in offered[:OFFERED])
    chosen = {option.value for option in options} & set(digest.standups)
    return Form(
        name,
        intent,
        (
            Text("name", "Name", digest.name, at_most=NAME_AT_MOST),
            Choices(
                "standups",
                "Standups",
                options,
                tuple(one for one in digest.standups if one in chosen),
                hint=f"At most {STANDUPS_AT_MOST}. Only those of public channels, and this channel's own: "
                "nothing of a private channel leaves it.",
            ),
            Choices("days", "On", _ON, tuple(map(str, digest.days))),
            TimeOfDay("at", "At", digest.at, hint=f"{city(digest.zone)} time ({digest.zone})."),
            Note((_HOW,)),
            *((_gone(left_out),) if left_out else ()),
        ),
    )


_HOW = (
    "It comes at that time with what has been answered by then: blockers first, then each team. Later "
    "answers stand in each team's own thread. Nothing comes on a day on which none of these asks."
)


def _gone(left_out: int) -> Note:
    them, are = ("it", "is") if left_out == 1 else ("them", "are")
    return Note(
        (
            f"{counted(left_out, 'standup')} of this digest can no longer be told here and {are} not "
            f"listed; saving takes {them} off.",
        )
    )


def too_long(length: int) -> str:
    return f"This is {length:,} characters long and {NAME_AT_MOST:,} fit. Shorten it a little."


def too_many(number: int) -> str:
    return f"These are {number} standups and {STANDUPS_AT_MOST} fit. Set up a second digest for the others."
