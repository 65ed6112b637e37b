"""Every combination of facts that a template may meet; texts are tried with all of them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import product

from triage.labels import PARCEL_STATES
from triage.policy.slots import Shipment, Slots, long_date, signed
from triage.settings import Shop

_LAST = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
_EXPECTED = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)


def sample(shop: Shop, locale: str, *, name: bool = True, order: bool = True, state: str | None = None) -> Slots:
    """One customer with the facts that are asked for."""
    return Slots(
        name="Maria" if name else "",
        order="A-10427" if order else "",
        parcel=_full(shop, locale, state) if state else None,
        shop=signed(shop),
    )


def samples(shop: Shop, locale: str = "en") -> Iterator[Slots]:
    """With and without name, order and parcel; each parcel state with everything known about it, and with nothing."""
    known = [_full(shop, locale, state) for state in PARCEL_STATES]
    bare = [Shipment(state=state) for state in PARCEL_STATES]
    for name, order, parcel in product(("Maria", ""), ("A-10427", ""), (None, *known, *bare)):
        yield Slots(name=name, order=order, parcel=parcel, shop=signed(shop))


def _full(shop: Shop, locale: str, state: str) -> Shipment:
    return Shipment(
        state=state,
        carrier="DHL",
        tracking="LX123456785CN",
        last_date=long_date(_LAST, shop, locale),
        expected_date=long_date(_EXPECTED, shop, locale),
    )
