"""The hard bounds of automatic answers, which no setting and no row of the decision matrix lifts."""

from __future__ import annotations

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


def may_be_automatic(intent: str, state: str) -> bool:
    """Whether a machine may answer at all: an answerable intent, and a parcel that gives no reason to worry.

    >>> may_be_automatic("order_status", "moving"), may_be_automatic("order_status", "stalled")
    (True, False)
    >>> may_be_automatic("refund", "delivered"), may_be_automatic("order_status", "delivered")
    (True, False)
    """
    calm = state in CALM_PARCEL_STATES or (state == "delivered" and intent in _AFTER_DELIVERY)
    return calm and intent in ANSWERABLE
