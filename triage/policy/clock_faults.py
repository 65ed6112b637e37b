"""What is wrong with the clocks: rows that name nothing or never count, impossible numbers, slow answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta

from triage.labels import CUSTOMERS, URGENCIES
from triage.policy.calendars import calendar
from triage.policy.grammar import near
from triage.settings import DEFAULT_CLOCKS, ClockRule, Policy, QueueRule, Season, Waiting

_A_DAY = timedelta(days=1)
_AHEAD = 60  # days; an office that is closed for longer is a slip
_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
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
    for name in ("answer_hours", "update_hours", "limit_hours"):
        hours = getattr(rule, name)
        if hours is not None and not 0 < hours <= _A_YEAR:
            yield f"{name} is {hours:g}; it must be above 0 and at most {_A_YEAR}"
    if rule.limit_hours is not None and (rule.answer_hours or 0.0) > rule.limit_hours:
        yield (
            f"answer_hours is {rule.answer_hours:g}, but the platform allows {rule.limit_hours:g} (limit_hours); "
            f"write answer_hours = {rule.limit_hours:g} or less"
        )


def hidden(rules: Sequence[ClockRule]) -> Iterator[tuple[str, str]]:
    """Rows that never count, each with the earlier row that takes everything of it."""
    for place, rule in enumerate(rules):
        for earlier in rules[:place]:
            pairs = zip(earlier.conditions, rule.conditions, strict=True)
            if all(not wide or (narrow and set(narrow) <= set(wide)) for wide, narrow in pairs):
                yield rule.name, earlier.name
                break


def office_words(policy: Policy) -> str:
    """When somebody is there, as a person says it.

    >>> office_words(Policy())
    'open Monday to Friday 09:00 to 17:00 (UTC)'
    """
    shop = policy.shop
    days = sorted(set(shop.office_days))
    if not days:
        return "open always, nights and weekends too"
    in_a_row = len(days) > 2 and days == list(range(days[0], days[-1] + 1))
    named = f"{_WEEK[days[0]]} to {_WEEK[days[-1]]}" if in_a_row else ", ".join(_WEEK[day] for day in days)
    return f"open {named} {shop.office_opens} to {shop.office_closes} ({shop.timezone})"


def nobody_there(policy: Policy, now: datetime) -> Iterator[str]:
    """A line where no day of the next weeks is an office day: no clock can run, and every answer is due far away."""
    days = calendar(policy.shop, policy.holidays, policy.season)
    today = now.astimezone(days.zone).date()
    opens = next(days.days(today - _A_DAY), None)
    if opens is None or (opens - today).days > _AHEAD:
        when = f"before {opens}" if opens else "at all"
        yield (
            f"nobody is there {when}: [holidays] closed and the office_days of [shop] and [season] leave no day in the "
            f"next {_AHEAD}, so every answer waits until then; write the days on which somebody works into "
            "[holidays] open, or fewer into closed"
        )


def slow(policy: Policy) -> Iterator[str]:
    """A line for each queue and clock whose first answer may come later than replies say ([shop] answer_hours), or
    than a platform allows.

    On working days: an answer within one office day comes within 24 hours, and a weekend is nobody's fault.
    """
    named = policy.shop.answer_hours
    for what, worst, limit in _worst(policy):
        if worst > named:
            yield f"{what}: its first answer may take {worst:g} hours, replies say {named} ([shop] answer_hours)"
        if limit is not None and worst > limit:
            yield (
                f"{what}: its first answer may take {worst:g} hours, and the platform allows {limit:g} (limit_hours); "
                "the last office hour before that counts then"
            )


def _worst(policy: Policy) -> Iterator[tuple[str, float, float | None]]:
    """Queues and clocks with the hours until a first answer, nights counted, and what a platform allows."""
    days = calendar(policy.shop, policy.holidays, policy.season)
    office = (_A_DAY if days.always else days.usual.closes - days.usual.opens) / timedelta(hours=1)
    for queue in policy.queues:
        if not queue.automatic:
            yield f'queue "{queue.name}"', 24 * queue.hours / office, None
    for clock in policy.clocks:
        hours = clock.answer_hours or 0.0
        yield f'clock "{clock.name}"', hours if clock.around_the_clock else 24 * hours / office, clock.limit_hours
