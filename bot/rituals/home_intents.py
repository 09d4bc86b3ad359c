"""What is pressed on one's own page."""

from __future__ import annotations

from bot.intents import Intent, intent


@intent("home.refresh/1")
class RefreshHome(Intent):
    """The page as it is now, in the place of what stands there."""


@intent("home.skip/1")
class SkipFromHome(Intent):
    """Leave out today's question of one standup; the page is shown anew."""

    occurrence: str


@intent("home.switch/1")
class SwitchStandup(Intent):
    """Pause a standup, or let it go on; the page is shown anew."""

    standup: str
    on: bool


@intent("home.back/1")
class BackFromHome(Intent):
    """I am back from my absence; the page is shown anew."""


@intent("home.known/1")
class ShowKnown(Intent):
    """What Muster knows about me, in words."""


@intent("home.export/1")
class ExportMe(Intent):
    """All of it as a file, in a direct message."""


@intent("home.erase/1")
class EraseMe(Intent):
    """Forget me."""
