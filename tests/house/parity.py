"""Everything that Muster understands, and how it is brought about on Slack and on Teams, as one table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import handlers
from adapters.teams.spans import typed
from bot import news, words
from bot.forms import Form
from bot.intents import Intent, Said, unpack
from bot.messages import Buttons, Message
from bot.rituals import digest_intents, standup_intents
from bot.views.samples import SAMPLES

CLOCK: tuple[type[Intent], ...] = (
    standup_intents.Begin,
    standup_intents.AskDue,
    standup_intents.RemindDue,
    standup_intents.WrapUp,
    standup_intents.Tend,
    standup_intents.WeeklyTrend,
    digest_intents.TellDigest,
    news.Refresh,
)
FURTHER = (
    "muster zone Tokyo",
    "muster hours mon-fri 9-17",
    "muster away list",
    "muster holidays mine JP",
    "standup templates save NAME",
)
"""What is meant by more than a command and its verb."""
REPORTED: dict[type[Intent], tuple[str, str]] = {
    news.LearnedProfile: (
        "`user_change`, `team_join`; `users.info`",
        "every activity's sender; a member asked for",
    ),
    news.LearnedMembers: ("`conversations.members`", "paged members of the team or chat"),
    news.LearnedEverything: (
        "`users.list`, `users.conversations`",
        "each channel and chat that it has met",
    ),
    news.Joined: ("`member_joined_channel`", "through the members asked for anew"),
    news.Left: ("`member_left_channel`", "through the members asked for anew"),
    news.ChannelChanged: (
        "`channel_rename`, `_archive`, `_deleted`, `_left` ...",
        "`conversationUpdate`, `installationUpdate`",
    ),
    news.Reachable: (
        "never needed: everybody can be written to",
        "the app is installed for oneself",
    ),
    news.WorkspaceGone: ("`app_uninstalled`, `tokens_revoked`", "each team tells for itself"),
    news.Receipt: ("`message_metadata_posted`", "Teams sends none"),
    news.Undelivered: ("the courier", "the courier"),
}
"""What a platform reports, in its own words."""


@dataclass
class Ways:
    """How an intent comes about."""

    slack: list[str] = field(default_factory=list)
    teams: list[str] = field(default_factory=list)

    def add(self, slack: str, teams: str) -> None:
        self.slack += [slack] if slack not in self.slack else []
        self.teams += [teams] if teams not in self.teams else []


def table() -> str:
    """The table as Markdown, a line for each intent that has a handler."""
    known = {intent for router in handlers.routers for intent in router.handlers}
    ways = {intent: Ways() for intent in known}
    for intent, slack, teams in [*_typed(), *_shown(), *_others()]:
        ways[intent].add(slack, teams)
    lines = [
        f"| `{intent.name}` | {'<br>'.join(ways[intent].slack)} | {'<br>'.join(ways[intent].teams)} |"
        for intent in sorted(known, key=lambda intent: intent.name)
    ]
    return "\n".join(["| intent | Slack | Microsoft Teams |", "|---|---|---|", *lines])


def _typed() -> Iterator[tuple[type[Intent], str, str]]:
    for command in words.COMMANDS.values():
        for verb in ["", *(verb.word for verb in command.verbs), "help", "something else"]:
            meant = words.understand(Said(command.name, verb))
            told = f"{command.name} {verb}".strip()
            yield type(meant), f"`/{told}`", f"`{typed(told)}`"
    for told in FURTHER:
        name, _, rest = told.partition(" ")
        yield type(words.understand(Said(name, rest))), *_both(told)


def _both(told: str) -> tuple[str, str]:
    return f"`/{told}`", f"`{typed(told)}`"


def _shown() -> Iterator[tuple[type[Intent], str, str]]:
    for sample in SAMPLES.values():
        if isinstance(sample, Form):
            kept = "a dialog" if sample.intent.private else "a card"
            said = f"*{sample.submit}* of “{sample.title.partition(',')[0]}”"
            yield type(sample.intent), f"{said}, a modal", f"{said}, {kept}"
        elif isinstance(sample, Message):
            for block in sample.blocks:
                for button in block.buttons if isinstance(block, Buttons) else ():
                    yield type(unpack(button.does)), f"*{button.label}*", f"*{button.label}*"


def _others() -> Iterator[tuple[type[Intent], str, str]]:
    for intent in CLOCK:
        yield intent, "the clock", "the clock"
    for intent, (slack, teams) in REPORTED.items():
        yield intent, slack, teams
