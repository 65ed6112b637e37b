"""Many mails as one sparse matrix. Apart from the vocabulary, so that a worker need not load SciPy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix, hstack

from triage.model.features import Terms
from triage.model.vocabulary import WEIGHTS, Floats, Rows, Vocabulary


def matrix(vocabulary: Vocabulary, corpus: Sequence[Terms]) -> csr_matrix:
    """One row for each mail, one column for each term."""
    ids: list[Rows] = [np.zeros(0, np.int32)]
    values: list[Floats] = [np.zeros(0, np.float32)]
    for mail in corpus:
        mine, weights = vocabulary.vector(mail)
        ids.append(mine)
        values.append(weights)
    ends = np.cumsum([len(row) for row in ids])
    shape = (len(corpus), len(vocabulary.idf))
    return csr_matrix((np.concatenate(values), np.concatenate(ids), ends), shape=shape)


def reduced(vocabulary: Vocabulary, x: csr_matrix) -> csr_matrix:
    """Some columns of a wider matrix, weighed as if the terms of this vocabulary had been all there are."""
    blocks, start = [], 0
    for kind, terms in vocabulary.rows.items():
        blocks.append(_unit(x[:, start : start + len(terms)]) * np.float32(WEIGHTS[kind]))
        start += len(terms)
    return _unit(hstack(blocks, format="csr"))


def _unit(x: csr_matrix) -> csr_matrix:
    """Rows of length one."""
    lengths = np.sqrt(np.asarray(x.multiply(x).sum(axis=1)).ravel())
    scaled = csr_matrix(x, copy=True)
    scaled.data = scaled.data / np.repeat(np.maximum(lengths, 1e-9), np.diff(scaled.indptr)).astype(np.float32)
    return scaled
