"""Settings of the pure core, as frozen values with safe defaults. `config` reads them from triage.toml.

`__pydantic_config__` is read by config's validation only: an unknown key is an error. Nothing of it is imported here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from triage.domain import Level

_STRICT: Mapping[str, Any] = {"extra": "forbid"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Shop:
    """Who the customer is writing to; these words appear in replies."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _STRICT
    name: str = "Our shop"
    team: str = ""  # how replies are signed; empty: the shop's name
    website: str = ""
    timezone: str = "UTC"  # IANA name; office hours are in it
    country: str = ""  # ISO 3166 code, such as "DE": how phone numbers and dates without a country are read
    office_days: tuple[int, ...] = (0, 1, 2, 3, 4)  # Monday is 0
    office_opens: str = "09:00"
    office_closes: str = "17:00"
    answer_hours: int = 24  # a person answers within so many hours; named in replies
    shipping_days: str = "7-15"  # usual delivery time in working days; named in replies
    handling_days: str = "1-2"  # working days from order to dispatch; named in replies
    return_days: int = 30  # the shop's return window; named in replies


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Caps before work: what a hostile mail may cost. Bytes, counts and characters."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _STRICT
    mail_bytes: int = 25_000_000
    header_bytes: int = 256_000
    headers: int = 1_000
    parts: int = 200
    depth: int = 20
    text_chars: int = 1_000_000
    html_chars: int = 512_000
    lines: int = 5_000
    line_chars: int = 2_000
    attachment_name: int = 200
    model_chars: int = 8_000  # of the new text, what the model reads


@dataclass(frozen=True, kw_only=True, slots=True)
class ContactForm:
    """A form of the shop's site whose mails carry a customer's words under the site's own address."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _STRICT
    sender: str  # the address its mails come from, or "@domain"
    name: str = "contact form"
    name_labels: tuple[str, ...] = ()  # on top of the usual ones: "Name", "Ihr Name", ...
    email_labels: tuple[str, ...] = ()
    message_labels: tuple[str, ...] = ()
    automatic: bool = False  # True: the site checks who writes, so that an automatic answer may go to that address


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What the parser must know of the shop to tell its own mail, its orders and its trusted border from strangers'."""

    own_addresses: tuple[str, ...] = ()  # addresses and aliases, lower case
    instance: str = ""  # our token in X-Triage-Id
    order_patterns: tuple[str, ...] = ()  # regular expressions with one group, on top of the built-in ones
    order_examples: tuple[str, ...] = ()  # numbers as the shop writes them, such as "SHOP-104233"
    contact_forms: tuple[ContactForm, ...] = ()
    country: str = ""  # of the shop, ISO 3166
    authserv_id: str = ""  # the only Authentication-Results that counts; empty: none does
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueRule:
    """One row of the routing table; the first row that fits wins. An empty tuple fits everything."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _STRICT
    name: str
    intents: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    automatic: bool = False  # True: this row is for mail from machines, and only for it
    hours: float = 24.0  # first response by a person, office hours counted


DEFAULT_QUEUES = (
    QueueRule(name="Automatic", automatic=True, hours=0),
    QueueRule(name="Urgent", urgencies=("critical",), hours=1),
    QueueRule(name="Disputes", intents=("dispute", "legal_policy"), hours=2),
    QueueRule(
        name="Logistics",
        intents=(
            "lost_parcel", "customs", "delivery_delay", "no_tracking_update", "order_status", "shipping_time",
            "address_change",
        ),
        hours=8,
    ),
    QueueRule(
        name="Quality",
        intents=("damaged_parcel", "wrong_or_missing_item", "product_defect", "not_as_described"),
        hours=8,
    ),
    QueueRule(
        name="Money",
        intents=("payment", "refund", "return_exchange", "cancel_or_change_order"),
        hours=8,
    ),
    QueueRule(name="Service", intents=("service_complaint", "contact_human", "account", "feedback"), hours=8),
    QueueRule(name="Presales", intents=("product_question",), hours=8),
    QueueRule(name="Other", hours=24),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Safety:
    """When a machine may answer alone. Every bound must hold; in doubt a person answers."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _STRICT
    wrong_share: float = 0.01  # of automatic answers; more than this must be ruled out with 95 % confidence
    prove: bool = True  # False: a class on auto is sent although no labelled mails prove it
    trust: float = 0.95  # that a mail needs where nothing is proven for its class
    alert: float = 0.2  # probability of critical from which a mail counts as critical and a person is alerted
    draft_confidence: float = 0.5  # probability of the intent below which no draft is written either
    language_confidence: float = 0.8
    coverage: float = 0.6  # share of the mail's words the model knows
    min_words: int = 3
    max_words: int = 300
    languages: tuple[str, ...] = ("en", "zh", "de", "fr", "es", "it", "pt", "ja")
    shadow_days: int = 7  # automatic sending begins after so many days ...
    shadow_mails: int = 500  # ... or so many judged mails of this mailbox, whichever comes first
    require_verified_sender: bool = False  # True: an unverified sender gets no automatic reply at all
    same_order_days: int = 30  # the same sender's next mail about an order within so many days goes on with the talk
    repeat_contacts: int = 2  # so many earlier mails in seven days and a person answers
    guard_terms: tuple[str, ...] = ()  # the shop's own terms, on top of the built-in lists


@dataclass(frozen=True, kw_only=True, slots=True)
class Caps:
    """How many automatic replies at most; reserved in the transaction that writes the reply."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _STRICT
    per_conversation_template: int = 1  # ever
    per_sender_day: int = 2
    per_domain_hour: int = 5  # not counted for the large free mail providers
    per_body_week: int = 1  # the same words from the same sender
    per_minute: int = 60
    per_hour: int = 500


@dataclass(frozen=True, kw_only=True, slots=True)
class Breaker:
    """When automatic sending stops by itself. Routing goes on; a person is told."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = _STRICT
    times_usual_rate: float = 5.0  # of the trailing week's median hour
    floor_per_hour: int = 20  # below so many replies an hour the rate is never called a storm
    bounces_per_hour: int = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class Policy:
    """Everything `policy` needs to know of one mailbox's shop."""

    shop: Shop = field(default_factory=Shop)
    own_address: str = ""  # replies come from it
    from_name: str = ""
    instance: str = ""
    routing: str = "tag"  # off, tag, move
    queue_root: str = "Triage"
    queues: tuple[QueueRule, ...] = DEFAULT_QUEUES
    levels: Mapping[str, Level] = field(default_factory=dict)
    default_level: Level = Level.SHADOW
    sure_forms: frozenset[str] = frozenset()  # contact forms whose site checks who writes
    safety: Safety = field(default_factory=Safety)
    caps: Caps = field(default_factory=Caps)
    breaker: Breaker = field(default_factory=Breaker)

    def level(self, intent: str) -> Level:
        """What the shop allows for this intent."""
        return self.levels.get(intent, self.default_level)
