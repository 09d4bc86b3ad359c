"""The files that the app has uploaded: private to it, until a message of its own shows them."""

from __future__ import annotations

import base64
import mimetypes
import re
import secrets
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from playground.diary import Diary
from playground.machine import Machine
from playground.webapi.faults import Faults
from playground.world import World

Json = dict[str, Any]

IMAGES = ("image/png", "image/jpeg", "image/gif")
"""What may stand in an image block (docs.slack.dev, Slack file object)."""


@dataclass
class File:
    """A file on its way: promised, then uploaded, then complete, and perhaps shared."""

    id: str
    name: str
    size: int
    alt: str
    title: str = ""
    content: str | None = None
    """In base64; None until it has been uploaded."""
    complete: bool = False
    ready_at: float = 0.0
    """By the machine's clock: until then Slack is still looking at it, and no message may show it."""
    shared: bool = False

    @property
    def mimetype(self) -> str:
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @property
    def data(self) -> bytes:
        return base64.b64decode(self.content or "")


class Files:
    """Every file, kept over a restart. Upload addresses are not: each is good once."""

    def __init__(self, world: World, diary: Diary, machine: Machine, faults: Faults) -> None:
        self._world, self._diary = world, diary
        self._machine, self._faults = machine, faults
        self._files = {id: File(**body) for id, body in diary.read("file").items()}
        self._addresses: dict[str, str] = {}

    def promise(self, name: str, size: int, alt: str) -> tuple[File, str]:
        """A file that is to be uploaded, and the last part of the address for it."""
        file = File("F" + secrets.token_hex(5).upper(), name, size, alt)
        address = secrets.token_urlsafe(18)
        self._files[file.id] = file
        self._addresses[address] = file.id
        return file, address

    def upload(self, address: str, data: bytes) -> bool:
        """Take what was sent to an address; False where there is none, or the size is another one."""
        file = self._files.get(self._addresses.get(address, ""))
        if file is None or len(data) != file.size:
            return False
        del self._addresses[address]
        file.content = base64.b64encode(data).decode()
        self._keep(file)
        return True

    def finish(self, id: str, title: str) -> File | None:
        """The upload is complete; None where there is nothing to complete."""
        file = self._files.get(id)
        if file is None or file.content is None:
            return None
        file.complete, file.title = True, title or file.name
        file.ready_at = self._machine.now() + self._faults.files_after
        self._keep(file)
        return file

    def permalink(self, file: File) -> str:
        town = self._world.town
        slug = re.sub(r"[^a-z0-9.-]+", "_", file.name.lower())
        return f"https://{town.domain}.slack.com/files/{town.bot.id}/{file.id}/{slug}"

    def find(self, id: str) -> File | None:
        """A file that people can see."""
        file = self._files.get(id)
        return file if file is not None and file.shared else None

    def problems(self, blocks: list[Json]) -> list[str]:
        """The image blocks whose file the app does not have, or not yet, in Slack's words."""
        return [
            f"invalid slack file [json-pointer:/blocks/{number}/slack_file]"
            for number, block in enumerate(blocks)
            if "slack_file" in block and not self._may_show(block["slack_file"].get("id"))
        ]

    def _may_show(self, id: object) -> bool:
        file = self._files.get(str(id))
        return (
            file is not None
            and file.complete
            and file.mimetype in IMAGES
            and file.ready_at <= self._machine.now()
        )

    def share(self, text: str, blocks: list[Json]) -> None:
        """A message of the app shares what its blocks show and what its text links to."""
        shown = {block["slack_file"].get("id") for block in blocks if "slack_file" in block}
        for file in [*self.linked(text), *(self._files[id] for id in shown if id in self._files)]:
            file.shared = True
            self._keep(file)

    def linked(self, text: str) -> Iterator[File]:
        """The files whose links stand in the text of a message."""
        for file in self._files.values():
            if file.complete and self.permalink(file) in text:
                yield file

    def shown(self) -> Json:
        """What the page needs to know of the files that people can see, by id."""
        return {file.id: self.told(file) for file in self._files.values() if file.shared}

    def told(self, file: File) -> Json:
        return {
            "id": file.id,
            "name": file.name,
            "title": file.title,
            "size": file.size,
            "mimetype": file.mimetype,
            "permalink": self.permalink(file),
        }

    def _keep(self, file: File) -> None:
        self._diary.write("file", file.id, asdict(file))
        self._world.changed()
