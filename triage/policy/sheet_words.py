"""Labels, answers and rules in words that a shop owner reads without knowing the program."""

from __future__ import annotations

from collections.abc import Mapping

from triage.settings import Customers, Parcels

# In the order of the page: what is asked most first.
INTENT_WORDS: Mapping[str, str] = {
    "order_status": "Where is my order?",
    "shipping_time": "How long does it take?",
    "no_tracking_update": "Tracking shows nothing",
    "delivery_delay": "It is late",
    "lost_parcel": "It never came",
    "damaged_parcel": "It arrived damaged",
    "wrong_or_missing_item": "Wrong or missing goods",
    "product_defect": "It does not work",
    "not_as_described": "It is not as described",
    "customs": "Customs and duties",
    "address_change": "Another address or delivery day",
    "cancel_or_change_order": "Cancel or change an order",
    "return_exchange": "A return or an exchange",
    "refund": "Money back",
    "payment": "A payment, an invoice, a price",
    "product_question": "A question about a product",
    "account": "Account, newsletter, website",
    "contact_human": "I want a person",
    "feedback": "Thanks and praise",
    "service_complaint": "A complaint about us",
    "legal_policy": "The law, a warranty, personal data",
    "dispute": "A dispute, a chargeback or a threat",
    "other": "Not a customer's request",
}

ANSWERS: Mapping[str, str] = {
    "Answered alone": "The machine sends the text itself, as far as the rules below and the level of the class allow.",
    "Draft": "The text waits in the Drafts folder; a person reads, changes and sends it.",
    "A person": "Nothing is written; a person answers.",
}
ANSWER_NAMES: Mapping[str, str] = dict(zip(("auto", "draft", "person"), ANSWERS, strict=True))

# What the level of a class does to its row of the table.
LEVELS: Mapping[str, str] = {
    "shadow": "nothing is written yet, what would be done is only noted",
    "draft": "nothing is sent alone yet, texts wait in Drafts",
    "auto": "sent alone where the table says so",
}

BOUNDS: Mapping[str, str] = {"everything": "a person", "sending": "a draft at most"}

CUSTOMER_NAMES: Mapping[str, str] = {
    "new": "new", "returning": "returning", "vip": "VIP", "marketplace": "marketplace", "dispute": "open dispute",
}  # fmt: skip

MARKET_NAMES: Mapping[str, str] = {"north_america": "North America", "europe": "Europe", "asia": "Asia"}


def state_words(hours: Parcels) -> Mapping[str, str]:
    """What each state of a parcel means, with the shop's own hours."""
    return {
        "unknown": "No order known: none was named, it is not in the order file, or it is somebody else's.",
        "not_shipped": "It has not left the shop.",
        "label_only": "It is registered with the carrier and was not scanned yet.",
        "not_collected": f"It was registered {hours.collect_hours:g} hours ago or more and is still not scanned, "
        f"or it was not sent {hours.ship_grace_days} working days after the usual handling time or "
        f"{hours.ship_hours:g} hours after the order.",
        "moving": "It is on its way, and neither a scan nor its day is overdue.",
        "out_for_delivery": f"It has been out for delivery for less than {hours.delivery_hours:g} hours.",
        "delivered": "The carrier calls it delivered.",
        "late": "Its expected day is over; or none is named, and the usual handling and delivery time is over.",
        "stalled": f"It was not scanned for {hours.stalled_hours:g} hours, or not delivered "
        f"{hours.delivery_hours:g} hours after it went out for delivery.",
        "stuck": f"It was not scanned for {hours.stuck_hours:g} hours.",
        "customs": "It is with customs.",
        "returned": "It is on its way back.",
        "lost": f"It was not scanned for {hours.lost_hours:g} hours, or the carrier calls it lost.",
    }


