"""The customer's time zone, by her country."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.core import get_global

from triage.errors import ConfigError
from triage.settings import Shop

_COMING_YEAR = datetime(2030, 1, 1, tzinfo=UTC)  # any year to come: rules of today hold on
_WEEKS = tuple(_COMING_YEAR + timedelta(weeks=week) for week in range(52))
_NONE: Mapping[str, str] = {}
# Of countries with several clocks, the one by which most of their people live.
_MOST_LIVE_BY: Mapping[str, str] = {
    "US": "America/New_York", "CA": "America/Toronto", "AU": "Australia/Sydney", "BR": "America/Sao_Paulo",
    "MX": "America/Mexico_City", "RU": "Europe/Moscow", "ES": "Europe/Madrid", "PT": "Europe/Lisbon",
    "ID": "Asia/Jakarta", "CL": "America/Santiago", "NZ": "Pacific/Auckland", "CN": "Asia/Shanghai",
    "EC": "America/Guayaquil", "PF": "Pacific/Tahiti",
}  # fmt: skip


def zone_of(country: str, shop: Shop, zones: Mapping[str, str] = _NONE) -> ZoneInfo:
    """Where the customer's clock hangs. `country` is ISO 3166 or "", `zones` the shop's own table of countries.

    A country whose clocks differ (US, ES, AU ...) has no zone without a row in that table: then times are told by the
    shop's clock, and always with the zone's name.

    >>> home = Shop(timezone="Asia/Shanghai")
    >>> [zone_of(country, home).key for country in ("DE", "JP", "US", "")]
    ['Europe/Berlin', 'Asia/Tokyo', 'Asia/Shanghai', 'Asia/Shanghai']
    >>> zone_of("US", home, {"US": "America/New_York"}).key
    'America/New_York'
    """
    return ZoneInfo(zones.get(country) or _only_zone(country) or shop.timezone)


def missing_zone(country: str, shop: Shop, zones: Mapping[str, str] = _NONE) -> str:
    """A zone to name in that table for a country of several clocks, none of which is the shop's; "" for any other.

    >>> berlin = Shop(timezone="Europe/Berlin")
    >>> missing_zone("US", berlin), missing_zone("ES", berlin), missing_zone("JP", berlin), missing_zone("", berlin)
    ('America/New_York', '', '', '')
    """
    if zones.get(country) or _only_zone(country):
        return ""
    there = [zone for zone in map(_found, get_global("territory_zones").get(country, ())) if zone is not None]
    if not there or _clock(ZoneInfo(shop.timezone)) in map(_clock, there):
        return ""
    return _MOST_LIVE_BY.get(country, there[0].key)


def check_zones(zones: Mapping[str, str]) -> None:
    """Raise ConfigError for a country or a time zone that does not exist."""
    for country, name in zones.items():
        if country not in get_global("territory_zones"):
            raise ConfigError(f'zones: "{country}" is no country; write two capital letters (ISO 3166), such as "US"')
        if _found(name) is None:
            raise ConfigError(
                f'zones.{country}: time zone "{name}" does not exist; use a name such as "America/New_York"'
            )


@lru_cache(maxsize=512)
def _only_zone(country: str) -> str:
    """A zone of the country if all of its zones that people live in show the same time, else ""."""
    zones = [zone for zone in map(_found, get_global("territory_zones").get(country, ())) if zone is not None]
    clocks = set(map(_clock, zones))
    return zones[0].key if len(clocks) == 1 else ""


def _clock(zone: ZoneInfo) -> tuple[timedelta | None, ...]:
    """What the clocks of a zone show over a year."""
    return tuple(at.astimezone(zone).utcoffset() for at in _WEEKS)


def _found(name: str) -> ZoneInfo | None:
    """The zone; None where this machine's data has none of the name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
