"""The machine's own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from triage.ports import Clock

_SET = timedelta(minutes=1)  # less than that may be a clock that is led slowly to the right time


class SystemClock:
    """ports.Clock by the machine."""

    def now(self) -> datetime:
        """Aware UTC; jumps when somebody sets the clock."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment; never jumps."""
        return time.monotonic()


class WatchedClock:
    """A clock of which somebody is told when it was set: `moved` gets the time that it shows now, and by how much.

    Told by whoever asks for the time next, before the answer is used. What happened while no program ran is not seen.
    """

    def __init__(self, clock: Clock, moved: Callable[[datetime, timedelta], None]) -> None:
        self._clock, self._moved = clock, moved
        self._off = self._ahead(clock.now())

    def now(self) -> datetime:
        """See ports.Clock. Raises what `moved` raises; it is told again then."""
        now = self._clock.now()
        off = self._ahead(now)
        by = timedelta(seconds=off - self._off)
        if abs(by) > _SET:
            self._moved(now, by)
            self._off = off
        return now

    def monotonic(self) -> float:
        """See ports.Clock."""
        return self._clock.monotonic()

    def _ahead(self, now: datetime) -> float:
        return now.timestamp() - self._clock.monotonic()
