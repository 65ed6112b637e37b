"""The nouns, in the order in which a mail meets them.

RawMail --parse--> Mail --judge--> Verdict --decide--> Decision --plan--> Action... --perform--> Receipt

All are frozen, keyword-only and complete at birth. Times are timezone-aware UTC.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from triage.labels import DOUBTS


# --- what arrived -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where the server keeps one copy of a mail (RFC 3501: a UID holds only under its UIDVALIDITY)."""

    mailbox: str
    folder: str
    uidvalidity: int
    uid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """How far a folder has been read: every UID up to and including `last_uid` is known."""

    mailbox: str
    folder: str
    uidvalidity: int
    last_uid: int


@dataclass(frozen=True, kw_only=True, slots=True)
class RawMail:
    """The bytes as the server gave them, and where they lie.

    `note` says why bytes are missing (too large, lost); without any content the id is a digest of the place.
    """

    id: str
    mailbox: str
    content: bytes
    received_at: datetime
    origin: Origin | None = None
    note: str | None = None


def mail_id(mailbox: str, content: bytes) -> str:
    """Hex SHA-256 of mailbox and bytes. UIDs change and Message-IDs are forged; this is neither.

    >>> mail_id("support", b"x") == mail_id("support", b"x") != mail_id("other", b"x")
    True
    """
    return hashlib.sha256(mailbox.encode() + b"\0" + content).hexdigest()


# --- what it is -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """A mailbox of RFC 5322; `email` is a checked addr-spec with a lower-case domain, `name` may be empty."""

    email: str
    name: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """What is known of an attachment without opening it. `kind` is image, video, audio, document, archive or other."""

    name: str
    content_type: str
    size: int
    sha256: str
    kind: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackingNumber:
    """A number that looks like a parcel's; `valid` when its check digit is right."""

    number: str
    carrier: str
    valid: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """A mail, read. Everything here is the sender's claim; nothing is trusted but what `verified` says."""

    id: str
    subject: str = ""
    sender: Address | None = None  # None: absent, or two parsers disagree about it
    reply_to: Address | None = None
    recipients: tuple[Address, ...] = ()
    verified: bool = False  # a trusted Authentication-Results header vouches for the sender's domain
    relay: str | None = None  # the marketplace behind whose relay address a customer writes
    message_id: str | None = None
    in_reply_to: str | None = None
    references: tuple[str, ...] = ()
    date: datetime | None = None
    automatic_rule: str | None = None  # first rule that speaks against an automatic answer; None: none does
    new_text: str = ""
    quoted_text: str = ""
    signature: str = ""
    views: tuple[str, ...] = ()  # every text a guard looks at: subject, plain, visible and hidden HTML, alt, names
    parts_disagree: bool = False  # text/plain and text/html say different things
    encrypted: bool = False
    language: str = "und"  # ISO 639-1 of the new words, "und" when nobody could tell
    language_confidence: float = 0.0
    script: str = ""  # "Hans" or "Hant" for Chinese, else empty
    order_numbers: tuple[str, ...] = ()
    tracking_numbers: tuple[TrackingNumber, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    fingerprint: str = ""  # digest of the text without trace headers: equal for a mail delivered twice
    error: str | None = None  # why it could not be read, or not wholly

    @property
    def machine(self) -> bool:
        """A machine wrote it. Where only the sender is in doubt, a person may have, and a person answers."""
        return self.automatic_rule is not None and self.automatic_rule not in DOUBTS

    @property
    def thread_ids(self) -> tuple[str, ...]:
        """Message-IDs this mail answers, nearest last (RFC 5322, 3.6.4)."""
        return tuple(dict.fromkeys((*self.references, *filter(None, (self.in_reply_to,)))))

    @property
    def locale(self) -> str:
        """Language with script where the script matters: "zh-Hant", else the language."""
        return "zh-Hant" if (self.language, self.script) == ("zh", "Hant") else self.language


# --- what it means ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What the model says. `intents` and `urgencies` hold every label and sum to 1; `because` weighs deciding words.

    A model of the user's own labels has no urgency: then it is "" and `urgencies` is empty.
    """

    intent: str
    confidence: float
    intents: Mapping[str, float]
    urgency: str
    urgencies: Mapping[str, float]
    also: tuple[str, ...] = ()
    because: tuple[tuple[str, float], ...] = ()
    coverage: float = 1.0  # share of the mail's words that the model has seen in training
    apart: int = 0  # sentences that, read alone, are not calm or tell of something else
    model: str = ""  # version


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """An order and its parcel as the shop's records have them. `state` is one of PARCEL_STATES."""

    order: str
    email: str
    state: str
    carrier: str = ""
    tracking: str = ""
    last_event: str = ""
    last_event_at: datetime | None = None
    expected_at: datetime | None = None
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the shop's records and our own say about this sender and thread, looked up before deciding."""

    parcel: Parcel | None = None  # only when the verified sender is the order's own address
    parcel_state: str = "unknown"  # of the sender's own order, also while the sender is not verified
    contacts_7d: int = 0  # earlier mails of this sender in seven days
    agent_wrote: bool = False  # a person of the shop has written in this thread
    replied_before: bool = False  # we have answered in this thread
    address_blocked: bool = False  # our mail to this address bounced
    mailbox_age_days: float = 0.0  # how long this mailbox has been watched
    mailbox_mails: int = 0  # how many mails it has judged
    breaker_open: bool = False  # automatic sending was stopped by the breaker


# --- what we do -------------------------------------------------------------------------------------------------
class Level(StrEnum):
    """How far a class may go without a person."""

    SHADOW = "shadow"  # tag, and log what would be sent
    DRAFT = "draft"  # the reply waits in the Drafts folder
    AUTO = "auto"  # the reply is sent


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """A rule that stopped something, by name, with what it saw (never the customer's words)."""

    rule: str
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """Queue, clock and answer for one mail, with the rules that hit and those that missed."""

    mail_id: str
    mailbox: str
    at: datetime
    intent: str
    urgency: str
    language: str
    confidence: float
    queue: str
    due: datetime | None  # by when a person answers; None where nobody is owed an answer
    level: Level  # what the shop allows for this class
    eligible: bool  # would be answered without a person if the class were on auto
    outcome: str  # "reply", "draft", "shadow" (would have replied), "person", "none" (machine mail)
    template: str | None
    guards: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    misses: tuple[str, ...] = ()
    model: str = ""


class ActionKind(StrEnum):
    """What can be done to the world. The value is the first half of the action's key."""

    TAG = "tag"
    MOVE = "move"
    DRAFT = "draft"
    REPLY = "reply"
    SENT_COPY = "sent"


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
class Plan:
    """A decision and its actions, written together. When a claim finds its cap full, `otherwise` is written instead."""

    decision: Decision
    actions: tuple[Action, ...] = ()
    claims: tuple[Claim, ...] = ()
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Correction:
    """An agent's word against the model's: the mail was moved to another queue, or relabelled."""

    mail_id: str
    at: datetime
    from_queue: str
    to_queue: str
    intent: str = ""  # the intent the person meant, where the queue says it
    urgency: str = ""


# --- what the model learns from ---------------------------------------------------------------------------------
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
