"""Actions, their order and keys, and the places under the caps."""

from dataclasses import replace
from email import message_from_bytes

import pytest

from tests.policy.cases import FACTS, MAIL, NOW, POLICY, facts, mail, policy, verdict
from tests.policy.texts import templates
from triage.domain import ActionKind, Address, Level, Parcel
from triage.mail.compose import compose
from triage.policy.decide import decide
from triage.policy.plan import plan

SHELF = templates()


def planned(mail=MAIL, verdict=verdict(), facts=FACTS, policy=POLICY, shelf=SHELF, compose=compose):  # noqa: B008
    decision = decide(mail, verdict, facts, policy, NOW, shelf, mailbox="support")
    return plan(mail, decision, facts, policy, shelf, NOW, compose=compose)


def kinds(plan):
    return [action.kind.value for action in plan.actions]


ACTIONS = {
    "reply": (planned(), ["reply", "tag", "move", "sent"]),
    "draft": (planned(policy=policy(default_level=Level.DRAFT)), ["tag", "move", "draft"]),
    "shadow": (planned(policy=policy(default_level=Level.SHADOW)), ["tag", "move"]),
    "person": (planned(verdict=verdict(urgency="high")), ["tag", "move"]),
    "machine": (planned(mail(automatic_rule="list_id")), ["tag", "move"]),
    "keywords only": (planned(policy=policy(routing="tag")), ["reply", "tag", "sent"]),
    "no routing": (planned(policy=policy(routing="off")), ["reply", "sent"]),
    "no routing, machine": (planned(mail(automatic_rule="list_id"), policy=policy(routing="off")), []),
}


@pytest.mark.parametrize(("made", "expected"), ACTIONS.values(), ids=ACTIONS.keys())
def test_actions(made, expected):
    assert kinds(made) == expected
    assert [action.key for action in made.actions] == [f"{kind}:{MAIL.id}" for kind in expected]
    assert all(
        (action.mailbox, action.mail_id, action.not_before) == ("support", MAIL.id, NOW) for action in made.actions
    )


def of(plan, kind):
    return next(action for action in plan.actions if action.kind is kind)


def test_the_reply_and_its_copy():
    made = planned()
    reply, copy = of(made, ActionKind.REPLY), of(made, ActionKind.SENT_COPY)
    assert reply.recipient == "ann@customer.example"
    assert (copy.after, copy.content) == (reply.key, reply.content)
    message = message_from_bytes(reply.content)
    assert message["To"] == "ann@customer.example"
    assert message["In-Reply-To"] == "<m1@customer.example>"
    assert "Hello Ann" in message.get_payload(0).get_payload(decode=True).decode()


def test_reply_to_and_copies_are_never_used():
    stranger = Address(email="eve@evil.example")
    made = planned(mail(reply_to=stranger, recipients=(stranger, Address(email="help@teapot.example"))))
    assert b"evil" not in b"".join(action.content for action in made.actions)
    assert {action.recipient for action in made.actions} == {"", "ann@customer.example"}


def test_order_facts_of_a_sender_for_whom_nobody_vouches_stand_in_drafts_alone():
    record = Parcel(order="A-10427", email="ann@customer.example", state="moving", tracking="LX123456785CN")
    text = "Subject: Yours\n\nHello, we are sorry.{% if parcel %} It is {{ parcel.tracking }}.{% endif %} More soon."
    shelf = templates(order_status__en=text)
    known = facts(record=record, parcel_state="moving")
    alone = planned(facts=known, shelf=shelf)
    assert b"LX123456785CN" not in of(alone, ActionKind.REPLY).content
    assert b"LX123456785CN" in of(alone.otherwise, ActionKind.DRAFT).content
    assert b"LX123456785CN" not in of(planned(shelf=shelf).otherwise, ActionKind.DRAFT).content


TAGS = {
    "a question": (planned(), ("$Triaged", "triage-order_status", "triage-low")),
    "critical": (
        planned(verdict=verdict("dispute", "critical")),
        ("$Triaged", "triage-dispute", "triage-critical", "\\Flagged"),
    ),
    "a machine": (planned(mail(automatic_rule="list_id")), ("$Triaged", "triage-automatic")),
}


@pytest.mark.parametrize(("made", "keywords"), TAGS.values(), ids=TAGS.keys())
def test_keywords(made, keywords):
    assert of(made, ActionKind.TAG).keywords == keywords


