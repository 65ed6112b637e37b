"""A desk: one mailbox's work with everything it needs, opened once by `app`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from triage.domain import Mail, Plan, Verdict
from triage.policy.render import Templates
from triage.ports import (
    Cases,
    Clock,
    Corrections,
    Engine,
    Hands,
    Intake,
    Journal,
    Ledger,
    Lookup,
    Mailbox,
    Outbox,
    Standings,
)
from triage.settings import Policy

_SET = 6 * 3_600.0  # seconds; a clock that was set by more at once is looked at twice


@dataclass(slots=True)
class Steady:
    """A clock from look to look, beside the one that never jumps. What a wrong one finds due would be closed, broken
    and written to customers.
    """

    off: float | None = None  # seconds between both at the last look; None: there was none

    def believes(self, clock: Clock) -> bool:
        """Whether the clock goes on as before, or shows for the second time what it was set to."""
        before, self.off = self.off, clock.now().timestamp() - clock.monotonic()
        return before is None or abs(self.off - before) < _SET


@dataclass(frozen=True, kw_only=True, slots=True)
class Desk:
    """Everything one mailbox's work needs, opened by `app`."""

    name: str
    folder: str
    since: datetime | None
    policy: Policy
    templates: Templates
    mailbox: Mailbox
    hands: Hands
    intake: Intake
    journal: Journal
    outbox: Outbox
    corrections: Corrections
    cases: Cases
    ledger: Ledger
    standings: Standings
    lookup: Lookup
    engine: Engine
    clock: Clock
    told: Callable[[Handled], None] = lambda handled: None  # the demo's table listens here
    beat: Callable[[], None] = lambda: None  # the watchdog is fed by the work itself
    stop: Callable[[], bool] = lambda: False  # asked between two pieces of work
    steady: Steady = field(default_factory=Steady)  # whether the clock was set since the last look at the cases
    put_off: dict[str, datetime] = field(default_factory=dict)  # follow-ups that a full cap has stopped, until when


@dataclass(frozen=True, kw_only=True, slots=True)
class Handled:
    """One mail after its decision was written; what the demo shows."""

    mail: Mail
    verdict: Verdict | None
    plan: Plan
