from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from triage.edges.clock import SystemClock, WatchedClock
from triage.errors import Unavailable
from triage.ports import Clock
from triage.testing import SteppedClock


def test_the_machine_tells_aware_utc_and_seconds_that_never_jump() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    first, second = clock.monotonic(), clock.monotonic()
    assert first <= second


def test_somebody_is_told_once_when_the_clock_was_set() -> None:
    inner, heard = SteppedClock(), []
    clock: Clock = WatchedClock(inner, lambda now, by: heard.append((now, by)))
    for _ in range(3):
        inner.step(days=2)  # time passes
        clock.now()
    assert heard == []
    for off in (timedelta(days=1), timedelta(days=1, seconds=30), timedelta()):
        inner.off = off
        assert clock.now() == clock.now() == inner.at + off
    assert [(now, round(by.total_seconds())) for now, by in heard] == [
        (inner.at + timedelta(days=1), 86_400),
        (inner.at, -86_400),
    ]


def test_whoever_could_not_listen_is_told_again() -> None:
    inner, busy = SteppedClock(), [True, False]

    def moved(now: datetime, by: timedelta) -> None:
        if busy.pop(0):
            raise Unavailable("another program holds the database")

    clock = WatchedClock(inner, moved)
    inner.off = timedelta(days=1)
    with pytest.raises(Unavailable):
        clock.now()
    assert clock.now() == clock.now()
    assert busy == []
