"""The hard bounds of automatic answers, which no setting and no row of the decision matrix lifts."""

from __future__ import annotations

from collections.abc import Mapping

from triage.labels import CALM_PARCEL_STATES

# A template may answer these at low urgency. product_question only where the shop wrote a text for it.
ANSWERABLE = frozenset({
    "shipping_time", "order_status", "no_tracking_update", "return_exchange", "refund", "payment", "customs",
    "address_change", "cancel_or_change_order", "account", "feedback", "contact_human", "product_question",
})  # fmt: skip

# "Delivered" contradicts a mail that waits for the parcel; these come after it.
_AFTER_DELIVERY = frozenset({
    "return_exchange", "refund", "payment", "account", "feedback", "contact_human", "product_question",
})  # fmt: skip


# A person answers an open dispute; a marketplace does not count a machine's answer as one.
NEVER_CUSTOMERS = frozenset({"dispute", "marketplace"})

# Texts that may stand for another intent's own: what they say answers that question too.
_EACH_ORDER = frozenset({
    "shipping_time", "order_status", "no_tracking_update", "return_exchange", "refund", "payment", "customs",
    "address_change", "cancel_or_change_order",
})  # fmt: skip
_SPEAKS_FOR: Mapping[str, frozenset[str]] = {
    "missing_order_number": _EACH_ORDER, "order_status": frozenset({"shipping_time", "no_tracking_update"}),
    "no_tracking_update": frozenset({"order_status"}),
}  # fmt: skip


def may_answer(template: str, intent: str) -> bool:
    """Whether a text may go out alone for an intent: its own, or one of the few that answer it as well.

    >>> [may_answer("order_status", intent) for intent in ("order_status", "shipping_time", "refund")]
    [True, True, False]
    """
    return template == intent or intent in _SPEAKS_FOR.get(template, frozenset())


def may_be_automatic(intent: str, state: str, customer: str = "new") -> bool:
    """Whether a machine may answer at all: an answerable intent, a parcel that gives no reason to worry, and a
    customer who is neither in a dispute with us nor a marketplace's.

    >>> may_be_automatic("order_status", "moving"), may_be_automatic("order_status", "stalled")
    (True, False)
    >>> may_be_automatic("refund", "delivered"), may_be_automatic("order_status", "delivered")
    (True, False)
    >>> [may_be_automatic("refund", "unknown", customer) for customer in ("vip", "dispute", "marketplace")]
    [True, False, False]
    """
    calm = state in CALM_PARCEL_STATES or (state == "delivered" and intent in _AFTER_DELIVERY)
    return calm and intent in ANSWERABLE and customer not in NEVER_CUSTOMERS
