"""The command table: what people type, turned into intents; help, suggestions and the manifest's list."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.intents import Intent, Said, intent
from bot.news import OpenHome
from bot.people import AccountRef
from bot.rituals.availability_intents import (
    Away,
    Back,
    ChooseHours,
    OwnHolidays,
    ShowAbsences,
    ShowHours,
    TeamHolidays,
)
from bot.rituals.digest_intents import ShowDigests
from bot.rituals.standup_intents import (
    Delete,
    EditStandup,
    Export,
    KeepTemplate,
    ListStandups,
    NewStandup,
    Options,
    Overview,
    Pause,
    Resume,
    ShowTrend,
    Skip,
    StartNow,
    Templates,
    Why,
)
from bot.rituals.zone_intents import ChooseZone, ShowZone


@intent("help/1")
class Help(Intent):
    """What a command can do; all commands for the root. A ``topic`` is told more of."""

    command: str
    topic: str = ""


@intent("not-understood/1")
class NotUnderstood(Intent):
    """Words that no command knows, with the nearest that one does, or ""."""

    command: str
    typed: str
    nearest: str


Mentions = tuple[AccountRef, ...]


@dataclass(frozen=True, slots=True)
class Verb:
    """One word after a command."""

    word: str
    does: str
    """What it does, in a few words; completes the sentence "/standup new: ..."."""
    make: Callable[[str, Mentions], Intent]
    """From the words that follow and who they mention."""
    takes: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command and its verbs. The bare command means ``bare``."""

    name: str
    description: str
    verbs: tuple[Verb, ...]
    bare: Callable[[], Intent]

    @property
    def usage(self) -> str:
        return f"[{' | '.join(verb.word for verb in self.verbs)} | help]"


def _skip(words: str, _: Mentions) -> Intent:
    first, _space, rest = words.partition(" ")
    if first.casefold() in ("team", "all", "everybody"):
        return Skip(rest.strip(), team=True)
    return Skip(words)


def _unmentioned(words: str) -> str:
    """The words without those that mention somebody."""
    return " ".join(word for word in words.split() if not re.fullmatch(r"@\d+", word))


def _why(words: str, mentions: Mentions) -> Intent:
    return Why(mentions[0] if mentions else None, _unmentioned(words))


def _templates(words: str, _: Mentions) -> Intent:
    first, _space, rest = words.partition(" ")
    return KeepTemplate(rest.strip()) if first.casefold() in ("save", "keep") else Templates()


STANDUP = Command(
    "standup",
    "Run a standup for this channel",
    (
        Verb("new", "set up a standup for this channel", lambda words, _: NewStandup()),
        Verb("list", "show the standups you can see", lambda words, _: ListStandups()),
        Verb("now", "start today's standup now", lambda words, _: StartNow(words), "[#12]"),
        Verb("skip", "leave out today; with team, the next one for all", _skip, "[team] [#12]"),
        Verb("pause", "stop asking until it is resumed", lambda words, _: Pause(words), "[#12]"),
        Verb("resume", "go on asking", lambda words, _: Resume(words), "[#12]"),
        Verb(
            "edit",
            "change questions, people and times",
            lambda words, _: EditStandup(words),
            "[#12]",
        ),
        Verb(
            "options",
            "rhythm, whose time, reminders, who reads, optional people",
            lambda words, _: Options(words),
            "[#12]",
        ),
        Verb(
            "templates",
            "questions to start from; with save, keep these for others",
            _templates,
            "[save [#12] name]",
        ),
        Verb(
            "trend",
            "participation and mood of the last weeks",
            lambda words, _: ShowTrend(words),
            "[#12]",
        ),
        Verb(
            "export",
            "the answers as CSV and Markdown",
            lambda words, _: Export(words),
            "[#12] [30 days]",
        ),
        Verb(
            "digest",
            "bring several standups together in this channel",
            lambda words, _: ShowDigests(),
        ),
        Verb(
            "delete", "remove it, after asking once more", lambda words, _: Delete(words), "[#12]"
        ),
        Verb("why", "tell why somebody was asked, or not", _why, "[@person] [day]"),
    ),
    Overview,
)


