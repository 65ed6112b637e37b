"""What shoppers everywhere mean, whatever their language: their words to the ideas they stand for.

A language with few training rows learns from the others through ideas. They are knowledge to start with, not rules:
what an idea says about a request is learnt. The lists lie beside this file in lexicon/<language>.txt, an idea a line:
`name: stem stem ...`, without accents. A stem begins a word; one that ends in "." is the whole word; "_" stands between
words, and then the last one is begun. Chinese and Japanese entries are found anywhere in a run of characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from triage.errors import ConfigError

LANGUAGES = ("en", "zh", "de", "fr", "es", "it", "pt", "ja")
_LONGEST = 22  # characters of a stem, or of the last word of several
_RUN = 8  # Chinese or Japanese characters that can mean one thing


class Lexicon:
    """Stems and the idea that each stands for. Of several that fit at one place the longest counts."""

    def __init__(self, stems: Mapping[str, str]) -> None:
        self._stems = stems
        self._words: dict[str, int] = {}  # a first word, and how many words its longest entry has
        for stem in stems:
            first, *more = stem.split(" ")
            if more:
                self._words[first] = max(self._words.get(first, 0), len(more) + 1)
        self._single = lru_cache(1 << 15)(self._begun)

    def in_words(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Each folded word at which an entry begins, and what the entry stands for, in order.

        >>> list(Lexicon({"money back": "refund", "parcel": "parcel"}).in_words(["parcels", "or", "money", "back"]))
        [('parcels', 'parcel'), ('money', 'refund')]
        """
        for at, word in enumerate(words):
            found = self._several(words, at) if word in self._words else ""
            if found := found or self._single("", word):
                yield word, found

    def in_run(self, run: str) -> Iterator[tuple[str, str]]:
        """Words and what they stand for in a run of Chinese or Japanese characters, in order.

        >>> list(Lexicon({"快递": "parcel", "还没": "yet"}).in_run("快递还没到"))
        [('快递', 'parcel'), ('还没', 'yet')]
        """
        at = 0
        while at < len(run):
            for end in range(min(len(run), at + _RUN), at, -1):
                if found := self._stems.get(run[at:end]):
                    yield run[at:end], found
                    at = end
                    break
            else:
                at += 1

    def _several(self, words: Sequence[str], at: int) -> str:
        for count in range(min(self._words[words[at]], len(words) - at), 1, -1):
            *head, last = words[at : at + count]
            if found := self._begun(" ".join(head) + " ", last):
                return found
        return ""

    def _begun(self, head: str, word: str) -> str:
        if whole := self._stems.get(f"{head}{word}."):
            return whole
        for end in range(min(len(word), _LONGEST), 0, -1):
            if found := self._stems.get(head + word[:end]):
                return found
        return ""


@cache
def lexicon(language: str) -> Lexicon:
    """The entries of one language (ISO 639-1); of all of them together for a language without a list.

    >>> list(lexicon("de").in_words(["verschickt"]))
    [('verschickt', 'ship')]
    """
    if language in LANGUAGES:
        return Lexicon(_read(language))
    together: dict[str, str] = {}
    for known in reversed(LANGUAGES):  # the first language has the last word
        together |= _read(known)
    return Lexicon(together)


def sequence(ideas: Iterable[str]) -> Iterator[str]:
    """Ideas, and each with the one before it: "not arrive" says more than both apart."""
    before = ""
    for idea in ideas:
        yield idea
        if before and before != idea:
            yield f"{before} {idea}"
        before = idea


@cache
def _read(language: str) -> Mapping[str, str]:
    return parse(files("triage.model").joinpath("lexicon", f"{language}.txt").read_text(encoding="utf-8"))


def parse(text: str) -> dict[str, str]:
    """A list's entries, each with its idea. Raises ConfigError for an entry that stands twice.

    >>> parse("refund: money_back erstatt")
    {'money back': 'refund', 'erstatt': 'refund'}
    """
    stems: dict[str, str] = {}
    for line in text.splitlines():
        name, _, entries = line.partition("#")[0].partition(":")
        for entry in entries.split():
            stem = entry.replace("_", " ")
            if stem in stems:
                raise ConfigError(f'lexicon: "{entry}" stands under {stems[stem]} and {name.strip()}; take one out')
            stems[stem] = name.strip()
    return stems
