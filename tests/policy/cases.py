"""A mail that a machine may answer, to be spoilt in one thing at a time."""

from dataclasses import replace
from datetime import UTC, datetime

from triage.domain import Address, Facts, Level, Mail, Verdict
from triage.labels import INTENTS, URGENCIES
from triage.settings import Policy, Shop

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)  # a Wednesday
WORDS = (*INTENTS, "first_contact", "missing_order_number")
ALL = frozenset((template, language) for template in WORDS for language in ("en", "de", "zh"))

MAIL = Mail(
    id="ab" * 32,
    subject="My order",
    sender=Address(email="ann@customer.example", name="Ann Lee"),
    message_id="<m1@customer.example>",
    new_text="Where is my order, please?",
    views=("My order", "Where is my order, please?"),
    language="en",
    language_confidence=0.99,
    fingerprint="f" * 64,
)
POLICY = Policy(
    shop=Shop(name="Blue Teapot", website="https://teapot.example"),
    own_address="help@teapot.example",
    from_name="Blue Teapot",
    instance="1f2e3d4c",
    routing="move",
    default_level=Level.AUTO,
)
FACTS = Facts(mailbox_age_days=30, mailbox_mails=2_000)


def verdict(intent="order_status", urgency="low", confidence=0.97, low=0.95, **more):
    rest = (1 - confidence) / (len(INTENTS) - 1)
    others = (1 - low) / (len(URGENCIES) - 1)
    return Verdict(
        intent=intent,
        confidence=confidence,
        intents={label: confidence if label == intent else rest for label in INTENTS},
        urgency=urgency,
        urgencies={label: low if label == "low" else others for label in URGENCIES},
        model="m1",
        **more,
    )


def mail(**changes):
    return replace(MAIL, **changes)


def facts(**changes):
    return replace(FACTS, **changes)


def policy(**changes):
    return replace(POLICY, **changes)


def safety(**changes):
    return replace(POLICY, safety=replace(POLICY.safety, **changes))
