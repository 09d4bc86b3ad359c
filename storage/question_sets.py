"""Sets of questions that teams have saved; and how questions are kept in a column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import PrimaryKeyConstraint, Table, UniqueConstraint, bindparam, delete, select

from bot.people import ChannelRef, MemberRef
from bot.rituals.questions import Kind, Question, Questions, QuestionSet
from storage.statements import Prepared, Transaction, adding
from storage.tables import member_key, metadata, text

question_set = Table(
    "question_set",
    metadata,
    text("workspace"),
    text("id"),
    text("channel"),
    text("name"),
    text("questions"),
    text("creator"),
    PrimaryKeyConstraint("workspace", "id"),
    UniqueConstraint("workspace", "channel", "name"),
    member_key("creator"),
)

_q = question_set.c
_set = adding(question_set, "workspace", "id", "channel", "name", "questions", "creator")
_KEEP = Prepared(
    _set.on_conflict_do_update(
        index_elements=["workspace", "channel", "name"],
        set_={name: _set.excluded[name] for name in ("questions", "creator")},
    )
)
_ALL = Prepared(
    select(_q.channel, _q.id, _q.name, _q.questions).where(_q.workspace == bindparam("workspace"))
)
_FORGET = Prepared(
    delete(question_set).where(_q.workspace == bindparam("workspace"), _q.id == bindparam("id"))
)


class QuestionSets:
    """Implements ``bot.rituals.questions.QuestionSets``."""

    def __init__(self, transaction: Transaction) -> None:
        self._tx = transaction

    def keep(self, channel: ChannelRef, saved: QuestionSet, by: MemberRef) -> None:
        self._tx.do(
            _KEEP,
            id=saved.id,
            channel=channel.id,
            name=saved.name,
            questions=questions_text(saved.questions),
            creator=by.id,
        )

    def all(self) -> Sequence[tuple[ChannelRef, QuestionSet]]:
        # Sorted here, since the two databases do not sort letters alike.
        found = [
            (ChannelRef(channel), QuestionSet(id, name, read_questions(questions)))
            for channel, id, name, questions in self._tx.rows(_ALL)
        ]
        return sorted(found, key=lambda pair: (pair[1].name.casefold(), pair[0]))

    def forget(self, id: str) -> None:
        self._tx.do(_FORGET, id=id)


def questions_text(questions: Questions) -> str:
    """A list of questions in one column: what differs from the plainest of them is named."""
    return json.dumps([_plain(one) for one in questions], ensure_ascii=False)


def _plain(question: Question) -> dict[str, object]:
    plain: dict[str, object] = {"text": question.text, "kind": str(question.kind)}
    if question.options:
        plain["options"] = question.options
    if question.required:
        plain["required"] = True
    if question.only_if:
        plain["only_if"] = question.only_if
    return plain


@lru_cache(maxsize=256)  # Every row of a standup and of its days holds the same few.
def read_questions(stored: str) -> Questions:
    return tuple(
        Question(
            one["text"],
            Kind(one["kind"]),
            tuple(one.get("options", ())),
            one.get("required", False),
            tuple(one.get("only_if", ())),
        )
        for one in json.loads(stored)
    )
