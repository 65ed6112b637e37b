"""A customer's matter over time: the case, what was promised in it, offered for it, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class CaseState(StrEnum):
    """Whose turn it is."""

    OPEN = "open"  # a person of the shop owes the next step
    WAITING = "waiting"  # the customer does, or nobody
    RESOLVED = "resolved"


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """One conversation with one customer, from the first mail on. Its owner is its queue."""

    id: str  # of the conversation: the id of its first mail
    mailbox: str
    state: CaseState
    intent: str
    urgency: str
    language: str  # locale of the customer's newest mail that tells one
    queue: str
    opened_at: datetime
    customer_at: datetime  # when the customer last wrote
    last_mail: str  # id of the customer's newest mail
    customer: str = "new"  # one of CUSTOMERS
    market: str = "europe"  # one of MARKETS
    order: str = ""
    parcel_state: str = "unknown"
    due: datetime | None = None  # by when a person answers; None: nobody is owed a person's answer
    next_update: datetime | None = None  # by when the customer hears from us again; always set while it is open
    agent_at: datetime | None = None  # when a person last wrote
    machine_at: datetime | None = None  # when the machine last wrote
    resolved_at: datetime | None = None
    closed: str = ""  # what resolved it: person, thanks or silence; "": it is not resolved
    followed_at: datetime | None = None  # when the last follow-up was made, sent or as a draft
    mails: int = 1  # of the customer
    unasked: int = 1  # of those, the mails that answer nothing we asked for
    reopened: int = 0
    asked: str = ""  # what our last word asks the customer for: order, photos, address, something; "": nothing
    silent: bool = False  # a person has taken over: the machine writes nothing more in it
    raised: int = 0  # steps of urgency that waiting has added
    warned: str = ""  # "soon" or "overdue": the last notice that was given of its clock
    done: tuple[str, ...] = ()  # follow-ups that were made, by name, in order
    score: int | None = None  # the customer's, 1 (not at all) to 5 (very)


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """A time that was named to the customer. One of `kept_at`, `broken_at` and `void_at` is set once it is over."""

    key: str  # of the action or Message-ID of the mail that named it, and the time: the same promise is the same row
    case: str
    mailbox: str
    made_at: datetime
    due: datetime
    by: str  # "triage" or "agent"
    kept_at: datetime | None = None
    broken_at: datetime | None = None
    void_at: datetime | None = None  # closed before somebody wrote, or the mail did not arrive: nobody owes it any more


class AwardState(StrEnum):
    """Where a compensation stands."""

    PROPOSED = "proposed"  # stands in a draft, or before an agent
    GRANTED = "granted"  # the customer has been told
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True, slots=True)
class Award:
    """One compensation of one order: a step of the ladder. `share` is of the order's value, 0 to 1."""

    key: str  # "<order or case>:<cause>:<step>": the same step is the same row, so nothing is stacked; ":2": given anew
    case: str
    mailbox: str
    order: str
    cause: str
    step: int  # from 1
    kind: str  # discount, refund_part, voucher, free_shipping, gift, replacement, refund
    at: datetime
    state: AwardState = AwardState.PROPOSED
    share: Decimal | None = None
    amount: Decimal | None = None  # in `currency`
    currency: str = ""
    plus: str = ""  # gift or free_shipping, on top of it
    code: str = ""
    valid_until: datetime | None = None  # of the code
    tier: str = "basic"  # the least authority that may grant it
    by: str = "triage"


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """Something that happened to a case and has no row of its own; never the customer's words."""

    case: str
    mailbox: str
    at: datetime
    kind: str  # parcel, raised, overdue, reopened, resolved, merged, split, score, level, follow_up, ...
    detail: str = ""
