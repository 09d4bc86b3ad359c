"""The shape of the cards that we send: each element's properties, as Adaptive Cards 1.5 names them."""

from __future__ import annotations

from numbers import Real
from typing import Any

Json = dict[str, Any]

Shape = dict[str, object]
"""By property: a type, a set of values, a list of a shape. What begins with "?" may be missing."""

LOOK: Shape = {
    "?size": {"Small", "Large"},
    "?weight": {"Bolder"},
    "?isSubtle": bool,
    "?color": {"Attention"},
}
RUN: Shape = {"type": {"TextRun"}, "text": str, "?fontType": {"Monospace"}, **LOOK}
PLACE: Shape = {"?spacing": {"None", "Small", "Medium", "Large"}, "?separator": bool}
EXECUTE: Shape = {
    "type": {"Action.Execute"},
    "verb": {"press", "send", "back"},
    "title": str,
    "data": dict,
    "?style": {"positive", "destructive"},
    "?associatedInputs": {"none"},
}
SUBMIT: Shape = {
    "type": {"Action.Submit"},
    "title": str,
    "data": dict,
    "?style": {"positive", "destructive"},
}
INPUT: Shape = {"id": str, "label": str, "?isRequired": bool, "?errorMessage": str, "?value": str}
CHOICES: Shape = {"title": str, "value": str}
OPEN: Shape = {"type": {"Action.OpenUrl"}, "title": str, "url": str}
ELEMENTS: dict[str, Shape] = {
    "TextBlock": {"type": str, "text": str, "wrap": bool, **LOOK, **PLACE},
    "RichTextBlock": {"type": str, "inlines": [RUN], **PLACE},
    "Container": {"type": str, "style": {"emphasis"}, "items": ["element"], **PLACE},
    "ActionSet": {"type": str, "actions": ["action"], **PLACE},
    "Image": {"type": str, "url": str, "altText": str, "msTeams": {"allowExpand": bool}, **PLACE},
    "Input.Text": {
        "type": str,
        "isMultiline": bool,
        "maxLength": int,
        "?placeholder": str,
        **INPUT,
    },
    "Input.ChoiceSet": {
        "type": str,
        "?style": {"compact", "expanded", "filtered"},
        "?isMultiSelect": bool,
        "?wrap": bool,
        "choices": [CHOICES],
        "?choices.data": dict,
        **INPUT,
    },
    "Input.Time": {"type": str, **INPUT},
    "Input.Date": {"type": str, **INPUT},
    "Input.Number": {"type": str, **INPUT, "?value": Real},
}
ACTIONS: dict[str, Shape] = {
    "Action.Execute": EXECUTE,
    "Action.Submit": SUBMIT,
    "Action.OpenUrl": OPEN,
    "Action.ShowCard": {
        "type": str,
        "title": str,
        "card": {"type": {"AdaptiveCard"}, "version": {"1.5"}, "body": ["element"]}
        | {"actions": ["action"]},
        "?style": {"positive", "destructive"},
    },
}
MENTION: Shape = {
    "type": {"mention"},
    "text": str,
    "mentioned": {"id": str, "name": str},
}
CARD: Shape = {
    "type": {"AdaptiveCard"},
    "$schema": str,
    "version": {"1.5"},
    "fallbackText": str,
    "msteams": {"width": {"Full"}, "?entities": [MENTION]},
    "body": ["element"],
    "?actions": ["action"],
}
EMPTY = {"value", "placeholder"}


def check(made: object, shape: object, path: str) -> None:
    """Raise AssertionError, naming the place, for a property that is missing, unknown or of another kind."""
    if shape == "element":
        assert isinstance(made, dict)
        check(made, ELEMENTS[made["type"]], f"{path}/{made['type']}")
    elif shape == "action":
        assert isinstance(made, dict)
        check(made, ACTIONS[made["type"]], f"{path}/{made['type']}")
    elif isinstance(shape, list):
        assert isinstance(made, list), path
        assert made or path.endswith("choices"), f"{path} is empty"
        for number, one in enumerate(made):
            check(one, shape[0], f"{path}/{number}")
    elif isinstance(shape, dict):
        assert isinstance(made, dict), path
        known = {name.removeprefix("?") for name in shape}
        assert set(made) <= known, f"{path}: {set(made) - known}"
        for name, inner in shape.items():
            bare = name.removeprefix("?")
            assert name.startswith("?") or bare in made, f"{path} lacks {bare}"
            if bare in made:
                check(made[bare], inner, f"{path}/{bare}")
    elif isinstance(shape, set):
        assert made in shape, f"{path}: {made!r}"
    else:
        assert isinstance(shape, type)
        assert isinstance(made, shape), path
        assert made != "" or path.rpartition("/")[2] in EMPTY, f"{path} is empty"
