"""How people of a shop promise a time, in eight languages: one file each, read once.

A section begins with its name in brackets; each line is a phrase of it: `*` any letters, `...` up to 160 characters,
`(a|b)` a choice, `<name>` one of the phrases of that section; the rest as in regular expressions. Text is looked at in
small letters. Languages without spaces know no ends of words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from babel.dates import get_day_names, get_month_names

LANGUAGES = ("en", "zh", "de", "fr", "es", "it", "pt", "ja")
_EAST = frozenset({"zh", "ja"})
_SHORT_WORDS, _SHORT_EAST = 4, 8  # of a clause that says nothing of its own beside its time
_NEVER = r"(?!)"
_ANY_LETTERS = re.compile(r"(?<=[^\W\d_])(?<!\\w)\*")
_GROUP = re.compile(r"\((?!\?)")
_NAME = re.compile(r"<(\w+)>")
_TO = r" ?(?:[-–—~〜/至到]|to|bis|à|a|o|ou|oder|or|から) ?"
_CUTS = r",(?!\d)|[;、()–—]|:(?!\d)| - "

Sections = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One language's patterns, ready to search small letters with. See the comments in en.txt."""

    language: str
    ours: re.Pattern[str]
    goes_on: re.Pattern[str]
    we: re.Pattern[str]
    theirs: re.Pattern[str]
    hangs: re.Pattern[str]
    soon: re.Pattern[str]
    firm: re.Pattern[str]
    working_days: re.Pattern[str]
    harmless: re.Pattern[str]
    cuts: re.Pattern[str]  # between two clauses
    within: tuple[re.Pattern[str], ...]  # a duration: groups n, most and unit
    units: tuple[tuple[str, re.Pattern[str]], ...]
    numbers: tuple[tuple[re.Pattern[str], float], ...]
    days: tuple[tuple[re.Pattern[str], int], ...]
    spans: tuple[tuple[str, re.Pattern[str]], ...]
    behind: re.Pattern[str]
    by_before: re.Pattern[str]
    by_after: re.Pattern[str]
    noon: re.Pattern[str]
    afternoon: re.Pattern[str]
    clock: re.Pattern[str]  # groups hour, minute, half
    months: Mapping[str, int]
    months_next: re.Pattern[str]
    weekdays: Mapping[str, int]

    def is_short(self, clause: str) -> bool:
        """Whether a clause without its time is too short to have a matter of its own."""
        if self.language in _EAST:
            return len(clause.replace(" ", "")) <= _SHORT_EAST
        return len(clause.split()) <= _SHORT_WORDS

    @property
    def spaced(self) -> bool:
        """Whether the language writes spaces between words."""
        return self.language not in _EAST


@lru_cache(maxsize=8)
def words_of(language: str) -> Words:
    """The patterns of one of LANGUAGES."""
    text = files("triage.policy.promises").joinpath(f"{language}.txt").read_text(encoding="utf-8")
    parts, spaced = _sections(text), language not in _EAST
    edge = r"(?<![\w])(?:{})(?![\w])" if spaced else "(?:{})"

    def one_of(name: str) -> str:
        return edge.format(_alternatives(parts, name))

    def found(name: str, form: str = "{}") -> re.Pattern[str]:
        return re.compile(form.format(one_of(name)))

    months = _months(language) if spaced else {}
    return Words(
        language=language, ours=found("ours"), goes_on=found("goes_on"), we=found("we"), theirs=found("theirs"),
        hangs=found("hangs"), soon=found("soon"), firm=found("firm"),
        working_days=found("working_days"), harmless=found("harmless"),
        cuts=re.compile(f"{_CUTS}|{one_of('joins')}"), within=tuple(_within(parts, spaced=spaced)),
        units=tuple(_pairs(parts, "units")), spans=tuple(_pairs(parts, "spans", edge)),
        numbers=tuple((pattern, float(value)) for value, pattern in _turned(parts, "numbers")),
        days=tuple((pattern, int(value)) for value, pattern in _turned(parts, "days", edge)),
        behind=found("behind", r"{}\s*$"), noon=found("noon"),
        afternoon=re.compile(rf"(?<![^\W\d_])(?:{_alternatives(parts, 'afternoon')})"),
        by_before=found("by", r"{}\s*$"), by_after=found("by", r"\s*{}"),
        clock=_clock(_alternatives(parts, "o'clock"), spaced=spaced), months=months,
        months_next=re.compile("|".join(map(re.escape, months)) or _NEVER),
        weekdays=_weekdays(language) if spaced else {},
    )  # fmt: skip


