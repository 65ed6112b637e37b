"""How customers thank, greet and rate: the phrases of replies/<language>.txt, expanded and ready to look up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files
from itertools import product

from triage.labels import LANGUAGES
from triage.policy.folding import fold, is_cjk

_ALTERNATIVES = re.compile(r"\(([^()]*)\)")
_SCORES = ("1", "2", "3", "4", "5")
_TEN = 10  # the other scale on which people rate


class Said(Enum):
    """What a phrase says that is no score."""

    THANKS = "thanks"
    GREETING = "greeting"  # a name may follow
    CLOSING = "closing"  # the writer's name may follow
    NOTHING = "nothing"  # "I am", "with your help"


@dataclass(frozen=True, kw_only=True, slots=True)
class Number:
    """A score that was given in figures, or as the word for one."""

    value: int


Meaning = Said | Number | int  # an int is a score in words


@dataclass(frozen=True, kw_only=True, slots=True)
class Phrases:
    """Phrases of one language as tuples of words, or of single East Asian letters, with what they say."""

    says: Mapping[tuple[str, ...], Meaning]
    longest: int


@cache
def phrases(language: str, *, labels: bool) -> Phrases:
    """The phrases of one of LANGUAGES; with `labels` also what stands before a score, such as "my score is"."""
    sections = _sections(language)
    told: list[tuple[str, Meaning]] = [
        *((phrase, said) for said in Said for phrase in sections[said.value]),
        *((phrase, Said.NOTHING) for phrase in sections["label"] if labels),
        *((phrase, int(score)) for score in _SCORES for phrase in sections[score]),
    ]
    says = {_words(text): said for phrase, said in told for text in expanded(phrase)}
    says |= {_words(text): said for text, said in _numbers(sections)}
    says.pop((), None)
    return Phrases(says=says, longest=max(map(len, says)))


@cache
def no_names() -> frozenset[str]:
    """Words with a capital letter that are no names of people."""
    return frozenset(_lines("no_names"))


def expanded(phrase: str) -> Iterator[str]:
    """Every text of a phrase with alternatives in brackets.

    >>> list(expanded("(very|) good"))
    ['very good', ' good']
    """
    parts = _ALTERNATIVES.split(phrase)
    return map("".join, product(*(part.split("|") if place % 2 else [part] for place, part in enumerate(parts))))


def _numbers(sections: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Number]]:
    """5, five, 5/5, 5 of 5, 5 stars, five of five stars; 10/10, 10 of 10."""
    words = [line.split("|") for line in sections["number"]]
    highest = ("", *(f" {of} {five}" for of in sections["of"] for five in ("5", *words[-1])))
    units = ("", *(f" {unit}" for unit in sections["unit"]))
    for value, names in enumerate(words, 1):
        for parts in product((str(value), f"{value}/5", *names), highest, units):
            yield "".join(parts), Number(value=value)
    for value, unit in product(range(_TEN + 1), units):
        for text in (f"{value}/{_TEN}", *(f"{value} {of} {_TEN}" for of in sections["of"])):
            yield f"{text}{unit}", Number(value=max(1, -(-value // 2)))


def _words(text: str) -> tuple[str, ...]:
    """As `scores` cuts a mail's text, which is folded too."""
    return tuple(letter for word in text.split() for letter in (word if any(map(is_cjk, word)) else (word,)))


def _sections(language: str) -> Mapping[str, Sequence[str]]:
    assert language in LANGUAGES
    sections: dict[str, list[str]] = {"of": []}
    for line in _lines(language):
        if line.startswith("["):
            sections[line.strip("[]")] = here = []
        else:
            here.append(line)
    return sections


def _lines(name: str) -> Iterator[str]:
    text = files("triage.policy").joinpath("replies", f"{name}.txt").read_text(encoding="utf-8")
    return (fold(line.strip()) for line in text.splitlines() if line.strip() and not line.startswith("#"))
