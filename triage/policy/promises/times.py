"""The times that a sentence names: durations, days, times of day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from triage.policy.calendars import Calendar
from triage.policy.clocks import due_at
from triage.policy.promises.days import Part, days, in_week, next_weekday
from triage.policy.promises.words import Words

_DAY = timedelta(days=1)
_END_OF_DAY = time(23, 59)
_NOON = time(12)
_DAYS_GAP, _CLOCK_GAP = 8, 16  # characters between the parts of one time: "Monday, 23 May", "Friday at 12 o'clock"
_BRACKETED = re.compile(r"(?:(?<=[ap]\.m)\.)?\s*\(\D{3,60}?\)")
_EAST_HOURS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True, kw_only=True, slots=True)
class Mention:
    """A time (aware UTC) and where the sentence names it."""

    start: int
    end: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sent:
    """When and where the mail was written."""

    at: datetime
    calendar: Calendar
    zone: ZoneInfo | None

    @property
    def day(self) -> date:
        return self.at.astimezone(self.calendar.zone).date()

    def end_of(self, day: date) -> datetime:
        """A day is kept until its end."""
        return datetime.combine(day, _END_OF_DAY, self.calendar.zone).astimezone(UTC)

    def closing(self, day: date) -> datetime:
        """When the office closes on this day; the day's end where it does not open."""
        begin = datetime.combine(day, time(), self.calendar.zone)
        for opens, closes in () if self.calendar.always else self.calendar.windows(begin):
            if opens >= begin:
                return closes if opens < begin + _DAY else self.end_of(day)
        return self.end_of(day)


def mentions(
    sentence: str, words: Words, sent_at: datetime, calendar: Calendar, zone: ZoneInfo | None
) -> tuple[Mention, ...]:
    """Every time that a sentence in small letters names, counted from when it was sent."""
    sent = _Sent(at=sent_at, calendar=calendar, zone=zone)
    durations = tuple(_durations(sentence, words, sent))
    left = _without(sentence, durations)
    named = _disjoint(days(left, words, sent.day))
    parts = sorted((*named, *_clocks(_without(left, named), words)), key=lambda part: part.start)
    joined = (_joined(group, sentence, words, sent) for group in _groups(parts))
    return (*durations, *(one for one in joined if one is not None))


def _without(sentence: str, spans: tuple[Mention, ...] | tuple[Part, ...]) -> str:
    for one in spans:
        sentence = f"{sentence[: one.start]}{'~' * (one.end - one.start)}{sentence[one.end :]}"
    return sentence


# --- durations --------------------------------------------------------------------------------------------------------
def _durations(sentence: str, words: Words, sent: _Sent) -> Iterator[Mention]:
    for pattern in words.within:
        for found in pattern.finditer(sentence):
            count = _number(found["most"] or found["n"], words)
            unit = next(kind for kind, known in words.units if known.fullmatch(found["unit"]))
            reckon = _office_days if unit == "hour" and words.working_days.search(sentence) else _UNITS[unit]
            yield Mention(start=found.start(), end=found.end(), at=reckon(sent, count))


def _number(written: str, words: Words) -> float:
    if written[0].isdigit():
        return float(written.replace(",", "."))
    return next((number for pattern, number in words.numbers if pattern.fullmatch(written)), 1.0)


def _workdays(sent: _Sent, count: float) -> datetime:
    day = next(islice(sent.calendar.days(sent.day), max(1, int(count)) - 1, None), sent.day)
    return sent.end_of(day)


def _office_days(sent: _Sent, hours: float) -> datetime:
    """Hours "on working days": the same time of day on the next such day."""
    whole, rest = divmod(hours, 24)
    day = next(islice(sent.calendar.days(sent.day), int(whole) - 1, None), sent.day) if whole else sent.day
    local = datetime.combine(day, sent.at.astimezone(sent.calendar.zone).time(), sent.calendar.zone)
    return local.astimezone(UTC) + timedelta(hours=rest)


