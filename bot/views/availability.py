"""What is said about absences: from when to when, when somebody is asked again, how to take it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.messages import (
    Block,
    Button,
    Buttons,
    Mention,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.people import MemberRef, Person
from bot.rituals.availability import Absence
from bot.rituals.availability_intents import CancelAbsence
from bot.rituals.days import Slip, Unclear
from bot.views.standup_commands import text
from bot.views.times import listed, weekday

SAID_BACK = 40
"""Characters of what was typed that are said back."""
LISTED = 10
"""Absences that are shown, each with a button."""


def dated(day: date, today: date) -> str:
    """Such as ``Fri 27 Nov``, with the year where it is another than today's."""
    return weekday(day) if day.year == today.year else f"{weekday(day)} {day.year}"


def span(absence: Absence, today: date) -> str:
    """Completes the sentence "you are away ...": such as ``until and including Fri 27 Nov``."""
    first, last = absence.first, absence.last
    if first == last:
        return "today" if first == today else f"on {dated(first, today)}"
    begin = "" if first <= today else f"from {dated(first, today)} "
    end = "further notice" if last is None else f"and including {dated(last, today)}"
    return f"{begin}until {end}"


def _on(day: date, today: date) -> str:
    return "later today" if day == today else f"on {dated(day, today)}"


def away(
    absence: Absence,
    today: date,
    again: date | None,
    *,
    within: Absence | None = None,
    other: Person | None = None,
) -> Message:
    """``again`` is the day on which they are asked again; ``other`` is for whom an organiser said so.

    ``within`` is a longer absence that was said before, and goes on around this one.
    """
    who, are = ("You", "are") if other is None else (other.name, "is")
    said = f"{who} {are} away {span(absence, today)}"
    if within is not None:
        said = f"{who} {are} away {span(within, today)}, as was said before"
    said += "." if again is None else f", and {are} asked again on {dated(again, today)}."
    if other is not None:
        undo: Spans = (
            f"{other.name} is told. ",
            Typed(f"muster back @{other.name}"),
            " undoes it.",
        )
        return Message(said, (Paragraph((said,)), Note(undo)))
    if within is not None:
        less: Spans = (f"Cancel it, and you are away {span(absence, today)} only.",)
        return Message(said, (Paragraph((said,)), _cancel(within), Note(less)))
    note: Spans = (
        "On those days no question and no reminder comes; your team reads that you are away.",
    )
    if absence.last is None:
        note = (Typed("muster back"), " asks you again.")
    return Message(said, (Paragraph((said,)), _cancel(absence), Note(note)))


def told_away(
    absence: Absence, by: Person, today: date, again: date | None, *, within: Absence | None = None
) -> Message:
    """To somebody for whom an organiser has said so; ``within`` as in ``away``."""
    said = f"{by.name} says that you are away {span(absence, today)}, so you are not asked."
    if within is not None:
        said += f" You are away {span(within, today)} already."
    if again is not None:
        said += f" You are asked again on {dated(again, today)}."
    return Message(
        f"{by.name} says that you are away",
        (
            Paragraph((said,)),
            _cancel(absence),
            Note(("If that is not so, press the button, or type ", Typed("muster back"), ".")),
        ),
    )


def told_over(absence: Absence, today: date, by: Person | None = None) -> Message:
    """The same message, once the absence is no more; ``by`` is another who ended it."""
    who = "you have" if by is None else f"{by.name} has"
    return text(f"Away {span(absence, today)}: {who} taken this back, so you are asked again.")


def back(again: date | None, today: date, *, now: bool, other: Person | None = None) -> Message:
    """``now`` says that a question has just come to them, and ``again`` when the next one comes."""
    who = "You are" if other is None else f"{other.name} is"
    if now:
        whose = "your" if other is None else f"{other.name}'s"
        return text(f"{who} back. Today's question is in {whose} messages now.")
    if again is None:
        return text(f"{who} back.")
    return text(f"{who} back, and asked next {_on(again, today)}.")


