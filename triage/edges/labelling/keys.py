"""The keys of the board: one for each intent and urgency, with what the label means in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """A label, the key that gives it, the group it is shown in, and when it is right."""

    label: str
    press: str
    group: str
    hint: str


# The letter is one of the label's own where one was free, else of another word for it.
INTENT_KEYS = (
    Key("shipping_time", "s", "Logistics", "when it ships or arrives, cost, whether we ship there; patient"),
    Key("order_status", "o", "Logistics", "where a placed order is, tracking number; neutral"),
    Key("no_tracking_update", "t", "Logistics", "tracking does not work, or has not moved"),
    Key("delivery_delay", "y", "Logistics", "late against a promise, an estimate, a deadline"),
    Key("lost_parcel", "g", "Logistics", "gone: marked delivered but not there, stolen, went back"),
    Key("damaged_parcel", "b", "Logistics", "broken, crushed, leaking or wet from transport"),
    Key("wrong_or_missing_item", "w", "Logistics", "wrong article, size, colour or number; parts missing"),
    Key("customs", "c", "Logistics", "customs hold, duties, import VAT, papers for clearance"),
    Key("address_change", "a", "Logistics", "another address, recipient, phone, date or pick-up point"),
    Key("cancel_or_change_order", "x", "Logistics", "cancel, or change articles, before it ships"),
    Key("product_defect", "e", "Product", "does not work, badly made, failed in use, unsafe"),
    Key("not_as_described", "n", "Product", "differs from the listing, or is a fake"),
    Key("product_question", "q", "Product", "about an article or the shop: stock, size, use"),
    Key("return_exchange", "r", "Money", "return or exchange; no fault of ours is the point"),
    Key("refund", "m", "Money", "money back, or where a promised refund is"),
    Key("payment", "p", "Money", "charge, invoice, payment method, coupon, price"),
    Key("legal_policy", "l", "Policy and service", "consumer law, warranty terms, privacy, certificates"),
    Key("dispute", "d", "Policy and service", "chargeback, platform case, lawyer, authority, review as a lever"),
    Key("service_complaint", "v", "Policy and service", "our silence, a rude answer, a broken promise is the point"),
    Key("contact_human", "h", "Policy and service", "a person or a call, and nothing else to work on"),
    Key("account", "u", "Other", "log-in, newsletter, points, data; site or app does not work"),
    Key("feedback", "f", "Other", "thanks, praise, solved, a suggestion"),
    Key("other", "z", "Other", "no customer's request: spam, pitch, job, supplier"),
)

URGENCY_KEYS = (
    Key("low", "1", "Urgency", "calm question; a good text answers it"),
    Key("normal", "2", "Urgency", "something went wrong, calm; within a day"),
    Key("high", "3", "Urgency", "angry, again, a deadline, money taken, a demand"),
    Key("critical", "4", "Urgency", "dispute, law, injury or hazard, fraud, data breach"),
)

KEEP, SKIP, UNDO = "Enter", "ArrowRight", "Backspace"

INTENT_OF: Mapping[str, str] = {key.press: key.label for key in INTENT_KEYS}
ALSO_OF: Mapping[str, str] = {key.press.upper(): key.label for key in INTENT_KEYS}  # with Shift
URGENCY_OF: Mapping[str, str] = {key.press: key.label for key in URGENCY_KEYS}
