from __future__ import annotations

from datetime import UTC, datetime, timedelta

from triage.edges.clock import SystemClock
from triage.ports import Clock


def test_the_machine_tells_aware_utc_and_seconds_that_never_jump() -> None:
    clock: Clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    first, second = clock.monotonic(), clock.monotonic()
    assert first <= second
