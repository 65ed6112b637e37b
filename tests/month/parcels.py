"""The shop's orders and what becomes of their parcels, written into an SQLite file as the shop's own system does."""

from __future__ import annotations

import random
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from triage.domain import Parcel
from triage.policy.parcels import as_of
from triage.settings import Parcels, Shop

_COLUMNS = "order, email, state, carrier, tracking, last_event, last_event_at, expected_at, ordered_at, country, value, currency, channel"  # noqa: E501
_FATES = {"arrives": 60, "stalls": 10, "lost": 7, "customs": 9, "returned": 3, "forgotten": 5, "gone": 6}
_CURRENCIES = {"US": "USD", "DE": "EUR", "FR": "EUR", "ES": "EUR", "IT": "EUR", "PT": "EUR", "CN": "CNY", "JP": "JPY"}
_WORTH = {"CNY": 7, "JPY": 150}


@dataclass(frozen=True, kw_only=True, slots=True)
class Scan:
    """What the record says from a moment on."""

    at: datetime
    state: str


@dataclass(kw_only=True, slots=True)
class Order:
    """One order over time."""

    number: str
    email: str
    country: str
    value: Decimal
    currency: str
    channel: str
    placed: datetime
    expected: datetime
    scans: list[Scan] = field(default_factory=list)

    def at(self, now: datetime) -> Parcel:
        """The record at a moment."""
        last = bisect_right([scan.at for scan in self.scans], now) - 1
        scan = self.scans[max(last, 0)]
        scanned = scan.state != "not_shipped"
        return Parcel(
            order=self.number,
            email=self.email,
            state=scan.state,
            carrier="DHL" if scanned else "",
            tracking=f"JJD0{self.number[3:]}0000" if scanned else "",
            last_event_at=scan.at if scanned else None,
            expected_at=self.expected,
            ordered_at=self.placed,
            country=self.country,
            value=self.value,
            currency=self.currency,
            channel=self.channel,
        )


def order(rng: random.Random, number: int, email: str, country: str, channel: str, placed: datetime) -> Order:
    """An order whose fate is settled when it is made."""
    currency = _CURRENCIES[country]
    value = Decimal(str(round(rng.lognormvariate(4.0, 0.9), 2))) * _WORTH.get(currency, 1)
    made = Order(
        number=f"NW-{number}",
        email=email,
        country=country,
        value=value.quantize(Decimal("0.01")),
        currency=currency,
        channel=channel,
        placed=placed,
        expected=placed + timedelta(days=rng.randint(8, 14)),
    )
    made.scans = list(_life(rng, placed))
    return made


def _life(rng: random.Random, placed: datetime) -> Iterator[Scan]:
    fate = rng.choices(list(_FATES), list(_FATES.values()))[0]
    at = placed
    yield Scan(at=at, state="not_shipped")
    at += timedelta(hours=rng.uniform(10, 40))
    yield Scan(at=at, state="label_only")
    if fate == "forgotten":
        return
    for _ in range(rng.randint(3, 8)):
        at += timedelta(hours=rng.uniform(8, 30))
        yield Scan(at=at, state="moving")
    if fate == "gone":
        return  # no scan any more: stalled, stuck, lost by the time alone
    yield from _end(rng, fate, at)


def _end(rng: random.Random, fate: str, at: datetime) -> Iterator[Scan]:
    if fate in {"customs", "stalls"}:
        at += timedelta(hours=rng.uniform(24, 40))
        yield Scan(at=at, state="customs" if fate == "customs" else "stalled")
        at += timedelta(days=rng.uniform(2, 8))
        yield Scan(at=at, state="moving")
    at += timedelta(hours=rng.uniform(10, 30))
    if fate in {"lost", "returned"}:
        yield Scan(at=at, state=fate)
        return
    yield Scan(at=at, state="out_for_delivery")
    yield Scan(at=at + timedelta(hours=rng.uniform(2, 9)), state="delivered")


class Shelf:
    """Every order, and the file that tells of them."""

    def __init__(self, path: Path, shop: Shop) -> None:
        self.path = path
        self.orders: dict[str, Order] = {}
        self._thresholds, self._shop = Parcels(), shop
        self.written_at: datetime | None = None
        with closing(sqlite3.connect(path)) as database:
            quoted = ", ".join(f'"{name}"' for name in _COLUMNS.split(", "))
            database.execute(f"CREATE TABLE orders ({quoted})")

    def export(self, now: datetime) -> None:
        """Write the file anew in one transaction, as a nightly export does."""
        rows = [_row(one.at(now)) for one in self.orders.values() if one.placed <= now]
        with closing(sqlite3.connect(self.path)) as database, database:
            database.execute("DELETE FROM orders")
            database.executemany(f"INSERT INTO orders VALUES ({', '.join('?' * 13)})", rows)
        self.written_at = now

    def state(self, number: str, now: datetime) -> str:
        """What an order's parcel is at `now`, by the record that the file holds; "unknown" for none."""
        one = self.orders.get(number)
        if one is None or self.written_at is None or one.placed > self.written_at:
            return "unknown"
        return as_of(one.at(self.written_at), now, self._thresholds, self._shop).state


def _row(parcel: Parcel) -> tuple[object, ...]:
    def when(at: datetime | None) -> str:
        return at.isoformat() if at else ""

    return (
        parcel.order,
        parcel.email,
        parcel.state,
        parcel.carrier,
        parcel.tracking,
        "",
        when(parcel.last_event_at),
        when(parcel.expected_at),
        when(parcel.ordered_at),
        parcel.country,
        str(parcel.value),
        parcel.currency,
        parcel.channel,
    )
