"""One's own page: what is asked today, what comes next, one's settings, and the team's rituals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.messages import (
    Block,
    Bullets,
    Button,
    Buttons,
    Divider,
    Heading,
    InChannel,
    Message,
    Note,
    Paragraph,
    Spans,
    Strong,
    Typed,
)
from bot.people import Person
from bot.rituals.availability import Availability
from bot.rituals.availability_intents import EditWorkingLife, ShowAbsences
from bot.rituals.calendars import calendar_name
from bot.rituals.home_intents import (
    BackFromHome,
    EraseMe,
    ExportMe,
    RefreshHome,
    ShowKnown,
    SkipFromHome,
    SwitchStandup,
)
from bot.rituals.standup import Occurrence, Participant, Standing, Standup, State
from bot.rituals.standup_intents import Answer, EditStandup, Options
from bot.views.standup import title
from bot.views.standup_commands import rhythm
from bot.views.times import city, counted, listed, of_day, weekday, when
from bot.views.working_life import named as named_hours

SURE = (
    "Your answers, settings and absences are removed for good. Counts stay, without you. "
    "Messages that stand in the chat stay there."
)


WITH_BUTTONS = 5
"""Days and standups that are shown with their buttons, of which a message of Teams takes some thirty."""
EXPORTED = "All that Muster keeps of you is in this file."


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody's page tells."""

    me: Person
    today: date
    now: datetime
    life: Availability
    days: Sequence[tuple[Standup, Occurrence, Participant]]
    """Days of mine that still take an answer."""
    ahead: Sequence[tuple[Standup, datetime]]
    """When I am asked next, of each standup that asks me."""
    mine: Sequence[Standup]
    """Those that I may change."""


def page(known: Known) -> Message:
    blocks: list[Block] = [Heading(f"Your page, {weekday(known.today)}")]
    blocks += _days(known)
    blocks += _ahead(known)
    blocks += _working_life(known)
    blocks += _team(known)
    blocks += _privacy()
    return Message(f"Your page, {weekday(known.today)}", tuple(blocks))


def _days(known: Known) -> list[Block]:
    if not known.days and not known.ahead:
        nothing = (
            "Nothing waits for your answer, and no standup asks you next. In your team's channel, "
        )
        return [Paragraph((nothing, Typed("standup"), " shows what there is and sets one up."))]
    if not known.days:
        return [Paragraph(("Nothing waits for your answer.",))]
    blocks: list[Block] = []
    for standup, occurrence, mine in known.days[-WITH_BUTTONS:]:
        day = of_day(occurrence.name, occurrence.day)
        blocks.append(
            Paragraph(
                (
                    Strong(day),
                    " in ",
                    InChannel(standup.channel),
                    *_stands(known, standup, occurrence, mine),
                )
            )
        )
        if buttons := _acts(occurrence, mine):
            blocks.append(Buttons(buttons))
    return blocks


def _stands(known: Known, standup: Standup, occurrence: Occurrence, mine: Participant) -> Spans:
    zone = known.me.zone_in(standup.schedule.zone)
    over = occurrence.wrapped_at is not None
    match mine.state:
        case State.WAITING | State.ASKED if over:
            return (": wrapped up; your answer is still taken.",)
        case State.WAITING:
            return (": you are asked at ", when(mine.ask_at, zone, known.now), ".")
        case State.ASKED:
            return (": open until ", when(occurrence.wrap_at, zone, known.now), ".")
        case State.ANSWERED:
            return (": answered.",)
        case State.SKIPPED:
            return (": skipped.",)
        case State.AWAY | State.GONE:
            return (": you are not asked. ", Typed("standup why"), " in the channel tells why.")


def _acts(occurrence: Occurrence, mine: Participant) -> tuple[Button, ...]:
    match mine.state:
        case State.WAITING | State.ASKED:
            skip = (Button.to("Skip today", SkipFromHome(occurrence.id)),)
            over = occurrence.wrapped_at is not None
            return (
                Button.to("Answer", Answer(occurrence.id), "primary"),
                *(() if over else skip),
            )
        case State.ANSWERED:
            return (Button.to("Edit answer", Answer(occurrence.id)),)
        case State.SKIPPED:
            return (Button.to("Answer after all", Answer(occurrence.id)),)
        case State.AWAY | State.GONE:
            return ()


