"""Days a mail names, absolute and relative, in the order of its text.

Month names and the order of day and month are Babel's (CLDR). A date without a year is the one nearest to the mail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from triage.mail.named import dates_words as words
from triage.mail.named.dates_relative import relative

_TEXT, _FOUND, _MATCHES = 20_000, 20, 300
_SOON = timedelta(days=120)  # ahead of the mail: what is hoped for or planned; most days that mails name are past
_FAR = timedelta(days=60)  # ahead of the mail: further than a promise of delivery
_DIGIT = re.compile(r"\d")
_YEAR = r"(?:19|20)\d\d"
_NOISE = re.compile(r"(?:https?://|www\.)[^\s<>]*+|[^\s<>@]{1,64}+@[^\s<>@]{1,255}+|\+\d[\d ()/.-]{6,24}\d")
_ISO = re.compile(
    rf"(?<![\w./-])(?P<year>{_YEAR})(?P<sep>[-/.])(?P<month>\d\d?)(?P=sep)(?P<day>\d\d?)(?![\d/-]|\.\d|[A-SU-Za-su-z])"
)
_EAST = re.compile(
    rf"(?<!\d)(?:(?P<year>{_YEAR}|\d\d)\s?[年년]\s?)?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日号號일]?(?!\d|[个個件])"
)
_NUMERIC = re.compile(
    rf"(?<![\w./-])(?P<one>\d\d?)(?P<sep>[./-])\s?(?P<two>\d\d?)(?P=sep)\s?(?P<year>{_YEAR}|\d\d)(?![\w/-]|[.:]\d)"
)
_ON = "|".join(sorted({re.escape(word) for word in words.ON}, key=len, reverse=True))
_YEARLESS = re.compile(
    r"(?<![\w./:,+-])(?P<one>\d\d?)(?:(?P<slash>/)(?P<two>\d\d?)"
    r"|(?P<dot>\.)\s?(?P<three>\d\d?)(?P<end>\.?))(?![\w/%-]|[.,:]\d|\s?(?:€|\$|£|%|eur\b|cm\b|kg\b|uhr\b|h\b"
    r"|yrs?\b|years?\b|stars?\b))",
    re.IGNORECASE,
)
_ON_BEFORE = re.compile(rf"(?<!\w)(?:{_ON})\s{{1,2}}\Z", re.IGNORECASE)
_DAY_MONTH = re.compile(
    rf"(?<![\w.,/:+#-])(?:\d\d?\.?\s?[-–]\s?)?(?P<day>\d\d?)(?P<mark>\s?(?:st|nd|rd|th)\b|er|º|ª|°|\."
    rf"|-?го)?(?:\s{{0,2}}(?:de|of|d['’]|den)(?=[\s'’]))?[\s'’-]{{0,2}}(?P<name>[^\W\d_]{{3,13}}+)"
    rf"\.?(?:[\s,.-]{{0,3}}(?:(?:de|del|do|of)\s)?(?P<year>{_YEAR}|['’]\d\d)(?![\d-]))?"
)
_MONTH_DAY = re.compile(
    rf"(?<![\w-])(?P<name>[^\W\d_]{{3,12}}+)\.?\s{{1,2}}(?:the\s)?(?P<day>\d\d?)(?P<mark>\s?(?:st|nd|rd|th)\b)?"
    rf"(?![\w:%-]|[.,]\d)(?:[\s,]{{0,3}}(?P<year>{_YEAR})(?![\d-]))?"
)
_NOT_BEFORE = re.compile(
    r"(?:version|release|v|ver|firmware|size|gr[öo][sß]+e|taille|talla|misura|taglia|kapitel|chapter|nr|no|№|#|\$|€"
    r"|£)[.:\s]{0,2}$",
    re.IGNORECASE,
)
_MONTH_FIRST = frozenset({"US", "PH", "PR", "GU", "FM", "MH"})

_Width = Literal["wide", "abbreviated"]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reader:
    """How this mail's dates are read."""

    written: date | None
    month_first: bool
    sure: bool  # the order of day and month is known
    months: dict[str, int]

    def day(self, year: str | None, month: int, day: int) -> date | None:
        """A real day within a century of the mail; without a year the last one, unless the next is soon."""
        if year:
            number = int(year.lstrip("'’"))
            return _real(number + 2000 if number < 100 else number, month, day)
        if self.written is None:
            return None
        near = (_real(self.written.year + step, month, day) for step in (1, 0, -1))
        return next((one for one in near if one and one - self.written <= _SOON), None)

    def numeric(self, year: str | None, one: int, two: int, *, dotted: bool = False) -> date | None:
        """Two numbers and a year: by the locale's order, the other where that is no day or far ahead of the mail."""
        day_first, month_first = self.day(year, two, one), self.day(year, one, two)
        first, second = (month_first, day_first) if self.month_first and not dotted else (day_first, month_first)
        if first and second and not self.sure and not dotted and self._far(first) and not self._far(second):
            return second
        return first or second

    def _far(self, day: date) -> bool:
        return self.written is not None and day - self.written > _FAR


