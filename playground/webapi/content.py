"""What may stand in a message, whichever way it is sent."""

from __future__ import annotations

from typing import Any

from playground.blockkit.blocks import check_message, letters
from playground.files import Files
from playground.webapi.refusal import Refusal

Json = dict[str, Any]

LONGEST_BLOCKS = 13_200
"""Characters in all of a message's blocks; undocumented, as met in slackapi/bolt-js#2509."""


def checked(text: str, blocks: object, files: Files) -> list[Json]:
    """The blocks of a message. Raises Refusal with Slack's code where Slack would not take them."""
    if not isinstance(blocks, list):
        raise Refusal("invalid_blocks_format")
    if problems := check_message(blocks) or files.problems(blocks):
        raise Refusal.of("invalid_blocks", problems)
    if letters(blocks) > LONGEST_BLOCKS:
        raise Refusal("msg_blocks_too_long")
    if not text and not blocks:
        raise Refusal("no_text")
    return blocks
