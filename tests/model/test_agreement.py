"""How far two people agree: figures that can be worked out by hand."""

import pytest
from sklearn.metrics import cohen_kappa_score

from triage.domain import Example
from triage.model.agreement import agreement


def _said(intent: str, urgency: str = "", *also: str) -> Example:
    return Example(subject="", body="", intent=intent, urgency=urgency, also=also)


def test_kappa_is_cohens_own_example() -> None:
    """20 and 15 of 50 alike, 5 and 10 not: agreement 0.7, by chance 0.5, so 0.4."""
    counts = {("refund", "refund"): 20, ("refund", "payment"): 5, ("payment", "refund"): 10, ("payment", "payment"): 15}
    pairs = [(_said(one), _said(other)) for (one, other), rows in counts.items() for _ in range(rows)]
    found = agreement(pairs)
    assert (found.rows, found.intent_share, found.intent_kappa) == (50, 0.7, 0.4)
    assert found.by_label == {"payment": round(30 / 45, 3), "refund": round(40 / 55, 3)}
    assert found.disagreements == (("payment", "refund", 10), ("refund", "payment", 5))


def test_a_wider_gap_in_urgency_weighs_more() -> None:
    def kappa(other: str) -> float | None:
        said = [("low", "low"), ("normal", "normal"), ("high", "high"), ("critical", "critical"), ("low", other)]
        return agreement([(_said("refund", one), _said("refund", two)) for one, two in said]).urgency_kappa

    near, far = kappa("normal"), kappa("critical")
    assert near is not None
    assert far is not None
    assert 1 > near > far


def test_urgencies_are_weighed_in_their_own_order_not_by_the_alphabet() -> None:
    first, second = ["low", "high", "critical", "low", "normal"], ["high", "high", "critical", "low", "critical"]
    found = agreement([(_said("refund", one), _said("refund", two)) for one, two in zip(first, second, strict=True)])
    order = ["low", "normal", "high", "critical"]
    steps = [list(map(order.index, said)) for said in (first, second)]
    assert found.urgency_kappa == round(cohen_kappa_score(*steps, labels=range(4), weights="linear"), 3)


def test_second_requests_are_compared_as_sets() -> None:
    pairs = [
        (_said("refund", "", "payment", "account"), _said("refund", "", "account")),
        (_said("refund"), _said("refund")),
    ]
    assert agreement(pairs).also_f1 == round(2 / 3, 3)


def test_urgency_is_compared_only_where_both_name_one() -> None:
    found = agreement([(_said("refund", "low"), _said("refund")), (_said("refund", "low"), _said("refund", "low"))])
    assert found.urgency_share == 1


@pytest.mark.parametrize("pairs", [[], [(_said("refund"), _said("refund"))]])
def test_what_cannot_be_told_is_none(pairs: list[tuple[Example, Example]]) -> None:
    found = agreement(pairs)
    assert found.intent_kappa is found.urgency_kappa is found.urgency_share is found.also_f1 is None
    assert found.intent_share == (1 if pairs else None)


def test_labels_of_the_users_own() -> None:
    found = agreement([(_said("a", "soon"), _said("a", "late")), (_said("b", "late"), _said("b", "late"))])
    assert found.intent_kappa == 1
    assert found.urgency_share == 0.5
