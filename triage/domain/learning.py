"""What the model learns from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from triage.domain.meaning import Decision, Level


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """An agent's word against the model's: the mail was moved to another queue, or relabelled."""

    mail_id: str
    at: datetime
    from_queue: str
    to_queue: str
    intent: str = ""  # the intent the person meant, where the queue says it
    urgency: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Example:
    """One labelled mail. `writer` groups rows of one hand, so that a split can hold whole people out."""

    subject: str
    body: str
    intent: str
    also: tuple[str, ...] = ()
    urgency: str = ""
    language: str = ""
    writer: str = ""
    source: str = "starter"  # starter, shop, correction, notebook
    weight: float = 1.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Evidence:
    """What somebody did with the answer to one mail: whether it was, or would have been, the right one.

    console: a person said so; moved: to a queue for other mail; sent: as a draft, changed or not; reopened: the
    customer wrote again after an automatic answer; kept: in shadow a person's own answer said the same, or contradicts.
    """

    mail_id: str
    kind: str  # console, moved, sent, reopened, kept
    mailbox: str
    at: datetime
    intent: str
    language: str  # ISO 639-1
    agrees: bool
    alone: bool  # a machine would have answered this mail alone, had its class been on auto
    edited: float | None = None  # of a sent draft: share of its words that were changed
    grave: bool = False  # a fact was corrected, a person said no, or the customer came back with a dispute
    customer: str = ""  # a digest of the address; the store fills in whose mail it is, and its conversation
    case: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """What the machine has put before the agents of a case: a draft's text; None in shadow."""

    decision: Decision
    draft: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """A level that a class has earned or lost, with its reason. The newest of a class holds."""

    mailbox: str
    intent: str
    language: str
    level: Level
    base: Level  # what the settings allowed then; when that changes, the settings hold again
    at: datetime
    by: str  # person, evidence, breaker, drift, customers, dispute; back: given back after one of the last two
    why: str
    proven: bool = False  # agents' agreement proves it
    since: datetime | None = None  # only evidence from then on counts towards the next level; None: all


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """What a monitor sees of a person's mail that was judged: labels and figures, nothing of the customer."""

    at: datetime
    intent: str
    urgency: str
    language: str  # ISO 639-1, "und" where it could not be told
    confidence: float
    model: str  # version
    coverage: float | None  # share of known words; None: decided before it was kept
    trust: float | None  # likewise
    corrected_at: datetime | None  # when an agent first moved it to another queue
