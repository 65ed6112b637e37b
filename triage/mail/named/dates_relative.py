"""Days a mail names by their distance from its own date: yesterday, last Monday, three weeks ago, 上周五, 3日前."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from triage.mail.named import dates_words as words
from triage.mail.named.alternatives import any_of

_Found = tuple[int, date]
_EDGE, _END = r"(?<![\w'’-])", r"(?![\w-])"
_AMBIGUOUS = frozenset(
    {"hier", "morgen", "mañana", "domani"}
)  # other words in other languages; not where nobody knows which
_MORNING = re.compile(r"(?:heute|gestern|guten?|jeden|am|diesen|la|esta|las|goede|vanmorgen)\s$", re.IGNORECASE)
_EAST = re.compile(r"[\u3040-\u9fff\uac00-\ud7a3]")
_EAST_COUNT = r"(?P<count>\d{1,3}|十[一二]|[一二两兩三四五六七八九十半])"
_EAST_AGO = re.compile(
    rf"{_EAST_COUNT}\s?(?P<unit>(?:个|個)?(?:天|日|周|週間|週|星期|礼拜|禮拜)|(?:个|個|か|カ|ヶ|ヵ|箇)月|일|주|개월)\s?(?:以|之)?(?P<way>前"
    rf"|后|後|전|후)"
)
_ZH_WEEKDAY = re.compile(r"(?P<week>上上|上|下下|下|这|這|本)个?個?(?:周|週|星期|礼拜|禮拜)(?P<day>[一二三四五六日天])")
_JA_WEEKDAY = re.compile(r"(?P<week>先々週|先週|今週|再来週|来週)の?(?P<day>[月火水木金土日])曜日?")
_EAST_DAY = re.compile("|".join(sorted(words.EAST_DAYS, key=len, reverse=True)))
_NEVER = re.compile(r"(?!)")
_EAST_MONTH = re.compile(r"(?P<back>上个月|上個月|先月|지난달)|(?P<ahead>下个月|下個月|来月|다음 ?달)")


@dataclass(frozen=True, kw_only=True, slots=True)
class _Patterns:
    days: re.Pattern[str]
    last: re.Pattern[str] | None
    next: re.Pattern[str] | None
    ago: re.Pattern[str]
    ahead: re.Pattern[str]
    weekdays: tuple[re.Pattern[str], ...]
    units: tuple[re.Pattern[str], ...]
    counts: tuple[re.Pattern[str], ...]


def relative(text: str, languages: tuple[str, ...], written: date) -> Iterator[_Found]:
    """Places and days, in the words of these languages and of East Asia; `written` is the day the mail was written."""
    for language in languages:
        if language in words.DAYS:
            yield from _in_language(text, language, written, sure=len(languages) <= 2)
    if _EAST.search(text):
        yield from _east(text, written)


def _in_language(text: str, language: str, written: date, *, sure: bool) -> Iterator[_Found]:
    known = _patterns(language)
    for match in known.days.finditer(text):
        word = match[0].lower()
        if word in _AMBIGUOUS and (
            not sure or match[0][0].isupper() or _MORNING.search(text, max(0, match.start() - 12), match.start())
        ):
            continue
        yield match.start(), written + timedelta(days=words.DAYS[language][word])
    for pattern, step in ((known.last, -1), (known.next, 1)):
        for match in pattern.finditer(text) if pattern else ():
            yield match.start(), _weekday(written, _which(known.weekdays, match[0]), step)
    for pattern, step in ((known.ago, -1), (known.ahead, 1)):
        for match in pattern.finditer(text):
            yield (
                match.start(),
                _moved(written, step * _count(match["count"], known.counts), _which(known.units, match["unit"])),
            )


def _which(patterns: tuple[re.Pattern[str], ...], text: str) -> int:
    return next((index for index, pattern in enumerate(patterns) if pattern.search(text)), 0)


def _count(written: str, counts: tuple[re.Pattern[str], ...]) -> int:
    return int(written) if written.isdigit() else _which(counts, written) + 1


def _weekday(written: date, weekday: int, step: int) -> date:
    """The nearest such weekday strictly before (step -1) or after (step 1)."""
    distance = (written.weekday() - weekday if step < 0 else weekday - written.weekday()) % 7 or 7
    return written + timedelta(days=step * distance)


def _moved(day: date, count: int, unit: int) -> date:
    """The day so many days (unit 0), weeks (1) or months (2) away; the 31st becomes the month's last."""
    if unit < 2:
        return day + timedelta(days=count * (1, 7)[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _east(text: str, written: date) -> Iterator[_Found]:
    monday = written - timedelta(days=written.weekday())
    for pattern in (_ZH_WEEKDAY, _JA_WEEKDAY):
        for match in pattern.finditer(text):
            days = words.EAST_WEEKS[match["week"]] + words.EAST_WEEKDAYS[match["day"]]
            yield match.start(), monday + timedelta(days=days)
    text = _JA_WEEKDAY.sub(_blank, _ZH_WEEKDAY.sub(_blank, text))
    for match in _EAST_AGO.finditer(text):
        step = 1 if match["way"] in "后後후" else -1
        yield match.start(), _east_moved(written, match["count"], match["unit"], step)
    for match in _EAST_DAY.finditer(_EAST_AGO.sub(_blank, text)):
        yield match.start(), written + timedelta(days=words.EAST_DAYS[match[0]])
    for match in _EAST_MONTH.finditer(text):
        yield match.start(), _moved(written, -1 if match["back"] else 1, 2)


def _east_moved(written: date, count: str, unit: str, step: int) -> date:
    if count == "半":
        return written + timedelta(days=step * 15)
    number = int(count) if count.isdigit() else words.EAST_COUNTS[count]
    months, weeks = unit[-1] == "月" or unit == "개월", unit[-1] in "周週期拜間拝주"
    return _moved(written, step * number, 2 if months else 1 if weeks else 0)


def _blank(match: re.Match[str]) -> str:
    return "*" * len(match[0])


@lru_cache(maxsize=32)
def _patterns(language: str) -> _Patterns:
    weekdays = words.WEEKDAYS.get(language, ())
    units, counts = words.UNITS[language], words.COUNTS[language]
    parts = {
        "day": _any(weekdays),
        "unit": f"(?P<unit>{'|'.join(units)})",
        "count": rf"(?P<count>\d{{1,3}}|{'|'.join(counts)})",
    }
    return _Patterns(
        days=re.compile(_EDGE + any_of(map(re.escape, words.DAYS[language])) + _END, re.IGNORECASE),
        last=_filled(words.LAST.get(language), parts), next=_filled(words.NEXT.get(language), parts),
        ago=_filled(words.AGO[language], parts) or _NEVER,
        ahead=_filled(words.AHEAD[language], parts) or _NEVER,
        weekdays=tuple(map(_whole, weekdays)), units=tuple(map(_whole, units)), counts=tuple(map(_whole, counts)),
    )  # fmt: skip


def _any(patterns: tuple[str, ...]) -> str:
    return f"(?:{'|'.join(patterns)})"


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{pattern})(?![^\W_])", re.IGNORECASE)


def _filled(template: str | None, parts: dict[str, str]) -> re.Pattern[str] | None:
    if template is None:
        return None
    filled = template
    for name, part in parts.items():
        filled = filled.replace(f"{{{name}}}", part)
    return re.compile(f"{_EDGE}(?:{filled}){_END}", re.IGNORECASE)
