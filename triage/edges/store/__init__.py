"""The store on SQLAlchemy Core: SQLite by default."""

from triage.edges.store.awards import SqlLedger
from triage.edges.store.cases import SqlCases
from triage.edges.store.corrections import SqlCorrections
from triage.edges.store.database import (
    Database,
    instance,
    is_newest,
    known_instance,
    open_database,
    open_to_read,
    remembered,
)
from triage.edges.store.intake import SqlIntake
from triage.edges.store.journal import SqlDiary, SqlJournal
from triage.edges.store.outbox import SqlOutbox
from triage.edges.store.retention import forget_older_than
from triage.edges.store.standings import SqlStandings

__all__ = [
    "Database",
    "SqlCases",
    "SqlCorrections",
    "SqlDiary",
    "SqlIntake",
    "SqlJournal",
    "SqlLedger",
    "SqlOutbox",
    "SqlStandings",
    "forget_older_than",
    "instance",
    "is_newest",
    "known_instance",
    "open_database",
    "open_to_read",
    "remembered",
]
