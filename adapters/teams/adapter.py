"""Everything that botbuilder brings: each activity's turn through its pipeline, and its calls through ours.

The rest of this room works on plain JSON, so that another SDK could take this file over.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from botbuilder.core import BotAdapter, TurnContext
from botbuilder.schema import (
    Activity,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
    ResourceResponse,
)

from adapters.teams.connector import Connector

log = structlog.get_logger("muster.teams")

Json = dict[str, Any]
Response = tuple[int, Json | None]
Logic = Callable[[Json], Awaitable[Response]]

JSON = "muster.json"
"""Where a turn keeps the activity as it came."""


class TeamsAdapter(BotAdapter):  # type: ignore[misc]  # botbuilder carries no types
    """Runs an activity that is known to be Teams' through the pipeline, to the listeners at its end."""

    def __init__(self, connector: Connector, logic: Logic) -> None:
        super().__init__(_failed)
        self._connector, self._logic = connector, logic

    async def receive(self, body: Json) -> Response:
        """The HTTP status and the body of the response. Never raises."""
        context = TurnContext(self, _activity(body))
        context.turn_state[JSON] = body
        response: Response | None = await self.run_pipeline(context, self._on_turn)
        # None comes from a middleware that ends a turn itself, and from a fault, which is logged.
        return (500, None) if response is None else response

    async def _on_turn(self, context: TurnContext) -> Response:
        body = context.turn_state[JSON]
        assert isinstance(body, dict)
        return await self._logic(body)

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        return [
            ResourceResponse(
                id=await self._connector.send(one.service_url, one.conversation.id, one.serialize())
            )
            for one in activities
        ]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        service, conversation = activity.service_url, activity.conversation.id
        await self._connector.edit(service, conversation, activity.id, activity.serialize())
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:
        await self._connector.withdraw(
            reference.service_url, reference.conversation.id, reference.activity_id
        )


async def _failed(_context: TurnContext, error: Exception) -> None:
    """A fault of ours on the way in or out. Its text may quote somebody, so only its type is kept."""
    log.error("a request failed", fault=type(error).__name__)


def _activity(body: Json) -> Activity:
    """By hand: the SDK's own way of reading one takes twenty times as long as all else that is done."""
    return Activity(
        type=body.get("type"),
        id=body.get("id"),
        name=body.get("name"),
        text=body.get("text"),
        channel_id=body.get("channelId"),
        service_url=body.get("serviceUrl"),
        from_property=_account(body.get("from")),
        recipient=_account(body.get("recipient")),
        conversation=_conversation(body.get("conversation")),
        reply_to_id=body.get("replyToId"),
        value=body.get("value"),
        channel_data=body.get("channelData"),
    )


def _account(told: object) -> ChannelAccount | None:
    if not isinstance(told, dict):
        return None
    return ChannelAccount(
        id=told.get("id"), name=told.get("name"), aad_object_id=told.get("aadObjectId")
    )


def _conversation(told: object) -> ConversationAccount | None:
    if not isinstance(told, dict):
        return None
    return ConversationAccount(
        id=told.get("id"),
        name=told.get("name"),
        is_group=told.get("isGroup"),
        conversation_type=told.get("conversationType"),
        tenant_id=told.get("tenantId"),
    )
