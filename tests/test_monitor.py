"""The monitor: windows, one model at a time, which way is worse, and how many mails are missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from triage.domain import Judged
from triage.model.drift import Drift
from triage.monitor import Learnt, Measure, Report, advice, look_back

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LANGUAGES = ("en", "de")


def judged(days_ago: float, **more: object) -> Judged:
    row = Judged(
        at=NOW - timedelta(days=days_ago), intent="order_status", urgency="low", language="en", confidence=0.9,
        model="m1", coverage=0.9, trust=0.8, corrected_at=None,
    )  # fmt: skip
    return replace(row, **more)  # type: ignore[arg-type]


def some(number: int, days_ago: float, **more: object) -> list[Judged]:
    return [judged(days_ago, **more) for _ in range(number)]


def report(*lots: list[Judged], learnt: Learnt | None = None) -> Report:
    rows = sorted((row for lot in lots for row in lot), key=lambda row: row.at)
    return look_back(rows, NOW, 14, draft_bound=0.5, languages=LANGUAGES, learnt=lambda _: learnt)


def measure(found: Report, name: str, against: str = "earlier") -> Measure:
    return next(one for one in found.measures if (one.name, one.against) == (name, against))


def test_nothing_judged_is_no_report_and_no_fault() -> None:
    found = report()
    assert (found.model, found.mails, found.verdict, advice(found)) == ("", 0, Drift.TOO_FEW, ())
    assert {one.verdict for one in found.measures} == {Drift.TOO_FEW}


def test_the_windows_are_the_last_days_and_four_times_as_many_before() -> None:
    found = report(some(1, 71), some(2, 69), some(3, 14.5), some(4, 13.5), some(5, 0))
    assert (found.mails_before, found.mails) == (5, 9)


def test_mails_of_another_model_are_left_out() -> None:
    found = report(some(200, 30, model="old", intent="refund"), some(7, 20), some(150, 5))
    assert (found.model, found.mails_before, found.mails, found.others) == ("m1", 7, 150, 200)
    assert measure(found, "intent").needed == (93, 0)


def test_below_a_hundred_mails_it_says_how_many_are_missing_whatever_they_are() -> None:
    found = report(some(100, 30), some(99, 5, intent="dispute", confidence=0.1, language="nl"))
    assert found.verdict is Drift.TOO_FEW
    assert measure(found, "intent").needed == (0, 1)
    assert advice(found) == ()


def test_the_same_mail_is_as_before() -> None:
    found = report(some(300, 30), some(100, 5))
    assert found.verdict is Drift.AS_BEFORE
    assert advice(found) == ()


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"intent": "customs"}, "intent"),
        ({"urgency": "high"}, "urgency"),
        ({"language": "de"}, "language"),
        ({"confidence": 0.55}, "confidence"),
        ({"confidence": 0.3}, "below_draft_bound"),
        ({"coverage": 0.2}, "unknown_words"),
        ({"trust": 0.1}, "trust"),
        ({"language": "nl"}, "unsupported_language"),
        ({"corrected_at": NOW - timedelta(days=4)}, "corrected"),
    ],
)
def test_each_measure_sees_its_own_change(change: dict[str, object], name: str) -> None:
    found = report(some(300, 30), some(60, 5), some(60, 5, **change))
    assert measure(found, name).verdict is Drift.CHANGED
    assert found.verdict is Drift.CHANGED
    assert advice(found)
    assert measure(found, "urgency").verdict is (Drift.CHANGED if name == "urgency" else Drift.AS_BEFORE)


@pytest.mark.parametrize(
    ("worse", "name"),
    [
        ({"confidence": 0.3}, "below_draft_bound"),
        ({"confidence": 0.6}, "confidence"),
        ({"coverage": 0.2}, "unknown_words"),
        ({"trust": 0.1}, "trust"),
        ({"corrected_at": NOW - timedelta(days=30)}, "corrected"),
    ],
)
def test_an_improvement_is_told_as_one_and_raises_no_alarm(worse: dict[str, object], name: str) -> None:
    found = report(some(150, 30), some(150, 31, **worse), some(150, 5))
    assert measure(found, name).verdict is Drift.BETTER
    assert found.verdict is Drift.AS_BEFORE
    assert advice(found) == ()


def test_figures_are_means_and_shares() -> None:
    found = report(some(100, 30), some(90, 5, confidence=0.8), some(30, 5, confidence=0.4, language="nl"))
    assert measure(found, "confidence").lately == pytest.approx(0.7)
    assert measure(found, "unknown_words").before == pytest.approx(0.1)
    unsure = measure(found, "below_draft_bound")
    assert (unsure.before, unsure.lately) == (0.0, 0.25)
    assert unsure.interval == (pytest.approx(0.1755, abs=1e-4), pytest.approx(0.3373, abs=1e-4))
    assert found.foreign == ("nl",)


def test_a_language_that_could_not_be_told_is_no_unsupported_one() -> None:
    assert measure(report(some(100, 30), some(100, 5, language="und")), "unsupported_language").lately == 0.0


def test_rows_from_before_the_figures_were_kept_are_not_counted_as_perfect() -> None:
    found = report(some(300, 30, coverage=None, trust=None), some(120, 5, coverage=0.4))
    unknown = measure(found, "unknown_words")
    assert (unknown.mails_before, unknown.before, unknown.verdict) == (0, None, Drift.TOO_FEW)
    assert unknown.lately == pytest.approx(0.6)
    assert measure(found, "trust").needed == (100, 0)


def test_a_mail_has_three_days_to_be_corrected_in_and_younger_mails_do_not_count() -> None:
    late = NOW - timedelta(days=1)
    found = report(some(100, 30, corrected_at=late), some(100, 8, corrected_at=late), some(100, 2, corrected_at=late))
    corrected = measure(found, "corrected")
    assert (corrected.mails_before, corrected.mails) == (100, 100)
    assert (corrected.before, corrected.lately) == (0.0, 0.0)


def test_training_rows_are_told_and_raise_no_alarm() -> None:
    learnt = Learnt(labels={"order_status": 100, "refund": 900}, languages={"en": 1000})
    found = report(some(200, 30), some(200, 5), learnt=learnt)
    assert measure(found, "intent", "training").verdict is Drift.CHANGED
    assert measure(found, "language", "training").verdict is Drift.AS_BEFORE
    assert found.verdict is Drift.AS_BEFORE


def test_a_new_language_is_to_be_routed() -> None:
    found = report(some(300, 30), some(200, 5), some(100, 5, language="sv"), some(20, 5, language="nl"))
    assert found.foreign == ("sv", "nl")
    assert 'triage.toml, languages = ["sv", "nl"]' in advice(found)[-1]


def test_a_language_that_was_there_before_is_not_routed_again() -> None:
    found = report(some(300, 30, language="nl"), some(300, 5, language="sv"))
    assert measure(found, "language").verdict is Drift.CHANGED
    assert len(advice(found)) == 1
