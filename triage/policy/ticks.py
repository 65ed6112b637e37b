"""What a clock finds due in a case: broken promises, clocks that run out, parcels that changed, silence.

Pure: it is told the time and the rows. Texts to customers are follow-ups (policy.followups); this is for our people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta, tzinfo

from triage.domain import Action, ActionKind, Case, CaseState, Event, Mail, Promise, Step
from triage.policy.actions import FLAGGED
from triage.policy.calendars import Calendar, calendar
from triage.policy.case_words import by_clock, counted, matter, whose
from triage.policy.cases import event, next_word, owed, resolved
from triage.policy.clocks import raised, standing
from triage.policy.matters import in_the_works, in_trouble, is_worse, watched
from triage.settings import Policy

OVERDUE = "triage-overdue"
_STANDINGS = ("", "soon", "overdue")
_NO_MAILS: Mapping[str, Mail] = {}


def tick(case: Case, promises: Iterable[Promise], parcel_state: str, policy: Policy, now: datetime) -> Step | None:
    """What has become due since the last look; None when nothing has. `promises` are the case's open ones."""
    broken = tuple(replace(one, broken_at=now) for one in promises if one.due < now)
    made, events = case, [event(case, now, "promise", "broken") for _ in broken]
    for change in (_closed_ahead, _moved_parcel, _unheard, _silent, _clock, _waited):
        made, happened = change(made, parcel_state, policy, now)
        events += happened
    if made == case and not broken:
        return None
    return Step(case=made, promises=broken, events=tuple(events), actions=tuple(_flag(case, made, policy, now)))


_Change = tuple[Case, list[Event]]


def _closed_ahead(case: Case, _parcel: str, policy: Policy, now: datetime) -> _Change:
    """A clock that was ahead has closed it: what silence closed waits again, what somebody closed is closed by now."""
    if case.resolved_at is None or case.resolved_at <= now:
        return case, []
    if case.closed != "silence":
        return replace(case, resolved_at=now), []
    made = replace(case, state=CaseState.WAITING, resolved_at=None, closed="", next_update=next_word(case, policy, now))
    return made, [event(case, now, "reopened", "a clock that was wrong had closed it")]


def _moved_parcel(case: Case, parcel_state: str, policy: Policy, now: datetime) -> _Change:
    """News of the parcel. Where they make untrue what the customer was told last, a person looks at the case again."""
    if not case.order or parcel_state in {"unknown", case.parcel_state}:
        return case, []
    made = replace(case, parcel_state=parcel_state)
    news = event(case, now, "parcel", f"{case.parcel_state} to {parcel_state}")
    told = case.state is CaseState.WAITING or case.closed in {"thanks", "silence"}
    if not (told and is_worse(case, parcel_state)):
        return made, [news]
    return owed(made, policy, now), [news, event(case, now, "reopened", f"the parcel is {parcel_state}")]


def _unheard(case: Case, parcel_state: str, policy: Policy, now: datetime) -> _Change:
    """The customer was asked for nothing and still waits for something: by now she should have heard from us."""
    late = case.state is CaseState.WAITING and case.next_update is not None and case.next_update <= now
    if not late or case.asked or not in_the_works(case) or watched(case, parcel_state):
        return case, []
    return owed(case, policy, now), [event(case, now, "reopened", "the customer should hear from us")]


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
    """Silence ends a case in which nothing is open, or whose customer does not answer; never one in trouble."""
    days = policy.care.resolve_days
    last = max(at for at in (case.customer_at, case.agent_at, case.machine_at) if at is not None)
    if not days or case.state is not CaseState.WAITING or now - last < timedelta(days=days):
        return case, []
    if in_trouble(case):
        return owed(case, policy, now), [
            event(case, now, "reopened", f"silent for {days} days, and the parcel is {case.parcel_state}")
        ]
    if in_the_works(case) and not case.asked:
        return case, []
    return resolved(case, now, "silence"), [event(case, now, "resolved", f"silent for {days} days")]


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


def notice(
    cases: Iterable[Case], now: datetime, zone: tzinfo = UTC, mails: Mapping[str, Mail] = _NO_MAILS
) -> tuple[str, str]:
    """Subject and text of the notice of cases that are due soon or overdue, for the shop's own people alone.

    `zone` is that of the shop's clock, `mails` is the newest mail of a case, by its id, where it is known.
    """
    rows = sorted(cases, key=lambda case: (case.due or now, case.id))
    late = sum(case.warned == "overdue" for case in rows)
    words = "\n\n".join(_noticed(case, mails.get(case.id), zone, now) for case in rows)
    soon = len(rows) - late
    subject = f"{counted(late, 'case')} overdue, {soon} due soon" if late and soon else ""
    subject = subject or f"{counted(late or soon, 'case')} {'overdue' if late else 'due soon'}"
    return subject, (
        f"{words}\n\nTimes are those of {zone}. `triage cases` lists all open cases, `triage cases show ID` tells one"
        " of them.\n"
    )


def _noticed(case: Case, mail: Mail | None, zone: tzinfo, now: datetime) -> str:
    """One case in two lines, without a word of the customer's: anybody can write what looks like our own notice."""
    due = case.due or now
    address = mail.sender.email if mail is not None and mail.sender is not None else ""
    when = (
        f"overdue since {by_clock(due, zone, now)}" if case.warned == "overdue" else f"due {by_clock(due, zone, now)}"
    )
    who = whose(case, address) or "a customer"
    return f"- {case.id[:12]}  {who}: {when}\n  {case.urgency}, in {case.queue}: {matter(case)}"
