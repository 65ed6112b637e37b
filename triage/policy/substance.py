"""What an answer states, whatever its words: figures, carriers, how the parcel is, what is promised and asked for.

The phrases lie beside this file in stated/<language>.txt; an answer's figures, dates and links are read by their form.
Two answers are compared by what they state: one changed word that matters counts, and a page of courtesy does not.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files

from triage.policy.guards import Guards, load_terms
from triage.policy.promises.said import paragraphs
from triage.policy.promises.words import LANGUAGES, longest_first
from triage.policy.promises.words import Words as Times
from triage.policy.promises.words import words_of as times_of
from triage.policy.wording import Words, plain, read_words, words_of

STATES = ("moving", "delivered", "lost", "returned", "customs", "unsent", "quiet", "damaged", "cancelled")
ASKS = ("asks order", "asks address", "asks photos")
SECTIONS = ("harmless", "not", "number", "when", *STATES, "money", "looks", *ASKS)
MEANS = {  # a parcel's state to how an answer tells it; of an unknown one it tells nothing
    "not_shipped": "unsent", "label_only": "unsent", "not_collected": "unsent", "moving": "moving",
    "out_for_delivery": "moving", "delivered": "delivered", "late": "quiet", "stalled": "quiet", "stuck": "quiet",
    "customs": "customs", "returned": "returned", "lost": "lost",
}  # fmt: skip
PROMISES = ("money", "cancelled")  # what a machine never says of itself: who says it has decided something
LEFT_OUT = "something left out"

_TOKEN = re.compile(r"[a-z0-9]+(?:[-.,:/][a-z0-9]+)*")  # of these, the ones with a digit are figures
_DIGIT = re.compile(r"\d")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|er|h|uhr|am|pm)")
_CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d{2})?(?:am|pm|h)?|am|pm")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NOT_A_DAY = r"st|nd|rd|th|er|º|ª|\."


@dataclass(frozen=True, kw_only=True, slots=True)
class Substance:
    """What an answer states. `said` counts phrases by section, `figures` and `names` are as a person reads them."""

    said: Mapping[str, int] = field(default_factory=Counter)
    figures: frozenset[str] = frozenset()  # numbers, days, times of day, amounts, order and tracking numbers
    names: frozenset[str] = frozenset()  # carriers, links and mail addresses
    denies: bool = False  # it says of a state that it is not so

    @property
    def states(self) -> frozenset[str]:
        """How it says the parcel or the order is."""
        return frozenset(one for one in STATES if self.said[one])

    @property
    def asks(self) -> frozenset[str]:
        """What it asks the customer for."""
        return frozenset(one for one in ASKS if self.said[one])


def sentences(text: str, locale: str) -> tuple[tuple[str, ...], ...]:
    """Each paragraph's sentences, as the phrases are written."""
    return tuple(tuple(map(plain, one)) for one in paragraphs(text, times_of(_base(locale))) if one)


def substance(said: Iterable[str], locale: str) -> Substance:
    """What sentences (see `sentences`) state.

    >>> found = substance(["your parcel nw-7 is on its way with dhl, expected on 18 november."], "en")
    >>> sorted(found.figures), sorted(found.names), sorted(found.states)
    (['18/11', 'nw-7'], ['dhl'], ['moving'])
    """
    parts = [_of_sentence(sentence, _base(locale)) for sentence in said]
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.said)
    return Substance(
        said=counts,
        figures=frozenset().union(*(part.figures for part in parts)),
        names=frozenset().union(*(part.names for part in parts)),
        denies=any(part.denies for part in parts),
    )


@lru_cache(maxsize=2_048)
def _of_sentence(sentence: str, base: str) -> Substance:
    """What one sentence states; most stand in many answers."""
    words, times = _words(base), times_of(base)
    left = words.patterns["harmless"].sub(" ", sentence)
    counts = Counter({section: len(words.patterns[section].findall(left)) for section in SECTIONS[1:]})
    counts["money"] += bool(_promises().find([left]))
    return Substance(
        said=counts,
        figures=frozenset({*_figures(_LINK.sub(" ", left), times), *_in_words(left, words)}),
        names=frozenset({*_LINK.findall(left), *_carriers().findall(left)}),
        denies=_denies(left, words),
    )


def looks(sentence: str, locale: str) -> bool:
    """Whether it says that one of us looks into the matter."""
    return _words(_base(locale)).patterns["looks"].search(sentence) is not None


def _denies(sentence: str, words: Words) -> bool:
    """Whether a state is denied in it; "it has not left us yet" is a state by itself."""
    rest = sentence
    for state in STATES:
        rest = words.patterns[state].sub(" ", rest)
    return rest != sentence and words.patterns["not"].search(rest) is not None


def without_times(sentence: str, locale: str) -> str:
    """A sentence without days and times of day.

    >>> without_times("we write by monday, 23 november, 10:00 about nw-20001.", "en")
    'we write by , , about nw-20001.'
    """
    words, times = _words(_base(locale)), times_of(_base(locale))
    for pattern in (*_dates(times), words.patterns["when"], _weekdays(times)):
        sentence = pattern.sub("", sentence)
    kept = _TOKEN.sub(lambda found: "" if _CLOCK.fullmatch(found[0]) else found[0], sentence)
    return " ".join(kept.split())


