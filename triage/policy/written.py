"""Times, dates, money and shares as a customer reads them: her language, her part of the world, her clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import format_date, format_time, get_timezone_gmt, get_timezone_name
from babel.numbers import format_currency, format_percent

from triage.policy.calendars import Calendar
from triage.settings import Shop

# One language, written differently on two continents (CLDR); everywhere else the language alone says enough.
_REGIONS = {
    ("en", "europe"): "en-GB", ("en", "asia"): "en-GB", ("es", "north_america"): "es-US",
    ("fr", "north_america"): "fr-CA", ("pt", "europe"): "pt-PT",
}  # fmt: skip
# Babel gives these regions every zone without a name of its own as summer time.
_ZONE_NAMES = {"es-US": "es", "fr-CA": "fr"}
# A day near enough to need no year, as it stands in a sentence. Patterns: Unicode TR 35.
_DAYS = {
    "en": "EEEE, MMMM d", "en-GB": "EEEE, d MMMM", "de": "EEEE, d. MMMM", "fr": "EEEE d MMMM", "fr-CA": "EEEE d MMMM",
    "es": "EEEE d 'de' MMMM", "es-US": "EEEE d 'de' MMMM", "it": "EEEE d MMMM", "pt": "EEEE, d 'de' MMMM",
    "pt-PT": "EEEE, d 'de' MMMM", "zh": "M月d日（EEEE）", "zh-Hant": "M月d日（EEEE）", "ja": "M月d日（EEE）",
}  # fmt: skip
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
    return _plain(format_date(day, _DAYS.get(locale, "full"), babel_locale(locale)))


def zone_name(zone: tzinfo, locale: str) -> str:
    """What people call a time zone, summer or winter.

    >>> zone_name(ZoneInfo("America/New_York"), "en"), zone_name(ZoneInfo("Europe/London"), "de")
    ('Eastern Time', 'Ortszeit Vereinigtes Königreich')
    """
    key = zone.key if isinstance(zone, ZoneInfo) else ""
    if get_global("zone_territories").get(key, "ZZ") in {"ZZ", "001"}:  # belongs to no country
        offset = get_timezone_gmt(datetime(2000, 1, 1, tzinfo=zone), "long")
        return "UTC" if offset.endswith("00:00") else offset
    name = get_timezone_name(zone, locale=babel_locale(_ZONE_NAMES.get(locale, locale)))
    place, bracket, rest = name.partition(" (")
    return f"{rest.rstrip(')')} {place}" if bracket else name


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
    return _plain(format_date(day, "long", babel_locale(locale)))


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


def _clock(at: time, locale: str) -> str:
    return _plain(format_time(at, "short", locale=babel_locale(locale)))


def _plain(written: str) -> str:
    return written.replace(_NARROW_SPACE, _SPACE)
