"""Two tables a rule: mails that it catches, and mails that it must leave alone."""

from dataclasses import replace

import pytest

from tests.policy.cases import FACTS, MAIL, NOW, POLICY, facts, mail, policy, safety, verdict
from triage.domain import Address, Attachment, Case, CaseState, Level
from triage.labels import PARCEL_STATES
from triage.policy.addresses import counted_domain, is_address, plain_address
from triage.policy.answerable import ANSWERABLE
from triage.policy.folding import count_words
from triage.policy.rules import RULES
from triage.policy.situation import Situation
from triage.settings import MatrixRow

PHOTO = Attachment(name="a.jpg", content_type="image/jpeg", size=1, sha256="0", kind="image")


AUTO = MatrixRow(name="a calm question", answer="auto")
DRAFT = replace(AUTO, answer="draft")
FIRST = replace(AUTO, template="first_contact")


def case(
    mail=MAIL, verdict=verdict(), facts=FACTS, policy=POLICY, guards=(), has_template=True, row=AUTO,  # noqa: B008
):  # fmt: skip
    return Situation(
        mail=mail, verdict=verdict, facts=facts, policy=policy, guards=guards, has_template=has_template, row=row,
        level=policy.default_level,
    )  # fmt: skip


def opened(state=CaseState.OPEN, intent="refund", urgency="low"):
    """A case that a mail continues."""
    return Case(
        id="c1", mailbox="support", state=state, intent=intent, urgency=urgency, language="en", queue="Money",
        opened_at=NOW, customer_at=NOW, last_mail="c1",
    )  # fmt: skip


def from_(email):
    return case(mail(sender=Address(email=email)))


