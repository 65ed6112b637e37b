"""Outcome, queue and clock of a mail."""

from datetime import timedelta

import pytest

from tests.policy.cases import ALL, FACTS, MAIL, NOW, POLICY, facts, mail, policy, safety, verdict
from triage.domain import Level
from triage.policy.decide import decide, queue_for
from triage.policy.rules import RULES
from triage.settings import DEFAULT_QUEUES, QueueRule


def decided(mail=MAIL, verdict=verdict(), facts=FACTS, policy=POLICY, templates=ALL):  # noqa: B008
    return decide(mail, verdict, facts, policy, NOW, templates, mailbox="support")


def at(level, **more):
    return policy(default_level=level, **more)


OUTCOMES = {
    "an easy question": (decided(), "reply"),
    "level draft": (decided(policy=at(Level.DRAFT)), "draft"),
    "level shadow": (decided(policy=at(Level.SHADOW)), "shadow"),
    "level of this intent": (decided(policy=at(Level.SHADOW, levels={"order_status": Level.AUTO})), "reply"),
    "unsure": (decided(verdict=verdict(trust=0.7, bar=0.9)), "draft"),
    "unsure in shadow": (decided(verdict=verdict(trust=0.7, bar=0.9), policy=at(Level.SHADOW)), "shadow"),
    "guessing": (decided(verdict=verdict(confidence=0.4)), "person"),
    "normal urgency": (decided(verdict=verdict(urgency="normal", low=0.6)), "draft"),
    "high urgency": (decided(verdict=verdict(urgency="high", low=0.1)), "person"),
    "high urgency in shadow": (decided(verdict=verdict(urgency="high"), policy=at(Level.SHADOW)), "person"),
    "a machine": (decided(mail(automatic_rule="list_id")), "none"),
    "unreadable": (decided(mail(error="bad"), None), "person"),
    "a guard term": (decided(mail(views=("my lawyer",))), "person"),
    "a term of the shop": (decided(mail(views=("my zebra",)), policy=safety(guard_terms=("zebra",))), "person"),
    "a stalled parcel": (decided(facts=facts(parcel_state="stalled")), "draft"),
    "a marketplace": (decided(mail(relay="amazon")), "draft"),
    "no text in this language": (decided(mail(language="ja")), "person"),
    "no text for this intent": (decided(templates=frozenset()), "person"),
    "too early": (decided(facts=facts(mailbox_age_days=1, mailbox_mails=1)), "draft"),
    "breaker": (decided(facts=facts(breaker_open=True)), "draft"),
}


@pytest.mark.parametrize(("decision", "outcome"), OUTCOMES.values(), ids=OUTCOMES.keys())
def test_outcome(decision, outcome):
    assert decision.outcome == outcome
    assert (decision.template is not None) == (outcome in {"reply", "draft", "shadow"})


ELIGIBLE = {
    "an easy question": (decided(), True),
    "level shadow": (decided(policy=at(Level.SHADOW)), True),
    "too early and breaker": (decided(facts=facts(mailbox_age_days=0, mailbox_mails=0, breaker_open=True)), True),
    "unsure": (decided(verdict=verdict(trust=0.7, bar=0.9)), False),
    "normal urgency": (decided(verdict=verdict(urgency="normal")), False),
    "a machine": (decided(mail(automatic_rule="list_id")), False),
    "a guard term": (decided(mail(views=("chargeback",))), False),
}


@pytest.mark.parametrize(("decision", "eligible"), ELIGIBLE.values(), ids=ELIGIBLE.keys())
def test_eligible_asks_the_mail_and_not_the_allowance(decision, eligible):
    assert decision.eligible is eligible


def test_every_rule_is_a_hit_or_a_miss():
    decision = decided(mail(views=("my lawyer",), relay="ebay"), policy=at(Level.SHADOW))
    assert {hit.rule for hit in decision.hits} == {"guard_hit", "urgent", "marketplace_relay", "level_not_auto"}
    assert {hit.rule for hit in decision.hits} | set(decision.misses) == {rule.name for rule in RULES}
    assert decision.guards == ("legal",)


def test_what_is_written_down():
    decision = decided()
    assert (decision.mail_id, decision.mailbox, decision.at) == (MAIL.id, "support", NOW)
    assert (decision.intent, decision.urgency, decision.language) == ("order_status", "low", "en")
    assert (decision.confidence, decision.model, decision.level) == (0.97, "m1", Level.AUTO)


def test_a_mail_without_a_verdict_is_other_and_nobody_forgets_it():
    decision = decided(mail(error="quarantined after 3 tries: memory"), None)
    assert (decision.intent, decision.urgency, decision.queue) == ("other", "normal", "Other")
    assert decision.due is not None
    assert {"quarantined", "unreadable"} <= {hit.rule for hit in decision.hits}


QUEUES = {
    "intent": (("refund", "low", "en"), "Money"),
    "urgency first": (("refund", "critical", "en"), "Urgent"),
    "what is left": (("other", "low", "en"), "Other"),
    "dispute": (("dispute", "high", "ja"), "Disputes"),
}


@pytest.mark.parametrize(("labels", "queue"), QUEUES.values(), ids=QUEUES.keys())
def test_queue(labels, queue):
    assert queue_for(DEFAULT_QUEUES, *labels).name == queue


def test_queue_by_language_and_order_of_rows():
    rows = (
        QueueRule(name="Paris", languages=("fr",)),
        QueueRule(name="Money", intents=("refund",)),
        QueueRule(name="X"),
    )
    assert [queue_for(rows, "refund", "low", language).name for language in ("fr", "de")] == ["Paris", "Money"]


def test_machines_have_a_row_of_their_own_or_the_last():
    assert queue_for(DEFAULT_QUEUES, "dispute", "critical", "en", machine=True).name == "Automatic"
    assert queue_for(DEFAULT_QUEUES[1:], "dispute", "critical", "en", machine=True).name == "Other"


def test_the_clock():
    assert decided().due == NOW + timedelta(hours=7) + timedelta(hours=17)  # 7 h today until five, 1 h from nine
    assert decided(verdict=verdict(urgency="critical")).due == NOW + timedelta(hours=1)
    assert decided(mail(automatic_rule="list_id")).due is None
    assert decided(policy=at(Level.SHADOW)).due == decided().due  # an automatic answer does not stop it
