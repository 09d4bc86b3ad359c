"""Memory that survives: everything about SQL is here, and nothing outside knows any."""

from sqlalchemy.exc import DBAPIError as DatabaseError

from storage.backup import NoBackup, backup, restore
from storage.database import Database, open_storage
from storage.engine import UnknownDatabase
from storage.file_lock import FileHeld, hold_file_lock, is_served
from storage.health import examine
from storage.operator import JournalLine, OutboxCount, ParkedPost, PromiseLine
from storage.passwords import blotted
from storage.privacy import Found
from storage.retention import Keep
from storage.schema import NotMigrated, migrate, pending_migrations
from storage.scrubbing import is_stained, scrub
from storage.settling import settle
from storage.trial import Trial
from storage.workspaces import Workspace

__all__ = [
    "Database",
    "DatabaseError",
    "FileHeld",
    "Found",
    "JournalLine",
    "Keep",
    "NoBackup",
    "NotMigrated",
    "OutboxCount",
    "ParkedPost",
    "PromiseLine",
    "Trial",
    "UnknownDatabase",
    "Workspace",
    "backup",
    "blotted",
    "examine",
    "hold_file_lock",
    "is_served",
    "is_stained",
    "migrate",
    "open_storage",
    "pending_migrations",
    "restore",
    "scrub",
    "settle",
]
