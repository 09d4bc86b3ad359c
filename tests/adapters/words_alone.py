"""That both platforms take a report, and read nobody's words in it as anything but words."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Any
from xml.etree import ElementTree as Xml

from adapters.slack.blocks import FileLink, Image
from adapters.slack.forms import view
from adapters.slack.home import tab
from adapters.slack.render import render
from adapters.teams import forms
from adapters.teams.render import UNITS, activity, size
from adapters.teams.seal import Seal
from bot.forms import Form
from bot.messages import Attachment, Message, Picture
from bot.people import ChannelRef, MemberRef, Roster
from tests.adapters.block_kit import check_home, check_message, check_view
from tests.adapters.teams.adaptive_card import check_card, elements, read
from tests.adapters.test_render import mrkdwn

Json = dict[str, Any]

FILES = "https://example.slack.com/files/U1/"
_SEAL = Seal(["a secret that is long enough"])
_MOMENT = r"<!date\^\d+\^(?:\{time\}|\{date_short_pretty\}(?: at \{time\})?)\|[^<>|]*>"
_OURS = re.compile(rf"{_MOMENT}|<#C\d>")
_FRAMED = re.compile(r"([*`])[^*`_~<>]+\1")
"""What is bold or a command, for which only our own words and those without any sign are taken."""
_FILE = re.compile(rf" <{FILES}\d\|[^|<>]*>")
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWN = {f"{_SVG}{name}" for name in ("svg", "title", "desc", "rect", "path", "line", "circle")}
_DRAWN |= {f"{_SVG}{name}" for name in ("text", "tspan", "polyline", "g")}


def both_take(message: Message, roster: Roster, calls: Iterable[MemberRef] = ()) -> None:
    """Raise AssertionError where one refuses it, or calls anybody else, or reads markup in it."""
    accounts = {roster.people[one].account.id for one in calls if one in roster.people}
    uploaded = _uploaded(message)
    for files in ({}, uploaded) if uploaded else ({},):
        made = render(message, roster, files=files)
        check_message(made)
        links = [one.url for one in files.values() if isinstance(one, FileLink)]
        assert not set("<>") & set(_FILE.sub("", made["text"]))
        _slack_reads_words(made["blocks"], accounts, links)
    _teams_takes(message, roster, accounts)
    for block in message.blocks:
        if isinstance(block, Picture):
            _is_a_drawing(block.svg)


def both_take_home(page: Message, roster: Roster) -> None:
    made = tab(page, roster)
    check_home(made)
    _slack_reads_words(made["blocks"], ())
    _teams_takes(page, roster, ())


def both_take_form(form: Form, roster: Roster) -> None:
    made = view(form, ChannelRef("C1"), roster)
    check_view(made)
    _slack_reads_words(made["blocks"], ())
    dialog = forms.dialog(form, roster, wrap=_SEAL.close)["card"]["content"]
    for card in (forms.card(form, roster, wrap=_SEAL.close), dialog):
        check_card(card, units=size(card))
        _teams_reads_words(card, ())


def _uploaded(message: Message) -> dict[Picture | Attachment, Image | FileLink]:
    found: dict[Picture | Attachment, Image | FileLink] = {}
    for block in message.blocks:
        match block:
            case Picture(alternative=alternative):
                found[block] = Image("F1", alternative)
            case Attachment(name=name):
                found[block] = FileLink(name, f"{FILES}{len(found)}")
    return found


# Slack.


def _slack_reads_words(
    blocks: list[Json], accounts: Collection[str], links: Collection[str] = ()
) -> None:
    """Nobody is called, nothing is linked and nothing is set in another type but by us."""
    assert {one["user_id"] for one in _of_type(blocks, "user")} <= set(accounts)
    assert {one["channel_id"] for one in _of_type(blocks, "channel")} <= {"C1", "C2"}
    assert {one["url"] for one in _of_type(blocks, "link")} == set(links)
    for kind in ("broadcast", "usergroup", "emoji", "color"):
        assert not [*_of_type(blocks, kind)]
    assert all(one["verbatim"] for one in _of_type(blocks, "mrkdwn")), "links of its own making"
    for piece in mrkdwn(blocks):
        rest = _OURS.sub("", piece)
        for account in accounts:
            rest = rest.replace(f"<@{account}>", "")
        assert not set("<>*_~`") & set(_FRAMED.sub("", rest)), piece


def _of_type(value: Any, kind: str) -> Iterator[Json]:
    if isinstance(value, dict):
        if value.get("type") == kind:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _of_type(one, kind)


# Teams.


def _teams_takes(message: Message, roster: Roster, accounts: Collection[str]) -> None:
    for alone in (False, True):
        made = activity(
            message,
            roster,
            wrap=_SEAL.close,
            row="0" * 24,
            channel=ChannelRef("19:c"),
            alone=alone,
        )
        assert size(made) <= UNITS
        card = made["attachments"][0]["content"]
        check_card(card)
        _teams_reads_words(card, () if alone else accounts)


def _teams_reads_words(card: Json, accounts: Iterable[str]) -> None:
    read(card)  # It raises where a text is more than bold and mentions.
    called = {one["mentioned"]["id"] for one in card["msteams"].get("entities", [])}
    assert called <= set(accounts)
    assert not [one for one in elements(card) if one["type"] in ("Image", "Media")]
    assert not [*_of_type(card, "Action.OpenUrl")]


# Pictures.


def _is_a_drawing(svg: str) -> None:
    """Well-formed, and of nothing but shapes and text."""
    found = {one.tag for one in Xml.fromstring(svg).iter()}
    assert found <= _DRAWN, found - _DRAWN
