"""How a case goes on: with a customer's mail, with an agent's, and when it is closed. Whose turn it is, and until when.

A case that is open has an owner (its queue) and a time by which the customer hears from us (`next_update`), always.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from triage.domain import Case, CaseState, Decision, Event, Facts, Mail, Promise, Step
from triage.labels import URGENCIES
from triage.policy.actions import heard_claim
from triage.policy.calendars import calendar
from triage.policy.clocks import clock_for, deadlines, next_update
from triage.policy.followups import asks
from triage.policy.matters import UNHAPPY, in_the_works, in_trouble, rating, solicited
from triage.policy.scores import is_thanks
from triage.policy.slots import order_token
from triage.settings import ClockRule, Policy


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
    score = rating(theirs, mail, token)
    if theirs is not None and (score is not None or _only_thanks(mail, decision, theirs)):
        return _heard(mail, decision, theirs, score, told)
    owed = (not sent or told.answer is not None) and not facts.agent_answered
    begun = _begun(mail, decision, facts, told, owed=owed)
    made = begun if seen is None else _continued(seen, begun)
    promises = (promise(made, sent, decision.at, told.answer, "triage"),) if sent and told.answer else ()
    if (remarked := rating(theirs, mail, token, remarks=True)) is not None:  # with words beside it for a person
        until = _next(decision.due, told)
        made = replace(
            made, score=remarked, state=CaseState.OPEN, due=made.due or until, next_update=_earliest(made.due, until)
        )
    if sent:
        asked = asks(decision.template or "", order=_knows_order(mail, facts))
        made = replace(made, machine_at=decision.at, asked=asked)
    return made, promises, tuple(_events(seen, made, decision.at))


def _begun(mail: Mail, decision: Decision, facts: Facts, told: Told, *, owed: bool) -> Case:
    return Case(
        id=facts.conversation, mailbox=decision.mailbox, state=CaseState.OPEN if owed else CaseState.WAITING,
        intent=decision.intent, urgency=decision.urgency, language=mail.locale, queue=decision.queue,
        opened_at=decision.at, customer_at=decision.at, last_mail=mail.id, customer=facts.customer,
        market=facts.market, order="" if facts.stranger else _order(mail, facts), parcel_state=facts.parcel_state,
        due=decision.due if owed else None, next_update=_next(decision.due, told) if owed else told.update,
        agent_at=decision.at if facts.agent_answered else None, silent=facts.agent_wrote,
    )  # fmt: skip


def _next(due: datetime | None, told: Told) -> datetime:
    return told.update if due is None else min(due, told.update)


def _order(mail: Mail, facts: Facts) -> str:
    """The order that the case is about, only if it is the sender's own: a named one may be anybody's."""
    named = mail.order_numbers[0] if len(mail.order_numbers) == 1 and facts.parcel_state != "unknown" else ""
    return order_token(facts.parcel.order, known=True) if facts.parcel else order_token(named)


def _knows_order(mail: Mail, facts: Facts) -> bool:
    """Whether the reply names an order, or tells of its parcel; then it asks for no number."""
    return facts.parcel is not None or (len(mail.order_numbers) == 1 and order_token(mail.order_numbers[0]) != "")


def _continued(seen: Case, begun: Case) -> Case:
    """The clock of a mail that waits for a person is neither started again by the next one nor stopped by a reply."""
    still_owed = seen.state is CaseState.OPEN and begun.agent_at is None  # an agent's answer to this mail is for all
    matter = seen if _graver(seen, begun, still_owed=still_owed) else begun
    known = begun.parcel_state if begun.parcel_state != "unknown" else seen.parcel_state
    worse = URGENCIES.index(begun.urgency) > URGENCIES.index(seen.urgency)  # our own people are told again
    return replace(
        begun,
        state=CaseState.OPEN if still_owed else begun.state, intent=matter.intent, queue=matter.queue,
        opened_at=seen.opened_at, order=begun.order or seen.order, parcel_state=known, mails=seen.mails + 1,
        unasked=seen.unasked + (not solicited(seen)),
        due=_earliest(seen.due, begun.due) if still_owed else begun.due,
        next_update=_earliest(seen.next_update, begun.next_update) if still_owed else begun.next_update,
        urgency=max(seen.urgency, begun.urgency, key=URGENCIES.index) if still_owed else begun.urgency,
        agent_at=begun.agent_at or seen.agent_at, machine_at=seen.machine_at, followed_at=seen.followed_at,
        silent=seen.silent or begun.silent,
        reopened=seen.reopened + (seen.state is CaseState.RESOLVED), raised=seen.raised if still_owed else 0,
        warned=seen.warned if still_owed and not worse else "", done=seen.done, score=seen.score,
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
    """Thanks and scores are noted and open nothing; a bad score asks for a person, in the case's own queue.

    They close nothing that still goes wrong, nor, from a sender for whom nobody vouches, what is still in the works.
    """
    heard = replace(seen, customer_at=decision.at, last_mail=mail.id, mails=seen.mails + 1, score=score or seen.score)
    what = "thanks" if score is None else "score"
    events = [event(seen, decision.at, what, "" if score is None else str(score))]
    if score is not None and score <= UNHAPPY:
        due = _earliest(decision.due, seen.due)
        heard = replace(
            heard, state=CaseState.OPEN, due=due, next_update=_next(due, told), resolved_at=None, closed="",
            reopened=seen.reopened + (seen.state is CaseState.RESOLVED), urgency=_at_least_normal(seen.urgency),
        )  # fmt: skip
        events.append(event(seen, decision.at, "reopened", "the customer is not content"))
    elif seen.state is CaseState.WAITING and seen.agent_at is not None and _may_close(mail, seen):
        heard = resolved(heard, decision.at, "thanks")
        events.append(event(seen, decision.at, "resolved", "the customer said thanks"))
    return heard, (), tuple(events)


def _may_close(mail: Mail, seen: Case) -> bool:
    return not in_trouble(seen) and (mail.verified or not in_the_works(seen))


def _at_least_normal(urgency: str) -> str:
    return max(urgency, "normal", key=URGENCIES.index)


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
    source: str, asked: str = "", overtaken: bool = False,
) -> Step:  # fmt: skip
    """The step of an agent's mail of `at`: it is the customer's turn, the machine is silent, times in it are promises.

    Promises that were not broken yet are kept by it. `update` is by when the case is looked at again; `source` is the
    mail's Message-ID, by which it is heard once; `asked`: what it asks the customer for; `overtaken`: the customer has
    written since, and is still owed an answer. A case that was closed before she wrote stays so if her mail leaves
    nothing open.
    """
    times = sorted({time for time in promised if time > at})
    made = tuple(promise(case, f"agent:{case.id}:{source}", at, time, "agent") for time in times)
    if overtaken:
        answered = replace(case, agent_at=at, silent=True)
    else:
        answered = replace(case, agent_at=at, silent=True, asked=asked)
    if not overtaken and (times or asked or case.state is not CaseState.RESOLVED):
        answered = replace(
            answered, state=CaseState.OPEN if times else CaseState.WAITING, due=times[0] if times else None,
            next_update=times[0] if times else update, resolved_at=None, closed="", raised=0, warned="",
        )  # fmt: skip
    return Step(
        case=answered, promises=(*kept(open_promises, at), *made), claims=(heard_claim(case, source),),
        events=(event(case, at, "answered", f"{len(times)} times promised" if times else ""),),
    )  # fmt: skip


# --- a mail of ours does not reach the customer -----------------------------------------------------------------------
@dataclass(frozen=True, kw_only=True, slots=True)
class Failure:
    """An automatic mail that surely or perhaps did not reach the customer."""

    source: str  # the key of its action, by which its promises are known
    written_at: datetime
    answer: bool  # it answers a mail; False: a follow-up
    why: str
    due: datetime | None = None  # by when a person was to answer that mail


def after_failure(case: Case, failure: Failure, at: datetime, open_promises: Iterable[Promise]) -> Step:
    """The case does not look answered: a person owes the next step, and what the mail promised is void.

    Where somebody has written since, the case is as that mail has left it; nobody is owed a follow-up in a case that is
    resolved.
    """
    void = tuple(replace(one, void_at=at) for one in open_promises if _named_by(one, case, failure.source))
    told: tuple[Event, ...] = (event(case, at, "undelivered", failure.why),)
    if _overtaken(case, failure):
        return Step(case=case, promises=void, events=told)
    again = case.state is CaseState.RESOLVED
    waits = case.state is CaseState.OPEN
    due = max(failure.due, at) if failure.due is not None else at + timedelta(days=1)
    due = min(due, case.due) if waits and case.due is not None else due
    told = (*told, event(case, at, "reopened", "the answer did not arrive")) if again else told
    unsaid = case.machine_at is not None and case.machine_at <= failure.written_at
    made = replace(
        case, state=CaseState.OPEN, due=due, next_update=due, resolved_at=None, closed="",
        reopened=case.reopened + again,
        machine_at=None if unsaid else case.machine_at, asked="" if unsaid else case.asked,
        raised=case.raised if waits else 0, warned=case.warned if waits else "",
    )  # fmt: skip
    return Step(case=made, promises=void, events=told)


def _overtaken(case: Case, failure: Failure) -> bool:
    words = (case.agent_at,) if failure.answer else (case.agent_at, case.customer_at)
    newer = any(one is not None and one > failure.written_at for one in words)
    return newer or (not failure.answer and case.state is CaseState.RESOLVED)


def _named_by(one: Promise, case: Case, source: str) -> bool:
    return promise(case, source, one.made_at, one.due, one.by).key == one.key


def next_word(case: Case, policy: Policy, now: datetime) -> datetime:
    """By when a customer to whom we write now hears again."""
    rule = clock_for(policy.clocks, queue=case.queue, customer=case.customer, urgency=case.urgency)
    return next_update(now, rule or ClockRule(name=""), calendar(policy.shop, policy.holidays, policy.season))


def kept(promises: Iterable[Promise], at: datetime) -> tuple[Promise, ...]:
    """The promises that somebody's mail at this time keeps."""
    return tuple(replace(one, kept_at=at) for one in promises if one.made_at < at <= one.due)


def resolved(case: Case, at: datetime, by: str = "person") -> Case:
    """The case, closed by a person, by thanks or by silence: nobody owes anything."""
    return replace(
        case, state=CaseState.RESOLVED, resolved_at=at, closed=by, due=None, next_update=None, raised=0, warned="",
    )  # fmt: skip


def owed(case: Case, policy: Policy, now: datetime, queue: str = "") -> Case:
    """The case, open: a queue ("": its own) owes the customer a word, by that queue's clock from now on."""
    rules = {rule.name: rule for rule in policy.queues}
    rule = rules.get(queue or case.queue) or policy.queues[-1]
    due = deadlines(policy, queue=rule, customer=case.customer, urgency=case.urgency, now=now).due
    return replace(
        case, state=CaseState.OPEN, queue=rule.name, due=due, next_update=due, resolved_at=None, closed="", raised=0,
        warned="", reopened=case.reopened + (case.state is CaseState.RESOLVED),
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
