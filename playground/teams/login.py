"""Microsoft's sign-in as a bot meets it: access tokens for a secret, and keys that sign activities."""

from __future__ import annotations

import ipaddress
import ssl
import time
from base64 import urlsafe_b64encode
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

Json = dict[str, Any]

ISSUER = "https://api.botframework.com"
LIFE = 3600


class Signer:
    """Signs activities as the connector does, with keys that can be changed in the middle of a run."""

    def __init__(self, app_id: str) -> None:
        self._app_id = app_id
        self._keys: dict[str, rsa.RSAPrivateKey] = {}
        self.endorsements = ["msteams"]
        self.fetched = 0
        """How often the keys were asked for."""
        self.rotate()

    def rotate(self) -> None:
        """A new key from now on; the old one is not named any more."""
        self._keys = {uuid4().hex[:8]: rsa.generate_private_key(65537, 2048)}

    def token(self, service: str, **changed: Any) -> str:
        """A token for an activity; ``changed`` claims, ``kid``, ``alg`` and ``key`` are for forgers."""
        now = int(time.time())
        (kid, key), *_ = self._keys.items()
        claims = {
            "iss": ISSUER,
            "aud": self._app_id,
            "nbf": now - 60,
            "exp": now + LIFE,
            "serviceurl": service,
        }
        header = {"kid": changed.pop("kid", kid)}
        alg, secret = changed.pop("alg", "RS256"), changed.pop("key", key)
        claims |= changed
        left = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(left, secret, algorithm=alg, headers=header)

    def jwks(self) -> Json:
        self.fetched += 1
        return {"keys": [self._jwk(kid, key) for kid, key in self._keys.items()]}

    def _jwk(self, kid: str, key: rsa.RSAPrivateKey) -> Json:
        numbers = key.public_key().public_numbers()
        named = {"kid": kid, "kty": "RSA", "use": "sig", "endorsements": self.endorsements}
        return named | {"n": _number(numbers.n), "e": _number(numbers.e)}


class Tokens:
    """Issues access tokens, and tells whether one is good."""

    def __init__(self, tenant: str, app_id: str, secret: str) -> None:
        self._tenant, self._app_id, self.secret = tenant, app_id, secret
        self.life = LIFE
        self.issued: list[str] = []
        self.refused: set[str] = set()
        """Tokens that the connector takes no more."""

    def good(self, header: str) -> bool:
        token = header.removeprefix("Bearer ")
        return token in self.issued and token not in self.refused

    def application(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._described)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        return app

    async def _described(self, request: web.Request) -> web.Response:
        base = f"https://{request.host}/{self._tenant}"
        return web.json_response(
            {
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "issuer": f"{base}/v2.0",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        asked = await request.post()
        wrong = (asked.get("client_id"), asked.get("client_secret")) != (self._app_id, self.secret)
        if wrong or request.match_info["tenant"] != self._tenant:
            body = {
                "error": "invalid_client",
                "error_description": "AADSTS7000215: Invalid secret.",
            }
            return web.json_response(body, status=401)
        token = uuid4().hex
        self.issued.append(token)
        told = {"token_type": "Bearer", "expires_in": self.life, "access_token": token}
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
