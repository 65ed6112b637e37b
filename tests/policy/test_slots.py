"""What of a mail may reach a reply, and what may not."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tests.policy.cases import FACTS, MAIL, POLICY
from triage.domain import Address, Award, Parcel
from triage.errors import ConfigError
from triage.policy.slots import first_name, offer_of, order_token, slots_for
from triage.policy.written import When

NAMES = {
    "Ann Lee": "Ann",
    "ANNA MÜLLER": "Anna",
    "anna müller": "Anna",
    "Jean-Pierre Dupont": "Jean-Pierre",
    "O'Neill Shaun": "O'Neill",
    "José": "José",
    "Łukasz Nowak": "Łukasz",
    "Ольга Иванова": "Ольга",
    "王小明": "王小明",
    "山田 太郎": "山田太郎",
    "さくら": "さくら",
    "McDonald R.": "McDonald",
    "김민수": "김민수",
    "Sue Miller": "Sue",
    "Grace Hope": "Grace",
    "Ana Sá": "Ana",
    "Mercedes Ruiz": "Mercedes",
    "Max Herrmann": "Max",
    "Marie Frauenfelder": "Marie",
    "陈保国": "陈保国",
}
NO_NAMES = [
    "", "A", "Ann1", "4nn", "ann@evil.example", "www.evil.example", "evil.com", "Win http://evil.example now",
    "Ann\r\nBcc: x", "Ann\u202eeel", "Ann\u200bLee", "Ann 🎉", "🎉", "Аnn Lee", "Ann Ли", "{{ 7*7 }}", "<b>Ann</b>",
    "Dr. Ann Lee", "Ann_Lee", "Lee, Ann", "Support Team", "info",
    "x" * 41, "Abcdefghijklmnopqrstuv", ".Ann", "-Ann", "Ann/Lee",
    "Ann & Bob", "Z̴̢̛a̷̧l̶̨g̸̢o̵̧ x",
    "Frau", "Frau Müller", "Frau Anna Müller", "Mr", "Mr Brown", "Dr", "Herr", "Sr. Pérez", "Mme Dupont", "Señora Ruiz",
    "DHL", "DHL Paket", "PayPal", "Deutsche Bank", "Teapot GmbH", "Idiot", "Idiots", "Fuck", "FUCK YOU", "Arschloch",
    "Scammers", "全額返金", "返金 希望", "全额退款", "垃圾店", "免费", "无料 返品", "詐欺", "お客様", "死ね",
    "Full Refund",
    "Ann\x00", "Call +44 20 7946", "€100", "Ann\u2028Lee!",
]  # fmt: skip


@pytest.mark.parametrize(("display", "name"), NAMES.items())
def test_names(display, name):
    assert first_name(display) == name


@pytest.mark.parametrize("display", NO_NAMES)
def test_no_names(display):
    assert first_name(display) == ""


def test_a_number_of_our_own_records_may_look_like_a_telephone():
    assert order_token("0900-12345", known=True) == "0900-12345"
    assert order_token("evil.example/1", known=True) == ""


@pytest.mark.parametrize(
    "number",
    [
        "00042",
        "2026-1234",
        "NW-020417",
        "123-456",
        "1042",
        "DE-10427",
        "A1B2C3",
        "028-1234567-1234567",
        "2026/0441",
        "A_1042",
    ],
)
def test_order_numbers(number):
    assert order_token(number) == number


@pytest.mark.parametrize(
    "number",
    [
        "",
        "12",
        "CALL-ME",
        "1" * 31,
        "10 42",
        "10.42",
        "1042\n",
        "１０４２",
        "a@1.b",
        "#1042",
        "{{1}}",
        "1042/x",
        "1/2/3/4",
        "//1",
        "1042/",
        "0900-12345",
        "TEL-0900-12345",
        "030/1234567",
        "017123456",
        "555-1234",
        "900-123-456",
    ],
)
def test_no_order_numbers(number):
    assert order_token(number) == ""


PARCEL = Parcel(
    order="A-1", email="ann@customer.example", state="moving", carrier="DHL\r\nBcc: x", tracking=" LX1 ",
    last_event_at=datetime(2026, 11, 18, 23, 30, tzinfo=UTC),
)  # fmt: skip


MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
THURSDAY = datetime(2026, 11, 26, 15, 0, tzinfo=UTC)


def filled(mail=MAIL, facts=FACTS, shop=POLICY.shop, locale="en", **more):
    return slots_for(mail, facts, shop, locale, **{"answer_at": MONDAY} | more)


def test_facts_come_from_the_records_only():
    got = filled(
        facts=replace(FACTS, parcel=PARCEL, market="north_america"), shop=replace(POLICY.shop, timezone="Asia/Shanghai")
    )
    assert (got.order, got.parcel.carrier, got.parcel.tracking) == ("A-1", "DHL Bcc: x", "LX1")
    assert (got.parcel.last_date, got.parcel.expected_date) == ("November 19, 2026", "")
    assert got.shop.team == "Blue Teapot"


def test_without_records_one_number_may_be_named_and_two_are_not():
    assert filled(replace(MAIL, order_numbers=("B-2",))).order == "B-2"
    assert filled(replace(MAIL, order_numbers=("B-2", "C-3"))).order == ""
    assert filled().parcel is None


def test_times_are_told_by_the_customers_clock():
    got = filled(facts=replace(FACTS, country="JP", market="asia"), locale="ja", later_at=THURSDAY)
    assert got.answer == When(day="11月23日（月）", time="18:00", zone="日本時間", at="18:00")
    assert got.later == When(day="11月27日（金）", time="0:00", zone="日本時間", at="0:00")
    assert (got.office.opens, got.office.closes, got.office.zone) == ("18:00", "2:00", "日本時間")


def test_without_a_country_the_shops_clock_is_told():
    got = filled(shop=replace(POLICY.shop, timezone="Europe/Berlin"))
    assert got.answer == When(day="Monday, 23 November", time="10:00", zone="Central European Time", at="10:00")
    assert (got.later, got.offer, got.score_links) == (None, None, ())


def test_a_country_with_several_clocks_has_the_shops_own_table():
    facts = replace(FACTS, country="US", market="north_america")
    assert filled(facts=facts).answer.zone == "UTC"
    there = filled(facts=facts, zones={"US": "America/New_York"}).answer
    assert there == When(day="Monday, November 23", time="4:00\xa0AM", zone="Eastern Time", at="4:00\xa0AM")


def test_the_manner_of_the_market():
    assert filled(facts=replace(FACTS, market="asia")).market == "asia"


# --- offers ---------------------------------------------------------------------------------------------------------
AWARD = Award(
    key="A-1:delay:1", case="c", mailbox="support", order="A-1", cause="delay", step=1, kind="discount", at=MONDAY,
    share=Decimal("0.15"), amount=Decimal("7.5"), currency="EUR", code="TEA-7\r\nX",
)  # fmt: skip
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("changes", "amount"),
    [
        ({}, "15%"),
        ({"kind": "refund_part"}, "€7.50"),
        ({"kind": "voucher"}, "€7.50"),
        ({"kind": "refund_part", "amount": None}, "15%"),
        ({"kind": "voucher", "amount": None, "share": None}, ""),
        ({"kind": "gift"}, ""),
        ({"kind": "replacement"}, ""),
        ({"kind": "refund"}, ""),
        ({"kind": "free_shipping"}, ""),
    ],
)
def test_an_offer_in_the_customers_words(changes, amount):
    offer = offer_of(replace(AWARD, **changes), "en", "europe", today=TODAY)
    assert (offer.kind, offer.amount, offer.code, offer.valid_until) == (
        changes.get("kind", "discount"), amount, "TEA-7 X", "",
    )  # fmt: skip


def test_an_offer_lasts_four_days_or_longer():
    for day, said in ((27, "27. November 2026"), (30, "30. November 2026")):
        offer = offer_of(AWARD, "de", "europe", today=TODAY, valid_until=date(2026, 11, day))
        assert (offer.amount, offer.valid_until) == ("15\xa0%", said)
    for day in (22, 23, 26):
        with pytest.raises(ConfigError, match=f"valid until 2026-11-{day} leaves less than 4 days"):
            offer_of(AWARD, "de", "europe", today=TODAY, valid_until=date(2026, 11, day))


@pytest.mark.parametrize("display", NO_NAMES)
def test_nothing_hostile_is_reflected(display):
    mail = replace(MAIL, sender=Address(email="a@b.example", name=display), subject=display, order_numbers=(display,))
    got = filled(mail)
    assert not re.search(r"://|www\.|@|\.[a-z]{2,}|[\u202a-\u202e\u2066-\u2069\r\n]", f"{got.name}{got.order}")
