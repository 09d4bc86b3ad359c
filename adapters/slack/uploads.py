"""A message's pictures and files, brought to Slack before the message that shows them.

An upload alone is seen by nobody: Slack keeps it as the bot's own until a message of the bot's shows
it. So it may be repeated, or lost, without harm, and the message stays the one thing that is sent once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import aiohttp
import structlog
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.blocks import FileLink, Image
from adapters.slack.payloads import Malformed, some, text
from adapters.slack.refusals import answered
from adapters.slack.render import Files
from bot import drawing
from bot.fitting import clip
from bot.mail import Limit, Lost, Refused, Unanswered, Unreachable
from bot.messages import Attachment, Message, Picture

log = structlog.get_logger("muster.slack")

METHOD = "files.getUploadURLExternal"
UPLOADS = Limit(METHOD, 100 / 60, 20)
"""Tier 4 (docs.slack.dev/reference/methods/files.getUploadURLExternal); so is the completing call."""
ALTERNATIVE = 1000
"""Characters of a file's own description, beyond which Slack refuses it (alt_txt_too_large)."""
SECONDS = 10.0
"""For sending the bytes: a picture has some 50 kB."""


class NotSent(Unreachable):
    """Slack itself answers, and the place that it names for a file's bytes does not take them."""


def uploadable(message: Message | None) -> Iterator[Picture | Attachment]:
    """What has to be uploaded before a message can be shown whole, each once."""
    blocks = () if message is None else message.blocks
    yield from dict.fromkeys(one for one in blocks if isinstance(one, Picture | Attachment))


async def uploaded(client: AsyncWebClient, message: Message) -> Files:
    """Every picture and file that Slack took. What it refused is to be said in words.

    Raises Unreachable or Throttled where a later try may do better; nothing was posted then.
    """
    files: dict[Picture | Attachment, Image | FileLink] = {}
    for one in uploadable(message):
        try:
            files[one] = await _upload(client, one)
        except Refused as no:
            log.warning("an upload was refused, so the message goes in words", code=no.code)
        except (Unanswered, Malformed) as odd:
            raise Unreachable(f"an upload was not answered: {odd}") from None
    return files


async def _upload(client: AsyncWebClient, one: Picture | Attachment) -> Image | FileLink:
    named, data, described = await _content(one)
    if not data:
        raise Refused("empty_file", Lost.MESSAGE)
    promise = client.files_getUploadURLExternal(filename=named, length=len(data), alt_txt=described)
    promised = await answered(promise, METHOD)
    id = text(promised, "file_id")
    await _send(client, text(promised, "upload_url"), data)
    # Without a channel: to share it is the message's own business.
    done = client.files_completeUploadExternal(files=[{"id": id, "title": named}])
    completed = some(await answered(done, METHOD), "files")
    if isinstance(one, Picture):
        return Image(id, one.alternative)
    link = text(completed[0], "permalink") if completed else ""
    if not link:
        raise Refused("no_permalink", Lost.MESSAGE)
    return FileLink(named, link)


async def _content(one: Picture | Attachment) -> tuple[str, bytes, str | None]:
    """A file's name, its bytes, and its description for those who cannot see it."""
    if isinstance(one, Attachment):
        return one.name, one.text.encode(), None
    try:
        data = await asyncio.to_thread(drawing.png, one.svg)
    except Exception as fault:
        # Our own mistake, and not worth the message; its text may quote what somebody called a thing.
        raise Refused(f"not_drawn: {type(fault).__name__}", Lost.MESSAGE) from None
    return f"{one.name}.png", data, clip(one.alternative.strip(), ALTERNATIVE) or None


async def _send(client: AsyncWebClient, url: str, data: bytes) -> None:
    session = client.session
    assert session is not None, "the neighbour opens it at its start"
    try:
        patience = aiohttp.ClientTimeout(total=SECONDS)
        async with session.post(url, data=data, timeout=patience) as response:
            status = response.status
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as trouble:
        raise NotSent(f"an upload broke off: {type(trouble).__name__}") from None
    if status >= 500:
        raise NotSent(f"an upload met HTTP {status}")
    if status != 200:
        raise Refused(f"upload_http_{status}", Lost.MESSAGE)
