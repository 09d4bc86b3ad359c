"""What is read of a standup's day: the board, an answer in the thread, the wrap-up."""

from __future__ import annotations

from bot.messages import (
    Block,
    Bullets,
    Heading,
    InChannel,
    Message,
    Meter,
    Note,
    Paragraph,
    Quote,
    Spans,
    Strong,
)
from bot.people import Person
from bot.rituals import question_rules
from bot.rituals.questions import Kind, Question
from bot.rituals.standup import Layout, Occurrence, Participant, Shown, Standup, State
from bot.rituals.standup_day_rules import counted
from bot.rituals.standup_rules import Day, carries
from bot.views import questions as ask
from bot.views.times import counted as number_of
from bot.views.times import listed, of_day, when

HEADLINE = 140
"""Characters of an answer that the board shows; the whole stands in the thread."""
IN_SUMMARY = 280
"""Characters of an answer that the wrap-up shows."""


def board(standup: Standup, occurrence: Occurrence, day: Day, *, answers: bool) -> Message:
    """The head of the day's thread, edited in place; without ``answers`` only who has given one."""
    here = counted(day)
    done = [pair for pair in here if pair[1].state is State.ANSWERED]
    score = f"{len(done)} of {len(here)} answered"
    blocks: list[Block] = [
        Heading(of_day(occurrence.name, occurrence.day)),
        Meter(score, len(done) / len(here) if here else 0.0),
    ]
    if done and answers:
        pair = carries(occurrence.questions)
        ahead = None if pair is None else pair[1]
        blocks.append(Bullets(tuple(_line(occurrence, person, one, ahead) for person, one in done)))
    elif done:
        names = listed([f"{person.name}{_marks(one)}" for person, one in done])
        blocks.append(Paragraph((Strong("Answered: "), names)))
    blocks += _absent(day, occurrence)
    over = occurrence.wrapped_at is not None
    closing: Spans = (
        "Wrap-up ",
        when(occurrence.wrap_at, standup.schedule.zone, occurrence.opened_at),
    )
    if over:
        closing = ("Wrapped up; late answers are still taken",)
    where = {
        Shown.AT_ONCE: "answers in the thread",
        Shown.AT_WRAP_UP: f"answers in the thread{'' if over else ' once it is wrapped up'}",
        Shown.ORGANISERS: "only its organisers read the answers",
    }[occurrence.manners.shown]
    blocks.append(Note((*closing, f". Standup #{standup.number}, {where}.")))
    return Message(f"{of_day(occurrence.name, occurrence.day)}: {score}", tuple(blocks))


def gone_board(standup: Standup, occurrence: Occurrence) -> Message:
    """The board of a day whose standup was deleted while it was open."""
    text = f"{of_day(occurrence.name, occurrence.day)}: this standup was deleted."
    return Message(text, (Paragraph((text,)),))


def answer(occurrence: Occurrence, person: Person, participant: Participant) -> Message:
    """One person's answers, in the thread. A name, not a mention: nobody is pinged by their own words."""
    given = _given(occurrence, participant)
    nothing = "" if given else f": {_nothing(occurrence, person)}"
    blocks: list[Block] = [Paragraph((Strong(person.name), f"{nothing}{_marks(participant)}"))]
    for question, text in given:
        blocks += [Note((ask.heading(question),)), *_in_full(question, text)]
    return Message(f"{person.name} answered", tuple(blocks))


def wrap_up(standup: Standup, occurrence: Occurrence, day: Day, *, answers: bool) -> Message:
    """The day's summary: numbers, blockers, answers as the layout has it, who is missing, who is away."""
    here = counted(day)
    done = [pair for pair in here if pair[1].state is State.ANSWERED]
    score = f"{len(done)} of {len(here)} answered"
    blocks: list[Block] = [Paragraph((Strong("Wrap-up:"), f" {score}."))]
    if answers:
        blocks += _blockers(occurrence, done)
        by_person = occurrence.manners.layout is Layout.PERSON
        blocks += _by_person(occurrence, done) if by_person else _by_question(occurrence, done)
    blocks += _absent(day, occurrence, closed=True)
    return Message(f"{of_day(occurrence.name, occurrence.day)}: {score}", tuple(blocks))


def wrap_up_directly(
    standup: Standup, occurrence: Occurrence, day: Day, *, organiser: bool
) -> Message:
    """The same in a direct message: to somebody who watches, or to an ``organiser`` who alone may read."""
    answers = organiser or occurrence.manners.shown is not Shown.ORGANISERS
    summary = wrap_up(standup, occurrence, day, answers=answers)
    head = Paragraph(
        (Strong(of_day(occurrence.name, occurrence.day)), " in ", InChannel(standup.channel))
    )
    why = (
        "You get this because you organise this standup, whose answers only its organisers read."
        if organiser
        else "You get this because you watch this standup. Whoever organises it can take you off."
    )
    return Message(summary.summary, (head, *summary.blocks, Note((why,))))


