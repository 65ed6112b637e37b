"""What the use cases need of the world, in the flow's words. At most five methods each; kinds are picked in `app`.

Every port has an in-memory stand-in and contract tests in `testing.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from triage.domain import (
    Action,
    Arrivals,
    Award,
    Case,
    Corrected,
    Correction,
    Cursor,
    Decision,
    Evidence,
    History,
    Judged,
    Mail,
    Origin,
    Parcel,
    Plan,
    Promise,
    RawMail,
    Receipt,
    Register,
    Shown,
    Standing,
    State,
    Step,
    Thought,
    Verdict,
)
from triage.model.judge import Fitted, Provenance
from triage.policy.compensation_heard import Heard


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

    def make(self, folder: str) -> None:
        """Make a folder below the queue root where there is none yet. Raises Unavailable or Refused."""


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

    def silence(self, mailbox: str, message_ids: Sequence[str], to: Mail | None = None) -> str:
        """A person wrote in the thread of these Message-IDs; queued replies of these threads are withdrawn.

        `to` is her mail as if its one recipient had sent it, where she began anew: then it belongs to the conversation
        of its token or order number, else to the only one of that customer which is not resolved.
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
        """Write places and cursor of mails found where a person put them, and withdraw our moves of them elsewhere.

        Returns (id, queue so far) of those that we know.
        """

    def case(self, mail_id: str) -> Case | None:
        """The case that a mail belongs to."""

    def correct(self, correction: Correction) -> None:
        """Write down an agent's correction and the mail's new queue; the same correction twice is one row."""

    def corrected(self) -> tuple[Corrected, ...]:
        """Every corrected mail, oldest first; a mail's newest correction wins."""


class Outbox(Protocol):
    """Actions and what became of them."""

    def due(self, mailbox: str, now: datetime, limit: int) -> tuple[Action, ...]:
        """Queued actions whose time has come and whose predecessor (`after`) is done; oldest first."""

    def committing(self, key: str, now: datetime) -> bool:
        """Durably mark as about to happen, just before it does; False when it is not to be done now.

        So it is with what is no longer queued; and of replies that leave later than they were written, with those over
        a cap by what has really left (they are put off), and with those that are too old, were overtaken by a person or
        stopped by the breaker: they are failed, and their case is a person's.
        """

    def settle(self, key: str, receipt: Receipt, now: datetime) -> State:
        """Write what came of an attempt. RETRY goes back to queued with backoff (24 h at most), INTERRUPTED at once.

        The case of a reply that failed, or whose fate is uncertain, is a person's again, in the same transaction.
        """

    def interrupted(self, mailbox: str) -> tuple[Action, ...]:
        """Actions a crash or a lost answer left open, for reconciling after a (re)connect; uncertain replies stay."""


Refuse = Callable[[Award, Sequence[Award]], str]  # why a person may not; "" where she may


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

    def sent(
        self, case: str, order: str, hear: Callable[[Sequence[Award]], Heard], at: datetime, by: str
    ) -> tuple[Award, ...]:
        """An agent's mail went out in a case: what `hear` finds in it among the awards so far is granted and returned.

        One transaction, with the events that belong to it. The same mail heard twice changes nothing.
        """

    def grant(self, key: str, at: datetime, by: str, refuse: Refuse | None = None) -> Award:
        """The customer has been told. Twice is once. Raises Refused for one that is withdrawn or not known, and with
        what `refuse` says of it and the other awards of its case and order.
        """

    def withdraw(self, key: str, at: datetime, by: str, refuse: Refuse | None = None) -> Award:
        """Take it back. Its code is free again only if the customer was never told. Raises Refused like `grant`."""


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

    def currencies(self) -> tuple[str, ...]:
        """The currencies (ISO 4217) of all orders whose value is known, in order."""


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
