"""In which manner a customer is written to: direct (North America), detailed (Europe), respectful (Asia)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from babel.core import get_global

from triage.settings import Markets

_DEFAULT = "europe"
# A language says less than an address: where it is at home most often among those who buy across borders.
_BY_LANGUAGE: Mapping[str, str] = {"en": "north_america", "zh": "asia", "ja": "asia", "ko": "asia"}
# The first of these continents that a country has a time zone in; Africa and Oceania are written to in detail.
_BY_CONTINENT = (("Europe", "europe"), ("America", "north_america"), ("Asia", "asia"))
_EUROPEAN_UNION = frozenset({"CY"})  # its zones are Asia's, its law is Europe's


def market_of(*, country: str, language: str, script: str, settings: Markets) -> str:
    """One of labels.MARKETS: by the country of the order (ISO 3166) where it is known, else by the mail's language.

    >>> [market_of(country=code, language="en", script="", settings=Markets()) for code in ("SG", "BR", "FR", "AU", "")]
    ['asia', 'north_america', 'europe', 'europe', 'north_america']
    """
    if country:
        return settings.countries.get(country) or _of_country(country)
    locale = f"{language}-{script}" if script else language
    own = settings.languages.get(locale) or settings.languages.get(language)
    return own or _BY_LANGUAGE.get(language, _DEFAULT)


@cache
def _of_country(country: str) -> str:
    """By continent, which the names of the country's time zones begin with (CLDR)."""
    continents = {zone.partition("/")[0] for zone in get_global("territory_zones").get(country, ())}
    if country in _EUROPEAN_UNION:
        return _DEFAULT
    return next((manner for continent, manner in _BY_CONTINENT if continent in continents), _DEFAULT)
