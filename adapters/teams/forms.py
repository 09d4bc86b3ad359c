"""A form as Teams shows it: in a card of the personal chat, or in a dialog where it is private."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, assert_never

from adapters.teams import phrases
from adapters.teams.blocks import BACK, LARGE, SEND, SMALL, Origin, Wrap
from adapters.teams.render import CARD, framed, unsealed
from adapters.teams.spans import Look, Mentions, line, literal
from bot.forms import (
    Choice,
    Choices,
    Day,
    Field,
    Form,
    Option,
    People,
    Text,
    TimeOfDay,
    dump,
)
from bot.messages import Note
from bot.people import ChannelRef, Roster

Json = dict[str, Any]

EXPANDED = 10
"""Up to so many choices are shown at once."""
WRONG = Look()
EVERYBODY = "graph.microsoft.com/users"
"""The people picker's own search of the organisation, which asks for no permission."""


def card(
    form: Form,
    roster: Roster,
    *,
    wrap: Wrap = unsealed,
    row: str = "",
    channel: ChannelRef | None = None,
    does: str = "",
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Json:
    """A form in a chat. ``does`` is what opened it, and opens it again.

    What people type into a card stays in the chat, so TypeError is raised for a private form.
    """
    if form.intent.private:
        raise TypeError(f"{form.intent.name} is private and is asked in a dialog only")
    origin, mentions = Origin(wrap, row, channel), Mentions(roster)
    body = [
        *line((form.title,), mentions, LARGE),
        *_content(form, mentions, errors or {}, typed),
    ]
    send: Json = {
        "type": "Action.Execute",
        "verb": SEND,
        "title": form.submit,
        "style": "positive",
        "data": origin.data(form=dump(form)),
    }
    back: Json = {
        "type": "Action.Execute",
        "verb": BACK,
        "title": phrases.BACK,
        "associatedInputs": "none",
        "data": origin.data(does=does),
    }
    body.append({"type": "ActionSet", "actions": [send, back]})
    return framed(body, mentions, form.title)


def dialog(
    form: Form,
    roster: Roster,
    *,
    wrap: Wrap = unsealed,
    channel: ChannelRef | None = None,
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Json:
    """A form as the value of a task that continues. Nothing of it stays anywhere once it is closed."""
    mentions = Mentions(roster)
    body = [*_content(form, mentions, errors or {}, typed)]
    made = framed(body, mentions, form.title)
    data = Origin(wrap, "", channel).data(form=dump(form))
    made["actions"] = [{"type": "Action.Submit", "title": form.submit, "data": data}]
    size = {"height": "medium", "width": "medium"}
    return {"title": form.title} | size | {"card": {"contentType": CARD, "content": made}}


def _content(
    form: Form, mentions: Mentions, errors: Mapping[str, str], typed: Mapping[str, str] | None
) -> Iterator[Json]:
    """Each sentence stands at its field; one for the form as a whole, or for no field of it, at the top."""
    names = {part.name for part in form.content if not isinstance(part, Note)}
    for name, why in errors.items():
        if name not in names:
            yield _wrong(why)
    for part in form.content:
        if isinstance(part, Note):
            yield from line(part.spans, mentions, SMALL)
            continue
        if isinstance(part, Choice | Choices) and not part.options:
            continue
        yield _input(part, mentions.roster, None if typed is None else typed.get(part.name, ""))
        if part.hint.strip():
            for element in line((part.hint,), mentions, SMALL):
                yield element | {"spacing": "None"}
        if part.name in errors:
            yield _wrong(errors[part.name])


def _wrong(why: str) -> Json:
    run = {"type": "TextRun", "text": literal(why), "color": "Attention"}
    return {"type": "RichTextBlock", "inlines": [run], "spacing": "Small"}


def _input(field: Field, roster: Roster, typed: str | None) -> Json:
    made: Json = {"id": field.name, "label": literal(field.label) or "…"}
    if field.required:
        made |= {"isRequired": True, "errorMessage": phrases.REQUIRED}
    match field:
        case Text():
            made |= {"type": "Input.Text", "isMultiline": field.lines}
            made |= {"maxLength": max(field.at_most, 1)}
            if field.placeholder.strip():
                made["placeholder"] = literal(field.placeholder)
            value = field.value if typed is None else typed
        case Choice():
            made |= {"type": "Input.ChoiceSet", "style": "compact"}
            made["choices"] = [_option(option) for option in field.options]
            value = (field.value or "") if typed is None else typed
        case Choices():
            style = "expanded" if len(field.options) <= EXPANDED else "compact"
            made |= {"type": "Input.ChoiceSet", "style": style, "isMultiSelect": True}
            made["choices"] = [_option(option) for option in field.options]
            value = ",".join(field.value) if typed is None else typed
        case People():
            made, value = made | _people(), _picked(field, roster) if typed is None else typed
            made["choices"] = _named(value, roster)
        case TimeOfDay():
            made["type"] = "Input.Time"
            value = (f"{field.value:%H:%M}" if field.value else "") if typed is None else typed
        case Day():
            made["type"] = "Input.Date"
            value = (field.value.isoformat() if field.value else "") if typed is None else typed
        case _:
            assert_never(field)
    return made | ({"value": value} if value else {})


def _option(option: Option) -> Json:
    if "," in option.value:
        raise ValueError("Teams joins the values of several choices with commas")
    return {"title": literal(option.label) or "…", "value": option.value}


def _people() -> Json:
    return {
        "type": "Input.ChoiceSet",
        "isMultiSelect": True,
        "choices.data": {"type": "Data.Query", "dataset": EVERYBODY},
    }


def _picked(field: People, roster: Roster) -> str:
    people = (roster.people.get(member) for member in field.value)
    return ",".join(person.account.id for person in people if person is not None)


def _named(accounts: str, roster: Roster) -> list[Json]:
    """Those picked already, by name; a picker that is opened again shows no others."""
    names = {person.account.id: person.name for person in roster.people.values()}
    return [
        {"title": literal(names.get(one, "")) or phrases.NOBODY, "value": one}
        for one in accounts.split(",")
        if one
    ]
