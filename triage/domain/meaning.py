"""What a mail means, what is known beside it, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from triage.domain.cases import Case


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
    second: float = 0.0  # probability of the likeliest other request beside the intent
    trust: float = 1.0  # probability that an automatic answer to the intent would be right
    bar: float = 0.0  # trust from which on the shop's limit of wrong answers is kept for the intent in this language
    proven: bool = True  # by labelled mails; without proof the bar says nothing
    model: str = ""  # version


@dataclass(frozen=True, kw_only=True, slots=True)
class Parcel:
    """An order and its parcel as the shop's records have them. `state` is one of PARCEL_STATES.

    `value` is what the customer paid, in `currency` (ISO 4217); `country` is where it goes (ISO 3166), `channel` the
    marketplace it was bought on, "" for the shop itself.
    """

    order: str
    email: str
    state: str
    carrier: str = ""
    tracking: str = ""
    last_event: str = ""
    last_event_at: datetime | None = None
    expected_at: datetime | None = None
    ordered_at: datetime | None = None
    country: str = ""
    value: Decimal | None = None
    currency: str = ""
    channel: str = ""
    language: str = ""
    undated: bool = False  # no day of the record tells whether it is still true (policy.parcels)


class Level(StrEnum):
    """How far a class may go without a person."""

    SHADOW = "shadow"  # tag, and log what would be sent
    DRAFT = "draft"  # the reply waits in the Drafts folder
    AUTO = "auto"  # the reply is sent


@dataclass(frozen=True, kw_only=True, slots=True)
class Earned:
    """A level that a class of mails has earned or lost; it holds as long as the settings' own level is `base`."""

    level: Level
    base: Level
    proven: bool = False  # agents' agreement proves it


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What the shop's records and our own say about this sender and thread, looked up before deciding."""

    parcel: Parcel | None = None  # only when the verified sender is the order's own address
    record: Parcel | None = None  # the same whoever vouches: for drafts, which a person reads
    parcel_state: str = "unknown"  # of the sender's own order, also while the sender is not verified
    customer: str = "new"  # one of CUSTOMERS
    market: str = "europe"  # one of MARKETS
    country: str = ""  # where the sender's order goes (ISO 3166), "" where nothing is known
    case: Case | None = None  # the case that this mail continues; None: it begins one
    levels: Mapping[tuple[str, str], Earned] = field(default_factory=dict)  # earned or lost, by (intent, language)
    contacts_7d: int = 0  # earlier mails of this sender in seven days
    conversation: str = ""  # which one this mail continues or begins; "" where nothing is kept
    agent_wrote: bool = False  # a person of the shop has written in this conversation
    agent_answered: bool = False  # a person of the shop has answered this very mail already
    grave_elsewhere: bool = False  # another case of this sender is grave, and not resolved
    waited_hours: float = 0.0  # since the server took the mail in
    replied_before: bool = False  # we have answered in this conversation
    stranger: bool = False  # another address began this conversation
    awards_elsewhere: tuple[
        str, ...
    ] = ()  # orders ("": not known) of awards in this sender's or this order's other cases
    thanked_at: datetime | None = None  # when this sender was thanked for a good score in another case
    address_blocked: bool = False  # our mail to this address bounced
    mailbox_age_days: float = 0.0  # how long this mailbox has been watched
    mailbox_mails: int = 0  # how many mails it has judged
    breaker_open: bool = False  # automatic sending was stopped by the breaker

    def level(self, allowed: Level, intent: str, language: str) -> Level:
        """What a class may do: what it has earned or lost, as long as the settings say what they said then.

        >>> won = {("refund", "de"): Earned(level=Level.DRAFT, base=Level.SHADOW)}
        >>> Facts(levels=won).level(Level.SHADOW, "refund", "de").value, Facts().level(Level.AUTO, "refund", "de").value
        ('draft', 'auto')
        """
        earned = self.levels.get((intent, language))
        return earned.level if earned is not None and earned.base is allowed else allowed


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
    answer_by: datetime | None = None  # the time that a reply names for a person's answer
    update_by: datetime | None = None  # by when the customer hears again after that
    customer: str = "new"  # one of CUSTOMERS
    market: str = "europe"  # one of MARKETS
    parcel_state: str = "unknown"
    row: str = ""  # the row of the decision matrix that fitted
    guards: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    misses: tuple[str, ...] = ()
    model: str = ""
    coverage: float = 1.0  # the verdict's: share of the mail's words that the model knows
    trust: float = 1.0  # the verdict's: probability that an automatic answer would be right
