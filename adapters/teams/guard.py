"""The guard at Teams' door: who is not Microsoft is turned away before anything reads the body."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import jwt
from aiohttp import web
from jwt.types import Options

from adapters.teams.keys import Keys, NoKeys
from adapters.teams.services import loopback, trusted
from adapters.teams.settings import TeamsSettings

Json = dict[str, Any]

LARGEST = 1_000_000
SKEW = 300
"""Seconds that Microsoft's clock and ours may differ (Authentication with the Bot Connector API)."""
BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)", re.ASCII)


FOREIGN = {"Origin", "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip"}
"""What comes along from a web page, or through a proxy that makes the world look like this machine."""
CHECKED: Options = {
    "require": ["exp", "nbf", "aud", "iss"],
    "verify_exp": False,
    "verify_nbf": False,
    "verify_iat": False,
}


class NotTeams(Exception):
    """Not signed by Microsoft for us, or malformed; ``status`` is the answer it gets."""

    def __init__(self, why: str, status: int = 401) -> None:
        super().__init__(why)
        self.status = status


class Guard:
    """Checks whose an activity is: the signature, then everything that the signed claims must match."""

    def __init__(
        self, settings: TeamsSettings, keys: Keys, machine_time: Callable[[], float]
    ) -> None:
        self._settings, self._keys, self._machine_time = settings, keys, machine_time

    async def admit(self, request: web.Request) -> Json:
        """The activity of a request that Teams has sent. Raises NotTeams."""
        if request.content_length is None or request.content_length > LARGEST:
            raise NotTeams("too large", 413)
        if self._settings.insecure_loopback:
            if not loopback(request.remote or "") or any(
                name in request.headers for name in FOREIGN
            ):
                raise NotTeams("not from this machine")
            activity = await _read(request)
        else:
            claims, endorsements = await self._claims(request)
            activity = await _read(request)
            channel = activity.get("channelId")
            if not isinstance(channel, str) or channel not in endorsements:
                raise NotTeams("a key that may not sign for this channel")
            if _bare(claims.get("serviceurl")) != _bare(activity.get("serviceUrl")):
                raise NotTeams("signed for another service URL")
        self._check(activity)
        return activity

    async def _claims(self, request: web.Request) -> tuple[Json, frozenset[str]]:
        values = request.headers.getall("Authorization", [])
        found = BEARER.fullmatch(values[0]) if len(values) == 1 else None
        if found is None:
            raise NotTeams("no token")
        token = found[1]
        try:
            header = jwt.get_unverified_header(token)
            kid = header.get("kid")
            if header.get("alg") != "RS256" or not isinstance(kid, str):
                raise NotTeams("a token of another kind")
            key = await self._keys.key(kid)
            if key is None:
                raise NotTeams("an unknown key")
            claims = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self._settings.app_id,
                issuer=self._settings.issuer,
                # The times are looked at below, by the clock that was given to us.
                options=CHECKED,
            )
        except NoKeys:
            raise NotTeams("no keys to check with", 503) from None
        except (jwt.PyJWTError, ValueError, RecursionError) as no:
            raise NotTeams(type(no).__name__) from None
        self._in_time(claims)
        return claims, key.endorsements

    def _in_time(self, claims: Json) -> None:
        now = self._machine_time()
        begins, ends = claims["nbf"], claims["exp"]
        if not (isinstance(begins, int | float) and isinstance(ends, int | float)):
            raise NotTeams("a token without times")
        if not begins - SKEW <= now <= ends + SKEW:
            raise NotTeams("a token of another time")

    def _check(self, activity: Json) -> None:
        service = activity.get("serviceUrl")
        if not isinstance(service, str) or not trusted(service, self._settings):
            raise NotTeams("an unknown service URL", 403)
        if tenant(activity) not in self._settings.tenants:
            raise NotTeams("another tenant", 403)


def tenant(activity: Json) -> str:
    """The tenant an activity comes from; "" where it says none, or where its two places differ."""
    told = _within(_within(activity, "channelData"), "tenant").get("id")
    talked = _within(activity, "conversation").get("tenantId")
    named = {one for one in (told, talked) if isinstance(one, str) and one}
    return named.pop() if len(named) == 1 else ""


def _bare(url: object) -> object:
    """One place writes a service URL with a slash at its end, and the other without."""
    return url.rstrip("/") if isinstance(url, str) else url


def _within(holder: Json, name: str) -> Json:
    inner = holder.get(name)
    return inner if isinstance(inner, dict) else {}


async def _read(request: web.Request) -> Json:
    try:
        raw = await request.read()
    except (web.RequestPayloadError, ConnectionError):
        # Not packed as it says, or ended by a sender who has left.
        raise NotTeams("a body that cannot be read", 400) from None
    return _parse(raw)


def _parse(raw: bytes) -> Json:
    try:
        text = raw.decode()
        activity = json.loads(text)
        if "\\u" in text:
            # Half of a surrogate pair can be written in JSON, and nothing behind can store it.
            json.dumps(activity, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        raise NotTeams("not JSON", 400) from None
    if not isinstance(activity, dict) or not isinstance(activity.get("type"), str):
        raise NotTeams("not an activity", 400)
    return activity
