"""The password inside a database's address, which stands in no sentence and on no screen."""

from __future__ import annotations

import re
from urllib.parse import unquote

SHORTEST = 3
"""A shorter piece is not looked for in a text: half of the text would be blotted."""
_QUERIED = re.compile(r"(?<=[?&])password=([^&]*)&?", re.IGNORECASE)


def passwords(url: str) -> list[str]:
    """The password as it is written there and as it is meant, and its pieces; longest first.

    One with an "@" of its own is taken apart by whoever reads the address, who then speaks of a piece.
    """
    userinfo, at, _place = _QUERIED.sub("", _after_scheme(url)).rpartition("@")
    written = [userinfo.partition(":")[2]] if at else []
    written += _QUERIED.findall(url)
    pieces = {piece for one in written for piece in (one, *one.split("@"))}
    pieces |= {unquote(piece) for piece in pieces}
    return sorted((one for one in pieces if len(one) >= SHORTEST), key=len, reverse=True)


def blotted(text: str, url: str) -> str:
    """A text of the driver's, which may quote the address, without the password."""
    for password in passwords(url):
        text = text.replace(password, "***")
    return text


def shown(url: str) -> str:
    """The address without the password, which belongs into ~/.pgpass."""
    rest = _QUERIED.sub("", _after_scheme(url)).rstrip("?&")
    userinfo, at, place = rest.rpartition("@")
    return f"{url.partition('://')[0]}://{userinfo.partition(':')[0]}{at}{place}"


def _after_scheme(url: str) -> str:
    return url.partition("://")[2]
