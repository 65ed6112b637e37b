"""The rows of an order file as orders that can be looked up: each order once, and none of which the file is unsure."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from triage.domain import Parcel
from triage.edges.lookup import cells
from triage.edges.lookup.cells import order_key
from triage.errors import ConfigError

log = logging.getLogger("triage.orders")

NEEDED = ("order", "email", "state")
COLUMNS = (
    *NEEDED, "carrier", "tracking", "last_event", "last_event_at", "expected_at", "ordered_at", "country", "value",
    "currency", "channel", "language",
)  # fmt: skip
_BY_HEADER = {cells.column(name): name for name in COLUMNS}
_SHOWN = 10  # row numbers in one line
_SHARED = "one order with two customers"
_BESIDE = "another row of the same order cannot be read"
_DISAGREE = frozenset({_SHARED, _BESIDE})
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Row = Mapping[str, str]  # by column; what is not known is "" or missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row with its number. With a `fault`, a reason that holds nothing of the row, only its order is believed."""

    number: int
    row: Row
    fault: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """Every order of one file. `orders` is by order_key, `by_email` newest first."""

    orders: Mapping[str, Parcel] = field(default_factory=dict)
    by_email: Mapping[str, tuple[Parcel, ...]] = field(default_factory=dict)
    faults: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # rows that are not used, by the reason why
    repeated: int = 0  # rows about an order of which a newer row is there
    currencies: tuple[str, ...] = ()  # of the orders whose value is known (ISO 4217)

    @property
    def left_out(self) -> int:
        """Rows that could not be read, or contradict another row about whose order it is."""
        return sum(map(len, self.faults.values()))

    @property
    def summary(self) -> str:
        """One line for `triage check`.

        >>> Book(faults={"there is no order number": (3, 9)}).summary
        '0 orders, 2 rows left out'
        """
        words = _counted(len(self.orders), "order")
        if self.repeated:
            words += f", {_counted(self.repeated, 'older row')} of the same orders"
        return words + (f", {_counted(self.left_out, 'row')} left out" if self.left_out else "")

    @property
    def complaints(self) -> tuple[str, ...]:
        """Which rows are not used, a line for each reason why.

        >>> Book(faults={"there is no order number": (3, 9)}).complaints
        ('row 3, 9: there is no order number',)
        """
        return tuple(f"row {_listed(numbers)}: {why}" for why, numbers in self.faults.items())


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _listed(numbers: Sequence[int]) -> str:
    more = f" and {len(numbers) - _SHOWN:,} more" if len(numbers) > _SHOWN else ""
    return ", ".join(map(str, numbers[:_SHOWN])) + more


def known_columns(header: Sequence[str]) -> list[tuple[str, int]]:
    """The columns that mean something to us, with their places."""
    named = ((_BY_HEADER.get(cells.column(cell)), place) for place, cell in enumerate(header))
    return [(name, place) for name, place in named if name is not None]


def columns_of(path: Path, header: Sequence[str]) -> dict[str, int]:
    """Where each column stands. Raises ConfigError for one that is missing or there twice."""
    found = known_columns(header)
    names = [name for name, _ in found]
    missing = next((name for name in NEEDED if name not in names), None)
    if missing:
        raise ConfigError(f"{path}: the column {missing!r} is missing; needed are {', '.join(NEEDED)}")
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice:
        raise ConfigError(f"{path}: the column {twice!r} is there twice; leave one out")
    return dict(found)


def book_of(lines: Iterable[Line], states: Mapping[str, str]) -> Book:
    """Read numbered rows. `states` are the shop's own words for states. What is left out is logged, never its contents.

    Of several rows of one order the one with the newest event counts. Where they name different customers, or one of
    them cannot be read, none does: better no answer than one to the wrong person, or from an old row.
    """
    found: dict[str, list[tuple[int, Parcel]]] = defaultdict(list)
    faults: dict[str, list[int]] = defaultdict(list)
    broken: set[str] = set()
    for line in lines:
        try:
            parcel = _parcel(line, states)
            found[order_key(parcel.order)].append((line.number, parcel))
        except ValueError as error:
            faults[str(error)].append(line.number)
            broken.add(order_key(line.row.get("order", "")))
    shared = {key for key, rows in found.items() if len({parcel.email for _, parcel in rows}) > 1}
    for why, keys in ((_SHARED, shared - broken), (_BESIDE, broken)):
        faults[why] += sorted(number for key in keys for number, _ in found.get(key, ()))
    sure = {key: rows for key, rows in found.items() if key not in shared | broken}
    orders = {key: max((parcel for _, parcel in reversed(rows)), key=_newest) for key, rows in sure.items()}
    book = Book(
        orders=orders, by_email=_by_email(orders.values()), repeated=sum(len(rows) - 1 for rows in sure.values()),
        faults={why: tuple(numbers) for why, numbers in faults.items() if numbers},
        currencies=tuple(sorted({one.currency for one in orders.values() if one.value is not None and one.currency})),
    )  # fmt: skip
    _tell(book)
    return book


def _parcel(line: Line, states: Mapping[str, str]) -> Parcel:
    """One order. Raises ValueError with a reason that holds nothing of the row."""
    row = line.row
    if line.fault:
        raise ValueError(line.fault)
    if not order_key(row.get("order", "")):
        raise ValueError("there is no order number")
    value = row.get("value", "")
    currency = cells.currency(row.get("currency", ""), value)
    return Parcel(
        order=row["order"], email=row.get("email", "").lower(), state=cells.state(row.get("state", ""), states),
        carrier=row.get("carrier", ""), tracking=row.get("tracking", ""), last_event=row.get("last_event", ""),
        last_event_at=cells.time(row.get("last_event_at", "")), expected_at=cells.time(row.get("expected_at", "")),
        ordered_at=cells.time(row.get("ordered_at", "")), country=cells.country(row.get("country", "")),
        value=cells.money(value, currency), currency=currency, channel=row.get("channel", ""),
        language=row.get("language", ""),
    )  # fmt: skip


def _newest(parcel: Parcel) -> datetime:
    return parcel.last_event_at or _LONG_AGO


def _by_email(parcels: Iterable[Parcel]) -> dict[str, tuple[Parcel, ...]]:
    found: dict[str, list[Parcel]] = defaultdict(list)
    for parcel in parcels:
        found[parcel.email].append(parcel)
    return {email: tuple(sorted(theirs, key=_ordered, reverse=True)) for email, theirs in found.items() if email}


def _ordered(parcel: Parcel) -> datetime:
    return parcel.ordered_at or parcel.last_event_at or _LONG_AGO


def _tell(book: Book) -> None:
    """One line for each kind of trouble, with row numbers and reasons only."""
    kinds = {
        "order rows left out": [why for why in book.faults if why not in _DISAGREE],
        "order rows contradict each other, none of them is used": [why for why in book.faults if why in _DISAGREE],
    }
    for words, reasons in kinds.items():
        numbers = sorted(number for why in reasons for number in book.faults[why])
        if numbers:
            why = "; ".join(sorted(reasons))
            log.warning(words, extra={"count": len(numbers), "rows": numbers[:_SHOWN], "why": why})
    if book.repeated:
        log.warning("orders stand in several rows, the newest event counts", extra={"count": book.repeated})
