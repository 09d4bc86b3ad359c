"""A standup's trend: sent to whoever asks, and once a week in the team's own thread."""

from __future__ import annotations

from bot.messages import (
    Message,
    Note,
    Paragraph,
    Picture,
    Spans,
    Strong,
    Typed,
)
from bot.rituals.standup import Standup
from bot.rituals.trends import ENOUGH, Trend
from bot.views import charts, trends
from bot.views.standup import title


def trend(standup: Standup, shown: Trend) -> Message:
    """To somebody who asked, in a direct message."""
    why: Spans = ("You asked for this with ", Typed("standup trend"), ". ", _NOBODY)
    return Message(
        f"The trend of {title(standup)}",
        (
            Paragraph((Strong(title(standup)), ", week by week:")),
            _picture(standup, shown),
            Note(why),
        ),
    )


def weekly(standup: Standup, shown: Trend) -> Message:
    """In the thread of the week's last day."""
    why: Spans = (
        "This comes once a week, after the last wrap-up. ",
        _NOBODY,
        " For yourself at any time: ",
        Typed(f"standup trend #{standup.number}"),
    )
    return Message(
        f"The week of {title(standup)}",
        (Paragraph((Strong("The last weeks:"),)), _picture(standup, shown), Note(why)),
    )


_NOBODY = (
    f"It counts the team and nobody in it; a week's mood needs {ENOUGH} people who told theirs."
)


def _picture(standup: Standup, shown: Trend) -> Picture:
    return Picture(
        charts.trend(shown, title(standup)), trends.told(shown), f"standup-{standup.number}-trend"
    )


def sent(standup: Standup) -> Message:
    return _text(f"I have sent you the trend of {title(standup)}.")


def nothing_yet(standup: Standup) -> Message:
    return _text(
        f"{title(standup)} has no trend yet: it begins with the first day that is wrapped up."
    )


def _text(words: str) -> Message:
    return Message(words, (Paragraph((words,)),))
