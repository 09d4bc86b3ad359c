"""Why somebody was or was not asked, in words, from the codes that the journal keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from bot.messages import Bullets, Mention, Message, Paragraph, Span, Spans, Strong, Typed
from bot.people import Person
from bot.ports import Entry
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Standup
from bot.views.standup import title
from bot.views.times import weekday, when


def why(
    person: Person,
    day: date,
    entries: Sequence[Entry],
    paused: Sequence[Standup] = (),
    *,
    myself: bool,
) -> Message:
    """What is recorded of one person and day; ``paused`` are standups of theirs that ask nobody now."""
    name = "You" if myself else person.name
    who: Span = name if myself else Mention(person.ref)
    summary = f"{name} on {weekday(day)}"
    rests = tuple(Paragraph(_rests(one)) for one in paused)
    if not entries:
        return _nothing(person, day, rests, myself=myself)
    if len(entries) == 1:
        sentence = Paragraph((who, *_sentence(entries[0], person, myself=myself)))
        return Message(summary, (sentence, *rests))
    lines = Bullets(tuple(_line(entry, person, myself=myself) for entry in entries))
    return Message(summary, (Paragraph((who, f" on {weekday(day)}:")), lines, *rests))


def _line(entry: Entry, person: Person, *, myself: bool) -> Spans:
    zone = person.zone_in("UTC")
    of = "" if _same_day(entry, zone) else f", {weekday(entry.day)}"
    said = f" {entry.ritual}{of}: {entry.decision}, {because(entry, myself=myself)}."
    return (when(entry.at, zone, entry.at), said)


def _sentence(entry: Entry, person: Person, *, myself: bool) -> Spans:
    """Such as ``was asked by churn standup #1 on Tue 24 Nov at 09:30 (Paris), since ...``."""
    zone = person.zone_in("UTC")
    was = "were" if myself else "was"
    did = "skipped" if entry.decision is Decision.SKIPPED else f"{was} {entry.decision} by"
    begin = f" {did} {entry.ritual} on {weekday(entry.day)}"
    end = f", {because(entry, myself=myself)}."
    if entry.decision is Decision.NOT_ASKED:
        return (f"{begin}{end}",)
    if _same_day(entry, zone):
        return (f"{begin} at ", when(entry.at, zone, entry.at), end)
    return (f"{begin} (", when(entry.at, zone), f"){end}")


def _same_day(entry: Entry, zone: str) -> bool:
    return entry.at.astimezone(ZoneInfo(zone)).date() == entry.day


def _nothing(person: Person, day: date, rests: tuple[Paragraph, ...], *, myself: bool) -> Message:
    whom: Span = "you" if myself else Mention(person.ref)
    rest = f" on {weekday(day)} yet."
    if not rests:
        rest += " A standup asks on its own days, in each person's morning."
    summary = f"The record has nothing about {'you' if myself else person.name}{rest}"
    return Message(summary, (Paragraph(("The record has nothing about ", whom, rest)), *rests))


def _rests(standup: Standup) -> Spans:
    return (
        Strong(title(standup)),
        " is paused now, so it asks nobody; ",
        Typed(f"standup resume #{standup.number}"),
        " goes on.",
    )


def because(entry: Entry, *, myself: bool = False) -> str:
    """Completes the sentence "not asked, ...": such as ``away until and including Fri 27 Nov``.

    ``myself`` is whether it is said to the very person.
    """
    detail = entry.detail
    who, whose = ("you were", "your") if myself else ("they were", "their")
    match entry.reason:
        case Reason.OWN_TIME:
            return f"since it was time in {whose} own zone"
        case Reason.TEAM_TIME:
            return "since it was the time that holds for the whole team"
        case Reason.BY_HAND:
            return f"since {detail} started it by hand"
        case Reason.BACK:
            return f"since {who} back from an absence"
        case Reason.NO_ANSWER:
            return "since there was no answer yet"
        case Reason.SKIPPED_BY_SELF:
            return f"by {whose} own choice"
        case Reason.LEFT_OUT:
            return f"since {detail} left it out for everybody"
        case Reason.NOT_IN_TEAM:
            return "no longer in the team"
        case Reason.TIME_HAD_PASSED:
            return f"since the time in {whose} own zone had passed before I could ask"
        case Reason.JOINED_LATER:
            return f"since {who} not in the channel yet when it was time in {whose} own zone"
        case Reason.AFTER_WRAP_UP:
            return f"since the time in {whose} own zone comes after the wrap-up"
        case Reason.AWAY:
            return f"away until and including {_day(detail)}" if detail else "away"
        case Reason.HOLIDAY:
            return f"a holiday: {detail}"
        case Reason.NOT_A_WORKING_DAY:
            return f"not one of {whose} working days"
        case Reason.OUTSIDE_HOURS:
            return f"since no time of that day lies in {whose} working hours"
        case Reason.BOT_ABSENT:
            return "since I was not in the channel, or it was archived"


def _day(iso: str) -> str:
    return weekday(date.fromisoformat(iso))
