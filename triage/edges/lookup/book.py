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
_SHOWN = 10  # row numbers in one line of the log
_LONG_AGO = datetime.min.replace(tzinfo=UTC)

Row = Mapping[str, str]  # by column; what is not known is "" or missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """Every order of one file. `orders` is by order_key, `by_email` newest first."""

    orders: Mapping[str, Parcel] = field(default_factory=dict)
    by_email: Mapping[str, tuple[Parcel, ...]] = field(default_factory=dict)
    left_out: int = 0  # rows that could not be read, or contradict another row about whose order it is
    repeated: int = 0  # rows about an order of which a newer row is there

    @property
    def summary(self) -> str:
        """One line for `triage check`.

        >>> Book(left_out=2).summary
        '0 orders, 2 rows left out'
        """
        return f"{len(self.orders):,} orders, {self.left_out:,} rows left out"


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


def book_of(rows: Iterable[tuple[int, Row]], states: Mapping[str, str]) -> Book:
    """Read numbered rows. `states` are the shop's own words for states. What is left out is logged, never its contents.

    Of several rows of one order the one with the newest event counts. Where they name different customers, or one of
    them cannot be read, none does: better no answer than one to the wrong person, or from an old row.
    """
    found: dict[str, list[Parcel]] = defaultdict(list)
    unreadable: dict[int, str] = {}
    unsure: set[str] = set()
    for number, row in rows:
        try:
            parcel = _parcel(row, states)
            found[order_key(parcel.order)].append(parcel)
        except ValueError as error:
            unreadable[number] = str(error)
            unsure.add(order_key(row.get("order", "")))
    unsure |= {key for key, parcels in found.items() if len({parcel.email for parcel in parcels}) > 1}
    orders = {key: max(reversed(parcels), key=_newest) for key, parcels in found.items() if key not in unsure}
    dropped = sum(len(parcels) for key, parcels in found.items() if key in unsure)
    repeated = sum(len(parcels) - 1 for key, parcels in found.items() if key not in unsure)
    _tell(unreadable, dropped, repeated)
    return Book(
        orders=orders, by_email=_by_email(orders.values()), left_out=len(unreadable) + dropped, repeated=repeated
    )


def _parcel(row: Row, states: Mapping[str, str]) -> Parcel:
    """One order. Raises ValueError with a reason that holds nothing of the row."""
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


def _tell(unreadable: Mapping[int, str], dropped: int, repeated: int) -> None:
    """One line for each kind of trouble, with row numbers and reasons only."""
    if unreadable:
        shown = sorted(unreadable)[:_SHOWN]
        reasons = sorted(set(unreadable.values()))
        log.warning("order rows left out", extra={"count": len(unreadable), "rows": shown, "why": "; ".join(reasons)})
    if dropped:
        log.warning(
            "order rows contradict each other, none of them is used",
            extra={"count": dropped, "why": "one order with two customers, or beside a row that cannot be read"},
        )
    if repeated:
        log.warning("orders stand in several rows, the newest event counts", extra={"count": repeated})
