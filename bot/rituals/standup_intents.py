"""What people and the clock ask of a standup. The names are contracts: old buttons live on in chats."""

from __future__ import annotations

from datetime import date

from bot.intents import Intent, intent
from bot.people import AccountRef, ChannelRef, MemberRef

# What people ask for.


@intent("standup.overview/1")
class Overview(Intent):
    """What standups this channel has, and what one can do."""


@intent("standup.new/1")
class NewStandup(Intent):
    """Open the form for a new standup of this channel."""


@intent("standup.save/1")
class SaveStandup(Intent):
    """A filled form for a standup that is kept under ``id``; a second submission finds it there."""

    id: str
    channel: ChannelRef
    zone: str


@intent("standup.edit/1")
class EditStandup(Intent):
    """Open the form with what is set; ``which`` is ``#12``, a name, or empty for the channel's only one."""

    which: str = ""


@intent("standup.update/1")
class UpdateStandup(Intent):
    """A filled form that changes what was revision ``revision`` when the form was opened."""

    id: str
    revision: int


@intent("standup.list/1")
class ListStandups(Intent):
    """All standups of the workspace that the asker may see."""


@intent("standup.now/1")
class StartNow(Intent):
    which: str = ""


@intent("standup.skip/1")
class Skip(Intent):
    """Leave out today (or the next day) for oneself, or with ``team`` for everybody."""

    which: str = ""
    team: bool = False


@intent("standup.pause/1")
class Pause(Intent):
    which: str = ""


@intent("standup.resume/1")
class Resume(Intent):
    which: str = ""


@intent("standup.delete/1")
class Delete(Intent):
    which: str = ""


@intent("standup.confirm-delete/1")
class ConfirmDelete(Intent):
    id: str


@intent("standup.why/1")
class Why(Intent):
    """Why was somebody asked, or not, on a day? Nobody means oneself, no words mean today."""

    about: AccountRef | None = None
    day: str = ""


@intent("standup.answer/1")
class Answer(Intent):
    """Open the form with a day's questions."""

    occurrence: str


@intent("standup.submit/1")
class Submit(Intent):
    """A day's questions, answered."""

    occurrence: str


@intent("standup.skip-today/1")
class SkipToday(Intent):
    """The prompt's own button: not today."""

    occurrence: str


# Choices beyond the first form.


@intent("standup.options/1")
class Options(Intent):
    """Open the form of rhythm, whose time, optional people, watchers and manners."""

    which: str = ""


@intent("standup.update-options/1")
class UpdateOptions(Intent):
    """The filled form of ``Options``, opened when the standup had ``revision``."""

    id: str
    revision: int
    monday: date
    """Of the week in which it was opened, from which two weeks are counted."""


@intent("standup.templates/1")
class Templates(Intent):
    """The sets of questions that there are."""


@intent("standup.use-template/1")
class UseTemplate(Intent):
    """Open the form for a new standup of this channel, with the questions of a set."""

    set: str


@intent("standup.keep-template/1")
class KeepTemplate(Intent):
    """Save a standup's questions under a name; ``words`` are ``#12 name``, or the name alone."""

    words: str


@intent("standup.forget-template/1")
class ForgetTemplate(Intent):
    set: str


@intent("standup.follow-up/1")
class FollowUp(Intent):
    """The follow-up questions of a day, which some of one's answers have called for."""

    occurrence: str


# Reading it.


@intent("standup.trend/1")
class ShowTrend(Intent):
    """Participation and mood of the last weeks, as a picture, to the asker."""

    which: str = ""


@intent("standup.export/1")
class Export(Intent):
    """The answers of the last days as files, to the asker; ``words`` are ``#12`` and how many days."""

    words: str = ""


# What the clock brings.


@intent("standup.begin/1")
class Begin(Intent):
    """``back`` is who came back after their own time, and so lets the day begin at once."""

    id: str
    revision: int
    day: date
    back: MemberRef | None = None


@intent("standup.ask/1")
class AskDue(Intent):
    """Ask everybody of a day whose own time has come."""

    occurrence: str


@intent("standup.remind/1")
class RemindDue(Intent):
    occurrence: str


@intent("standup.wrap/1")
class WrapUp(Intent):
    occurrence: str


@intent("standup.weekly/1")
class WeeklyTrend(Intent):
    """Once a week after the last day of it: participation and mood for the team."""

    id: str
    revision: int
    day: date


@intent("standup.tend/1")
class Tend(Intent):
    """Nightly: see that every active standup has exactly one beginning ahead of it."""
