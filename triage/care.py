"""Cases between two mails: what agents wrote, what a clock finds due, and the mails that follow from it.

Everything a customer gets goes through the outbox, counts towards the caps, and is given up when anybody has written
since the case was looked at: a step is written only if the case still is as it was seen.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from triage.desk import Desk
from triage.domain import ActionKind, Award, Case, CaseState, Decision, Facts, Mail, Promise, RawMail, Step
from triage.facts import facts_of, state_of
from triage.mail.compose import compose
from triage.mail.thread import thread_ids
from triage.opinions import heard
from triage.policy.calendars import calendar
from triage.policy.cases import after_agent, next_word
from triage.policy.compensation import Matter, allowed, cause_of, code_kind, proposal
from triage.policy.followups import FollowUp, due_follow_up
from triage.policy.offers import thanks_award
from triage.policy.plan import follow_up, notice_action
from triage.policy.promises import promised
from triage.policy.ticks import tick as ticked
from triage.policy.zones import zone_of
from triage.ports import Thought

log = logging.getLogger("triage.care")

_PUT_OFF = timedelta(hours=6)  # a follow-up that found a cap full; most caps are of a day
SENT = "\\Sent"  # the cursor's name for the account's Sent folder, whatever the server calls it


# --- a person wrote ---------------------------------------------------------------------------------------------------
def listen_to_agents(desk: Desk) -> None:
    """A person who wrote in a thread silences the machine there, and her words move the case (as Sent tells)."""
    after = desk.intake.cursor(desk.name, SENT)
    for batch in desk.mailbox.sent(after):
        for raw in batch.mails:
            ids = thread_ids(raw.content)
            case = desk.cases.case(desk.journal.silence(desk.name, ids)) if ids else None
            if case is not None:
                _hear(desk, case, raw)
            desk.beat()
        desk.intake.keep((), batch.cursor)


def _hear(desk: Desk, case: Case, raw: RawMail) -> None:
    """What an agent's mail means for its case. One that cannot be read still answers the customer."""
    (thought,) = desk.engine.think([raw])
    mail = thought.mail if isinstance(thought, Thought) else Mail(id=raw.id)
    now, rules = desk.clock.now(), desk.policy
    days = calendar(rules.shop, rules.holidays, rules.season)
    parcel = desk.lookup.parcel(case.order) if case.order else None
    zone = zone_of(parcel.country if parcel else "", rules.shop, rules.zones)
    tongues = dict.fromkeys((mail.language, case.language.partition("-")[0]))  # a short mail's language may be mistaken
    times = sorted({at for one in tongues for at in promised(mail.new_text, one, raw.received_at, days, zone)})
    step = after_agent(case, now, next_word(case, rules, now), times, _open(desk)[case.id], asked="?" in mail.new_text)
    desk.cases.write(step, case, now)
    desk.ledger.sent(case.id, mail.new_text, now)
    heard(desk, case, mail, now)


# --- what a mail offers -----------------------------------------------------------------------------------------------
def offer(desk: Desk, mail: Mail, decision: Decision, facts: Facts, now: datetime) -> Award | None:
    """The compensation that the reply to this mail names; None for most.

    In a draft it is what any agent may grant, so that it can be sent as it is; alone a machine offers only what the
    table marks as automatic.
    """
    policy, alone = desk.policy, decision.outcome == "reply"
    if not policy.care.offers or decision.outcome not in {"reply", "draft"} or not _may_be_offered(facts):
        return None
    matter = Matter(
        case=facts.conversation, mailbox=desk.name, cause=cause_of(decision.intent, facts.parcel_state),
        order=facts.parcel.order if facts.parcel else "", state=facts.parcel_state, market=facts.market,
        value=facts.parcel.value if facts.parcel else None, currency=facts.parcel.currency if facts.parcel else "",
    )  # fmt: skip

    def choose(earlier: Sequence[Award]) -> Award | None:
        found = proposal(policy.compensation, matter, earlier, now, automatic=alone)
        return found if found is not None and allowed(found, "", policy.authority) else None

    award = desk.ledger.propose(matter.case, matter.order, choose, now)
    return _with_its_code(desk, award, now) if alone and award is not None and code_kind(award) else award


def _may_be_offered(facts: Facts) -> bool:
    """Not to somebody who joined the case; where another case's award may be for the same matter, a person looks."""
    twice = "" in facts.awards_elsewhere or (facts.parcel is None and facts.awards_elsewhere != ())
    return bool(facts.conversation) and not facts.stranger and not twice


def _with_its_code(desk: Desk, award: Award | None, now: datetime) -> Award | None:
    """A machine offers nothing that it cannot hand over."""
    if award is not None and not award.code:
        desk.ledger.withdraw(award.key, now, "triage")
        return None
    return award


