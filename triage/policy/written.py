"""Times, dates, money and shares as a customer reads them: her language, her part of the world, her clock."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_gmt
from babel.numbers import format_currency, format_percent

from triage.policy.calendars import Calendar
from triage.settings import Shop

# One language, written differently on two continents (CLDR); everywhere else the language alone says enough.
_REGIONS = {
    ("en", "europe"): "en-GB", ("en", "asia"): "en-GB", ("es", "north_america"): "es-US",
    ("fr", "north_america"): "fr-CA", ("pt", "europe"): "pt-PT",
}  # fmt: skip
# What the CLDR's "time of X" would say without an article, or in brackets.
_LOCAL_TIMES = {
    "fr": "heure locale : %s", "it": "ora locale: %s", "pt": "horário local: %s", "pt-PT": "hora local: %s",
    "de": "Ortszeit %s",
}  # fmt: skip
_ZONE_NAMES = {  # people's own words: "oriental" is another continent's, and there are many easts
    ("es", "America_Eastern"): "hora del Este", ("es-US", "America_Eastern"): "hora del Este",
    ("zh-Hant", "America_Eastern"): "美東時間", ("zh-Hant", "America_Pacific"): "美西時間",
}  # fmt: skip
_PLAIN_STANDARD = frozenset({"fr", "it"})  # whose standard time is called as people say: "heure de Singapour"
_SMALL_ZONES = frozenset({"it", "pt"})  # the CLDR writes them as headings
# A day near enough to need no year, as it stands in a sentence. Patterns: Unicode TR 35.
_DAYS = {
    "en": "EEEE, MMMM d", "en-GB": "EEEE, d MMMM", "de": "EEEE, d. MMMM", "fr": "EEEE d MMMM", "fr-CA": "EEEE d MMMM",
    "es": "EEEE d 'de' MMMM", "es-US": "EEEE d 'de' MMMM", "it": "EEEE d MMMM", "pt": "EEEE, d 'de' MMMM",
    "pt-PT": "EEEE, d 'de' MMMM", "zh": "M月d日（EEEE）", "zh-Hant": "M月d日（EEEE）", "ja": "M月d日（EEE）",
}  # fmt: skip
# Times of day where the CLDR writes a timetable's: on the hour, and with minutes. Patterns: Unicode TR 35.
_CLOCKS = {"fr": ("H\u00a0'h'", "H\u00a0'h'\u00a0mm")}
# "At" before a time of day, where one o'clock wants another word than the rest.
_AT = {"es": ("a la", "a las"), "pt": ("à", "às")}
_NARROW_SPACE = "\u202f"  # older mail programs show a box
_SPACE = "\u00a0"


@dataclass(frozen=True, kw_only=True, slots=True)
class When:
    """A moment by the customer's clock, in her words."""

    day: str
    time: str
    zone: str
    at: str = ""  # the time with "at" before it in Spanish and Portuguese, which bend it: "a la 1:00"; else as `time`


@dataclass(frozen=True, kw_only=True, slots=True)
class Office:
    """When somebody is there, by the customer's clock."""

    opens: str
    closes: str
    zone: str
    back: str = ""  # the day on which somebody is there again, where that is long ahead


def babel_locale(locale: str) -> Locale:
    """Babel's locale for one of ours ("zh-Hant"). Raises ValueError when there is none."""
    try:
        return Locale.parse(locale, sep="-")
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from error


def region_of(locale: str, market: str) -> str:
    """The locale by whose habits dates and money are written for a market.

    >>> region_of("en", "europe"), region_of("en", "north_america"), region_of("de", "asia")
    ('en-GB', 'en', 'de')
    """
    return _REGIONS.get((locale, market), locale)


def when(at: datetime, zone: tzinfo, locale: str) -> When:
    r"""A moment as day, time and zone.

    >>> moment = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("UTC"))
    >>> when(moment, ZoneInfo("Europe/Berlin"), "de")
    When(day='Montag, 23. November', time='10:00', zone='Mitteleuropäische Zeit', at='10:00')
    >>> when(moment, ZoneInfo("UTC"), "es").at, when(moment.replace(hour=1), ZoneInfo("UTC"), "pt").at
    ('a las 9:00', 'à 01:00')
    >>> when(moment, ZoneInfo("America/New_York"), "en").time
    '4:00\xa0AM'
    """
    there = at.astimezone(zone)
    clock = _clock(there.time(), locale)
    one, rest = _AT.get(locale.partition("-")[0], ("", ""))
    return When(
        day=day_name(there.date(), locale), time=clock, zone=zone_name(zone, locale),
        at=f"{one if clock.removeprefix('0').startswith('1:') else rest} {clock}".lstrip(),
    )  # fmt: skip


def day_name(day: date, locale: str) -> str:
    """A day with its weekday; with the year in a language that the table does not know.

    >>> day_name(date(2026, 11, 23), "en-GB"), day_name(date(2026, 11, 23), "ja")
    ('Monday, 23 November', '11月23日（月）')
    """
    return _plain(_first_in_french(format_date(day, _DAYS.get(locale, "full"), babel_locale(locale)), day, locale))


