"""Sentences that stand apart from a calm mail, and those that do not."""

import pytest

from triage.domain import Verdict
from triage.model.sentences import apart, sentences

WHOLE = Verdict(intent="shipping_time", confidence=0.99, intents={}, urgency="low", urgencies={"low": 0.95})
SAID = {
    "How long does delivery take?": ("shipping_time", 0.99),
    "It would be a present for my sister.": ("product_question", 0.8),
    "By the way the tent arrived torn.": ("damaged_parcel", 0.7),
    "I know where your manager lives.": ("contact_human", 0.8),
    "If not I will be furious.": ("shipping_time", 0.2),
    "I dropped it off there today.": ("payment", 0.5),
    "Could you also cancel the lamp?": ("cancel_or_change_order", 0.9),
}


def said(subject, sentence, language):
    intent, low = SAID[sentence]
    confidence = 0.3 if intent == "payment" else 0.9
    return Verdict(intent=intent, confidence=confidence, intents={}, urgency="low", urgencies={"low": low})


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("How long does delivery take? It would be a present for my sister.", 0),
        ("How long does delivery take? By the way the tent arrived torn.", 1),
        ("How long does delivery take? I know where your manager lives.", 1),
        ("How long does delivery take?\n\nIf not I will be furious.", 1),
        ("Could you also cancel the lamp?", 0),  # a question is for the rule that counts questions
        ("I dropped it off there today. How long does delivery take?", 0),  # says too little alone
        ("Hello,\n\nthanks\nAnn", 0),
    ],
)
def test_what_stands_apart(text, count):
    assert apart(said, "", text, "en", WHOLE) == count


@pytest.mark.parametrize(
    ("subject", "count"), [("If not I will be furious.", 1), ("By the way the tent arrived torn.", 0)]
)
def test_a_subject_that_is_not_calm_stands_apart(subject, count):
    assert apart(said, subject, "How long does delivery take?", "en", WHOLE) == count


def test_sentences_of_scripts_without_spaces():
    text = "大阪までの配送は何日かかりますか?前回の商品で子供が指を切りました。よろしく"
    assert len(sentences(text, "ja")) == 2
