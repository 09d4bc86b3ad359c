"""What people and the clock ask of a digest."""

from __future__ import annotations

from datetime import date

from bot.intents import Intent, intent
from bot.people import ChannelRef


@intent("digest.overview/1")
class ShowDigests(Intent):
    """The digests of this channel, and what one can do."""


@intent("digest.new/1")
class NewDigest(Intent):
    """Open the form for a new digest in this channel."""


@intent("digest.save/1")
class SaveDigest(Intent):
    """A filled form for a digest that is kept under ``id``; a second submission finds it there."""

    id: str
    channel: ChannelRef
    zone: str


@intent("digest.edit/1")
class EditDigest(Intent):
    id: str


@intent("digest.update/1")
class UpdateDigest(Intent):
    id: str
    revision: int


@intent("digest.delete/1")
class DeleteDigest(Intent):
    id: str


@intent("digest.now/1")
class DigestNow(Intent):
    """Today's digest as it stands now, to the asker alone."""

    id: str


@intent("digest.tell/1")
class TellDigest(Intent):
    """The clock: tell the day in the digest's channel."""

    id: str
    revision: int
    day: date
