"""Service clocks: by when a person answers, by when the customer hears again, and what waiting does to a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from triage.domain import Case, CaseState
from triage.labels import URGENCIES
from triage.policy.calendars import FARTHEST, Calendar, calendar
from triage.settings import ClockRule, Policy, QueueRule, Season, Waiting

_HIGHEST = "high"  # that waiting can make of it: critical is for danger, not for delay
_FALLBACK = ClockRule(name="")

Standing = Literal["fine", "soon", "overdue"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Deadlines:
    """By when what must have happened, as aware UTC. `due` is never after `answer`, `update` always is."""

    answer: datetime  # a person answers; replies name it
    due: datetime  # the same or, where a platform allows less, the last office hour before its limit
    update: datetime  # the customer hears again


def due_at(start: datetime, hours: float, calendar: Calendar, *, around_the_clock: bool = False) -> datetime:
    """`start` plus so many hours, as aware UTC. Only office hours count, unless the clock runs always.

    No hours at all are the first moment at which somebody is there. What lies more than ten years ahead is the end of
    the last office hour of that time.

    >>> from triage.settings import Shop
    >>> friday = datetime(2026, 11, 20, 16, 0, tzinfo=UTC)
    >>> due_at(friday, 2, calendar(Shop())).isoformat()  # Monday at ten
    '2026-11-23T10:00:00+00:00'
    """
    begin, last = start.astimezone(UTC), None
    left = timedelta(hours=min(max(hours, 0.0), 24.0 * FARTHEST))
    for opens, closes in () if around_the_clock or calendar.always else calendar.windows(start):
        begins = max(opens, begin)
        if begins < closes:
            if begins + left <= closes:
                return begins + left
            left -= closes - begins
            last = closes
    return last or begin + left


def clock_for(
    rules: Sequence[ClockRule], *, queue: str, customer: str = "", urgency: str = "", channel: str = "", named: str = ""
) -> ClockRule | None:
    """The first row that fits, or the one of the name that the decision matrix gives. None where no row fits.

    >>> from triage.settings import DEFAULT_CLOCKS
    >>> clock_for(DEFAULT_CLOCKS, queue="VIP", customer="vip", urgency="normal").answer_hours
    2
    """
    by_name = (rule for rule in rules if named and rule.name == named)
    seen = (queue, customer, urgency, channel.lower())
    fitting = (
        rule
        for rule in rules
        if all(not wanted or word in wanted for wanted, word in zip(rule.conditions, seen, strict=True))
    )
    return next(by_name, None) or next(fitting, None)


def deadlines(
    policy: Policy, *, queue: QueueRule, customer: str, urgency: str, now: datetime, channel: str = "", named: str = ""
) -> Deadlines:
    """By when what happens with a mail of now. `named` is the clock that the decision matrix names, "" for none."""
    rule = clock_for(
        policy.clocks, queue=queue.name, customer=customer, urgency=urgency, channel=channel, named=named
    ) or _FALLBACK  # fmt: skip
    days = calendar(policy.shop, policy.holidays, policy.season)
    hours = _answer_hours(rule, queue, days, policy.season, now)
    answer = due_at(now, hours, days, around_the_clock=rule.around_the_clock)
    return Deadlines(answer=answer, due=_within(rule, now, answer, days), update=next_update(answer, rule, days))


def next_update(since: datetime, rule: ClockRule, calendar: Calendar) -> datetime:
    """By when a customer who heard from us at `since` hears again: after the clock's hours, once somebody is there."""
    return due_at(since + timedelta(hours=rule.update_hours), 0, calendar, around_the_clock=rule.around_the_clock)


def _answer_hours(rule: ClockRule, queue: QueueRule, calendar: Calendar, season: Season, now: datetime) -> float:
    if rule.answer_hours is not None:
        return rule.answer_hours
    busy = calendar.in_season(now.astimezone(calendar.zone).date())
    return max(queue.hours, season.answer_hours) if busy else queue.hours


def _within(rule: ClockRule, now: datetime, answer: datetime, calendar: Calendar) -> datetime:
    """The answer's time; where a platform's limit comes first, the last moment before it at which somebody is there."""
    if rule.limit_hours is None:
        return answer
    limit = now.astimezone(UTC) + timedelta(hours=rule.limit_hours)
    if answer <= limit:
        return answer
    if calendar.always:
        return limit
    ends = limit
    for opens, closes in calendar.windows(now):
        if opens >= limit:
            break
        if closes > now:
            ends = min(closes, limit)
    return ends


# --- cases that wait --------------------------------------------------------------------------------------------------
def standing(due: datetime, now: datetime, waiting: Waiting, calendar: Calendar | None = None) -> Standing:
    """How a clock stands. With a calendar only office time counts as left: what is due on Monday at nine is "soon" on
    Friday, as long as somebody can do it.
    """
    if now > due:
        return "overdue"
    left = due - now if calendar is None else calendar.open_between(now, due)
    return "soon" if left <= timedelta(hours=waiting.soon_hours) else "fine"


def raised(case: Case, now: datetime, waiting: Waiting, calendar: Calendar | None = None) -> tuple[int, str]:
    """Steps of urgency that waiting and repeated mails have added to an open case, and its urgency with them.

    The case's own urgency holds the steps that were counted before (`case.raised`). Never above high.
    """
    most = len(waiting.raise_after) + _unanswered(case, waiting)
    if case.state is not CaseState.OPEN or case.due is None or case.raised >= most:
        return case.raised, case.urgency
    steps = max(case.raised, _waited(case, case.due, now, waiting, calendar) + _unanswered(case, waiting))
    return steps, lifted(case.urgency, steps - case.raised)


def lifted(urgency: str, steps: int) -> str:
    """An urgency so many steps higher, but not above high; a critical one stays.

    >>> lifted("low", 1), lifted("normal", 5), lifted("critical", 1)
    ('normal', 'high', 'critical')
    """
    here, most = URGENCIES.index(urgency), URGENCIES.index(_HIGHEST)
    return URGENCIES[max(here, min(here + steps, most))]


def _waited(case: Case, due: datetime, now: datetime, waiting: Waiting, calendar: Calendar | None) -> int:
    """How often the clock has run out. Where it ran outside of office hours alone, the hours of the day count."""
    if now <= due:
        return 0
    begun = case.opened_at if case.agent_at is None and not case.reopened else case.customer_at
    whole, gone = due - begun, now - begun
    if calendar is not None and calendar.open_between(begun, due) > timedelta():
        whole, gone = calendar.open_between(begun, due), calendar.open_between(begun, now)
    return sum(gone >= whole * times for times in waiting.raise_after)


def _unanswered(case: Case, waiting: Waiting) -> int:
    return int(bool(waiting.mails) and case.agent_at is None and case.unasked >= waiting.mails)