def zone_name(zone: tzinfo, locale: str) -> str:
    """What people call a time zone, summer or winter, as it stands in a sentence.

    >>> zone_name(ZoneInfo("America/New_York"), "en"), zone_name(ZoneInfo("Europe/London"), "de")
    ('Eastern Time', 'Ortszeit Vereinigtes Königreich')
    """
    key = zone.key if isinstance(zone, ZoneInfo) else ""
    country = get_global("zone_territories").get(key, "ZZ")
    if country in {"ZZ", "001"}:  # belongs to no country
        offset = get_timezone_gmt(datetime(2000, 1, 1, tzinfo=zone), "long")
        return "UTC" if offset.endswith("00:00") else offset
    region = _metazone(key)
    own = babel_locale(locale).meta_zones.get(region, {}).get("long", {})
    always = len({datetime(2026, month, 1, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7)}) == 1
    language = locale.partition("-")[0]
    plain = own.get("standard") if always and language in _PLAIN_STANDARD else None
    name = _ZONE_NAMES.get((locale, region)) or own.get("generic") or plain or _place_name(key, country, locale)
    return name[0].lower() + name[1:] if language in _SMALL_ZONES else name


def _metazone(key: str) -> str:
    """The CLDR's name for all zones with one time; it knows some by older names of the zone database."""
    zones, others = get_global("meta_zones"), get_global("zone_aliases")
    older = (alias for alias, canonical in others.items() if canonical == key)
    return next((zones[name] for name in (key, others.get(key, key), *older) if name in zones), "")


def _place_name(key: str, country: str, locale: str) -> str:
    """A zone that has no name is called after its country, or its city where the country has several zones."""
    language = locale.partition("-")[0]
    known = babel_locale(locale if language == "zh" else language)
    alone = list(get_global("zone_territories").values()).count(country) == 1
    city = known.time_zones.get(key, {}).get("city") or key.rpartition("/")[2].replace("_", " ")
    form = _LOCAL_TIMES.get(locale) or _LOCAL_TIMES.get(language) or known.zone_formats["region"]
    return form % (known.territories[country] if alone else city)


def office_for(days: Calendar, near: datetime, zone: tzinfo, locale: str, *, now: datetime | None = None) -> Office:
    """The shop's office hours on the first office day from `near` on, by another clock.

    `now` is when the reply is written; where nobody is there for days from then on, the office tells when it is back.

    >>> from triage.policy.calendars import calendar
    >>> saturday = datetime(2026, 11, 21, tzinfo=ZoneInfo("UTC"))
    >>> office_for(calendar(Shop(timezone="Europe/Berlin")), saturday, ZoneInfo("Asia/Tokyo"), "ja")
    Office(opens='17:00', closes='1:00', zone='日本時間', back='')
    """
    hours = None if days.always else next((pair for pair in days.windows(near) if pair[1] > near), None)
    opens, closes = (at.astimezone(zone).time() for at in hours) if hours else (time(0), time(23, 59))
    back = days.back(now) if now is not None else None
    return Office(
        opens=_clock(opens, locale), closes=_clock(closes, locale), zone=zone_name(zone, locale),
        back=day_name(back.astimezone(zone).date(), locale) if back else "",
    )  # fmt: skip


def long_date(at: datetime | None, shop: Shop, locale: str) -> str:
    """A date in the customer's words, by the shop's calendar; "" for none."""
    return "" if at is None else written_date(at.astimezone(ZoneInfo(shop.timezone)).date(), locale)


def written_date(day: date, locale: str) -> str:
    """A day with its year.

    >>> written_date(date(2026, 12, 27), "en-GB"), written_date(date(2026, 12, 27), "de")
    ('27 December 2026', '27. Dezember 2026')
    """
    return _plain(_first_in_french(format_date(day, "long", babel_locale(locale)), day, locale))


def money(amount: Decimal, currency: str, locale: str) -> str:
    r"""An amount as it is written where the customer lives. `currency` is an ISO 4217 code.

    >>> money(Decimal("10"), "EUR", "de"), money(Decimal("1200"), "JPY", "ja"), money(Decimal("9.5"), "USD", "en-GB")
    ('10,00\xa0€', '￥1,200', 'US$9.50')
    """
    return _plain(format_currency(amount, currency, locale=babel_locale(locale)))


def percent(share: Decimal, locale: str) -> str:
    r"""A share, 0 to 1, in per cent.

    >>> percent(Decimal("0.15"), "en"), percent(Decimal("0.125"), "de")
    ('15%', '12,5\xa0%')
    """
    return _plain(format_percent(share, locale=babel_locale(locale), decimal_quantization=False))


def _first_in_french(written: str, day: date, locale: str) -> str:
    """French counts the first of a month, which the CLDR's patterns cannot say."""
    return re.sub(r"\b1 ", "1er ", written, count=1) if day.day == 1 and locale.startswith("fr") else written


def _clock(at: time, locale: str) -> str:
    pattern = _CLOCKS.get(locale.partition("-")[0], ("short", "short"))[at.minute > 0]
    return _plain(format_time(at, pattern, locale=babel_locale(locale)))


def _plain(written: str) -> str:
    return written.replace(_NARROW_SPACE, _SPACE)