def customer_words(sums: Customers) -> Mapping[str, str]:
    """Who is meant by each kind of customer, with the shop's own sums; the last that fits in this order counts."""
    return {
        "new": "No earlier order is known.",
        "returning": "An earlier order is known.",
        "VIP": (
            f"Spent more than {sums.vip_spend:,} {sums.vip_currency} in {sums.vip_days} days, or asks about an order of"
            f" {sums.high_value:,} {sums.vip_currency} or more."
        ),
        "marketplace": "Writes through a marketplace, or bought there.",
        "open dispute": "A dispute of theirs is open.",
    }


# Every rule of policy.rules, in the same order; a test compares both.
RULE_WORDS: Mapping[str, str] = {
    "quarantined": "The mail broke its reader several times.",
    "unreadable": "The mail cannot be read, or nobody can tell what it is about.",
    "automatic_mail": "A machine wrote it: no answer at all, so that two machines never talk to each other.",
    "doubtful_sender": "Something about the sender or the way the mail came is odd.",
    "no_identified_sender": "Nobody can tell who wrote it.",
    "own_address": "It comes from the shop's own address.",
    "encrypted": "It is encrypted.",
    "no_words": "There is no new word in it.",
    "guard_hit": "It names a lawyer, an injury, a bank's reversal, the press, an authority or the like.",
    "urgent": "It is urgent: anger, a deadline, money taken, danger.",
    "agent_wrote": "A person of the shop has written in this conversation, or has answered this very mail.",
    "address_blocked": "Mail to this address came back.",
    "matrix_person": "The tables above say: a person.",
    "not_first_contact": "The text acknowledges a first enquiry, and this is not the first.",
    "no_template": "There is no text for it in the customer's language.",
    "language_unsupported": "The shop does not answer in this language.",
    "guessing": "The machine is not sure what the mail is about.",
    "intent_not_answerable": "A request that no machine may ever answer alone.",
    "urgency_normal": "Something went wrong, even if the customer is calm.",
    "trust_low": "The answer is not proven right often enough for mails like this.",
    "also_asks": "The mail asks for something else, too.",
    "attachment": "Something is attached that nobody has looked at.",
    "unknown_words": "Too many of its words are new to the machine.",
    "too_few_words": "It is too short to be understood.",
    "too_many_words": "It is too long for a simple question.",
    "several_questions": "It asks more than one question.",
    "angry_signs": "It has signs of anger or danger in it.",
    "shouting": "It is written in capitals, or with many exclamation marks.",
    "past_dates": "It names a day that is longer ago than a delivery usually takes, or than the return window.",
    "wrong_text": "The text for its request does not fit some of its words: express delivery, a broken cup to return.",
    "number_given": "It gives a telephone number to call, for which the text would ask.",
    "sentence_apart": "One of its sentences, read alone, says something else.",
    "language_unsure": "Its language is not certain.",
    "parts_disagree": "Its text and its formatted version say different things.",
    "old_mail": "It has lain for too long, or came before the mailbox was watched.",
    "repeat_contact": "The customer has written several times this week.",
    "answered_before": "The machine has answered in this conversation already.",
    "grave_case": "Its case, or another one of its sender, waits urgently for a person, or is a dispute.",
    "joined_by_another": "Somebody else began this conversation.",
    "matrix_draft": "The tables above say: a draft; or the parcel is in trouble, which no row of the shop can lift.",
    "parcel_undated": "The record of the parcel names no day that tells whether it is still true.",
    "marketplace_relay": "It comes through a marketplace, which does not count automatic answers.",
    "contact_form": "Its address was typed into a form, so it may be anybody's.",
    "sender_unverified": "Nobody vouches for the sender, and the shop asks for that.",
    "not_proven": "Too few labelled mails prove that answers like this are right.",
    "level_not_auto": "The shop does not allow it yet for this kind of request.",
    "shadow_period": "The mailbox has not been watched for long enough.",
    "breaker_open": "Automatic sending was stopped because something was odd; a person lets it go on.",
}
