"""What people say of their working life: hours, absences, holidays."""

from __future__ import annotations

from bot.intents import Intent, intent
from bot.people import AccountRef, ChannelRef


@intent("hours.show/1")
class ShowHours(Intent):
    """My working days and hours."""


@intent("hours.choose/1")
class ChooseHours(Intent):
    """Set them; what is typed is such as ``mon-fri 9-17``, or ``auto`` to have none of one's own."""

    typed: str


@intent("away/1")
class Away(Intent):
    """Be away: ``until friday``, ``3 days``, ``24 dec to 2 jan``, or "" for until further notice.

    ``whom`` is somebody else, for whom an organiser says so.
    """

    typed: str
    whom: AccountRef | None = None


@intent("back/1")
class Back(Intent):
    """Be back today; or somebody else is, says an organiser."""

    whom: AccountRef | None = None


@intent("away.show/1")
class ShowAbsences(Intent):
    """My absences, and how to end one."""


@intent("away.cancel/1")
class CancelAbsence(Intent):
    """Take back one absence of one's own, by its id."""

    absence: str


@intent("holidays/1")
class TeamHolidays(Intent):
    """Show or set whose holidays this channel's team keeps: ``DE``, ``DE-BY``, ``off``, or "" to show."""

    typed: str


@intent("holidays.own/1")
class OwnHolidays(Intent):
    """The same for oneself: ``JP``, ``none``, or ``team`` to keep the team's."""

    typed: str


@intent("working-life.edit/1")
class EditWorkingLife(Intent):
    """Open the form of my zone, days, hours and holidays."""


@intent("working-life.save/1")
class SaveWorkingLife(Intent):
    """That form, filled in."""


@intent("holidays.edit/1")
class EditTeam(Intent):
    """Open the form of whose holidays the channel's team keeps."""

    channel: ChannelRef


@intent("holidays.save/1")
class SaveTeam(Intent):
    channel: ChannelRef
