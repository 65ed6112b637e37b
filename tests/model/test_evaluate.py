"""Figures against hand-counted ones."""

import json

import numpy as np
import pytest

from triage.bounds import upper_bound
from triage.domain import Example, Verdict
from triage.model.evaluate import calibration_error, evaluate


def _row(intent: str, urgency: str = "low", also: tuple[str, ...] = (), language: str = "en") -> Example:
    return Example(subject="", body="x", intent=intent, urgency=urgency, also=also, language=language)


def _says(intent: str, confidence: float = 0.9, low: float = 0.9, also: tuple[str, ...] = ()) -> Verdict:
    rest = {"refund": "other", "other": "refund"}.get(intent, "refund")
    return Verdict(
        intent=intent, confidence=confidence, intents={intent: confidence, rest: 1 - confidence},
        urgency="low" if low >= 0.5 else "high", urgencies={"low": low, "high": 1 - low}, also=also,
    )  # fmt: skip


ROWS = [_row("refund"), _row("refund", "high", language="de"), _row("other"), _row("other", language="de")]
VERDICTS = [_says("refund"), _says("refund"), _says("refund"), _says("other")]


def test_every_figure_of_the_contract() -> None:
    told = evaluate(ROWS, VERDICTS).as_dict()
    json.dumps(told)
    assert told["rows"] == 4
    assert told["accuracy"] == 0.75
    assert told["macro_f1"] == pytest.approx((0.8 + 2 / 3) / 2)
    assert told["mcc"] == pytest.approx(0.5774, abs=1e-4)
    assert told["ece"] == pytest.approx(0.15)
    assert told["in_scope_accuracy"] == 1
    assert told["out_of_scope_recall"] == 0.5
    assert told["out_of_scope_auroc"] == 0.75
    assert told["urgency_accuracy"] == 0.75
    assert told["by_label"]["refund"] == {"rows": 2, "precision": pytest.approx(2 / 3), "recall": 1, "f1": 0.8}
    assert told["by_language"]["de"] == {"rows": 2, "accuracy": 1, "urgency_accuracy": 0.5}
    assert {"eligible_share", "wrong_share", "wrong_share_upper_95"} <= set(told["automation"])


def test_a_wrong_automatic_answer_is_a_wrong_intent_more_urgency_or_a_second_request() -> None:
    rows = [_row("refund"), _row("payment"), _row("refund", "high"), _row("refund", also=("payment",))]
    found = evaluate(rows, [_says("refund")] * 4, answered=[True] * 4, answerable=[True, True, False, False]).automation
    assert (found.eligible_share, found.wrong_share, found.answered_share_of_answerable) == (1.0, 0.75, 1.0)
    assert (found.answered, found.wrong, found.answerable) == (4, 3, 2)


def test_nothing_is_answered_where_nobody_says_so() -> None:
    found = evaluate(ROWS, VERDICTS).automation
    assert (found.eligible_share, found.wrong_share_upper_95, found.answered_share_of_answerable) == (0.0, 1.0, None)


def test_labels_without_urgency_and_scope() -> None:
    rows = [Example(subject="", body="x", intent=label) for label in "aab"]
    said = [Verdict(intent=label, confidence=1, intents={label: 1.0}, urgency="", urgencies={}) for label in "aab"]
    found = evaluate(rows, said, out_of_scope=None)
    assert found.accuracy == 1
    assert found.urgency_accuracy is None
    assert found.out_of_scope_recall is None
    assert found.out_of_scope_auroc is None


@pytest.mark.parametrize("verdicts", [[], VERDICTS[:1]])
def test_rows_and_verdicts_must_match(verdicts: list[Verdict]) -> None:
    with pytest.raises(ValueError, match="one verdict"):
        evaluate(ROWS[: len(verdicts) * 2], verdicts)


def test_upper_bound_against_published_values() -> None:
    """The rule of three, and the table value for 1 of 100 (one-sided 95 %: 0.0466)."""
    assert upper_bound(0, 300) == pytest.approx(3 / 300, abs=1e-4)
    assert upper_bound(1, 100) == pytest.approx(0.0466, abs=1e-4)
    assert upper_bound(5, 5) == 1


def test_calibration_error_of_the_overconfident() -> None:
    assert calibration_error(np.ones(10), np.arange(10) < 6) == pytest.approx(0.4)
