"""The terms a model knows, and a mail as numbers: TF-IDF with logarithmic counts, each kind of term of length one.

One pass over a mail's terms and one look-up each. The same function makes the rows for training and the row of one
mail, so the two cannot differ.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from triage.model.features import Terms

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]

MIN_HANDS = 3  # a term that fewer people used could give one of them away
_FEW_HANDS = 30  # below it the writers are authors of a corpus, not customers: rows are counted instead
WEIGHTS = {"words": 1.0, "parts": 1.0, "tone": 0.2, "ideas": 0.6}  # measured by leaving writers out


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Rows of the weights by kind and term, and how much each row counts."""

    rows: Mapping[str, Mapping[str, int]]
    idf: Floats

    def vector(self, terms: Terms) -> tuple[Rows, Floats]:
        """Row numbers and values of one mail, of length one together; both empty when no term is known."""
        found = [self._kind(kind, getattr(terms, kind)) for kind in self.rows]
        ids = np.concatenate([rows for rows, _ in found])
        values = np.concatenate([weights for _, weights in found])
        return ids, np.asarray(values / _length(values), np.float32)

    def coverage(self, spoken: Sequence[str]) -> float:
        """Share of the words, between 0 and 1, that are known; 0 for a mail without words."""
        known = self.rows["words"]
        return sum(word in known for word in spoken) / len(spoken) if spoken else 0.0

    def only(self, kept: NDArray[np.intp]) -> Vocabulary:
        """The vocabulary of some rows alone, in their order; row numbers become their places in `kept`."""
        place = {int(row): number for number, row in enumerate(kept)}
        rows = {
            kind: {term: place[row] for term, row in terms.items() if row in place} for kind, terms in self.rows.items()
        }
        return Vocabulary(rows, self.idf[kept])

    def _kind(self, kind: str, terms: Iterable[str]) -> tuple[Rows, Floats]:
        counts: Counter[int | None] = Counter(map(self.rows[kind].get, terms))
        counts.pop(None, None)
        ids = np.fromiter((row for row in counts if row is not None), np.int32, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.idf[ids]
        return ids, values * np.float32(WEIGHTS[kind] / _length(values))


def learn(corpus: Sequence[Terms], hands: Sequence[str]) -> Vocabulary:
    """Terms that at least three hands used. `hands` says who wrote each text; it is as long as `corpus`.

    >>> from triage.model.features import terms
    >>> texts = ["where is it", "where was it", "where, ann@shop.example", "12 34 12 34"]
    >>> sorted(learn([terms("", text) for text in texts], ["a", "b", "c", "d"]).rows["words"])
    ['where']
    """
    if len(set(hands)) < _FEW_HANDS:
        hands = [str(row) for row in range(len(corpus))]
    rows: dict[str, dict[str, int]] = {}
    idf: list[float] = []
    everybody = len(set(hands))
    for kind in WEIGHTS:
        used = _hands_by_term(((getattr(terms, kind), hand) for terms, hand in zip(corpus, hands, strict=True)))
        kept = sorted(term for term, count in used.items() if count >= MIN_HANDS and safe(term))
        rows[kind] = {term: row for row, term in enumerate(kept, start=len(idf))}
        idf += [1 + np.log((1 + everybody) / (1 + used[term])) for term in kept]
    return Vocabulary(rows, np.array(idf, np.float32))


def safe(term: str) -> bool:
    """Whether a term may be remembered: no address, fewer than four digits.

    >>> safe("where is"), safe("20 days"), safe("12 34"), safe("ann@shop")
    (True, True, False, False)
    """
    return "@" not in term and sum(map(str.isdigit, term)) < 4


def _hands_by_term(mails: Iterable[tuple[Iterable[str], str]]) -> Counter[str]:
    by_hand: dict[str, list[Iterable[str]]] = {}
    for terms, hand in mails:
        by_hand.setdefault(hand, []).append(terms)
    count: Counter[str] = Counter()
    for mine in by_hand.values():
        count.update(set().union(*mine))
    return count


def _length(values: Floats) -> float:
    return float(np.sqrt(values @ values)) or 1.0
