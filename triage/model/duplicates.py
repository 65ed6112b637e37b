"""Mails that are nearly the same: a corpus full of them teaches little and flatters every split."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from triage.domain import Example
from triage.model.features import clean

_SIZE = 4  # characters of a shingle
_ROWS = 500  # compared at a time; bounds memory
_DIGIT = re.compile(r"\d")


def near_duplicates(examples: Sequence[Example], limit: float = 0.55) -> tuple[tuple[int, int, float], ...]:
    """Pairs of row numbers whose share of common four-character pieces (Jaccard) is above the limit, and that share.

    >>> rows = [Example(subject="", body=body, intent="refund") for body in ("Where is my order", "where is my order?")]
    >>> [(a, b) for a, b, _ in near_duplicates(rows)]
    [(0, 1)]
    """
    return tuple(_pairs(_shingles(examples), limit))


def same_words(example: Example) -> str:
    """Equal for two mails that differ in spacing, case and numbers alone."""
    return " ".join(clean(f"{example.subject} {example.body}").split())


def _shingles(examples: Sequence[Example]) -> csr_matrix:
    known: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for example in examples:
        text = _DIGIT.sub("0", same_words(example))
        pieces = {text[start : start + _SIZE] for start in range(max(1, len(text) - _SIZE + 1))}
        columns += [known.setdefault(piece, len(known)) for piece in pieces]
        ends.append(len(columns))
    return csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(examples), max(1, len(known))))


def _pairs(shingles: csr_matrix, limit: float) -> Iterator[tuple[int, int, float]]:
    sizes = np.diff(shingles.indptr)
    for start in range(0, shingles.shape[0], _ROWS):
        common = (shingles[start : start + _ROWS] @ shingles.T).toarray()
        share = common / (sizes[start : start + _ROWS, None] + sizes[None, :] - common)
        for row, other in zip(*np.nonzero(share > limit), strict=True):
            if start + row < other:
                yield int(start + row), int(other), round(float(share[row, other]), 3)
