"""Two tables a rule: mails that it catches, and mails that it must leave alone."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.policy.cases import FACTS, MAIL, NOW, POLICY, facts, mail, policy, safety, verdict
from triage.domain import Address, Attachment, Case, CaseState, Level, Parcel
from triage.labels import PARCEL_STATES
from triage.policy.addresses import counted_domain, is_address, plain_address
from triage.policy.answerable import ANSWERABLE
from triage.policy.folding import count_words
from triage.policy.rules import RULES
from triage.policy.situation import Situation
from triage.settings import MatrixRow, Shop

PHOTO = Attachment(name="a.jpg", content_type="image/jpeg", size=1, sha256="0", kind="image")


UNDATED = Parcel(order="1", email="a@b.example", state="moving", undated=True)
AUTO = MatrixRow(name="a calm question", answer="auto")
DRAFT = replace(AUTO, answer="draft")
FIRST = replace(AUTO, template="first_contact")


def case(
    mail=MAIL, verdict=verdict(), facts=FACTS, policy=POLICY, guards=(), has_template=True, row=AUTO,  # noqa: B008
):  # fmt: skip
    return Situation(
        mail=mail, verdict=verdict, facts=facts, policy=policy, guards=guards, has_template=has_template, row=row,
        level=policy.default_level, now=NOW,
    )  # fmt: skip


def opened(state=CaseState.OPEN, intent="refund", urgency="low"):
    """A case that a mail continues."""
    return Case(
        id="c1", mailbox="support", state=state, intent=intent, urgency=urgency, language="en", queue="Money",
        opened_at=NOW, customer_at=NOW, last_mail="c1",
    )  # fmt: skip


def delivered(days, intent="return_exchange", state="delivered"):
    record = Parcel(order="A-1", email="ann@customer.example", state=state, last_event_at=NOW - timedelta(days=days))
    return case(verdict=verdict(intent), facts=facts(record=record))


def asked(intent, *texts):
    """A mail of one intent in each of these wordings."""
    return [case(mail(new_text=text), verdict=verdict(intent)) for text in texts]


def days(intent, *ago, shop=POLICY.shop, **changes):
    """A mail that names days so long before NOW."""
    named = tuple(NOW.date() - timedelta(days=one) for one in ago)
    return case(mail(dates=named, **changes), verdict=verdict(intent), policy=policy(shop=shop))


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
    "agent_wrote": [case(facts=facts(agent_wrote=True)), case(facts=facts(agent_wrote=True, agent_answered=True))],
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
    "shouting": [
        *asked("order_status", "WHERE IS MY ORDER", "Hello, where is my order?\nWHERE IS IT NOW", "Où est-elle ?!"),
        *asked("order_status", "Where is my order!!!", "Wo ist sie !?", "在哪里？！", "どこですか！！", "Where???"),
        *asked("order_status", "Hi! Where is it! Tell me! Today!", "ГДЕ МОЙ ЗАКАЗ", "WO IST NW-1 MEINE BESTELLUNG?"),
        case(mail(subject="WHERE IS MY ORDER")), case(mail(subject="Hello!!")),
    ],
    "past_dates": [
        days("order_status", 21), days("shipping_time", 2, 30), days("customs", 60), days("no_tracking_update", 400),
        days("return_exchange", 30), days("order_status", 7, shop=Shop(shipping_days="2-5")),
        days("order_status", 15, date=NOW + timedelta(days=7)),  # its own clock is ahead, and its days with it
    ],
    "wrong_text": [
        *asked("return_exchange", "How do I return a broken cup?", "Kann ich es nach 90 Tagen zurückgeben?"),
        *asked("return_exchange", "Can I return it after more than 60 days?", "Il est cassé, comment le renvoyer ?"),
        *asked("return_exchange", "La taza llegó rota, ¿cómo la devuelvo?", "È difettoso, come lo restituisco?"),
        *asked("return_exchange", "Veio partido, como devolvo?", "杯子破了怎么退", "割れていたので返品したいです"),
        *asked("return_exchange", "Sie ist defekt, wie schicke ich sie zurück?", "I have opened it and used it once."),
        *asked("shipping_time", "How long does express delivery take?", "Kommt es bis Freitag an?", "能加急吗"),
        *asked("shipping_time", "Can it be here by Friday?", "Arrivera-t-il avant samedi ?", "速達で何日ですか"),
        *asked("shipping_time", "¿Llega antes del viernes?", "Arriva entro venerdì?", "Chega até sexta-feira?"),
        *asked("order_status", "Where is it? I need it by Friday.", "Lo necesito para el viernes.", "不在家,到哪了"),
        *asked("feedback", "Lovely cup, but the lid is another one.", "Tolle Tasse, aber zu klein.", "很好，可惜慢"),
        *asked("shipping_time", "Do you deliver on Saturdays?", "Es ist ein Geschenk für Samstag.", "Please hurry."),
        *asked("payment", "Can I pay with PayPal?", "Kann ich auf Rechnung bezahlen?", "Acceptez-vous PayPal ?"),
        *asked("payment", "¿Aceptan PayPal?", "Posso pagare a rate?", "Dá para pagar com Pix?", "可以用支付宝吗"),
        *asked("payment", "PayPalは使えますか", "Do you take Klarna?"),
        *asked("return_exchange", "I want to withdraw from the contract.", "How can I return a used jacket?"),
        *asked("return_exchange", "Ich möchte widerrufen.", "Puis-je rendre un maillot de bain ?", "内衣可以退吗"),
        case(mail(subject="Express delivery"), verdict=verdict("shipping_time")),
        delivered(31), delivered(400),
    ],
    "number_given": [
        *asked("contact_human", "Can somebody call me? My number is 0171 234 56 78.", "Rufen Sie an: (030) 1234567"),
        *asked("contact_human", "Call +44 20 7946 0000 please", "请打 13812345678"),
        case(mail(new_text="Call me", phone_numbers=("+4930123456",)), verdict=verdict("contact_human")),
    ],
    "angry_signs": [case(mail(new_text="How long does delivery take? 🤬")), case(mail(subject="Heater 🔥"))],
    "several_questions": [
        case(mail(new_text="Where is it? And can I change the colour?")), case(mail(new_text="寄出了嗎？可以改寄嗎？")),
    ],
    "language_unsure": [case(mail(language_confidence=0.79))],
    "parts_disagree": [case(mail(parts_disagree=True))],
    "old_mail": [
        case(facts=facts(waited_hours=24.1)), case(facts=facts(waited_hours=120)),
        case(facts=facts(waited_hours=2.1), policy=safety(answer_within_hours=2)),
        case(facts=facts(waited_hours=3, mailbox_age_days=0.1)),  # it was there before we were
    ],
    "repeat_contact": [case(facts=facts(contacts_7d=2)), case(facts=facts(contacts_7d=9))],
    "answered_before": [case(facts=facts(replied_before=True))],
    "grave_case": [
        case(facts=facts(case=opened(urgency="critical"))), case(facts=facts(case=opened(urgency="high"))),
        case(facts=facts(case=opened(intent="dispute"))),
        case(facts=facts(case=opened(intent="dispute", state=CaseState.WAITING))),
        case(facts=facts(case=opened(urgency="critical", state=CaseState.WAITING))),
        case(facts=facts(case=opened(intent="legal_policy"))), case(facts=facts(grave_elsewhere=True)),
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
        case(facts=facts(customer="dispute")), case(facts=facts(customer="marketplace")),
    ],
    "parcel_undated": [case(facts=facts(parcel=UNDATED))],
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
    "shouting": [
        *asked("order_status", "Where is my order? Thank you!", "Hi! Where is it? Thanks! Bye!", "Où est-elle ?"),
        *asked("order_status", "Is it sent by DHL EXPRESS?", "My USB PC cable", "I paid by VISA.", "Where is it??"),
        *asked("order_status", "我的订单在哪里！", "注文はどこですか", "¡Hola! ¿Dónde está mi pedido?"),
        *asked("order_status", "DE-10427-AB CD-1 EF-2"),
        case(mail(subject="ORDER NW-20031")), case(verdict=None),
    ],
    "past_dates": [
        days("order_status"), days("order_status", 20), days("shipping_time", -3, 1), days("refund", 90),
        days("return_exchange", 29), case(verdict=None), days("feedback", 300),
        days("order_status", 30, shop=Shop(shipping_days="20-40")),
    ],
    "wrong_text": [
        *asked("return_exchange", "How do I return a jacket?", "Wie schicke ich die Jacke zurück?", "怎么退货"),
        *asked("return_exchange", "Comment retourner un article ?", "¿Cómo devuelvo la chaqueta?", "Como devolvo?"),
        *asked("shipping_time", "How long does delivery to Canada take?", "Wie lange dauert der Versand?", "几天能到"),
        *asked("shipping_time", "Combien de temps pour la Suisse ?", "¿Cuánto tarda?", "何日かかりますか"),
        *asked("order_status", "Where is my order?", "Wo ist meine Bestellung?", "Dov'è il mio ordine?"),
        *asked("feedback", "Lovely cup, thank you.", "Vielen Dank, alles bestens.", "很喜欢，谢谢"),
        *asked("product_question", "Does it come broken down in parts?"), case(verdict=None),
        *asked("payment", "I was charged twice.", "Die Abbuchung stimmt nicht.", "Mon paiement est refusé."),
        delivered(30), delivered(31, intent="order_status"), delivered(400, state="moving"),
    ],
    "number_given": [
        *asked("contact_human", "Can somebody call me, please?", "Call me about 2 cups."),
        *asked("order_status", "My number is 0171 234 56 78."), case(verdict=None),
        case(mail(new_text="About 305-1234567", order_numbers=("305-1234567",)), verdict=verdict("contact_human")),
    ],
    "angry_signs": [case(mail(new_text="How long does delivery take? 🙂👍🎁"))],
    "several_questions": [case(mail(new_text="Where is my parcel???")), case(mail(new_text="¿Dónde está mi pedido?"))],
    "language_unsure": [case(mail(language_confidence=0.8))],
    "parts_disagree": [case()],
    "old_mail": [
        case(), case(facts=facts(waited_hours=24)), case(facts=facts(waited_hours=3, mailbox_age_days=1)),
        case(facts=facts(waited_hours=3, mailbox_age_days=0), policy=safety(shadow_days=0)),
    ],
    "repeat_contact": [case(facts=facts(contacts_7d=1))],
    "answered_before": [case()],
    "grave_case": [
        case(), case(facts=facts(case=opened())),
        case(facts=facts(case=opened(urgency="high", state=CaseState.WAITING))),
        case(facts=facts(case=opened(intent="dispute", state=CaseState.RESOLVED))),
        case(facts=facts(case=opened(intent="legal_policy", state=CaseState.WAITING))),
        case(facts=facts(case=opened(urgency="critical", state=CaseState.RESOLVED))),
    ],
    "joined_by_another": [case()],
    "matrix_person": [case(), case(row=DRAFT)],
    "not_first_contact": [case(row=FIRST), case(facts=facts(replied_before=True, contacts_7d=3))],
    "matrix_draft": [
        case(facts=facts(parcel_state="moving")), case(facts=facts(parcel_state="unknown")),
        case(facts=facts(customer="vip")),  # whom a shop's row may lift
        *(case(verdict=verdict(intent), facts=facts(parcel_state="delivered")) for intent in ("feedback", "refund")),
    ],
    "parcel_undated": [case(), case(facts=facts(parcel=replace(UNDATED, undated=False)))],
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
