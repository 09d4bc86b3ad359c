"""An activity's parts, read with care: what is not as Teams writes it is turned away before it is used."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from adapters.teams.guard import tenant
from bot.people import AccountRef, ChannelRef, WorkspaceRef

Json = dict[str, Any]

THREAD = ";messageid="
"""What follows a channel's id in the id of one of its threads."""
PERSONAL, CHANNEL = "personal", "channel"


class Malformed(ValueError):
    """Properly signed, and yet not what Teams sends."""


class Nobody(Malformed):
    """Done by somebody whom the activity does not name by an Entra id, such as an anonymous guest."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where an activity happened, and how its sender is reached there."""

    workspace: WorkspaceRef
    service: str
    conversation: str
    """As it came, with the thread in it."""
    here: ChannelRef | None
    """The channel or group chat; None in a personal chat."""
    team: str
    bot: str
    """The bot's own id there."""


def scene(activity: Json) -> Scene:
    """Read where an activity comes from. Raises Malformed."""
    conversation = within(activity, "conversation", dict)
    id = text(conversation, "id")
    home = tenant(activity)
    service = text(activity, "serviceUrl")
    if not (id and home and service):
        raise Malformed("conversation")
    return Scene(
        workspace=WorkspaceRef("teams", home),
        service=service,
        conversation=id,
        here=None if _personal(conversation, id) else channel(id),
        team=text(activity, "channelData", "team", "id"),
        bot=text(activity, "recipient", "id"),
    )


def who(activity: Json) -> AccountRef:
    """Who did it, as the authenticated activity says and nothing else. Raises Nobody."""
    account = text(activity, "from", "aadObjectId")
    if not account:
        raise Nobody("from")
    return AccountRef(account)


def channel(conversation: str) -> ChannelRef:
    """A channel or group chat by the id of a conversation in it, which may be a thread."""
    return ChannelRef(conversation.partition(THREAD)[0])


def within(body: Json, name: str, kind: type) -> Any:
    """A value that must be there and of this type. Raises Malformed."""
    value = body.get(name)
    if not isinstance(value, kind):
        raise Malformed(name)
    return value


def objects(body: Json, name: str) -> Iterator[Json]:
    """The objects of a list, none where there is no list. Raises Malformed where it is something else."""
    value = body.get(name)
    if not isinstance(value, list | None):
        raise Malformed(name)
    for one in value or ():
        if not isinstance(one, dict):
            raise Malformed(name)
        yield one


def text(body: Json, *path: str) -> str:
    """A text somewhere inside, "" where it is not. Raises Malformed where it is something else."""
    value: Any = body
    for name in path:
        if value is None:
            return ""
        if not isinstance(value, dict):
            raise Malformed(name)
        value = value.get(name)
    if not isinstance(value, str | None):
        raise Malformed(path[-1])
    return (value or "").replace("\x00", "")


def _personal(conversation: Json, id: str) -> bool:
    """Where Teams does not say, only the id's own beginning counts, so that nothing is told in public."""
    kind = text(conversation, "conversationType")
    return kind == PERSONAL if kind else id.startswith("a:")
