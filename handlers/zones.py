"""A person's own time zone: which one counts, and choosing another."""

from __future__ import annotations

from dataclasses import replace

from bot.happening import Happening, Reply, Router, Show
from bot.ports import UnitOfWork
from bot.rituals import zones as rules
from bot.rituals.zone_intents import ChooseZone, ShowZone
from bot.views import zones as say
from handlers.standup_absence import follow

router = Router()

AT_MOST = 40
"""Characters of what was typed that are said back."""


@router.on(ShowZone, reads=True)
def show(happening: Happening, intent: ShowZone, work: UnitOfWork) -> Reply:
    own = work.people.own_zone(happening.by.ref)
    if own is not None:
        return Reply(Show(say.chosen(own)))
    zone = happening.by.zone
    return Reply(Show(say.told(zone) if zone else say.unknown()))


@router.on(ChooseZone)
def choose(happening: Happening, intent: ChooseZone, work: UnitOfWork) -> Reply:
    """Whoever lives further east from now on may be the first to be asked, and perhaps at once."""
    typed = intent.typed.strip()
    me = happening.by
    if typed.casefold() == "auto":
        work.people.choose_zone(me.ref, None)
        zone = work.people.persons((me.ref,))[me.ref].zone
        shown = say.told(zone) if zone else say.unknown()
    else:
        fitting = rules.meant(typed)
        if len(fitting) != 1:
            fitting = fitting or rules.nearest(typed)
            typed = typed[:AT_MOST]
            return Reply(Show(say.several(typed, fitting) if fitting else say.none(typed)))
        work.people.choose_zone(me.ref, fitting[0])
        shown = say.chosen(fitting[0])
    return replace(follow(me.ref, work, happening.at), now=Show(shown))
