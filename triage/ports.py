"""What the use cases need of the world, in the flow's words. At most five methods each; kinds are picked in `app`.

Every port has an in-memory stand-in and contract tests in `testing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from triage.domain import (
    Action,
    Award,
    Case,
    Correction,
    Cursor,
    Decision,
    Earned,
    Evidence,
    Judged,
    Mail,
    Origin,
    Parcel,
    Plan,
    Promise,
    RawMail,
    Receipt,
    Shown,
    Standing,
    State,
    Step,
    Verdict,
)
from triage.model.judge import Fitted, Provenance


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
    contacts_7d: int = 0
    agent_wrote: bool = False
    replied_before: bool = False
    stranger: bool = False  # somebody else began the conversation
    awards_elsewhere: tuple[str, ...] = ()  # orders of other cases' awards that may be for the same matter
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


class Clock(Protocol):
    """Time, told."""

    def now(self) -> datetime:
        """Aware UTC."""

    def monotonic(self) -> float:
        """Seconds that never jump."""


class Mailbox(Protocol):
    """One account, read. Every method raises Unavailable (try later) or Refused (a person must act)."""

    def arrivals(self, folder: str, after: Cursor | None, since: datetime | None) -> Iterator[Arrivals]:
        """Batches of unread territory, oldest first, by UID ranges, sizes before bodies.

        `folder` is "INBOX"-like as configured. With `after` of another UIDVALIDITY, or None, reading begins at `since`
        (by INTERNALDATE; None: at the first UID). A mail over the size cap, or that cannot be fetched, arrives with its
        headers (or nothing) as content and the reason as note; it never stops the rest of its batch.
        """

    def sent(self, after: Cursor | None) -> Iterator[Arrivals]:
        r"""What appeared in Sent; begins at its end when `after` is None. Its cursor is "\Sent"."""

    def wait(self, seconds: float) -> bool:
        """True as soon as something may have arrived; False when the time is up. IDLE where offered, else sleep."""

    def folders(self) -> tuple[str, ...]:
        """Names of the selectable folders with "/" between steps and without the server's prefix."""

    def close(self) -> None:
        """Log out; never raises."""


class Hands(Protocol):
    """What is done to the world. Exceptions never leave `perform`: the receipt tells."""

    def perform(self, action: Action, places: Sequence[Origin]) -> Receipt:
        """Do one action. `places` is where the mail was last seen (empty: nowhere known, nothing to tag or move)."""

    def happened(self, action: Action) -> bool | None:
        """Look for proof: True it was done, False it was not, None nobody can tell. Draft, sent copy and move only."""


class Intake(Protocol):
    """What arrived. A mail is stored, with its place, before the server is told anything."""

    def keep(self, mails: Iterable[RawMail], cursor: Cursor) -> tuple[str, ...]:
        """Store mails, places and cursor in one transaction; returns the ids that were new. Idempotent."""

    def cursor(self, mailbox: str, folder: str) -> Cursor | None:
        """Where reading stopped."""

    def waiting(self, mailbox: str, limit: int) -> tuple[RawMail, ...]:
        """Stored, not yet decided, not quarantined; oldest first."""

    def struck(self, mail_id: str, why: str) -> int:
        """Count one killed worker for this mail; returns how many now. The flow quarantines it at three."""

    def places(self, mail_id: str) -> tuple[Origin, ...]:
        """Where copies of the mail were last seen, newest first."""


class Journal(Protocol):
    """Decisions and what people said about them."""

    def history(self, mailbox: str, mail: Mail, now: datetime) -> History:
        """What is known of this sender and thread before deciding."""

    def decide(self, mail: Mail, verdict: Verdict | None, plan: Plan) -> Plan:
        """Write decision, actions and claims in one transaction (BEGIN IMMEDIATE) and return the plan that was written.

        A full cap writes `plan.otherwise` (repeatedly) with the cap added to its decision's hits. Repeating a mail that
        is decided already changes nothing and returns the plan as it was written.
        """

    def decision(self, mail_id: str) -> Decision | None:
        """The decision of one mail."""

    def silence(self, mailbox: str, message_ids: Sequence[str]) -> str:
        """A person wrote in the thread of these Message-IDs; queued replies of these threads are withdrawn.

        Returns the conversation, "" where none is known or the mail is our own.
        """

    def close_breaker(self, mailbox: str) -> None:
        """A person has looked: automatic sending may go on."""


