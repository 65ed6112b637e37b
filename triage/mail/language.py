"""The language of the customer's new words, also of three of them, with a confidence that can be trusted.

Scripts decide Chinese, Japanese and Korean; py3langid decides the rest among the languages below, helped by a table of
words that shop customers write. Measured against lingua 2.1: as accurate here, 0.1 ms instead of 0.4 ms, 60 MB instead
of 500 MB.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from triage.mail import language_words

# The shops' languages and those that are told apart from them, so that they can be refused.
KNOWN = tuple(str.split("en de fr es it pt nl pl sv da no fi tr cs sk ro hu hr vi id ca el ru uk bg ar he th hi"))
_SAMPLE = 1_500
_NOISE = re.compile(r"(?:https?://|www\.)[^\s<>]*+|[^\s<>@]{1,64}+@[^\s<>@]{1,255}+|[#\d][\w-]*+|[A-Z0-9-]{8,40}+")
_WORD = re.compile(r"[^\W\d_]++(?:['’][^\W\d_]++)?")
_MARKER, _MARKERS_AT_MOST = 2.0, 4  # what one telling word adds to the log-probability of its language
_LEAST = 0.3  # below it nobody can tell


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """ISO 639-1 code or "und", how sure, and for Chinese the script ("Hans" or "Hant")."""

    code: str = "und"
    confidence: float = 0.0
    script: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Letters:
    han: int
    kana: int
    hangul: int
    other: int

    @property
    def asian(self) -> int:
        return self.han + self.kana + self.hangul


def detect(text: str) -> Language:
    """Language of a text; numbers, addresses and links say nothing.

    >>> detect("Wo bleibt mein Paket?").code, detect("我的包裹在哪里").script, detect("12345").code
    ('de', 'Hans', 'und')
    """
    text = _NOISE.sub(" ", unicodedata.normalize("NFKC", text[: _SAMPLE * 2]))[:_SAMPLE]
    letters = _letters(text)
    if letters.asian * 3 > letters.other:  # one Han letter says as much as a short word
        return _asian(text, letters)
    words = [word.casefold() for word in _WORD.findall(text)]
    return _alphabetic(words, letters) if letters.other > 1 else Language()


def warm() -> None:
    """Load the model now (0.8 s) instead of at the first mail."""
    _identifier()


def _letters(text: str) -> _Letters:
    han = kana = hangul = other = 0
    for letter in text:
        if letter < "\u1100":
            other += letter.isalpha()
        elif "\u3041" <= letter <= "\u30ff":
            kana += letter not in "・ー"
        elif "\u3400" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff":
            han += 1
        elif "\uac00" <= letter <= "\ud7a3" or "\u1100" <= letter <= "\u11ff":
            hangul += 1
        else:
            other += letter.isalpha()
    return _Letters(han=han, kana=kana, hangul=hangul, other=other)


def _asian(text: str, letters: _Letters) -> Language:
    """By script. Kana make it Japanese unless there are hardly any; Latin words beside it lower the confidence."""
    share = min(1.0, letters.asian * 4 / (letters.asian * 4 + letters.other)) if letters.other > 12 else 1.0
    sure = share * (0.99 if letters.asian >= 4 else 0.9 if letters.asian >= 2 else 0.7)
    if letters.hangul > letters.han + letters.kana:
        return Language(code="ko", confidence=sure)
    japanese = sum(letter in language_words.ONLY_JAPANESE for letter in text)
    japanese += 2 * sum(word in text for word in language_words.JAPANESE_WORDS)
    chinese = sum(letter in language_words.ONLY_HANS or letter in language_words.ONLY_HANT for letter in text)
    if letters.kana * 8 > letters.han or (letters.kana and not chinese) or japanese > chinese:
        return Language(code="ja", confidence=sure if letters.kana else min(sure, 0.85))
    return Language(code="zh", confidence=sure, script=_script(text))


def _script(text: str) -> str:
    """Hant when more letters are written only in Traditional than only in Simplified, else Hans."""
    traditional = sum(letter in language_words.ONLY_HANT for letter in text)
    return "Hant" if traditional > sum(letter in language_words.ONLY_HANS for letter in text) else "Hans"


def _alphabetic(words: list[str], letters: _Letters) -> Language:
    scores = {code: math.log(max(chance, 1e-12)) for code, chance in _identifier().rank(" ".join(words))}
    for code, telling in language_words.MARKERS.items():
        scores[code] += _MARKER * min(_MARKERS_AT_MOST, sum(word in telling for word in words))
    top = max(scores.values())
    weights = {code: math.exp(score - top) for code, score in scores.items()}
    best = max(weights, key=lambda code: weights[code])
    sure = weights[best] / sum(weights.values()) * letters.other / (letters.other + letters.asian * 4)
    return Language(code=best, confidence=round(sure, 4)) if sure >= _LEAST else Language(confidence=round(sure, 4))


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(KNOWN)
    return identifier
