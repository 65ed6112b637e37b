"""Settings about the shop's own records, checked: the order file, and what its rows mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

from babel.core import get_global
from babel.numbers import list_currencies
from pydantic import Field, field_validator

from triage.accounts import Strict
from triage.complaints import neighbour
from triage.labels import LANGUAGES, MARKETS, PARCEL_STATES
from triage.settings import Customers, Markets, Parcels


class Orders(Strict):
    """The shop's orders as a CSV or SQLite file; empty: no order data in replies."""

    file: Path | None = None
    table: str = "orders"  # of a SQLite file; a view will do
    least_share: float = Field(default=0.5, ge=0, le=1)  # of the orders before; with fewer a new reading is doubted
    least_orders: int = Field(default=20, ge=0)  # before; a smaller file is never doubted
    states: Mapping[str, str] = {}  # the shop's own words for a parcel's state, such as "in transit" = "moving"
    number_examples: tuple[str, ...] = ()  # as the shop writes them: "SHOP-104233"
    number_patterns: tuple[str, ...] = ()  # regular expressions with one group, where examples do not do

    @field_validator("states")
    @classmethod
    def _known(cls, value: Mapping[str, str]) -> Mapping[str, str]:
        for state in value.values():
            neighbour(state, PARCEL_STATES, "state")
        return value

    @field_validator("number_examples")
    @classmethod
    def _with_digits(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for example in value:
            if not re.fullmatch(r"[#A-Za-z0-9/_.-]{3,30}", example) or not re.search(r"\d", example):
                raise ValueError(f'"{example}" is no example of an order number; write one such as "SHOP-104233"')
        return value

    @field_validator("number_patterns")
    @classmethod
    def _compile(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in value:
            try:
                groups = re.compile(pattern).groups
            except re.error as error:
                raise ValueError(f'"{pattern}" is no regular expression: {error}') from None
            if groups != 1:
                raise ValueError(f'"{pattern}" needs exactly one group in brackets: the number')
        return value


def faults(parcels: Parcels, customers: Customers, markets: Markets) -> Iterator[str]:
    """What is wrong with the tables that say what a record means, a line each."""
    yield from (f"parcels: {line}" for line in _of_parcels(parcels))
    yield from (f"customers: {line}" for line in _of_customers(customers))
    yield from (f"markets: {line}" for line in _of_markets(markets))


def _of_parcels(value: Parcels) -> Iterator[str]:
    if not 0 < value.stalled_hours < value.stuck_hours < value.lost_hours:
        yield "stalled_hours, stuck_hours and lost_hours must grow in this order, from above 0"
    if not (value.collect_hours > 0 and value.ship_hours > 0 and value.delivery_hours > 0):
        yield "collect_hours, ship_hours and delivery_hours must be above 0"
    if value.customs_days < 0 or value.ship_grace_days < 0:
        yield "customs_days and ship_grace_days must be 0 or more"


def _of_customers(value: Customers) -> Iterator[str]:
    for code in (value.vip_currency, *value.rates):
        if code not in list_currencies():
            yield f'"{code}" is no currency; write its ISO 4217 code in capitals, such as "EUR"'
    sums = (value.vip_spend, value.high_value, *value.rates.values(), Decimal(value.vip_days))
    if not all(number.is_finite() and number > 0 for number in sums):
        yield "vip_spend, vip_days, high_value and every rate must be above 0"


def _of_markets(value: Markets) -> Iterator[str]:
    countries = get_global("territory_zones")
    for code in value.countries:
        if code not in countries:
            yield f'"{code}" is no country; write two capital letters (ISO 3166), such as "SG"'
    for language in value.languages:
        yield from _unknown(language, (*LANGUAGES, "zh-Hans", "zh-Hant"), "language")
    for market in (*value.countries.values(), *value.languages.values()):
        yield from _unknown(market, MARKETS, "market")


def _unknown(word: str, known: tuple[str, ...], what: str) -> Iterator[str]:
    try:
        neighbour(word, known, what)
    except ValueError as error:
        yield str(error)
