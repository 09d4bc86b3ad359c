"""Memory that survives: everything about SQL is here, and nothing outside knows any."""

from sqlalchemy.exc import DBAPIError as DatabaseError

from storage.database import Database, open_storage
from storage.engine import UnknownDatabase
from storage.file_lock import FileHeld, hold_file_lock, is_served
from storage.operator import JournalLine, OutboxCount, ParkedPost, PromiseLine
from storage.schema import NotMigrated, migrate, pending_migrations
from storage.workspaces import Workspace

__all__ = [
    "Database",
    "DatabaseError",
    "FileHeld",
    "JournalLine",
    "NotMigrated",
    "OutboxCount",
    "ParkedPost",
    "PromiseLine",
    "UnknownDatabase",
    "Workspace",
    "hold_file_lock",
    "is_served",
    "migrate",
    "open_storage",
    "pending_migrations",
]
