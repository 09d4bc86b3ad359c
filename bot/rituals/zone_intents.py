"""What people ask of their own time zone. The names are contracts: old buttons live on in chats."""

from __future__ import annotations

from bot.intents import Intent, intent


@intent("zone.show/1")
class ShowZone(Intent):
    """Which time zone counts for the asker, and why that one?"""


@intent("zone.choose/1")
class ChooseZone(Intent):
    """A city or a zone from now on; ``auto`` follows the platform again."""

    typed: str