# --- two answers ------------------------------------------------------------------------------------------------------
def changes(before: Substance, after: Substance) -> tuple[str, ...]:
    """Kinds of facts that a person has changed, put in or taken out; none for other words alone."""
    return tuple(kind for kind, changed in _CHANGES if changed(before, after))


def claims(said: Substance) -> frozenset[str]:
    """What it says of the parcel, and whether it promises anything."""
    return frozenset(one for one in (*STATES, "money") if said.said[one])


def same_answer(ours: Substance, hers: Substance, state: str = "") -> bool | None:
    """Whether a person's own answer says what ours would have said; None where that cannot be told.

    `state` is one of STATES, what the records say; ours may name others as possible causes. She contradicts it when she
    has decided something that ours does not name, or says that the parcel is something else. That she says the same
    must be seen: the state or the same requests, no figure that ours has not, and no state denied.
    """
    if any(hers.said[one] and not ours.said[one] for one in PROMISES):
        return False
    if state and hers.states - ours.states and state not in hers.states:
        return False
    told = {state} <= hers.states <= ours.states if state else not hers.states
    more = not (hers.figures <= ours.figures and hers.names <= ours.names)
    if not told or hers.denies or more or hers.asks != ours.asks:
        return None
    return True if hers.states or hers.asks or (hers.said["looks"] and ours.said["looks"]) else None


def _grown(before: Substance, after: Substance, sections: Iterable[str]) -> bool:
    """Whether something was said anew, or once more: once less often is a matter of style."""
    return any(after.said[one] > before.said[one] for one in sections)


def _less(before: Substance, after: Substance) -> bool:
    """Whether something is said no more."""
    gone = any(before.said[one] and not after.said[one] for one in (*STATES, "money"))
    return gone or bool(before.figures - after.figures or before.names - after.names)


_CHANGES: tuple[tuple[str, Callable[[Substance, Substance], bool]], ...] = (
    ("a figure", lambda before, after: bool(after.figures - before.figures)),
    ("a name", lambda before, after: bool(after.names - before.names)),
    ("a denial", lambda before, after: before.said["not"] != after.said["not"]),
    ("the state", lambda before, after: _grown(before, after, STATES)),
    ("a promise", lambda before, after: _grown(before, after, ("money",))),
    (LEFT_OUT, _less),
)


# --- figures ----------------------------------------------------------------------------------------------------------
def _figures(sentence: str, times: Times) -> Iterator[str]:
    for pattern in _dates(times):
        for found in pattern.finditer(sentence):
            yield f"{int(found['day'])}/{times.months[found['name']]}"
        sentence = pattern.sub(" ", sentence)
    yield from _weekdays(times).findall(sentence)
    for number in filter(_DIGIT.search, _TOKEN.findall(sentence)):
        plain_number = _ORDINAL.fullmatch(number)
        yield plain_number[1] if plain_number else number


def _in_words(sentence: str, words: Words) -> Iterator[str]:
    """Numbers and days that are no figures: "two", "tomorrow"."""
    for section in ("number", "when"):
        yield from words.patterns[section].findall(sentence)


@cache
def _months(language: str) -> tuple[re.Pattern[str], ...]:
    """A day of a month, before or after its name; a name alone may be a verb."""
    names = longest_first(times_of(language).months)
    day = rf"(?P<day>\d{{1,2}})(?:{_NOT_A_DAY})?"
    return (
        re.compile(rf"(?<![\w.,:/-]){day} ?(?:(?:de|of) )?(?P<name>{names})\.?(?!\w)"),
        re.compile(rf"(?<!\w)(?P<name>{names})\.? (?:the )?{day}(?![\w:]*\d)"),
    )


def _dates(times: Times) -> tuple[re.Pattern[str], ...]:
    return _months(times.language) if times.months else ()


def _weekdays(times: Times) -> re.Pattern[str]:
    return _weekday_names(times.language)


@cache
def _weekday_names(language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{longest_first(times_of(language).weekdays)})(?!\w)")


# --- lists ------------------------------------------------------------------------------------------------------------
def _base(locale: str) -> str:
    """The language; one without lists is read as English, whose figures and links look the same."""
    base = locale.partition("-")[0]
    return base if base in LANGUAGES else "en"


@cache
def _words(language: str) -> Words:
    """One language's phrases; of a parcel on its way also those of words/."""
    own = read_words(f"stated/{language}.txt", _text(f"{language}.txt"), SECTIONS).patterns
    checked = words_of(language)
    moving = [own["moving"].pattern, *([checked.patterns["in_transit"].pattern] if checked else [])]
    return Words({**own, "moving": re.compile("|".join(moving))})


@cache
def _carriers() -> re.Pattern[str]:
    """Latin names also where letters of a script without spaces stand beside them."""
    lines = (plain(line.partition("#")[0]).strip() for line in _text("carriers.txt").splitlines())
    return re.compile(rf"(?<![a-z0-9])(?:{longest_first(filter(None, lines))})(?![a-z0-9])")


@cache
def _promises() -> Guards:
    return load_terms({"promise": files("triage.policy").joinpath("promises.txt").read_text(encoding="utf-8")})


def _text(name: str) -> str:
    return files("triage.policy").joinpath("stated", name).read_text(encoding="utf-8")
