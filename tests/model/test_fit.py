"""A model learns, repeats itself exactly, is calibrated, and takes labels of any kind."""

from dataclasses import replace

import numpy as np
import pytest

from tests.model.corpus import small, small_model
from triage.domain import Example
from triage.errors import ConfigError
from triage.labels import INTENTS, URGENCIES
from triage.model.fit import _temperature, fit, hands, lesson
from triage.model.judge import Fitted, judge, judge_all


@pytest.fixture(scope="module")
def model() -> Fitted:
    return small_model()


@pytest.mark.parametrize(
    ("text", "language", "intent", "urgency"),
    [
        ("hello, where is my parcel now?", "en", "order_status", "low"),
        ("wo ist denn mein paket?", "de", "order_status", "low"),
        ("cup arrived broken, box crushed", "en", "damaged_parcel", "normal"),
        ("my lawyer says this is fraud", "en", "dispute", "critical"),
        ("seo offer for your website", "en", "other", "low"),
    ],
)
def test_it_learns(model: Fitted, text: str, language: str, intent: str, urgency: str) -> None:
    verdict = judge(model, "", text, language)
    assert (verdict.intent, verdict.urgency) == (intent, urgency)


def test_every_label_has_a_probability_and_they_sum_to_one(model: Fitted) -> None:
    verdict = judge(model, "hm", "quite another thing", "en")
    assert tuple(verdict.intents) == INTENTS
    assert tuple(verdict.urgencies) == URGENCIES
    assert sum(verdict.intents.values()) == pytest.approx(1, abs=1e-9)
    assert sum(verdict.urgencies.values()) == pytest.approx(1, abs=1e-9)
    assert verdict.confidence == max(verdict.intents.values())


def test_an_empty_mail_gets_a_verdict_and_no_coverage(model: Fitted) -> None:
    verdict = judge(model, "", "", "und")
    assert verdict.coverage == 0
    assert verdict.because == ()


def test_the_same_rows_give_the_same_predictions(model: Fitted) -> None:
    again = small_model()
    mails = [("", row.body, row.language) for row in small()]
    assert judge_all(model, mails) == judge_all(again, mails)


def test_the_words_that_decided_are_readable(model: Fitted) -> None:
    because = judge(model, "", "the box was crushed and the cup is broken", "en").because
    assert "broken" in dict(because) or "crushed" in dict(because)
    assert all(weight > 0 for _, weight in because)
    assert [weight for _, weight in because] == sorted((weight for _, weight in because), reverse=True)


def test_a_language_it_never_read_has_no_coverage(model: Fitted) -> None:
    assert judge(model, "", "where is my parcel", "en").coverage > 0.5
    assert judge(model, "", "where is my parcel", "nl").coverage == 0
    assert judge(model, "", "blorpt quaxzing vimtoo", "en").coverage == 0


def test_a_second_request_is_found() -> None:
    both = [
        Example(subject="", body=f"{row.body} and {other.body}", intent="damaged_parcel", also=("order_status",),
                urgency="normal", language="en", writer=row.writer)
        for row, other in zip(
            [row for row in small() if row.intent == "damaged_parcel" and row.language == "en"],
            [row for row in small() if row.intent == "order_status" and row.language == "en"],
            strict=True,
        )
    ]  # fmt: skip
    taught = fit([*small(), *both])
    assert judge(taught, "", "the cup is broken and where is my other parcel please", "en").also
    assert judge(taught, "", "where is my parcel please", "en").also == ()


def test_rows_weigh_what_they_are_told() -> None:
    contested = Example(subject="", body="zorp zorp zorp", intent="order_status", urgency="low", language="en")
    rows = [*small(), *[contested] * 3]
    against = [replace(contested, intent="other", weight=10.0)] * 3
    assert judge(fit([*rows, *against]), "", "zorp zorp zorp", "en").intent == "other"
    light = [replace(row, weight=0.05) for row in against]
    assert judge(fit([*rows, *light]), "", "zorp zorp zorp", "en").intent == "order_status"


def test_unseen_verdicts_come_from_models_without_that_writer() -> None:
    """Words that only one writer uses, each always with the same label, are no help on his own rows."""
    words = {"order_status": "xyzzy", "damaged_parcel": "plugh", "dispute": "frotz", "other": "gnusto"}
    own = [replace(row, body=f"{words[row.intent]} " * 3) for row in small() if row.writer == "en-a"]
    taught = lesson([*(row for row in small() if row.writer != "en-a"), *own])
    assert len(taught.unseen) == len(small())
    assert len({verdict.intent for verdict in taught.unseen[-len(own) :]}) == 1
    assert {judge(taught.fitted, "", row.body, "en").intent for row in own} == set(words)


def test_labels_of_the_users_own() -> None:
    rows = [Example(subject="", body=row.body, intent={"order_status": "q1"}.get(row.intent, "q2")) for row in small()]
    taught = fit(rows, out_of_scope=None)
    verdict = judge(taught, "", "where is my parcel", "und")
    assert verdict.intent == "q1"
    assert set(verdict.intents) == {"q1", "q2"}
    assert (verdict.urgency, verdict.urgencies, verdict.also) == ("", {}, ())


def test_progress_is_told() -> None:
    said: list[str] = []
    fit(small(), progress=said.append)
    assert len(said) >= 3


@pytest.mark.parametrize("rows", [(), small()[:6]])
def test_too_little_to_learn_from(rows: tuple[Example, ...]) -> None:
    with pytest.raises(ConfigError, match="two labels"):
        fit(rows)


def test_temperature_finds_the_true_one() -> None:
    random = np.random.default_rng(0)
    scores = random.normal(size=(4000, 3)).astype(np.float32) * 2
    chance = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    labels = ["abc"[random.choice(3, p=row / row.sum())] for row in chance.astype(float)]
    assert _temperature(scores * 4, labels, ("a", "b", "c")) == pytest.approx(4, rel=0.1)


def test_a_shops_customer_is_one_hand_and_an_authors_rows_are_many() -> None:
    starter = [Example(subject="", body="x", intent="other", writer="author")] * 2
    shop = [Example(subject="", body="x", intent="other", writer="customer", source="shop")] * 2
    assert len(set(hands([*starter, *shop]))) == 3
