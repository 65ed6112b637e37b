"""By when a person answers: hours counted within the shop's office hours, or around the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from triage.errors import ConfigError
from triage.settings import Shop

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)|24:00")
_FARTHEST = 3_700  # days looked ahead


@dataclass(frozen=True, kw_only=True, slots=True)
class OfficeHours:
    """When somebody is there. Build it with `office_hours`."""

    zone: ZoneInfo
    days: frozenset[int]  # Monday is 0
    opens: timedelta  # since midnight
    closes: timedelta

    def windows(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Opening and closing instants (UTC) from the day of `start` on, in order."""
        today = start.astimezone(self.zone).date()
        for day in (today + timedelta(days=ahead) for ahead in range(_FARTHEST)):
            if day.weekday() in self.days:
                yield self._instant(day, self.opens), self._instant(day, self.closes)

    def _instant(self, day: date, since_midnight: timedelta) -> datetime:
        """A time on the wall clock as an instant; wall clocks are what changes with summer time."""
        return (datetime.combine(day, time()) + since_midnight).replace(tzinfo=self.zone).astimezone(UTC)


def office_hours(shop: Shop) -> OfficeHours | None:
    """The shop's office hours; None when it never closes or never opens, and the clock runs always.

    Raises ConfigError for a time that is none.
    """
    opens, closes = _since_midnight(shop.office_opens), _since_midnight(shop.office_closes)
    if not shop.office_days or closes <= opens:
        return None
    return OfficeHours(zone=ZoneInfo(shop.timezone), days=frozenset(shop.office_days), opens=opens, closes=closes)


def _since_midnight(written: str) -> timedelta:
    found = _CLOCK.fullmatch(written.strip())
    if found is None:
        raise ConfigError(f'shop: "{written}" is no time of day; write it like "09:00"')
    hours, minutes = found.group(1) or "24", found.group(2) or "0"
    return timedelta(hours=int(hours), minutes=int(minutes))


def due_at(start: datetime, hours: float, shop: Shop, *, around_the_clock: bool = False) -> datetime:
    """`start` plus so many hours, as aware UTC. Only office hours count, unless the clock runs always.

    >>> due_at(datetime(2026, 11, 20, 16, 0, tzinfo=UTC), 2, Shop()).isoformat()  # Friday; Monday at ten
    '2026-11-23T10:00:00+00:00'
    """
    office = None if around_the_clock else office_hours(shop)
    left = timedelta(hours=min(max(hours, 0.0), _FARTHEST))
    if office is None:
        return start.astimezone(UTC) + left
    closed = start.astimezone(UTC)
    for opens, closes in office.windows(start):
        begins = max(opens, closed)
        if begins < closes:
            if begins + left <= closes:
                return begins + left
            left -= closes - begins
    return closed + left
