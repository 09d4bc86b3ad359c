"""What a promise will do, in words for the operator and for the playground's page."""

from __future__ import annotations

from bot.intents import Intent
from bot.rituals.digest_intents import TellDigest
from bot.rituals.standup_intents import AskDue, Begin, RemindDue, WeeklyTrend, WrapUp


def words(promised: Intent, ritual: str) -> str:
    """Such as: churn-model standup: the first people are asked."""
    match promised:
        case Begin():
            return f"{ritual}: the day begins, and the first people are asked"
        case AskDue():
            return f"{ritual}: the next people are asked, in their own morning"
        case RemindDue():
            return f"{ritual}: a reminder to those who have not answered"
        case WrapUp():
            return f"{ritual}: the wrap-up"
        case WeeklyTrend():
            return f"{ritual}: participation and mood of the last weeks"
        case TellDigest():
            return f"{ritual}: the day is told"
        case _:
            return f"{ritual}: {promised.name}"


def about(promised: Intent) -> str:
    """The id of the standup that a promise is about; "" if it is about none."""
    match promised:
        case Begin(id=id) | WeeklyTrend(id=id) | TellDigest(id=id):
            return id
        case AskDue(occurrence=day) | RemindDue(occurrence=day) | WrapUp(occurrence=day):
            return day.partition("/")[0]
        case _:
            return ""
