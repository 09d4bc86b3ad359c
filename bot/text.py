"""Messages and forms as plain text, for a terminal and for tests."""

from __future__ import annotations

from typing import assert_never

from bot.forms import (
    Choice,
    Choices,
    Day,
    Field,
    Form,
    Number,
    People,
    Text,
    TimeOfDay,
)
from bot.messages import (
    Attachment,
    Block,
    Bullets,
    Buttons,
    Code,
    Divider,
    Heading,
    InChannel,
    Inviting,
    Mention,
    Message,
    Meter,
    Note,
    Paragraph,
    Picture,
    Quote,
    Span,
    Spans,
    Strong,
    Typed,
    When,
)
from bot.people import MemberRef, Roster


def render(what: Message | Form, roster: Roster) -> str:
    """What a person reads, one block under the other; somebody outside ``roster`` shows as an id."""
    if isinstance(what, Message):
        return "\n".join(_block(block, roster) for block in what.blocks)
    lines = [what.title]
    for part in what.content:
        lines.append(_line(part.spans, roster) if isinstance(part, Note) else _field(part, roster))
    return "\n".join([*lines, f"[{what.submit}]"])


def _block(block: Block, roster: Roster) -> str:
    match block:
        case Heading(text=text):
            return text
        case Paragraph(spans=spans) | Note(spans=spans):
            return _line(spans, roster)
        case Bullets(items=items):
            return "\n".join(f"- {_line(spans, roster)}" for spans in items)
        case Quote(text=text):
            return "\n".join(f"> {line}" for line in text.splitlines())
        case Meter(label=label, share=share):
            full = round(share * 10)
            return f"{label} {'#' * full}{'.' * (10 - full)} {share:.0%}"
        case Divider():
            return "---"
        case Buttons(buttons=buttons):
            return " ".join(f"[{button.label}]" for button in buttons)
        case Picture(alternative=alternative):
            return f"(picture: {alternative})"
        case Attachment(name=name):
            return f"(file: {name})"
        case _:
            assert_never(block)


def _line(spans: Spans, roster: Roster) -> str:
    return "".join(_span(span, roster) for span in spans)


def _span(span: Span, roster: Roster) -> str:
    match span:
        case str():
            return span
        case Strong(text=text):
            return text
        case Typed(words=words):
            return f"`/{words}`"
        case Code(text=text):
            return f"`{text}`"
        case Inviting():
            return "invite me"
        case Mention(member=member):
            return _name(member, roster)
        case InChannel(channel=ref):
            channel = roster.channels.get(ref)
            return f"#{channel.name if channel else ref.id}"
        case When(otherwise=otherwise):
            return otherwise
        case _:
            assert_never(span)


def _field(field: Field, roster: Roster) -> str:
    value = _value(field, roster)
    hint = f" ({field.hint})" if field.hint else ""
    return f"{field.label}{'' if field.required else ' (optional)'}: {value}{hint}".rstrip()


def _value(field: Field, roster: Roster) -> str:
    match field:
        case Text(value=value, placeholder=placeholder):
            return value or placeholder
        case Choice(options=options, value=chosen):
            return _options([(one.label, one.value == chosen) for one in options])
        case Choices(options=options, value=several):
            return _options([(one.label, one.value in several) for one in options])
        case People(value=members):
            return ", ".join(_name(member, roster) for member in members)
        case TimeOfDay(value=time):
            return time.isoformat("minutes") if time else ""
        case Day(value=day):
            return day.isoformat() if day else ""
        case Number(value=number):
            return "" if number is None else f"{number:g}"
        case _:
            assert_never(field)


def _options(options: list[tuple[str, bool]]) -> str:
    return " ".join(f"({'*' if chosen else ' '}) {label}" for label, chosen in options)


def _name(member: MemberRef, roster: Roster) -> str:
    person = roster.people.get(member)
    return f"@{person.name if person else member.id}"
