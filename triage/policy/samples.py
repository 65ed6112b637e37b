"""The customers a text may meet: every combination of facts, so that each can be read before it happens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import product
from zoneinfo import ZoneInfo

from triage.labels import MARKETS, PARCEL_STATES
from triage.policy.answers import OFFER
from triage.policy.calendars import calendar
from triage.policy.slots import Offer, Shipment, Slots, signed
from triage.policy.texts import Text
from triage.policy.written import Office, When, long_date, office_for, region_of, when, written_date
from triage.settings import Shop

ASKED = ("", "order", "photos", "address", "something")
PLUS = ("gift", "free_shipping")
OFFERS = ("discount", "refund_part", "voucher", "free_shipping", "gift", "replacement", "refund")

_LAST = datetime(2026, 11, 18, 9, 30, tzinfo=UTC)
_EXPECTED = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
_ANSWER = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
_LATER = datetime(2026, 11, 26, 14, 30, tzinfo=UTC)
_VALID = date(2026, 12, 27)
_NAMES = {"de": "Anna", "zh": "王小明", "zh-Hant": "王小明", "ja": "山田花子", "fr": "Camille", "it": "Giulia"}
_ZONES = {
    "north_america": "America/New_York", "europe": "Europe/Berlin", "asia": "Asia/Singapore", "zh": "Asia/Shanghai",
    "zh-Hant": "Asia/Taipei", "ja": "Asia/Tokyo",
}  # fmt: skip
_ORDER = "A-10427"
_AMOUNTS = {"discount": "15%", "refund_part": "9.90", "voucher": "10.00"}


def sample(
    shop: Shop, locale: str, *, market: str = "europe", name: bool = True, order: bool = True,
    state: str | None = None, later: bool = True, offer: Offer | None = None,
) -> Slots:  # fmt: skip
    """One customer with the facts that are asked for. `state` is a parcel state or None."""
    answer, after, office = _times(shop, locale, market)
    return Slots(
        name=_NAMES.get(locale, "Maria") if name else "",
        order=_ORDER if order else "",
        market=market,
        parcel=_known(shop, region_of(locale, market), state) if state else None,
        answer=answer,
        later=after if later else None,
        office=office,
        offer=offer,
        shop=signed(shop),
    )


def samples(shop: Shop, text: Text) -> Iterator[Slots]:
    """Every combination that can change how a text reads.

    Each parcel state with everything known about it and with nothing, with and without the rest, in each market.
    """
    shop, named, locale = signed(shop), text.named, text.locale
    names = (_NAMES.get(locale, "Maria"), "") if "name" in named else ("",)
    orders = (_ORDER, "") if "order" in named else ("",)
    for market in _markets(text):
        answer, after, office = _times(shop, locale, market)
        region = region_of(locale, market)
        offices = (office, replace(office, back=after.day)) if "office.back" in named else (office,)
        asked = ASKED if "asked" in named else ("",)
        parcels = (None, *_parcels(shop, region)) if "parcel" in named else (None,)
        laters = (after, None) if "later" in named else (None,)
        rest = (laters, offices, asked, _offers(text, region))
        for name, order, parcel, later, hours, wanted, offer in product(names, orders, parcels, *rest):
            yield Slots(
                name=name, order=order, market=market, parcel=parcel, answer=answer, later=later, office=hours,
                asked=wanted, offer=offer, shop=shop,
            )  # fmt: skip


def few_samples(shop: Shop, text: Text) -> Iterator[Slots]:
    """Enough of them to bring out a slot that cannot be filled."""
    for market in _markets(text):
        offers = tuple(_offers(text, region_of(text.locale, market)))
        for turn, state in enumerate((None, *PARCEL_STATES)):
            known = sample(shop, text.locale, market=market, state=state, offer=offers[turn % len(offers)])
            yield known
            yield replace(known, name="", order="", later=None, parcel=Shipment(state=state) if state else None)


def _markets(text: Text) -> tuple[str, ...]:
    if text.market:
        return (text.market,)
    return MARKETS if "market" in text.named else MARKETS[:1]


def _offers(text: Text, region: str) -> Iterator[Offer | None]:
    """None alone where the text names no offer; the paragraph that is an offer never stands without one."""
    if "offer" not in text.named:
        yield None
        return
    if text.template != OFFER:
        yield None
    until = written_date(_VALID, region)
    for kind, code, valid in product(OFFERS, ("TEA-7K2M", ""), (until, "")):
        yield Offer(kind=kind, amount=_AMOUNTS.get(kind, ""), code=code, valid_until=valid)
    if "offer.plus" in text.named:
        for kind, plus in product(OFFERS, PLUS):
            code = "TEA-7K2M" if kind in _AMOUNTS else ""
            yield Offer(kind=kind, amount=_AMOUNTS.get(kind, ""), code=code, valid_until=until, plus=plus)


def _parcels(shop: Shop, region: str) -> Iterator[Shipment]:
    for state in PARCEL_STATES:
        yield _known(shop, region, state)
        yield Shipment(state=state)


@lru_cache(maxsize=1_024)
def _known(shop: Shop, region: str, state: str) -> Shipment:
    return Shipment(
        state=state,
        carrier="DHL",
        tracking="LX123456785CN",
        last_date=long_date(_LAST, shop, region),
        expected_date=long_date(_EXPECTED, shop, region),
    )


@lru_cache(maxsize=256)
def _times(shop: Shop, locale: str, market: str) -> tuple[When, When, Office]:
    at_home = market == "asia" and locale in _ZONES
    region, zone = region_of(locale, market), ZoneInfo(_ZONES[locale if at_home else market])
    return when(_ANSWER, zone, region), when(_LATER, zone, region), office_for(calendar(shop), _ANSWER, zone, region)
