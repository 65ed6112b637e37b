"""The store on SQLAlchemy Core: SQLite by default."""

from triage.edges.store.corrections import SqlCorrections
from triage.edges.store.database import Database, instance, open_database, remembered
from triage.edges.store.intake import SqlIntake
from triage.edges.store.journal import SqlJournal
from triage.edges.store.outbox import SqlOutbox

__all__ = [
    "Database",
    "SqlCorrections",
    "SqlIntake",
    "SqlJournal",
    "SqlOutbox",
    "instance",
    "open_database",
    "remembered",
]