class Cases(Protocol):
    """Cases over time, and what a clock finds due in them."""

    def live(self, mailbox: str, now: datetime) -> tuple[Case, ...]:
        """Cases that are not resolved, and those resolved so lately that a check-back may be due; oldest first."""

    def case(self, case_id: str) -> Case | None:
        """A case by the id of its conversation."""

    def promises(self, mailbox: str) -> tuple[Promise, ...]:
        """Promises of which it is not known yet whether they are kept; the next due first."""

    def write(self, step: Step, seen: Case, at: datetime) -> str:
        """Write a step in one transaction, if the case still is as it was seen and no cap is full.

        Returns "" when it was written, else "changed" or "cap_<name>": then nothing was.
        """

    def newest(self, case: Case) -> RawMail | None:
        """The customer's newest mail of a case; None when its words are gone."""


class Corrections(Protocol):
    """What people said by moving a mail, and what the model may learn from it."""

    def sighted(self, mails: Iterable[RawMail], cursor: Cursor) -> tuple[tuple[str, str], ...]:
        """Mails found in a queue folder: writes places and cursor; returns (id, queue so far) of those we know."""

    def correct(self, correction: Correction) -> None:
        """Write down an agent's correction and the mail's new queue; the same correction twice is one row."""

    def corrected(self) -> tuple[Corrected, ...]:
        """Every corrected mail, oldest first; a mail's newest correction wins."""


class Outbox(Protocol):
    """Actions and what became of them."""

    def due(self, mailbox: str, now: datetime, limit: int) -> tuple[Action, ...]:
        """Queued actions whose time has come and whose predecessor (`after`) is done; oldest first."""

    def committing(self, key: str) -> bool:
        """Durably mark as about to happen, just before it does; False when it is no longer queued."""

    def settle(self, key: str, receipt: Receipt, now: datetime) -> State:
        """Write what came of an attempt. RETRY goes back to queued with backoff (24 h at most), INTERRUPTED at once."""

    def interrupted(self, mailbox: str) -> tuple[Action, ...]:
        """Actions a crash or a lost answer left open, for reconciling after a (re)connect; uncertain replies stay."""


class Ledger(Protocol):
    """The compensation of orders and cases, and the codes that went with it."""

    def awards(self, case: str, order: str) -> tuple[Award, ...]:
        """Every award of a case and of an order (whichever case it was made in), oldest first; "" is no order."""

    def propose(
        self, case: str, order: str, choose: Callable[[Sequence[Award]], Award | None], now: datetime
    ) -> Award | None:
        """Write and return what `choose` makes of the awards so far, with a code where its kind has one; None: nothing.

        One transaction, so that two cases on one order never both pay. An award that is there already is returned as it
        stands. Where no code is left, or the command for one fails, the award is returned without.
        """

    def sent(self, case: str, text: str, at: datetime) -> tuple[Award, ...]:
        """An agent's mail went out in a case: its proposed awards that the text names are granted, and returned."""

    def grant(self, key: str, at: datetime, by: str) -> Award:
        """The customer has been told. Twice is once. Raises Refused for one that is withdrawn or not known."""

    def withdraw(self, key: str, at: datetime, by: str) -> Award:
        """Take it back. Its code is free again only if the customer was never told. Raises Refused if not known."""


class Standings(Protocol):
    """What classes of mail have earned, and what was said of their answers."""

    def shown(self, case: Case) -> Shown | None:
        """The answer to a case's newest mail, as it lies before the agents; None: none, or compared already."""

    def note(self, evidence: Evidence) -> None:
        """Write it down; the same kind about the same mail is one row, and the newest holds."""

    def register(self, mailbox: str, since: datetime) -> Register:
        """What was said after a time, and where each class stands."""

    def judged(self, mailbox: str, since: datetime, at_most: int) -> tuple[Judged, ...]:
        """People's mails that a model judged after a time, oldest first; of more than `at_most` a part is drawn."""

    def settle(self, made: Sequence[Standing], notices: Sequence[Action], at: datetime) -> None:
        """Write new standings, and the notices of them, in one transaction."""


class Lookup(Protocol):
    """Orders and parcels of the shop."""

    def parcel(self, order: str) -> Parcel | None:
        """The order by its number; None when unknown, or when the records contradict each other about it."""

    def orders_of(self, email: str) -> tuple[Parcel, ...]:
        """Every order of this address, newest first."""


class Engine(Protocol):
    """Where mails are read and judged, away from the daemon's own memory."""

    def think(self, mails: Sequence[RawMail]) -> Iterator[Thought | Exception]:
        """One result per mail, in order: a Thought, or WorkerDied when the worker was killed by time or memory."""

    def close(self) -> None:
        """End the workers."""


class Registry(Protocol):
    """Where models are kept."""

    def current(self) -> Fitted | None:
        """The active model; None when there is none. Raises BadModel."""

    def register(self, fitted: Fitted, made_of: Provenance) -> Path:
        """Write a new version; it is not active yet. Returns its folder, whose name is the version."""

    def promote(self, version: str) -> None:
        """Make a version the active one."""
