"""Which texts there are: the answer to an intent, the messages of a case, and the parts that stand in both."""

from __future__ import annotations

from triage.labels import INTENTS

# Answers to a mail's intent that come with the program. A shop may write one for any other intent.
ANSWERS = (
    "account", "address_change", "cancel_or_change_order", "contact_human", "customs", "feedback",
    "no_tracking_update", "order_status", "payment", "refund", "return_exchange", "shipping_time",
)  # fmt: skip

# Messages that belong to a moment of a case; where one is named like an intent, a person sends it.
MESSAGES = (
    "first_contact", "missing_order_number", "delivery_delay", "delay_notice", "progress_update", "recovery_notice",
    "lost_parcel", "damaged_parcel", "dispute", "dispute_apology", "silent_customer", "csat", "thank_you",
)  # fmt: skip

CLOSING, OFFER = "_closing", "_offer"
PARTS = (CLOSING, OFFER)  # paragraphs of other texts, without a subject
SHIPPED = (*ANSWERS, *MESSAGES, *PARTS)

NAMES = frozenset((*SHIPPED, *INTENTS))  # every folder that a text may lie in
TELLS_OFFER = frozenset({OFFER, "thank_you"})  # the only texts that may name what a customer is offered
