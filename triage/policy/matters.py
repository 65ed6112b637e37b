"""What a case waits for: whether its matter goes on by itself, what the records say of it, and who was asked what."""

from __future__ import annotations

import re

from triage.domain import Case, Mail
from triage.policy.folding import count_words
from triage.policy.scores import is_courtesy, score_of

# Something is still to come, whatever was written last.
_IN_THE_WORKS = frozenset({
    "lost_parcel", "delivery_delay", "no_tracking_update", "order_status", "customs", "damaged_parcel",
    "wrong_or_missing_item", "product_defect", "refund",
})  # fmt: skip
_ABOUT_A_PARCEL = frozenset({
    "lost_parcel", "delivery_delay", "no_tracking_update", "order_status", "customs", "shipping_time",
})  # fmt: skip
_ENDS_WITH_DELIVERY = _ABOUT_A_PARCEL - {"lost_parcel"}  # "delivered" is what a customer without the parcel denies
_ON_ITS_WAY = frozenset({"not_shipped", "label_only", "moving", "out_for_delivery"})
_FINAL = frozenset({"returned", "lost"})
_BAD_NEWS = _FINAL | {"not_collected", "late", "stalled", "stuck"}
_RUN = re.compile(r"[A-Za-z0-9@._+#/-]+")
_FIGURE = re.compile(r"[0-9@]")
_SEEN = frozenset({"photos", "something"})  # what may be asked for and comes as a file


UNHAPPY = 2  # a score up to which a person looks into the case again


def in_the_works(case: Case) -> bool:
    """Whether the customer still waits for something, as far as intent and records tell."""
    delivered = case.parcel_state == "delivered" and case.intent in _ENDS_WITH_DELIVERY
    return case.intent in _IN_THE_WORKS and not delivered


def in_trouble(case: Case) -> bool:
    """Whether the records say that the parcel for which the customer waits is late, nowhere or on its way back."""
    return case.intent in (_IN_THE_WORKS | _ABOUT_A_PARCEL) and case.parcel_state in _BAD_NEWS


def watched(case: Case, parcel_state: str) -> bool:
    """Whether the records tell in time what becomes of it: the parcel is on its way, and nothing else was spoken of.

    So it is after the machine's word alone. A person may have said more than any record.
    """
    return case.agent_at is None and case.intent in _ABOUT_A_PARCEL and parcel_state in _ON_ITS_WAY


def is_worse(case: Case, parcel_state: str) -> bool:
    """Whether a parcel's new state makes untrue what the customer was told of it."""
    bad_news = parcel_state in _FINAL or (parcel_state in _BAD_NEWS and case.parcel_state not in _BAD_NEWS)
    return bad_news and case.intent in _ABOUT_A_PARCEL


def rating(case: Case | None, mail: Mail, token: str, *, remarks: bool = False) -> int | None:
    """The score that a mail gives, in a case whose customer was asked for one and has not given it yet.

    `token` is the conversation's, `remarks` as for scores.score_of.
    """
    if case is None or "csat" not in case.done or case.score is not None:
        return None
    return score_of(mail.new_text, mail.subject, mail.language, token or None, remarks=remarks)


def gives_only(case: Case, mail: Mail, few: int) -> bool:
    """Whether a mail is nothing but what the case's customer was asked for: a number, an address, or files with up to
    so `few` words.
    """
    words = _RUN.sub(_without_figures, mail.new_text)
    bare = bool(mail.new_text.strip()) and is_courtesy(words, mail.language)
    files = case.asked in _SEEN and mail.attachments != () and count_words(words) <= few
    return case.asked != "" and (bare or files)


def _without_figures(run: re.Match[str]) -> str:
    """Nothing in place of a number of an order, or an address."""
    return " " if _FIGURE.search(run[0]) else run[0]


def solicited(case: Case) -> bool:
    """Whether the customer's next mail is the answer to ours: it was asked for, or follows a person's."""
    return case.asked != "" or (case.agent_at is not None and case.agent_at >= case.customer_at)
