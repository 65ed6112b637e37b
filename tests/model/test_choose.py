"""What a person labels next, and what is no second mail."""

import pytest

from tests.model.corpus import small, small_model
from triage.domain import Example, Verdict
from triage.model.choose import Candidate, choose, doubt
from triage.model.duplicates import near_duplicates
from triage.model.judge import Fitted


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
    sure = {choice.mail.id: choice.doubt for choice in choose(model, [MIXED, ALIKE, OTHER], 3)}
    assert sure["other"] < min(sure["mixed"], sure["alike"])
    assert "other" in {choice.mail.id for choice in choose(model, [MIXED, ALIKE, OTHER], 2)}


def test_no_more_than_there_are(model: Fitted) -> None:
    assert len(choose(model, [CLEAR, MIXED], 10)) == 2
    assert choose(model, [], 10) == ()
    assert choose(model, [_mail("empty", "")], 1)[0].mail.id == "empty"


def test_doubt_grows_with_hesitation() -> None:
    def verdict(first: float) -> Verdict:
        return Verdict(intent="a", confidence=first, intents={"a": first, "b": 1 - first}, urgency="", urgencies={})

    assert doubt(verdict(0.5)) == 1 > doubt(verdict(0.9)) > doubt(verdict(1.0)) == 0


@pytest.mark.parametrize(
    "other", ["Where is my parcel, please?", "WHERE IS MY PARCEL  please", "where is my parcel please!"]
)
def test_near_duplicates_are_found(other: str) -> None:
    rows = [Example(subject="", body=body, intent="order_status") for body in ("where is my parcel please", "x", other)]
    assert [pair[:2] for pair in near_duplicates(rows)] == [(0, 2)]


def test_different_mails_are_left_alone() -> None:
    assert near_duplicates([row for row in small() if row.intent == "order_status"], 0.75) == ()
    assert near_duplicates([]) == ()
