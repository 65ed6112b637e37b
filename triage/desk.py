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
    put_off: dict[str, datetime] = field(default_factory=dict)  # follow-ups that a full cap has stopped, until when


@dataclass(frozen=True, kw_only=True, slots=True)
class Handled:
    """One mail after its decision was written; what the demo shows."""

    mail: Mail
    verdict: Verdict | None
    plan: Plan
