"""PostgreSQL's NOTIFY, by which processes tell one another that there is something to deliver."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

from sqlalchemy import URL

from bot.people import WorkspaceRef
from storage.outbox import CHANNEL


async def listen(url: URL) -> AsyncGenerator[WorkspaceRef]:
    """Workspaces with news, as they come."""
    from psycopg import AsyncConnection  # SQLite's users need not load it
    from psycopg.sql import SQL, Identifier

    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    async with await AsyncConnection.connect(plain, autocommit=True) as connection:
        await connection.execute(SQL("LISTEN {}").format(Identifier(CHANNEL)))
        async for notice in connection.notifies():
            yield WorkspaceRef.parse(notice.payload)


async def never() -> AsyncGenerator[WorkspaceRef]:
    """Nothing, for ever."""
    await asyncio.Event().wait()
    yield WorkspaceRef("", "")
