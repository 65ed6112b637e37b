"""Cases between two mails: what agents wrote, what a clock finds due, and the mails that follow from it.

Everything a customer gets goes through the outbox, counts towards the caps, and is given up when anybody has written
since the case was looked at: a step is written only if the case still is as it was seen.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from triage.desk import Desk
from triage.domain import (
    ActionKind,
    Award,
    Case,
    CaseState,
    Decision,
    Facts,
    Mail,
    Parcel,
    Promise,
    RawMail,
    Step,
    Thought,
)
from triage.facts import facts_of, state_of
from triage.mail.automatic.text import says_machine
from triage.mail.compose import compose
from triage.mail.thread import by_hand, thread_ids
from triage.opinions import heard
from triage.policy.calendars import calendar
from triage.policy.cases import after_agent, next_word
from triage.policy.compensation import cause_of, code_kind, matter_of
from triage.policy.compensation_heard import Heard, heard_in
from triage.policy.followups import FollowUp, asks_in_words, due_follow_up, is_unfitting
from triage.policy.offers import may_offer, next_award, thanked_lately, thanks_award
from triage.policy.plan import follow_up, notice_action
from triage.policy.promises import promised
from triage.policy.ticks import tick as ticked
from triage.policy.tongues import in_language
from triage.policy.zones import zone_of

log = logging.getLogger("triage.care")

_ADDRESS = 80  # characters of an agent's address that the ledger keeps
_AFTER = timedelta(seconds=1)  # nobody answers in the second in which a mail is read
_PUT_OFF = timedelta(hours=6)  # a follow-up that found a cap full; most caps are of a day
SENT = "\\Sent"  # the cursor's name for the account's Sent folder, whatever the server calls it


# --- a person wrote ---------------------------------------------------------------------------------------------------
def listen_to_agents(desk: Desk) -> None:
    """A person who wrote in a thread silences the machine there, and her words move the case (as Sent tells)."""
    after = desk.intake.cursor(desk.name, SENT)
    for batch in desk.mailbox.sent(after):
        for raw in batch.mails:
            ids = thread_ids(raw.content)
            to = _begun(desk, raw) if len(ids) == 1 and desk.policy.care.new_mails else None
            case = desk.cases.case(desk.journal.silence(desk.name, ids, to)) if ids else None
            if case is not None:
                _hear(desk, case, raw)
            desk.beat()
        desk.intake.keep((), batch.cursor)


def _begun(desk: Desk, raw: RawMail) -> Mail | None:
    """A mail that a person began to one customer, as if it came from there; None for a program's or a circular."""
    mail = _read(desk, raw)
    others = {one.email: one for one in mail.recipients if one.email != desk.policy.own_address}
    if len(others) != 1 or not by_hand(raw.content) or says_machine(mail.subject, mail.new_text):
        return None
    return replace(mail, sender=next(iter(others.values())))


def _read(desk: Desk, raw: RawMail) -> Mail:
    (thought,) = desk.engine.think([raw])
    return thought.mail if isinstance(thought, Thought) else Mail(id=raw.id, error=str(thought))


def _sent_at(desk: Desk, case: Case, raw: RawMail, now: datetime) -> tuple[datetime, bool]:
    """When an agent's mail was sent, and whether the customer had written again by then; heard it may be hours later.

    The server's clock tells both. Ours may be ahead of it: she has not answered before the mail was read.
    """
    newest = desk.cases.newest(case)
    if newest is not None and newest.received_at > raw.received_at:
        return min(raw.received_at, now), True
    return min(max(raw.received_at, case.customer_at + _AFTER), now), False


def _hear(desk: Desk, case: Case, raw: RawMail) -> None:
    """What an agent's mail means for its case, the same however often it is heard.

    One that cannot be read still answers the customer.
    """
    mail, now, rules = _read(desk, raw), desk.clock.now(), desk.policy
    at, overtaken = _sent_at(desk, case, raw, now)
    days = calendar(rules.shop, rules.holidays, rules.season)
    parcel = desk.lookup.parcel(case.order) if case.order else None
    zone = zone_of(parcel.country if parcel else "", rules.shop, rules.zones)
    tongues = dict.fromkeys((mail.language, case.language.partition("-")[0]))  # a short mail's language may be mistaken
    times = sorted({at for one in tongues for at in promised(mail.new_text, one, raw.received_at, days, zone)})
    step = after_agent(
        case, at, next_word(case, rules, at), times, _open(desk)[case.id],
        source=mail.message_id or mail.id, asked=asks_in_words(mail.new_text), overtaken=overtaken,
    )  # fmt: skip
    desk.cases.write(step, case, now)
    _hear_offers(desk, case, mail, parcel, now)
    heard(desk, case, mail, now)


def _hear_offers(desk: Desk, case: Case, mail: Mail, parcel: Parcel | None, now: datetime) -> None:
    """What her mail offers, proposed before or given by herself: it is written down, never stopped."""
    by = mail.sender.email.lower()[:_ADDRESS] if mail.sender else "agent"
    matter, rules = matter_of(case, parcel, cause_of(case.intent, case.parcel_state), by), desk.policy

    def hear(earlier: Sequence[Award]) -> Heard:
        return heard_in(mail.new_text, matter, earlier, rules.compensation, rules.authority, now)

    desk.ledger.sent(case.id, case.order, hear, now, by)


# --- what a mail offers -----------------------------------------------------------------------------------------------
def offer(desk: Desk, mail: Mail, decision: Decision, facts: Facts, now: datetime) -> Award | None:
    """The compensation that the reply to this mail names, written into the ledger; None for most."""
    if not may_offer(decision, facts, desk.policy):
        return None
    alone, order = decision.outcome == "reply", facts.parcel.order if facts.parcel else ""

    def choose(earlier: Sequence[Award]) -> Award | None:
        return next_award(decision, facts, desk.policy, earlier, now)

    award = desk.ledger.propose(facts.conversation, order, choose, now)
    return _with_its_code(desk, award, now) if alone and award is not None and code_kind(award) else award


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
    """Look at every live case: promises, clocks, parcels, follow-ups. Our own people are told once of what is late.

    After a clock was set by hours nothing is done before a second look finds the same time: it may be set back at once.
    """
    if not desk.steady.believes(desk.clock):
        log.warning("clock set", extra={"mailbox": desk.name, "shows": desk.clock.now().isoformat(timespec="minutes")})
        return
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
    if is_unfitting(due.template, facts) or (
        due.template == "thank_you" and thanked_lately(facts, desk.policy.follow_ups, now)
    ):
        desk.put_off[case.id] = now + _PUT_OFF
        return
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
    mail = _read(desk, raw)
    if mail.sender is None:
        return None
    return in_language(mail, case.language) if case.language != "und" else mail


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
    mails = {case.id: mail for case in waiting if (mail := _newest(desk, case)) is not None}
    desk.cases.write(notice_action(first, waiting, mails, desk.policy, now, compose=compose), first, now)


def _open(desk: Desk) -> Mapping[str, tuple[Promise, ...]]:
    found: defaultdict[str, tuple[Promise, ...]] = defaultdict(tuple)
    for one in desk.cases.promises(desk.name):
        found[one.case] = (*found[one.case], one)
    return found
