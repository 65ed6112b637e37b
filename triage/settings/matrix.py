"""The decision matrix: what becomes of a request, by the parcel's state, the customer, the market and the level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from triage.domain import Level
from triage.settings.strict import STRICT


@dataclass(frozen=True, kw_only=True, slots=True)
class MatrixRow:
    """One row; the first row that fits wins. An empty tuple fits everything.

    Rows decide below the bounds of policy.answerable alone: what may never be automatic stays a draft or a person's.
    """

    __pydantic_config__: ClassVar[Mapping[str, Any]] = STRICT
    name: str  # stands in the journal and on the page of `triage policy show`
    intents: tuple[str, ...] = ()
    states: tuple[str, ...] = ()  # of the parcel
    customers: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()  # what the shop allows for the class so far
    answer: Literal["auto", "draft", "person"] = "person"
    template: str = ""  # the text; empty: the intent's own, where there is one
    queue: str = ""  # empty: the routing table's
    clock: str = ""  # empty: the clock table's; for critical mail both tables count, whatever a row says


_CALM = ("unknown", "not_shipped", "label_only", "moving", "out_for_delivery")
_NO_NEWS = ("not_collected", "late", "stalled", "stuck", "customs", "returned")
_TROUBLE = (*_NO_NEWS, "lost")
_BEFORE_ARRIVAL = ("customs", "address_change", "cancel_or_change_order")  # pointless once the parcel has arrived
_ANY_TIME = ("return_exchange", "refund", "payment", "account", "feedback", "contact_human", "product_question")

DEFAULT_MATRIX = (
    # What people decide, whatever the parcel does.
    MatrixRow(name="A dispute: acknowledged by a person", intents=("dispute",), answer="draft", template="dispute"),
    MatrixRow(
        name="Law and complaints about us",
        intents=("legal_policy", "service_complaint"),
        answer="person",
    ),
    MatrixRow(name="Not a customer's request", intents=("other",), answer="person"),
    # Something went wrong: the text waits in Drafts until a person has looked.
    MatrixRow(name="Says the parcel never came", intents=("lost_parcel",), answer="draft"),
    MatrixRow(name="Says the parcel is late", intents=("delivery_delay",), answer="draft"),
    MatrixRow(name="Says the parcel arrived damaged", intents=("damaged_parcel",), answer="draft"),
    MatrixRow(
        name="Wrong, missing or faulty goods",
        intents=("wrong_or_missing_item", "product_defect", "not_as_described"),
        answer="draft",
        template="first_contact",
    ),
    # The customer asks calmly, but the records say that something is wrong.
    MatrixRow(
        name="Asks for a parcel that counts as delivered",
        intents=("order_status", "no_tracking_update"),
        states=("delivered",),
        answer="draft",
        template="lost_parcel",
    ),
    MatrixRow(
        name="Asks for a parcel that is lost",
        intents=("order_status", "no_tracking_update", "shipping_time"),
        states=("lost",),
        answer="draft",
        template="lost_parcel",
    ),
    MatrixRow(
        name="Asks for a parcel in trouble",
        intents=("order_status", "shipping_time"),
        states=_NO_NEWS,
        answer="draft",
        template="order_status",
    ),
    MatrixRow(
        name="Asks how long it takes, and it is delivered",
        intents=("shipping_time",),
        states=("delivered",),
        answer="draft",
        template="order_status",
    ),
    MatrixRow(
        name="Tracking shows nothing, and the parcel is in trouble",
        intents=("no_tracking_update",),
        states=_NO_NEWS,
        answer="draft",
    ),
    MatrixRow(
        name="Another request while the parcel is in trouble",
        intents=(*_BEFORE_ARRIVAL, *_ANY_TIME),
        states=_TROUBLE,
        answer="draft",
    ),
    MatrixRow(
        name="Too late: the parcel is delivered",
        intents=_BEFORE_ARRIVAL,
        states=("delivered",),
        answer="draft",
    ),
    MatrixRow(
        name="Too late to change by itself: the parcel has left",
        intents=("address_change", "cancel_or_change_order"),
        states=("moving", "out_for_delivery"),
        answer="draft",
    ),
    # Calm request, calm parcel, but a customer to whom a person should write.
    MatrixRow(
        name="A customer for whom a person looks first",
        customers=("dispute", "marketplace", "vip"),
        answer="draft",
    ),
    # What is left is calm on every side.
    MatrixRow(
        name="Where is my order, and no order is known",
        intents=("order_status",),
        states=("unknown",),
        answer="auto",
        template="missing_order_number",
    ),
    MatrixRow(
        name="Where is my order",
        intents=("order_status",),
        states=("not_shipped", "label_only", "moving", "out_for_delivery"),
        answer="auto",
    ),
    MatrixRow(
        name="A calm request before arrival",
        intents=("shipping_time", "no_tracking_update", *_BEFORE_ARRIVAL),
        states=_CALM,
        answer="auto",
    ),
    MatrixRow(
        name="A calm request at any time",
        intents=_ANY_TIME,
        states=(*_CALM, "delivered"),
        answer="auto",
    ),
)
