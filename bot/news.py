"""What a platform tells us, asked or unasked: people, channels, and where a message landed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.intents import Intent, intent
from bot.people import AccountRef, Channel, ChannelRef, MemberRef


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account as the platform describes it. ``zone`` is None where the platform has not said."""

    account: AccountRef
    name: str
    zone: str | None
    human: bool | None = True
    """None where this does not tell, and what was heard before stays."""
    active: bool = True


@intent("learned.profile/1")
class LearnedProfile(Intent):
    """Somebody's profile, asked for or changed (Slack's ``user_change`` and ``team_join``)."""

    facts: AccountFacts


@intent("learned.members/1")
class LearnedMembers(Intent):
    """Everybody in a channel, as asked for; ``facts`` may leave out those already known."""

    channel: Channel
    accounts: tuple[AccountRef, ...]
    facts: tuple[AccountFacts, ...]


@intent("learned.everything/1")
class LearnedEverything(Intent):
    """The whole workspace: its people, and the channels that the bot is in and no others."""

    people: tuple[AccountFacts, ...]
    channels: tuple[Channel, ...]


@intent("refresh/1")
class Refresh(Intent):
    """Find out again what the platform knows: at the start, and nightly."""


@intent("channel.joined/1")
class Joined(Intent):
    """An account has come into a channel."""

    channel: ChannelRef
    account: AccountRef


@intent("channel.left/1")
class Left(Intent):
    """An account has left a channel."""

    channel: ChannelRef
    account: AccountRef


@intent("channel.changed/1")
class ChannelChanged(Intent):
    """A channel was renamed, archived, brought back or deleted, or the bot's own place in it changed.

    What is None has not changed.
    """

    channel: ChannelRef
    called: str | None = None
    archived: bool | None = None
    present: bool | None = None


@intent("person.reachable/1")
class Reachable(Intent):
    """Somebody can be written to, who perhaps could not be before (the app was installed for them)."""

    account: AccountRef


@intent("home.open/1")
class OpenHome(Intent):
    """Somebody looks at their own page: Slack's App Home, or ``home`` typed to the bot."""


@intent("workspace.gone/1")
class WorkspaceGone(Intent):
    """The app was uninstalled or its tokens revoked: nothing can be said here until it is back."""


@intent("post.landed/1")
class Receipt(Intent):
    """The platform reports that one of our messages exists (Slack's ``message_metadata_posted``)."""

    row: str
    """The outbox row's id, which travelled in the message's metadata."""
    place: str
    message: str


@intent("post.undelivered/1")
class Undelivered(Intent):
    """The courier could not deliver a message, or cannot know whether it did: its owner hears of it."""

    key: str
    place: str
    """The channel or account it was for."""
    owner: MemberRef | None
    code: str
    lost: str
    """A value of ``Lost``; ``unconfirmed`` where nobody knows."""