def test_folder():
    assert of(planned(), ActionKind.MOVE).folder == "Triage/Logistics"
    assert of(planned(policy=policy(queue_root="Post")), ActionKind.MOVE).folder == "Post/Logistics"


def claims(**changes):
    return {claim.cap: claim for claim in planned(mail(**changes)).claims}


def test_places_under_the_caps():
    got = claims()
    assert [*got] == [
        "per_conversation_template", "per_body_week", "per_sender_day", "per_sender_week", "per_domain_hour",
        "per_minute", "per_hour",
    ]  # fmt: skip
    assert {cap: (claim.limit, claim.seconds) for cap, claim in got.items() if cap != "per_conversation_template"} == {
        "per_sender_day": (2, 86_400), "per_sender_week": (5, 604_800), "per_domain_hour": (5, 3_600),
        "per_body_week": (1, 604_800),
        "per_minute": (60, 60), "per_hour": (500, 3_600),
    }  # fmt: skip
    assert got["per_conversation_template"].seconds > 10 * 365 * 86_400
    assert got["per_sender_day"].subject == "ann@customer.example"
    assert got["per_minute"].subject == "support"


SAME = {
    "capitals and tag": ("per_sender_day", {"sender": Address(email="Ann+x@customer.example")}, True),
    "somebody else": ("per_sender_day", {"sender": Address(email="bob@customer.example")}, False),
    "a subdomain": ("per_domain_hour", {"sender": Address(email="bob@mx.customer.example")}, True),
    "same thread": (
        "per_conversation_template", {"message_id": "<m2@x>", "references": ("<m1@customer.example>",)}, True,
    ),
    "oldest of the thread": (
        "per_conversation_template", {"references": ("<m1@customer.example>", "<b@x>"), "in_reply_to": "<b@x>"}, True,
    ),
    "another thread": ("per_conversation_template", {"message_id": "<m2@x>"}, False),
    "same words": ("per_body_week", {"message_id": "<m2@x>"}, True),
    "other words": ("per_body_week", {"fingerprint": "e"}, False),
    "same words, other sender": ("per_body_week", {"sender": Address(email="bob@customer.example")}, False),
}  # fmt: skip


@pytest.mark.parametrize(("cap", "changes", "same"), SAME.values(), ids=SAME.keys())
def test_what_counts_as_the_same(cap, changes, same):
    assert (claims()[cap].subject == claims(**changes)[cap].subject) is same


def test_another_template_is_another_claim():
    first, second = planned(), planned(verdict=verdict("refund"), shelf=templates(refund__en="Subject: x\n\nHello"))
    assert first.claims[0].subject != second.claims[0].subject


def test_free_mail_is_not_counted_by_domain():
    assert "per_domain_hour" not in claims(sender=Address(email="ann@gmail.com"))


def test_when_a_cap_is_full_a_draft_is_written():
    other = planned().otherwise
    assert other is not None
    assert (other.decision.outcome, kinds(other), other.claims, other.otherwise) == (
        "draft",
        ["tag", "move", "draft"],
        (),
        None,
    )
    assert planned(policy=policy(default_level=Level.DRAFT)).otherwise is None


def test_a_draft_is_not_marked_as_automatic():
    draft = message_from_bytes(of(planned(facts=facts(parcel_state="stalled")), ActionKind.DRAFT).content)
    reply = message_from_bytes(of(planned(), ActionKind.REPLY).content)
    assert set(reply.keys()) - set(draft.keys()) == {"Auto-Submitted", "X-Auto-Response-Suppress", "Precedence"}
    assert draft["Message-ID"] != reply["Message-ID"]


def test_a_text_that_fails_goes_to_a_person():
    class Broken:
        def render(self, _template, _locale, slots, **_):
            return templates().render("refund", "en", slots)

    decision = decide(MAIL, verdict(), FACTS, POLICY, NOW, SHELF, mailbox="support")
    made = plan(MAIL, decision, FACTS, POLICY, Broken(), NOW, compose=compose)
    assert (made.decision.outcome, made.decision.template, made.decision.eligible) == ("person", None, False)
    assert made.decision.hits[-1].rule == "template_failed"
    assert (kinds(made), made.claims) == (["tag", "move"], ())


def test_the_same_mail_makes_the_same_actions():
    assert planned() == planned()
    assert planned().actions[0].key != planned(replace(MAIL, id="cd" * 32)).actions[0].key
