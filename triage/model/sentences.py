"""One sentence against the rest: a calm question does not hide the threat or the second request behind it."""

from __future__ import annotations

import re

from triage.domain import Verdict
from triage.model.judge import Judge

_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])|(?<=[?!])(?=[^\s?!.\"')])|\n\s*\n")
_MOST = 40  # sentences looked at
_SHORTEST = 4  # words, or twice as many Chinese or Japanese characters; shorter ones greet, thank and sign
_SHORTEST_SUBJECT = 3
_CALM, _ANYTHING_BUT = 0.6, 0.2  # probability of low urgency, of the sentence alone
_TELLING = 0.4  # confidence below which a few words out of their place say too little
# What a calm mail may tell beside its question. Anything else said is a matter of its own.
_ASIDE = frozenset({"feedback", "order_status", "product_question", "shipping_time"})


def apart(judge: Judge, subject: str, text: str, language: str, whole: Verdict) -> int:
    """How many sentences, read alone, are not calm, or tell of something else than the whole mail asks for. The subject
    counts where it is not calm: of what it tells, much is only the thread it stands in.
    """
    head = sum(not _calm(judge("", sentence, language)) for sentence in sentences(subject, language, _SHORTEST_SUBJECT))
    return head + sum(
        _is_apart(judge("", sentence, language), sentence, whole) for sentence in sentences(text, language)
    )


def sentences(text: str, language: str, shortest: float = _SHORTEST) -> list[str]:
    r"""Sentences that are long enough to mean something.

    >>> sentences("Hello Ann, how long\nis delivery?Thanks\n\nBest", "en")
    ['Hello Ann, how long is delivery?']
    """
    found = (" ".join(part.split()) for part in _END.split(text) if part)
    return [sentence for sentence in found if _length(sentence, language) >= shortest][:_MOST]


def _length(sentence: str, language: str) -> float:
    return len(sentence) / 2 if language in {"zh", "ja"} else len(sentence.split())


def _is_apart(alone: Verdict, sentence: str, whole: Verdict) -> bool:
    if alone.confidence < _TELLING:
        return not _calm(alone)
    asks = re.search("[?？]", sentence) is not None  # how many questions there are is for another rule
    return not _calm(alone) or (not asks and alone.intent not in {whole.intent, *_ASIDE})


def _calm(alone: Verdict) -> bool:
    bound = _CALM if alone.confidence >= _TELLING else _ANYTHING_BUT
    return alone.urgencies.get("low", 1.0) >= bound
