"""What would be done with a mail: read, judge and decide, and touch nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from triage.domain import Decision, Facts, Mail, RawMail, Thought, Verdict
from triage.labels import INTENTS, URGENCIES
from triage.policy.decide import decide
from triage.policy.render import Templates
from triage.ports import Engine
from triage.settings import Policy


@dataclass(frozen=True, kw_only=True, slots=True)
class Classified:
    """One mail with everything that was found and would be decided."""

    mail: Mail
    verdict: Verdict | None
    decision: Decision


def classify(
    mails: Iterable[RawMail], engine: Engine, policy: Policy, templates: Templates, now: datetime
) -> Iterator[Classified]:
    """One result per mail, in order; also for a mail that could not be read."""
    for known in thoughts(list(mails), engine):
        decision = decide(known.mail, known.verdict, Facts(), policy, now, templates)
        yield Classified(mail=known.mail, verdict=known.verdict, decision=decision)


def thoughts(mails: Sequence[RawMail], engine: Engine) -> Iterator[Thought]:
    """One per mail, in order; of a mail that could not be read it tells why."""
    for raw, thought in zip(mails, engine.think(mails), strict=True):
        if isinstance(thought, Thought):
            yield thought
        else:
            yield Thought(mail=Mail(id=raw.id, error=str(thought)), verdict=None)


def as_json(found: Classified) -> dict[str, Any]:
    """The contract of `triage classify`: fields may be added, never renamed."""
    mail, decision = found.mail, found.decision
    row: dict[str, Any] = {
        "id": mail.id,
        "subject": mail.subject,
        "language": mail.language,
        "language_confidence": round(mail.language_confidence, 4),
        "automatic": {"is_automatic": mail.machine, "rule": mail.automatic_rule},
        "new_text": mail.new_text,
        "quoted_text": mail.quoted_text,
        "forwarded_text": mail.forwarded_text,
        "signature": mail.signature,
        "only": mail.only,
        "sender": {"email": mail.sender.email, "name": mail.sender.name, "verified": mail.verified}
        if mail.sender
        else None,
        "relay": mail.relay,
        "form": mail.form,
        **_judged(found.verdict),
        "urgency": decision.urgency,
        "order_numbers": list(mail.order_numbers),
        "tracking_numbers": [
            {"number": found.number, "carrier": found.carrier, "valid": found.valid} for found in mail.tracking_numbers
        ],
        "amounts": [{"value": str(found.value), "currency": found.currency} for found in mail.amounts],
        "dates": [found.isoformat() for found in mail.dates],
        "email_addresses": list(mail.email_addresses),
        "phone_numbers": list(mail.phone_numbers),
        "links": list(mail.links),
        "attachments": [
            {"name": file.name, "type": file.content_type, "size": file.size, "sha256": file.sha256, "kind": file.kind}
            for file in mail.attachments
        ],
        "guards": list(decision.guards),
        "matrix_row": decision.row,
        "reply": _reply(decision),
        "queue": decision.queue,
        "due": decision.due.isoformat() if decision.due else None,
    }
    if mail.error is not None:
        row["error"] = mail.error
    return row


def _judged(verdict: Verdict | None) -> Mapping[str, Any]:
    if verdict is None:
        return {
            "intent": "other", "confidence": 0.0, "intents": dict.fromkeys(INTENTS, 0.0) | {"other": 1.0},
            "also": [], "urgency": "normal", "urgencies": dict.fromkeys(URGENCIES, 0.0) | {"normal": 1.0},
            "because": [], "model": "",
        }  # fmt: skip
    return {
        "intent": verdict.intent,
        "confidence": round(verdict.confidence, 4),
        "intents": _rounded(verdict.intents),
        "also": list(verdict.also),
        "urgency": verdict.urgency,
        "urgencies": _rounded(verdict.urgencies),
        "because": [[word, round(weight, 2)] for word, weight in verdict.because],
        "model": verdict.model,
    }


def _rounded(probabilities: Mapping[str, float]) -> dict[str, float]:
    return {label: round(p, 6) for label, p in sorted(probabilities.items(), key=lambda item: -item[1])}


def _reply(decision: Decision) -> dict[str, Any]:
    return {
        "eligible": decision.eligible,
        "level": decision.level.value,
        "template": decision.template,
        "reasons": [hit.reason for hit in decision.hits],
        "rules": [hit.rule for hit in decision.hits],
    }
