"""Single actions, their keys, and the caps that an automatic mail counts towards."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

from triage.domain import Action, ActionKind, Case, Claim, Decision, Facts, Mail
from triage.policy.addresses import counted_domain, plain_address
from triage.settings import Caps, Policy

SEEN = "$Triaged"
FLAGGED = "\\Flagged"
_MINUTE, _HOUR, _DAY, _WEEK = 60.0, 3_600.0, 86_400.0, 604_800.0
_EVER = 100 * 365 * _DAY


def key(kind: ActionKind, mail_id: str) -> str:
    """An action's key: the same action of the same mail is the same row.

    >>> key(ActionKind.REPLY, "ab12")
    'reply:ab12'
    """
    return f"{kind.value}:{mail_id}"


def follow_key(case: Case, template: str, number: int) -> str:
    """The key of a case's follow-up; its draft and its sending are the same row, so there is only one."""
    return f"follow:{_digest(case.id, template, str(number))}"


def action(
    kind: ActionKind, decision: Decision, now: datetime, *, folder: str = "", keywords: tuple[str, ...] = (),
    recipient: str = "", content: bytes = b"", after: str = "",
) -> Action:  # fmt: skip
    """An action of a decided mail."""
    return Action(
        key=key(kind, decision.mail_id), kind=kind, mail_id=decision.mail_id, mailbox=decision.mailbox, not_before=now,
        folder=folder, keywords=keywords, recipient=recipient, content=content, after=after,
    )  # fmt: skip


def routing(decision: Decision, policy: Policy, now: datetime) -> Iterator[Action]:
    """Keywords and, where the shop wants it, the move into the queue's folder."""
    if policy.routing != "off":
        yield action(ActionKind.TAG, decision, now, keywords=keywords(decision))
    if policy.routing == "move":
        yield action(ActionKind.MOVE, decision, now, folder=f"{policy.queue_root}/{decision.queue}")


def keywords(decision: Decision) -> tuple[str, ...]:
    """IMAP keywords of a decided mail (RFC 9051, 2.3.2)."""
    if decision.outcome == "none":
        return SEEN, "triage-automatic"
    flag = (FLAGGED,) if decision.urgency == "critical" else ()
    return SEEN, f"triage-{decision.intent}", f"triage-{decision.urgency}", *flag


def reply_claims(mail: Mail, decision: Decision, facts: Facts, caps: Caps) -> Iterator[Claim]:
    """The caps that one automatic reply counts towards (RFC 3834, section 2)."""
    person = plain_address(mail.sender.email) if mail.sender else ""
    thread = facts.conversation or next(iter((*mail.thread_ids, mail.message_id or mail.id)))
    yield Claim(
        cap="per_conversation_template", subject=_digest(thread, decision.template or ""),
        limit=caps.per_conversation_template, seconds=_EVER,
    )  # fmt: skip
    yield Claim(
        cap="per_body_week", subject=_digest(mail.fingerprint or mail.id, person), limit=caps.per_body_week,
        seconds=_WEEK,
    )  # fmt: skip
    yield from mail_claims(mail, decision.mailbox, caps)


def follow_claims(mail: Mail, case: Case, template: str, number: int, caps: Caps) -> Iterator[Claim]:
    """The caps of a follow-up: each once, one in a case and day, and those of every automatic mail."""
    yield Claim(cap="per_follow_up", subject=follow_key(case, template, number), limit=1, seconds=_EVER)
    yield Claim(cap="per_case_day", subject=case.id, limit=caps.per_case_day, seconds=_DAY)
    yield from mail_claims(mail, case.mailbox, caps)


def heard_claim(case: Case, source: str) -> Claim:
    """An agent's mail changes its case once, however often Sent is read. `source` is its Message-ID."""
    return Claim(cap="per_agent_mail", subject=_digest(case.id, source), limit=1, seconds=_EVER)


def mail_claims(mail: Mail, mailbox: str, caps: Caps) -> Iterator[Claim]:
    """The caps of every automatic mail to a customer."""
    sender = mail.sender.email if mail.sender else ""
    yield Claim(cap="per_sender_day", subject=plain_address(sender), limit=caps.per_sender_day, seconds=_DAY)
    yield Claim(cap="per_sender_week", subject=plain_address(sender), limit=caps.per_sender_week, seconds=_WEEK)
    if domain := counted_domain(sender):
        yield Claim(cap="per_domain_hour", subject=domain, limit=caps.per_domain_hour, seconds=_HOUR)
    yield Claim(cap="per_minute", subject=mailbox, limit=caps.per_minute, seconds=_MINUTE)
    yield Claim(cap="per_hour", subject=mailbox, limit=caps.per_hour, seconds=_HOUR)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def notice_key(cases: Iterable[Case]) -> str:
    """The key of a notice: the same cases in the same standing, as urgent as before, are told once."""
    return f"notice:{_digest(*sorted(f'{case.id}{case.warned}{case.due}{case.urgency}' for case in cases))}"
