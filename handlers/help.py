"""Help, and what to say to words that no command knows."""

from __future__ import annotations

from bot import words
from bot.happening import (
    Happening,
    Reply,
    Router,
    Show,
)
from bot.ports import UnitOfWork
from bot.views import help as say
from bot.views.question_notation import notation

router = Router()

QUESTIONS = "questions"


@router.on(words.Help, reads=True)
def explain(happening: Happening, intent: words.Help, work: UnitOfWork) -> Reply:
    command = words.COMMANDS[intent.command]
    if command is words.STANDUP and intent.topic == QUESTIONS:
        return Reply(Show(notation()))
    if command is words.ROOT:
        return Reply(Show(say.everything(*words.index())))
    verbs = [("", "show what is set up here")]
    verbs += [(f"{verb.word} {verb.takes}".strip(), verb.does) for verb in command.verbs]
    return Reply(Show(say.command(command.name, command.description, verbs)))


@router.on(words.NotUnderstood, reads=True)
def suggest(happening: Happening, intent: words.NotUnderstood, work: UnitOfWork) -> Reply:
    if intent.command == words.ROOT.name and not intent.nearest:
        return explain(happening, words.Help(intent.command), work)  # Perhaps only a greeting.
    return Reply(Show(say.lost(intent.command, intent.typed, intent.nearest)))
