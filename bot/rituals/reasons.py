"""Why a decision about a person was taken: codes for the journal, which bot/views puts into words."""

from __future__ import annotations

from enum import StrEnum


class Decision(StrEnum):
    """What was decided about a person."""

    ASKED = "asked"
    NOT_ASKED = "not asked"
    REMINDED = "reminded"
    SKIPPED = "skipped"


class Reason(StrEnum):
    """Why. What stands behind a code is told by the entry's ``detail``."""

    OWN_TIME = "own time"
    """It was time where the person lives."""
    TEAM_TIME = "team time"
    """It was the one time that holds for all."""
    BY_HAND = "by hand"
    """Somebody started it by hand; the detail is their name."""
    BACK = "back"
    """The person came back from an absence on that day."""
    NO_ANSWER = "no answer"
    SKIPPED_BY_SELF = "skipped by self"
    LEFT_OUT = "left out"
    """Left out for everybody; the detail is the name of who did."""
    NOT_IN_TEAM = "not in team"
    TIME_HAD_PASSED = "time had passed"
    """The time at which that person would be asked was over before anything could be asked."""
    JOINED_LATER = "joined later"
    """Their own time of that day was over when they joined the channel."""
    AFTER_WRAP_UP = "after wrap-up"
    """The time at which that person would be asked comes after the wrap-up."""
    AWAY = "away"
    """Absent; the detail is the last day of it (ISO 8601), or "" for an absence without an end."""
    HOLIDAY = "holiday"
    """The detail is the holiday's name."""
    NOT_A_WORKING_DAY = "not a working day"
    OUTSIDE_HOURS = "outside hours"
    """No moment of that day lies within their hours, after the question and before the wrap-up."""
    BOT_ABSENT = "bot absent"
    """Muster was not in the channel, or it was archived."""
