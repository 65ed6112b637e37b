"""What is wrong with the clocks: rows that name nothing or never count, impossible numbers, slow answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta

from triage.labels import CUSTOMERS, URGENCIES
from triage.policy.calendars import calendar
from triage.policy.grammar import near
from triage.settings import DEFAULT_CLOCKS, ClockRule, Policy, QueueRule, Season, Waiting

_A_DAY = timedelta(days=1)
_A_YEAR = 8_760  # hours; a clock that runs longer is a slip


def faults(clocks: Sequence[ClockRule], queues: Sequence[QueueRule], season: Season, waiting: Waiting) -> Iterator[str]:
    """Every fault of these tables, a line each.

    >>> list(faults((ClockRule(name="fast", customers=("vips",)),), (), Season(), Waiting()))
    ['clock: "fast": unknown customer "vips"; did you mean "vip"?']
    """
    for rule in clocks:
        yield from (f'clock: "{rule.name}": {fault}' for fault in _of_row(rule, {queue.name for queue in queues}))
    names = [rule.name for rule in clocks]
    yield from (f'clock: two clocks have the name "{name}"' for name in sorted(set(names)) if names.count(name) > 1)
    for late, early in hidden(clocks):
        yield f'clock: "{late}" never counts: "{early}" above it takes everything; put it further up'
    for queue in queues:
        if not 0 <= queue.hours <= _A_YEAR:
            yield f'queue: "{queue.name}": hours must be 0 to {_A_YEAR}'
    if not 0 <= season.answer_hours <= _A_YEAR:
        yield f"season: answer_hours must be 0 to {_A_YEAR}"
    if not (waiting.mails >= 0 and waiting.soon_hours >= 0 and all(times >= 1 for times in waiting.raise_after)):
        yield "waiting: soon_hours and mails must not be below 0, raise_after not below 1"


def _of_row(rule: ClockRule, queues: Collection[str]) -> Iterator[str]:
    """A shipped row may name a queue that the shop has no more: it fits nothing then."""
    known = (
        ("queue", () if rule in DEFAULT_CLOCKS else rule.queues, queues),
        ("customer", rule.customers, CUSTOMERS), ("urgency", rule.urgencies, URGENCIES),
    )  # fmt: skip
    for what, words, right in known:
        yield from (f'unknown {what} "{word}"{near(word, right)}' for word in words if word not in right)
    yield from (
        f'channels are written in small letters: "{one.lower()}"' for one in rule.channels if one != one.lower()
    )
    if not all(0 < hours <= _A_YEAR for hours in rule.all_hours):
        yield f"hours must be above 0 and at most {_A_YEAR}"


def hidden(rules: Sequence[ClockRule]) -> Iterator[tuple[str, str]]:
    """Rows that never count, each with the earlier row that takes everything of it."""
    for place, rule in enumerate(rules):
        for earlier in rules[:place]:
            pairs = zip(earlier.conditions, rule.conditions, strict=True)
            if all(not wide or (narrow and set(narrow) <= set(wide)) for wide, narrow in pairs):
                yield rule.name, earlier.name
                break


def slow(policy: Policy) -> Iterator[str]:
    """A line for each queue and clock whose first answer may come later than replies say ([shop] answer_hours).

    On working days: an answer within one office day comes within 24 hours, and a weekend is nobody's fault.
    """
    days = calendar(policy.shop, policy.holidays, policy.season)
    office = (_A_DAY if days.always else days.usual.closes - days.usual.opens) / timedelta(hours=1)
    named = policy.shop.answer_hours
    rows = [(f'queue "{one.name}"', one.hours, False) for one in policy.queues if not one.automatic]
    rows += [(f'clock "{one.name}"', one.answer_hours or 0.0, one.around_the_clock) for one in policy.clocks]
    for what, hours, around_the_clock in rows:
        worst = hours if around_the_clock else 24 * hours / office
        if worst > named:
            yield f"{what}: its first answer may take {worst:g} hours, replies say {named} ([shop] answer_hours)"
