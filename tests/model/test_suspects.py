"""Wrong labels are found, right ones left alone."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.model.corpus import small
from triage.domain import Example, Verdict
from triage.model.fit import lesson
from triage.model.suspects import suspects


def _row(intent: str, urgency: str = "") -> Example:
    return Example(subject="", body="", intent=intent, urgency=urgency)


def _verdict(refund: float, low: float | None = None) -> Verdict:
    intents = {"refund": refund, "payment": 1 - refund}
    urgencies = {} if low is None else {"low": low, "high": 1 - low}
    return Verdict(intent=max(intents, key=intents.__getitem__), confidence=max(intents.values()), intents=intents,
                   urgency=max(urgencies, key=urgencies.__getitem__, default=""), urgencies=urgencies)  # fmt: skip


def _found(rows: Sequence[Example], told: Sequence[Verdict]) -> list[tuple[int, str, str]]:
    return [(one.row, one.intent, one.urgency) for one in suspects(rows, told)]


@pytest.mark.parametrize(("row", "wrong", "right"), [(9, "other", "order_status"), (36, "dispute", "other")])
def test_a_planted_error_is_found_and_put_right(row: int, wrong: str, right: str) -> None:
    rows = list(small())
    rows[row] = replace(rows[row], intent=wrong)
    assert (row, right) in {(one.row, one.intent) for one in suspects(rows, lesson(rows).unseen)[:4]}


def test_the_bar_is_each_labels_own() -> None:
    """Payment is rarely sure: 0.6 is much for it. Refund is mostly sure: 0.6 is little."""
    rows = [_row("refund")] * 3 + [_row("payment")] * 3
    told = [_verdict(0.95), _verdict(0.9), _verdict(0.4), _verdict(0.45), _verdict(0.45), _verdict(0.6)]
    assert _found(rows, told) == [(2, "payment", "")]


def test_the_least_likely_label_comes_first() -> None:
    rows = [_row("refund")] * 5 + [_row("payment")] * 4
    told = [_verdict(share) for share in (0.9, 0.9, 0.9, 0.2, 0.1, 0.1, 0.1, 0.1, 0.97)]
    doubts = suspects(rows, told)
    assert [one.row for one in doubts] == [8, 4, 3]
    assert doubts[0].doubt == 0.97


def test_a_wrong_urgency_is_found_and_comes_after_wrong_intents() -> None:
    rows = [_row("refund", "low")] * 3 + [_row("payment", "high")] * 3
    told = [_verdict(0.9, 0.9), _verdict(0.9, 0.9), _verdict(0.9, 0.01), _verdict(0.1, 0.1), _verdict(0.1, 0.1),
            _verdict(0.95, 0.1)]  # fmt: skip
    assert _found(rows, told) == [(5, "refund", ""), (2, "", "high")]


def test_rows_without_urgency_and_labels_unknown_to_the_model_are_left_alone() -> None:
    assert suspects([], []) == ()
    assert suspects([_row("customs", "low"), _row("refund")], [_verdict(0.9), _verdict(0.9)]) == ()
