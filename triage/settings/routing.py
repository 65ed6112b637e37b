"""The routing table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class QueueRule:
    """One row of the routing table; the first row that fits wins. An empty tuple fits everything."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    name: str
    intents: tuple[str, ...] = ()
    urgencies: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    automatic: bool = False  # True: this row is for mail from machines, and only for it
    hours: float = 8.0  # first answer by a person, office hours counted, where the clock table names no other

    @property
    def conditions(self) -> tuple[tuple[str, ...], ...]:
        """What the row wants of intent, urgency, language, customer and market."""
        return self.intents, self.urgencies, self.languages, self.customers, self.markets

    @property
    def takes_anything(self) -> bool:
        """It is the row for people's mail that no other row took."""
        return not self.automatic and not any(self.conditions)


DEFAULT_QUEUES = (
    QueueRule(name="Automatic", automatic=True, hours=0),
    QueueRule(name="Urgent", urgencies=("critical",), hours=1),
    QueueRule(name="Disputes", intents=("dispute", "legal_policy"), hours=2),
    QueueRule(name="VIP", customers=("vip",), hours=2),
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
    QueueRule(name="Other", hours=8),
)  # fmt: skip
