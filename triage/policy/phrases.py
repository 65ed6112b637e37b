"""Many phrases looked for in one pass (Aho and Corasick, 1975): linear in the text, whatever text and phrases are."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from triage.policy.folding import is_cjk

# What a digit or sign stands for inside a word. "1" may be i or l, so both letters are searched as one.
_SIGNS = {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "l", "|": "l"}
_LEET = str.maketrans(_SIGNS | {"i": "l"})
_ROOT = 0
_SHORT = 4  # below so many letters a phrase must be a whole word


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrase:
    """Folded words to look for. `rule` and `side` say which half of which rule a hit is; `group` whose it is."""

    text: str
    opens: bool  # may begin inside a word
    closes: bool  # may end inside a word
    group: str
    rule: str
    side: int = 0


class Finder:
    """Finds phrases. Build once, use often; holds no state between texts."""

    __slots__ = ("_ends", "_fail", "_steps")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._steps: list[dict[str, int]] = [{}]
        self._ends: list[tuple[Phrase, ...]] = [()]
        self._fail: list[int] = [_ROOT]
        for phrase in phrases:
            self._plant(phrase)
        self._link()

    def _plant(self, phrase: Phrase) -> None:
        state = _ROOT
        for char in phrase.text.translate(_LEET):
            if char not in self._steps[state]:
                self._steps[state][char] = len(self._steps)
                self._steps.append({})
                self._ends.append(())
                self._fail.append(_ROOT)
            state = self._steps[state][char]
        self._ends[state] += (phrase,)

    def _link(self) -> None:
        """For every state, where the search goes on when the next letter does not fit."""
        waiting = deque(self._steps[_ROOT].values())
        while waiting:
            state = waiting.popleft()
            for char, after in self._steps[state].items():
                back = self._fail[state]
                while back and char not in self._steps[back]:
                    back = self._fail[back]
                self._fail[after] = self._steps[back].get(char, _ROOT)
                self._ends[after] += self._ends[self._fail[after]]
                waiting.append(after)

    def hits(self, text: str, whole_words: bool = True) -> Iterator[tuple[int, Phrase]]:
        """Position and phrase of every occurrence, in order of their ends. `text` is folded."""
        steps, fail, ends, state = self._steps, self._fail, self._ends, _ROOT
        for at, char in enumerate(text.translate(_LEET), 1):
            while state and char not in steps[state]:
                state = fail[state]
            state = steps[state].get(char, _ROOT)
            if ends[state]:
                for phrase in ends[state]:
                    begin = at - len(phrase.text)
                    if _really(phrase, text, begin, at) and _bounded(phrase, text, begin, at, whole_words):
                        yield begin, phrase


def _really(phrase: Phrase, text: str, begin: int, end: int) -> bool:
    """The search took i, l, 1, ! and | as one. The letters decide now; a sign stands for any letter it looks like."""
    found = text[begin:end]
    return found == phrase.text or all(
        there == wanted or there in _SIGNS for there, wanted in zip(found, phrase.text, strict=True)
    )


def _bounded(phrase: Phrase, text: str, begin: int, end: int, whole_words: bool) -> bool:
    if not whole_words:
        return len(phrase.text) >= _SHORT
    left = phrase.opens or begin == 0 or _between_words(text[begin - 1], text[begin])
    return left and (phrase.closes or end == len(text) or _between_words(text[end - 1], text[end]))


def _between_words(before: str, after: str) -> bool:
    return not (before.isalnum() and after.isalnum()) or is_cjk(before) or is_cjk(after)
