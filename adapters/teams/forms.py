"""A form as Teams shows it: in a card of the personal chat, or in a dialog where it is private."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, assert_never

from adapters.teams import phrases
from adapters.teams.blocks import BACK, LARGE, SEND, SMALL, Origin, Wrap, title
from adapters.teams.fields import number
from adapters.teams.fitting import flat, literal, unmarked
from adapters.teams.render import CARD, framed, unsealed
from adapters.teams.spans import Look, Mentions, line
from bot.fitting import length
from bot.forms import (
    Choice,
    Choices,
    Day,
    Field,
    Form,
    Number,
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
TYPED_AHEAD = 15
"""From more than so many one is found by typing."""
WRONG = Look(color="Attention")
WHOLE = 1e15
"""Below it every whole number is written as it is."""
NAMED, AROUND_NAME = 4_000, 30
"""Characters of a card for the names of those picked, of which a large team has more than the card takes."""
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
    origin, mentions = Origin(wrap, row, channel), Mentions(roster, alone=True)
    body = [
        *line((form.title,), mentions, LARGE),
        *_content(form, mentions, errors or {}, typed or {}),
    ]
    send: Json = {
        "type": "Action.Execute",
        "verb": SEND,
        "title": title(form.submit),
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
    mentions = Mentions(roster, alone=True)
    body = [*_content(form, mentions, errors or {}, typed or {})]
    made = framed(body, mentions, form.title)
    data = Origin(wrap, "", channel).data(form=dump(form))
    made["actions"] = [{"type": "Action.Submit", "title": title(form.submit), "data": data}]
    size = {"height": "medium", "width": "medium"}
    return {"title": flat(form.title)} | size | {"card": {"contentType": CARD, "content": made}}


def _content(
    form: Form, mentions: Mentions, errors: Mapping[str, str], typed: Mapping[str, str]
) -> Iterator[Json]:
    """Each sentence stands at its field; one for the form as a whole, or for no field of it, at the top."""
    asked = [one for one in form.content if not isinstance(one, Note) and _answerable(one)]
    names = {field.name for field in asked}
    for name, why in errors.items():
        if name not in names:
            yield from line((why,), mentions, WRONG)
    for part in form.content:
        if isinstance(part, Note):
            yield from line(part.spans, mentions, SMALL)
        elif part in asked:
            yield _input(part, mentions.roster, typed.get(part.name, "") if typed else None)
            yield from _under(part.hint, mentions, SMALL)
            yield from _under(errors.get(part.name, ""), mentions, WRONG)


def _answerable(field: Field) -> bool:
    """Whether there is anything to choose."""
    return not isinstance(field, Choice | Choices) or bool(field.options)


def _under(text: str, mentions: Mentions, look: Look) -> Iterator[Json]:
    """What belongs to the input above it."""
    for element in line((text.strip(),), mentions, look):
        yield {"spacing": "Small"} | element


def _input(field: Field, roster: Roster, typed: str | None) -> Json:
    made: Json = {"id": field.name, "label": _title(field.label) or "…"}
    if field.required:
        made |= {"isRequired": True, "errorMessage": phrases.REQUIRED}
    made |= _kind(field)
    value = _value(field, roster) if typed is None else typed
    if isinstance(field, People):
        made["choices"] = _named(value, roster)
    if isinstance(field, Number):
        # The one input whose value is no text, and which can show nothing else.
        return made if (shown := number(value)) is None else made | {"value": _plainly(shown)}
    return made | ({"value": value} if value else {})


def _kind(field: Field) -> Json:
    """What sort of input a field is, without its value."""
    match field:
        case Text(lines=lines, at_most=at_most, placeholder=placeholder):
            text: Json = {"type": "Input.Text", "isMultiline": lines, "maxLength": max(at_most, 1)}
            return text | ({"placeholder": hint} if (hint := flat(placeholder)) else {})
        case Choice(options=options):
            style = "compact" if len(options) <= TYPED_AHEAD else "filtered"
            choices = [_option(option, _title) for option in options]
            return {"type": "Input.ChoiceSet", "style": style, "choices": choices}
        case Choices(options=options):
            style = "expanded" if len(options) <= EXPANDED else "compact"
            return {
                "type": "Input.ChoiceSet",
                "style": style,
                "isMultiSelect": True,
                "wrap": True,
                "choices": [_option(option, unmarked) for option in options],
            }
        case People():
            everybody = {"type": "Data.Query", "dataset": EVERYBODY}
            return {
                "type": "Input.ChoiceSet",
                "isMultiSelect": True,
                "choices.data": everybody,
            }
        case TimeOfDay():
            return {"type": "Input.Time"}
        case Day():
            return {"type": "Input.Date"}
        case Number():
            return {"type": "Input.Number"}
        case _:
            assert_never(field)


def _value(field: Field, roster: Roster) -> str:
    """What a field holds, as Teams submits it."""
    match field:
        case Text(value=text):
            return text
        case Choice(value=chosen):
            return chosen or ""
        case Choices(value=several):
            return ",".join(several)
        case People(value=members):
            people = (roster.people.get(member) for member in members)
            return ",".join(person.account.id for person in people if person is not None)
        case TimeOfDay(value=at):
            return "" if at is None else f"{at:%H:%M}"
        case Day(value=day):
            return "" if day is None else day.isoformat()
        case Number(value=one):
            return "" if one is None else str(one)
        case _:
            assert_never(field)


def _plainly(number: float) -> float:
    """As people write it: a whole number without a point."""
    return int(number) if number.is_integer() and abs(number) < WHOLE else number


def _title(text: str) -> str:
    """What stands beside an input or in a menu, where no client reads Markdown, but some fill dates in."""
    return literal(flat(text))


def _option(option: Option, read: Callable[[str], str]) -> Json:
    if "," in option.value:
        raise ValueError("Teams joins the values of several choices with commas")
    return {"title": read(option.label) or "…", "value": option.value}


def _named(accounts: str, roster: Roster) -> list[Json]:
    """Those picked already, by the names we know, as many as fit; Teams looks the others up by their ids."""
    names = {person.account.id: _title(person.name) for person in roster.people.values()}
    listed: list[Json] = []
    left = NAMED
    for one in dict.fromkeys(accounts.split(",")):
        if name := names.get(one):
            left -= length(name) + length(one) + AROUND_NAME
            if left < 0:
                break
            listed.append({"title": name, "value": one})
    return listed
