"""A decision to the actions that carry it out, with the places they take under the caps."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from triage.domain import Action, ActionKind, Claim, Decision, Facts, Hit, Mail, Plan, conversation_token
from triage.errors import ConfigError
from triage.policy.addresses import counted_domain, plain_address
from triage.policy.render import Reply, Templates
from triage.policy.slots import slots_for
from triage.settings import Policy

SEEN = "$Triaged"
FLAGGED = "\\Flagged"
_MINUTE, _HOUR, _DAY, _WEEK = 60.0, 3_600.0, 86_400.0, 604_800.0
_EVER = 100 * 365 * _DAY


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
) -> Plan:
    """What is to be done, reply first. When a cap is full the reply is written as a draft instead (`otherwise`)."""
    routing = (*_tag(decision, policy, now), *_move(decision, policy, now))
    if decision.outcome not in {"reply", "draft"} or mail.sender is None or decision.template is None:
        return Plan(decision=decision, actions=routing)
    slots = slots_for(mail, facts, policy.shop, mail.locale)

    def message(kind: ActionKind) -> bytes:
        reply = templates.render(decision.template or "", mail.locale, slots, automatic=kind is ActionKind.REPLY)
        subject = f"{reply.subject} [{conversation_token(facts.conversation)}]" if facts.conversation else reply.subject
        return _message(kind, mail, decision, policy, replace(reply, subject=subject), now, compose)

    try:
        draft = _action(ActionKind.DRAFT, decision, now, content=message(ActionKind.DRAFT))
    except ConfigError as error:
        return _for_a_person(decision, routing, str(error))
    as_draft = Plan(decision=replace(decision, outcome="draft"), actions=(*routing, draft))
    if decision.outcome == "draft":
        return as_draft
    content = message(ActionKind.REPLY)
    sent = _action(ActionKind.REPLY, decision, now, content=content, recipient=mail.sender.email)
    copy = _action(ActionKind.SENT_COPY, decision, now, content=content, after=sent.key)
    claims = tuple(_claims(mail, decision, facts, policy))
    return Plan(decision=decision, actions=(sent, *routing, copy), claims=claims, otherwise=as_draft)


def key(kind: ActionKind, mail_id: str) -> str:
    """An action's key: the same action of the same mail is the same row.

    >>> key(ActionKind.REPLY, "ab12")
    'reply:ab12'
    """
    return f"{kind.value}:{mail_id}"


def _action(
    kind: ActionKind, decision: Decision, now: datetime, *, folder: str = "", keywords: tuple[str, ...] = (),
    recipient: str = "", content: bytes = b"", after: str = "",
) -> Action:  # fmt: skip
    return Action(
        key=key(kind, decision.mail_id), kind=kind, mail_id=decision.mail_id, mailbox=decision.mailbox, not_before=now,
        folder=folder, keywords=keywords, recipient=recipient, content=content, after=after,
    )  # fmt: skip


def _tag(decision: Decision, policy: Policy, now: datetime) -> Iterator[Action]:
    if policy.routing != "off":
        yield _action(ActionKind.TAG, decision, now, keywords=keywords(decision))


def keywords(decision: Decision) -> tuple[str, ...]:
    """IMAP keywords of a decided mail (RFC 9051, 2.3.2)."""
    if decision.outcome == "none":
        return SEEN, "triage-automatic"
    flag = (FLAGGED,) if decision.urgency == "critical" else ()
    return SEEN, f"triage-{decision.intent}", f"triage-{decision.urgency}", *flag


def _move(decision: Decision, policy: Policy, now: datetime) -> Iterator[Action]:
    if policy.routing == "move":
        yield _action(ActionKind.MOVE, decision, now, folder=f"{policy.queue_root}/{decision.queue}")


def _message(
    kind: ActionKind, mail: Mail, decision: Decision, policy: Policy, reply: Reply, now: datetime, compose: Composer
) -> bytes:
    own_id = (mail.message_id,) if mail.message_id else ()
    return compose(
        key=key(kind, decision.mail_id), template=reply.template, instance=policy.instance,
        own_address=policy.own_address, from_name=policy.from_name, recipient=mail.sender.email if mail.sender else "",
        subject=reply.subject, text=reply.text, html=reply.html, date=now, in_reply_to=mail.message_id,
        references=(*mail.thread_ids, *own_id), automatic=kind is ActionKind.REPLY,
    )  # fmt: skip


def _for_a_person(decision: Decision, routing: tuple[Action, ...], why: str) -> Plan:
    hit = Hit(rule="template_failed", reason=why)
    made = replace(decision, outcome="person", eligible=False, template=None, hits=(*decision.hits, hit))
    return Plan(decision=made, actions=routing)


def _claims(mail: Mail, decision: Decision, facts: Facts, policy: Policy) -> Iterator[Claim]:
    """The caps that one automatic reply counts towards (RFC 3834, section 2)."""
    caps, sender = policy.caps, mail.sender.email if mail.sender else ""
    person, domain = plain_address(sender), counted_domain(sender)
    thread = facts.conversation or next(iter((*mail.thread_ids, mail.message_id or mail.id)))
    yield Claim(
        cap="per_conversation_template", subject=_digest(thread, decision.template or ""),
        limit=caps.per_conversation_template, seconds=_EVER,
    )  # fmt: skip
    yield Claim(cap="per_sender_day", subject=person, limit=caps.per_sender_day, seconds=_DAY)
    if domain:
        yield Claim(cap="per_domain_hour", subject=domain, limit=caps.per_domain_hour, seconds=_HOUR)
    yield Claim(
        cap="per_body_week", subject=_digest(mail.fingerprint or mail.id, person), limit=caps.per_body_week,
        seconds=_WEEK,
    )  # fmt: skip
    yield Claim(cap="per_minute", subject=decision.mailbox, limit=caps.per_minute, seconds=_MINUTE)
    yield Claim(cap="per_hour", subject=decision.mailbox, limit=caps.per_hour, seconds=_HOUR)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]
