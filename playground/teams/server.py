"""The whole of it as one server: connector, keys and sign-in, and the people who act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from ssl import SSLContext

from aiohttp import web

from bot.clock import monotonic
from playground.teams.changes import Changes
from playground.teams.connector import Connector
from playground.teams.door import SERVICE, Call, Door
from playground.teams.faults import Faults
from playground.teams.limits import Limits
from playground.teams.login import ISSUER, Signer, Tokens, certificate
from playground.teams.people import People
from playground.teams.rosters import Rosters
from playground.teams.tenant import Bot, Conversation, Person, Tenant

APP_ID, SECRET = Bot().app_id, Bot().secret
"""What the bot of a tenant signs in with, unless the tenant was given another bot."""


class TeamsPlayground:
    """Runs on free ports of this machine. ``folder`` takes the certificate of its sign-in.

    Its limits are off until a test sets ``limits.on``: a journey walks through a day in seconds. Tokens
    and limits go by ``seconds``.
    """

    def __init__(
        self,
        folder: Path,
        tenant: Tenant | None = None,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        self.tenant = tenant or Tenant()
        self.faults = Faults()
        self.limits = Limits(seconds)
        self.signer = Signer(self.tenant.bot.app_id)
        self.tokens = Tokens(self.tenant.id, self.tenant.bot, seconds)
        self.rosters = Rosters(self.tenant)
        self.connector = Connector(self.tenant, self.limits)
        self._door = Door(self.faults, self.tokens, self.limits, self.connector.calls)
        self._folder = folder
        self._runners: list[web.AppRunner] = []
        self.certificate = Path()
        """For ``REQUESTS_CA_BUNDLE`` of whoever signs in here."""
        self.settings: dict[str, str] = {}
        """What a bot has to be set to, as ``MUSTER_TEAMS__...`` by their names in small letters."""

    @property
    def calls(self) -> list[Call]:
        """What the connector was asked for, for verdicts."""
        return self.connector.calls

    async def start(self) -> None:
        under = f"{SERVICE}v3"
        keys = [web.get("/openid", self._openid), web.get("/keys", self._keys)]
        port = await self._serve(
            [*self.connector.routes(under), *self.rosters.routes(under), *keys]
        )
        context, self.certificate = certificate(self._folder)
        login = await self._serve(self.tokens.routes(), context)
        self._base = f"http://127.0.0.1:{port}"
        self.people = People(
            tenant=self.tenant, signer=self.signer, service=f"{self._base}{SERVICE}"
        )
        self.changes = Changes(self.tenant, self.people)
        self.settings = {
            "app_id": self.tenant.bot.app_id,
            "app_password": self.tenant.bot.secret,
            "tenant_id": self.tenant.id,
            "service_hosts": f"127.0.0.1:{port}",
            "openid_url": f"{self._base}/openid",
            "issuer": ISSUER,
            "authority": f"https://127.0.0.1:{login}",
        }

    async def stop(self) -> None:
        for runner in self._runners:
            await runner.cleanup()

    def deliver_to(self, url: str) -> None:
        """Where the bot takes activities, without the path."""
        self.people.endpoint = f"{url}/api/messages"

    def chat(self, person: Person) -> Conversation:
        return self.tenant.personal(person)

    async def _serve(
        self, routes: Sequence[web.RouteDef], context: SSLContext | None = None
    ) -> int:
        app = web.Application(middlewares=[self._door.middleware], client_max_size=1 << 20)
        app.router.add_routes(routes)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        port: int = runner.addresses[0][1]
        return port

    async def _openid(self, _request: web.Request) -> web.Response:
        told = {
            "issuer": ISSUER,
            "jwks_uri": f"{self._base}/keys",
            "id_token_signing_alg_values_supported": ["RS256"],
        }
        return web.json_response(told)

    async def _keys(self, _request: web.Request) -> web.Response:
        return web.json_response(self.signer.jwks())
