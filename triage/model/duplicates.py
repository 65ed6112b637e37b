"""Mails that are nearly the same: a corpus full of them teaches little and flatters every split."""

from __future__ import annotations

import hashlib
import re
from array import array
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from triage.domain import Example
from triage.model.features import TEXT_CHARS, clean

LIMIT = 0.55  # of common pieces; above it two mails are one mail retouched
_LETTERS = 4  # of a piece
_CHARACTERS = 2  # of a piece of Chinese or Japanese, where two say as much as four letters
_CJK = ("\u3005", "\u9fff")  # the first and the last
_ROWS = 500  # compared at a time; bounds memory
_NUMBER = re.compile(r"\d+|_[a-z]+_")  # and what personal data was replaced by

Nearest = tuple[NDArray[np.intp], NDArray[np.float64]]  # of each mail: row number, share of common pieces


def near_duplicates(examples: Sequence[Example], limit: float = LIMIT) -> tuple[tuple[int, int, float], ...]:
    """Mails that repeat an earlier one: row number of the earlier one that is most alike, its own, and their likeness.

    Likeness is the share of common pieces (Jaccard) of four letters, or of two Chinese or Japanese characters. Only
    what lies above the limit is told, once for each mail.

    >>> rows = [Example(subject="", body=body, intent="refund") for body in ("Where is my order", "where is my order?")]
    >>> [(a, b) for a, b, _ in near_duplicates(rows)]
    [(0, 1)]
    """
    rows, shares = nearest(examples)
    return tuple((int(rows[row]), int(row), round(float(shares[row]), 3)) for row in np.flatnonzero(shares > limit))


def nearest(examples: Sequence[Example]) -> Nearest:
    """For each mail the one before it that is most alike, and how alike, 0 to 1. The first mail has likeness 0.

    Every mail is compared with every earlier one, a block at a time: 15,000 mails take some ten seconds.
    """
    rows, shares = np.zeros(len(examples), np.intp), np.zeros(len(examples))
    pieces = _pieces(examples)
    sizes = np.diff(pieces.indptr)
    for start in range(0, len(examples), _ROWS):
        end = min(start + _ROWS, len(examples))
        share = (pieces[start:end] @ pieces[:end].T).toarray()
        share /= sizes[start:end, None] + sizes[None, :end] - share
        share[:, start:][np.triu_indices(end - start)] = 0.0  # itself and later ones
        rows[start:end] = share.argmax(axis=1)
        shares[start:end] = share.max(axis=1)
    return rows, shares


def same_words(example: Example) -> str:
    """Equal for two mails that differ in spacing, case and numbers alone."""
    return " ".join(clean(f"{example.subject} {example.body}").split())


def key(example: Example) -> str:
    """A name for a mail's words, by which a second person's labels are found again: 16 hexadecimal digits.

    >>> key(Example(subject="Order 7", body="Where is it?", intent="other"))
    '69107e3e5a62727b'
    """
    return hashlib.sha256(f"{example.subject}\n{example.body}".encode("utf-8", "replace")).hexdigest()[:16]


def _pieces(examples: Sequence[Example]) -> csr_matrix:
    known: dict[str, int] = {}
    columns = array("i")
    ends = [0]
    for example in examples:
        text = _NUMBER.sub("0", same_words(example))[:TEXT_CHARS]
        columns.extend(known.setdefault(piece, len(known)) for piece in set(_cut(text)))
        ends.append(len(columns))
    ones = np.ones(len(columns), np.float32)
    return csr_matrix((ones, np.frombuffer(columns, np.int32), ends), shape=(len(examples), max(1, len(known))))


def _cut(text: str) -> Iterator[str]:
    """Overlapping pieces of a text; one that is shorter than a piece is its own."""
    first, last = _CJK
    whole = True
    for start, letter in enumerate(text):
        size = _CHARACTERS if first <= letter <= last else _LETTERS
        if start + size <= len(text):
            whole = False
            yield text[start : start + size]
    if whole:
        yield text