def offered(desk: Desk, award: Award | None, outcome: str, now: datetime) -> None:
    """What becomes of an award with its mail: sent, it is granted; in a draft it is proposed; else it is taken back."""
    if award is not None and outcome == "reply":
        desk.ledger.grant(award.key, now, "triage")
    elif award is not None and outcome != "draft":
        desk.ledger.withdraw(award.key, now, "triage")


# --- a clock ----------------------------------------------------------------------------------------------------------
def tick(desk: Desk) -> None:
    """Look at every live case: promises, clocks, parcels, follow-ups. Our own people are told once of what is late."""
    now = desk.clock.now()
    promises = _open(desk)
    looks = [
        (seen, ticked(seen, promises[seen.id], state_of(desk, seen.order, now), desk.policy, now))
        for seen in desk.cases.live(desk.name, now)
    ]
    _notify(desk, looks, now)
    for seen, step in sorted(looks, key=lambda look: _late(*look) is None):  # those that were told of first
        if desk.stop():
            return
        _follow_up(desk, _written(desk, seen, step, now), now)
        desk.beat()


def _late(seen: Case, step: Step | None) -> Case | None:
    """The case if its clock has come to its end, or near it, since the last look."""
    made = step.case if step is not None else None
    return made if made is not None and made.warned and made.warned != seen.warned else None


def _written(desk: Desk, seen: Case, step: Step | None, now: datetime) -> Case:
    if step is None or step.case is None or desk.cases.write(step, seen, now):
        return seen
    for happened in step.events:
        log.info("case", extra={"mailbox": desk.name, "case": seen.id, "what": happened.kind, "queue": seen.queue})
    return step.case


def _follow_up(desk: Desk, case: Case, now: datetime) -> None:
    due = due_follow_up(case, desk.policy.follow_ups, now, desk.policy.caps.per_case_day)
    if due is None or now < desk.put_off.get(case.id, now):
        return
    mail = _newest(desk, case)
    if mail is None or (mail.locale not in desk.policy.safety.languages and mail.locale != "zh-Hant"):
        return
    facts = facts_of(desk, mail, now)
    award = _thanks(desk, case, due, now)
    step = follow_up(mail, case, due, facts, desk.policy, desk.templates, now, compose=compose, award=award)
    refused = desk.cases.write(step, case, now) if step is not None else "no text"
    offered(desk, award, _told(step, refused), now)
    if refused not in {"", "changed"}:  # a full cap is not asked again at every look
        desk.put_off[case.id] = now + _PUT_OFF
    log.info(
        "follow-up",
        extra={"mailbox": desk.name, "case": case.id, "what": due.template, "state": refused or "written"},
    )


def _told(step: Step | None, refused: str) -> str:
    """What has become of a follow-up: "reply", "draft" or "none". One that a full cap has put off is still to come."""
    if step is None or (refused and not refused.startswith("cap_")):
        return "none"
    return "reply" if not refused and any(one.kind is ActionKind.REPLY for one in step.actions) else "draft"


def _newest(desk: Desk, case: Case) -> Mail | None:
    raw = desk.cases.newest(case)
    if raw is None:
        return None
    (thought,) = desk.engine.think([raw])
    return thought.mail if isinstance(thought, Thought) and thought.mail.sender is not None else None


def _thanks(desk: Desk, case: Case, due: FollowUp, now: datetime) -> Award | None:
    """The code of a thank-you; one a case, and none where the pool is empty."""
    if due.template != "thank_you":
        return None
    award = desk.ledger.propose(case.id, "", lambda earlier: thanks_award(case, earlier, desk.policy, now), now)
    return _with_its_code(desk, award, now)


def _notify(desk: Desk, looks: Sequence[tuple[Case, Step | None]], now: datetime) -> None:
    """A notice to the shop's own people; who is to be told is a setting.

    It is written before the cases themselves: after a crash a case is rather told twice than never.
    """
    late = [(seen, made) for seen, step in looks if (made := _late(seen, step)) is not None]
    waiting = [made for _, made in late if made.state is CaseState.OPEN and made.due is not None]
    if not waiting or not desk.policy.care.notify or desk.stop():
        return
    first = late[0][0]
    desk.cases.write(notice_action(first, waiting, desk.policy, now, compose=compose), first, now)


def _open(desk: Desk) -> Mapping[str, tuple[Promise, ...]]:
    found: defaultdict[str, tuple[Promise, ...]] = defaultdict(tuple)
    for one in desk.cases.promises(desk.name):
        found[one.case] = (*found[one.case], one)
    return found
