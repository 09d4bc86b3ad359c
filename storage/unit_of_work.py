"""What a handler is given: every collection of one workspace, inside one transaction."""

from __future__ import annotations

from bot import ports
from bot.people import WorkspaceRef
from bot.rituals import availability, digest, questions, standup
from storage.agenda import Agenda
from storage.availability import Availabilities
from storage.digest import Digests
from storage.directory import Directory
from storage.journal import Journal
from storage.outbox import Outbox
from storage.privacy import Privacy
from storage.question_sets import QuestionSets
from storage.standup import Standups
from storage.statements import Transaction


class UnitOfWork:
    """Implements ``bot.ports.UnitOfWork``."""

    def __init__(self, transaction: Transaction, workspace: WorkspaceRef, *, notify: bool) -> None:
        confined = transaction.within(str(workspace))
        self.workspace = workspace
        self.people: ports.Directory = Directory(confined)
        self.journal: ports.Journal = Journal(confined)
        self.agenda: ports.Agenda = Agenda(confined)
        self.outbox: ports.Outbox = Outbox(confined, notify=notify)
        self.availability: availability.Availabilities = Availabilities(confined)
        self.standups: standup.Standups = Standups(confined)
        self.question_sets: questions.QuestionSets = QuestionSets(confined)
        self.digests: digest.Digests = Digests(confined)
        self.privacy: ports.Privacy = Privacy(confined)
