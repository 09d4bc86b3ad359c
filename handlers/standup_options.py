"""A standup's options: rhythm, whose time, optional people, watchers, reminders, and who reads when."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.happening import Happening, Open, Refuse, Reply, Router
from bot.ports import UnitOfWork
from bot.rituals.standup import Standing
from bot.rituals.standup_intents import Options, UpdateOptions
from bot.views import standup_forms as forms
from bot.views import standup_options as view
from handlers.standup import changeable, kept
from handlers.standup_fields import impossible, with_options
from handlers.standup_posts import crew_of, may_change

router = Router()


@router.on(Options, reads=True)
def options(happening: Happening, intent: Options, work: UnitOfWork) -> Reply:
    standup = changeable(happening, intent.which, "options", work)
    if isinstance(standup, Reply):
        return standup
    today = happening.at.astimezone(ZoneInfo(standup.schedule.zone)).date()
    return Reply(Open(view.form(standup, today)))


@router.on(UpdateOptions)
def update_options(happening: Happening, intent: UpdateOptions, work: UnitOfWork) -> Reply:
    before = work.standups.lock(intent.id)
    if before is None or before.standing is Standing.DELETED:
        return Reply(Refuse({"": forms.DELETED}))
    if not may_change(before, happening.by, work):
        return Reply(Refuse({"": forms.NOT_YOURS}))
    wanted = with_options(before, happening.fields, intent.monday)
    if wanted == before:
        return Reply()
    if before.revision != intent.revision:
        return Reply(Refuse({"": forms.newer_revision()}))
    crew = crew_of(wanted, work, happening.at.date() - timedelta(days=1))
    errors = impossible(wanted.schedule, crew, happening.at, at="together", wrap="together")
    if set(wanted.optional) & set(wanted.watching):
        errors["watching"] = view.BOTH
    elif wanted.people and not crew.people:
        errors["watching"] = view.NOBODY
    if errors:
        return Reply(Refuse(errors))
    return kept(before, wanted, crew, happening, work)
