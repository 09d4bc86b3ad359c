"""How the Bot Connector says no: a status, and a code with its sentence in the body."""

from __future__ import annotations

from aiohttp import web

SENTENCES = {
    "Unauthorized": "Authorization has been denied for this request.",
    "ConversationBlockedByUser": "User blocked the conversation with the bot.",
    "BotNotInConversationRoster": "The bot is not part of the conversation roster.",
    "ConversationNotFound": "Conversation not found.",
    "MessageSizeTooBig": "Message size too large.",
    "Throttled": "Too many requests.",
}
"""As Microsoft's table of status codes has them; what it does not name gets one sentence for all."""
OTHERWISE = "The bot may not do this."


class No(Exception):
    """A refusal; ``retry_after`` is in whole seconds."""

    def __init__(self, status: int, code: str, retry_after: int | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.retry_after = status, code, retry_after

    def response(self) -> web.Response:
        body = {"error": {"code": self.code, "message": SENTENCES.get(self.code, OTHERWISE)}}
        headers = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return web.json_response(body, status=self.status, headers=headers)
