"""A standup's answers: the form opens, an answer comes or is edited, somebody skips today."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.happening import (
    Happening,
    Nothing,
    Open,
    Refuse,
    Reply,
    Rewrite,
    Router,
    Show,
)
from bot.messages import Post
from bot.people import MemberRef
from bot.ports import UnitOfWork
from bot.rituals import standup_rules as rules
from bot.rituals.standup import Occurrence, Standing, Standup, State
from bot.rituals.standup_intents import Answer, SkipToday, Submit
from bot.rituals.standup_rules import Day
from bot.views import standup as say
from bot.views import standup_forms as forms
from bot.views import standup_refusals as no
from handlers.standup_posts import (
    board_post,
    close,
    entries,
    prompt_post,
    reminder_withdrawn,
    updated,
    wrap_post,
)

router = Router()


@router.on(Answer, reads=True)
def answer(happening: Happening, intent: Answer, work: UnitOfWork) -> Reply:
    found = work.standups.day(intent.occurrence)
    if found is None or found[0].standing is Standing.DELETED:
        return Reply(Show(no.no_such_day()))
    standup, occurrence = found
    me = happening.by.ref
    participant = work.standups.participant(occurrence.id, me)
    if participant is None or participant.state is State.GONE:
        return Reply(Show(no.not_on_the_list(standup)))
    if not _takes_answers(occurrence, happening.by.ref, work):
        return Reply(Show(no.day_is_over(standup, occurrence)))
    last = work.standups.last_answer(standup.id, me, occurrence.day)
    pair = rules.carries(occurrence.questions)
    values = forms.carried(participant, last, len(occurrence.questions), pair)
    return Reply(Open(forms.answers(standup, occurrence, values)))


@router.on(Submit)
def submit(happening: Happening, intent: Submit, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[0].standing is Standing.DELETED:
        return Reply(Refuse({"": forms.DELETED}))
    standup, occurrence = found
    texts = tuple(
        str(happening.fields.get(f"answer-{index}") or "").strip()
        for index in range(len(occurrence.questions))
    )
    if errors := forms.answer_errors(texts):
        return Reply(Refuse(errors))
    day = work.standups.participants(occurrence.id)
    mine = next((one for person, one in day if person.ref == happening.by.ref), None)
    if mine is None or mine.state is State.GONE:
        return Reply(Refuse({"": forms.NOT_ON_THE_LIST}))
    if not _takes_answers(occurrence, happening.by.ref, work):
        return Reply(Refuse({"": forms.NO_LONGER_OPEN}))
    now_mine = rules.answered(mine, texts, occurrence, happening.at)
    if now_mine == mine:
        return Reply()
    work.standups.update(occurrence.id, (now_mine,))
    day = updated(day, (now_mine,))
    spoken = Post(
        standup.channel,
        say.answer(occurrence, happening.by, now_mine),
        key=f"standup:{occurrence.id}:answer:{mine.member.id}",
        under=f"standup:{occurrence.id}:board",
        owner=happening.by.ref,
    )
    thanks = say.answered_prompt(standup, occurrence, now_mine)
    prompt = prompt_post(occurrence, mine.member, thanks, standup)
    after = _after(standup, occurrence, day, work, happening.at)
    over = reminder_withdrawn(occurrence, mine)
    return replace(after, posts=(*after.posts, spoken, prompt, *over))


@router.on(SkipToday)
def skip_today(happening: Happening, intent: SkipToday, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[0].standing is Standing.DELETED:
        return Reply(Show(no.no_such_day()))
    standup, occurrence = found
    day = work.standups.participants(occurrence.id)
    mine = next((one for person, one in day if person.ref == happening.by.ref), None)
    if mine is None or mine.state is State.GONE:
        return Reply(Show(no.not_on_the_list(standup)))
    if mine.state is State.ANSWERED:
        return Reply(Show(no.answered_already(standup)))
    said = say.skipped_prompt(standup, occurrence)
    if mine.state is State.SKIPPED:
        return Reply(Rewrite(said))
    if occurrence.wrapped_at is not None:
        return Reply(Show(no.day_is_over(standup, occurrence)))
    changed = replace(mine, state=State.SKIPPED)
    work.standups.update(occurrence.id, (changed,))
    reason = [(mine.member, "it was skipped by that person")]
    work.journal.note(entries(standup, occurrence.day, happening.at, "skipped", reason))
    after = _after(standup, occurrence, updated(day, (changed,)), work, happening.at)
    if mine.state is State.WAITING:
        return replace(after, now=Rewrite(said))
    # The button may have sat on the reminder, or its answer may be lost: the prompt is told as well.
    over = reminder_withdrawn(occurrence, mine)
    prompt = prompt_post(occurrence, mine.member, said, standup)
    return replace(
        after, now=Nothing() if over else Rewrite(said), posts=(*after.posts, prompt, *over)
    )


def _after(
    standup: Standup, occurrence: Occurrence, day: Day, work: UnitOfWork, now: datetime
) -> Reply:
    """What follows when somebody's standing has changed: the board, and perhaps the wrap-up."""
    if occurrence.wrapped_at is not None:
        return Reply(
            posts=(board_post(standup, occurrence, day), wrap_post(standup, occurrence, day))
        )
    if rules.everybody_done(day):
        return close(standup, occurrence, day, work, now)
    return Reply(posts=(board_post(standup, occurrence, day),))


def _takes_answers(occurrence: Occurrence, member: MemberRef, work: UnitOfWork) -> bool:
    """A day takes a person's answer, late if need be, until that person is asked for a later one."""
    if occurrence.wrapped_at is None:
        return True
    return not work.standups.asked_since(occurrence.standup, member, occurrence.day)
