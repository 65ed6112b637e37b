"""Whom we answer: what the shop's own records say of the sender."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from triage.domain import Parcel
from triage.settings import Customers


def customer_of(
    orders: Sequence[Parcel], *, relay: str | None, disputes_open: bool, now: datetime, settings: Customers,
    order: str = "",
) -> str:  # fmt: skip
    """One of labels.CUSTOMERS, the first that fits.

    `orders` are the sender's own, newest first; `order` is the number of the one that is asked about, "" for the
    newest. `relay` is the marketplace behind whose address they write; `disputes_open`: a dispute of theirs is open.

    >>> from datetime import UTC
    >>> now = datetime(2026, 11, 18, tzinfo=UTC)
    >>> dear = Parcel(order="1", email="a@b.example", state="moving", value=Decimal(350), currency="USD")
    >>> customer_of([dear], relay=None, disputes_open=False, now=now, settings=Customers())
    'vip'
    >>> customer_of([dear], relay=None, disputes_open=False, now=now, settings=Customers(high_value=Decimal(400)))
    'new'
    """
    asked = next((one for one in orders if one.order == order), orders[0] if orders else None)
    if disputes_open:
        return "dispute"
    if relay is not None or (asked is not None and asked.channel):
        return "marketplace"
    if _spent(orders, now, settings) > settings.vip_spend or (asked and _worth(asked, settings) >= settings.high_value):
        return "vip"
    return "returning" if any(_earlier(one, asked) for one in orders) else "new"


def measured(settings: Customers, currencies: Sequence[str]) -> Customers:
    """The settings, with sums in the currency of all orders where that is one and has no rate.

    So a shop that sells in euros alone has VIPs, although the sums are in dollars as long as nobody has said otherwise.

    >>> measured(Customers(), ["EUR"]).vip_currency, measured(Customers(), ["EUR", "USD"]).vip_currency
    ('EUR', 'USD')
    """
    alone = len(currencies) == 1 and not settings.rates
    return replace(settings, vip_currency=currencies[0]) if alone else settings


def unmeasured(settings: Customers, currencies: Sequence[str]) -> Iterator[str]:
    """One line for `triage check` where the currency of orders is not what the settings say; it tells what to write.

    >>> list(unmeasured(Customers(), ["USD"]))
    []
    """
    home = settings.vip_currency
    lost = [one for one in currencies if one != home and one not in settings.rates]
    if lost and measured(settings, currencies) != settings:
        yield (
            f"[customers] every order is in {lost[0]}, so vip_spend {settings.vip_spend} and high_value "
            f'{settings.high_value} count as {lost[0]}; write vip_currency = "{lost[0]}" and the sums that you mean'
        )
    elif lost:
        rates = ", ".join(f"{one} = ..." for one in lost)
        yield (
            f"[customers] orders in {', '.join(lost)} have no rate, so they make nobody a VIP; write "
            f"rates = {{ {rates} }}: what one of each is worth in {home}"
        )


def _spent(orders: Sequence[Parcel], now: datetime, settings: Customers) -> Decimal:
    since = now - timedelta(days=settings.vip_days)
    dated = ((one, one.ordered_at or one.last_event_at) for one in orders)
    return sum((_worth(one, settings) for one, at in dated if at is not None and at >= since), Decimal(0))


def _worth(order: Parcel, settings: Customers) -> Decimal:
    """In the shop's own measure; nothing where value or rate is not known."""
    rate = Decimal(1) if order.currency == settings.vip_currency else settings.rates.get(order.currency, Decimal(0))
    return (order.value or Decimal(0)) * rate


def _earlier(one: Parcel, asked: Parcel | None) -> bool:
    """An order with a day comes before one with a later day; without days any other order counts."""
    if asked is None or one.order == asked.order:
        return False
    return one.ordered_at is None or asked.ordered_at is None or one.ordered_at < asked.ordered_at
