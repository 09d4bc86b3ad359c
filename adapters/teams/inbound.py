"""Teams' activities as acts: what somebody did, and how to answer them there. The payload ends here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from adapters.teams.blocks import BACK, PRESS, SEND
from adapters.teams.fields import Filled, filled
from adapters.teams.mentions import Resolve, take_out
from adapters.teams.payloads import Malformed, Scene, text, who, within
from adapters.teams.seal import Forged, Seal
from bot.forms import Form, load
from bot.happening import FieldValue, Happening
from bot.intents import Intent, Said, UnknownIntent, unpack
from bot.people import AccountRef, ChannelRef

Json = dict[str, Any]
By = Literal["words", "press", "send", "back", "fetch", "submit"]

ROOT = "muster"
"""The command that all words are said to."""
FOR = "for"
"""Whom a card of a personal chat was made for, where it acts in a channel."""
AT_HOME = "home"
"""Marks a card that shows somebody's own page, and the forms that are opened from it."""
FURTHER = "further"
"""Marks a form that came after another was sent."""
ACTION = "adaptiveCard/action"
VERBS: Mapping[str, By] = {PRESS: "press", SEND: "send", BACK: "back"}


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did in Teams."""

    by: By
    there: Scene
    who: AccountRef
    name: str
    user: str
    """What Teams calls them in this conversation, for a mention."""
    invoked: bool
    """Whether their client waits for an answer in the response itself."""
    where: ChannelRef | None
    """What it is about: the channel it was done in, or the one that a card of the personal chat tells."""
    happening: Happening | None = None
    """None where no code of this version reads what was pressed, and for "back"."""
    card: str = ""
    """The message that the action sat on."""
    row: str = ""
    """The outbox row that this message shows, if it shows one."""
    does: str = ""
    """The packed intent of a button; for "back" of the one that opened the form."""
    form: Form | None = None
    filled: Filled | None = None
    at_home: bool = False
    """Whether the card, or the form's place, is somebody's own page."""
    further: bool = False
    """Whether something was sent before this form."""

    @property
    def alone(self) -> bool:
        """Whether it was done where nobody else reads an answer."""
        return self.there.here is None


async def read(
    activity: Json, there: Scene, seal: Seal, resolve: Resolve, at: datetime
) -> Act | None:
    """A message or an invoke; None for an invoke that is none of ours. Raises Malformed."""
    by = _by(activity)
    if by is None:
        return None
    act = Act(
        by=by,
        there=there,
        who=who(activity),
        name=text(activity, "from", "name"),
        user=text(activity, "from", "id"),
        invoked=activity.get("type") == "invoke",
        where=there.here,
        card=text(activity, "replyToId"),
    )
    id = text(activity, "id")
    if not id:
        raise Malformed("id")
    # Ids of messages are moments, so two conversations may have the same; one person's have not.
    key = f"{id}/{act.who.id}"
    if by == "words":
        words, mentions = await take_out(activity, resolve)
        return _doing(act, Said(ROOT, words, mentions), at, key)
    return _acted(act, _data(activity), seal, at, key)


def greeted(activity: Json, there: Scene, account: AccountRef, at: datetime) -> Act:
    """Somebody has added the bot to their personal chat, which is answered like a call for help."""
    key = f"{text(activity, 'id')}/{account.id}"
    said = Happening(Said(ROOT, ""), there.workspace, at, who=account, key=key)
    return Act("words", there, account, "", "", invoked=False, where=None, happening=said)


def _by(activity: Json) -> By | None:
    if activity.get("type") == "message":
        value = activity.get("value")
        if not (isinstance(value, dict) and value):
            return "words"
        # A client that knows no dialogs sends what was to open one, or to be sent, as a message.
        return "press" if not text(activity, "text") else "words"
    match text(activity, "name"):
        case "adaptiveCard/action":
            action = within(within(activity, "value", dict), "action", dict)
            return VERBS.get(text(action, "verb"), "press")
        case "task/fetch":
            return "fetch"
        case "task/submit":
            return "submit"
        case _:
            return None


def _data(activity: Json) -> Json:
    value: Json = within(activity, "value", dict)
    if activity.get("type") == "message":
        return value
    if activity.get("name") == ACTION:
        value = within(value, "action", dict)
    data = value.get("data")
    return data if isinstance(data, dict) else {}


def _acted(act: Act, data: Json, seal: Seal, at: datetime, key: str) -> Act:
    """What a card carried. What is not ours, or was made for somebody else, is as good as unreadable."""
    try:
        ours = seal.open(data)
    except (Forged, RecursionError):
        return act
    if text(ours, FOR) not in ("", act.who.id):
        return act
    channel = text(ours, "channel")
    act = replace(
        act,
        where=act.where or (ChannelRef(channel) if channel else None),
        row=text(ours, "row"),
        does=text(ours, "does"),
        at_home=text(ours, AT_HOME) != "",
        further=text(ours, FURTHER) != "",
    )
    if act.by == "back":
        return act
    if "form" in ours:
        return _sent(act, text(ours, "form"), data, at, key)
    intent = _unpack(act.does)
    return act if intent is None else _doing(act, intent, at, key)


def _sent(act: Act, written: str, data: Json, at: datetime, key: str) -> Act:
    try:
        form = load(written)
    except ValueError:
        return act
    found = filled(form, data)
    act = replace(act, by="send" if act.by == "press" else act.by, form=form, filled=found)
    return _doing(act, form.intent, at, key, found.values)


def _doing(
    act: Act,
    intent: Intent,
    at: datetime,
    key: str,
    fields: Mapping[str, FieldValue] | None = None,
) -> Act:
    happening = Happening(
        intent, act.there.workspace, at, who=act.who, where=act.where, fields=fields or {}, key=key
    )
    return replace(act, happening=happening)


def _unpack(packed: str) -> Intent | None:
    try:
        return unpack(packed)
    except UnknownIntent:
        return None