def _ahead(known: Known) -> list[Block]:
    """With the day even where it is near, and without what stands above already."""
    above = [(standup.id, mine.ask_at) for standup, _day, mine in known.days]
    lines: list[Spans] = [
        (Strong(standup.name), ": ", when(moment, known.me.zone_in(standup.schedule.zone)))
        for standup, moment in known.ahead
        if (standup.id, moment) not in above
    ]
    if not lines:
        return []
    return [Paragraph((Strong("Asked next"),)), Bullets(tuple(lines))]


def _working_life(known: Known) -> list[Block]:
    life, me = known.life, known.me
    hours = "not set; each standup's own time counts"
    if life.hours is not None:
        hours = named_hours(life.hours)
    zone = f"{city(me.zone)} ({me.zone})" if me.zone else "not known; each team's own counts"
    holidays = "those of each team"
    if life.calendar is not None:
        holidays = calendar_name(life.calendar) or "none"
    away = [one for one in life.absences if one.covers(known.today)]
    coming = [one for one in life.absences if one.first > known.today]
    lines: list[Spans] = [
        (Strong("Time zone: "), zone),
        (Strong("Working hours: "), hours),
        (Strong("Holidays: "), holidays),
    ]
    if away:
        until = f" until and including {weekday(away[-1].last)}" if away[-1].last else ""
        lines.append((Strong("Away"), f"{until}: you are not asked."))
    if coming:
        named = listed([weekday(one.first) for one in coming], 3)
        lines.append((Strong("Absences ahead: "), f"from {named}"))
    buttons = [Button.to("Change", EditWorkingLife())]
    if away:
        buttons.append(Button.to("I am back", BackFromHome(), "primary"))
    if coming:
        buttons.append(Button.to("My absences", ShowAbsences()))
    hint: Spans = ("To be away: ", Typed("muster away until friday"), ".")
    note = () if away else (Note(hint),)
    return [
        Divider(),
        Paragraph((Strong("Your working life"),)),
        Bullets(tuple(lines)),
        Buttons(tuple(buttons)),
        *note,
    ]


def _team(known: Known) -> list[Block]:
    if not known.mine:
        return []
    blocks: list[Block] = [Divider(), Paragraph((Strong("Standups that you organise"),))]
    for one in known.mine[:WITH_BUTTONS]:
        paused = one.standing is Standing.PAUSED
        said: Spans = (Strong(title(one)), " in ", InChannel(one.channel), ": ")
        blocks.append(Paragraph((*said, *rhythm(one.schedule), ". Paused." if paused else ".")))
        which = f"#{one.number}"
        switch = Button.to("Resume" if paused else "Pause", SwitchStandup(one.id, on=paused))
        edit, options = Button.to("Edit", EditStandup(which)), Button.to("Options", Options(which))
        blocks.append(Buttons((switch, edit, options)))
    if (more := len(known.mine) - WITH_BUTTONS) > 0:
        blocks.append(Note((f"And {more} more: ", Typed("standup list"), " shows them all.")))
    return blocks


def _privacy() -> list[Block]:
    return [
        Divider(),
        Buttons(
            (
                Button.to("Refresh", RefreshHome()),
                Button.to("What is known about me", ShowKnown()),
            )
        ),
    ]


def known(me: Person, days: int, absences: int, entries: int) -> Message:
    """What is kept of somebody: in kinds and numbers, with a way to have it, and to have it removed."""
    lines: tuple[Spans, ...] = (
        ("Your name, account and time zone, as this chat tells them",),
        (f"What you answered, and when you were away or skipped: {counted(days, 'standup day')}",),
        (f"Your absences ({absences}), and your hours and holidays if you set them",),
        (f"Why you were asked or not, for 90 days: {counted(entries, 'entry')} today",),
    )
    return Message(
        "What Muster knows about you",
        (
            Paragraph((Strong("What Muster knows about you"),)),
            Bullets(lines),
            Buttons(
                (
                    Button.to("Send me all of it", ExportMe()),
                    Button.to("Forget me", EraseMe(), "danger", sure=SURE),
                )
            ),
        ),
    )


def sent() -> Message:
    text = "It is on its way to you as a file, in our direct messages."
    return Message(text, (Paragraph((text,)),))


def forgotten() -> Message:
    text = (
        "Nothing of you is kept any more. As long as you are in a channel whose standup asks "
        "everybody in it, you are asked again as somebody new."
    )
    return Message("Nothing of you is kept any more", (Paragraph((text,)),))
