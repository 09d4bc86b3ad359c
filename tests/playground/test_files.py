"""Uploading files: three steps, private until a message shows them, and what Slack refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import HeldClock
from playground.blockkit.blocks import check_message
from playground.installed import SCOPES, App
from playground.server import Playground
from playground.webapi.faults import Fault, Kind
from tests.playground.bot import Bot
from tests.playground.conftest import MORNING, Seconds
from tests.playground.page import Page
from tests.playground.refusing import refused

Json = dict[str, Any]

CHURN = "C01CHURN"
PNG = b"\x89PNG\r\n\x1a\n picture"
CSV = b"day,person\n2026-11-24,Ana\n"


async def upload(
    client: AsyncWebClient,
    session: aiohttp.ClientSession,
    name: str = "mood.png",
    data: bytes = PNG,
) -> Json:
    """All three steps; the file as Slack describes it then."""
    promised = await client.files_getUploadURLExternal(filename=name, length=len(data))
    async with session.post(promised["upload_url"], data=data) as answer:
        assert answer.status == 200
    done = await client.files_completeUploadExternal(
        files=[{"id": promised["file_id"], "title": name}]
    )
    found: Json = done["files"][0]
    return found


def image(id: str, **more: Any) -> Json:
    return {"type": "image", "slack_file": {"id": id}, "alt_text": "The mood rises.", **more}


async def test_a_picture_is_seen_once_a_message_shows_it(
    slack: Playground, client: AsyncWebClient, session: aiohttp.ClientSession, ana: Page
) -> None:
    file = await upload(client, session)
    assert (file["mimetype"], file["channels"]) == ("", [])
    url = f"{slack.url}/files/{file['id']}"
    async with session.get(url) as hidden:
        assert hidden.status == 404
    assert (await ana.state())["files"] == {}
    await client.chat_postMessage(channel=CHURN, text="Trend", blocks=[image(file["id"])])
    async with session.get(url) as seen:
        assert (seen.status, seen.content_type, await seen.read()) == (200, "image/png", PNG)
        assert seen.headers["Content-Disposition"] == "inline"
    (message,) = await ana.sees(CHURN)
    assert message["blocks"][0]["alt_text"] == "The mood rises."
    assert message["files"] == []
    assert (await ana.state())["files"][file["id"]]["title"] == "mood.png"


async def test_a_link_in_the_text_shares_a_file_for_download(
    slack: Playground, client: AsyncWebClient, session: aiohttp.ClientSession, ana: Page
) -> None:
    file = await upload(client, session, "Churn model.csv", CSV)
    assert file["permalink"].endswith(f"/{file['id']}/churn_model.csv")
    link = {"type": "link", "url": file["permalink"], "text": "Churn model.csv"}
    section = {"type": "rich_text_section", "elements": [link]}
    blocks = [{"type": "rich_text", "elements": [section]}]
    await client.chat_postMessage(channel=CHURN, text="Export", blocks=blocks)
    assert (await ana.sees(CHURN))[0]["files"] == []
    await client.chat_postMessage(
        channel=CHURN, text=f"Export <{file['permalink']}|it>", blocks=blocks
    )
    assert (await ana.sees(CHURN))[1]["files"] == [file["id"]]
    async with session.get(f"{slack.url}/files/{file['id']}?download") as got:
        assert await got.read() == CSV
        assert got.headers["Content-Disposition"] == 'attachment; filename="Churn model.csv"'
        assert got.content_type == "application/octet-stream"


async def test_somebody_who_writes_the_link_shares_nothing(
    client: AsyncWebClient, session: aiohttp.ClientSession, ana: Page
) -> None:
    file = await upload(client, session)
    await ana.say(CHURN, file["permalink"])
    assert (await ana.sees(CHURN))[0]["files"] == []
    assert (await ana.state())["files"] == {}


async def test_an_edit_may_bring_another_picture(
    client: AsyncWebClient, session: aiohttp.ClientSession, ana: Page
) -> None:
    posted = await client.chat_postMessage(channel=CHURN, text="Trend")
    file = await upload(client, session)
    await client.chat_update(
        channel=CHURN, ts=posted["ts"], text="Trend", blocks=[image(file["id"])]
    )
    assert file["id"] in (await ana.state())["files"]


async def test_a_fresh_file_settles_before_a_message_may_show_it(
    slack: Playground, client: AsyncWebClient, session: aiohttp.ClientSession, seconds: Seconds
) -> None:
    slack.faults.files_after = 1.0
    file = await upload(client, session)
    post: Json = {"channel": CHURN, "text": "Trend", "blocks": [image(file["id"])]}
    early = await refused(client.chat_postMessage(**post))
    assert early["error"] == "invalid_blocks"
    assert early["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    seconds.at += 1.0
    assert (await client.chat_postMessage(**post))["ok"]


async def test_only_a_finished_image_may_stand_in_an_image_block(
    client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    promised = await client.files_getUploadURLExternal(filename="a.png", length=len(PNG))
    table = await upload(client, session, "a.csv", CSV)
    for id in (promised["file_id"], table["id"], "F0NONE"):
        no = await refused(client.chat_postMessage(channel=CHURN, text="x", blocks=[image(id)]))
        assert no["error"] == "invalid_blocks"


async def test_each_step_refuses_what_slack_refuses(
    slack: Playground, client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    nothing = client.files_getUploadURLExternal(filename="a.png", length=0)
    assert (await refused(nothing))["error"] == "missing_argument"
    wordy = client.files_getUploadURLExternal(filename="a.png", length=1, alt_txt="x" * 1001)
    assert (await refused(wordy))["error"] == "alt_txt_too_large"
    promised = await client.files_getUploadURLExternal(filename="a.png", length=3)
    early = client.files_completeUploadExternal(files=[{"id": promised["file_id"]}])
    assert (await refused(early))["error"] == "file_not_found"
    async with session.post(promised["upload_url"], data=b"four") as wrong:
        assert wrong.status == 400
    async with session.post(promised["upload_url"], data=b"abc") as right:
        assert (right.status, await right.text()) == (200, "OK - 3")
    async with session.post(promised["upload_url"], data=b"abc") as again:
        assert again.status == 400
    empty = client.files_completeUploadExternal(files=[])
    assert (await refused(empty))["error"] == "invalid_arguments"
    slack.faults.uploads = False
    forbidden = client.files_getUploadURLExternal(filename="a.png", length=3)
    assert (await refused(forbidden))["error"] == "file_uploads_disabled"


async def test_a_form_with_one_file_is_taken_as_well(
    client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    promised = await client.files_getUploadURLExternal(filename="a.csv", length=len(CSV))
    form = aiohttp.FormData()
    form.add_field("filename", CSV, filename="a.csv")
    async with session.post(promised["upload_url"], data=form) as answer:
        assert answer.status == 200


async def test_uploading_needs_its_scope(bot: Bot, session: aiohttp.ClientSession) -> None:
    app = App(scopes=SCOPES - {"files:write"})
    slack = Playground(app=app, bot_url=bot.url, clock=HeldClock(MORNING))
    await slack.start()
    try:
        client = AsyncWebClient(app.bot_token, slack.api_url, session=session, retry_handlers=[])
        no = await refused(client.files_getUploadURLExternal(filename="a.png", length=1))
        assert (no["error"], no["needed"]) == ("missing_scope", "files:write")
    finally:
        await slack.stop()


async def test_the_upload_itself_can_fail(
    slack: Playground, client: AsyncWebClient, session: aiohttp.ClientSession, ana: Page
) -> None:
    promised = await client.files_getUploadURLExternal(filename="a.png", length=3)
    slack.faults.add(Fault("upload", Kind.BROKEN, count=1))
    async with session.post(promised["upload_url"], data=b"abc") as broken:
        assert broken.status == 500
    slack.faults.add(Fault("upload", Kind.LOST, count=1))
    with pytest.raises(aiohttp.ClientError):
        await session.post(promised["upload_url"], data=b"abc")
    async with session.post(promised["upload_url"], data=b"abc") as well:
        assert well.status == 200
    await ana.control("faults", uploads=False, files_after=2.5)
    assert (slack.faults.uploads, slack.faults.files_after) == (False, 2.5)
    await ana.control("clear")
    assert (slack.faults.uploads, slack.faults.files_after) == (True, 0.0)


async def test_uploads_are_counted_by_the_minute(
    client: AsyncWebClient, session: aiohttp.ClientSession
) -> None:
    for _ in range(100):
        await client.files_getUploadURLExternal(filename="a.png", length=1)
    slow = client.files_getUploadURLExternal(filename="a.png", length=1)
    assert (await refused(slow))["error"] == "ratelimited"


async def test_a_shared_file_survives_a_restart(
    tmp_path: Path, session: aiohttp.ClientSession
) -> None:
    first = Playground(path=tmp_path / "slack.db", clock=HeldClock(MORNING))
    await first.start()
    client = AsyncWebClient(first.app.bot_token, first.api_url, session=session)
    file = await upload(client, session)
    await client.chat_postMessage(channel=CHURN, text="x", blocks=[image(file["id"])])
    await first.stop()
    second = Playground(path=tmp_path / "slack.db", clock=HeldClock(MORNING))
    await second.start()
    try:
        async with session.get(f"{second.url}/files/{file['id']}") as seen:
            assert await seen.read() == PNG
    finally:
        await second.stop()


BAD: list[tuple[Json, str]] = [
    ({"type": "image", "slack_file": {"id": "F1"}}, "missing required field: alt_text"),
    (image("F1", alt_text="x" * 2001), "must be less than 2001 characters"),
    (image("F1", image_url="https://a.example/b.png"), "must define either `image_url`"),
    ({"type": "image", "alt_text": "x"}, "must define either `image_url`"),
    ({"type": "image", "alt_text": "x", "slack_file": {}}, "must define either `id` or `url`"),
    (image("F1", slack_file={"id": "F1", "url": "https://x"}), "must define either `id` or `url`"),
    (image("F1", title="Mood"), "must provide an object"),
]


@pytest.mark.parametrize(("block", "problem"), BAD, ids=[problem for _, problem in BAD])
def test_an_image_block_that_slack_refuses_is_refused(block: Json, problem: str) -> None:
    found = check_message([block])
    assert any(problem in one for one in found), found
    assert check_message([image("F1", title={"type": "plain_text", "text": "Mood"})]) == []


async def test_a_number_must_be_one_before_a_form_is_sent(
    client: AsyncWebClient, ana: Page, bot: Bot
) -> None:
    element = {"type": "number_input", "is_decimal_allowed": True, "action_id": "value"}
    field = {
        "type": "input",
        "block_id": "loss",
        "label": {"type": "plain_text", "text": "Loss"},
        "element": element | {"min_value": "0", "max_value": "9.5"},
    }
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "Run"},
        "submit": {"type": "plain_text", "text": "Save"},
        "blocks": [field],
    }
    await ana.say(CHURN, "/standup new")
    opened = await client.views_open(trigger_id=bot.payloads[-1]["trigger_id"], view=view)
    id = opened["view"]["id"]
    for value in ("much", "1e3", "-1", "9.6"):
        assert (await ana.do("submit", view_id=id, values={"loss": value}))["errors"]["loss"]
    assert (await ana.do("submit", view_id=id, values={"loss": "0.25"}))["ok"]
    sent = bot.payloads[-1]["view"]["state"]["values"]["loss"]["value"]
    assert sent == {"type": "number_input", "value": "0.25"}
