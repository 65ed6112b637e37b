"""Long lists of words as one regular expression that stays quick."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby


def any_of(words: Iterable[str]) -> str:
    """The words as alternatives grouped by their first letter, longest first, so that few are tried at one place.

    Every word begins with a plain letter; behind it any pattern may stand.

    >>> any_of(["order", "ordre", "pedido"])
    '(?:o(?:rder|rdre)|p(?:edido))'
    """
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word), word))
    groups = groupby(ordered, key=lambda word: word[0])
    return f"(?:{'|'.join(f'{first}(?:{_rest(same)})' for first, same in groups)})"


def _rest(words: Iterable[str]) -> str:
    return "|".join(word[1:] for word in words)
