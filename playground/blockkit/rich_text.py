"""Block Kit's rich text: sections, lists and quotes, made of typed spans."""

from __future__ import annotations

from collections.abc import Callable

from playground.blockkit.elements import USER
from playground.blockkit.shape import Spot


def _style(*allowed: str) -> Callable[[Spot], None]:
    def check(spot: Spot) -> None:
        if spot.has(optional=" ".join(allowed)):
            for key in spot.value:
                spot.at(key).boolean()

    return check


_words = _style("bold", "italic", "strike", "underline", "code")
_mentions = _style("bold", "italic", "strike", "highlight", "client_highlight", "unlink")


def _text(spot: Spot) -> None:
    if spot.has("type text", "style"):
        spot.at("text").string(1, 12_000)
        for part in spot.within("style"):
            _words(part)


def _user(spot: Spot) -> None:
    if spot.has("type user_id", "style"):
        id = spot.value["user_id"]
        if not isinstance(id, str) or not USER.fullmatch(id):
            spot.at("user_id").wrong("must be a user id")
        for part in spot.within("style"):
            _mentions(part)


def _channel(spot: Spot) -> None:
    if spot.has("type channel_id", "style"):
        spot.at("channel_id").string(2, 30)
        for part in spot.within("style"):
            _mentions(part)


def _link(spot: Spot) -> None:
    if spot.has("type url", "text unsafe style"):
        spot.at("url").string(1, 3000)
        for part in spot.within("text"):
            part.string(1, 3000)
        for part in spot.within("style"):
            _words(part)


def _date(spot: Spot) -> None:
    if spot.has("type timestamp format", "url fallback style"):
        spot.at("timestamp").integer(0, 2**40)
        spot.at("format").string(1, 200)
        if isinstance(spot.value["format"], str) and "{" not in spot.value["format"]:
            spot.at("format").wrong("must contain at least one date token")
        for key in ("url", "fallback"):
            for part in spot.within(key):
                part.string(1, 3000)
        for part in spot.within("style"):
            _words(part)


def _emoji(spot: Spot) -> None:
    if spot.has("type name", "unicode skin_tone style"):
        spot.at("name").string(1, 100)


def _broadcast(spot: Spot) -> None:
    if spot.has("type range"):
        spot.at("range").one_of("here", "channel", "everyone")


SPANS: dict[str, Callable[[Spot], None]] = {
    "text": _text,
    "user": _user,
    "channel": _channel,
    "link": _link,
    "date": _date,
    "emoji": _emoji,
    "broadcast": _broadcast,
}


def _span(spot: Spot) -> None:
    spot.by_type(SPANS)


def _section(spot: Spot) -> None:
    if spot.has("type elements"):
        spot.at("elements").items(0, 1000, _span)


def _bordered(spot: Spot) -> None:
    if spot.has("type elements", "border"):
        spot.at("elements").items(0, 1000, _span)
        for part in spot.within("border"):
            part.integer(0, 1)


def _list_item(spot: Spot) -> None:
    if isinstance(spot.value, dict) and spot.value.get("type") == "rich_text_section":
        _section(spot)
    else:
        spot.wrong("a list holds sections only")


def _list(spot: Spot) -> None:
    if spot.has("type style elements", "indent offset border"):
        spot.at("style").one_of("bullet", "ordered")
        spot.at("elements").items(1, 1000, _list_item)
        for key, high in (("indent", 8), ("offset", 1_000_000), ("border", 1)):
            for part in spot.within(key):
                part.integer(0, high)


PARTS: dict[str, Callable[[Spot], None]] = {
    "rich_text_section": _section,
    "rich_text_list": _list,
    "rich_text_quote": _bordered,
    "rich_text_preformatted": _bordered,
}


def _part(spot: Spot) -> None:
    spot.by_type(PARTS)


def rich_text(spot: Spot) -> None:
    """A rich_text block."""
    if spot.has("type elements", "block_id"):
        spot.at("elements").items(1, 1000, _part)
