"""A mail, what it means and what is known of its sender: queue, clock and answer."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from datetime import datetime

from triage.domain import Decision, Facts, Hit, Level, Mail, Verdict, conversation_token
from triage.labels import GRAVE_WORDS
from triage.policy.calendars import calendar
from triage.policy.clocks import Deadlines, deadlines, lifted, raised
from triage.policy.guards import find_guards
from triage.policy.matrix import row_for
from triage.policy.matters import UNHAPPY, gives_only, rating, solicited
from triage.policy.rules import RULES
from triage.policy.situation import Rule, Situation
from triage.policy.urgency import at_least
from triage.settings import MatrixRow, Policy, QueueRule

_ASKS_NUMBER = "missing_order_number"
# Rules that know a machine by its words alone, which customers quote: "I only ever get your automatic replies".
_BY_WORDS = frozenset({
    "absence_words", "acknowledgement_words", "automatic_words", "newsletter", "notice_words", "subject_words",
})  # fmt: skip
_GRAVE = frozenset({"dispute", "legal_policy", "service_complaint"})
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
    """Decide one mail. `templates` holds every (template, locale) that has a text, fallbacks included."""
    guards = find_guards(mail.views, policy.safety.guard_terms)
    if verdict is not None:
        mail = _doubted(mail, at_least(verdict, guards, policy.safety.alert))
        judged = _answering(at_least(verdict, guards, policy.safety.alert), mail, facts, guards, policy)
        verdict = _pressing(judged, facts, policy, now)
    intent, urgency = (verdict.intent, verdict.urgency) if verdict else (_OTHER, "normal")
    level = facts.level(policy.level(intent), intent, mail.language)
    row = _row(policy, facts, intent, level, facts.parcel_state)
    template = _template(row, mail, policy, facts, intent, level)
    if (template, mail.locale) not in templates:
        template = intent  # a shop without the special text has perhaps the general one
    case = Situation(
        mail=mail, verdict=verdict, facts=facts, policy=policy, guards=guards, row=row, level=level,
        has_template=(template, mail.locale) in templates, now=now,
    )  # fmt: skip
    hits, misses = judge(case)
    queue = _queue(row, mail, facts, policy, intent, urgency)
    outcome = _outcome(mail, level, [rule for rule, _ in hits])
    until = _until(mail, queue, row, urgency, facts, policy, now)
    return Decision(
        mail_id=mail.id,
        mailbox=mailbox,
        at=now,
        intent=intent,
        urgency=urgency,
        language=mail.language,
        confidence=verdict.confidence if verdict else 0.0,
        queue=queue.name,
        due=until.due if until else None,
        answer_by=until.answer if until else None,
        update_by=until.update if until else None,
        level=level,
        eligible=all(rule.allowance for rule, _ in hits),
        outcome=outcome,
        template=template if outcome in {"reply", "draft", "shadow"} else None,
        customer=facts.customer,
        market=facts.market,
        parcel_state=facts.parcel_state,
        row=row.name,
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


def _row(policy: Policy, facts: Facts, intent: str, level: Level, state: str) -> MatrixRow:
    return row_for(policy.matrix, intent=intent, state=state, customer=facts.customer, market=facts.market, level=level)


def _template(row: MatrixRow, mail: Mail, policy: Policy, facts: Facts, intent: str, level: Level) -> str:
    """The text of the answer. Words that go out unseen are chosen by what their reader may know: to a sender for whom
    nobody vouches they are the same whether an order exists or not (product C1, no oracle).
    """
    words = row
    if row.answer == "auto" and facts.parcel is None:
        words = _row(policy, facts, intent, level, "unknown")
    if words.template == _ASKS_NUMBER and mail.order_numbers:  # whether it exists or not: it was named
        return intent
    return words.template or intent


def _queue(row: MatrixRow, mail: Mail, facts: Facts, policy: Policy, intent: str, urgency: str) -> QueueRule:
    """The matrix may name a queue; critical mail and machines' mail stay with the routing table."""
    named = [rule for rule in policy.queues if rule.name == row.queue]
    if named and urgency != "critical" and not mail.machine:
        return named[0]
    return queue_for(
        policy.queues, intent, urgency, mail.language, customer=facts.customer, market=facts.market,
        machine=mail.machine,
    )  # fmt: skip


def queue_for(
    queues: tuple[QueueRule, ...], intent: str, urgency: str, language: str, *, customer: str = "", market: str = "",
    machine: bool = False,
) -> QueueRule:  # fmt: skip
    """The first row that fits. A machine's mail goes to a row for machines, else to the row that takes what is left."""
    if machine:
        rows = [rule for rule in queues if rule.automatic] or [rule for rule in queues if rule.takes_anything]
    else:
        labels = (intent, urgency, language, customer, market)
        rows = [rule for rule in queues if not rule.automatic and _fits(rule, labels)]
    return rows[0] if rows else queues[-1]


def _fits(rule: QueueRule, labels: tuple[str, ...]) -> bool:
    return all(not wanted or label in wanted for wanted, label in zip(rule.conditions, labels, strict=True))


def _doubted(mail: Mail, verdict: Verdict) -> Mail:
    """Whose words alone call it a machine's, and who threatens or complains, may be a person: a person looks."""
    grave = verdict.urgency == "critical" or verdict.intent in _GRAVE
    return replace(mail, automatic_rule=GRAVE_WORDS) if grave and mail.automatic_rule in _BY_WORDS else mail


def _answering(verdict: Verdict, mail: Mail, facts: Facts, guards: tuple[str, ...], policy: Policy) -> Verdict:
    """A bare number, photo or score is about what it was asked for. It follows a mail of ours, so it gets a draft at
    most.
    """
    case = facts.case
    if case is None or facts.stranger or guards:
        return verdict
    score = rating(case, mail, conversation_token(case.id))
    if score is not None:  # a figure has no tone
        return replace(verdict, intent=case.intent, urgency="normal" if score <= UNHAPPY else "low")
    calm = verdict.urgency in {"low", "normal"}
    given = calm and gives_only(case, mail, policy.safety.min_words)
    return replace(verdict, intent=case.intent, confidence=1.0) if given else verdict


def _pressing(verdict: Verdict, facts: Facts, policy: Policy, now: datetime) -> Verdict:
    """A matter that waits presses more with every hour and every further mail. Thanks press nobody, and what we have
    asked for is no further mail.
    """
    case = facts.case
    if case is None or verdict.intent == "feedback":
        return verdict
    days = calendar(policy.shop, policy.holidays, policy.season)
    asked_for = solicited(case) and not facts.stranger
    steps, _ = raised(case if asked_for else replace(case, unasked=case.unasked + 1), now, policy.waiting, days)
    return replace(verdict, urgency=lifted(verdict.urgency, steps))


def _until(
    mail: Mail, queue: QueueRule, row: MatrixRow, urgency: str, facts: Facts, policy: Policy, now: datetime
) -> Deadlines | None:
    """Nobody is owed an answer to a machine's mail."""
    if mail.machine or queue.automatic:
        return None
    return deadlines(
        policy, queue=queue, customer=facts.customer, urgency=urgency, now=now, channel=mail.relay or "",
        named="" if urgency == "critical" else row.clock,
    )  # fmt: skip