def _under(command: Command) -> Verb:
    """A command as a word after the root."""

    def make(words: str, mentions: Mentions) -> Intent:
        return understand(Said(command.name, words, mentions))

    return Verb(command.name, command.description, make, command.usage)


def _zone(words: str, _: Mentions) -> Intent:
    return ChooseZone(words) if words else ShowZone()


def _away(words: str, mentions: Mentions) -> Intent:
    typed = _unmentioned(words)
    if typed.casefold() in ("list", "show"):
        return ShowAbsences()
    return Away(typed, mentions[0] if mentions else None)


def _back(_words: str, mentions: Mentions) -> Intent:
    return Back(mentions[0] if mentions else None)


def _hours(words: str, _: Mentions) -> Intent:
    return ChooseHours(words) if words else ShowHours()


def _holidays(words: str, _: Mentions) -> Intent:
    """``holidays DE-BY`` is the team's, ``holidays mine JP`` one's own."""
    first, _space, rest = words.partition(" ")
    if first.casefold() in ("mine", "my", "me"):
        return OwnHolidays(rest.strip())
    return TeamHolidays(words)


def _home(_words: str, _: Mentions) -> Intent:
    return OpenHome()


ROOT = Command(
    "muster",
    "What Muster can do",
    (
        _under(STANDUP),
        Verb("home", "your own page: what is asked of you, and your settings", _home),
        Verb(
            "away",
            "not be asked for some days; an organiser may say so for somebody",
            _away,
            "[until friday | 3 days | list]",
        ),
        Verb("back", "be asked again from today", _back),
        Verb(
            "hours", "show or choose your working days and hours", _hours, "[mon-fri 9-17 | auto]"
        ),
        Verb(
            "holidays",
            "whose holidays this team keeps, or you do with mine",
            _holidays,
            "[mine] [DE-BY | off]",
        ),
        Verb("zone", "show or choose your own time zone", _zone, "[Tokyo | auto]"),
    ),
    lambda: Help("muster"),
)
COMMANDS: Mapping[str, Command] = {command.name: command for command in (ROOT, STANDUP)}


@dataclass(frozen=True, slots=True)
class Typed:
    """Something that may be typed to the bot on a platform that lists it."""

    words: str
    does: str


def typed() -> list[Typed]:
    """Every command with its verbs as one list, help last, the plainest first."""
    listed = [
        Typed(f"{command.name} {verb.word}", verb.does)
        for command in COMMANDS.values()
        if command is not ROOT
        for verb in command.verbs
    ]
    listed += [Typed(verb.word, verb.does) for verb in ROOT.verbs if verb.word not in COMMANDS]
    return [*listed, Typed("help", "show what there is")]


def index() -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The commands that have verbs of their own, and what else the root understands."""
    commands = [(verb.word, verb.does) for verb in ROOT.verbs if verb.word in COMMANDS]
    others = [
        (f"{ROOT.name} {verb.word} {verb.takes}".strip(), verb.does)
        for verb in ROOT.verbs
        if verb.word not in COMMANDS
    ]
    return commands, others


def understand(said: Said) -> Intent:
    """The intent of what was typed. Never raises: what makes no sense is an intent too."""
    first, _space, rest = said.words.strip().partition(" ")
    command = COMMANDS.get(said.command)
    if command is None:
        return _lost(ROOT, said.command)
    if not first:
        return command.bare()
    if first.casefold() == "help":
        return Help(command.name, rest.strip().casefold()[:40])
    for verb in command.verbs:
        if verb.word == first.casefold():
            return verb.make(rest.strip(), said.mentions)
    return _lost(command, first)


def _lost(command: Command, typed: str) -> Intent:
    from rapidfuzz import fuzz, process  # only for those who mistype

    known = [*(verb.word for verb in command.verbs), "help"]
    best = process.extractOne(typed.casefold(), known, scorer=fuzz.ratio, score_cutoff=50)
    return NotUnderstood(command.name, typed[:40], best[0] if best else "")
