"""Sets of questions: shown, used for a new standup, saved from one that there is, forgotten."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

from bot.happening import (
    Happening,
    Reply,
    Router,
    Show,
)
from bot.messages import Message
from bot.people import ChannelRef
from bot.ports import UnitOfWork
from bot.rituals import standup_rules as rules
from bot.rituals.question_sets import SETS
from bot.rituals.questions import QuestionSet
from bot.rituals.standup import Standup
from bot.rituals.standup_intents import (
    ForgetTemplate,
    KeepTemplate,
    Templates,
    UseTemplate,
)
from bot.views import question_sets as say
from bot.views import standup_refusals as no
from handlers.standup import form_for_new
from handlers.standup_posts import may_change
from handlers.standup_which import chosen, sees

router = Router()

_NUMBERED = re.compile(r"(#\d+)\s*(.*)", re.ASCII | re.DOTALL)


@router.on(Templates, reads=True)
def templates(happening: Happening, intent: Templates, work: UnitOfWork) -> Reply:
    """Ours and those that teams have saved, this channel's before the others'."""
    seen = sorted(_seen(happening, work), key=lambda one: one[0] != happening.where)
    saved = [say.Saved(where, one, _may(happening, where, work)) for where, one in seen]
    return Reply(Show(say.templates(SETS, saved)))


@router.on(UseTemplate)
def use(happening: Happening, intent: UseTemplate, work: UnitOfWork) -> Reply:
    there = [*SETS, *(one for _, one in _seen(happening, work))]
    found = next((one for one in there if one.id == intent.set), None)
    if found is None:
        return Reply(Show(say.gone()))
    return form_for_new(happening, work, found.questions, found.name)


@router.on(KeepTemplate)
def keep(happening: Happening, intent: KeepTemplate, work: UnitOfWork) -> Reply:
    """Save a standup's questions; those of that name are replaced if they are the same team's."""
    numbered = _NUMBERED.fullmatch(intent.words.strip())
    which, typed = numbered.groups() if numbered else ("", intent.words)
    name = " ".join(typed.split())
    if (amiss := _name_amiss(name)) is not None:
        return Reply(Show(amiss))
    standup = chosen(happening, which, "templates save", work)
    if isinstance(standup, Message):
        return Reply(Show(standup))
    if not may_change(standup, happening.by, work):
        return Reply(Show(no.only_organisers(standup, "save the questions of")))
    own = (one for where, one in work.question_sets.all() if where == standup.channel)
    there = next((one for one in own if _called(one, name)), None)
    id = uuid5(NAMESPACE_URL, f"{work.workspace}/{happening.key}").hex[:12]
    wanted = QuestionSet(id, there.name if there else name, standup.questions)
    work.question_sets.keep(standup.channel, wanted, happening.by.ref)
    return Reply(Show(say.kept(standup, wanted.name, private=_private(standup, work))))


@router.on(ForgetTemplate)
def forget(happening: Happening, intent: ForgetTemplate, work: UnitOfWork) -> Reply:
    channel = next((where for where, one in work.question_sets.all() if one.id == intent.set), None)
    if channel is not None:
        if not _may(happening, channel, work):
            return Reply(Show(say.not_yours()))
        work.question_sets.forget(intent.set)
    return Reply(Show(say.forgotten()))


def _seen(happening: Happening, work: UnitOfWork) -> list[tuple[ChannelRef, QuestionSet]]:
    """What was saved in a private channel is for those who are in it."""
    return [pair for pair in work.question_sets.all() if sees(happening, pair[0], work)]


def _may(happening: Happening, channel: ChannelRef, work: UnitOfWork) -> bool:
    """Whether somebody may replace and forget what was saved in a channel: who is in charge there."""
    if not sees(happening, channel, work):
        return False
    creators = {one.creator for one in work.standups.in_channel(channel)}
    members = creators | set(work.people.organisers(channel))
    return rules.may_change(happening.by, work.people.persons(members).values())


def _name_amiss(name: str) -> Message | None:
    if not name:
        return say.needs_name()
    if len(name) > say.NAME_AT_MOST:
        return say.name_too_long(len(name))
    if any(_called(one, name) for one in SETS):
        return say.name_is_ours(name)
    return None


def _called(one: QuestionSet, name: str) -> bool:
    return one.name.casefold() == name.casefold()


def _private(standup: Standup, work: UnitOfWork) -> bool:
    channel = work.people.channel(standup.channel)
    return channel is None or channel.private
