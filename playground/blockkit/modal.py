"""Block Kit's two kinds of view: the modal and the Home tab."""

from __future__ import annotations

from typing import Any

from playground.blockkit.blocks import check_blocks
from playground.blockkit.shape import Spot, plain_text

REQUIRED = "type title blocks"
OPTIONAL = (
    "close submit private_metadata callback_id clear_on_close notify_on_close external_id"
    " submit_disabled"
)


def check_view(view: Any) -> list[str]:
    """Every problem of a modal view, each naming its place; none means that Slack takes it."""
    spot = Spot(view, "/view")
    if not spot.has(REQUIRED, OPTIONAL):
        return spot.problems
    spot.at("type").one_of("modal")
    for key in ("title", "submit", "close"):
        for part in spot.within(key):
            plain_text(part, 24)
    for key, high in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        for part in spot.within(key):
            part.string(0, high)
    for key in ("clear_on_close", "notify_on_close", "submit_disabled"):
        for part in spot.within(key):
            part.boolean()
    check_blocks(spot.at("blocks"), 100, low=1)
    _submit_for_inputs(spot)
    return spot.problems


def check_home(view: Any) -> list[str]:
    """Every problem of a Home tab's view, each naming its place; none means that Slack takes it."""
    spot = Spot(view, "/view")
    if not spot.has("type blocks", "private_metadata callback_id external_id"):
        return spot.problems
    spot.at("type").one_of("home")
    for key, high in (("private_metadata", 3000), ("callback_id", 255), ("external_id", 255)):
        for part in spot.within(key):
            part.string(0, high)
    check_blocks(spot.at("blocks"), 100)
    return spot.problems


def _submit_for_inputs(spot: Spot) -> None:
    blocks = spot.value["blocks"]
    asks = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if asks and "submit" not in spot.value:
        spot.wrong("`submit` is required when an `input` is within blocks")