def not_away(again: date | None, today: date, *, other: Person | None = None) -> Message:
    who = "You are" if other is None else f"{other.name} is"
    following = f" {who} asked next {_on(again, today)}." if again else ""
    return text(f"{who} not away today.{following}")


def absences(known: Sequence[Absence], me: MemberRef, today: date) -> Message:
    """One's own, each with a button that ends it."""
    if not known:
        return text(
            "You have no absence ahead. ",
            Typed("muster away until friday"),
            " says that you are away, ",
            Typed("muster away 24 dec to 2 jan"),
            " that you will be.",
        )
    blocks: list[Block] = [Paragraph((Strong("Your absences"),))]
    for one in known[:LISTED]:
        by: Spans = () if one.by == me else (", as ", Mention(one.by), " said")
        line = span(one, today)
        blocks += [Paragraph((f"{line[:1].upper()}{line[1:]}", *by)), _cancel(one)]
    if len(known) > LISTED:
        blocks.append(Note((f"And {len(known) - LISTED} later ones.",)))
    return Message("Your absences", tuple(blocks))


def cancelled(absence: Absence, today: date, again: date | None, *, now: bool) -> Message:
    said = f"You are not away {span(absence, today)} any more."
    if now:
        return text(f"{said} Today's question is in your messages now.")
    return text(f"{said} You are asked next {_on(again, today)}." if again else said)


def no_such_absence() -> Message:
    return text(
        "That absence is over, or was taken back before. ",
        Typed("muster away list"),
        " shows those that are ahead.",
    )


def unclear(typed: str, slip: Slip, today: date) -> Message:
    """What was typed is not understood, or not possible; always with what to type instead."""
    said = typed[:SAID_BACK]
    days = [dated(day, today) for day in slip.which]
    iso = slip.which[-1].isoformat() if slip.which else ""
    match slip.why:
        case Unclear.NOT_UNDERSTOOD:
            return text(
                f"I cannot read days in “{said}”. Type ",
                Typed("muster away until friday"),
                ", ",
                Typed("muster away 3 days"),
                " or ",
                Typed("muster away 24 dec to 2 jan"),
                ".",
            )
        case Unclear.WHICH:
            which = " or ".join(days)
            return text(
                f"“{said}” can be {which}. Type the date, such as ",
                Typed(f"muster away until {iso}"),
                ".",
            )
        case Unclear.WHICH_YEAR:
            return text(
                f"Do you mean {listed(days)}? Then type it with its year, such as ",
                Typed(f"muster away until {iso}"),
                ".",
            )
        case Unclear.PAST:
            return text(f"“{said}” is over. Type days from today on.")
        case Unclear.TOO_LONG:
            return text(
                f"“{said}” is more than a year. Type an end within a year, or ",
                Typed("muster away"),
                " alone, which is until you say that you are back.",
            )
        case Unclear.END_BEFORE_START:
            return text(f"“{said}” ends before it begins. Type the first day first.")


def only_organisers(whom: Person, organisers: Sequence[MemberRef]) -> Message:
    """Of somebody else only organisers may say that they are away or back."""
    ask: list[str | Mention] = []
    for one in organisers:
        ask += [", " if ask else " Ask ", Mention(one)]
    end = f", or let {whom.name} type " if ask else f" Let {whom.name} type "
    return text(
        "Only this channel's organisers can say that for somebody else.",
        *ask,
        end,
        Typed("muster away"),
        ".",
    )


def not_here(whom: Person) -> Message:
    return text(
        f"{whom.name} is not in this channel. Type this in a channel of {whom.name}'s team."
    )


def in_a_channel() -> Message:
    return text("For somebody else, type this in the channel of their team.")


def _cancel(absence: Absence) -> Buttons:
    return Buttons((Button.to("Cancel this absence", CancelAbsence(absence.id)),))
