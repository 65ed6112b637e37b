"""What the ports hand over: a worker's thought, a folder's new mail, and what our own rows say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from triage.domain.cases import Case
from triage.domain.learning import Correction, Evidence, Standing
from triage.domain.mail import Cursor, Mail, RawMail
from triage.domain.meaning import Earned, Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class Thought:
    """What a worker brings back from one mail. `verdict` is None for a mail that could not be read."""

    mail: Mail
    verdict: Verdict | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Arrivals:
    """One batch of a folder: the mails above the cursor, and the cursor that is true once they are stored."""

    mails: tuple[RawMail, ...]
    cursor: Cursor


@dataclass(frozen=True, kw_only=True, slots=True)
class History:
    """What our own rows say about a sender and a thread."""

    conversation: str = ""  # the one this mail continues, or its own id where it begins one
    case: Case | None = None  # of that conversation, where there is one already
    levels: Mapping[tuple[str, str], Earned] = field(default_factory=dict)  # earned or lost, by (intent, language)
    disputing: bool = False  # this sender has an open dispute
    grave_elsewhere: bool = False  # another case of this sender is grave, and not resolved
    received_at: datetime | None = None  # when the server took this mail in; None where it is not kept
    contacts_7d: int = 0
    agent_wrote: bool = False
    agent_answered: bool = False  # a person has answered this very mail already
    replied_before: bool = False
    stranger: bool = False  # somebody else began the conversation
    awards_elsewhere: tuple[str, ...] = ()  # orders of other cases' awards that may be for the same matter
    thanked_at: datetime | None = None  # when this sender was thanked in another case
    address_blocked: bool = False
    mailbox_age_days: float = 0.0
    mailbox_mails: int = 0
    breaker_open: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Corrected:
    """A correction, the mail it speaks of, and what the model had said."""

    correction: Correction
    raw: RawMail
    intents: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Register:
    """What is known of a mailbox's classes. `standings` has the newest of each class, by intent and language."""

    evidence: tuple[Evidence, ...]
    standings: Mapping[tuple[str, str], Standing]
    stopped: str = ""  # why the breaker has stopped automatic sending; "": it has not
