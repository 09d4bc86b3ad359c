"""Words."""

from bot.intents import Intent, Said


def understand(said: Said) -> Intent: ...
