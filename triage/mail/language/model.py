"""Which language words are in: tables of words in order of frequency, and the letter sequences they teach.

A word counts by its rank in each language's table (Zipf's law), a word of no table by its letters (sequences of up to
four, interpolated after Witten and Bell, 1991). One word alone moves the odds by a bounded factor, so that a name or a
typo cannot outweigh a sentence.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float32]
_Keys = NDArray[np.uint64]

_ORDER = 4  # letters in the longest sequence
_FREQUENT, _HEAD = 0.1, 3.0  # the r-th word of a language has the frequency 0.1 / (r + 3)
_LETTERS = 60.0  # as many letters are equally likely where nothing is known
_UNLISTED = 0.5  # share of running words that no table has
_ELSEWHERE = 0.3  # how well the best table's letters fit a language that has no table
_LEAST = np.float32(-80)  # log-probability of a word's letters; less is no number in 32 bits
_FLOOR = 0.03  # odds against a language by one word are at most 1 to this
_PLAIN = str.maketrans({"ß": "ss", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe"})
_SPELT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "å": "aa", "ø": "oe"})


def variants(word: str) -> Mapping[str, float]:
    """A word as it is typed, with the share of each way: as it should be, without accents, umlauts spelt out.

    >>> variants("größe")
    {'größe': 1.0, 'grosse': 0.4, 'groesse': 0.3}
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", word.translate(_PLAIN)) if not unicodedata.combining(c))
    typed = {word: 1.0}
    typed.setdefault(bare, 0.4)
    typed.setdefault(word.translate(_SPELT), 0.3)
    return typed


class WordModel:
    """Log-likelihoods of words in the languages of its tables; immutable once made."""

    def __init__(self, tables: Mapping[str, Sequence[str]]) -> None:
        self.codes = (*tables, "und")
        entries = tuple(_entries(tables))
        self._rows = {word: row for row, word in enumerate(dict.fromkeys(word for word, _, _ in entries))}
        self._known = np.zeros((len(self._rows) + 1, len(tables)), np.float32)  # the last row: of no table
        for word, language, frequency in entries:
            self._known[self._rows[word], language] += frequency
        self._orders = _letter_orders(entries, len(tables))

    def scores(self, words: Sequence[str]) -> Matrix:
        """One row a word (casefolded), one column a code: natural logarithms, comparable within a row.

        The last column is for a language of no table: its letters may be anybody's, its words are nobody's.
        """
        letters = _UNLISTED * np.exp(self._letters(words))
        listed = self._known[[self._rows.get(word, -1) for word in words]] + letters
        likely = np.column_stack((listed, _ELSEWHERE * letters.max(axis=1)))
        likely += _FLOOR * likely.max(axis=1, keepdims=True)
        return np.asarray(np.log(likely), np.float32)

    def listed(self, words: Sequence[str], column: int) -> NDArray[np.bool_]:
        """Which of the words stand in the table of one language."""
        return np.asarray(self._known[[self._rows.get(word, -1) for word in words], column] > 0)

    def _letters(self, words: Sequence[str]) -> Matrix:
        """Log-probability of each word's letters and its end: by the longest known sequence at every place."""
        keys, starts = _sequences(words)
        found = np.full((len(keys), self._orders[0][1].shape[1]), -np.log(_LETTERS), np.float32)
        todo = np.arange(len(keys))
        for length in range(_ORDER, 0, -1):
            known, rows = self._orders[length - 1]
            wanted = keys[todo] & _mask(length)
            place = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
            hit = known[place] == wanted
            found[todo[hit]] = rows[place[hit]]
            todo = todo[~hit]
        return np.maximum(np.add.reduceat(found, starts, axis=0), _LEAST)


def _entries(tables: Mapping[str, Sequence[str]]) -> Iterable[tuple[str, int, float]]:
    """Every way to type every word: word, column of its language, frequency."""
    for column, words in enumerate(tables.values()):
        for rank, word in enumerate(dict.fromkeys(words)):
            for typed, share in variants(word).items():
                yield typed, column, share * _FREQUENT / (rank + _HEAD)


def _mask(length: int) -> np.uint64:
    return np.uint64((1 << 16 * length) - 1)


def _sequences(words: Sequence[str]) -> tuple[_Keys, NDArray[np.intp]]:
    """For each letter of each word, and the space after it: that letter with three before it, 16 bits each.

    Also the place where each word begins. Before a word stand spaces.
    """
    pad = " " * (_ORDER - 1)
    text = f"{pad}{pad.join(words)} "
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16).astype(np.uint64)
    keys = units[_ORDER - 1 :].copy()
    for back in range(1, _ORDER):
        keys |= units[_ORDER - 1 - back : len(units) - back] << np.uint64(16 * back)
    letter, before = units[_ORDER - 1 :] != 32, units[_ORDER - 2 : -1] != 32
    scored = letter | before
    return keys[scored], np.flatnonzero((letter & ~before)[scored])


def _letter_orders(entries: Sequence[tuple[str, int, float]], languages: int) -> list[tuple[_Keys, Matrix]]:
    """For sequences of one to four letters: the sorted keys and log P(last letter | letters before it, language)."""
    keys, starts = _sequences([word for word, _, _ in entries])
    lengths = np.diff(np.append(starts, len(keys)))
    columns = np.repeat(np.array([column for _, column, _ in entries]), lengths)
    weights = np.repeat(np.sqrt([frequency for _, _, frequency in entries]), lengths) * np.sqrt(1000)
    orders: list[tuple[_Keys, Matrix]] = []
    lower_keys, lower = np.zeros(1, np.uint64), np.full((1, languages), 1 / _LETTERS)
    for length in range(1, _ORDER + 1):
        known, rows = np.unique(keys & _mask(length), return_inverse=True)
        counts = np.bincount(rows * languages + columns, weights, len(known) * languages).astype(float)
        shorter = lower[np.searchsorted(lower_keys, known & _mask(length - 1))]
        lower_keys, lower = known, _interpolated(known >> np.uint64(16), counts.reshape(shorter.shape), shorter)
        orders.append((known, np.log(lower).astype(np.float32)))
    return orders


def _interpolated(contexts: _Keys, counts: NDArray[np.float64], shorter: NDArray[np.float64]) -> NDArray[np.float64]:
    """Witten-Bell: the more different letters follow a context, the more the shorter context has to say."""
    first = np.flatnonzero(np.append(True, contexts[1:] != contexts[:-1]))
    group = np.repeat(np.arange(len(first)), np.diff(np.append(first, len(contexts))))
    total = np.add.reduceat(counts, first)[group]
    kinds = np.add.reduceat((counts > 0).astype(float), first)[group]
    return np.where(total > 0, (counts + kinds * shorter) / (total + kinds + 1e-9), shorter)
