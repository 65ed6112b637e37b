"""A mail, what it means and what is known of its sender: queue, clock and answer."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from triage.domain import Decision, Facts, Hit, Level, Mail, Verdict
from triage.policy.guards import find_guards
from triage.policy.rules import RULES, Rule, Situation
from triage.policy.sla import due_at
from triage.policy.urgency import at_least
from triage.settings import Policy, QueueRule

_OTHER = "other"  # what a mail without a verdict counts as


def decide(
    mail: Mail,
    verdict: Verdict | None,
    facts: Facts,
    policy: Policy,
    now: datetime,
    templates: Container[tuple[str, str]],
    *,
    mailbox: str = "",
) -> Decision:
    """Decide one mail. `templates` holds every (intent, locale) that has a text, fallbacks included."""
    guards = find_guards(mail.views, policy.safety.guard_terms)
    verdict = at_least(verdict, guards, policy.safety.alert) if verdict else None
    intent, urgency = (verdict.intent, verdict.urgency) if verdict else (_OTHER, "normal")
    has_template = (intent, mail.locale) in templates
    case = Situation(
        mail=mail, verdict=verdict, facts=facts, policy=policy, guards=guards, has_template=has_template,
    )  # fmt: skip
    hits, misses = judge(case)
    queue = queue_for(policy.queues, intent, urgency, mail.language, machine=mail.machine)
    level = policy.level(intent)
    outcome = _outcome(mail, level, [rule for rule, _ in hits])
    return Decision(
        mail_id=mail.id,
        mailbox=mailbox,
        at=now,
        intent=intent,
        urgency=urgency,
        language=mail.language,
        confidence=verdict.confidence if verdict else 0.0,
        queue=queue.name,
        due=_due(mail, queue, urgency, policy, now),
        level=level,
        eligible=all(rule.allowance for rule, _ in hits),
        outcome=outcome,
        template=intent if has_template and outcome in {"reply", "draft", "shadow"} else None,
        guards=guards,
        hits=tuple(Hit(rule=rule.name, reason=reason) for rule, reason in hits),
        misses=tuple(rule.name for rule in misses),
        model=verdict.model if verdict else "",
        coverage=verdict.coverage if verdict else 0.0,
        trust=verdict.trust if verdict else 0.0,
    )


def judge(case: Situation) -> tuple[list[tuple[Rule, str]], list[Rule]]:
    """Every rule is asked: those that hit, each with its reason, and those that missed."""
    answers = [(rule, rule.test(case)) for rule in RULES]
    hits = [(rule, reason) for rule, reason in answers if reason is not None]
    return hits, [rule for rule, reason in answers if reason is None]


def _outcome(mail: Mail, level: Level, hits: list[Rule]) -> str:
    if mail.machine:
        return "none"
    if any(rule.stops == "everything" for rule in hits):
        return "person"
    if level is Level.SHADOW:
        return "shadow"
    return "draft" if hits else "reply"


def queue_for(
    queues: tuple[QueueRule, ...], intent: str, urgency: str, language: str, *, machine: bool = False
) -> QueueRule:
    """The first row that fits. A machine's mail goes to a row for machines, else to the row that takes what is left."""
    if machine:
        rows = [rule for rule in queues if rule.automatic] or [rule for rule in queues if _takes_anything(rule)]
    else:
        rows = [rule for rule in queues if not rule.automatic and _fits(rule, intent, urgency, language)]
    return rows[0] if rows else queues[-1]


def _takes_anything(rule: QueueRule) -> bool:
    return not (rule.intents or rule.urgencies or rule.languages)


def _fits(rule: QueueRule, intent: str, urgency: str, language: str) -> bool:
    wanted = ((rule.intents, intent), (rule.urgencies, urgency), (rule.languages, language))
    return all(not labels or label in labels for labels, label in wanted)


def _due(mail: Mail, queue: QueueRule, urgency: str, policy: Policy, now: datetime) -> datetime | None:
    """Nobody is owed an answer to a machine's mail. An automatic answer leaves the clock as it is."""
    if mail.machine or queue.automatic:
        return None
    return due_at(now, queue.hours, policy.shop, around_the_clock=urgency == "critical")
