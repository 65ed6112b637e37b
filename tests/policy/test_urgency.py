"""What raises a mail's urgency above the model's, and what leaves it alone."""

import pytest

from triage.domain import Verdict
from triage.labels import URGENCIES
from triage.policy.guards import shipped
from triage.policy.urgency import _BY_GUARD, at_least


def verdict(intent="refund", urgency="low"):
    return Verdict(intent=intent, confidence=0.9, intents={intent: 0.9}, urgency=urgency, urgencies={urgency: 1.0})


def test_a_probable_emergency_counts_as_one() -> None:
    doubtful = Verdict(
        intent="refund", confidence=0.9, intents={}, urgency="low", urgencies={"low": 0.8, "critical": 0.2}
    )
    assert at_least(doubtful, [], alert=0.15).urgency == "critical"
    assert at_least(doubtful, [], alert=0.25).urgency == "low"


RAISES = [
    ("refund", "low", ["chargeback"], "critical"),
    ("product_question", "normal", ["injury_safety"], "critical"),
    ("order_status", "low", ["repeated_contact"], "high"),
    ("order_status", "normal", ["repeated_contact", "regulator"], "critical"),
    ("dispute", "high", [], "critical"),
    ("other", "low", ["self_harm"], "critical"),
]
LEAVES_ALONE = [
    ("refund", "low", [], "low"),
    ("contact_human", "low", ["wants_person"], "low"),
    ("account", "normal", ["privacy"], "normal"),
    ("order_status", "critical", ["repeated_contact"], "critical"),
    ("legal_policy", "normal", [], "normal"),
    ("other", "low", ["press_review", "legal"], "low"),
]


@pytest.mark.parametrize(("intent", "urgency", "guards", "expected"), [*RAISES, *LEAVES_ALONE])
def test_the_least_urgency(intent, urgency, guards, expected):
    assert at_least(verdict(intent, urgency), guards).urgency == expected


def test_every_guard_named_here_exists():
    assert set(_BY_GUARD) <= set(shipped().groups)
    assert set(_BY_GUARD.values()) <= set(URGENCIES)
