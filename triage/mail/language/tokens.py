"""Words of a text with their weight: names, product titles and quoted words say little about who writes."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

_ENDS, _QUOTES = frozenset("\n.!?:;…|"), frozenset('"“”„«»')
_SIGNS = r"[\n.!?:;…|\"“”„«»]"
_TOKENS = {
    "latin": re.compile(rf"[A-Za-zÀ-ÖØ-öø-ɏ\u0300-\u036fḀ-ỿ]++['’]?+|{_SIGNS}"),
    "cyrillic": re.compile(rf"[\u0400-\u052f]++|{_SIGNS}"),
}
_ASIDE = 0.2  # weight of a name or a quoted word
_TITLE = range(2, 26)  # words between two quotation marks that make a title
_PIECE = 8  # words that a part has at most
_SHOUTED = 0.6  # share of capitals from which they say nothing


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """Casefolded words, the weight of each, and where parts begin: sentences, long ones in pieces of eight words."""

    texts: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()
    parts: tuple[int, ...] = ()

    @property
    def letters(self) -> float:
        """How much text that is."""
        return sum(len(text) * weight for text, weight in zip(self.texts, self.weights, strict=True))


def read(text: str, script: str, limit: int) -> Words:
    """The first `limit` words in the letters of `script`, "latin" or "cyrillic".

    >>> read("Das blaue Nordic Walking Set fehlt", "latin", 99).weights
    (1.0, 1.0, 0.2, 0.2, 0.2, 1.0)
    """
    words, begins, quoted = _words(_TOKENS[script].findall(text), limit)
    aside = quoted | _names(words, begins)
    return Words(
        texts=tuple(word.casefold().replace("’", "'").replace("i\u0307", "i") for word in words),
        weights=tuple(_ASIDE if index in aside else 1.0 for index in range(len(words))),
        parts=_parts(len(words), begins),
    )


def _words(pieces: Sequence[str], limit: int) -> tuple[list[str], set[int], set[int]]:
    """The words, and which of them begin a sentence, and which are quoted."""
    words: list[str] = []
    begins, quoted = {0}, set[int]()
    opened: int | None = None
    for piece in pieces:
        if piece in _QUOTES:
            closed = opened is not None and len(words) - opened in _TITLE
            quoted.update(range(opened or 0, len(words)) if closed else ())
            opened = None if closed else len(words)
        elif piece in _ENDS:
            begins.add(len(words))
            opened = None if piece == "\n" else opened
        elif len(words) < limit:
            words.append(piece)
    return words, begins, quoted


def _names(words: Sequence[str], begins: set[int]) -> set[int]:
    """Words in runs of capitalised ones: two or more, not counting one that begins a sentence."""
    if _shouted("".join(words)):
        return set()
    named: set[int] = set()
    run: list[int] = []
    for index, word in enumerate((*words, "")):
        capital = not word.islower() and word != ""
        if not capital or index in begins:
            if run and len(run) > 1 + (run[0] in begins):
                named.update(run)
            run = []
        if capital:
            run.append(index)
    return named


def _shouted(letters: str) -> bool:
    return sum(map(str.isupper, letters)) > _SHOUTED * len(letters)


def _parts(length: int, begins: set[int]) -> tuple[int, ...]:
    bounds = sorted({*begins, length})
    pairs = itertools.pairwise(bounds)
    return tuple(start for begin, end in pairs if begin < length for start in range(begin, end, _PIECE))
