"""Outcome, queue and clock of a mail."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.cases import ALL, FACTS, MAIL, NOW, POLICY, facts, mail, policy, safety, verdict
from triage.domain import Attachment, Case, CaseState, Level, Parcel, conversation_token
from triage.policy.decide import decide, queue_for
from triage.policy.rules import RULES
from triage.settings import DEFAULT_QUEUES, MatrixRow, QueueRule


def decided(mail=MAIL, verdict=verdict(), facts=FACTS, policy=POLICY, templates=ALL):  # noqa: B008
    return decide(mail, verdict, facts, policy, NOW, templates, mailbox="support")


def at(level, **more):
    return policy(default_level=level, **more)


def row(**parts):
    """A policy with one row of the shop's for "where is my order"."""
    own = MatrixRow(name="ours", intents=("order_status",), **parts)
    return policy(matrix=(own, *POLICY.matrix))


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
    "a VIP": (decided(facts=facts(customer="vip")), "draft"),
    "delivered, he asks where it is": (decided(facts=facts(parcel_state="delivered")), "draft"),
    "a dispute": (decided(verdict=verdict("dispute")), "draft"),
    "a dispute that threatens": (
        decided(mail(views=("I will open a chargeback",)), verdict("dispute", "critical")),
        "draft",
    ),
    "a threat about something else": (
        decided(mail(views=("I will open a chargeback",)), verdict("refund", "critical")),
        "person",
    ),
    "a complaint about us": (decided(verdict=verdict("service_complaint")), "person"),
    "damaged": (decided(verdict=verdict("damaged_parcel")), "draft"),
    "faulty goods": (decided(verdict=verdict("product_defect")), "draft"),
    "faulty goods, a second mail": (decided(verdict=verdict("product_defect"), facts=facts(contacts_7d=1)), "person"),
    "no customer": (decided(verdict=verdict("other")), "person"),
    "the shop wants a person": (decided(policy=row(answer="person")), "person"),
    "the shop wants a draft": (decided(policy=row(answer="draft")), "draft"),
    "the shop cannot lift a bound": (
        decided(facts=facts(parcel_state="lost"), policy=row(answer="auto")),
        "draft",
    ),
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


NAMED = mail(order_numbers=("NW-20417",))
OWN = Parcel(order="NW-20417", email="ann@customer.example", state="moving")
TEXTS = {
    "no number": (decided(), "missing_order_number"),
    "a number of nobody": (decided(NAMED), "order_status"),
    "the own number, nobody vouches": (decided(NAMED, facts=facts(parcel_state="moving")), "order_status"),
    "the own number": (decided(NAMED, facts=facts(parcel=OWN, parcel_state="moving")), "order_status"),
    "delivered": (decided(NAMED, facts=facts(parcel=OWN, parcel_state="delivered")), "lost_parcel"),
    "lost": (decided(NAMED, facts=facts(parcel_state="lost")), "lost_parcel"),
    "the shop's text": (decided(NAMED, policy=row(answer="auto", states=("moving", "unknown"), template="payment")),
                        "payment"),
    "faulty goods": (decided(verdict=verdict("product_defect")), "first_contact"),
    "a person's": (decided(verdict=verdict("legal_policy")), None),
}  # fmt: skip


@pytest.mark.parametrize(("decision", "template"), TEXTS.values(), ids=TEXTS.keys())
def test_text(decision, template):
    assert decision.template == template


def test_an_order_that_exists_gets_the_words_of_one_that_does_not_while_nobody_vouches():
    """Rows may give other words to each state; who may not know the state may not see which row it was."""
    own = MatrixRow(name="ours", intents=("order_status",), states=("moving",), answer="auto", template="feedback")
    shop = policy(matrix=(own, *POLICY.matrix))
    known, unknown = (decided(NAMED, facts=facts(parcel_state=state), policy=shop) for state in ("moving", "unknown"))
    assert (known.template, known.outcome) == (unknown.template, unknown.outcome)
    assert decided(NAMED, facts=facts(parcel=OWN, parcel_state="moving"), policy=shop).template == "feedback"


def test_what_is_known_of_the_customer_is_written_down():
    decision = decided(facts=facts(customer="vip", market="asia", parcel_state="stalled"))
    assert (decision.customer, decision.market, decision.parcel_state) == ("vip", "asia", "stalled")
    assert decision.row == "Asks for a parcel in trouble"
    assert decision.queue == "VIP"


