"""Which follow-up a case is due for, by its own times alone; anybody's next mail changes them and so cancels it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from triage.domain import Case, CaseState, Facts, Mail
from triage.policy.matters import in_the_works, in_trouble
from triage.policy.scores import score_subject
from triage.settings import FollowUps, Policy

# What a text asks the customer for: then silence is worth a reminder. The number only while none is known.
ASKS = {
    "missing_order_number": "order", "order_status": "order", "no_tracking_update": "order", "delivery_delay": "order",
    "damaged_parcel": "photos", "lost_parcel": "address", "address_change": "address",
}  # fmt: skip
_TOO_GRAVE = frozenset({"dispute", "legal_policy", "service_complaint"})  # nobody asks these for a score
_NO_MORE = timedelta(days=7)  # so long after it was due a follow-up is no use any more


@dataclass(frozen=True, kw_only=True, slots=True)
class FollowUp:
    """One follow-up: its template, which one of its kind it is in the case (from 1), and when it became due."""

    template: str
    number: int
    since: datetime


def asks(template: str, *, order: bool, before: str = "") -> str:
    """What a text asks for, "" for nothing. `order`: the customer's order is known; `before`: what was asked before.

    >>> asks("order_status", order=False), asks("order_status", order=True)
    ('order', '')
    >>> asks("silent_customer", order=True, before="photos")
    'photos'
    """
    if template == "silent_customer":
        return before
    what = ASKS.get(template, "")
    return "" if order and what == "order" else what


def asks_in_words(words: str) -> str:
    """What an agent's words ask for: "something" where they hold a question, "" otherwise.

    >>> asks_in_words("Could you send us a photo?"), asks_in_words("能发照片吗？"), asks_in_words("It left today.")
    ('something', 'something', '')
    """
    return "something" if "?" in words or "？" in words else ""


def due_follow_up(case: Case, settings: FollowUps, now: datetime, per_day: int = 1) -> FollowUp | None:
    """The follow-up that is due; None when none is, or when it is so old that it would be odd.

    A clock that was wrong for days sends nothing late. `per_day`: follow-ups of one case at most, evenly spread.
    """
    if per_day < 1 or (case.followed_at is not None and now < case.followed_at + timedelta(days=1) / per_day):
        return None
    for template, rule in _RULES.items():
        if getattr(settings, template) == "off":
            continue
        since = rule(case, settings)
        if since is not None and since <= now < since + _NO_MORE:
            return FollowUp(template=template, number=case.done.count(template) + 1, since=since)
    return None


def _silent_customer(case: Case, settings: FollowUps) -> datetime | None:
    ours = _last_word(case)
    if case.state is not CaseState.WAITING or not case.asked or "silent_customer" in case.done:
        return None
    return None if ours is None or ours < case.customer_at else ours + timedelta(days=settings.silent_days)


def _progress_update(case: Case, settings: FollowUps) -> datetime | None:
    """Only while a person who has answered owes the next step in time: nobody works on what nobody has opened.

    Nothing of it is true any more once the parcel is there, or while we wait for the customer.
    """
    person = case.agent_at
    if case.state is not CaseState.OPEN or not in_the_works(case) or case.parcel_state == "delivered":
        return None
    if person is None or person < case.customer_at or case.asked or case.warned:
        return None
    if case.done.count("progress_update") >= settings.progress_most:
        return None
    hurried = case.urgency in {"high", "critical"}
    pause = timedelta(hours=settings.progress_hours) if hurried else timedelta(days=settings.progress_days)
    return max(person, case.followed_at or person) + pause


def _csat(case: Case, settings: FollowUps) -> datetime | None:
    once = "csat" not in case.done and case.intent not in _TOO_GRAVE and case.customer != "dispute"
    answered = case.agent_at is not None or case.machine_at is not None  # nobody rates what nobody did
    if case.resolved_at is None or not (once and answered) or _ended_by_itself(case):
        return None
    return case.resolved_at + timedelta(hours=settings.csat_hours)


def _ended_by_itself(case: Case) -> bool:
    """Of a parcel that did not arrive nobody says that it is solved, unless a person has closed the case."""
    return case.closed != "person" and (in_trouble(case) or (case.closed == "silence" and in_the_works(case)))


def _dispute_apology(case: Case, settings: FollowUps) -> datetime | None:
    if case.resolved_at is None or case.intent != "dispute" or "dispute_apology" in case.done:
        return None
    return case.resolved_at + timedelta(hours=settings.apology_hours)


def _thank_you(case: Case, settings: FollowUps) -> datetime | None:
    good = case.score is not None and case.score >= settings.good_score
    return case.customer_at if good and case.state is CaseState.RESOLVED and "thank_you" not in case.done else None


_RULES: dict[str, Callable[[Case, FollowUps], datetime | None]] = {
    "thank_you": _thank_you,
    "silent_customer": _silent_customer,
    "progress_update": _progress_update,
    "csat": _csat,
    "dispute_apology": _dispute_apology,
}


def _last_word(case: Case) -> datetime | None:
    return max((at for at in (case.agent_at, case.machine_at) if at is not None), default=None)


def score_links(own_address: str, token: str) -> tuple[str, ...]:
    """Five addresses, each of which begins a mail that tells one score (RFC 6068)."""
    return tuple(f"mailto:{own_address}?subject={quote(score_subject(score, token))}" for score in range(1, 6))


def is_unfitting(template: str, facts: Facts) -> bool:
    """Nobody is asked how content they are, or thanked, whose other matter is grave: not even by a draft."""
    return template in {"csat", "thank_you"} and facts.grave_elsewhere


def goes_alone(template: str, case: Case, mail: Mail, facts: Facts, policy: Policy) -> str:
    """Why a follow-up is only a draft; "" when it may be sent without a person."""
    watched = facts.mailbox_age_days >= policy.safety.shadow_days or facts.mailbox_mails >= policy.safety.shadow_mails
    reasons = (
        (getattr(policy.follow_ups, template) != "auto", "the settings say draft"),
        (template == "dispute_apology", "an apology after a dispute is a person's"),
        (template == "progress_update", "a person works on it"),
        (facts.grave_elsewhere, "another case of this customer is urgent, or a dispute"),
        (case.silent and case.state is not CaseState.RESOLVED, "a person has taken over"),
        (case.urgency == "critical" or "dispute" in {case.intent, case.customer}, "it is about a dispute or danger"),
        (not watched, "the mailbox is watched too shortly"),
        (facts.breaker_open, "automatic sending was stopped by the breaker"),
        (facts.address_blocked, "mail to this address came back"),
        (mail.relay is not None, "it goes through a marketplace"),
        (mail.automatic_rule is not None or mail.sender is None, "no automatic mail may go to this sender"),
        (mail.form is not None and mail.form not in policy.sure_forms, "its address was typed into a form"),
        (mail.language not in policy.safety.languages, "the language is not answered"),
        (policy.safety.require_verified_sender and not mail.verified, "nobody vouches for the sender's address"),
    )
    return next((why for stops, why in reasons if stops), "")
