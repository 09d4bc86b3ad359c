"""The whole of it as one server: connector, keys and sign-in, and the people who act."""

from __future__ import annotations

from pathlib import Path
from ssl import SSLContext

from aiohttp import web

from playground.teams.connector import Connector
from playground.teams.faults import Faults
from playground.teams.login import ISSUER, Signer, Tokens, certificate
from playground.teams.people import People
from playground.teams.tenant import Conversation, Person, Tenant

APP_ID = "5f2d9c1a-0000-4000-8000-0000000000b0"
SECRET = "playground-client-secret"  # noqa: S105 - it opens this playground alone


class TeamsPlayground:
    """Runs on free ports of this machine. ``folder`` takes the certificate of its sign-in."""

    def __init__(self, folder: Path, tenant: Tenant | None = None) -> None:
        self.tenant = tenant or Tenant()
        self.faults = Faults()
        self.signer = Signer(APP_ID)
        self.tokens = Tokens(self.tenant.id, APP_ID, SECRET)
        self.connector = Connector(self.tenant, self.tokens, self.faults)
        self._folder = folder
        self._runners: list[web.AppRunner] = []
        self.certificate = Path()
        """For ``REQUESTS_CA_BUNDLE`` of whoever signs in here."""
        self.settings: dict[str, str] = {}
        """What a bot has to be set to, as ``MUSTER_TEAMS__...`` by their names in small letters."""

    async def start(self) -> None:
        app = web.Application(middlewares=[self.connector.middleware], client_max_size=1 << 20)
        app.router.add_routes(self.connector.routes())
        app.router.add_get("/openid", self._openid)
        app.router.add_get("/keys", self._keys)
        port = await self._serve(app)
        context, self.certificate = certificate(self._folder)
        login = await self._serve(self.tokens.application(), context)
        self._base = f"http://127.0.0.1:{port}"
        service = f"{self._base}/teams/"
        self.people = People(self.tenant, self.signer, service, APP_ID)
        self.settings = {
            "app_id": APP_ID,
            "app_password": SECRET,
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

    async def _serve(self, app: web.Application, context: SSLContext | None = None) -> int:
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        self._runners.append(runner)
        await web.TCPSite(runner, "127.0.0.1", 0, ssl_context=context).start()
        port: int = runner.addresses[0][1]
        return port

    async def _openid(self, _request: web.Request) -> web.Response:
        return web.json_response({"issuer": ISSUER, "jwks_uri": f"{self._base}/keys"})

    async def _keys(self, _request: web.Request) -> web.Response:
        return web.json_response(self.signer.jwks())
