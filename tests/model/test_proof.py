"""Bars are proven on hand-counted trials, or not at all."""

import time

import pytest

from triage.bounds import lower_bound
from triage.model.proof import Trial, bars


def trials(intent: str, language: str, right: int, wrong: int = 0, trust: float = 0.999) -> list[Trial]:
    return [
        Trial(intent=intent, language=language, trust=trust, right=number >= wrong) for number in range(right + wrong)
    ]


def test_three_hundred_right_answers_prove_one_in_a_hundred_and_two_hundred_do_not() -> None:
    found = bars(trials("refund", "en", 300) + trials("customs", "ja", 5, 3), 0.01)
    assert found["refund", "en"].threshold is not None
    assert found["refund", "en"].scope == "class"
    assert bars(trials("refund", "en", 200), 0.01)["refund", "en"].threshold is None


def test_rare_classes_share_the_proof_of_their_intent() -> None:
    found = bars(trials("refund", "en", 200) + trials("refund", "de", 150), 0.01)
    assert {(bar.threshold is not None, bar.scope) for bar in found.values()} == {(True, "intent")}


def test_a_class_whose_own_mails_contradict_the_shared_proof_has_none() -> None:
    found = bars(trials("refund", "en", 600) + trials("refund", "ja", 10, 3), 0.01)
    assert found["refund", "en"].threshold is not None
    assert found["refund", "ja"].threshold is None


def test_a_looser_bar_is_not_taken_once_one_failed() -> None:
    good, bad, more = (
        trials("refund", "en", 400),
        trials("refund", "en", 0, 20, 0.9),
        trials("refund", "en", 9_000, 0, 0.6),
    )
    assert (bars([*good, *bad, *more], 0.01)["refund", "en"].threshold or 0) > 0.9


def test_how_many_are_missing() -> None:
    assert bars(trials("refund", "en", 100), 0.01)["refund", "en"].missing == 199
    assert bars(trials("refund", "en", 80, 20), 0.01)["refund", "en"].missing is None
    some = bars(trials("refund", "en", 290, 1), 0.01)["refund", "en"].missing
    assert some is not None
    assert 100 < some < 400


def test_lower_bound_of_a_published_case() -> None:
    """Clopper and Pearson 1934: 1 of 20, one-sided 95 %."""
    assert lower_bound(1, 20) == pytest.approx(0.00256, abs=1e-5)


def test_many_hopeless_classes_cost_no_time() -> None:
    many = [one for number in range(100) for one in trials(f"intent {number}", "en", 8, 2, 0.97)]
    begin = time.process_time()
    bars(many, 0.01)
    assert time.process_time() - begin < 2
