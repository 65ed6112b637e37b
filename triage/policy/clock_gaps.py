"""What a shop's own clock table has lost: its rows replace the shipped ones, and some of those nobody should miss."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from triage.labels import CUSTOMERS, URGENCIES
from triage.policy.clocks import clock_for
from triage.settings import DEFAULT_CLOCKS, ClockRule, QueueRule

_SHIPPED = {rule.name: rule for rule in DEFAULT_CLOCKS}
_DISPUTE = "dispute"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Need:
    """Mail that needs a clock of its own: whose it is, what the clock must have, and the row that has it."""

    what: str
    row: ClockRule
    met: Callable[[ClockRule], bool]
    queues: tuple[str, ...] = ("",)
    customers: tuple[str, ...] = ("",)
    urgencies: tuple[str, ...] = URGENCIES
    channels: tuple[str, ...] = ("",)


def gaps(clocks: Sequence[ClockRule], queues: Sequence[QueueRule]) -> Iterator[str]:
    """A line for each thing that the table does not know any more, with the row to add.

    >>> [line.partition(":")[0] for line in gaps([ClockRule(name="ours")], [])]
    ['critical mail waits for the office to open', 'a dispute has no limit', "a marketplace's buyer has no limit"]
    """
    for need in _needs(clocks, queues):
        seen = product(need.queues, need.customers, need.urgencies, need.channels)
        if not all(_met(clocks, need, *labels) for labels in seen):
            yield f"{need.what}: put [[clock]] {_written(need.row)} above your other rows"


def _needs(clocks: Sequence[ClockRule], queues: Sequence[QueueRule]) -> Iterator[_Need]:
    names = tuple(queue.name for queue in queues if not queue.automatic) or ("",)
    yield _Need(what="critical mail waits for the office to open", row=_SHIPPED["critical"], met=_runs_always,
                queues=names, customers=CUSTOMERS, urgencies=("critical",))  # fmt: skip
    yield _Need(what="a dispute has no limit", row=_SHIPPED[_DISPUTE], met=_ends_in_time, queues=names,
                customers=(_DISPUTE,))  # fmt: skip
    disputes = [queue.name for queue in queues if _DISPUTE in queue.intents]
    for name in disputes:
        row = replace(_SHIPPED["dispute queue"], queues=(name,))
        yield _Need(what=f'a dispute in the queue "{name}" has no limit', row=row, met=_ends_in_time, queues=(name,))
    # A shop that names its marketplaces has thought of them; the buyer who writes to it directly may wait.
    named = tuple(dict.fromkeys(one for rule in clocks for one in rule.channels)) or ("",)
    buyers = tuple(name for name in names if name not in disputes)
    yield _Need(what="a marketplace's buyer has no limit", row=_SHIPPED["marketplace"], met=_ends_in_time,
                queues=buyers, customers=("marketplace",), channels=named)  # fmt: skip


def _met(clocks: Sequence[ClockRule], need: _Need, queue: str, customer: str, urgency: str, channel: str) -> bool:
    rule = clock_for(clocks, queue=queue, customer=customer, urgency=urgency, channel=channel)
    return rule is not None and need.met(rule)


def _runs_always(rule: ClockRule) -> bool:
    return rule.around_the_clock and rule.answer_hours is not None


def _ends_in_time(rule: ClockRule) -> bool:
    return rule.limit_hours is not None or _runs_always(rule)


def _written(rule: ClockRule) -> str:
    """The row as it stands in triage.toml, on one line.

    >>> _written(ClockRule(name="vip", customers=("vip",), answer_hours=2, update_hours=24, around_the_clock=True))
    'name = "vip", customers = ["vip"], answer_hours = 2, update_hours = 24, around_the_clock = true'
    """
    lists = {name: getattr(rule, name) for name in ("queues", "customers", "urgencies", "channels")}
    hours = {name: getattr(rule, name) for name in ("answer_hours", "update_hours", "limit_hours")}
    parts = [f'name = "{rule.name}"']
    parts += [f"{name} = {json.dumps(words, ensure_ascii=False)}" for name, words in lists.items() if words]
    parts += [f"{name} = {number:g}" for name, number in hours.items() if number is not None]
    return ", ".join([*parts, "around_the_clock = true"] if rule.around_the_clock else parts)
