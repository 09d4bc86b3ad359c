"""What became of a row after one call for it: what a sender tells its round."""

from __future__ import annotations

from dataclasses import dataclass

from bot.mail import Enquiry, Parcel

Item = Parcel | Enquiry


@dataclass(frozen=True, slots=True)
class Settled:
    """Delivered, found out or parked."""


@dataclass(frozen=True, slots=True)
class Later:
    """It is tried again at machine time ``until``; ``holds`` what is behind it in its conversation."""

    until: float
    holds: bool = False


@dataclass(frozen=True, slots=True)
class Slowed:
    """The platform wants nothing from this bucket for so long."""

    limit: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Taken:
    """Another process owns the workspace now."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The platform refuses the workspace itself."""


Ending = Settled | Later | Slowed | Taken | Closed
