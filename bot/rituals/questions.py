"""What a standup may ask: a question's kind, its options, and when it is asked at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bot.people import ChannelRef, MemberRef


class Kind(StrEnum):
    """How a question is answered. An answer is kept as text, "" where there is none."""

    TEXT = "text"
    CHOICE = "choice"
    """One of ``options``, kept as it is written there."""
    CHOICES = "choices"
    """Any of ``options``, kept one on each line."""
    SCALE = "scale"
    """``1`` to ``5``."""
    MOOD = "mood"
    """Five faces, kept as ``1`` (worst) to ``5`` (best)."""
    NUMBER = "number"
    """Kept as ``str`` writes it, with a point."""
    YES_NO = "yes/no"
    """``yes`` or ``no``."""
    BLOCKERS = "blockers"
    """A list, kept one on each line."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question. A follow-up is the question after the one that it follows."""

    text: str
    kind: Kind = Kind.TEXT
    options: tuple[str, ...] = ()
    """What can be chosen, for the two kinds of choice."""
    required: bool = False
    only_if: tuple[str, ...] = ()
    """Not empty makes it a follow-up: asked only if one of these is (among) the answer to the nearest
    question before it that is no follow-up."""

    @property
    def follows(self) -> bool:
        return bool(self.only_if)


Questions = tuple[Question, ...]
"""In the order in which they are asked; answers are kept in the same order, one for each."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Questions with a name, to start a standup from: ours, or saved by a team."""

    id: str
    name: str
    questions: Questions
    about: str = ""
    """What they are for, in a sentence."""


class QuestionSets(Protocol):
    """What the teams of a workspace have saved, for all of them to start from."""

    def keep(self, channel: ChannelRef, saved: QuestionSet, by: MemberRef) -> None:
        """Keep it under its name, in the place of one of that name of the same channel."""

    def all(self) -> Sequence[tuple[ChannelRef, QuestionSet]]:
        """By name, with the channel in which each was saved."""

    def forget(self, id: str) -> None: ...
