"""Times, dates, money and shares in every language and on three continents."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from triage.labels import LANGUAGES, MARKETS
from triage.policy.calendars import calendar
from triage.policy.written import (
    Office,
    babel_locale,
    day_name,
    long_date,
    money,
    office_for,
    percent,
    region_of,
    when,
    written_date,
    zone_name,
)
from triage.settings import Holidays, Shop

MONDAY = datetime(2026, 11, 23, 15, 30, tzinfo=UTC)
ALL = [(locale, market) for locale in (*LANGUAGES, "zh-Hant") for market in MARKETS]

DATES = {
    "en": ("Monday, November 23", "November 27, 2026"),
    "en-GB": ("Monday, 23 November", "27 November 2026"),
    "de": ("Montag, 23. November", "27. November 2026"),
    "fr": ("lundi 23 novembre", "27 novembre 2026"),
    "fr-CA": ("lundi 23 novembre", "27 novembre 2026"),
    "es": ("lunes 23 de noviembre", "27 de noviembre de 2026"),
    "es-US": ("lunes 23 de noviembre", "27 de noviembre de 2026"),
    "it": ("lunedì 23 novembre", "27 novembre 2026"),
    "pt": ("segunda-feira, 23 de novembro", "27 de novembro de 2026"),
    "pt-PT": ("segunda-feira, 23 de novembro", "27 de novembro de 2026"),
    "zh": ("11月23日（星期一）", "2026年11月27日"),
    "zh-Hant": ("11月23日（星期一）", "2026年11月27日"),
    "ja": ("11月23日（月）", "2026年11月27日"),
    "nl": ("maandag 23 november 2026", "27 november 2026"),
}


@pytest.mark.parametrize(("locale", "written"), DATES.items())
def test_dates(locale, written):
    assert (day_name(MONDAY.date(), locale), written_date(date(2026, 11, 27), locale)) == written


@pytest.mark.parametrize(
    ("locale", "clock"),
    [
        ("en", "3:30\xa0PM"), ("en-GB", "15:30"), ("de", "15:30"), ("fr", "15 h 30"), ("fr-CA", "15 h 30"),
        ("es", "15:30"), ("es-US", "3:30\xa0p.m."), ("it", "15:30"), ("pt", "15:30"), ("pt-PT", "15:30"),
        ("zh", "15:30"), ("zh-Hant", "下午3:30"), ("ja", "15:30"),
    ],
)  # fmt: skip
def test_times(locale, clock):
    assert when(MONDAY, UTC, locale).time.replace("\u2009", " ").replace("\xa0h\xa0", " h ") == clock


def test_the_clock_may_show_another_day():
    assert when(MONDAY, ZoneInfo("Asia/Tokyo"), "ja").day == "11月24日（火）"


ZONES = [
    ("UTC", "en", "UTC"),
    ("Etc/GMT+5", "de", "GMT-05:00"),
    ("Europe/Berlin", "de", "Mitteleuropäische Zeit"),
    ("Europe/London", "en", "United Kingdom Time"),
    ("Europe/London", "de", "Ortszeit Vereinigtes Königreich"),
    ("Europe/London", "es-US", "hora de Reino Unido"),
    ("Asia/Singapore", "fr-CA", "heure de Singapour"),
    ("Asia/Shanghai", "zh", "中国时间"),
    ("America/New_York", "en", "Eastern Time"),
    ("America/New_York", "es-US", "hora del Este"),
    ("America/New_York", "zh-Hant", "美東時間"),
    ("America/Kentucky/Louisville", "it", "ora orientale USA"),
    ("Asia/Urumqi", "de", "Ortszeit Ürümqi"),
    ("Europe/London", "fr", "heure locale : Royaume-Uni"),
    ("Europe/London", "pt", "horário local: Reino Unido"),
    ("Pacific/Honolulu", "en", "Hawaii-Aleutian Time"),
]


@pytest.mark.parametrize(("zone", "locale", "name"), ZONES)
def test_zones(zone, locale, name):
    assert zone_name(ZoneInfo(zone), locale) == name


@pytest.mark.parametrize(("locale", "market"), ALL)
@pytest.mark.parametrize("zone", ["UTC", "Europe/London", "Asia/Singapore", "America/Sao_Paulo", "Australia/Perth"])
def test_zones_read_well_inside_brackets(locale, market, zone):
    name = zone_name(ZoneInfo(zone), region_of(locale, market))
    assert not set("()（）") & set(name)
    assert "ummer" not in name
    assert "verano" not in name


@pytest.mark.parametrize(("locale", "market"), ALL)
def test_nothing_is_written_with_a_space_that_shows_as_a_box(locale, market):
    region = region_of(locale, market)
    told = when(MONDAY, ZoneInfo("America/New_York"), region)
    amounts = money(Decimal("1234.5"), "USD", region) + percent(Decimal("0.15"), region)
    assert "\u202f" not in told.day + told.time + told.zone + amounts


MONEY = [
    ("10", "EUR", "de", "10,00\xa0€"),
    ("10", "EUR", "en-GB", "€10.00"),
    ("1234.5", "USD", "en", "$1,234.50"),
    ("1234.5", "USD", "fr", "1\xa0234,50\xa0$US"),
    ("1200", "JPY", "ja", "￥1,200"),
    ("9.9", "CNY", "zh", "¥9.90"),
]


@pytest.mark.parametrize(("amount", "currency", "locale", "written"), MONEY)
def test_money(amount, currency, locale, written):
    assert money(Decimal(amount), currency, locale) == written


@pytest.mark.parametrize(
    ("share", "locale", "written"),
    [("0.15", "en", "15%"), ("0.15", "fr", "15\xa0%"), ("0.125", "de", "12,5\xa0%"), ("1", "ja", "100%")],
)
def test_shares(share, locale, written):
    assert percent(Decimal(share), locale) == written


BERLIN = Shop(timezone="Europe/Berlin")


def test_office_hours_by_another_clock():
    assert office_for(calendar(BERLIN), MONDAY, ZoneInfo("America/New_York"), "en") == Office(
        opens="3:00\xa0AM", closes="11:00\xa0AM", zone="Eastern Time"
    )


@pytest.mark.parametrize(("month", "opens"), [(3, "16:00"), (7, "16:00"), (12, "17:00")])
def test_office_hours_follow_the_summer(month, opens):
    near = datetime(2026, month, 30, 3, 0, tzinfo=UTC)
    assert office_for(calendar(BERLIN), near, ZoneInfo("Asia/Tokyo"), "ja").opens == opens


def test_a_shop_that_never_closes():
    always = Shop(office_days=())
    assert office_for(calendar(always), MONDAY, UTC, "de") == Office(opens="00:00", closes="23:59", zone="UTC")


def test_dates_of_parcels_are_the_shops():
    late = datetime(2026, 11, 27, 23, 30, tzinfo=UTC)
    assert long_date(late, Shop(timezone="Asia/Shanghai"), "en-GB") == "28 November 2026"
    assert long_date(None, Shop(), "en") == ""


def test_a_language_that_is_none():
    with pytest.raises(ValueError, match="xq"):
        babel_locale("xq")


def test_a_closed_office_is_back_on_the_day_by_the_customers_clock() -> None:
    days = calendar(Shop(timezone="America/Los_Angeles"), Holidays(closed=("2026-11-26 to 2026-11-30",)))
    closed, open_again = datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2026, 12, 1, 17, tzinfo=UTC)
    back = {zone: office_for(days, open_again, ZoneInfo(zone), "en", now=closed).back for zone in ("Asia/Tokyo", "UTC")}
    assert back == {"Asia/Tokyo": "Wednesday, December 2", "UTC": "Tuesday, December 1"}
    assert office_for(days, open_again, UTC, "en", now=open_again).back == ""
