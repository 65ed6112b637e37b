"""The store on SQLAlchemy Core: SQLite by default."""

from triage.edges.store.corrections import SqlCorrections
from triage.edges.store.database import Database, instance, open_database, open_to_read, remembered
from triage.edges.store.intake import SqlIntake
from triage.edges.store.journal import SqlJournal
from triage.edges.store.outbox import SqlOutbox
from triage.edges.store.retention import forget_older_than

__all__ = [
    "Database",
    "SqlCorrections",
    "SqlIntake",
    "SqlJournal",
    "SqlOutbox",
    "forget_older_than",
    "instance",
    "open_database",
    "open_to_read",
    "remembered",
]
