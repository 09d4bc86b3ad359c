"""botbuilder's own doors lead through the pipeline and our connector, for whatever is built on them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from botbuilder.core import Middleware, TurnContext
from botbuilder.schema import Activity

from tests.adapters.teams.activities import ANA, CHAT, TENANT, message, recorded
from tests.adapters.teams.answering import Bot, Quiet, texts

Next = Callable[[], Awaitable[object]]


class Echo(Middleware):  # type: ignore[misc]  # botbuilder carries no types
    """Says, changes and takes back a message, by the means that the SDK gives, and looks at the turn."""

    def __init__(self) -> None:
        self.seen: list[Activity] = []

    async def on_turn(self, context: TurnContext, logic: Next) -> object:
        self.seen.append(context.activity)
        said = await context.send_activity("Hello")
        await context.update_activity(Activity(type="message", id=said.id, text="Hello again"))
        await context.delete_activity(said.id)
        return await logic()


async def test_what_a_middleware_says_goes_out_by_our_connector(teams: Bot, quiet: Quiet) -> None:
    teams.adapter.use(Echo())
    assert await teams.receive(message("help")) == (200, None)
    said, changed, gone = teams.connector.calls
    here = f"conversations/{CHAT}/activities"
    assert said.path.startswith(here)
    assert [(one.method, one.path) for one in (changed, gone)] == [
        ("PUT", f"{here}/1001"),
        ("DELETE", f"{here}/1001"),
    ]
    assert texts([said, changed]) == ["Hello", "Hello again"]
    assert len(quiet.acts) == 1


async def test_a_turn_knows_who_and_where(teams: Bot) -> None:
    echo = Echo()
    teams.adapter.use(echo)
    await teams.receive(recorded("message_personal"))
    (turn,) = echo.seen
    assert (turn.type, turn.text, turn.channel_id) == ("message", "standup new", "msteams")
    assert turn.from_property.aad_object_id == ANA
    assert (turn.conversation.id, turn.conversation.tenant_id) == (CHAT, TENANT)


class Silent(Middleware):  # type: ignore[misc]  # botbuilder carries no types
    """Ends every turn itself."""

    async def on_turn(self, context: TurnContext, logic: Next) -> object:
        return None


async def test_a_turn_that_gives_no_response_is_not_taken_for_one_that_did(teams: Bot) -> None:
    teams.adapter.use(Silent())
    assert await teams.receive(message("help")) == (500, None)