def dates(text: str, language: str = "", written: datetime | None = None, country: str = "") -> tuple[date, ...]:
    """Days in the order of the text, each once, at most twenty.

    `language` is ISO 639-1 of the words, `country` ISO 3166; `written` is when the mail was: without it neither
    relative days nor dates without a year are told.

    >>> dates("Ordered on 12/03, promised for March 20th", "en", datetime(2026, 3, 25), "GB")
    (datetime.date(2026, 3, 12), datetime.date(2026, 3, 20))
    >>> dates("vor drei Tagen, am 1. März 2026", "de", datetime(2026, 3, 25))
    (datetime.date(2026, 3, 22), datetime.date(2026, 3, 1))
    """
    text = text[:_TEXT] if text.isascii() else unicodedata.normalize("NFKC", text[:_TEXT])[:_TEXT]
    day = written.date() if written else None
    found = [*_absolute(text, _reader(language, day, country))] if _DIGIT.search(text) else []
    if day:
        found += _safely(text, _spoken(language), day)
    taken = sorted(found, key=lambda one: one[0])
    return tuple(dict.fromkeys(one for _, one in taken))[:_FOUND]


def _safely(text: str, languages: tuple[str, ...], written: date) -> list[tuple[int, date]]:
    try:
        return list(relative(text, languages, written))
    except (OverflowError, ValueError):  # a mail of the year 1 or 9999
        return []


def _spoken(language: str) -> tuple[str, ...]:
    return (
        tuple(dict.fromkeys((language, "en")))
        if language in words.DAYS
        else ("en", *(w for w in words.LANGUAGES if w != "en"))
    )


def _absolute(text: str, reader: _Reader) -> Iterator[tuple[int, date]]:
    text = _NOISE.sub(_blank, text)
    for pattern, read in _FORMS:
        for count, match in enumerate(pattern.finditer(text)):
            if count >= _MATCHES:
                break
            day = None if _NOT_BEFORE.search(text, max(0, match.start() - 12), match.start()) else read(reader, match)
            if day and (reader.written is None or abs((day - reader.written).days) < 36_525):
                yield match.start(), day
                text = f"{text[: match.start()]}{'*' * (match.end() - match.start())}{text[match.end() :]}"


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _full(reader: _Reader, match: re.Match[str]) -> date | None:
    return reader.day(match["year"], int(match["month"]), int(match["day"]))


def _numeric(reader: _Reader, match: re.Match[str]) -> date | None:
    if len(match["year"]) == 2 and reader.written and abs(2000 + int(match["year"]) - reader.written.year) > 10:
        return None
    return reader.numeric(match["year"], int(match["one"]), int(match["two"]), dotted=match["sep"] == ".")


def _yearless(reader: _Reader, match: re.Match[str]) -> date | None:
    """Without a year a date needs a word before it, two digits on both sides of a slash, or the German second dot."""
    one, two = match["one"], match["two"] or match["three"]
    slashed = bool(match["slash"]) and len(one) == len(two) == 2
    on = _ON_BEFORE.search(match.string, max(0, match.start() - 20), match.start())
    if not (on or slashed or match["end"]) or (one, two) in {("24", "7"), ("24", "07")}:
        return None
    return reader.numeric(None, int(one), int(two), dotted=bool(match["dot"]))


def _named(reader: _Reader, match: re.Match[str]) -> date | None:
    name = match["name"].lower()
    month = reader.months.get(name)
    if month is None or (
        name in words.AMBIGUOUS_MONTHS and match["name"].islower() and not (match["mark"] or match["year"])
    ):
        return None
    return reader.day(match["year"], month, int(match["day"]))


_FORMS: tuple[tuple[re.Pattern[str], Callable[[_Reader, re.Match[str]], date | None]], ...] = (
    (_ISO, _full), (_EAST, _full), (_NUMERIC, _numeric), (_DAY_MONTH, _named),
    (_MONTH_DAY, _named), (_YEARLESS, _yearless),
)  # fmt: skip


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _reader(language: str, written: date | None, country: str) -> _Reader:
    country = country.upper()
    known = language if language in words.DAYS else ""
    return _Reader(
        written=written, months=_months(language), sure=bool(known) and (known != "en" or bool(country)),
        month_first=_is_month_first(known, country),
    )  # fmt: skip


@lru_cache(maxsize=256)
def _is_month_first(language: str, country: str) -> bool:
    """Whether 12/03 is in December: by the locale's short form; English of an unknown country is American."""
    if language in ("", "en"):
        return country in _MONTH_FIRST or not country
    try:
        order = str(Locale.parse(language).date_formats["short"].pattern)
    except (UnknownLocaleError, ValueError):
        return False
    return order.find("M") < order.find("d")


@lru_cache(maxsize=64)
def _months(language: str) -> dict[str, int]:
    """Names of months: all of the mail's language and English, whole ones of the shops' other languages."""
    names: dict[str, int] = {}
    for other in words.LANGUAGES:
        names |= dict(_names(other, ("wide",)))
    names |= dict(_names("en", ("wide", "abbreviated"))) | {"sept": 9}
    try:
        return names | dict(_names(language or "en", ("wide", "abbreviated")))
    except (UnknownLocaleError, ValueError):
        return names


def _names(language: str, widths: tuple[_Width, ...]) -> Iterator[tuple[str, int]]:
    for width in widths:
        for context in ("format", "stand-alone"):
            for month, name in get_month_names(width, context=context, locale=language).items():
                plain = name.lower().rstrip(".")
                yield from ((one, month) for one in {plain, _without_marks(plain)} if len(one) > 2 and one.isalpha())


def _without_marks(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))
