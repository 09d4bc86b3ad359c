"""Pictures and files in posts: uploaded first, seen with the message alone, and words where that fails."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient
from structlog.testing import capture_logs

from adapters.slack.blocks import FileLink
from adapters.slack.platform import SlackPlatform
from adapters.slack.render import render
from adapters.slack.settings import SlackSettings
from adapters.slack.uploads import METHOD, UPLOADS
from bot.mail import Refused, Throttled, Unreachable
from bot.messages import Attachment, Bullets, Heading, Message, Note, Picture
from bot.people import Roster
from tests.adapters.block_kit import check_message
from tests.adapters.parcels import EDIT, LANDED, POST
from tests.adapters.tiny_slack import Say, TinySlack

Json = dict[str, Any]

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"><rect width="40" height="20"/></svg>'
PICTURE = Picture(SVG, "The mood rose from 3.1 to 4.2 in four weeks.", "mood")
FILE = Attachment("churn-model.csv", "day,person,answer\n2026-11-24,Ana,Ship it\n")
SEEN = replace(POST, message=Message("Trend", (Heading("Mood"), PICTURE)))
KEPT = replace(POST, message=Message("Export", (Heading("Export"), FILE)))


@pytest.fixture
async def platform(slack: TinySlack, settings: SlackSettings) -> AsyncIterator[SlackPlatform]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=1)) as session:
        client = AsyncWebClient("xoxb-1", slack.api_url, session=session, retry_handlers=[])
        yield SlackPlatform(settings, client, settling=(0.01, 0.01))


def posted(slack: TinySlack, at: int = -1, method: str = "chat.postMessage") -> Json:
    made = slack.said(method)[at]
    check_message(made)
    return made


async def test_a_picture_is_uploaded_unshared_and_stands_in_the_message(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    assert await platform.deliver(SEEN) == LANDED
    assert [method for method, _ in slack.calls] == [
        METHOD,
        "upload",
        "files.completeUploadExternal",
        "chat.postMessage",
    ]
    (asked,) = slack.said(METHOD)
    (upload,) = slack.said("upload")
    assert (asked["filename"], asked["alt_txt"]) == ("mood.png", PICTURE.alternative)
    assert upload["bytes"].startswith(b"\x89PNG")
    assert int(asked["length"]) == len(upload["bytes"])
    (done,) = slack.said("files.completeUploadExternal")
    assert json.loads(done["files"]) == [{"id": "F1", "title": "mood.png"}]
    assert "channel_id" not in done
    image = posted(slack)["blocks"][1]
    assert image == {
        "type": "image",
        "slack_file": {"id": "F1"},
        "alt_text": PICTURE.alternative,
    }
    assert posted(slack)["metadata"]["event_payload"] == {"id": "row-7"}


async def test_a_file_is_shared_by_the_one_message_that_links_to_it(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    assert await platform.deliver(KEPT) == LANDED
    (upload,) = slack.said("upload")
    assert upload["bytes"] == FILE.text.encode()
    made = posted(slack)
    link = "https://example.slack.com/files/UBOT/F1/file"
    assert made["text"] == f"Export <{link}|churn-model.csv>"
    assert made["blocks"][1]["elements"][0]["elements"] == [
        {"type": "link", "url": link, "text": "churn-model.csv"}
    ]
    assert "unfurl_links" not in made
    assert "unfurl_media" not in made
    assert len(slack.said("chat.postMessage")) == 1


async def test_a_reply_in_a_thread_has_its_picture_too(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    await platform.deliver(replace(SEEN, under=LANDED))
    assert posted(slack)["thread_ts"] == LANDED.message
    assert posted(slack)["blocks"][1]["type"] == "image"


async def test_an_edit_uploads_again(platform: SlackPlatform, slack: TinySlack) -> None:
    assert await platform.deliver(replace(EDIT, message=SEEN.message)) == LANDED
    assert posted(slack, method="chat.update")["blocks"][1]["slack_file"] == {"id": "F1"}
    assert len(slack.said("upload")) == 1


async def test_the_same_picture_twice_in_a_message_is_uploaded_once(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    await platform.deliver(replace(SEEN, message=Message("Twice", (PICTURE, PICTURE, FILE))))
    assert len(slack.said("upload")) == 2
    kinds = [block["type"] for block in posted(slack)["blocks"]]
    assert kinds == ["image", "image", "rich_text"]


async def test_a_picture_that_slack_still_looks_at_is_waited_for(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["chat.postMessage"] = [Say(error="invalid_blocks")] * 2
    assert await platform.deliver(SEEN) == LANDED
    assert len(slack.said("upload")) == 1
    assert posted(slack)["blocks"][1]["type"] == "image"


async def test_a_picture_that_is_never_taken_goes_in_words(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["chat.postMessage"] = [Say(error="invalid_blocks")] * 3
    both = replace(SEEN, message=Message("Both", (PICTURE, FILE)))
    assert await platform.deliver(both) == LANDED
    made = posted(slack)
    assert PICTURE.alternative in str(made["blocks"])
    assert "image" not in [block["type"] for block in made["blocks"]]
    assert "churn-model.csv>" in made["text"]


async def test_what_is_too_long_keeps_its_picture(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["chat.postMessage"] = [Say(error="msg_blocks_too_long")]
    long = Message("Long", (PICTURE, Bullets((("x" * 200,),) * 60)))
    assert await platform.deliver(replace(SEEN, message=long)) == LANDED
    assert len(slack.said("chat.postMessage")) == 2
    assert posted(slack)["blocks"][0]["type"] == "image"
    assert str(posted(slack)["blocks"]).count("x") < 6001


async def test_blocks_that_are_never_taken_are_refused_at_last(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["chat.postMessage"] = [Say(error="invalid_blocks")] * 9
    with pytest.raises(Refused, match="invalid_blocks"):
        await platform.deliver(SEEN)
    assert len(slack.said("chat.postMessage")) == 5
    assert PICTURE.alternative in str(posted(slack)["blocks"][1]["elements"])


@pytest.mark.parametrize(
    ("method", "say"),
    [
        (METHOD, Say(error="missing_scope")),
        (METHOD, Say(error="file_uploads_disabled")),
        (METHOD, Say(error="file_uploads_except_images_disabled")),
        (METHOD, Say(error="token_revoked")),
        ("upload", Say(status=413)),
        ("files.completeUploadExternal", Say(error="file_not_found")),
    ],
)
async def test_where_an_upload_is_refused_the_message_goes_in_words(
    platform: SlackPlatform, slack: TinySlack, method: str, say: Say
) -> None:
    slack.answers[method] = [say]
    with capture_logs() as logs:
        assert await platform.deliver(SEEN) == LANDED
    assert PICTURE.alternative in str(posted(slack)["blocks"])
    (line,) = [one for one in logs if "upload was refused" in one["event"]]
    assert line["code"] in (say.error, "upload_http_413")
    slack.answers[method] = [say]
    assert await platform.deliver(KEPT) == LANDED
    said = str(posted(slack)["blocks"])
    assert "2026-11-24,Ana,Ship it" in said
    assert "allow Muster to upload files" in said


async def test_a_picture_that_cannot_be_drawn_goes_in_words(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    with capture_logs() as logs:
        wrong = replace(PICTURE, svg="<svg>Ana is tired</svg")
        await platform.deliver(replace(SEEN, message=Message("Trend", (wrong,))))
    assert PICTURE.alternative in str(posted(slack)["blocks"])
    assert "tired" not in str(logs)
    assert slack.said(METHOD) == []


async def test_an_empty_file_is_not_uploaded(platform: SlackPlatform, slack: TinySlack) -> None:
    assert await platform.deliver(replace(KEPT, message=Message("x", (replace(FILE, text=""),))))
    assert slack.said(METHOD) == []


@pytest.mark.parametrize(
    ("method", "say"),
    [
        (METHOD, Say(status=503)),
        (METHOD, Say(drop=True)),
        (METHOD, Say(error="internal_error")),
        ("upload", Say(status=500)),
        ("upload", Say(drop=True)),
        ("files.completeUploadExternal", Say(drop=True)),
        ("files.completeUploadExternal", Say(body={"files": "odd"})),
    ],
)
async def test_a_broken_upload_has_surely_posted_nothing(
    platform: SlackPlatform, slack: TinySlack, method: str, say: Say
) -> None:
    slack.answers[method] = [say]
    with pytest.raises(Unreachable):
        await platform.deliver(SEEN)
    assert slack.said("chat.postMessage") == []


async def test_a_row_that_has_waited_long_enough_goes_in_words(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers["upload"] = [Say(status=500), Say(drop=True), Say(status=500)]
    for _ in range(2):
        with pytest.raises(Unreachable):
            await platform.deliver(SEEN)
    assert await platform.deliver(SEEN) == LANDED
    assert PICTURE.alternative in str(posted(slack)["blocks"])
    await platform.deliver(replace(SEEN, landed=LANDED))
    assert posted(slack, method="chat.update")["blocks"][1]["type"] == "image"


async def test_an_outage_of_slack_itself_costs_no_picture(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    slack.answers[METHOD] = [Say(status=503)] * 5
    for attempts in range(5):
        with pytest.raises(Unreachable):
            await platform.deliver(replace(SEEN, attempts=attempts))
    assert await platform.deliver(replace(SEEN, attempts=5)) == LANDED
    assert posted(slack)["blocks"][1]["type"] == "image"


async def test_uploads_have_a_bucket_of_their_own(
    platform: SlackPlatform, slack: TinySlack
) -> None:
    assert UPLOADS not in platform.limits(POST)
    assert platform.limits(SEEN)[2:] == (UPLOADS,)
    both = replace(EDIT, message=Message("x", (PICTURE, FILE)))
    assert [one.name for one in platform.limits(both)] == ["chat.update", METHOD, METHOD]
    slack.answers[METHOD] = [Say(status=429, retry_after="7")]
    with pytest.raises(Throttled) as wait:
        await platform.deliver(SEEN)
    assert (wait.value.limit, wait.value.seconds) == (METHOD, 7.0)


def test_without_an_upload_the_renderer_shows_words() -> None:
    long = replace(FILE, text="a line of it\n" * 500)
    made = render(Message("x", (PICTURE, long, Note(("why",)))), Roster())
    check_message(made)
    assert PICTURE.alternative in str(made["blocks"])
    quote = made["blocks"][0]["elements"][1]
    assert quote["type"] == "rich_text_quote"
    assert len(quote["elements"][0]["text"]) <= 600
    assert made["text"] == "x"


def test_a_name_is_never_markup_in_the_text() -> None:
    odd = replace(FILE, name="<!channel>|x.csv")
    made = render(Message("x", (odd,)), Roster(), files={odd: FileLink(odd.name, "https://f")})
    check_message(made)
    assert made["text"] == "x <https://f|&lt;!channel&gt;/x.csv>"
