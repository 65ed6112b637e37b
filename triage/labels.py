"""The words everything agrees on: intents, urgencies, languages, parcel states (the label contract)."""

# The 23 intents in the order in which the more urgent need wins (label contract).
INTENTS = (
    "dispute", "legal_policy", "lost_parcel", "damaged_parcel", "wrong_or_missing_item", "product_defect",
    "not_as_described", "customs", "delivery_delay", "no_tracking_update", "cancel_or_change_order",
    "address_change", "payment", "refund", "return_exchange", "service_complaint", "order_status",
    "shipping_time", "product_question", "account", "contact_human", "feedback", "other",
)  # fmt: skip

URGENCIES = ("low", "normal", "high", "critical")

LANGUAGES = ("en", "zh", "de", "fr", "es", "it", "pt", "ja")

# Rules that do not find a machine, but a sender or a mail to whom no automatic answer may go: a person reads it.
GRAVE_WORDS = "grave_words"  # only its words call it a machine's, and they threaten or complain
DOUBTS = frozenset((
    "sender_unclear", "sender_domain", "authentication_failed", "not_addressed", "suppress_asked", "bulk_header",
    "own_mail_inside", "machine_signs", GRAVE_WORDS,
))  # fmt: skip

# What a parcel's record may say, or what it has become by the time gone by (policy.parcels).
PARCEL_STATES = (
    "unknown", "not_shipped", "label_only", "not_collected", "moving", "out_for_delivery", "delivered",
    "late", "stalled", "stuck", "customs", "returned", "lost",
)  # fmt: skip

CALM_PARCEL_STATES = frozenset({"unknown", "not_shipped", "label_only", "moving", "out_for_delivery"})

# Whom we answer; the first that fits (policy.customers).
CUSTOMERS = ("dispute", "marketplace", "vip", "returning", "new")

# The manner in which a reply is written: direct, detailed, respectful (policy.markets).
MARKETS = ("north_america", "europe", "asia")
