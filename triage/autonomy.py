"""Levels of a mailbox's classes over time: they fall at once, rise by proof, and a person is told why."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from triage.desk import Desk
from triage.domain import Action, Register, Standing
from triage.mail.compose import compose
from triage.model.drift import Drift
from triage.monitor import DAYS, EARLIER, GLANCE, look_back
from triage.policy.classes import Candidate, Class, candidates
from triage.policy.plan import notice_mail
from triage.policy.standings import Alarm, backs, falls, notice, raises, stopped, told_together
from triage.ports import Standings
from triage.settings import Policy

log = logging.getLogger("triage.autonomy")


def let_fall(desk: Desk) -> None:
    """Take a level from every class whose answers were wrong lately, and from all on auto while the breaker is open."""
    now, policy = desk.clock.now(), desk.policy
    register, found = _found(desk, policy.autonomy.fall_days, now)
    made = falls(found, policy, desk.name, now)
    if made:  # seldom: how much was right before says how much one customer's word weighs
        register, found = _found(desk, policy.autonomy.window_days, now)
        made = falls(found, policy, desk.name, now)
    if register.stopped:
        alarm = Alarm(by="breaker", why=f"the breaker stopped automatic sending: {register.stopped}")
        made = (*made, *stopped(_with(register.standings, made), alarm, policy, desk.name, now))
    _settle(desk, made, now)


def look_over(desk: Desk) -> None:
    """Take auto from every class where the mail has changed; else give back what customers alone had taken and a person
    has cleared, or nobody has confirmed, and lift what has earned it, if the shop wants that.
    """
    now, policy = desk.clock.now(), desk.policy
    register, found = _found(desk, policy.autonomy.window_days, now)
    alarm = drift_alarm(desk.standings, policy, desk.name, now)
    if alarm is not None:
        _settle(desk, stopped(register.standings, alarm, policy, desk.name, now), now)
    elif not register.stopped:
        made = (*backs(found, policy, desk.name, now), *raises(found, policy, desk.name, now))
        _settle(desk, made, now)


def _found(desk: Desk, days: float, now: datetime) -> tuple[Register, tuple[Candidate, ...]]:
    """What was said in the last days, and every class of which anything is known."""
    register = desk.standings.register(desk.name, now - timedelta(days=days))
    return register, candidates(register.evidence, register.standings, desk.policy, now)


def drift_alarm(standings: Standings, policy: Policy, mailbox: str, now: datetime) -> Alarm | None:
    """Whether the mailbox's mail is no longer what the model was good at."""
    safety = policy.safety
    rows = standings.judged(mailbox, now - timedelta(days=DAYS * (1 + EARLIER)), GLANCE)
    report = look_back(rows, now, DAYS, draft_bound=safety.draft_confidence, languages=safety.languages)
    if report.verdict is not Drift.CHANGED:
        return None
    why = f"the mail has changed since {report.since:%d %b}; see: triage drift"
    return Alarm(by="drift", why=why, since=report.since)


def _with(standings: Mapping[Class, Standing], made: Sequence[Standing]) -> Mapping[Class, Standing]:
    return {**standings, **{(one.intent, one.language): one for one in made}}


def _settle(desk: Desk, made: Sequence[Standing], now: datetime) -> None:
    if not made:
        return
    desk.standings.settle(made, _notices(desk, made, now), now)
    for (level, why), classes in told_together(made):
        log.warning("level", extra={"mailbox": desk.name, "level": level, "why": why, "classes": classes})


def _notices(desk: Desk, made: Sequence[Standing], now: datetime) -> tuple[Action, ...]:
    if not desk.policy.care.notify:
        return ()
    subject, text = notice(made)
    name = hashlib.sha256(f"{desk.name}\0{now.timestamp()}\0{text}".encode()).hexdigest()[:40]
    return (notice_mail(f"notice:{name}", subject, text, "", desk.name, desk.policy, now, compose=compose),)
