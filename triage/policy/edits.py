"""How much of a draft an agent changed before she sent it.

Counted are words of the answer itself; in scripts without spaces a letter is a word. Greeting, signature, the closing
that every text shares and the paragraph of an offer are no part of it: with them or without, the answer is the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from triage.policy.folding import CJK, is_cjk

_WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")
_SENTENCE_ENDS = (".", "?", "。", "？", "!", "！")
_GREETING_ENDS = (",", "，", "、", "!", "！", ":", "：")
_SHORT, _SHORT_EAST = 6, 20  # words, or East Asian letters, of a greeting or a line of a signature
_RUN = 3  # words in a row that a paragraph must share with the closing to be counted as shared
_SAME = 0.6  # share of a paragraph's words that must be shared
_LONGEST = 1_500  # words that are compared; whoever writes more has written another answer


def edited_share(draft: str, sent: str, frame: Sequence[str] = ()) -> float:
    r"""Share of the words that were changed, taken away or added, 0 to 1. `frame` are the texts of closing and offer.

    >>> edited_share("Hello Ann,\n\nIt left us today.", "Hi!\n\nIt left us today.\n\nKind regards\nMaria")
    0.0
    >>> edited_share("It left us today.", "It left us on Monday.")
    0.4
    """
    known = [words(text) for text in frame]
    before, after = ([word for part in _answer(text, known) for word in part] for text in (draft, sent))
    before, after = before[:_LONGEST], after[:_LONGEST]
    if not before:
        return float(bool(after))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changed = sum(max(end - start, to - at) for kind, start, end, at, to in steps if kind != "equal")
    return min(1.0, changed / max(len(before), len(after)))


def words(text: str) -> list[str]:
    """Words in small letters, without punctuation."""
    return _WORD.findall(text.casefold())


def _answer(text: str, frame: Sequence[list[str]]) -> list[list[str]]:
    """The words of each paragraph of the answer itself."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if lines and _is_greeting(lines[0]):
        lines = lines[1:]
    while lines and (not lines[-1] or _is_signature(lines[-1])):
        lines = lines[:-1]
    paragraphs = (words(paragraph) for paragraph in re.split(r"\n{2,}", "\n".join(lines)))
    return [paragraph for paragraph in paragraphs if not any(_is_part(paragraph, part) for part in frame)]


def _is_greeting(line: str) -> bool:
    return _is_short(line) and (line.endswith(_GREETING_ENDS) or not line.endswith(_SENTENCE_ENDS))


def _is_signature(line: str) -> bool:
    """A short line that is no sentence: an agent's last sentence, however short, may be a promise."""
    return _is_short(line) and not line.endswith(_SENTENCE_ENDS)


def _is_short(line: str) -> bool:
    return len(words(line)) <= (_SHORT_EAST if any(map(is_cjk, line)) else _SHORT)


def _is_part(paragraph: Sequence[str], frame: Sequence[str]) -> bool:
    """Whether a paragraph is one of the frame, whatever filled its slots."""
    if not paragraph:
        return True
    blocks = SequenceMatcher(None, paragraph, frame, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size >= _RUN)
    return shared / len(paragraph) >= _SAME
