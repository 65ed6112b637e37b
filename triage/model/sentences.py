"""One sentence against the rest: a calm question does not hide the threat or the second request behind it."""

from __future__ import annotations

import re

from triage.domain import Verdict
from triage.model.judge import Judge

_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|(?<=[?!])(?=[^\s?!.\"')])|\n\s*\n")
_MOST = 40  # sentences looked at
_SHORTEST = 4  # words, or twice as many Chinese or Japanese characters, from which on a sentence is a whole thought
_SHORTEST_SUBJECT = 3
_CALM, _ANYTHING_BUT = 0.6, 0.2  # probability of low urgency, of the sentence alone
_TELLING = 0.4  # confidence below which a few words out of their place say too little
_KINDLY = 0.85  # probability of low urgency from which the model knows a few words for a greeting, thanks or a wish
# What a calm mail may tell beside its question. Anything else said is a matter of its own.
_ASIDE = frozenset({"feedback", "order_status", "product_question", "shipping_time"})
_WORD = re.compile(r"[^\W\d_]{2,}")
_ORDER_DIGITS = 4  # from which on a word is a number of an order, say; durations have fewer


def apart(judge: Judge, subject: str, text: str, language: str, whole: Verdict) -> int:
    """How many sentences, read alone, are not calm, or tell of something else than the whole mail asks for. The subject
    counts where it is not calm: of what it tells, much is only the thread it stands in. A few words alone are thanks
    or a wish; what the model does not know for one is doubt, and so is what comes after the fortieth.
    """
    head = sentences(subject, language, _SHORTEST_SUBJECT)[:_MOST]
    told = sentences(text, language, 0.0)
    return (
        sum(not _calm(judge("", sentence, language)) for sentence in head)
        + sum(_stands_apart(judge, sentence, language, whole) for sentence in told[:_MOST])
        + len(told[_MOST:])
    )


def sentences(text: str, language: str, shortest: float = _SHORTEST) -> list[str]:
    r"""Sentences that are long enough to mean something.

    >>> sentences("Hello Ann, how long\nis delivery?Thanks\n\nBest", "en")
    ['Hello Ann, how long is delivery?']
    """
    found = (" ".join(part.split()) for part in _END.split(text) if part)
    return [sentence for sentence in found if sentence and _length(sentence, language) >= shortest]


def _length(sentence: str, language: str) -> float:
    return len(sentence) / 2 if language in {"zh", "ja"} else len(sentence.split())


def _stands_apart(judge: Judge, sentence: str, language: str, whole: Verdict) -> bool:
    if _length(sentence, language) >= _SHORTEST:
        return _is_apart(judge("", sentence, language), sentence, whole)
    words = " ".join(word for word in sentence.split() if sum(map(str.isdigit, word)) < _ORDER_DIGITS)
    return _WORD.search(words) is not None and _is_doubtful(judge("", words, language), whole)


def _is_doubtful(alone: Verdict, whole: Verdict) -> bool:
    """A few words: the mail's own request in short, or something that the model knows to be calm."""
    return alone.urgencies.get("low", 1.0) < _KINDLY and not (alone.intent == whole.intent and _calm(alone))


def _is_apart(alone: Verdict, sentence: str, whole: Verdict) -> bool:
    if alone.confidence < _TELLING:
        return not _calm(alone)
    asks = re.search("[?？]", sentence) is not None  # how many questions there are is for another rule
    return not _calm(alone) or (not asks and alone.intent not in {whole.intent, *_ASIDE})


def _calm(alone: Verdict) -> bool:
    bound = _CALM if alone.confidence >= _TELLING else _ANYTHING_BUT
    return alone.urgencies.get("low", 1.0) >= bound