_UNITS: Mapping[str, Callable[[_Sent, float], datetime]] = {
    "minute": lambda sent, count: sent.at.astimezone(UTC) + timedelta(minutes=count),
    "hour": lambda sent, count: sent.at.astimezone(UTC) + timedelta(hours=count),
    "work hour": lambda sent, count: due_at(sent.at, count, sent.calendar),
    "day": lambda sent, count: sent.end_of(sent.day + timedelta(days=count)),
    "workday": _workdays,
    "week": lambda sent, count: sent.end_of(sent.day + timedelta(weeks=count)),
}


# --- times of day -----------------------------------------------------------------------------------------------------
def _clocks(sentence: str, words: Words) -> Iterator[Part]:
    for found in words.noon.finditer(sentence):
        if not words.clock.match(sentence, found.end()):
            yield Part(start=found.start(), end=found.end(), clock=_NOON)
    for found in words.clock.finditer(sentence):
        hour = _EAST_HOURS.get(found["hour"]) or int(found["hour"])
        half = "half" in words.clock.groupindex and found["half"]
        minute = 30 if half else int(found["minute"] or found["dotted"] or 0)
        around = sentence[max(0, found.start() - 14) : found.end() + 18]
        if hour < _NOON.hour and words.afternoon.search(around):
            hour += 12
        yield Part(start=found.start(), end=found.end(), clock=time(hour, minute))


# --- the parts of one time --------------------------------------------------------------------------------------------
def _disjoint(parts: Iterator[Part]) -> tuple[Part, ...]:
    kept: list[Part] = []
    for part in parts:
        if not any(part.start < other.end and other.start < part.end for other in kept):
            kept.append(part)
    return tuple(kept)


def _groups(parts: list[Part]) -> Iterator[list[Part]]:
    group: list[Part] = []
    for part in parts:
        clocks = part.clock is not None or any(one.clock is not None for one in group)
        if group and part.start - group[-1].end > (_CLOCK_GAP if clocks else _DAYS_GAP):
            yield group
            group = []
        group.append(part)
    if group:
        yield group


def _joined(group: list[Part], sentence: str, words: Words, sent: _Sent) -> Mention | None:
    """The time that neighbouring parts name together; None where they name none."""
    start, end = group[0].start, group[-1].end
    clock = next((one.clock for one in group if one.clock is not None), None)
    closes = any(one.span == "office closes" for one in group)
    day = _day(group, sent)
    if day is None and (closes or (clock and _by(sentence, start, end, words))):
        day = sent.day
    if day is None:
        return None
    if clock is not None:
        bracket = _BRACKETED.match(sentence, end)
        end = bracket.end() if bracket else end
        named = sent.zone if bracket else None
        at = datetime.combine(day, clock, named or sent.calendar.zone).astimezone(UTC)
    else:
        at = sent.closing(day) if closes else sent.end_of(day)
    return Mention(start=start, end=end, at=at)


def _day(group: list[Part], sent: _Sent) -> date | None:
    """A date is surer than a weekday, and a weekday than its week."""
    dates = [one.day for one in group if one.day is not None]
    weekday = next((one.weekday for one in group if one.weekday is not None), None)
    spans = {one.span for one in group}
    if dates:
        return dates[0]
    if weekday is not None:
        return in_week(sent.day, weekday, "下") if "next week" in spans else next_weekday(sent.day, weekday)
    if "next workday" in spans:
        return next(sent.calendar.days(sent.day), None)
    weeks = {"this week": 0, "next week": 1}
    return next((_last_open(sent, ahead) for span, ahead in weeks.items() if span in spans), None)


def _last_open(sent: _Sent, weeks: int) -> date:
    """The last day of a week on which somebody is there; Sunday where none is left."""
    sunday = sent.day + timedelta(days=6 - sent.day.weekday(), weeks=weeks)
    days = (sunday - timedelta(days=back) for back in range(7))
    return next((day for day in days if day >= sent.day and sent.calendar.is_open(day)), sunday)


def _by(sentence: str, start: int, end: int, words: Words) -> bool:
    if not words.spaced:
        return words.by_after.match(sentence, end) is not None
    return words.by_before.search(sentence, max(0, start - 24), start) is not None
