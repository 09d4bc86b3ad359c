"""A bare Bolt app as its documentation begins: it acknowledges a form and does nothing else."""

from __future__ import annotations

import sys
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from benchmarks.submissions import SECRET


def application(api_url: str) -> web.Application:
    client = AsyncWebClient(token="xoxb-benchmark", base_url=api_url)
    bolt = AsyncApp(client=client, signing_secret=SECRET)

    @bolt.view("muster")
    async def acknowledge(ack: Any) -> None:
        await ack()

    async def posted(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await bolt.async_dispatch(await to_bolt_request(request)))

    app = web.Application()
    app.router.add_post("/slack/events", posted)
    return app


if __name__ == "__main__":
    web.run_app(
        application(sys.argv[1]),
        host="127.0.0.1",
        port=int(sys.argv[2]),
        print=None,
        access_log=None,
    )
