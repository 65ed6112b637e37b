"""A decision to the actions that carry it out, with what becomes of the case and the caps they count towards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from html import escape
from typing import Protocol
from zoneinfo import ZoneInfo

from triage.domain import (
    Action,
    ActionKind,
    Award,
    Case,
    CaseState,
    Decision,
    Facts,
    Hit,
    Mail,
    Parcel,
    Plan,
    Step,
    conversation_token,
)
from triage.errors import ConfigError
from triage.policy.actions import action, follow_claims, follow_key, key, notice_key, reply_claims, routing
from triage.policy.calendars import calendar
from triage.policy.cases import Told, after_mail, event, next_word, promise
from triage.policy.followups import FollowUp, asks, goes_alone, score_links
from triage.policy.offers import offer_for
from triage.policy.render import Reply, Templates
from triage.policy.slots import Slots, slots_for
from triage.policy.ticks import notice
from triage.settings import Policy


class Composer(Protocol):
    """Makes the bytes of a message; `mail.compose.compose` is the one."""

    def __call__(
        self,
        *,
        key: str,
        template: str,
        instance: str,
        own_address: str,
        from_name: str,
        recipient: str,
        subject: str,
        text: str,
        html: str,
        date: datetime,
        in_reply_to: str | None,
        references: tuple[str, ...],
        automatic: bool,
    ) -> bytes:
        """A whole message with CRLF line ends."""  # fmt: skip


def plan(
    mail: Mail,
    decision: Decision,
    facts: Facts,
    policy: Policy,
    templates: Templates,
    now: datetime,
    *,
    compose: Composer,
    award: Award | None = None,
) -> Plan:
    """What is to be done, reply first. When a cap is full the reply is written as a draft instead (`otherwise`).

    `award` is what the mail offers; for an automatic reply one that the table marks so.
    """
    tags = tuple(routing(decision, policy, now))
    if decision.outcome not in {"reply", "draft"} or mail.sender is None or decision.template is None:
        return _with_case(Plan(decision=decision, actions=tags), mail, facts, policy)

    def letter(kind: ActionKind) -> tuple[Reply, bytes]:
        alone = kind is ActionKind.REPLY
        reply = reply_to(mail, decision, facts, policy, templates, now, automatic=alone, award=award)
        return reply, _message(key(kind, decision.mail_id), reply, mail, policy, now, compose, automatic=alone)

    try:
        slots = _slots(mail, decision, facts, policy, now, award)
        draft = action(ActionKind.DRAFT, decision, now, content=letter(ActionKind.DRAFT)[1])
        reply, content = letter(ActionKind.REPLY)
    except ConfigError as error:
        return _with_case(_for_a_person(decision, tags, str(error)), mail, facts, policy)
    drafted = Plan(decision=replace(decision, outcome="draft"), actions=(*tags, draft))
    as_draft = _with_case(drafted, mail, facts, policy)
    if decision.outcome == "draft":
        return as_draft
    sent = action(ActionKind.REPLY, decision, now, content=content, recipient=mail.sender.email)
    copy = action(ActionKind.SENT_COPY, decision, now, content=content, after=sent.key)
    made = Plan(
        decision=decision, actions=(sent, *tags, copy),
        claims=tuple(reply_claims(mail, decision, facts, policy.caps)), otherwise=as_draft,
    )  # fmt: skip
    return _with_case(made, mail, facts, policy, sent=sent.key, names=_names_time(reply, slots))


def reply_to(
    mail: Mail, decision: Decision, facts: Facts, policy: Policy, templates: Templates, now: datetime, *,
    automatic: bool, award: Award | None = None,
) -> Reply:  # fmt: skip
    """The words that answer a mail: those of an automatic reply, or those of a draft. Raises ConfigError.

    A draft tells of the order that belongs to the sender's address also where nobody vouches for the sender: a person
    reads it, and it can go to no other address than the order's.
    """
    told = facts if automatic or facts.record is None else _with_record(facts, facts.record)
    slots = _slots(mail, decision, told, policy, now, award)
    reply = templates.render(decision.template or "", mail.locale, slots, automatic=automatic, offer=award is not None)
    return replace(reply, subject=_with_token(reply.subject, facts.conversation))


def _with_record(facts: Facts, record: Parcel) -> Facts:
    return replace(facts, parcel=record, country=facts.country or record.country)


def _with_case(made: Plan, mail: Mail, facts: Facts, policy: Policy, *, sent: str = "", names: bool = False) -> Plan:
    """The plan with what becomes of the case. A reply that names a time for a person's answer keeps a clock running."""
    decision = made.decision
    told = Told(
        update=decision.update_by or decision.at + timedelta(days=1), answer=decision.answer_by if names else None
    )
    token = conversation_token(facts.conversation) if facts.conversation else ""
    case, promises, events = after_mail(mail, decision, facts, told, sent=sent, token=token)
    return replace(made, case=case, promises=promises, events=events)


def _slots(mail: Mail, decision: Decision, facts: Facts, policy: Policy, now: datetime, award: Award | None) -> Slots:
    return slots_for(
        mail, facts, policy.shop, mail.locale,
        answer_at=decision.answer_by or now + timedelta(hours=policy.shop.answer_hours), now=now,
        later_at=decision.update_by, offer=offer_for(award, mail.locale, facts.market, policy.shop, now),
        zones=policy.zones, days=calendar(policy.shop, policy.holidays, policy.season),
    )  # fmt: skip


def _names_time(reply: Reply, slots: Slots) -> bool:
    """Whether the words name the time by which a person answers."""
    return slots.answer.day in reply.text and slots.answer.time in reply.text


