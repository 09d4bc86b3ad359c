"""What Teams posts, as the Agents Playground sends it, and the few changes that tests make to it."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any, Literal

Json = dict[str, Any]
Place = Literal["personal", "channel", "group"]

FOLDER = Path(__file__).parent / "recorded"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
SERVICE = "http://localhost:56150/_connector"
TENANT = "00000000-0000-0000-0000-0000000000001"
BOT = "28:00000000-0000-4000-8000-000000000011"
ANA = "00000000-0000-4000-8000-000000000020"
CHAT, GROUP = "a:1personal-ana", "19:launch-plan@thread.v2"
TEAM, CHANNEL = "19:churn-team@thread.tacv2", "19:churn-model@thread.tacv2"
_ids = count(1)


def recorded(name: str) -> Json:
    """One that Microsoft's own playground has sent, as it came."""
    activity: Json = json.loads((FOLDER / f"{name}.json").read_text())
    return activity


def message(text: str, place: Place = "personal", **changed: Any) -> Json:
    """Something typed by Ana; in a channel its entities are her client's mention of the bot."""
    activity = recorded(f"message_{place}")
    entities = [one for one in activity["entities"] if one["type"] != "mention"]
    return activity | {"id": _id(), "text": text, "entities": entities} | changed


def mention(id: str, name: str, text: str | None = None) -> Json:
    """The entity of somebody who is mentioned."""
    written = f"<at>{name}</at>" if text is None else text
    return {"type": "mention", "mentioned": {"id": id, "name": name}, "text": written}


def execute(verb: str, data: Json, place: Place = "personal", **changed: Any) -> Json:
    """A button of a card: Action.Execute."""
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    activity = recorded(f"press_{place}") | {"id": _id(), "value": {"action": action}}
    return activity | changed


def task(name: str, data: Json, place: Place = "personal", **changed: Any) -> Json:
    """A dialog that is opened (``task/fetch``) or sent (``task/submit``)."""
    value = {"data": data, "context": {"theme": "default"}}
    return execute("", {}, place) | {"name": name, "value": value} | changed


def _id() -> str:
    return f"f:{next(_ids):08}-6b6d-477b-bbb5-a7c4be041aa1"