def _blockers(occurrence: Occurrence, done: Day) -> list[Block]:
    """What is in somebody's way comes first."""
    lines: list[Spans] = [
        (Strong(f"{person.name}:"), f" {_cut(text, IN_SUMMARY)}")
        for person, one in done
        for text in question_rules.blockers(occurrence.questions, one.answers)
    ]
    if not lines:
        return []
    return [Paragraph((Strong(number_of(len(lines), "blocker")),)), Bullets(tuple(lines))]


def _by_question(occurrence: Occurrence, done: Day) -> list[Block]:
    blocks: list[Block] = []
    for index, question in enumerate(occurrence.questions):
        if question.kind is Kind.BLOCKERS:
            continue
        said: list[Spans] = []
        for person, one in done:
            text = one.answers[index] if index < len(one.answers) else ""
            if text:
                told = _cut(ask.inline(question, text), IN_SUMMARY)
                said.append((Strong(f"{person.name}:"), f" {told}{_marks(one)}"))
        if said:
            blocks += [Note((ask.heading(question),)), Bullets(tuple(said))]
    return blocks


def _by_person(occurrence: Occurrence, done: Day) -> list[Block]:
    blocks: list[Block] = []
    for person, one in done:
        said: list[Spans] = [
            (f"{ask.heading(question)} ", Strong(_cut(ask.inline(question, text), IN_SUMMARY)))
            for question, text in _given(occurrence, one)
            if question.kind is not Kind.BLOCKERS
        ]
        if said:
            blocks += [Paragraph((Strong(person.name), _marks(one))), Bullets(tuple(said))]
    return blocks


def _given(occurrence: Occurrence, participant: Participant) -> list[tuple[Question, str]]:
    """The questions that were answered, with their answers."""
    pairs = zip(occurrence.questions, participant.answers, strict=False)
    return [(question, text) for question, text in pairs if text]


def _in_full(question: Question, text: str) -> list[Block]:
    lines = ask.lines(question, text)
    if question.kind in (Kind.BLOCKERS, Kind.CHOICES):
        return [Bullets(tuple((line,) for line in lines))]
    return [Quote("\n".join(lines))]


def _line(
    occurrence: Occurrence, person: Person, participant: Participant, ahead: int | None
) -> Spans:
    """A person's line on the board: what they will do, or else the first thing they said; and blockers."""
    given = _given(occurrence, participant)
    answers = participant.answers
    plan = answers[ahead] if ahead is not None and ahead < len(answers) else ""
    said = [ask.inline(one, text) for one, text in given if one.kind is not Kind.BLOCKERS]
    first = said[0] if said else "" if given else _nothing(occurrence, person)
    headline = _cut(plan or first, HEADLINE)
    blockers = len(question_rules.blockers(occurrence.questions, answers))
    stuck = number_of(blockers, "blocker") if blockers else ""
    both = ". ".join(one for one in (headline.rstrip("."), stuck) if one) if stuck else headline
    return (Strong(f"{person.name}:"), f" {both}{_marks(participant)}")


def _nothing(occurrence: Occurrence, person: Person) -> str:
    """Of whoever has answered and left no words; of who has gone, they may have been removed."""
    asks = any(one.kind is Kind.BLOCKERS for one in occurrence.questions)
    return "no blockers" if asks and person.active else "has answered"


def _absent(day: Day, occurrence: Occurrence, *, closed: bool = False) -> list[Block]:
    """Who has not answered, and who is away. Plain names: nobody is pinged for being quiet."""
    here = counted(day)

    def names(among: Day, *states: State) -> str:
        return listed([person.name for person, one in among if one.state in states])

    blocks: list[Block] = []
    over = closed or occurrence.wrapped_at is not None
    silent = names(here, State.ASKED, State.WAITING) if over else names(here, State.ASKED)
    if silent:
        blocks.append(Paragraph((Strong("Missing: " if over else "Waiting for: "), silent)))
    if not over and (later := names(here, State.WAITING)):
        blocks.append(Paragraph((Strong("Asked later, in their own time: "), later)))
    if skipped := names(here, State.SKIPPED):
        blocks.append(Paragraph((Strong("Skipped today: "), skipped)))
    if away := names([pair for pair in day if pair[0].askable], State.AWAY):
        blocks.append(Paragraph((Strong("Away: "), away)))
    return blocks


def _marks(participant: Participant) -> str:
    marks = [
        word for word, so in (("late", participant.late), ("edited", participant.edited)) if so
    ]
    return f" ({', '.join(marks)})" if marks else ""


def _cut(text: str, at_most: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= at_most else f"{line[: at_most - 1].rstrip()}…"
