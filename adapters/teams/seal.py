"""What a card carries comes back through people's clients, so it is sealed: only our own is read again."""

from __future__ import annotations

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

Json = dict[str, Any]

OURS, SEAL = "muster", "seal"
LENGTH = 16
"""Bytes: a forger would have to try 2^127 times, each against a bot that is listening."""
PURPOSE, LINK = b"muster card 1", "link 1 "
"""Two uses of one key: what is signed of a card begins with a brace, and of a link with this."""


class Forged(ValueError):
    """No card of ours says this, or one from before the secret was changed."""


class Seal:
    """Closes with the first of the secrets, and opens what any of them has closed."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = [hmac.digest(secret.encode(), PURPOSE, sha256) for secret in secrets]

    def close(self, data: Json) -> Json:
        """Data for an action of a card; what people type comes back beside it."""
        return {OURS: {**data, SEAL: _sign(self._keys[0], data)}}

    def open(self, data: object) -> Json:
        """What was closed. Raises Forged."""
        ours = data.get(OURS) if isinstance(data, dict) else None
        given = ours.get(SEAL) if isinstance(ours, dict) else None
        if not isinstance(ours, dict) or not isinstance(given, str) or not given.isascii():
            raise Forged
        bare = {name: value for name, value in ours.items() if name != SEAL}
        if not _among(given, [_sign(key, bare) for key in self._keys]):
            raise Forged
        return bare

    def sign(self, text: str) -> str:
        """A signature for a text of a link's, in letters that a URL takes."""
        return _signed(self._keys[0], f"{LINK}{text}")

    def signed(self, text: str, given: str) -> bool:
        return given.isascii() and _among(
            given, [_signed(key, f"{LINK}{text}") for key in self._keys]
        )


def _among(given: str, expected: Sequence[str]) -> bool:
    """Takes as long for every one that is wrong."""
    return True in [hmac.compare_digest(given, one) for one in expected]


def _sign(key: bytes, data: Json) -> str:
    return _signed(key, json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True))


def _signed(key: bytes, text: str) -> str:
    return urlsafe_b64encode(hmac.digest(key, text.encode(), sha256)[:LENGTH]).decode().rstrip("=")
