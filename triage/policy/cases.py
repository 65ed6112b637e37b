"""How a case goes on: with a customer's mail, with an agent's, and when it is closed. Whose turn it is, and until when.

A case that is open has an owner (its queue) and a time by which the customer hears from us (`next_update`), always.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from triage.domain import Case, CaseState, Decision, Event, Facts, Mail, Promise, Step
from triage.labels import URGENCIES
from triage.policy.calendars import calendar
from triage.policy.clocks import clock_for, next_update
from triage.policy.followups import ASKS
from triage.policy.scores import is_thanks, score_of
from triage.policy.slots import order_token
from triage.settings import ClockRule, Policy

_UNHAPPY = 2  # a score up to which a person looks into the case again


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """What an automatic reply has told the customer, and by when the next word is due."""

    update: datetime  # by when the customer hears again, whoever writes
    answer: datetime | None = None  # the time that a reply names for a person's answer; None: it names none


def after_mail(
    mail: Mail, decision: Decision, facts: Facts, told: Told, *, sent: str = "", token: str = ""
) -> tuple[Case | None, tuple[Promise, ...], tuple[Event, ...]]:
    """The case as a customer's mail leaves it, the promise of the automatic reply, and what happened.

    `sent` is the key of the automatic reply, "" where none goes out: then a person owes the answer. None for a
    machine's mail: it is nobody's matter.
    """
    if decision.outcome == "none" or not facts.conversation:
        return None, (), ()
    seen = facts.case
    theirs = None if facts.stranger else seen  # whoever joins a case neither rates nor closes it
    score = _score(mail, theirs, token)
    if theirs is not None and (score is not None or _only_thanks(mail, decision, theirs)):
        return _heard(mail, decision, theirs, score, told)
    owed = not sent or told.answer is not None
    begun = _begun(mail, decision, facts, told, owed=owed)
    made = begun if seen is None else _continued(seen, begun)
    promises = (promise(made, sent, decision.at, told.answer, "triage"),) if sent and told.answer else ()
    if (remarked := _score(mail, theirs, token, remarks=True)) is not None:
        made = replace(made, score=remarked)  # with words beside it, which a person reads
    if sent:
        made = replace(made, machine_at=decision.at, asked=decision.template in ASKS)
    return made, promises, tuple(_events(seen, made, decision.at))


def _begun(mail: Mail, decision: Decision, facts: Facts, told: Told, *, owed: bool) -> Case:
    return Case(
        id=facts.conversation, mailbox=decision.mailbox, state=CaseState.OPEN if owed else CaseState.WAITING,
        intent=decision.intent, urgency=decision.urgency, language=mail.locale, queue=decision.queue,
        opened_at=decision.at, customer_at=decision.at, last_mail=mail.id, customer=facts.customer,
        market=facts.market, order="" if facts.stranger else _order(mail, facts), parcel_state=facts.parcel_state,
        due=decision.due if owed else None, next_update=_next(decision.due, told) if owed else told.update,
        silent=facts.agent_wrote,
    )  # fmt: skip


def _next(due: datetime | None, told: Told) -> datetime:
    return told.update if due is None else min(due, told.update)


def _order(mail: Mail, facts: Facts) -> str:
    """The order that the case is about, only if it is the sender's own: a named one may be anybody's."""
    named = mail.order_numbers[0] if len(mail.order_numbers) == 1 and facts.parcel_state != "unknown" else ""
    return order_token(facts.parcel.order if facts.parcel else named)


def _continued(seen: Case, begun: Case) -> Case:
    """The clock of a mail that waits for a person is neither started again by the next one nor stopped by a reply."""
    still_owed = seen.state is CaseState.OPEN
    matter = seen if _graver(seen, begun, still_owed=still_owed) else begun
    return replace(
        begun,
        state=CaseState.OPEN if still_owed else begun.state, intent=matter.intent, queue=matter.queue,
        opened_at=seen.opened_at, order=begun.order or seen.order, mails=seen.mails + 1,
        due=_earliest(seen.due, begun.due) if still_owed else begun.due,
        next_update=_earliest(seen.next_update, begun.next_update) if still_owed else begun.next_update,
        urgency=max(seen.urgency, begun.urgency, key=URGENCIES.index) if still_owed else begun.urgency,
        agent_at=seen.agent_at, machine_at=seen.machine_at, followed_at=seen.followed_at,
        silent=seen.silent or begun.silent,
        reopened=seen.reopened + (seen.state is CaseState.RESOLVED), raised=seen.raised if still_owed else 0,
        warned=seen.warned if still_owed else "", done=seen.done, score=seen.score,
    )  # fmt: skip


def _graver(seen: Case, begun: Case, *, still_owed: bool) -> bool:
    """Whether the case stays what it was: a dispute until it is resolved, a more urgent matter until it is answered."""
    if seen.intent == "dispute":
        return seen.state is not CaseState.RESOLVED
    answered = begun.state is CaseState.WAITING
    return still_owed and (answered or URGENCIES.index(seen.urgency) > URGENCIES.index(begun.urgency))


def _heard(
    mail: Mail, decision: Decision, seen: Case, score: int | None, told: Told
) -> tuple[Case, tuple[Promise, ...], tuple[Event, ...]]:
    """Thanks and scores are noted and open nothing; a bad score asks for a person."""
    heard = replace(seen, customer_at=decision.at, last_mail=mail.id, mails=seen.mails + 1, score=score or seen.score)
    what = "thanks" if score is None else "score"
    events = [event(seen, decision.at, what, "" if score is None else str(score))]
    if score is not None and score <= _UNHAPPY:
        heard = replace(
            heard, state=CaseState.OPEN, due=decision.due, next_update=_next(decision.due, told), resolved_at=None,
            reopened=seen.reopened + (seen.state is CaseState.RESOLVED), queue=decision.queue,
        )  # fmt: skip
        events.append(event(seen, decision.at, "reopened", "the customer is not content"))
    elif seen.state is CaseState.WAITING and seen.agent_at is not None:
        heard = resolved(heard, decision.at)
        events.append(event(seen, decision.at, "resolved", "the customer said thanks"))
    return heard, (), tuple(events)


def _score(mail: Mail, seen: Case | None, token: str, *, remarks: bool = False) -> int | None:
    if seen is None or "csat" not in seen.done or seen.score is not None:
        return None
    return score_of(mail.new_text, mail.subject, mail.language, token or None, remarks=remarks)


def _only_thanks(mail: Mail, decision: Decision, seen: Case) -> bool:
    """Plain thanks after somebody has answered. While a person still owes an answer, thanks change nothing either."""
    calm = decision.urgency in {"low", "normal"} and not mail.attachments
    return calm and not decision.guards and is_thanks(mail.new_text, mail.language)


def _events(seen: Case | None, made: Case, at: datetime) -> Iterable[Event]:
    if seen is None:
        yield event(made, at, "opened", f"{made.intent}, {made.urgency}")
        return
    if seen.state is CaseState.RESOLVED:
        yield event(made, at, "reopened", "the customer wrote again")
    if seen.parcel_state != made.parcel_state:
        yield event(made, at, "parcel", f"{seen.parcel_state} to {made.parcel_state}")
    if seen.queue != made.queue:
        yield event(made, at, "queue", f"{seen.queue} to {made.queue}")


# --- a person writes, or closes the case ------------------------------------------------------------------------------
def after_agent(
    case: Case, at: datetime, update: datetime, promised: Iterable[datetime], open_promises: Iterable[Promise], *,
    asked: bool = False,
) -> Step:  # fmt: skip
    """The step of an agent's mail: it is the customer's turn, the machine is silent, and times it names are promises.

    Promises that were not broken yet are kept by it. `update` is by when the case is looked at again; `asked`: the mail
    asks the customer for something.
    """
    times = sorted({time for time in promised if time > at})
    made = tuple(promise(case, f"agent:{case.id}:{at.timestamp():.0f}", at, time, "agent") for time in times)
    waits = CaseState.OPEN if times else CaseState.WAITING
    answered = replace(
        case, state=waits, agent_at=at, silent=True, asked=asked, due=times[0] if times else None,
        next_update=times[0] if times else update, resolved_at=None, raised=0, warned="",
    )  # fmt: skip
    return Step(
        case=answered, promises=(*kept(open_promises, at), *made),
        events=(event(case, at, "answered", f"{len(times)} times promised" if times else ""),),
    )  # fmt: skip


def next_word(case: Case, policy: Policy, now: datetime) -> datetime:
    """By when a customer to whom we write now hears again."""
    rule = clock_for(policy.clocks, queue=case.queue, customer=case.customer, urgency=case.urgency)
    return next_update(now, rule or ClockRule(name=""), calendar(policy.shop, policy.holidays, policy.season))


def kept(promises: Iterable[Promise], at: datetime) -> tuple[Promise, ...]:
    """The promises that somebody's mail at this time keeps."""
    return tuple(replace(one, kept_at=at) for one in promises if one.made_at < at <= one.due)


def resolved(case: Case, at: datetime) -> Case:
    """The case, closed: nobody owes anything."""
    return replace(
        case, state=CaseState.RESOLVED, resolved_at=at, due=None, next_update=None, raised=0, warned="",
    )  # fmt: skip


def promise(case: Case, source: str, at: datetime, due: datetime | None, by: str) -> Promise:
    """A time that was named to the customer in a mail of ours."""
    assert due is not None
    digest = hashlib.sha256(f"{source}\0{due.timestamp():.0f}".encode()).hexdigest()[:40]
    return Promise(key=digest, case=case.id, mailbox=case.mailbox, made_at=at, due=due, by=by)


def event(case: Case, at: datetime, kind: str, detail: str = "") -> Event:
    """Something that happened to a case."""
    return Event(case=case.id, mailbox=case.mailbox, at=at, kind=kind, detail=detail)


def _earliest(*times: datetime | None) -> datetime | None:
    return min((at for at in times if at is not None), default=None)