def _with_token(subject: str, conversation: str) -> str:
    return f"{subject} [{conversation_token(conversation)}]" if conversation else subject


def _message(
    name: str, reply: Reply, mail: Mail, policy: Policy, now: datetime, compose: Composer, *, automatic: bool
) -> bytes:
    own_id = (mail.message_id,) if mail.message_id else ()
    return compose(
        key=name, template=reply.template, instance=policy.instance,
        own_address=policy.own_address, from_name=policy.from_name, recipient=mail.sender.email if mail.sender else "",
        subject=reply.subject, text=reply.text, html=reply.html, date=now, in_reply_to=mail.message_id,
        references=(*mail.thread_ids, *own_id), automatic=automatic,
    )  # fmt: skip


def _for_a_person(decision: Decision, tags: tuple[Action, ...], why: str) -> Plan:
    hit = Hit(rule="template_failed", reason=why)
    made = replace(decision, outcome="person", eligible=False, template=None, hits=(*decision.hits, hit))
    return Plan(decision=made, actions=tags)


# --- what a clock brings ----------------------------------------------------------------------------------------------
def follow_up(
    mail: Mail,
    case: Case,
    due: FollowUp,
    facts: Facts,
    policy: Policy,
    templates: Templates,
    now: datetime,
    *,
    compose: Composer,
    award: Award | None = None,
) -> Step | None:
    """A follow-up to a case's newest mail, sent or as a draft; None where there is no text in its language."""
    if (due.template, mail.locale) not in templates or mail.sender is None:
        return None
    why_draft = goes_alone(due.template, case, mail, facts, policy)
    later = next_word(case, policy, now)
    slots = slots_for(
        mail, facts, policy.shop, mail.locale, answer_at=case.due or later, now=now, later_at=later, zones=policy.zones,
        days=calendar(policy.shop, policy.holidays, policy.season),
        offer=offer_for(award, mail.locale, facts.market, policy.shop, now),
        score_links=score_links(policy.own_address, conversation_token(case.id)) if due.template == "csat" else (),
        asked=case.asked,
    )  # fmt: skip
    reply = templates.render(due.template, mail.locale, slots, automatic=not why_draft, offer=award is not None)
    reply = replace(reply, subject=_with_token(reply.subject, case.id))
    name = follow_key(case, due.template, due.number)
    content = _message(name, reply, mail, policy, now, compose, automatic=not why_draft)
    promised = later if slots.later and slots.later.day in reply.text else None
    return Step(
        case=_followed(case, due, now, promised if not why_draft else None, alone=not why_draft),
        actions=tuple(_follow_actions(name, mail, case, content, now, alone=not why_draft)),
        claims=tuple(follow_claims(mail, case, due.template, due.number, policy.caps)),
        promises=(promise(case, name, now, promised, "triage"),) if promised and not why_draft else (),
        events=(event(case, now, "follow_up", f"{due.template}: {f'draft, {why_draft}' if why_draft else 'sent'}"),),
    )


def _followed(case: Case, due: FollowUp, now: datetime, promised: datetime | None, *, alone: bool) -> Case:
    """A draft is no word to the customer yet; that it lies there is noted, so that there is one."""
    done = (*case.done, due.template)
    if not alone:
        return replace(case, done=done, followed_at=now)
    update = promised or case.next_update
    asked = asks(due.template, order=bool(case.order), before=case.asked)
    return replace(case, done=done, followed_at=now, machine_at=now, asked=asked, next_update=update)


def _follow_actions(
    name: str, mail: Mail, case: Case, content: bytes, now: datetime, *, alone: bool
) -> Iterable[Action]:
    kind = ActionKind.REPLY if alone else ActionKind.DRAFT
    recipient = mail.sender.email if alone and mail.sender else ""
    made = Action(
        key=name, kind=kind, mail_id=mail.id, mailbox=case.mailbox, not_before=now, recipient=recipient, content=content
    )
    yield made
    if alone:
        yield replace(made, key=f"sent-{name}", kind=ActionKind.SENT_COPY, recipient="", after=name)


def notice_action(
    first: Case, told: Iterable[Case], mails: Mapping[str, Mail], policy: Policy, now: datetime, *, compose: Composer
) -> Step:
    """A mail to the shop's own people about cases that are due soon or overdue; written with the first of them.

    `mails`: the newest mail of a case, by its id, so that it tells who is waiting.
    """
    cases = [case for case in told if case.state is CaseState.OPEN]
    subject, text = notice(cases, now, ZoneInfo(policy.shop.timezone), mails)
    name = notice_key(cases)
    made = notice_mail(name, subject, text, first.last_mail, first.mailbox, policy, now, compose=compose)
    return Step(actions=(made,))


def notice_mail(
    name: str, subject: str, text: str, mail_id: str, mailbox: str, policy: Policy, now: datetime, *, compose: Composer
) -> Action:
    """A mail to the shop's own people, to the address that [care] notify names. `name` is the action's key."""
    content = compose(
        key=name, template="notice", instance=policy.instance, own_address=policy.own_address,
        from_name=policy.from_name, recipient=policy.care.notify, subject=f"[triage] {subject}", text=text,
        html=f"<pre>{escape(text)}</pre>", date=now, in_reply_to=None, references=(), automatic=True,
    )  # fmt: skip
    return Action(
        key=name, kind=ActionKind.NOTICE, mail_id=mail_id, mailbox=mailbox, not_before=now,
        recipient=policy.care.notify, content=content,
    )  # fmt: skip
