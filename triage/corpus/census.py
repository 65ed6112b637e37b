"""A corpus in numbers: who wrote how much of what, in which language and length, and how alike the mails are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from triage.corpus.rows import STARTER, hand
from triage.domain import Example
from triage.labels import INTENTS, URGENCIES
from triage.model.duplicates import LIMIT, nearest

Table = Mapping[str, Mapping[str, int]]  # row, column, mails; both in the order in which they are shown

LIKENESS = 20  # equal steps of likeness from 0 to 1
BANDS = (35, 70, 150, 350, 700)  # letters up to which a length band reaches; longer ones are a band of their own


@dataclass(frozen=True, kw_only=True, slots=True)
class Census:
    """Counts of mails. Languages stand in the order of their size, intents and urgencies in that of the contract."""

    rows: int
    intents: Table  # by language
    urgencies: Table  # by language
    lengths: Table  # by language, in bands of letters
    hands: Table  # by language, the busiest first
    also: Table  # by main intent: what else was asked for
    with_also: int
    unscoped: int  # rows of `other`
    nameless: int  # rows without a writer
    writers: int
    likeness: tuple[int, ...]  # mails by likeness to the earlier one that is most alike, in steps of 1 / `LIKENESS`
    repeated: int  # mails above the limit of near-duplicates

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages, the largest first."""
        return tuple(self.intents)


def census(examples: Sequence[Example]) -> Census:
    """Count a corpus. Takes some seconds for ten thousand rows: each is compared with all others."""
    size = Counter(spoken(row) for row in examples)
    languages = sorted(size, key=lambda language: (-size[language], language))
    shares = nearest(examples)[1]
    bins = np.minimum((shares * LIKENESS).astype(int), LIKENESS - 1)
    return Census(
        rows=len(examples),
        intents=crossed(((spoken(row), row.intent) for row in examples), languages, INTENTS),
        urgencies=crossed(((spoken(row), row.urgency or "none") for row in examples), languages, URGENCIES),
        lengths=crossed(((spoken(row), band(row)) for row in examples), languages, bands()),
        hands=crossed(((spoken(row), hand(row)) for row in examples), languages),
        also=crossed(((row.intent, label) for row in examples for label in set(row.also)), INTENTS, INTENTS),
        with_also=sum(bool(row.also) for row in examples),
        unscoped=sum(row.intent == "other" for row in examples),
        nameless=sum(not row.writer for row in examples),
        writers=len({row.writer for row in examples if row.writer}),
        likeness=tuple(map(int, np.bincount(bins, minlength=LIKENESS))),
        repeated=int((shares > LIMIT).sum()),
    )


def crossed(pairs: Iterable[tuple[str, str]], rows: Sequence[str], columns: Sequence[str] = ()) -> Table:
    """Pairs counted as a table. Columns that are not in the given order follow it, the most frequent first.

    >>> crossed([("de", "refund"), ("de", "refund"), ("de", "account")], ["de", "en"], ["account"])
    {'de': {'account': 1, 'refund': 2}, 'en': {'account': 0, 'refund': 0}}
    >>> crossed([("de", "a"), ("de", "b"), ("de", "b")], ["de", "en"])
    {'de': {'b': 2, 'a': 1}, 'en': {}}
    """
    found: dict[str, Counter[str]] = {row: Counter() for row in rows}
    for row, column in pairs:
        found[row][column] += 1
    if not columns:
        return {row: dict(count.most_common()) for row, count in found.items()}
    others = {column for count in found.values() for column in count} - set(columns)
    return {row: {column: count[column] for column in (*columns, *sorted(others))} for row, count in found.items()}


def spoken(example: Example) -> str:
    """The row's language, or a question mark."""
    return example.language or "?"


def bands() -> tuple[str, ...]:
    """Names of the length bands.

    >>> bands()
    ('to 35', '36–70', '71–150', '151–350', '351–700', 'over 700')
    """
    between = (f"{low + 1}–{high}" for low, high in pairwise(BANDS))
    return (f"to {BANDS[0]}", *between, f"over {BANDS[-1]}")


def band(example: Example) -> str:
    """The band of a mail's body."""
    return bands()[sum(len(example.body) > limit for limit in BANDS)]


def invented(examples: Sequence[Example]) -> int:
    """How many rows were shipped rather than written by a shop's customers."""
    return sum(row.source == STARTER for row in examples)
