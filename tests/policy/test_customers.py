"""Who is a VIP, who returns, and in which manner they are written to."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.policy.cases import NOW
from triage.domain import Parcel
from triage.labels import CUSTOMERS, MARKETS
from triage.policy.customers import customer_of, measured, unmeasured
from triage.policy.markets import market_of
from triage.settings import Customers, Markets

FIRST = Parcel(order="1", email="a@b.example", state="delivered", ordered_at=NOW - timedelta(days=300))
SECOND = replace(FIRST, order="2", state="moving", ordered_at=NOW - timedelta(days=2))


def worth(value: str, currency: str = "USD", order: Parcel = SECOND) -> Parcel:
    return replace(order, value=Decimal(value), currency=currency)


def told(*orders: Parcel, relay: str | None = None, disputes: bool = False, order: str = "", **own: object) -> str:
    settings = Customers(**own)  # type: ignore[arg-type]
    return customer_of(orders, relay=relay, disputes_open=disputes, now=NOW, settings=settings, order=order)


CALLED = {
    "nobody knows them": (told(), "new"),
    "their first order": (told(FIRST), "new"),
    "their second order": (told(SECOND, FIRST), "returning"),
    "asks about the first of two": (told(SECOND, FIRST, order="1"), "new"),
    "two orders without days": (
        told(replace(SECOND, ordered_at=None), replace(FIRST, ordered_at=None), order="2"), "returning",
    ),
    "a dear order": (told(worth("300")), "vip"),
    "a dear order, asked about another": (told(worth("300"), FIRST, order="1"), "new"),
    "many orders": (told(worth("290"), *(worth("290", order=replace(FIRST, order=f"{n}")) for n in "345")), "vip"),
    "exactly the sum": (told(worth("250"), *(worth("250", order=replace(FIRST, order=f"{n}")) for n in "345")),
                        "returning"),
    "orders of last year": (told(worth("9"), *(
        worth("290", order=replace(FIRST, order=f"{n}", ordered_at=NOW - timedelta(days=366))) for n in "3456"
    )), "returning"),
    "another currency without a rate": (told(worth("9000", "JPY")), "new"),
    "another currency with a rate": (told(worth("300", "EUR"), rates={"EUR": Decimal("1.08")}), "vip"),
    "a cheap yen": (told(worth("30000", "JPY"), rates={"JPY": Decimal("0.0065")}), "new"),
    "a value nobody can read": (told(replace(SECOND, currency="USD")), "new"),
    "the shop's own sum": (told(worth("60"), high_value=Decimal(50)), "vip"),
    "through a marketplace": (told(worth("900"), relay="amazon"), "marketplace"),
    "bought on a marketplace, writes to us": (told(replace(SECOND, channel="ebay")), "marketplace"),
    "bought there another time": (told(SECOND, replace(FIRST, channel="ebay")), "returning"),
    "an open dispute": (told(worth("900"), relay="amazon", disputes=True), "dispute"),
}  # fmt: skip


@pytest.mark.parametrize(("customer", "wanted"), CALLED.values(), ids=CALLED.keys())
def test_customer(customer: str, wanted: str) -> None:
    assert customer == wanted
    assert customer in CUSTOMERS


RATES = {"EUR": Decimal("1.08")}
MEASURED = {
    "all in dollars": (["USD"], {}, "USD", ""),
    "no values known": ([], {}, "USD", ""),
    "all in euros": (["EUR"], {}, "EUR", 'every order is in EUR, so vip_spend 1000 and high_value 300 count as EUR; '),
    "all in euros, with a rate": (["EUR"], {"rates": RATES}, "USD", ""),
    "euros and dollars": (
        ["EUR", "USD"], {}, "USD", "write rates = { EUR = ... }: what one of each is worth in USD",
    ),
    "euros with a rate, yen without": (["EUR", "JPY"], {"rates": RATES}, "USD", "orders in JPY have no rate"),
    "all in yen, a rate for euros": (["JPY"], {"rates": RATES}, "USD", "orders in JPY have no rate"),
    "the shop has said so": (["EUR"], {"vip_currency": "EUR"}, "EUR", ""),
}  # fmt: skip


@pytest.mark.parametrize(("currencies", "own", "currency", "said"), MEASURED.values(), ids=MEASURED.keys())
def test_in_which_currency_sums_are_compared(
    currencies: list[str], own: dict[str, object], currency: str, said: str
) -> None:
    settings = Customers(**own)  # type: ignore[arg-type]
    assert measured(settings, currencies).vip_currency == currency
    lines = list(unmeasured(settings, currencies))
    assert [said in line for line in lines] == ([True] if said else [])


def test_an_order_of_five_thousand_euros_is_a_vips_in_a_shop_that_sells_in_euros() -> None:
    dear = worth("5000", "EUR")
    sums = measured(Customers(), ["EUR"])
    assert customer_of((dear,), relay=None, disputes_open=False, now=NOW, settings=sums) == "vip"


def manner(country: str = "", language: str = "en", script: str = "", **own: dict[str, str]) -> str:
    return market_of(country=country, language=language, script=script, settings=Markets(**own))


BY_COUNTRY = {
    "north_america": "US CA MX BR AR PR CL CO",
    "asia": "CN HK TW MO JP KR SG MY TH VN ID PH IN PK AE SA IL KZ",
    "europe": "DE FR ES PT IT AT CH NL GB IE NO IS UA RU TR CY MT AU NZ ZA EG NG MA RE XX",
}


@pytest.mark.parametrize(("market", "country"), [(m, c) for m, named in BY_COUNTRY.items() for c in named.split()])
def test_manner_by_country_whatever_the_language(market: str, country: str) -> None:
    assert {manner(country, language) for language in ("en", "zh", "de")} == {market}
    assert market in MARKETS


def test_manner_by_language_where_no_order_is_known() -> None:
    europe = dict.fromkeys(("de", "fr", "es", "it", "pt", "und"), "europe")
    wanted = {"en": "north_america", "zh": "asia", "ja": "asia"} | europe
    assert {language: manner(language=language) for language in wanted} == wanted


def test_the_shop_knows_better() -> None:
    assert manner("AU", countries={"AU": "north_america"}) == "north_america"
    assert manner(languages={"en": "europe"}) == "europe"
    assert manner("US", languages={"en": "europe"}) == "north_america"  # an address says more than a language
    assert manner(language="zh", script="Hant", languages={"zh-Hant": "europe"}) == "europe"
    assert manner(language="zh", script="Hans", languages={"zh-Hant": "europe"}) == "asia"
    assert manner(language="zh", script="Hant", languages={"zh": "europe"}) == "europe"
