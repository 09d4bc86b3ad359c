"""Whatever a message holds, Slack takes it: random messages with emoji, walls of text and hostility."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.views import View

from adapters.slack.blocks import FileLink, Image
from adapters.slack.forms import view
from adapters.slack.home import tab, window
from adapters.slack.render import render
from bot.fitting import clip, cost, cut, length, share_out
from bot.forms import (
    Choice,
    Choices,
    Form,
    Number,
    Option,
    People,
    Text,
)
from bot.messages import (
    Attachment,
    Block,
    Bullets,
    Button,
    Buttons,
    Code,
    Divider,
    Heading,
    InChannel,
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
    When,
)
from bot.people import ChannelRef, MemberRef
from tests.adapters.block_kit import check_home, check_message, check_view
from tests.adapters.test_render import ANA, DOES, HOSTILE, ROSTER

EXAMPLES = int(os.environ.get("RENDERED", "300"))

words: st.SearchStrategy[str] = st.sampled_from(HOSTILE) | st.text(max_size=12)
wall: st.SearchStrategy[str] = st.builds(
    lambda piece, times: piece * times,
    st.sampled_from(["word ", "👩‍👩‍👧‍👦", "😀", "&", "<", "*a*", "\n", "字"]),
    st.sampled_from([1, 30, 150, 400, 3500]),
)
text = words | wall
plain: st.SearchStrategy[Span] = st.one_of(
    words,
    words.map(Strong),
    st.sampled_from([Mention(ANA), Mention(MemberRef("nobody")), InChannel(ChannelRef("C1"))]),
)
short_spans: st.SearchStrategy[Spans] = st.lists(plain, max_size=5).map(tuple)
when: st.SearchStrategy[Span] = st.builds(
    When,
    st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    text,
    st.sampled_from(["time", "day", "day and time"]),
)
any_span: st.SearchStrategy[Span] = st.one_of(text, text.map(Strong), text.map(Code), when)
spans: st.SearchStrategy[Spans] = st.lists(any_span, max_size=14).map(tuple) | short_spans
button = st.builds(
    Button,
    text,
    st.just(DOES.pack()),
    st.sampled_from(["plain", "primary", "danger"]),
    st.none() | text,
)
large: st.SearchStrategy[Block] = st.one_of(
    text.map(Heading),
    spans.map(Paragraph),
    st.builds(
        lambda items, times: Bullets(tuple(items) * times),
        st.lists(spans, max_size=4),
        st.sampled_from([1, 3, 20]),
    ),
    text.map(Quote),
    st.builds(Meter, text, st.floats()),
    spans.map(Note),
    st.lists(button, max_size=3).map(lambda buttons: Buttons(tuple(buttons))),
    st.builds(Picture, st.just("<svg/>"), text),
    st.builds(Attachment, words.filter(bool), text),
)
small: st.SearchStrategy[Block] = st.one_of(
    st.just(Divider()),
    st.just(Heading("Board")),
    short_spans.map(Paragraph),
    words.map(Quote),
    short_spans.map(Note),
)
message = st.builds(
    lambda summary, some, few, times: Message(summary, (*(tuple(some) * times), *few)),
    text,
    st.lists(small, max_size=6),
    st.lists(large, max_size=6),
    st.sampled_from([1, 5, 15]),
)
options = st.integers(1, 130).map(
    lambda count: tuple(
        Option(f"o{number}", f"{number} " + "😀" * number) for number in range(count)
    )
)
content = st.one_of(
    spans.map(Note),
    st.builds(Text, st.just("x"), text, text, st.booleans(), at_most=st.integers(0, 5000)),
    st.builds(Choice, st.just("x"), text, options, st.just("o3"), hint=text),
    st.builds(Choices, st.just("x"), text, options, st.just(("o3", "o99")), hint=text),
    st.builds(Number, st.just("x"), text, st.none() | st.floats(), hint=text),
    st.builds(People, st.just("x"), text, st.just((ANA, MemberRef("nobody")))),
)

unhurried = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@unhurried
@given(message)
def test_every_message_is_within_slacks_limits(message: Message) -> None:
    check_message(render(message, ROSTER))


@unhurried
@given(message)
def test_every_message_with_its_files_is_within_slacks_limits(message: Message) -> None:
    files: dict[Picture | Attachment, Image | FileLink] = {}
    for block in message.blocks:
        match block:
            case Picture(alternative=alternative):
                files[block] = Image("F1", alternative)
            case Attachment(name=name):
                files[block] = FileLink(name, "https://example.slack.com/files/U1/F1/" + "x" * 80)
    check_message(render(message, ROSTER, files=files))


@unhurried
@given(message)
def test_every_message_can_be_a_home_tab_or_a_window_over_it(message: Message) -> None:
    check_home(tab(message, ROSTER))
    shown = window(message, ROSTER)
    check_home({"type": "home", "blocks": shown["blocks"]})
    View(**shown).validate_json()


@unhurried
@given(text, text, content)
def test_every_form_is_within_slacks_limits(title: str, submit: str, part: Any) -> None:
    check_view(view(Form(title, DOES, (part, Text("y", "Y")), submit), ChannelRef("C1"), ROSTER))


@given(text, st.integers(-1, 400))
def test_a_clipped_text_fits_and_begins_as_it_began(text: str, limit: int) -> None:
    clipped = clip(text, limit)
    assert length(clipped) <= max(limit, 0)
    assert text.startswith(clipped.removesuffix("…"))


@given(st.lists(st.integers(0, 500), min_size=1), st.integers(0, 5000))
def test_what_is_shared_out_is_within_the_budget_and_nearly_all_of_it(
    costs: list[int], budget: int
) -> None:
    cap = share_out(budget, costs)
    shared = sum(min(cost, cap) for cost in costs)
    assert shared <= budget
    assert shared == sum(costs) or shared > budget - len(costs)


@given(st.lists(any_span, max_size=5).map(tuple), st.integers(0, 400))
def test_a_line_that_is_cut_ends_and_is_no_longer_than_it_may_be(spans: Spans, limit: int) -> None:
    assert cost(cut(spans, limit)) <= limit + 1
