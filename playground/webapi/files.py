"""files.*: uploading in three steps; what is uploaded is nobody's but the app's until a message shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from playground.files import IMAGES, File
from playground.webapi.call import Call, Json, Method
from playground.webapi.faults import Kind
from playground.webapi.refusal import Refusal

if TYPE_CHECKING:
    from playground.server import Playground

LONGEST_ALT = 1000
UPLOAD = "upload"
"""What faults call the address that a file's bytes are sent to."""


async def get_upload_url(call: Call) -> Json:
    slack = call.slack
    name, alt = call.text("filename"), str(call.args.get("alt_txt") or "")
    length = str(call.args.get("length") or "0")
    if not length.isdigit() or int(length) == 0:
        raise Refusal("missing_argument")
    if not slack.faults.uploads:
        raise Refusal("file_uploads_disabled")
    if len(alt) > LONGEST_ALT:
        raise Refusal("alt_txt_too_large")
    file, address = slack.files.promise(name, int(length), alt)
    return {"upload_url": f"{slack.url}/upload/v1/{address}", "file_id": file.id}


async def complete(call: Call) -> Json:
    """Without a channel: the app's own files, from which it makes a message later."""
    wanted = call.structure("files", "invalid_arguments")
    if not isinstance(wanted, list) or not wanted:
        raise Refusal.of(
            "invalid_arguments", ["no more than 0 items allowed [json-pointer:/files]"]
        )
    if call.args.get("channel_id") or call.args.get("channels"):
        raise Refusal.of("invalid_arguments", ["the playground shares files by messages alone"])
    return {"files": [_described(call, _finished(call, one)) for one in wanted]}


def _finished(call: Call, wanted: object) -> File:
    if not isinstance(wanted, dict) or not isinstance(wanted.get("id"), str):
        raise Refusal.of("invalid_arguments", ["missing required field: id [json-pointer:/files]"])
    file = call.slack.files.finish(wanted["id"], str(wanted.get("title") or ""))
    if file is None:
        raise Refusal("file_not_found")
    return file


def _described(call: Call, file: File) -> Json:
    """As Slack answers at once: what kind of file it is, it finds out later."""
    link = call.slack.files.permalink(file)
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "mimetype": "",
        "filetype": "",
        "pretty_type": "",
        "user": call.slack.world.bot.id,
        "size": file.size,
        "mode": "hosted",
        "is_public": False,
        "public_url_shared": False,
        "channels": [],
        "groups": [],
        "ims": [],
        "shares": {},
        "permalink": link,
    }


async def take(slack: Playground, request: web.Request) -> web.StreamResponse:
    """The bytes of a file, raw or as a form's only field."""
    fault = slack.faults.strike(UPLOAD)
    if fault is not None and fault.kind is Kind.SLOW:
        await slack.machine.sleep(fault.seconds)
    elif fault is not None and fault.kind is Kind.BROKEN:
        return web.Response(status=500)
    elif fault is not None:
        if request.transport is not None:
            request.transport.close()
        return web.Response()
    if request.content_type == "multipart/form-data":
        form = list((await request.post()).values())
        data = form[0].file.read() if form and isinstance(form[0], web.FileField) else b""
    else:
        data = await request.read()
    if not slack.files.upload(request.match_info["address"], data):
        return web.Response(status=400, text="no such upload, or of another length")
    return web.Response(text=f"OK - {len(data)}")


async def serve(slack: Playground, request: web.Request) -> web.Response:
    """A file for the page, once a message has shared it; never as a document of the page's own."""
    file = slack.files.find(request.match_info["id"])
    if file is None:
        raise web.HTTPNotFound
    inline = file.mimetype in IMAGES and "download" not in request.query
    headers = {
        "Content-Disposition": "inline"
        if inline
        else f'attachment; filename="{_plain(file.name)}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "private, max-age=3600",
    }
    kind = file.mimetype if file.mimetype in IMAGES else "application/octet-stream"
    return web.Response(body=file.data, headers=headers | {"Content-Type": kind})


def _plain(name: str) -> str:
    return "".join(
        letter if letter.isascii() and letter not in '"\\\r\n' else "_" for letter in name
    )


WRITE = frozenset({"files:write"})
METHODS = (
    Method("files.getUploadURLExternal", get_upload_url, 100, WRITE),
    Method("files.completeUploadExternal", complete, 100, WRITE),
)
