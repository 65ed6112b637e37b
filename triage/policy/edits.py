"""How much of a draft an agent changed before she sent it, and whether she changed what it states.

Counted are words of the answer itself; in scripts without spaces a letter is a word. Greeting, signature, the closing
that every text shares and the paragraph of an offer are no part of it: with them or without, the answer is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from triage.policy.folding import CJK, is_cjk
from triage.policy.substance import Substance, changes, claims, looks, sentences, substance, without_times
from triage.policy.wording import plain

_WORD = re.compile(rf"[{CJK}]|[^\W{CJK}]+")
_SENTENCE_ENDS = (".", "?", "。", "？", "!", "！")
_GREETING_ENDS = (",", "，", "、", "!", "！", ":", "：")
_SHORT, _SHORT_EAST = 6, 20  # words, or East Asian letters, of a greeting or a line of a signature
_TELLS, _TELLS_EAST = 4, 6  # from so many on such a line may be a sentence without its full stop
_RUN = 3  # words in a row that a paragraph must share with the closing to be counted as shared
_SAME = 0.6  # share of a paragraph's words that must be shared
_MOSTLY = 0.4  # the same where she may have put a sentence of her own into it
_LIKE = 0.5  # share of its words that two sentences have in common, of which one has grown out of the other
_LONGEST_TEXT = 6_000  # characters that are read for facts, likewise
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


def touched(
    draft: str, sent: str, locale: str, frame: Sequence[str] = (), moments: Sequence[str] = ()
) -> tuple[str, ...]:  # fmt: skip
    r"""Kinds of facts that she changed, put in or took out, however few words it took; see `substance.changes`.

    `moments` are the days and times by which the draft says that a person writes: another time there is no correction.

    >>> touched("Your parcel is on its way with DHL.", "Your parcel has been lost by DHL.", "en")
    ('the state', 'something left out')
    >>> touched("Hello,\n\nyour parcel is on its way.", "Dear Ann,\n\nYour parcel is on its way to you!", "en")
    ()
    """
    before, after = (list(_statements(text, locale, frame)) for text in (draft, sent))
    for moment in filter(None, map(plain, moments)):
        before, after = _unmoved(moment, before, after, locale)
    return changes(substance(before, locale), substance(after, locale))


def stated(text: str, locale: str, frame: Sequence[str] = ()) -> Substance:
    """What a mail of ours states; when we look into it is ours to say."""
    said = _statements(text, locale, frame)
    return substance((without_times(one, locale) if looks(one, locale) else one for one in said), locale)


def words(text: str) -> list[str]:
    """Words in small letters, without punctuation."""
    return _WORD.findall(text.casefold())


# --- what it states ---------------------------------------------------------------------------------------------------
def _statements(text: str, locale: str, frame: Sequence[str]) -> Iterator[str]:
    """Sentences of the answer itself, and lines beside it that are long enough to state something."""
    known = [words(part) for part in frame]
    told = substance((one for part in frame for paragraph in sentences(part, locale) for one in paragraph), locale)
    lines, beside = _parted(text[:_LONGEST_TEXT])
    for paragraph in (*sentences("\n".join(lines), locale), *((plain(line),) for line in beside if _tells(line))):
        framed = any(_is_part(words(" ".join(paragraph)), part, _MOSTLY) for part in known)
        for one in paragraph:
            shared = framed and any(_shares(words(one), part) for part in known)
            if not shared or claims(substance([one], locale)) - claims(told):
                yield one


def _unmoved(
    moment: str, before: Sequence[str], after: Sequence[str], locale: str
) -> tuple[list[str], list[str]]:  # fmt: skip
    """Both without the time that we named for ourselves, and without the one that took its place."""
    naming = [sentence for sentence in before if moment in sentence]
    left = [sentence.replace(moment, " ") for sentence in after]
    for sentence in naming:
        at = max(range(len(after)), key=lambda one: _likeness(sentence, after[one]), default=None)
        if at is not None and moment not in after[at] and _likeness(sentence, after[at]) >= _LIKE:
            left[at] = without_times(left[at], locale)
    return [without_times(one, locale) if one in naming else one for one in before], [
        without_times(one, locale) if moment in seen else one for one, seen in zip(left, after, strict=True)
    ]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, words(one), words(other), autojunk=False).ratio()


# --- greeting, signature, closing -------------------------------------------------------------------------------------
def _answer(text: str, frame: Sequence[list[str]]) -> list[list[str]]:
    """The words of each paragraph of the answer itself."""
    paragraphs = (words(paragraph) for paragraph in re.split(r"\n{2,}", "\n".join(_parted(text)[0])))
    return [paragraph for paragraph in paragraphs if not any(_is_part(paragraph, part) for part in frame)]


def _parted(text: str) -> tuple[list[str], list[str]]:
    """The lines of the answer itself, and those of greeting and signature."""
    lines = [line.strip() for line in text.strip().splitlines()]
    begin = 1 if lines and _is_greeting(lines[0]) else 0
    end = len(lines)
    while end > begin and (not lines[end - 1] or _is_signature(lines[end - 1])):
        end -= 1
    return lines[begin:end], [*lines[:begin], *lines[end:]]


def _is_greeting(line: str) -> bool:
    return _is_short(line) and (line.endswith(_GREETING_ENDS) or not line.endswith(_SENTENCE_ENDS))


def _is_signature(line: str) -> bool:
    """A short line that is no sentence: an agent's last sentence, however short, may be a promise."""
    return _is_short(line) and not line.endswith(_SENTENCE_ENDS)


def _is_short(line: str) -> bool:
    return len(words(line)) <= _by_script(line, _SHORT, _SHORT_EAST)


def _tells(line: str) -> bool:
    """Whether it may be a sentence all the same; no figures, as a signature has them."""
    return len(words(line)) >= _by_script(line, _TELLS, _TELLS_EAST) and not any(map(str.isdigit, line))


def _by_script(line: str, spaced: int, east: int) -> int:
    return east if any(map(is_cjk, line)) else spaced


def _is_part(paragraph: Sequence[str], frame: Sequence[str], share: float = _SAME) -> bool:
    """Whether a paragraph is one of the frame, whatever filled its slots."""
    if not paragraph:
        return True
    return sum(_runs(paragraph, frame)) / len(paragraph) >= share


def _shares(sentence: Sequence[str], frame: Sequence[str]) -> bool:
    """Whether a sentence has words in a row with the frame: one that has none was put in."""
    return len(sentence) < _RUN or any(True for _ in _runs(sentence, frame))


def _runs(paragraph: Sequence[str], frame: Sequence[str]) -> Iterable[int]:
    blocks = SequenceMatcher(None, paragraph, frame, autojunk=False).get_matching_blocks()
    return (block.size for block in blocks if block.size >= _RUN)
