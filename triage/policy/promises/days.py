"""The days that a sentence names: dates, weekdays, words such as "tomorrow", and the ends of weeks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache

from triage.policy.promises.words import Words, longest_first

_PART_OF_DAY = "(?:morgen|vormittag|mittag|nachmittag|abend)?"  # German writes "Freitagmittag"
_HALF_A_YEAR = timedelta(days=183)
_EAST_DAYS = "一二三四五六日"
_JAPANESE_DAYS = "月火水木金土日"
_ISO = re.compile(r"(?<![\d-])(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_EAST_DATE = re.compile(r"(?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号號]")
_NUMERIC = re.compile(
    r"(?<![\w./-])(?P<one>\d{1,2})(?P<sep>[./])\s?(?P<two>\d{1,2})(?:(?P=sep)\s?(?P<year>20\d\d|\d\d)?(?!\d)|(?![\w/-]|\.\d))"
)
_CHINESE_WEEKDAY = re.compile(r"(?P<week>下|本|这|這)?[个個]?(?:周|週|星期|礼拜|禮拜)(?P<day>[一二三四五六日天])")
_JAPANESE_WEEKDAY = re.compile(r"(?P<week>今週|来週)?の?(?P<day>[月火水木金土日])曜日?")


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A piece of a time: a day, a kind of span, or a time of day."""

    start: int
    end: int
    day: date | None = None
    weekday: int | None = None
    span: str = ""
    clock: time | None = None


def days(sentence: str, words: Words, today: date) -> Iterator[Part]:
    """Days and spans, the surest ways of writing first."""
    for pattern, read in _dates(words):
        for found in pattern.finditer(sentence):
            day = read(found, words, today)
            if day is not None:
                yield Part(start=found.start(), end=found.end(), day=day)
    for kind, pattern in words.spans:
        yield from (Part(start=one.start(), end=one.end(), span=kind) for one in pattern.finditer(sentence))
    yield from _weekdays(sentence, words, today)
    for pattern, ahead in words.days:
        for found in pattern.finditer(sentence):
            yield Part(start=found.start(), end=found.end(), day=today + timedelta(days=ahead))


def _weekdays(sentence: str, words: Words, today: date) -> Iterator[Part]:
    for found in re.finditer(rf"(?<!\w)(?P<name>{longest_first(words.weekdays)}){_PART_OF_DAY}(?!\w)", sentence):
        if not words.behind.search(sentence, max(0, found.start() - 24), found.start()):
            yield Part(start=found.start(), end=found.end(), weekday=words.weekdays[found["name"]])
    for pattern, names in ((_CHINESE_WEEKDAY, _EAST_DAYS), (_JAPANESE_WEEKDAY, _JAPANESE_DAYS)):
        for found in pattern.finditer("" if words.spaced else sentence):
            weekday = names.index(found["day"].replace("天", "日"))
            if not words.behind.search(sentence, max(0, found.start() - 4), found.start()):
                yield Part(start=found.start(), end=found.end(), day=in_week(today, weekday, found["week"] or ""))


def in_week(today: date, weekday: int, week: str) -> date:
    """The weekday of this week or, where `week` says so, of the next one; without a week the next such day."""
    monday = today - timedelta(days=today.weekday())
    if week:
        return monday + timedelta(days=weekday, weeks=int(week in {"下", "来週"}))
    return next_weekday(today, weekday)


def next_weekday(today: date, weekday: int) -> date:
    """The next such day after today: who means today says so."""
    return today + timedelta(days=(weekday - today.weekday()) % 7 or 7)


_Read = Callable[[re.Match[str], Words, date], date | None]


def _full(found: re.Match[str], _words: Words, today: date) -> date | None:
    return _real(found["year"], int(found["month"]), int(found["day"]), today)


def _numeric(found: re.Match[str], words: Words, today: date) -> date | None:
    """Day first, but in English with slashes either may be; then only what can be read in one way counts."""
    day, month = int(found["one"]), int(found["two"])
    if words.language == "en" and found["sep"] == "/":
        other = _real(found["year"], day, month, today)
        this = _real(found["year"], month, day, today)
        return this or other if not (this and other) or this == other else None
    if found["sep"] == "/" and not words.spaced:
        day, month = month, day
    return _real(found["year"], month, day, today)


def _named(found: re.Match[str], words: Words, today: date) -> date | None:
    return _real(found["year"], words.months[found["name"]], int(found["day"]), today)


def _real(year: str | None, month: int, day: int, today: date) -> date | None:
    """A day; without a year the one that is not long gone."""
    number = int(year) + (2000 if len(year) == 2 else 0) if year else today.year
    try:
        found = date(number, month, day)
        return found.replace(year=number + 1) if not year and found < today - _HALF_A_YEAR else found
    except ValueError:
        return None


@lru_cache(maxsize=8)
def _named_months(names: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    year = r"(?:,? (?:de |del )?(?P<year>20\d\d))?(?!\d)"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|\.)?"
    return (
        re.compile(rf"(?<![\w.,:/-]){day} ?(?:(?:de|of) )?(?P<name>{names})\.?(?!\w){year}"),
        re.compile(rf"(?<!\w)(?P<name>{names})\.? (?:the )?{day}(?![\w:]){year}"),
    )


def _dates(words: Words) -> Iterator[tuple[re.Pattern[str], _Read]]:
    yield _ISO, _full
    if words.months:
        yield from ((pattern, _named) for pattern in _named_months(longest_first(words.months)))
    else:
        yield _EAST_DATE, _full
    yield _NUMERIC, _numeric
