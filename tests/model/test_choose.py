"""What a person labels next, and what is no second mail."""

import numpy as np
import pytest

from tests.model.corpus import small, small_model
from triage.domain import Example
from triage.model.choose import Candidate, choose, doubt
from triage.model.duplicates import near_duplicates
from triage.model.judge import Fitted, judge


@pytest.fixture(scope="module")
def model() -> Fitted:
    return small_model()


def _mail(name: str, text: str) -> Candidate:
    return Candidate(id=name, subject="", text=text, language="en")


CLEAR = _mail("clear", "my lawyer says this is fraud, chargeback with my bank")
MIXED = _mail("mixed", "where is the box with my website offer")
ALIKE = _mail("alike", "where is the box with my website offer, please")
OTHER = _mail("other", "my lawyer has a cup, it arrived broken")


def test_least_sure_first(model: Fitted) -> None:
    chosen = choose(model, [CLEAR, MIXED], 2)
    assert [choice.mail.id for choice in chosen] == ["mixed", "clear"]
    assert chosen[0].doubt > chosen[1].doubt


def test_not_two_of_a_kind(model: Fitted) -> None:
    twins = [_mail(f"twin {n}", MIXED.text) for n in range(5)]
    alone = [choose(model, [mail], 1)[0].doubt for mail in (MIXED, OTHER, CLEAR)]
    assert min(alone) > 0
    chosen = [choice.mail.id for choice in choose(model, [*twins, OTHER, CLEAR], 3)]
    assert sum(name.startswith("twin") for name in chosen) == 1


def test_no_more_than_there_are(model: Fitted) -> None:
    assert len(choose(model, [CLEAR, MIXED], 10)) == 2
    assert choose(model, [], 10) == ()
    assert choose(model, [_mail("empty", "")], 1)[0].mail.id == "empty"


def test_doubt_grows_with_hesitation() -> None:
    assert doubt(np.array([[0.5, 0.5], [0.9, 0.1], [1.0, 0.0]])) == pytest.approx([1, 0.2, 0])


def test_doubt_about_urgency_counts_half() -> None:
    sure, unsure = np.array([[1.0, 0.0]]), np.array([[0.5, 0.5]])
    assert doubt(sure, unsure) == pytest.approx([0.5])
    assert doubt(unsure, sure) == pytest.approx([1])


def test_one_label_alone_is_no_doubt() -> None:
    assert doubt(np.ones((2, 1))) == pytest.approx([0, 0])


def test_a_flood_of_one_kind_does_not_push_the_others_out(model: Fitted) -> None:
    words = ["please", "now", "thanks", "bye", "ok", "so"] * 50
    flood = [_mail(f"flood {n}", f"{MIXED.text} {word}") for n, word in enumerate(words)]
    rare = [OTHER, _mail("broken", "the seo of my lawyer is broken"), _mail("de", "meine bank bietet ein paket")]
    chosen = {choice.mail.id for choice in choose(model, [*flood, *rare], 8)}
    assert {"other", "broken", "de"} <= chosen


def test_the_guess_is_the_judges_own(model: Fitted) -> None:
    (choice,) = choose(model, [CLEAR], 1)
    assert choice.verdict == judge(model, CLEAR.subject, CLEAR.text, CLEAR.language)
    assert choice.verdict.because


@pytest.mark.parametrize(
    "other", ["Where is my parcel, please?", "WHERE IS MY PARCEL  please", "where is my parcel please!"]
)
def test_near_duplicates_are_found(other: str) -> None:
    rows = [Example(subject="", body=body, intent="order_status") for body in ("where is my parcel please", "x", other)]
    assert [pair[:2] for pair in near_duplicates(rows)] == [(0, 2)]


def test_different_mails_are_left_alone() -> None:
    assert near_duplicates([row for row in small() if row.intent == "order_status"], 0.75) == ()
    assert near_duplicates([]) == ()
