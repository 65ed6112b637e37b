"""What is done to the world, with its caps and receipts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from triage.domain.cases import Case, Event, Promise
from triage.domain.mail import Origin
from triage.domain.meaning import Decision


class ActionKind(StrEnum):
    """What can be done to the world. The value is the first half of the action's key."""

    TAG = "tag"
    MOVE = "move"
    DRAFT = "draft"
    REPLY = "reply"
    SENT_COPY = "sent"
    NOTICE = "notice"  # a mail to the shop's own people


# Handed to SMTP: an interrupted one is uncertain, and never repeated.
MAILED = frozenset({ActionKind.REPLY, ActionKind.NOTICE})


class State(StrEnum):
    """Where an action stands (reliability: at most once, with an explicit `uncertain`)."""

    QUEUED = "queued"
    COMMITTING = "committing"
    DONE = "done"
    FAILED = "failed"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, kw_only=True, slots=True)
class Action:
    """One change of the world, recorded with its reason before it is made. `key` makes a second one the same row."""

    key: str  # "<kind>:<mail id>"
    kind: ActionKind
    mail_id: str
    mailbox: str
    not_before: datetime
    folder: str = ""  # MOVE, DRAFT and SENT_COPY: where to ("" for DRAFT/SENT_COPY: the account's own special folder)
    keywords: tuple[str, ...] = ()  # TAG
    recipient: str = ""  # REPLY: the one address
    content: bytes = b""  # DRAFT, REPLY, SENT_COPY: the message
    after: str = ""  # key of the action that must be done first
    attempts: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A place under a cap, taken in the transaction that writes the action: at most `limit` in `seconds`."""

    cap: str  # the cap's name, as in the settings
    subject: str  # what is counted: an address, a domain, a thread and template, a mailbox
    limit: int
    seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What becomes of a case, and the actions that go with it, written together."""

    case: Case | None = None  # as it is from now on
    actions: tuple[Action, ...] = ()
    claims: tuple[Claim, ...] = ()
    promises: tuple[Promise, ...] = ()
    events: tuple[Event, ...] = ()
    withdraws: bool = False  # a person has turned the case: what the machine has queued to say in it is taken back


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan(Step):
    """A decision and what follows from it. When a claim finds its cap full, `otherwise` is written instead."""

    decision: Decision
    otherwise: Plan | None = None


class Outcome(StrEnum):
    """How one attempt at an action ended."""

    DONE = "done"
    RETRY = "retry"  # nothing happened, try again after a pause
    INTERRUPTED = "interrupted"  # nothing happened and nothing was wrong: a crash came first; try again at once
    FAILED = "failed"  # refused for good, a person must look
    UNCERTAIN = "uncertain"  # it may have happened; never repeated without proof


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """What came of an attempt. `origin` is the new place of a moved or appended mail where the server told it."""

    outcome: Outcome
    detail: str = ""
    origin: Origin | None = None