def test_a_queue_and_a_clock_of_the_matrix_but_not_for_critical_mail_or_machines():
    shop = row(answer="draft", queue="Service", clock="vip")
    assert decided(policy=shop).queue == "Service"
    assert decided(policy=shop).due == NOW + timedelta(hours=2)
    critical = decided(verdict=verdict(urgency="critical"), policy=shop)
    assert (critical.queue, critical.due) == ("Urgent", NOW + timedelta(hours=1))
    assert decided(mail(automatic_rule="list_id"), policy=shop).queue == "Automatic"


def test_queue_by_customer_and_market():
    rows = (
        QueueRule(name="Tokyo", markets=("asia",)), QueueRule(name="VIP", customers=("vip",)), QueueRule(name="X"),
    )  # fmt: skip
    assert queue_for(rows, "refund", "low", "en", customer="vip", market="asia").name == "Tokyo"
    assert queue_for(rows, "refund", "low", "en", customer="vip", market="europe").name == "VIP"
    assert queue_for(rows, "refund", "low", "en", customer="new", market="europe").name == "X"


# --- answers to our own questions -------------------------------------------------------------------------------------
TALK = Case(
    id="c" * 64, mailbox="support", state=CaseState.WAITING, intent="no_tracking_update", urgency="low", language="en",
    queue="Logistics", opened_at=NOW - timedelta(days=1), customer_at=NOW - timedelta(days=1), last_mail="a" * 64,
    machine_at=NOW - timedelta(days=1), due=NOW + timedelta(hours=2),
)  # fmt: skip
PHOTO = Attachment(name="cup.jpg", content_type="image/jpeg", size=9, sha256="", kind="image")


def said(words, case=TALK, intent="other", urgency="low", **changes):
    """What is decided of a mail in a case."""
    read = mail(new_text=words, views=(words,), **changes)
    return decided(read, verdict(intent, urgency), facts(case=case, conversation=case.id, replied_before=True))


def asked(what="order", **changes):
    return replace(TALK, asked=what, **changes)


ABOUT_THE_CASE = {
    "the number alone": said("NW-20001", asked()),
    "with thanks": said("NW-20001\n\nThank you!", asked()),
    "the address": said("ann@elsewhere.example", asked()),
    "a yes to an agent": said("Yes", asked("something", agent_at=NOW)),
    "photos": said("Here they are", asked("photos"), attachments=(PHOTO,)),
    "a score": said("5", replace(TALK, done=("csat",)), "product_defect", "high"),
    "a click": said("", replace(TALK, done=("csat",)), subject=f"Score 1 [{conversation_token(TALK.id)}]"),
}
ABOUT_ITSELF = {
    "a wish beside the number": said("Cancel NW-20001", asked()),
    "a wish in the same breath": said("订单NW-20001，我要取消", asked()),
    "a wish for which no number was needed": said("Cancel it", asked("something")),
    "a number that nobody has asked for": said("NW-20001"),
    "a threat": said("NW-20001 lawyer", asked()),
    "photos and a story": said(
        "Here they are, and now I want all my money back", asked("photos"), attachments=(PHOTO,)
    ),
    "a figure that nobody has asked for": said("5"),
    "a score, and a complaint": said("5. Where is my refund?", replace(TALK, done=("csat",))),
}


@pytest.mark.parametrize("decision", ABOUT_THE_CASE.values(), ids=ABOUT_THE_CASE.keys())
def test_an_answer_is_about_what_was_asked(decision):
    assert decision.intent == TALK.intent
    assert decision.outcome != "reply"
    assert decision.urgency in {"low", "normal"}


@pytest.mark.parametrize("decision", ABOUT_ITSELF.values(), ids=ABOUT_ITSELF.keys())
def test_a_mail_that_says_more_is_about_itself(decision):
    assert decision.intent == "other"


def test_what_we_asked_for_presses_nobody_and_a_further_mail_does():
    owed = replace(TALK, state=CaseState.OPEN)
    assert said("NW-20001", replace(owed, asked="order")).urgency == "low"
    assert said("Where is it?", owed, "order_status").urgency == "normal"
    late = replace(owed, asked="order", due=NOW - timedelta(days=1), customer_at=NOW - timedelta(days=9))
    assert said("NW-20001", late).urgency != "low", "it has waited all the same"


HEARD = [
    ("automatic_words", "dispute", "critical", True), ("acknowledgement_words", "service_complaint", "high", True),
    ("automatic_words", "order_status", "low", False), ("auto_submitted", "dispute", "critical", False),
    ("bounce", "dispute", "critical", False),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "intent", "urgency", "heard"), HEARD)
def test_who_threatens_and_quotes_a_machines_words_is_heard(rule, intent, urgency, heard):
    made = decided(mail(automatic_rule=rule), verdict(intent, urgency))
    assert (made.outcome, made.due is not None) == (("person", True) if heard else ("none", False))
