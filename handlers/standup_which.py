"""Which standup is meant, when somebody types ``#12``, a name, or nothing."""

from __future__ import annotations

from bot.happening import Happening
from bot.messages import Message
from bot.people import ChannelRef
from bot.ports import UnitOfWork
from bot.rituals.standup import Standing, Standup
from bot.views import standup_refusals as no


def chosen(happening: Happening, which: str, verb: str, work: UnitOfWork) -> Standup | Message:
    """The standup meant, or what to say when that is not clear."""
    typed = which.strip()
    number = typed.removeprefix("#")
    if number.isascii() and number.isdigit():
        found = work.standups.numbered(int(number[:9]))
        if found is None or found.standing is Standing.DELETED:
            return no.no_such_number(number[:9])
        if not sees(happening, found.channel, work):
            return no.private_channel()
        return found
    if happening.where is None:
        return no.in_a_channel()
    here = work.standups.in_channel(happening.where)
    wanted = typed.casefold()
    fitting = [one for one in here if one.name.casefold() == wanted] or [
        one for one in here if one.name.casefold().startswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0]
    return no.which_one(fitting or here, "" if fitting else typed, verb)


def sees(happening: Happening, channel: ChannelRef, work: UnitOfWork) -> bool:
    """What goes on in a public channel is for everybody; in a private one, for those who are in it."""
    if channel == happening.where:
        return True
    known = work.people.channel(channel)
    if known is not None and not known.private:
        return True
    return happening.by.ref in {person.ref for person in work.people.in_channel(channel)}
