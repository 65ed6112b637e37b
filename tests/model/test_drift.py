"""Drift: the index by hand, what chance gives, and samples that must not shout."""

from __future__ import annotations

from math import log

import numpy as np
import pytest

from triage.model.drift import REST, Drift, bands, drift, interval, shift


def test_the_index_is_the_one_counted_by_hand() -> None:
    found = shift({"refund": 90, "customs": 10}, {"refund": 60, "customs": 40})
    p, q = (90.5 / 101, 10.5 / 101), (60.5 / 101, 40.5 / 101)  # half a mail is added to each class
    assert found.index == pytest.approx((q[0] - p[0]) * log(q[0] / p[0]) + (q[1] - p[1]) * log(q[1] / p[1]))
    assert found.index == pytest.approx(0.5206, abs=5e-5)
    assert found.chance == pytest.approx(1 / 100 + 1 / 100, rel=0.15)  # (classes - 1) (1/n + 1/m)
    assert found.beyond == pytest.approx(found.index - found.chance)


def test_p_of_two_classes_is_that_of_fishers_exact_test() -> None:
    found = shift({"yes": 10, "no": 90}, {"yes": 19, "no": 81})
    stats = pytest.importorskip("scipy.stats")
    assert found.p == pytest.approx(stats.fisher_exact([[10, 90], [19, 81]]).pvalue, abs=0.03)


def test_what_moved_most_stands_first_and_rare_classes_are_one() -> None:
    before = {"refund": 500, "customs": 20, "payment": 480} | {f"rare{n}": 1 for n in range(8)}
    lately = {"refund": 250, "customs": 250, "payment": 500} | {f"rare{n}": 1 for n in range(4, 12)}
    labels = [one.label for one in shift(before, lately).moved]
    assert labels[:2] in (["refund", "customs"], ["customs", "refund"])
    assert sorted(labels) == sorted(["refund", "customs", "payment", REST])


def test_a_class_that_was_never_there_is_seen() -> None:
    found = shift({"en": 400}, {"en": 160, "nl": 40})
    assert drift(found) is Drift.CHANGED
    assert (found.moved[0].before, found.moved[0].lately) in {(1.0, 0.8), (0.0, 0.2)}


@pytest.mark.parametrize("lately", [{"en": 100}, {"en": 100, "de": 0}])
def test_one_class_alone_cannot_move(lately: dict[str, int]) -> None:
    found = shift({"en": 300}, lately)
    assert (found.index, found.beyond, found.p, drift(found)) == (0.0, 0.0, 1.0, Drift.AS_BEFORE)


@pytest.mark.parametrize(("before", "lately"), [({}, {"en": 3}), ({"en": 3}, {}), ({"en": 0}, {"en": 3})])
def test_a_side_without_mails_is_refused(before: dict[str, int], lately: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="without mails"):
        shift(before, lately)


def test_the_same_counts_give_the_same_result() -> None:
    sides = {"a": 80, "b": 30, "c": 9}, {"a": 70, "b": 20, "c": 30}
    assert shift(*sides) == shift(*sides)


def test_a_real_but_small_difference_is_no_drift() -> None:
    found = shift({"a": 50_000, "b": 50_000}, {"a": 52_000, "b": 48_000})
    assert found.p < 0.001
    assert drift(found) is Drift.AS_BEFORE


def test_between_the_bounds_it_is_to_be_watched() -> None:
    found = shift({"a": 5_000, "b": 5_000}, {"a": 6_900, "b": 3_100})
    assert 0.1 < found.beyond < 0.25
    assert drift(found) is Drift.WATCH


def test_samples_of_the_same_mail_hardly_ever_shout() -> None:
    dice = np.random.default_rng(3)
    shares = 1 / np.arange(1, 24)
    shares /= shares.sum()

    def mails(number: int) -> dict[str, int]:
        return {str(label): int(count) for label, count in enumerate(dice.multinomial(number, shares))}

    said = [drift(shift(mails(400), mails(100))) for _ in range(60)]
    assert sum(one is not Drift.AS_BEFORE for one in said) <= 3


def test_a_score_is_cut_into_tenths_of_both_sides() -> None:
    old, new = bands([n / 100 for n in range(0, 100, 2)], [n / 100 for n in range(1, 100, 2)])
    assert set(old.values()) == set(new.values()) == {5}
    assert drift(shift(*bands([0.9] * 200, [0.9] * 200))) is Drift.AS_BEFORE
    assert drift(shift(*bands([0.9] * 200, [0.9] * 100 + [0.4] * 100))) is Drift.CHANGED


def test_the_interval_is_clopper_and_pearsons() -> None:
    assert interval(0, 100) == (0.0, pytest.approx(1 - 0.025 ** (1 / 100)))
    assert interval(100, 100) == (pytest.approx(0.025 ** (1 / 100)), 1.0)
    assert interval(0, 0) == (0.0, 1.0)


def test_what_chance_explains_is_no_drift_however_large_it_looks() -> None:
    before, lately = [9, 7, 4, 3, 12, 13, 9, 10, 8, 12, 5, 8], [2, 12, 4, 11, 6, 12, 9, 7, 9, 5, 14, 9]
    found = shift(*({str(label): mails for label, mails in enumerate(side)} for side in (before, lately)))
    assert found.beyond > 0.1
    assert found.p > 0.01
    assert drift(found) is Drift.AS_BEFORE
