"""A picture and a file of a message, as Microsoft's Agents Playground fetches them from us."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from adapters.teams.platform import NAME
from adapters.teams.settings import PLAYGROUND_TENANT
from bot.mail import Parcel
from bot.messages import Attachment, Heading, Message, Picture, Urgency
from bot.people import AccountRef, Roster, WorkspaceRef
from tests.adapters.teams.answering import Memory, Quiet
from tests.agents.ours import ours
from tests.agents.tenant import ANA

pytestmark = [pytest.mark.agents, pytest.mark.browser]

DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="120">'
    '<rect width="480" height="120" rx="10" fill="#4a3aa8"/></svg>'
)
REPORT = Message(
    "This week",
    (
        Heading("This week"),
        Picture(DRAWING, "Of 8 people 5 answered.", "trend"),
        Attachment("churn-model.csv", "who,answer\nAna,Ship it\n"),
    ),
)


async def test_a_picture_is_shown_and_a_file_can_be_saved(tmp_path: Path, browser: Browser) -> None:
    memory = Memory()
    memory.rows["row-7"] = (REPORT, Roster())
    async with ours(tmp_path, browser, Quiet(), memory) as (teams, ana):
        parcel = Parcel(
            WorkspaceRef(NAME, PLAYGROUND_TENANT),
            row="row-7",
            key="report/1",
            to=AccountRef(ANA.account),
            message=REPORT,
            version=1,
            urgency=Urgency.NORMAL,
            repeatable=False,
        )
        await teams.platform.deliver(parcel)
        image = ana.card("This week").get_by_role("img", name="Of 8 people 5 answered.")
        await expect(image).to_be_visible()
        assert await image.evaluate("one => one.decode().then(() => one.naturalWidth)") == 960
        link = ana.page.get_by_role("link", name="Download churn-model.csv")
        context = ana.page.context
        async with context.expect_event("response", lambda one: "/teams/files/" in one.url) as got:
            await link.click()
        # The tab that it opens closes at once, for a file is saved and not shown.
        told = (await got.value).headers["content-disposition"]
        assert told.startswith('attachment; filename="churn-model.csv"')
