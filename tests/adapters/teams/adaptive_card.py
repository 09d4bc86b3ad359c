"""What Teams takes of an Adaptive Card 1.5, and what a person reads in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt

from bot.fitting import length
from tests.adapters.teams.shapes import CARD, check

Json = dict[str, Any]

UNITS = 14_000
"""28 KB, as Microsoft counts them: two bytes for each UTF-16 unit."""
ACTIONS = 6
MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])
"""More than any client of Teams is said to read: HTML and code as well."""
UNSEEN = re.compile("[\u200b\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
FUNCTION = re.compile(r"\{\{(DATE|TIME)\((.*?)\)\}\}")


def check_card(card: Json, units: int = UNITS) -> None:
    """Raise AssertionError for what Teams would refuse, or would show as something else."""
    check(card, CARD, "card")
    assert length(json.dumps(card, ensure_ascii=False)) <= units
    ids = [one["id"] for one in elements(card) if "id" in one]
    assert len(ids) == len(set(ids)), "two inputs of one name"
    for element in elements(card):
        assert len(element.get("actions", [])) <= ACTIONS, "actions that a menu hides"
        if element["type"] == "Input.ChoiceSet" and "choices.data" not in element:
            values = [one["value"] for one in element["choices"]]
            assert len(values) == len(set(values)), "two choices of one value"
    _check_mentions(card)
    _check_text_runs(card)


def _check_mentions(card: Json) -> None:
    """Each mention is told of once, and each that is told of stands in a text."""
    told = [one["text"] for one in card["msteams"].get("entities", [])]
    assert len(told) == len(set(told)), "two people of one text"
    for one in card["msteams"].get("entities", []):
        assert one["text"] == f"<at>{one['mentioned']['name']}</at>"
    found = {
        at
        for element in elements(card)
        if element["type"] == "TextBlock"
        for at in re.findall(r"<at>.*?</at>", element["text"])
    }
    assert found == set(told), "a mention that is not ours"


def _check_text_runs(card: Json) -> None:
    for element in elements(card):
        for run in element.get("inlines", []):
            assert not FUNCTION.search(run["text"]), "a date that no text run fills in"
            assert "\n" not in run["text"], "a line break that is lost"
        titles = [one["title"] for one in element.get("choices", [])]
        for title in [*titles, element.get("label", "")]:
            assert not FUNCTION.search(title), "a date where nobody put one"


def elements(card: Json) -> Iterator[Json]:
    """Every element of a card's body, those in containers and behind a question as well."""
    waiting = list(card["body"])
    while waiting:
        element = waiting.pop(0)
        yield element
        questions = [one["card"]["body"] for one in element.get("actions", []) if "card" in one]
        waiting[:0] = [*element.get("items", []), *(one for body in questions for one in body)]


def actions(card: Json) -> Iterator[Json]:
    """Every action, those behind a question as well."""
    waiting = list(card.get("actions", []))
    for element in elements(card):
        waiting += element.get("actions", [])
    while waiting:
        action = waiting.pop(0)
        yield action
        waiting += action.get("card", {}).get("actions", [])


def read(card: Json) -> str:
    """What a person reads, a line for each element; dates as they are before a client fills them in."""
    return "\n".join(line for element in elements(card) if (line := _line(element)))


def seen(text: str) -> str:
    """A text without what nobody sees of it, and with its blanks as HTML folds them."""
    lines = re.split(r"\r\n|\r|\n", UNSEEN.sub("", text))
    return "\n".join(words for line in lines if (words := " ".join(line.split())))


def _line(element: Json) -> str:
    match element["type"]:
        case "TextBlock":
            return markdown(element["text"])
        case "RichTextBlock":
            return "".join(run["text"] for run in element["inlines"])
        case "ActionSet":
            return " ".join(f"[{action['title']}]" for action in element["actions"])
        case kind if kind.startswith("Input."):
            return f"{element['label']}: {element.get('value', '')}"
        case _:
            return ""


def markdown(text: str) -> str:
    """What is read of a Markdown text. Raises AssertionError where it is more than bold and mentions."""
    blocks = MARKDOWN.parse(text)
    assert [one.type for one in blocks] == ["paragraph_open", "inline", "paragraph_close"], text
    shown = ""
    for token in blocks[1].children or []:
        assert token.type in {"text", "strong_open", "strong_close", "html_inline"}, text
        if token.type == "html_inline":
            assert token.content in {"<at>", "</at>"}, text
        else:
            shown += token.content
    return shown