def _sections(text: str) -> Sections:
    parts: dict[str, tuple[str, ...]] = {}
    name = ""
    for line in (line.partition("#")[0].strip() for line in text.splitlines()):
        if line.startswith("[") and line.endswith("]") and line[1:-1].replace("_", "").replace("'", "").isalpha():
            name = line[1:-1]
        elif line:
            parts[name] = (*parts.get(name, ()), line)
    return parts


def _alternatives(parts: Sections, name: str) -> str:
    return "|".join(_regex(parts, phrase) for phrase in parts.get(name, ())) or _NEVER


def _regex(parts: Sections, phrase: str) -> str:
    filled = _NAME.sub(lambda found: f"(?:{_alternatives(parts, found[1])})", phrase)
    any_letters = _ANY_LETTERS.sub(r"\\w*", filled)
    return _GROUP.sub("(?:", any_letters.replace(" ... ", r"\b.{0,160}?\b"))


def _pairs(parts: Sections, name: str, form: str = "{}") -> Iterator[tuple[str, re.Pattern[str]]]:
    """Lines "kind = pattern", in order."""
    for line in parts.get(name, ()):
        kind, _, phrase = line.partition(" = ")
        yield kind, re.compile(form.format(_regex(parts, phrase)))


def _turned(parts: Sections, name: str, form: str = "{}") -> Iterator[tuple[str, re.Pattern[str]]]:
    """Lines "pattern = value", the longest first."""
    for line in sorted(parts.get(name, ()), key=len, reverse=True):
        phrase, _, value = line.rpartition(" = ")
        yield value, re.compile(form.format(_regex(parts, phrase)))


def _within(parts: Sections, *, spaced: bool) -> Iterator[re.Pattern[str]]:
    numbers = "|".join(pattern.pattern for _, pattern in _turned(parts, "numbers"))
    number = rf"\d{{1,3}}(?:[.,]5)?|{numbers}"
    count = rf"(?P<n>{number})(?:{_TO}(?P<most>{number}))?"
    unit = f"(?P<unit>{'|'.join(pattern.pattern for _, pattern in _pairs(parts, 'units'))})"
    for phrase in parts["within"]:
        pattern = _regex(parts, phrase.replace("{n}", "\0").replace("{unit}", "\1"))
        edges = (r"(?<!\w)", r"(?!\w)") if spaced else (r"(?<!\d)", "")
        yield re.compile(f"{edges[0]}{pattern}{edges[1]}".replace("\0", count).replace("\1", unit))


def _clock(oclock: str, *, spaced: bool) -> re.Pattern[str]:
    if spaced:
        return re.compile(
            rf"(?<![\w.,:/-])(?P<hour>[01]?\d|2[0-3])"
            rf"(?:(?:(?::| ?h ?)(?P<minute>[0-5]\d)(?!\d)(?: ?(?:{oclock})(?!\w))?"
            rf"|\.(?P<dotted>[0-5]\d) ?(?:{oclock})(?!\w))| ?(?:{oclock})(?!\w))(?!\d)"
        )
    return re.compile(
        rf"(?<![\d:])(?P<hour>[01]?\d|2[0-3]|[一二两三四五六七八九十])"
        rf"(?::(?P<minute>[0-5]\d)(?!\d)|(?:{oclock})(?:(?P<half>半)|(?P<dotted>[0-5]\d)分?)?)"
    )


def _months(language: str) -> dict[str, int]:
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            names |= _spelt(get_month_names(width, context, language))
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


def _weekdays(language: str) -> dict[str, int]:
    """Names of weekdays, Monday is 0; Portuguese ones also without "-feira"."""
    names = _spelt(get_day_names("wide", "format", language)) | _spelt(get_day_names("wide", "stand-alone", language))
    return names | {name.partition("-")[0]: day for name, day in names.items()}


def _spelt(names: Mapping[int, str]) -> dict[str, int]:
    plain = {name.lower().rstrip("."): number for number, name in names.items()}
    return plain | {_without_marks(name): number for name, number in plain.items()}


def _without_marks(name: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def longest_first(names: Iterable[str]) -> str:
    """Names as alternatives of a pattern."""
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or _NEVER
