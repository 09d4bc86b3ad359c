"""What people and the clock ask of a standup. The names are contracts: old buttons live on in chats."""

from __future__ import annotations

from datetime import date

from bot.intents import Intent, intent
from bot.people import AccountRef, ChannelRef

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


# What the clock brings.


@intent("standup.begin/1")
class Begin(Intent):
    id: str
    revision: int
    day: date


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


@intent("standup.tend/1")
class Tend(Intent):
    """Nightly: see that every active standup has exactly one beginning ahead of it."""
