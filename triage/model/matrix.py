"""Many mails as one sparse matrix. Apart from the vocabulary, so that a worker need not load SciPy."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from triage.model.features import Terms
from triage.model.vocabulary import Floats, Rows, Vocabulary


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
