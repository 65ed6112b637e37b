"""What a clock finds due in a case: broken promises, clocks that run out, parcels that changed, silence.

Pure: it is told the time and the rows. Texts to customers are follow-ups (policy.followups); this is for our people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from triage.domain import Action, ActionKind, Case, CaseState, Event, Promise, Step
from triage.policy.actions import FLAGGED
from triage.policy.calendars import Calendar, calendar
from triage.policy.cases import event, resolved
from triage.policy.clocks import raised, standing
from triage.settings import Policy

OVERDUE = "triage-overdue"
_STANDINGS = ("", "soon", "overdue")


def tick(case: Case, promises: Iterable[Promise], parcel_state: str, policy: Policy, now: datetime) -> Step | None:
    """What has become due since the last look; None when nothing has. `promises` are the case's open ones."""
    broken = tuple(replace(one, broken_at=now) for one in promises if one.due < now)
    made, events = case, [event(case, now, "promise", "broken") for _ in broken]
    for change in (_moved_parcel, _clock, _waited, _silent):
        made, happened = change(made, parcel_state, policy, now)
        events += happened
    if made == case and not broken:
        return None
    return Step(case=made, promises=broken, events=tuple(events), actions=tuple(_flag(case, made, policy, now)))


_Change = tuple[Case, list[Event]]


def _moved_parcel(case: Case, parcel_state: str, _policy: Policy, now: datetime) -> _Change:
    if not case.order or parcel_state in {"unknown", case.parcel_state}:
        return case, []
    return replace(case, parcel_state=parcel_state), [
        event(case, now, "parcel", f"{case.parcel_state} to {parcel_state}")
    ]


def _clock(case: Case, _parcel: str, policy: Policy, now: datetime) -> _Change:
    """A person's answer that is due soon, or late: told once each."""
    if case.state is not CaseState.OPEN or case.due is None:
        return case, []
    now_is = standing(case.due, now, policy.waiting, _days(policy))
    told = now_is if now_is in _STANDINGS else ""
    if _STANDINGS.index(told) <= _STANDINGS.index(case.warned):
        return case, []
    return replace(case, warned=told), [event(case, now, told, case.queue)]


def _waited(case: Case, _parcel: str, policy: Policy, now: datetime) -> _Change:
    """A patient question left alone becomes a complaint: urgency rises, never to critical."""
    steps, urgency = raised(case, now, policy.waiting, _days(policy))
    if steps <= case.raised:
        return case, []
    made = replace(case, raised=steps, urgency=urgency)
    return made, [event(case, now, "raised", f"{case.urgency} to {urgency}")] if urgency != case.urgency else []


def _days(policy: Policy) -> Calendar:
    return calendar(policy.shop, policy.holidays, policy.season)


def _silent(case: Case, _parcel: str, policy: Policy, now: datetime) -> _Change:
    days = policy.care.resolve_days
    last = max(at for at in (case.customer_at, case.agent_at, case.machine_at) if at is not None)
    if not days or case.state is not CaseState.WAITING or now - last < timedelta(days=days):
        return case, []
    return resolved(case, now), [event(case, now, "resolved", f"silent for {days} days")]


def _flag(case: Case, made: Case, policy: Policy, now: datetime) -> Iterator[Action]:
    """Late or raised, the mail stands out in every mail program."""
    late = made.warned == "overdue" and case.warned != "overdue"
    if policy.routing == "off" or not (late or made.urgency != case.urgency):
        return
    keywords = (f"triage-{made.urgency}", *((OVERDUE, FLAGGED) if made.warned == "overdue" else ()))
    yield Action(
        key=f"tag-{made.raised}{made.warned[:1]}:{made.last_mail}", kind=ActionKind.TAG, mail_id=made.last_mail,
        mailbox=made.mailbox, not_before=now, keywords=keywords,
    )  # fmt: skip


def notice(cases: Iterable[Case], now: datetime) -> tuple[str, str]:
    """Subject and text of the notice of cases that are due soon or overdue: queues and times, no customer's words."""
    rows = sorted(cases, key=lambda case: (case.due or now, case.id))
    late = sum(case.warned == "overdue" for case in rows)
    lines = [
        f"- {case.id[:12]}  {case.queue}, {case.intent}, {case.urgency}: "
        f"{'overdue since' if case.warned == 'overdue' else 'due'} {case.due:%Y-%m-%d %H:%M} UTC"
        for case in rows
    ]
    words = "\n".join(lines)
    subject = f"{late} cases overdue, {len(rows) - late} due soon" if late else f"{len(rows)} cases due soon"
    return subject, f"{words}\n\n`triage cases` lists all open cases, `triage cases show ID` tells one of them.\n"
