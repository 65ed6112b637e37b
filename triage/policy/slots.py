"""What fills a template's slots: the only way from a customer's mail and the shop's records into a reply.

Nothing of the mail's text is quoted. A name must look like one, an order number like one, and facts of a parcel come
from the records alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from triage.domain import Award, Facts, Mail, Parcel
from triage.errors import ConfigError
from triage.policy.calendars import Calendar, calendar
from triage.policy.names import first_name
from triage.policy.written import Office, When, long_date, money, office_for, percent, region_of, when, written_date
from triage.policy.zones import zone_of
from triage.settings import Shop

_NONE: Mapping[str, str] = {}
_ORDER = re.compile(r"(?=[A-Za-z_-]*[0-9])(?=.{3,30}\Z)[A-Za-z0-9_-]+(?:/[0-9]+){0,2}")
# A prefix with its 0, or the groups that short telephone numbers are written in.
_TELEPHONE = re.compile(
    r"[A-Za-z]{0,3}[-_]?(?:0[1-9][0-9]{6,}|0[0-9]{1,4}[-/_][0-9/_-]+|[0-9]{3}[-_][0-9]{3}[-_][0-9]{3,4}|[0-9]{3}[-_][0-9]{4})"
)
_MOST_LETTERS, _MOST_DIGITS = 3, 9
_MARKETPLACE_DIGITS = 15  # Amazon's numbers have 17 digits, AliExpress' 16 to 19
SHORTEST_OFFER = 4  # days; a coupon for three days or less angers more customers than it wins
_WITHOUT_AMOUNT = frozenset({"free_shipping", "gift", "replacement", "refund"})
_LONGEST_FACT = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Shipment:
    """A parcel as a template sees it: every field is text, empty when unknown; dates are written for the locale."""

    state: str
    carrier: str = ""
    tracking: str = ""
    last_date: str = ""
    expected_date: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """What the customer is offered, as a template sees it. `amount` is "15%" or "10,00 €", "" where none is named."""

    kind: str
    amount: str = ""
    code: str = ""
    valid_until: str = ""
    plus: str = ""  # gift or free_shipping, on top of it


@dataclass(frozen=True, kw_only=True, slots=True)
class Slots:
    """Every variable that a template may use. `score_links` are the five addresses of the CSAT row, for HTML only."""

    name: str = ""
    order: str = ""
    market: str = "europe"
    parcel: Shipment | None = None
    answer: When
    later: When | None = None
    office: Office
    offer: Offer | None = None
    asked: str = ""  # what we asked her for before: order, photos, address, something
    shop: Shop
    score_links: tuple[str, ...] = ()


def slots_for(
    mail: Mail,
    facts: Facts,
    shop: Shop,
    locale: str,
    *,
    answer_at: datetime,
    now: datetime | None = None,
    later_at: datetime | None = None,
    offer: Offer | None = None,
    asked: str = "",
    zones: Mapping[str, str] = _NONE,
    days: Calendar | None = None,
    score_links: tuple[str, ...] = (),
) -> Slots:
    """The slots of one reply. `facts.parcel` is None unless the sender may know of it.

    `answer_at` is by when a person writes, `later_at` when the customer hears again after that (aware times), `now`
    when the reply is written; `zones` is the shop's table of countries with several clocks, `days` its calendar where
    holidays and seasons are known.
    """
    own_order = facts.parcel.order if facts.parcel else ""
    named = mail.order_numbers[0] if len(mail.order_numbers) == 1 else ""
    region, zone = region_of(locale, facts.market), zone_of(facts.country, shop, zones)
    return Slots(
        name=first_name(mail.sender.name) if mail.sender else "",
        order=order_token(own_order, known=True) or order_token(named),
        market=facts.market,
        parcel=_shipment(facts.parcel, shop, region) if facts.parcel else None,
        answer=when(answer_at, zone, region),
        later=when(later_at, zone, region) if later_at else None,
        office=office_for(days or calendar(shop), answer_at, zone, region, now=now),
        offer=offer,
        asked=asked,
        shop=signed(shop),
        score_links=score_links,
    )


def offer_of(award: Award, locale: str, market: str, *, today: date, valid_until: date | None = None) -> Offer:
    """An award in the customer's words. Raises ConfigError where there is no time to use it."""
    if valid_until is not None and valid_until < today + timedelta(days=SHORTEST_OFFER):
        raise ConfigError(
            f"an offer valid until {valid_until} leaves less than {SHORTEST_OFFER} days; give it more time or no end"
        )
    region = region_of(locale, market)
    amount = money(award.amount, award.currency, region) if award.amount is not None and award.currency else ""
    share = percent(award.share, region) if award.share is not None else ""
    return Offer(
        kind=award.kind,
        amount="" if award.kind in _WITHOUT_AMOUNT else share if award.kind == "discount" else amount or share,
        code=_fact(award.code),
        valid_until=written_date(valid_until, region) if valid_until else "",
        plus=award.plus,
    )


def signed(shop: Shop) -> Shop:
    """The shop with a team to sign for it: its own name where it has none."""
    return replace(shop, team=shop.team or shop.name)


def order_token(number: str, *, known: bool = False) -> str:
    """An order number that may stand in a reply, else "". `known`: it is from the shop's own records.

    Few letters and no more digits than order numbers have: a word or a telephone number is no order.

    >>> order_token("DE-10427"), order_token("evil.example/1"), order_token("CALL-0900-555"), order_token("0900-12345")
    ('DE-10427', '', '', '')
    """
    letters, digits = sum(map(str.isalpha, number)), sum(map(str.isdigit, number))
    likely = letters <= _MOST_LETTERS and (digits <= _MOST_DIGITS or digits >= _MARKETPLACE_DIGITS)
    rings = not known and digits < _MARKETPLACE_DIGITS and _TELEPHONE.fullmatch(number)
    return number if likely and not rings and _ORDER.fullmatch(number) else ""


def _shipment(parcel: Parcel, shop: Shop, locale: str) -> Shipment:
    return Shipment(
        state=parcel.state,
        carrier=_fact(parcel.carrier),
        tracking=_fact(parcel.tracking),
        last_date=long_date(parcel.last_event_at, shop, locale),
        expected_date=long_date(parcel.expected_at, shop, locale),
    )


def _fact(value: str) -> str:
    """One line of the shop's own records."""
    return "".join(char for char in " ".join(value.split()) if char.isprintable())[:_LONGEST_FACT]
