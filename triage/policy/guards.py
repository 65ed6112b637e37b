"""Hard guards: words after which no machine answers, whatever the model says (recall first).

The lists lie beside this file in guards/<group>.txt, one term a line: `lawyer*` begins a word, `*anwalt*` stands
anywhere in one, `small claims` is a phrase, `battery | akku + swollen | leak*` wants one of each side near each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from triage.errors import ConfigError
from triage.policy.folding import fold, is_cjk, readings, words
from triage.policy.phrases import Finder, Phrase

NEAR = 80  # characters between the two sides of a rule
MOST_CHARACTERS = 300_000  # of all views together; what is longer is not looked through, and that is a hit of its own
UNREAD = "too_long_to_read"
SHOP = "shop_terms"
_LONG_ENOUGH = 3


class Guards:
    """Term lists, ready to search."""

    __slots__ = ("_finder", "groups")

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        listed = tuple(phrases)
        self.groups = tuple(dict.fromkeys(phrase.group for phrase in listed))
        self._finder = Finder(listed)

    def find(self, views: Iterable[str]) -> tuple[str, ...]:
        """Names of the groups with a term in any view, sorted."""
        found: set[str] = set()
        left = MOST_CHARACTERS
        for view in dict.fromkeys(views):
            if len(view) > left:
                found.add(UNREAD)
            for text, whole_words in dict.fromkeys(readings(view[:left])):
                found.update(self._in(text, whole_words))
            left = max(0, left - len(view))
        return tuple(sorted(found))

    def _in(self, text: str, whole_words: bool) -> Iterator[str]:
        """Groups of complete rules: of one that has two sides, the other side stands near."""
        last: dict[tuple[str, int], int] = {}
        for at, phrase in self._finder.hits(text, whole_words):
            if phrase.side == 0 or at - last.get((phrase.rule, -phrase.side), at - NEAR - 1) <= NEAR:
                yield phrase.group
            last[phrase.rule, phrase.side] = at


def load_terms(texts: Mapping[str, str]) -> Guards:
    """Guards from lists by group name. Raises ConfigError naming list and line.

    >>> load_terms({"legal": "lawyer*"}).find(["Ask my l4wyers!"])
    ('legal',)
    """
    return Guards(
        phrase
        for group, text in texts.items()
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
        for phrase in _phrases(line, group, number)
    )


def _phrases(line: str, group: str, number: int) -> Iterator[Phrase]:
    sides = line.split(" + ")
    if len(sides) > 2:
        raise ConfigError(f'guards/{group}.txt, line {number}: only one "+" can stand in a line')
    for side, alternatives in zip((-1, 1) if len(sides) == 2 else (0,), sides, strict=True):
        for term in alternatives.split(" | "):
            yield _phrase(term.strip(), group, number, side)


def _phrase(term: str, group: str, number: int, side: int) -> Phrase:
    text = words(fold(term.strip("*")))
    if len(text) < _LONG_ENOUGH and not any(map(is_cjk, text)):
        raise ConfigError(f'guards/{group}.txt, line {number}: "{term}" is too short, it would stop nearly every mail')
    return Phrase(
        text=text, opens=term.startswith("*"), closes=term.endswith("*"), group=group,
        rule=f"{group}:{number}", side=side,
    )  # fmt: skip


@cache
def shipped() -> Guards:
    """The lists that come with the program."""
    return read_lists("guards")


def read_lists(name: str) -> Guards:
    """The lists of a folder beside this file; a list's name is that of its group. Raises ConfigError."""
    folder = files("triage.policy").joinpath(name)
    lists = sorted((entry for entry in folder.iterdir() if entry.name.endswith(".txt")), key=lambda entry: entry.name)
    return load_terms({entry.name.removesuffix(".txt"): entry.read_text(encoding="utf-8") for entry in lists})


@lru_cache(maxsize=16)
def _of_shop(terms: tuple[str, ...]) -> Guards:
    return load_terms({SHOP: "\n".join(terms)})


def find_guards(views: Iterable[str], extra_terms: Iterable[str] = ()) -> tuple[str, ...]:
    """Groups with a term in any view: the shipped lists and the shop's own terms (group `shop_terms`).

    >>> find_guards(["Battery life?"]), find_guards(["The battery is swollen"])
    ((), ('injury_safety',))
    """
    views, own = tuple(views), tuple(extra_terms)
    found = shipped().find(views)
    return tuple(sorted({*found, *_of_shop(own).find(views)})) if own else found
