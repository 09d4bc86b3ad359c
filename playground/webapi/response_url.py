"""The address at which an app answers a command or a press later on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from playground.webapi.call import arguments
from playground.webapi.refusal import Refusal

if TYPE_CHECKING:
    from playground.server import Playground


async def respond(slack: Playground, request: web.Request) -> web.Response:
    """Takes a message for the one person and place that the address was made for."""
    try:
        body = await arguments(request)
        ticket = slack.tickets.spend(request.match_info["name"])
        slack.answers.respond(ticket, body)
    except Refusal as no:
        return web.json_response({"ok": False, "error": no.code, **no.more}, status=404)
    return web.Response(text="ok")
