"""When somebody is there: office hours, weekends, holidays and the busy season, in the shop's own time zone."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from zoneinfo import ZoneInfo

from triage.errors import ConfigError
from triage.settings import Holidays, Season, Shop

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")
_DAY = re.compile(r"(?:(\d{4})-)?(\d\d)-(\d\d)")
_A_DAY = timedelta(days=1)
_LEAP_YEAR = 2024  # has every day that a year can have
FARTHEST = 3_700  # days looked ahead
NO_COUNTRY = "none"
_NO_HOLIDAYS, _NO_SEASON = Holidays(), Season()


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """Days from `first` to `last`: (month, day) for every year, or (year, month, day)."""

    first: tuple[int, ...]
    last: tuple[int, ...]

    def has(self, day: date) -> bool:
        """Whether the day is one of them; the days of every year may go over New Year."""
        here = (day.year, day.month, day.day)[-len(self.first) :]
        if self.first <= self.last:
            return self.first <= here <= self.last
        return here >= self.first or here <= self.last


@dataclass(frozen=True, kw_only=True, slots=True)
class Hours:
    """The days of a week with office hours, Monday is 0, and the hours as time since midnight."""

    days: frozenset[int]
    opens: timedelta
    closes: timedelta  # more than a day where the office closes after midnight


@dataclass(frozen=True, kw_only=True, slots=True)
class Calendar:
    """When somebody is there. Build it with `calendar`."""

    zone: ZoneInfo
    usual: Hours
    busy: Hours
    season: tuple[Span, ...] = ()
    closed: tuple[Span, ...] = ()
    opened: tuple[Span, ...] = ()
    country: str = ""
    subdivision: str = ""
    tell_days: int = 0  # see settings.Holidays

    @property
    def always(self) -> bool:
        """A shop without office days: its clocks run always."""
        return not self.usual.days

    def in_season(self, day: date) -> bool:
        """Whether the day is in the busy season."""
        return _in(self.season, day)

    def is_open(self, day: date) -> bool:
        """Whether somebody is there on this day of the shop's calendar."""
        if self.always or _in(self.opened, day):
            return True
        if _in(self.closed, day) or day in public_holidays(self.country, self.subdivision, day.year):
            return False
        return day.weekday() in self._hours(day).days

    def days(self, after: date) -> Iterator[date]:
        """The days after this one on which somebody is there, in order, as far as anybody looks ahead."""
        return filter(self.is_open, (after + timedelta(days=ahead) for ahead in range(1, FARTHEST)))

    def back(self, now: datetime) -> datetime | None:
        """When somebody is there again after so many closed days that a customer should know of them.

        None while somebody is still there today, and where nothing out of the ordinary lies ahead.

        >>> christmas = calendar(Shop(), Holidays(closed=("12-24 to 12-31",)))
        >>> evening, morning = datetime(2026, 12, 23, 18, tzinfo=UTC), datetime(2026, 12, 23, 8, tzinfo=UTC)
        >>> christmas.back(evening), christmas.back(morning)
        (datetime.datetime(2027, 1, 1, 9, 0, tzinfo=datetime.timezone.utc), None)
        """
        if self.always or not self.tell_days:
            return None
        today = now.astimezone(self.zone).date()
        opens = next((opens for opens, closes in self.windows(now) if closes > now), now)
        ahead = (opens.astimezone(self.zone).date() - today).days - self.is_open(today)
        return opens if ahead >= self.tell_days else None

    def windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing instants (UTC) in order; the first may have begun on the day before `start`."""
        today = start.astimezone(self.zone).date()
        for day in self.days(today - 2 * _A_DAY):
            hours = self._hours(day)
            yield self._instant(day, hours.opens), self._instant(day, hours.closes)

    def open_between(self, begin: datetime, end: datetime) -> timedelta:
        """How long somebody is there between two instants; nothing where `end` is before `begin`.

        >>> friday, monday = datetime(2026, 11, 20, 16, tzinfo=UTC), datetime(2026, 11, 23, 10, tzinfo=UTC)
        >>> calendar(Shop()).open_between(friday, monday)
        datetime.timedelta(seconds=7200)
        """
        if self.always:
            return max(end - begin, timedelta())
        total = timedelta()
        for opens, closes in self.windows(begin):
            if opens >= end:
                break
            total += max(min(closes, end) - max(opens, begin), timedelta())
        return total

    def _hours(self, day: date) -> Hours:
        return self.busy if self.in_season(day) else self.usual

    def _instant(self, day: date, since_midnight: timedelta) -> datetime:
        """A time on the wall clock as an instant; wall clocks are what changes with summer time."""
        return (datetime.combine(day, time()) + since_midnight).replace(tzinfo=self.zone).astimezone(UTC)


def _in(spans: Iterable[Span], day: date) -> bool:
    return any(span.has(day) for span in spans)


@lru_cache(maxsize=64)
def calendar(shop: Shop, holidays: Holidays = _NO_HOLIDAYS, season: Season = _NO_SEASON) -> Calendar:
    """The calendar of these settings. Raises ConfigError for a time, day, country or state that is none.

    >>> calendar(Shop(country="DE")).is_open(date(2026, 12, 25)), calendar(Shop()).is_open(date(2026, 12, 25))
    (False, True)
    """
    country = holidays.country or shop.country
    country = "" if country == NO_COUNTRY else country
    _known(country, holidays.subdivision)
    usual = _hours(shop.office_days, shop.office_opens, shop.office_closes, "shop")
    busy = _hours(
        season.office_days or shop.office_days, season.office_opens or shop.office_opens,
        season.office_closes or shop.office_closes, "season",
    )  # fmt: skip
    return Calendar(
        zone=ZoneInfo(shop.timezone), usual=usual, busy=busy, country=country, subdivision=holidays.subdivision,
        season=_spans(season.days, "season.days"), closed=_spans(holidays.closed, "holidays.closed"),
        opened=_spans(holidays.open, "holidays.open"), tell_days=holidays.tell_days,
    )  # fmt: skip


def _hours(days: tuple[int, ...], opens: str, closes: str, where: str) -> Hours:
    """An office that closes before it opens closes on the next day."""
    if not set(days) <= set(range(7)):
        raise ConfigError(f"{where}: office_days are 0 (Monday) to 6 (Sunday), not {max(days, key=abs)}")
    first, last = _since_midnight(opens, where), _since_midnight(closes, where)
    return Hours(days=frozenset(days), opens=first, closes=last if last > first else last + _A_DAY)


def _since_midnight(written: str, where: str) -> timedelta:
    found = _CLOCK.fullmatch(written.strip())
    if found is None:
        raise ConfigError(f'{where}: "{written}" is no time of day; write it like "09:00"')
    hours, minutes = found.group(1) or "24", found.group(2) or "0"
    return timedelta(hours=int(hours), minutes=int(minutes))


def _spans(written: Iterable[str | date], where: str) -> tuple[Span, ...]:
    return tuple(_span(str(one), where) for one in written)


def _span(written: str, where: str) -> Span:
    first, _, last = written.partition(" to ")
    begins, ends = _day(first), _day(last or first)
    if begins is None or ends is None or len(begins) != len(ends) or (len(begins) == 3 and ends < begins):
        raise ConfigError(
            f'{where}: "{written}" is no day; write "12-24" (every year), "2026-12-24" or "12-24 to 01-02"'
        )
    return Span(first=begins, last=ends)


def _day(written: str) -> tuple[int, ...] | None:
    found = _DAY.fullmatch(written.strip())
    if found is None:
        return None
    year, month, day = (int(part) if part else _LEAP_YEAR for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return None
    return (year, month, day) if found[1] else (month, day)


# --- public holidays --------------------------------------------------------------------------------------------------
@lru_cache(maxsize=512)
def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """The days on which this country or part of it rests; none for "". Weekends are none of them."""
    if not country:
        return frozenset()
    from holidays import country_holidays  # not above: it takes a moment that a shop without a country need not

    return frozenset(country_holidays(country, subdiv=subdivision or None, years=year))


def working_days(country: str, after: date, until: date) -> int:
    """Working days of a country (ISO 3166) after one day and up to another; Monday to Friday where it is not known.

    >>> christmas, after = date(2026, 12, 23), date(2026, 12, 28)
    >>> working_days("DE", christmas, after), working_days("", christmas, after)
    (2, 3)
    """
    days = (after + timedelta(days=ahead) for ahead in range(1, min((until - after).days, FARTHEST) + 1))
    rest = _weekend(country)
    known = country if rest else ""
    return sum(
        day.weekday() not in (rest or {5, 6}) and day not in public_holidays(known, "", day.year) for day in days
    )


@lru_cache(maxsize=256)
def _weekend(country: str) -> frozenset[int]:
    """The weekend of a country; empty where nothing is known of it."""
    if not country:
        return frozenset()
    from holidays import country_holidays  # not above: see there

    try:
        return frozenset(country_holidays(country).weekend)
    except NotImplementedError:
        return frozenset()


def _known(country: str, subdivision: str) -> None:
    """Raise ConfigError for a country or a part of it whose holidays nobody knows."""
    if not country:
        return
    from holidays import country_holidays  # not above: see there

    try:
        country_holidays(country)
    except NotImplementedError:
        raise ConfigError(
            f'holidays: no public holidays are known for the country "{country}"; write country = "{NO_COUNTRY}" '
            "under [holidays] and your own days in closed"
        ) from None
    try:
        country_holidays(country, subdiv=subdivision or None)
    except NotImplementedError:
        raise ConfigError(
            f'holidays: {country} has no subdivision "{subdivision}"{_parts(country, subdivision)}'
        ) from None


def _parts(country: str, subdivision: str) -> str:
    from holidays import country_holidays  # not above: see there

    known = country_holidays(country).subdivisions
    if not known:
        return "; leave it out"
    near = difflib.get_close_matches(subdivision, known, n=1)
    return f'; did you mean "{near[0]}"?' if near else f"; write one of {', '.join(islice(known, 60))}"
