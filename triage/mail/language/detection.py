"""The language of the customer's new words, also of three of them, with a confidence that can be trusted.

Letters decide where they can (Chinese, Japanese, Korean, Greek, ...). Among languages in Latin and in Cyrillic letters
the words of customers decide (`language_model`), and py3langid where these are not clear. A text in two languages has
the one of its larger part, and is the less sure the more of the other there is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

from triage.mail.language import han as language_han
from triage.mail.language import scripts as language_scripts
from triage.mail.language import tokens as language_tokens
from triage.mail.language.model import WordModel
from triage.mail.language.tokens import Words
from triage.mail.language.words import SHOPS
from triage.mail.language.words_other import CYRILLIC, OTHER, ROMANISED

_SAMPLE, _WORDS = 1_500, 120  # characters and words that are looked at
_NOISE = re.compile(
    r"(?:https?://|www\.)[^\s<>]*+|[^\s<>@]{1,64}+@[^\s<>@]{1,255}+|(?<![\w-])[A-Za-z_-]{0,30}+[#\d][A-Za-z0-9_-]*+"
)
_UNSEEN = dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF))

_TABLES = {"latin": {**SHOPS, **OTHER, **ROMANISED}, "cyrillic": CYRILLIC}
_NAMELESS = frozenset((*ROMANISED, "und"))
# Languages without a table, by which py3langid tells that none of the others fits.
_UNLISTED = frozenset(str.split("az cy eo eu fo fy ga gd ha ht is jv kk lb mg mn mt oc qu so sq sw tg tk uz xh yo zu"))
_SAME = {"nn": "no", "bs": "hr"}

_WORD_SCALE = 0.7  # the words of one text are not independent of each other
_LANGID_WORD, _LANGID_SCALE = 0.2, 0.8  # py3langid is no judge of a word or two
_PRIORS = {**dict.fromkeys(SHOPS, 1.5), **dict.fromkeys(ROMANISED, -1.0), "und": -4.0}  # nat; 0 for the rest
_ENOUGH, _CLEAR = 6, 0.99  # so many words, so sure of them: nothing else is asked
_ANOTHER = 2.0  # nat by which a part must be in another language to speak for it
_LEAST = 0.15  # below it nobody can tell
_FEW = (0.8, 0.9)  # what confidence is left to one word, to two
_LISTED, _GUESS = 0.25, 0.75  # a language of which fewer of the words are known is a guess from letters
_MIXED = 0.1  # share of another language from which on it lowers the confidence: 0.6 is left where it is a half

_Scores = NDArray[np.float32]


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """ISO 639-1 code or "und", how sure, and for Chinese the script ("Hans" or "Hant")."""

    code: str = "und"
    confidence: float = 0.0
    script: str = ""


def detect(text: str) -> Language:
    """Language of a text; numbers, addresses and links say nothing. What stands in Latin letters for Chinese,
    Japanese, Russian, Greek, Arabic or Hindi is "und".

    >>> detect("Wo bleibt mein Paket?").code, detect("我的包裹在哪里").script, detect("12345").code
    ('de', 'Hans', 'und')
    """
    text = unicodedata.normalize("NFKC", _NOISE.sub(" ", text[: _SAMPLE * 2]))[:_SAMPLE].translate(_UNSEEN)
    words = language_tokens.read(text, "latin", _WORDS)
    if text.isascii():
        return _by_words("latin", words)
    counts = language_scripts.count(text)
    weights = {"latin": words.letters, **_weights(counts)}
    script = max(weights, key=lambda name: weights[name])
    found = _by_words("latin", words) if script == "latin" else _by_letters(script, text, counts)
    return _doubted(found, 1 - weights[script] / max(1.0, sum(weights.values())))


def warm() -> None:
    """Load the models now (1 s) instead of at the first mail."""
    _identifier()
    for script in _TABLES:
        _model(script)


def _weights(counts: Counter[str]) -> dict[str, float]:
    """How much of a text each script but Latin is, in Latin letters."""
    weights = {script: float(count) for script, count in counts.items() if script not in language_han.SCRIPTS}
    return {**weights, "asian": language_han.weight(counts)}


def _by_letters(script: str, text: str, counts: Counter[str]) -> Language:
    if script == "asian":
        code, confidence, written = language_han.read(text, counts)
        return Language(code=code, confidence=confidence, script=written)
    if script in _TABLES:
        return _by_words(script, language_tokens.read(text, script, _WORDS))
    code = language_scripts.arabic(text) if script == "ar" else script
    return Language(code=code, confidence=0.99 if counts[script] > 4 else 0.9)


def _doubted(found: Language, other: float) -> Language:
    """The same, less sure when a share of the text is in another language."""
    if other <= _MIXED:
        return found
    return replace(found, confidence=min(found.confidence, round(1 + _MIXED - other, 4)))


def _by_words(script: str, words: Words) -> Language:
    if sum(map(len, words.texts)) < 2:
        return Language()
    model = _model(script)
    weights = np.array(words.weights, np.float32)
    weights /= weights.max()  # where there are but names, they are all there is to judge by
    scores = model.scores(words.texts) * weights[:, None] * _WORD_SCALE
    total = scores.sum(axis=0) + _priors(script)
    if len(weights) < _ENOUGH or _chances(total).max() < _CLEAR:
        total += min(_LANGID_SCALE, _LANGID_WORD * len(weights)) * _langid(
            script, " ".join(np.array(words.texts)[weights == 1])
        )
    best, chances = int(total.argmax()), _chances(total)
    sure = float(chances[best]) * dict(enumerate(_FEW, 1)).get(len(weights), 1.0)
    if sure < _LEAST or model.codes[best] in _NAMELESS:
        return Language(confidence=round(min(sure, 1 - sure), 4))
    if weights @ model.listed(words.texts, best) < _LISTED * weights.sum():
        sure = min(sure, _GUESS)
    found = Language(code=model.codes[best], confidence=round(sure, 4))
    return _doubted(found, _elsewhere(scores[:, : _named(script)], weights, words.parts, best))


def _chances(total: _Scores) -> _Scores:
    likely = np.exp(total - total.max())
    return np.asarray(likely / likely.sum(), np.float32)


def _elsewhere(scores: _Scores, weights: _Scores, parts: tuple[int, ...], best: int) -> float:
    """The share of the words that stand in parts which are clearly in another language than the whole."""
    if len(parts) == 1:
        return 0.0
    sums, sizes = np.add.reduceat(scores, parts, axis=0), np.add.reduceat(weights, parts)
    another = sums.max(axis=1) - sums[:, best] > _ANOTHER
    return float(sizes[another].sum() / sizes.sum())


@cache
def _model(script: str) -> WordModel:
    tables = _TABLES[script].items()
    return WordModel({code: language_tokens.read(words, script, len(words)).texts for code, words in tables})


@cache
def _named(script: str) -> int:
    """How many of the model's columns are languages with a name; the others stand last."""
    return sum(code not in _NAMELESS for code in _model(script).codes)


@cache
def _priors(script: str) -> _Scores:
    return np.array([_PRIORS.get(code, 0.0) for code in _model(script).codes], np.float32)


def _langid(script: str, text: str) -> _Scores:
    """What py3langid thinks: log-probability of each language, of a romanised one next to none."""
    chances: Counter[str] = Counter()
    for code, chance in _identifier().rank(text):
        chances["und" if code in _UNLISTED else _SAME.get(code, code)] += chance
    return np.log([max(chances.get(code, 1e-4), 1e-9) for code in _model(script).codes]).astype(np.float32)


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    tables = {code for table in _TABLES.values() for code in table} - _NAMELESS
    identifier.set_languages(tables | set(_SAME) | _UNLISTED)
    return identifier
