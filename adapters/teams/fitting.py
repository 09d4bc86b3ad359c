"""Keeping what people wrote from being read as Teams' markup, in whatever element it stands."""

from __future__ import annotations

import re

UNSEEN = "\u200b"
"""A space without a width: it parts what would be markup, and nobody sees it."""
NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
"""What is not shown anywhere, and what not every service on the way can carry."""
FUNCTION = re.compile(r"\{(?=\{\s*(?:DATE|TIME)\b)", re.IGNORECASE)
"""A date that a client would fill in, wherever it stands in a text."""
OPENED = re.compile(r"<(?=[a-z/!?])|&(?=[a-z#])|\](?=[(\[:])|~(?=~)", re.IGNORECASE)
"""Tags, mentions, entities and links. Not every client knows a backslash before them."""
BLOCK = re.compile(r"(?!\*\*)(?=[^\w<{]|\d)")
"""Beginnings of a text that could begin a list, a heading or a quotation."""
EMPHASIS = re.compile(r"\\(?=[!-/:-@\[-`{-~]|$)|[*`]|(?<![^\W_])_|_(?![^\W_])")
"""What a client knows a backslash before; an underscore within a word is none."""
ALIKE = str.maketrans({"*": "\u2217", "_": "\u02cd", "`": "\u02cb"})
AT = re.compile(r"[\\`*_\[\]<>&~{}\s]+")


def clean(text: str) -> str:
    return NO_TEXT.sub("", text)


def flat(text: str) -> str:
    """A text on one line, as titles and names are."""
    return " ".join(clean(text).split())


def literal(text: str) -> str:
    """For what reads no Markdown: text runs, and the titles of inputs. Dates are filled in there too."""
    return FUNCTION.sub(rf"\g<0>{UNSEEN}", clean(text))


def escaped(text: str) -> str:
    """For a text block, which reads Markdown."""
    return _parted(EMPHASIS.sub(r"\\\g<0>", literal(text)))


def unmarked(text: str) -> str:
    """For what some clients read as Markdown and others as it is, where a backslash would be seen."""
    text = literal(flat(text))
    several = len(EMPHASIS.findall(text)) > 1
    alike = text.translate(ALIKE) if several else text
    return begun(_parted(alike.replace("\\", f"\\{UNSEEN}")))


def begun(text: str) -> str:
    """A text that begins no list, heading or quotation."""
    return f"{UNSEEN}{text}" if BLOCK.match(text) else text


def name_of(text: str) -> str:
    """Somebody's name for a mention, whose two places have to agree to the letter."""
    return AT.sub(" ", flat(text)).strip()


def _parted(text: str) -> str:
    return OPENED.sub(rf"\g<0>{UNSEEN}", text)
