"""A standup's answers: the form opens, answers come or are edited, a follow-up is asked, somebody skips."""

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
from bot.people import MemberRef
from bot.ports import UnitOfWork
from bot.rituals import question_rules
from bot.rituals import standup_day_rules as day_rules
from bot.rituals import standup_rules as rules
from bot.rituals.reasons import Decision, Reason
from bot.rituals.standup import Occurrence, Participant, Standing, Standup, State
from bot.rituals.standup_intents import Answer, FollowUp, SkipToday, Submit
from bot.rituals.standup_rules import Day
from bot.views import standup as say
from bot.views import standup_forms as forms
from bot.views import standup_refusals as no
from handlers.standup_fields import answers_in
from handlers.standup_posts import (
    answer_posts,
    board_post,
    close,
    entries,
    people_of,
    prompt_post,
    reminder_withdrawn,
    updated,
    wrap_posts,
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
    if participant is None or not _belongs(standup, participant, work):
        return Reply(Show(no.not_on_the_list(standup)))
    if not _takes_answers(occurrence, happening.by.ref, work):
        return Reply(Show(no.day_is_over(standup, occurrence)))
    if not _may_write(standup, occurrence, participant, happening):
        return Reply(Show(no.edits_are_over(standup, occurrence)))
    last = work.standups.last_answer(standup.id, me, occurrence.day)
    pair = rules.carries(occurrence.questions)
    values = forms.carried(participant, last, len(occurrence.questions), pair)
    return Reply(Open(forms.answers(occurrence, values)))


@router.on(Submit)
def submit(happening: Happening, intent: Submit, work: UnitOfWork) -> Reply:
    """Keep the answers, and then ask what follows from them: whoever leaves there has lost nothing."""
    found = _mine(happening, intent.occurrence, work)
    if isinstance(found, Refuse):
        return Reply(found)
    standup, occurrence, day, mine = found
    answers = answers_in(happening.fields, occurrence, mine)
    if isinstance(answers, dict):
        return Reply(Refuse(answers))
    kept = _kept(happening, standup, occurrence, day, mine, answers, work)
    if further := question_rules.due_follow_ups(occurrence.questions, answers):
        return replace(kept, now=Open(forms.follow_ups(occurrence, answers, further)))
    return kept


@router.on(FollowUp)
def follow_up(happening: Happening, intent: FollowUp, work: UnitOfWork) -> Reply:
    """The further page: its answers join those that are kept."""
    found = _mine(happening, intent.occurrence, work, further=True)
    if isinstance(found, Refuse):
        return Reply(found)
    standup, occurrence, day, mine = found
    answers = answers_in(happening.fields, occurrence, mine, further=True)
    if isinstance(answers, dict):
        return Reply(Refuse(answers))
    return _kept(happening, standup, occurrence, day, mine, answers, work, further=True)


def _mine(
    happening: Happening, occurrence: str, work: UnitOfWork, *, further: bool = False
) -> tuple[Standup, Occurrence, Day, Participant] | Refuse:
    """The day, locked, and one's own part in it; or why no answer can be taken.

    A ``further`` page belongs to the answer that called for it, so it is no change of that.
    """
    found = work.standups.lock_day(occurrence)
    if found is None or found[0].standing is Standing.DELETED:
        return Refuse({"": forms.DELETED})
    standup, there = found
    day = work.standups.participants(there.id)
    mine = next((one for person, one in day if person.ref == happening.by.ref), None)
    if mine is None or not _belongs(standup, mine, work):
        return Refuse({"": forms.NOT_ON_THE_LIST})
    if not _takes_answers(there, happening.by.ref, work):
        return Refuse({"": forms.NO_LONGER_OPEN})
    if not further and not _may_write(standup, there, mine, happening):
        return Refuse({"": forms.EDITS_ARE_OVER})
    return standup, there, day, mine


def _kept(
    happening: Happening,
    standup: Standup,
    occurrence: Occurrence,
    day: Day,
    mine: Participant,
    answers: tuple[str, ...],
    work: UnitOfWork,
    *,
    further: bool = False,
) -> Reply:
    now_mine = day_rules.answered(mine, answers, occurrence, happening.at)
    if further:
        now_mine = replace(now_mine, edited=mine.edited)
    if now_mine == mine:
        return Reply()
    work.standups.update(occurrence.id, (now_mine,))
    day = updated(day, (now_mine,))
    thanks = say.answered_prompt(standup, occurrence, now_mine)
    prompt = prompt_post(occurrence, mine.member, thanks, standup)
    after = _after(standup, occurrence, day, work, happening.at)
    spoken = answer_posts(standup, occurrence, [(happening.by, now_mine)])
    over = reminder_withdrawn(occurrence, mine)
    return replace(after, posts=(*after.posts, *spoken, prompt, *over))


@router.on(SkipToday)
def skip_today(happening: Happening, intent: SkipToday, work: UnitOfWork) -> Reply:
    found = work.standups.lock_day(intent.occurrence)
    if found is None or found[0].standing is Standing.DELETED:
        return Reply(Show(no.no_such_day()))
    standup, occurrence = found
    day = work.standups.participants(occurrence.id)
    mine = next((one for person, one in day if person.ref == happening.by.ref), None)
    if mine is None or not _belongs(standup, mine, work):
        return Reply(Show(no.not_on_the_list(standup)))
    if mine.state in (State.AWAY, State.GONE):
        return Reply(Show(no.not_asked(standup, occurrence)))
    if mine.state is State.ANSWERED:
        return Reply(Show(no.answered_already(standup)))
    said = say.skipped_prompt(standup, occurrence)
    if mine.state is State.SKIPPED:
        return Reply(Rewrite(said))
    if occurrence.wrapped_at is not None:
        return Reply(Show(no.day_is_over(standup, occurrence)))
    changed = replace(mine, state=State.SKIPPED)
    work.standups.update(occurrence.id, (changed,))
    reason = [(mine.member, Reason.SKIPPED_BY_SELF, "")]
    work.journal.note(entries(standup, occurrence.day, happening.at, Decision.SKIPPED, reason))
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
            posts=(
                board_post(standup, occurrence, day),
                *wrap_posts(standup, occurrence, day, work),
            )
        )
    if day_rules.everybody_done(day):
        return close(standup, occurrence, day, work, now)
    return Reply(posts=(board_post(standup, occurrence, day),))


def _belongs(standup: Standup, mine: Participant, work: UnitOfWork) -> bool:
    """Whoever could not be asked in time answers all the same; whoever has left does not."""
    if mine.state is not State.GONE:
        return True
    return mine.member in {person.ref for person in people_of(standup, work)}


def _takes_answers(occurrence: Occurrence, member: MemberRef, work: UnitOfWork) -> bool:
    """A day takes a person's answer, late if need be, until that person is asked for a later one."""
    if occurrence.wrapped_at is None:
        return True
    return not work.standups.asked_since(occurrence.standup, member, occurrence.day)


def _may_write(
    standup: Standup, occurrence: Occurrence, mine: Participant, happening: Happening
) -> bool:
    """A first answer always; a change as long as the standup's manners let people change theirs."""
    if mine.state is not State.ANSWERED:
        return True
    zone = happening.by.zone_in(standup.schedule.zone)
    return day_rules.may_edit(occurrence, mine, zone, happening.at)
