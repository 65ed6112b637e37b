"""A case in the words of those who work on it: whose it is, what it is about, and how its clock stands."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from triage.domain import Case, CaseState
from triage.policy.sheet_words import CUSTOMER_NAMES, INTENT_WORDS

_USUAL = frozenset({"new", "returning"})  # customers of whom nothing needs to be said
_MANY_HOURS = timedelta(hours=48)  # from then on days are counted


def counted(number: int, one: str, many: str = "") -> str:
    """So many of a thing.

    >>> counted(1, "case"), counted(2, "case"), counted(0, "reply", "replies")
    ('1 case', '2 cases', '0 replies')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def by_clock(at: datetime, zone: tzinfo, now: datetime) -> str:
    """A time by the shop's clock; the year where it is another one than now.

    >>> from datetime import UTC
    >>> now = datetime(2026, 11, 22, tzinfo=UTC)
    >>> days = datetime(2026, 11, 20, 9, 5, tzinfo=UTC), datetime(2025, 1, 2, tzinfo=UTC)
    >>> [by_clock(day, UTC, now) for day in days]
    ['Fri 20 Nov 09:05', '02 Jan 2025 00:00']
    """
    here = at.astimezone(zone)
    return f"{here:%a %d %b %H:%M}" if here.year == now.astimezone(zone).year else f"{here:%d %b %Y %H:%M}"


def span(length: timedelta) -> str:
    """How long, in the one unit that matters.

    >>> span(timedelta(seconds=5)), span(timedelta(minutes=59)), span(timedelta(hours=47)), span(timedelta(days=3))
    ('1 min', '59 min', '47 h', '3 days')
    """
    if length < timedelta(hours=1):
        return f"{max(1, length // timedelta(minutes=1))} min"
    return f"{length // timedelta(hours=1)} h" if length < _MANY_HOURS else f"{length.days} days"


def standing_words(case: Case, now: datetime) -> str:
    """How its clock stands: overdue, due, or whose turn it is."""
    if case.due is None:
        return "closed" if case.state is CaseState.RESOLVED else "customer's turn"
    return f"{span(now - case.due)} overdue" if case.due < now else f"due in {span(case.due - now)}"


def whose(case: Case, address: str) -> str:
    """By what the shop knows the customer: the address, the kind where it matters, the order. "" where nothing is."""
    kind = "" if case.customer in _USUAL else CUSTOMER_NAMES.get(case.customer, case.customer)
    who = f"{address} ({kind})" if address and kind else address or kind
    return ", ".join(filter(None, (who, f"order {case.order}" if case.order else "")))


def matter(case: Case) -> str:
    """What it is about, as a person calls it."""
    return INTENT_WORDS.get(case.intent, case.intent)
