"""The courier takes what was said to the platforms, after the commit that said it."""

from bot.courier.courier import Courier

__all__ = ["Courier"]
