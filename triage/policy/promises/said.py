"""A mail's sentences, and the clauses around the times in them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from triage.policy.promises.times import Mention
from triage.policy.promises.words import Words

_LONGEST = 20_000  # characters of a mail that are read
_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_END = re.compile(r"[.!?。]+(?:\s+|(?<=。)|$)")
_SHORTENED = re.compile(r"(?:\b(?:std|ca|approx|nr|no|bzw|max|min|mr|mrs|ms|dr|sr|sra|sig|h)|\b\w|[ap]\.m)\.\s*$")
_APOSTROPHES = str.maketrans("’‘`´", "''''")


def paragraphs(text: str, words: Words) -> Iterator[tuple[str, ...]]:
    """Each paragraph's sentences in small letters, compatibility forms undone; a line's end in one is a space."""
    plain = unicodedata.normalize("NFKC", text[:_LONGEST]).translate(_APOSTROPHES)
    for block in _BLOCK.split(_QUOTED.sub("", plain)):
        yield tuple(_parts(" ".join(block.split()), words))


def _parts(block: str, words: Words) -> Iterator[str]:
    begin = 0
    for end in _END.finditer(block):
        if _ends(block, begin, end, words):
            yield block[begin : end.end()].strip().lower()
            begin = end.end()
    if block[begin:].strip():
        yield block[begin:].strip().lower()


def _ends(block: str, begin: int, end: re.Match[str], words: Words) -> bool:
    """Whether a full stop ends a sentence: not in "23. November", "24 Std. lang" or "10 a.m. (CET)"."""
    if end[0].strip() != "." or end.end() == len(block):
        return True
    after, before = block[end.end() :], block[begin : end.start() + 1].lower()
    if after[0].islower() or after[0].isdigit() or (after[0] == "(" and before.endswith(("a.m.", "p.m."))):
        return False
    if before[-2:-1].isdigit() and words.months_next.match(after.lower()):
        return False
    return not _SHORTENED.search(before) or before.endswith(("a.m.", "p.m."))


def clauses(sentence: str, named: Sequence[Mention], words: Words) -> Iterator[tuple[Mention, int, int]]:
    """Every time with the begin and end of its clause; what parts clauses within a time ("Monday, 23 May") does not."""
    cuts = [
        cut.span()
        for cut in words.cuts.finditer(sentence)
        if not any(one.start <= cut.start() < one.end for one in named)
    ]
    for one in named:
        begin = max((last for _, last in cuts if last <= one.start), default=0)
        end = min((first for first, _ in cuts if first >= one.end), default=len(sentence))
        yield one, begin, end
