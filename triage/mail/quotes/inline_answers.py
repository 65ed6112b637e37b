"""Answers that a customer typed inside the quoted mail, where the program did not mark what is quoted."""

from __future__ import annotations

import re
from collections import Counter

from triage.mail.quotes import attribution, header_block, marks
from triage.mail.quotes.lines import Kind, Lines, filled_after, unmarked
from triage.mail.quotes.signature_card import is_closing

_INITIALED = re.compile(r"\[([^\W\d_][\w.'’ -]{0,40})(?::\]|\]:?)\s?\S")
_ARROW = re.compile(r"\s{0,9}(?:[-=]{1,3}>+|>{2,9}|→|➔|\*{2,9}|#{2,9})\s?[^\s>*#=-]")
_FIRST_LEVEL = re.compile(r"\s{0,3}>\s{0,3}[^>\s]")
_FEW = 4
_SENTENCE = re.compile(r"[.!?。！？\n]")


def find(lines: Lines, start: int, new_text: str) -> list[int]:
    """The lines that are answers in an unmarked quote, which goes from `start` to the end of the mail.

    Certain are the marks of a program ("[Anna Example]" before each answer, an option of Outlook). Where the words
    above announce answers, arrows and initials count as well; and where there are none, every line may be one.
    """
    initialed = {n: match[1] for n in range(start, len(lines)) if (match := _INITIALED.match(unmarked(lines.raw[n])))}
    often = Counter(initialed.values())
    if not is_announced(new_text):
        return [n for n, name in initialed.items() if often[name] >= 2 and name.istitle()]
    arrows = [n for n in range(start, len(lines)) if _ARROW.match(lines.raw[n])]
    found = [*arrows, *(n for n, name in initialed.items() if len(name) <= 4 or often[name] >= 2)]
    return found or list(_first_level(lines, start))


def inside_marks(lines: Lines, kinds: list[Kind]) -> list[int]:
    """The lines of the quoted mail where all that was typed besides says that the answers stand in it, in a colour."""
    if not any(lines.quoted):
        return []
    new = [number for number, kind in enumerate(kinds) if kind is Kind.NEW and lines.shown[number]]
    if not 0 < len(new) <= _FEW or not is_announced("\n".join(lines.raw[number] for number in new)):
        return []
    return [n for n, raw in enumerate(lines.raw) if kinds[n] is Kind.QUOTED and _FIRST_LEVEL.match(raw)]


def below(lines: Lines, start: int) -> int | None:
    """Where a second letter begins in an unmarked quote: a greeting below a closing, without a head of its own."""
    closed = False
    for number in range(start, len(lines)):
        shown = lines.shown[number]
        if closed and shown.startswith(marks.GREETINGS) and shown[-1] in ",!:，：！" and len(shown) <= 60:
            return number
        closed = closed or (bool(shown) and is_closing(shown))
    return None


def is_announced(new_text: str) -> bool:
    """Whether a customer says that the answers stand below, between the lines or in a colour.

    >>> is_announced("My answers are below in red."), is_announced("I wait for an answer to my mail below.")
    (True, False)
    """
    text = new_text[:1_000].casefold()
    words = [word for word in marks.MY_ANSWERS if word in text]
    sentences = _SENTENCE.split(text) if words else ()
    return any(
        any(word in sentence for word in words) and any(word in sentence for word in marks.WITHIN)
        for sentence in sentences
    )


def _first_level(lines: Lines, start: int) -> range:
    """The lines of the quoted mail, without its own head and what it quotes in turn."""
    heads = attribution.heads(lines)
    filled = filled_after(lines, start)
    first = (header_block.end(lines, filled) or heads.get(filled, start)) if filled is not None else start
    for number in range(first, len(lines)):
        shown = lines.shown[number]
        if number in heads or (shown and (header_block.is_original(shown) or header_block.end(lines, number))):
            return range(first, number)
    return range(first, len(lines))
