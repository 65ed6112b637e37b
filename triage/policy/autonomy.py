"""Levels are earned: how far a class (an intent in a language) may go, from what people did with its answers.

A class rises by one level when so many answers to so many customers were right that their share is proven to be high
enough, and falls by one when a few in a short time were wrong; a fact that a person corrected counts at once. What only
customers say takes no more than it proves: see `policy.falling`. A person is told why.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from triage.bounds import upper_bound
from triage.domain import Level
from triage.policy.answerable import ANSWERABLE
from triage.policy.classes import Back, Candidate, Fall, Outlook, Raise, Stay
from triage.policy.falling import back, fall
from triage.settings import Autonomy, Policy

_MOST = 20_000  # answers that nobody collects for one class
_ABOVE_ZERO = (
    "draft_mails", "auto_mails", "customers", "per_customer", "fall_after", "fall_days", "back_days", "window_days",
)  # fmt: skip


def faults(settings: Autonomy) -> Iterator[str]:
    """What is wrong with the settings, a sentence each."""
    for name in ("draft_agreement", "auto_agreement", "most_edited"):
        share = getattr(settings, name)
        if share is not None and not 0 < share < 1:
            yield f"{name} is {share}; it is a share between 0 and 1, so 80 % is 0.8"
    for name in _ABOVE_ZERO:
        if not 0 < getattr(settings, name) < float("inf"):
            yield f"{name} must be above 0"
    if settings.window_days < settings.fall_days:
        yield "window_days must not be less than fall_days"


# --- the verdict ------------------------------------------------------------------------------------------------------
def verdict_on(one: Candidate, policy: Policy, now: datetime) -> Raise | Fall | Back | Stay:
    """Whether a class rises, falls, gets its level back or stays, and why."""
    changed = fall(one, auto_agreement(policy), policy) or back(one, policy, now)
    if changed is not None:
        return changed
    never = never_beyond(one.intent, one.language, one.level, policy)
    if never:
        return Stay(missing=None, why=never)
    ahead = outlook(one, policy)
    if ahead is None:
        return Stay(missing=None, why="it is on auto, and agents' agreement proves it")
    judged = f"{ahead.agreed} of {ahead.of} answers were right, so at least {ahead.least:.0%}"
    judged = judged if ahead.of else "nobody has judged an answer yet"
    if one.rests_until is not None and now < one.rests_until:
        cause = one.held.why if one.held else ""
        return Stay(missing=ahead.missing, why=f"it rests until {one.rests_until:%d %b}: {cause}", rests=True)
    if ahead.missing == 0:
        return Raise(to=ahead.to, why=f"{judged} with 95 % confidence")
    return Stay(missing=ahead.missing, why=f"{judged}; {_wanted(ahead)}")


def _wanted(ahead: Outlook) -> str:
    """What the next level asks for.

    >>> _wanted(Outlook(to=Level.DRAFT, agreed=4, of=4, least=0.5, wanted=0.8, missing=10, customers=4,
    ...                 customers_wanted=10))
    '80% are wanted for draft: 10 more right ones are needed; it needs 10 customers, has 4'
    """
    more = "more of them do not help" if ahead.missing is None else f"{ahead.missing} more right ones are needed"
    few = f"; it needs {ahead.customers_wanted} customers, has {ahead.customers}"
    few = few if ahead.customers < ahead.customers_wanted else ""
    return f"{percent(ahead.wanted)} are wanted for {ahead.to.value}: {more}{few}"


def never_beyond(intent: str, language: str, level: Level, policy: Policy) -> str:
    """Why a class can never go beyond its level; "" where it can."""
    if language not in policy.safety.languages:
        return f"language {language} is not answered; [safety] languages names those that are"
    if level is not Level.SHADOW and intent not in ANSWERABLE:
        return f"{intent} is never answered without a person"
    return ""


def outlook(one: Candidate, policy: Policy) -> Outlook | None:
    """What is missing to the next level; None at the end. On auto it is the proof by agents' agreement."""
    rules, ever = policy.autonomy, one.ever
    if one.level is Level.SHADOW:
        return _outlook(
            Level.DRAFT, ever.agreed, ever.of, ever.customers, rules.draft_agreement, rules.draft_mails, rules
        )
    if one.level is Level.AUTO and one.proven:
        return None
    return _outlook(
        Level.AUTO,
        ever.alone_agreed,
        ever.alone_of,
        ever.alone_customers,
        auto_agreement(policy),
        rules.auto_mails,
        rules,
    )


def auto_agreement(policy: Policy) -> float:
    """Share of right answers that auto asks for."""
    named = policy.autonomy.auto_agreement
    return 1 - policy.safety.wrong_share if named is None else named


def lower_bound(agreed: int, of: int) -> float:
    """The share of right answers that is proven with 95 % confidence (Clopper and Pearson 1934, one-sided).

    >>> round(lower_bound(20, 20), 2), round(lower_bound(299, 299), 2), lower_bound(0, 0)
    (0.86, 0.99, 0.0)
    """
    return 1 - upper_bound(of - agreed, of)


def percent(share: float) -> str:
    """A share as a person writes it.

    >>> percent(0.99), percent(0.995)
    ('99%', '99.5%')
    """
    return f"{round(100 * share, 2):g}%"


def _outlook(to: Level, agreed: int, of: int, customers: int, wanted: float, mails: int, rules: Autonomy) -> Outlook:
    missing, strangers = _missing(agreed, of, wanted, mails), max(0, rules.customers - customers)
    return Outlook(
        to=to, agreed=agreed, of=of, least=lower_bound(agreed, of), wanted=wanted,
        missing=None if missing is None else max(missing, strangers),
        customers=customers, customers_wanted=rules.customers,
    )  # fmt: skip


def _missing(agreed: int, of: int, wanted: float, mails: int) -> int | None:
    """The fewest right answers that prove enough: the proof grows with each of them, so they are found by halving."""

    def proves(more: int) -> bool:
        return of + more >= mails and lower_bound(agreed + more, of + more) >= wanted

    if not proves(_MOST):
        return None
    few, enough = -1, _MOST
    while enough - few > 1:
        middle = (few + enough) // 2
        few, enough = (few, middle) if proves(middle) else (middle, enough)
    return enough
