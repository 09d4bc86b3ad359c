"""The app package that Teams takes: a zip with the manifest of this version and its two icons."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from itertools import groupby, zip_longest
from typing import Any, Protocol

from yarl import URL

Json = dict[str, Any]

PATH = "/api/messages"
VERSION = "1.24"
"""Of Microsoft's schema: the oldest with room for twelve commands, so that clouds which Microsoft
updates later take it as well. Nothing newer is needed."""
AT_MOST = 12
"""What one list of commands may hold."""
SCOPES = ("personal", "team", "groupChat")
ICONS = ("color.png", "outline.png")
ABOUT = (
    "Muster asks each person at their own time, shows the answers as one thread a day, and says "
    "why it asked. Type standup new after its name in a channel to set one up, and help for the rest."
)
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first day of the zip format: the same manifest makes the same package, byte for byte."""


class Listed(Protocol):
    """What may be typed after the bot's name, as the command table describes it."""

    @property
    def words(self) -> str: ...
    @property
    def does(self) -> str: ...


def package(app_id: str, version: str, listed: Sequence[Listed], public_url: str) -> bytes:
    """The package as a file's bytes. Raises ValueError, as ``manifest`` does."""
    made = json.dumps(manifest(app_id, version, listed, public_url), indent=2) + "\n"
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(zipfile.ZipInfo("manifest.json", LONG_AGO), made)
        for name in ICONS:
            icon = files("adapters.teams").joinpath("icons", name).read_bytes()
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), icon)
    return held.getvalue()


def manifest(app_id: str, version: str, listed: Sequence[Listed], public_url: str) -> Json:
    """The manifest as plain data. Raises ValueError where Teams could not post to that address.

    The app's id is the bot's: one number to look for in the admin center, and one bot has one app.
    Permissions of Graph or of a team's resources are not asked for, so nothing of them stands here.
    """
    address = _address(public_url)
    page = str(address)
    pages = {"websiteUrl": page, "privacyUrl": page, "termsOfUseUrl": page}
    schema = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}"
    return {
        "$schema": f"{schema}/MicrosoftTeams.schema.json",
        "manifestVersion": VERSION,
        "version": numbers(version),
        "id": app_id.lower(),
        "developer": {"name": "Muster"} | pages,
        "name": {"short": "Muster", "full": "Muster, the rituals of a team"},
        "description": {"short": "Standups and other rituals of a team", "full": ABOUT},
        "icons": {"color": ICONS[0], "outline": ICONS[1]},
        "accentColor": "#4a3aa8",
        "bots": [_bot(app_id.lower(), listed)],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [address.host],
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
    }


def fitting(listed: Sequence[Listed], scope: str = "personal") -> list[Listed]:
    """As many as a list may hold, in their order; what is left out, help tells.

    What is one word is about oneself, so it stays in the personal chat's list and comes last in the
    others, but for help, the last of all. Of the commands with verbs each keeps its first ones, the same
    number as far as that goes.
    """
    plain = [one for one in listed if " " not in one.words]
    verbs = [one for one in listed if " " in one.words]
    each = [list(own) for _, own in groupby(verbs, lambda one: one.words.partition(" ")[0])]
    in_turn = [one for turn in zip_longest(*each) for one in turn if one is not None]
    wanted = [*plain, *in_turn] if scope == "personal" else [*plain[-1:], *in_turn, *plain[:-1]]
    kept = wanted[:AT_MOST]
    return [one for one in listed if one in kept]


def numbers(version: str) -> str:
    """Three numbers and no more, since Teams refuses what else a version may carry."""
    release = re.match(r"\d+(?:\.\d+)*", version)
    found = release[0].split(".") if release is not None else []
    return ".".join([*found, "0", "0", "0"][:3])


def _bot(id: str, listed: Sequence[Listed]) -> Json:
    def commands(scope: str) -> list[Json]:
        return [
            {"title": one.words, "description": one.does[:1].upper() + one.does[1:]}
            for one in fitting(listed, scope)
        ]

    return {
        "botId": id,
        "scopes": list(SCOPES),
        "isNotificationOnly": False,
        "supportsFiles": False,
        "supportsCalling": False,
        "supportsVideo": False,
        "commandLists": [{"scopes": [scope], "commands": commands(scope)} for scope in SCOPES],
    }


def _address(public_url: str) -> URL:
    try:
        there = URL(public_url.strip())
    except ValueError:
        there = URL()
    if there.scheme != "https" or not there.host:
        raise ValueError(f"Teams posts to https addresses only, and {public_url!r} is none.")
    return there
