"""Microsoft's sign-in as a bot meets it: access tokens for a secret, and keys that sign activities."""

from __future__ import annotations

import ipaddress
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from bot.clock import machine_time, monotonic
from playground.teams.tenant import Bot

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"
SCOPE = "https://api.botframework.com/.default"
LIFE = 3600


class Signer:
    """Signs activities as the connector does, with keys that can be changed in the middle of a run."""

    def __init__(self, app_id: str, machine_time: Callable[[], float] = machine_time) -> None:
        self._app_id, self._machine_time = app_id, machine_time
        self._keys: dict[str, rsa.RSAPrivateKey] = {}
        self.endorsements = ["msteams"]
        self.fetched = 0
        """How often the keys were asked for."""
        self.rotate()

    def rotate(self, *, keep: bool = False) -> None:
        """A new key from now on; the old ones are named no more, or still for a while (``keep``)."""
        made = {uuid4().hex[:8]: rsa.generate_private_key(65537, 2048)}
        self._keys = made | (self._keys if keep else {})

    def token(self, service: str, **changed: Any) -> str:
        """A token for an activity; ``changed`` claims, ``kid``, ``alg`` and ``key`` are for forgers."""
        now = int(self._machine_time())
        kid, newest = next(iter(self._keys.items()))
        claims = {
            "iss": ISSUER,
            "aud": self._app_id,
            "nbf": now - 60,
            "exp": now + LIFE,
            "serviceurl": service,
        }
        header = {"kid": changed.pop("kid", kid)}
        alg, key = changed.pop("alg", "RS256"), changed.pop("key", newest)
        left = {name: value for name, value in (claims | changed).items() if value is not None}
        return jwt.encode(left, key, algorithm=alg, headers=header)

    def jwks(self) -> Json:
        self.fetched += 1
        return {"keys": [self._jwk(kid, key) for kid, key in self._keys.items()]}

    def _jwk(self, kid: str, key: rsa.RSAPrivateKey) -> Json:
        numbers = key.public_key().public_numbers()
        named = {"kid": kid, "kty": "RSA", "use": "sig", "endorsements": self.endorsements}
        return named | {"n": _number(numbers.n), "e": _number(numbers.e)}


class Tokens:
    """Issues access tokens, and tells whether one is good; they grow old by ``seconds``."""

    def __init__(self, tenant: str, bot: Bot, seconds: Callable[[], float] = monotonic) -> None:
        self._tenant, self._bot, self._seconds = tenant, bot, seconds
        self.secret = bot.secret
        self.life: float = LIFE
        """Seconds that the tokens from now on are good."""
        self.refused: set[str] = set()
        """Tokens that the connector takes no more, whatever was said of their lives."""
        self._until: dict[str, float] = {}

    @property
    def issued(self) -> list[str]:
        """All that ever were, the newest last."""
        return list(self._until)

    def good(self, header: str) -> bool:
        kind, _, token = header.partition(" ")
        fresh = self._seconds() < self._until.get(token, 0.0)
        return kind == "Bearer" and fresh and token not in self.refused

    def revoke(self) -> None:
        """No token of so far is taken any more."""
        self.refused.update(self._until)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/{tenant}/v2.0/.well-known/openid-configuration", self._described),
            web.post("/{tenant}/oauth2/v2.0/token", self._token),
        ]

    async def _described(self, request: web.Request) -> web.Response:
        base = f"https://{request.host}/{self._tenant}"
        told = {
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "issuer": f"{base}/v2.0",
        }
        return web.json_response(told)

    async def _token(self, request: web.Request) -> web.Response:
        asked = await request.post()
        if request.match_info["tenant"] != self._tenant:
            return _no(400, "invalid_request", "AADSTS90002: Tenant not found.")
        if asked.get("grant_type") != "client_credentials":
            return _no(400, "unsupported_grant_type", "AADSTS70003: Unsupported grant.")
        if asked.get("client_id") != self._bot.app_id:
            return _no(400, "unauthorized_client", "AADSTS700016: Application not found.")
        if asked.get("client_secret") != self.secret:
            return _no(401, "invalid_client", "AADSTS7000215: Invalid client secret.")
        if asked.get("scope", SCOPE) != SCOPE:
            return _no(400, "invalid_scope", "AADSTS70011: The scope is not valid.")
        token = uuid4().hex
        self._until[token] = self._seconds() + self.life
        life = int(self.life)
        told = {"token_type": "Bearer", "expires_in": life, "access_token": token}
        return web.json_response(told)


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's context for 127.0.0.1, and the file that whoever trusts it is given."""
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "login.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    both = folder / "login-both.pem"
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    both.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return context, file


def _number(value: int) -> str:
    raw = value.to_bytes((value.bit_length() + 7) // 8, "big")
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _no(status: int, error: str, description: str) -> web.Response:
    told = {"error": error, "error_description": description}
    return web.json_response(told, status=status)
