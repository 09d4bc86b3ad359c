"""Why something about a standup cannot be done, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import (
    Bullets,
    InChannel,
    Inviting,
    Mention,
    Message,
    Paragraph,
    Strong,
    Typed,
)
from bot.rituals.standup import Occurrence, Standup
from bot.views.standup import title
from bot.views.standup_commands import text
from bot.views.times import weekday


def nobody_to_ask(standup: Standup) -> Message:
    return text(
        "There is nobody to ask: nobody of ",
        Strong(title(standup)),
        " is in the channel. Invite people, or pick them with ",
        Typed("standup edit"),
    )


def nobody_left(standup: Standup) -> Message:
    return text(
        Strong(title(standup)),
        " has nobody left to ask: its people have gone, or ",
        InChannel(standup.channel),
        " is empty. ",
        Typed(f"standup edit #{standup.number}"),
        " picks others, ",
        Typed(f"standup delete #{standup.number}"),
        " ends it.",
        plain=f"{title(standup)} has nobody left to ask",
    )


def only_the_team(standup: Standup) -> Message:
    return text(
        "Only people of ",
        InChannel(standup.channel),
        " can start ",
        Strong(title(standup)),
        ". Join the channel first.",
        plain=f"Only people of its channel can start {title(standup)}",
    )


def nobody_at_work(standup: Standup) -> Message:
    return text(
        "Everybody of ",
        Strong(title(standup)),
        " is away or not at work now, so nobody is asked. ",
        Typed("standup why @name"),
        " tells why somebody is not.",
    )


def which_one(standups: Sequence[Standup], typed: str, verb: str) -> Message:
    """Several fit, or none: name them, and say how to tell them apart."""
    if not standups:
        return text("There is no standup in this channel. ", Typed("standup new"), " sets one up.")
    first = f"Nothing here is called “{typed}”." if typed else "There are several standups here."
    example = Typed(f"standup {verb} #{standups[0].number}")
    lines = Bullets(tuple((Strong(title(one)),) for one in standups))
    return Message(first, (Paragraph((f"{first} Say which, such as ", example)), lines))


def only_organisers(standup: Standup, verb: str) -> Message:
    return text(
        f"Only whoever set it up, and the channel's organisers, can {verb} ",
        Strong(title(standup)),
        " for everybody. Ask ",
        Mention(standup.creator),
        ".",
        plain=f"Only its organisers can {verb} {title(standup)}",
    )


def in_a_channel() -> Message:
    return text("A standup belongs to a channel. Type this in the channel of the team it is for.")


def not_in_channel(standup: Standup) -> Message:
    return text(
        Strong(title(standup)),
        " could not start: I am not in ",
        InChannel(standup.channel),
        ", or it is archived. To let it go on by itself, ",
        Inviting(),
        "; ",
        Typed(f"standup delete #{standup.number}"),
        " ends it.",
        plain=f"{title(standup)} could not start: I am not in its channel",
    )


def no_such_day() -> Message:
    return text("This standup has been deleted, so there is nothing to answer any more.")


def not_on_the_list(standup: Standup) -> Message:
    return text(
        "You are not on the list of ",
        Strong(title(standup)),
        " for that day. If you should be, ask ",
        Mention(standup.creator),
        ".",
        plain=f"You are not on the list of {title(standup)} for that day",
    )


def not_asked(standup: Standup, occurrence: Occurrence) -> Message:
    return text(
        f"You are not asked on {weekday(occurrence.day)} by ",
        Strong(title(standup)),
        ", so there is nothing to skip. ",
        Typed("standup why"),
        " in the channel tells why.",
    )


def day_is_over(standup: Standup, occurrence: Occurrence) -> Message:
    return text(
        Strong(title(standup)),
        f" of {weekday(occurrence.day)} is over. The newest question in our messages takes an answer.",
    )


def edits_are_over(standup: Standup, occurrence: Occurrence) -> Message:
    return text(
        "Your answer to ",
        Strong(title(standup)),
        f" of {weekday(occurrence.day)} can no longer be changed. "
        "A comment in the day's thread reaches your team.",
    )


def answered_already(standup: Standup) -> Message:
    return text(
        "You have answered ", Strong(title(standup)), " already, so it stays. You can edit it."
    )


def no_such_day_word(typed: str) -> Message:
    return text(
        f"I know neither a person nor a day called “{typed}”. Write @ and a name for a person; "
        "for a day today, yesterday, a weekday, or a date such as 2026-11-24."
    )


def private_channel() -> Message:
    return text("That standup belongs to a private channel that you are not in.")


def no_such_number(number: str) -> Message:
    return text(f"There is no standup #{number}. ", Typed("standup list"), " shows what there is.")


def rests(standup: Standup) -> Message:
    return text(
        Strong(title(standup)),
        " is paused, so nobody is asked. ",
        Typed("standup resume"),
        " goes on.",
    )
