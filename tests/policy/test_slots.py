"""What of a mail may reach a reply, and what may not."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.policy.cases import FACTS, MAIL, POLICY
from triage.domain import Address, Parcel
from triage.policy.slots import first_name, long_date, order_token, slots_for
from triage.settings import Shop

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
}
NO_NAMES = [
    "", "A", "Ann1", "4nn", "ann@evil.example", "www.evil.example", "evil.com", "Win http://evil.example now",
    "Ann\r\nBcc: x", "Ann\u202eeel", "Ann\u200bLee", "Ann 🎉", "🎉", "Аnn Lee", "Ann Ли", "{{ 7*7 }}", "<b>Ann</b>",
    "Dr. Ann Lee", "Ann_Lee", "Lee, Ann", "Support Team", "info",
    "x" * 41, "Abcdefghijklmnopqrstuv", ".Ann", "-Ann", "Ann/Lee",
    "Ann & Bob", "Z̴̢̛a̷̧l̶̨g̸̢o̵̧ x",
    "Ann\x00", "Call +44 20 7946", "€100", "Ann\u2028Lee!",
]  # fmt: skip


@pytest.mark.parametrize(("display", "name"), NAMES.items())
def test_names(display, name):
    assert first_name(display) == name


@pytest.mark.parametrize("display", NO_NAMES)
def test_no_names(display):
    assert first_name(display) == ""


@pytest.mark.parametrize("number", ["1042", "DE-10427", "A1B2C3", "028-1234567-1234567", "2026/0441", "A_1042"])
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
    ],
)
def test_no_order_numbers(number):
    assert order_token(number) == ""


PARCEL = Parcel(
    order="A-1", email="ann@customer.example", state="moving", carrier="DHL\r\nBcc: x", tracking=" LX1 ",
    last_event_at=datetime(2026, 11, 18, 23, 30, tzinfo=UTC),
)  # fmt: skip


def test_facts_come_from_the_records_only():
    got = slots_for(MAIL, replace(FACTS, parcel=PARCEL), replace(POLICY.shop, timezone="Asia/Shanghai"), "en")
    assert (got.order, got.parcel.carrier, got.parcel.tracking) == ("A-1", "DHL Bcc: x", "LX1")
    assert (got.parcel.last_date, got.parcel.expected_date) == ("November 19, 2026", "")
    assert got.shop.team == "Blue Teapot"


def test_without_records_one_number_may_be_named_and_two_are_not():
    assert slots_for(replace(MAIL, order_numbers=("B-2",)), FACTS, POLICY.shop, "en").order == "B-2"
    assert slots_for(replace(MAIL, order_numbers=("B-2", "C-3")), FACTS, POLICY.shop, "en").order == ""
    assert slots_for(MAIL, FACTS, POLICY.shop, "en").parcel is None


@pytest.mark.parametrize(
    ("locale", "date"),
    [
        ("en", "November 27, 2026"), ("de", "27. November 2026"), ("fr", "27 novembre 2026"), ("zh", "2026年11月27日"),
        ("es", "27 de noviembre de 2026"), ("it", "27 novembre 2026"), ("pt", "27 de novembro de 2026"),
        ("ja", "2026年11月27日"), ("zh-Hant", "2026年11月27日"),
    ],
)  # fmt: skip
def test_dates_in_the_customers_words(locale, date):
    assert long_date(datetime(2026, 11, 27, tzinfo=UTC), Shop(), locale) == date


@pytest.mark.parametrize("display", NO_NAMES)
def test_nothing_hostile_is_reflected(display):
    mail = replace(MAIL, sender=Address(email="a@b.example", name=display), subject=display, order_numbers=(display,))
    got = slots_for(mail, FACTS, POLICY.shop, "en")
    assert not re.search(r"://|www\.|@|\.[a-z]{2,}|[\u202a-\u202e\u2066-\u2069\r\n]", f"{got.name}{got.order}")
