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
    "Hello,": ("other", 0.99),
    "thanks Ann": ("feedback", 0.97),
    "Ann": ("other", 0.9),
    "I feel cheated.": ("dispute", 0.5),
    "Never again.": ("other", 0.7),
    "Mine is late.": ("delivery_delay", 0.61),
    "To Canada, please.": ("shipping_time", 0.7),
    "order": ("shipping_time", 0.65),
    "for weeks!": ("delivery_delay", 0.1),
    "がっかりです。": ("other", 0.6),
    "よろしく": ("other", 0.99),
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
        ("How long does delivery take? I feel cheated.", 1),  # a few words that are no greeting
        ("Never again. How long does delivery take? Mine is late.", 2),
        ("How long does delivery take? To Canada, please.", 0),  # the request again
        ("How long does delivery take?\n\norder NW-20031", 0),  # a number is none of the words
        ("How long does delivery take?\n\n20031\n\n-- ", 0),
        ("Hello,\n\n" * 39 + "How long does delivery take?", 0),
        ("Hello,\n\n" * 40 + "I know where your manager lives.", 1),  # too many to read them all
    ],
)
def test_what_stands_apart(text, count):
    assert apart(said, "", text, "en", WHOLE) == count


def test_a_few_words_in_scripts_without_spaces():
    assert apart(said, "", "がっかりです。よろしく", "ja", WHOLE) == 1


@pytest.mark.parametrize(
    ("subject", "count"), [("If not I will be furious.", 1), ("By the way the tent arrived torn.", 0)]
)
def test_a_subject_that_is_not_calm_stands_apart(subject, count):
    assert apart(said, subject, "How long does delivery take?", "en", WHOLE) == count


def test_sentences_of_scripts_without_spaces():
    text = "大阪までの配送は何日かかりますか?前回の商品で子供が指を切りました。よろしく"
    assert len(sentences(text, "ja")) == 2
