"""The tables, as SQLAlchemy Core sees them. A change here is a new file in migrations/; a test compares both."""

from triage.edges.store.schema.cases import award, cases, code, event, evidence, promise, standing
from triage.edges.store.schema.mails import (
    action,
    blocked,
    claim,
    correction,
    cursor,
    decision,
    mail,
    mark,
    place,
    setting,
    spoken,
)
from triage.edges.store.schema.types import Instant, metadata

__all__ = [
    "Instant",
    "action",
    "award",
    "blocked",
    "cases",
    "claim",
    "code",
    "correction",
    "cursor",
    "decision",
    "event",
    "evidence",
    "mail",
    "mark",
    "metadata",
    "place",
    "promise",
    "setting",
    "spoken",
    "standing",
]
