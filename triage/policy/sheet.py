"""The decision matrix as a shop owner reads it: a table for each kind of request, cells that say the same merged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import product
from typing import TypeVar

from triage.domain import Level
from triage.labels import CUSTOMERS, MARKETS, PARCEL_STATES
from triage.policy.clocks import clock_for
from triage.policy.decide import queue_for
from triage.policy.matrix import is_own, row_for
from triage.policy.rules import RULES
from triage.policy.sheet_words import (
    ANSWERS,
    BOUNDS,
    INTENT_WORDS,
    MARKET_NAMES,
    RULE_WORDS,
    customer_words,
    state_words,
)
from triage.settings import MatrixRow, Policy

_ORDINARY = "normal"  # urgency for which queue and clock are shown
Term = TypeVar("Term", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Care:
    """Which people look after it, and by when: their queue, the clock, and hours in words."""

    queue: str
    clock: str
    hours: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What one row of the matrix says. `template` is "" for the intent's own text; `when` says where it differs."""

    answer: str
    template: str
    row: str
    own: bool  # the shop wrote the row
    care: Care | None  # None where it stands above the column
    when: str = ""  # "asia", "level auto": only there; "" everywhere


Cell = tuple[Outcome, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Requests of which the matrix says the same. `cells` has a row for each of `states`, a column for `customers`.

    `levels` are those that the settings give to `intents`.
    """

    intents: tuple[str, ...]
    levels: tuple[Level, ...]
    customers: tuple[tuple[str, ...], ...]
    states: tuple[tuple[str, ...], ...]
    cells: tuple[tuple[Cell, ...], ...]

    @property
    def cares(self) -> tuple[Care | None, ...]:
        """Who looks after each column; None where it differs within the column."""
        columns = ({outcome.care for cell in column for outcome in cell} for column in zip(*self.cells, strict=True))
        return tuple(next(iter(found)) if len(found) == 1 else None for found in columns)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """The whole page: the tables, what their words mean, and every rule that stands above them."""

    shop: str
    tables: tuple[Table, ...]
    critical: Care  # where critical mail goes, whatever the tables say
    own_rows: tuple[MatrixRow, ...]
    meanings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # heading, then words with what they mean
    rules: tuple[tuple[str, str, str], ...]  # name, what it leaves, in words


def sheet(policy: Policy) -> Sheet:
    """The page of one shop's settings."""
    return Sheet(
        shop=policy.shop.name,
        tables=tuple(_tables(policy)),
        critical=_care(policy, MatrixRow(name=""), "other", "new", MARKETS[0], "critical"),
        own_rows=tuple(filter(is_own, policy.matrix)),
        meanings=(
            ("What happens", tuple(ANSWERS.items())),
            ("The parcel", tuple(state_words(policy.parcels).items())),
            ("The customer", tuple(customer_words(policy.customers).items())),
        ),
        rules=tuple((rule.name, BOUNDS[rule.stops], RULE_WORDS[rule.name]) for rule in RULES),
    )


def _tables(policy: Policy) -> Iterator[Table]:
    """One for all requests of which the same is said, in the order of the first of each."""
    tables = {intent: _table(policy, intent) for intent in INTENT_WORDS}
    for intents in grouped(tables, tables.__getitem__):
        yield replace(tables[intents[0]], intents=intents, levels=tuple(map(policy.level, intents)))


def _table(policy: Policy, intent: str) -> Table:
    rows = tuple(row for row in policy.matrix if not row.intents or intent in row.intents)

    @cache
    def care(row: MatrixRow, customer: str, market: str) -> Care:
        return _care(policy, row, intent, customer, market, _ORDINARY)

    def cell(state: str, customer: str) -> Cell:
        """What is said in every market and at every level; one outcome where it is everywhere the same."""
        said: dict[Outcome, list[tuple[str, Level]]] = defaultdict(list)
        for market, level in product(MARKETS, Level):
            row = row_for(rows, intent=intent, state=state, customer=customer, market=market, level=level)
            said[_outcome(row, care(row, customer, market))].append((market, level))
        return tuple(replace(outcome, when=_when(places)) for outcome, places in said.items())

    grid = {(state, customer): cell(state, customer) for state in PARCEL_STATES for customer in CUSTOMERS}
    customers = grouped(reversed(CUSTOMERS), lambda c: tuple(grid[s, c] for s in PARCEL_STATES))
    states = grouped(PARCEL_STATES, lambda s: tuple(grid[s, group[0]] for group in customers))
    cells = tuple(tuple(grid[one[0], group[0]] for group in customers) for one in states)
    return Table(intents=(), levels=(), customers=customers, states=states, cells=cells)


def _outcome(row: MatrixRow, care: Care) -> Outcome:
    return Outcome(answer=row.answer, template=row.template, row=row.name, own=is_own(row), care=care)


def _when(places: Sequence[tuple[str, Level]]) -> str:
    """The markets and levels in words, as short as it is true.

    >>> _when([("asia", level) for level in Level]), _when([("asia", Level.AUTO)])
    ('Asia', 'Asia at level auto')
    """
    markets, levels = (dict.fromkeys(part) for part in zip(*places, strict=True))
    if len(places) != len(markets) * len(levels):
        return "; ".join(f"{MARKET_NAMES[market]} at level {level}" for market, level in places)
    where = ", ".join(map(MARKET_NAMES.__getitem__, markets)) if len(markets) < len(MARKETS) else ""
    how = f"level {' or '.join(levels)}" if len(levels) < len(Level) else ""
    return f"{where} at {how}" if where and how else where or how


def _care(policy: Policy, row: MatrixRow, intent: str, customer: str, market: str, urgency: str) -> Care:
    named = next((rule for rule in policy.queues if rule.name == row.queue), None)
    queue = named or queue_for(policy.queues, intent, urgency, "", customer=customer, market=market)
    clock = clock_for(policy.clocks, queue=queue.name, customer=customer, urgency=urgency, named=row.clock)
    hours = queue.hours if clock is None or clock.answer_hours is None else clock.answer_hours
    always = clock is not None and clock.around_the_clock
    words = f"within {_counted(hours, 'hour' if always else 'office hour')}{', day and night' if always else ''}"
    if clock is not None and clock.limit_hours is not None:
        words += f", and {_counted(clock.limit_hours, 'hour')} after the mail at the latest"
    return Care(queue=queue.name, clock=clock.name if clock else "", hours=words)


def _counted(number: float, what: str) -> str:
    return f"{number:g} {what}{'' if number == 1 else 's'}"


def grouped(terms: Iterable[Term], said: Callable[[Term], Hashable]) -> tuple[tuple[Term, ...], ...]:
    """Terms of which the same is said together, each group where its first term stands.

    >>> grouped([1, 2, 3, 4], lambda number: number % 2)
    ((1, 3), (2, 4))
    """
    groups: dict[Hashable, list[Term]] = {}
    for term in terms:
        groups.setdefault(said(term), []).append(term)
    return tuple(map(tuple, groups.values()))
