"""The guided path: which of its steps are done, found by looking at the Slack."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.rituals.calendars import calendar_name
from bot.views.times import weekday
from playground.chapters import CHAPTERS, END, ROLES, Chapter, Step
from playground.diary import Diary
from playground.nearest_holiday import Holiday, nearest
from playground.sights import Sight
from playground.town import User

Json = dict[str, Any]

ASKED, ANSWERED = "somebody who was asked", "somebody who has answered"


@dataclass
class Guide:
    """Which steps are done. A step once done stays done."""

    sight: Sight
    diary: Diary
    _done: set[str] = field(init=False)
    _holiday: Holiday | None = None

    def __post_init__(self) -> None:
        kept = self.diary.read("guide")
        self._done = set(kept.get("done", {}).get("steps", ()))
        if (near := kept.get("holiday")) is not None:
            day = date.fromisoformat(near["day"])
            self._holiday = Holiday(near["calendar"], day, near["name"])

    def look(self) -> None:
        """Tick off what has been done since the last look."""
        before = len(self._done)
        for chapter in CHAPTERS:
            self._done |= self._seen(chapter)
        if len(self._done) != before:
            self.diary.write("guide", "done", {"steps": sorted(self._done)})

    def _seen(self, chapter: Chapter) -> set[str]:
        waiting = [step for step in chapter.steps if step.id not in self._done]
        seen = [step for step in waiting if step.done(self.sight)]
        if chapter.in_order and seen:
            seen = list(chapter.steps[: chapter.steps.index(seen[-1]) + 1])
        return {step.id for step in seen}

    def shown(self) -> Json:
        """The chapters as the page shows them, and what is said once all of them are done."""
        self.look()
        people = self._people()
        return {"chapters": [self._chapter(chapter, people) for chapter in CHAPTERS], "end": END}

    def _chapter(self, chapter: Chapter, people: dict[str, User | None]) -> Json:
        """In a chapter that goes in order only the step that comes now names a person."""
        left = [step for step in chapter.steps if step.id not in self._done]
        now = left[:1] if chapter.in_order else left
        return {
            "id": chapter.id,
            "title": chapter.title,
            "intro": chapter.intro,
            "steps": [self._step(step, people if step in now else {}) for step in chapter.steps],
        }

    def _step(self, step: Step, people: dict[str, User | None]) -> Json:
        found = {role: one for role, one in people.items() if one is not None}
        names = {role: one.real_name.split()[0] for role, one in found.items()}
        words = {"asked": ASKED, "answered": ANSWERED, **names, **self._near()}
        who = found[step.who].id if step.who in found else step.who
        offered = {
            "channel": step.channel,
            "tab": step.tab,
            "text": None if step.type is None else step.type.format(**words),
            "as": None if step.who in ROLES and step.who not in found else who,
        }
        return {
            "id": step.id,
            "text": step.text.format(**words),
            "try": {key: value for key, value in offered.items() if value is not None},
            "done": step.id in self._done,
        }

    def _people(self) -> dict[str, User | None]:
        sight = self.sight
        return dict(zip(ROLES, (sight.asked(), sight.answered(), sight.organiser()), strict=True))

    def _near(self) -> dict[str, str]:
        """The holiday that the guide speaks of: one ahead until it is kept, and then still that one."""
        today = self.sight.world.clock.now().date()
        near = self._holiday
        passed = near is None or near.day <= today + timedelta(days=1)
        if passed and "holiday" not in self._done and (near := nearest(today)) is not None:
            self._holiday = near
            kept = {"calendar": near.calendar, "day": near.day.isoformat(), "name": near.name}
            self.diary.write("guide", "holiday", kept)
        if near is None:
            return dict.fromkeys(("calendar", "country", "day", "holiday", "iso"), "a holiday")
        return {
            "calendar": near.calendar,
            "country": calendar_name(near.calendar),
            "day": weekday(near.day),
            "holiday": near.name,
            "iso": near.day.isoformat(),
        }