CATCHES = {
    "quarantined": [case(mail(error="quarantined after 3 tries: memory"), None)],
    "unreadable": [case(mail(error="no headers"), None), case(verdict=None)],
    "automatic_mail": [case(mail(automatic_rule="auto_submitted"))],
    "doubtful_sender": [case(mail(automatic_rule="not_addressed")), case(mail(automatic_rule="sender_unclear"))],
    "no_identified_sender": [
        case(mail(sender=None)), from_("ann"), from_("a@b@c.example"), from_("a b@c.example"), from_("a@c"),
        from_("a@c.example\r\nBcc: x@y.example"), from_("a@c.example\0"), from_("ä@c.example"),
        from_("a" * 250 + "@c.example"), from_("a..b@c.example"), from_("<a@c.example>"),
    ],
    "own_address": [from_("help@teapot.example"), from_("HELP+loop@teapot.example")],
    "encrypted": [case(mail(encrypted=True))],
    "no_words": [case(mail(new_text="")), case(mail(new_text=" \n\t"))],
    "guard_hit": [
        case(guards=("legal",)), case(guards=("wants_person",)),
        case(verdict=verdict("contact_human"), guards=("legal", "wants_person")),
    ],
    "urgent": [case(verdict=verdict(urgency="high")), case(verdict=verdict(urgency="critical"))],
    "agent_wrote": [case(facts=facts(agent_wrote=True))],
    "address_blocked": [case(facts=facts(address_blocked=True))],
    "intent_not_answerable": [
        case(verdict=verdict(intent)) for intent in ("other", "dispute", "lost_parcel", "legal_policy")
    ],
    "no_template": [case(has_template=False)],
    "language_unsupported": [case(mail(language="und")), case(mail(language="ko")), case(policy=safety(languages=()))],
    "guessing": [case(verdict=verdict(confidence=0.49))],
    "urgency_normal": [case(verdict=verdict(urgency="normal"))],
    "not_proven": [case(verdict=verdict(proven=False))],
    "trust_low": [
        case(verdict=verdict(trust=0.94, bar=0.95)), case(verdict=verdict(trust=0.94, proven=False)),
        case(verdict=verdict(trust=0.94, proven=False), policy=safety(prove=False)),
    ],
    "also_asks": [case(verdict=verdict(also=("refund",)))],
    "attachment": [case(mail(attachments=(PHOTO,)))],
    "unknown_words": [case(verdict=verdict(coverage=0.59))],
    "too_few_words": [case(mail(new_text="order?")), case(mail(new_text="发货?"))],
    "too_many_words": [case(mail(new_text="why " * 301)), case(mail(new_text="货" * 601))],
    "sentence_apart": [case(verdict=replace(verdict(), apart=1))],
    "angry_signs": [case(mail(new_text="How long does delivery take? 🤬")), case(mail(subject="Heater 🔥"))],
    "several_questions": [
        case(mail(new_text="Where is it? And can I change the colour?")), case(mail(new_text="寄出了嗎？可以改寄嗎？")),
    ],
    "language_unsure": [case(mail(language_confidence=0.79))],
    "parts_disagree": [case(mail(parts_disagree=True))],
    "repeat_contact": [case(facts=facts(contacts_7d=2)), case(facts=facts(contacts_7d=9))],
    "answered_before": [case(facts=facts(replied_before=True))],
    "grave_case": [
        case(facts=facts(case=opened(urgency="critical"))), case(facts=facts(case=opened(urgency="high"))),
        case(facts=facts(case=opened(intent="dispute"))),
        case(facts=facts(case=opened(intent="dispute", state=CaseState.WAITING))),
    ],
    "joined_by_another": [case(facts=facts(stranger=True))],
    "matrix_person": [case(row=replace(AUTO, answer="person"))],
    "not_first_contact": [
        case(facts=facts(replied_before=True), row=FIRST), case(facts=facts(contacts_7d=1), row=FIRST),
        case(facts=facts(case=opened()), row=FIRST),
    ],
    "matrix_draft": [
        case(row=DRAFT),  # and what no row may lift:
        *(case(facts=facts(parcel_state=state)) for state in ("stalled", "customs", "returned", "lost", "delivered")),
        case(verdict=verdict("refund"), facts=facts(parcel_state="lost")), case(verdict=verdict("dispute")),
    ],
    "marketplace_relay": [case(mail(relay="amazon"))],
    "contact_form": [case(mail(form="contact form")), case(mail(form="b"), policy=policy(sure_forms=frozenset({"a"})))],
    "sender_unverified": [case(policy=safety(require_verified_sender=True))],
    "level_not_auto": [case(policy=policy(default_level=Level.SHADOW)), case(policy=policy(default_level=Level.DRAFT))],
    "shadow_period": [case(facts=facts(mailbox_age_days=6.9, mailbox_mails=499))],
    "breaker_open": [case(facts=facts(breaker_open=True))],
}  # fmt: skip
LEAVES_ALONE = {
    "quarantined": [case(mail(error="no headers"), None)],
    "unreadable": [case()],
    "automatic_mail": [case(), case(mail(automatic_rule="not_addressed"))],
    "doubtful_sender": [case(), case(mail(automatic_rule="auto_submitted"))],
    "no_identified_sender": [
        from_("ann@customer.example"), from_("a.b+c_d-e@mail.c.example"), from_("o'hara@c.example"),
        from_("1@2.example"),
    ],
    "own_address": [from_("help@other.example"), from_("help2@teapot.example"), case(policy=policy(own_address=""))],
    "encrypted": [case()],
    "no_words": [case(mail(new_text="?"))],
    "guard_hit": [case(), case(verdict=verdict("contact_human"), guards=("wants_person",))],
    "urgent": [case(verdict=verdict(urgency="normal")), case(), case(verdict=None)],
    "agent_wrote": [case()],
    "address_blocked": [case()],
    "intent_not_answerable": [case(verdict=verdict(intent)) for intent in sorted(ANSWERABLE)],
    "no_template": [case()],
    "language_unsupported": [case(), case(mail(language="zh", script="Hant"))],
    "guessing": [case(verdict=verdict(confidence=0.5))],
    "urgency_normal": [case(), case(verdict=verdict(urgency="high"))],
    "not_proven": [case(verdict=verdict(proven=True)), case(verdict=verdict(proven=False), policy=safety(prove=False))],
    "trust_low": [case(verdict=verdict(trust=0.95, bar=0.95)), case(verdict=verdict(trust=0.95, proven=False))],
    "also_asks": [case()],
    "attachment": [case()],
    "unknown_words": [case(verdict=verdict(coverage=0.6))],
    "too_few_words": [case(mail(new_text="where is it")), case(mail(new_text="什么时候发货"))],
    "too_many_words": [case(mail(new_text="why " * 300)), case(mail(new_text="货" * 600))],
    "sentence_apart": [case(), case(verdict=None)],
    "angry_signs": [case(mail(new_text="How long does delivery take? 🙂👍🎁"))],
    "several_questions": [case(mail(new_text="Where is my parcel???")), case(mail(new_text="¿Dónde está mi pedido?"))],
    "language_unsure": [case(mail(language_confidence=0.8))],
    "parts_disagree": [case()],
    "repeat_contact": [case(facts=facts(contacts_7d=1))],
    "answered_before": [case()],
    "grave_case": [
        case(), case(facts=facts(case=opened())),
        case(facts=facts(case=opened(urgency="critical", state=CaseState.WAITING))),
        case(facts=facts(case=opened(intent="dispute", state=CaseState.RESOLVED))),
    ],
    "joined_by_another": [case()],
    "matrix_person": [case(), case(row=DRAFT)],
    "not_first_contact": [case(row=FIRST), case(facts=facts(replied_before=True, contacts_7d=3))],
    "matrix_draft": [
        case(facts=facts(parcel_state="moving")), case(facts=facts(parcel_state="unknown")),
        *(case(verdict=verdict(intent), facts=facts(parcel_state="delivered")) for intent in ("feedback", "refund")),
    ],
    "marketplace_relay": [case()],
    "contact_form": [case(), case(mail(form="a"), policy=policy(sure_forms=frozenset({"a"})))],
    "sender_unverified": [case(), case(mail(verified=True), policy=safety(require_verified_sender=True))],
    "level_not_auto": [case()],
    "shadow_period": [
        case(facts=facts(mailbox_age_days=7, mailbox_mails=1)),
        case(facts=facts(mailbox_age_days=1, mailbox_mails=500)),
    ],
    "breaker_open": [case()],
}  # fmt: skip
BY_NAME = {rule.name: rule for rule in RULES}


