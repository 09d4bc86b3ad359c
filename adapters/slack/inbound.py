"""Slack's payloads as acts: what somebody did, and how to answer them there. The payload ends here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from adapters.slack.events import news
from adapters.slack.fields import filled, inputs
from adapters.slack.installation import Installation
from adapters.slack.mentions import take_out
from adapters.slack.payloads import Malformed, press, text, within
from bot.happening import Happening
from bot.intents import Intent, Said, UnknownIntent, unpack
from bot.news import OpenHome
from bot.people import AccountRef, ChannelRef

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody did in Slack. How to answer it lasts for seconds, or half an hour."""

    by: Literal["command", "press", "form"]
    happening: Happening | None
    """None where no code of this version reads what was pressed."""
    who: AccountRef
    where: ChannelRef | None
    trigger: str = ""
    """Opens one form, within three seconds."""
    response_url: str = ""
    inputs: tuple[str, ...] = ()
    """The fields of the form that was sent, in their order."""
    home: bool = False
    """Whether it was done in the Home tab, or in a window that was opened from there."""
    window: str = ""
    """The id of the window that the button stood in."""


def command(body: Json, home: Installation, at: datetime) -> Act:
    """A slash command. Raises Malformed."""
    words, mentions = take_out(text(body, "text"))
    where = _channel(within(body, "channel_id", str), text(body, "channel_name"))
    said = Said(within(body, "command", str).lstrip("/"), words, mentions)
    trigger = within(body, "trigger_id", str)
    who = AccountRef(within(body, "user_id", str))
    return Act(
        by="command",
        happening=Happening(said, home.workspace, at, who=who, where=where, key=trigger),
        who=who,
        where=where,
        trigger=trigger,
        response_url=text(body, "response_url"),
    )


def pressed(body: Json, home: Installation, at: datetime) -> Act | None:
    """A button; None for what is no button of ours. Raises Malformed."""
    action = press(body)
    value = text(action, "value")
    if not value or text(action, "type") != "button":
        return None
    who = AccountRef(within(within(body, "user", dict), "id", str))
    where = _channel(text(body, "channel", "id"), text(body, "channel", "name"))
    in_home, window = _view(body)
    intent = _unpack(value)
    happening = None
    if intent is not None:
        key = f"{text(action, 'action_ts')}/{who.id}"
        happening = Happening(intent, home.workspace, at, who=who, where=where, key=key)
    return Act(
        by="press",
        happening=happening,
        who=who,
        where=where,
        trigger=text(body, "trigger_id"),
        response_url=text(body, "response_url"),
        home=in_home,
        window=window,
    )


def submitted(body: Json, home: Installation, at: datetime) -> Act:
    """A filled form. Raises Malformed."""
    view = within(body, "view", dict)
    who = AccountRef(within(within(body, "user", dict), "id", str))
    kept = _metadata(within(view, "private_metadata", str))
    intent = _unpack(within(kept, "intent", str))
    channel = text(kept, "channel")
    where = ChannelRef(channel) if channel else None
    happening = None
    if intent is not None:
        fields, key = filled(view), within(view, "id", str)
        happening = Happening(
            intent, home.workspace, at, who=who, where=where, fields=fields, key=key
        )
    return Act("form", happening, who, where, inputs=inputs(view), home=kept.get("home") is True)


def reported(body: Json, home: Installation, at: datetime) -> Happening | None:
    """An event of the Events API; None for one that means nothing to us. Raises Malformed."""
    event = within(body, "event", dict)
    intent = news(event, home)
    if intent is None:
        return None
    # What happens to people is reported; only their own page is opened by themselves.
    who = AccountRef(within(event, "user", str)) if isinstance(intent, OpenHome) else None
    return Happening(intent, home.workspace, at, who=who, key=text(body, "event_id"))


def _channel(id: str, name: str) -> ChannelRef | None:
    """None in a direct conversation with the bot."""
    if not id or id.startswith("D") or name == "directmessage":
        return None
    return ChannelRef(id)


def _unpack(value: str) -> Intent | None:
    try:
        return unpack(value)
    except UnknownIntent:
        return None


def _view(body: Json) -> tuple[bool, str]:
    """Whether a button stood in the Home tab or came from there, and the window it stood in."""
    view = body.get("view")
    if not isinstance(view, dict):
        return False, ""
    if view.get("type") == "home":
        return True, ""
    kept = _metadata(text(view, "private_metadata") or "{}")
    return kept.get("home") is True, text(view, "id")


def _metadata(written: str) -> Json:
    try:
        kept = json.loads(written)
    except (ValueError, RecursionError):
        raise Malformed("private_metadata") from None
    if not isinstance(kept, dict):
        raise Malformed("private_metadata")
    return kept