def rows(table):
    return [
        pytest.param(name, row, id=f"{name}-{number}")
        for name, cases in table.items()
        for number, row in enumerate(cases)
    ]


@pytest.mark.parametrize(("name", "row"), rows(CATCHES))
def test_catches(name, row):
    assert BY_NAME[name].test(row)


@pytest.mark.parametrize(("name", "row"), rows(LEAVES_ALONE))
def test_leaves_alone(name, row):
    assert BY_NAME[name].test(row) is None


def test_every_rule_has_both_tables():
    assert set(CATCHES) == set(LEAVES_ALONE) == set(BY_NAME)
    assert len(BY_NAME) == len(RULES)


def test_no_rule_hits_the_ordinary_mail_and_every_rule_bears_a_mail_that_could_not_be_read():
    assert [rule.name for rule in RULES if rule.test(case())] == []
    assert all(isinstance(rule.test(case(mail(error="x", sender=None), None)), str | None) for rule in RULES)


def test_every_state_of_a_parcel_is_decided():
    calm = {
        state for state in PARCEL_STATES if BY_NAME["matrix_draft"].test(case(facts=facts(parcel_state=state))) is None
    }
    assert calm == {"unknown", "not_shipped", "label_only", "moving", "out_for_delivery"}


def test_reasons_hold_no_words_of_the_customer():
    secret = mail(
        new_text="secretword " * 400, subject="secretword", views=("secretword",), sender=Address(email="secretword"),
        relay="amazon", attachments=(PHOTO,),
    )  # fmt: skip
    reasons = [rule.test(case(secret, facts=facts(parcel_state="lost"))) or "" for rule in RULES]
    assert "secretword" not in " ".join(reasons)


@pytest.mark.parametrize(
    ("email", "plain"),
    [
        ("A.N.N+x@gmail.com", "ann@gmail.com"),
        ("a.n.n@web.example", "a.n.n@web.example"),
        ("Ann+shop@Web.example", "ann@web.example"),
        ("+tag@web.example", "+tag@web.example"),
    ],
)
def test_addresses_that_count_as_one(email, plain):
    assert plain_address(email) == plain


@pytest.mark.parametrize(
    ("email", "domain"),
    [
        ("a@robot.example", "robot.example"),
        ("a@a1.b2.robot.example", "robot.example"),
        ("a@shop.co.uk", "shop.co.uk"),
        ("a@mx.shop.com.br", "shop.com.br"),
        ("a@t.co", "t.co"),
        ("a@qq.com", ""),
        ("a@yahoo.co.uk", ""),
    ],
)
def test_domains_that_are_counted_together(email, domain):
    assert counted_domain(email) == domain


def test_the_addresses_we_write_to():
    assert is_address("x" * 64 + "@c.example")
    assert not is_address("x" * 65 + "@c.example")
    assert not is_address("a@c.example\n")


@pytest.mark.parametrize(("text", "count"), [("", 0), ("a, b - c!", 3), ("订单1042到哪里了", 4), ("これはペンです", 4)])
def test_count_words(text, count):
    assert count_words(text) == count
