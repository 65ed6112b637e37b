"""What a reply must say and must not say, by the words of its language.

The words lie beside this file in words/<language>.txt: sections in brackets, one phrase a line, `{n}` for a number, `*`
at a word's end for any ending.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from triage.errors import ConfigError
from triage.policy.answers import PARTS
from triage.policy.folding import CJK, is_cjk
from triage.policy.grammar import near
from triage.policy.slots import SHORTEST_OFFER, Slots
from triage.policy.texts import FALLBACK

SECTIONS = ("empathy", "cause", "time", "next_step", "blame", "wait", "in_transit", "coupon", "days")
TROUBLED = frozenset({"not_collected", "stalled", "stuck", "customs", "returned", "lost"})  # a cause is owed
UNMOVED = frozenset({"stuck", "lost"})  # of these nobody says that they are on their way

# Messages after the matter is settled, which owe no explanation.
_SETTLED = frozenset({"feedback", "thank_you", "csat", *PARTS})
# What these are about has gone wrong, whatever the parcel's state.
_OF_TROUBLE = frozenset({
    "delivery_delay", "delay_notice", "lost_parcel", "damaged_parcel", "customs", "no_tracking_update",
})  # fmt: skip
# These tell the parcel's state, so they tell what may be behind it.
_OF_STATE = frozenset({"order_status", "progress_update", "shipping_time"})

_HOURS = re.compile(r"\b(?:hours?|stunden?|heures?|horas?|ora|ore|h)\b|小时|小時|時間")
_NUMBER = r"\d+(?:[.,:]\d+)*(?:\s?-\s?\d+)?"
_LIKE = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "~": "-", "〜": "-", "～": "-"})
_BESIDE_CJK = re.compile(rf"(?<=[{CJK}]) | (?=[{CJK}])")  # some write 24 小时, some 24小时
_SENTENCE = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n")


class Words:
    """One language's phrases, a pattern for each section."""

    __slots__ = ("patterns",)

    def __init__(self, patterns: Mapping[str, re.Pattern[str]]) -> None:
        self.patterns = patterns


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One rendered text as the rules look at it. `whole` is everything the customer reads, `body` without the closing.

    `times` are moments that slots have written, `past` those that are no answer to "when".
    """

    template: str
    state: str | None
    whole: tuple[str, ...]
    body: tuple[str, ...]
    times: tuple[str, ...] = ()
    past: str = ""


def said(template: str, slots: Slots, body: str, rest: str = "") -> Said:
    """A text that was written with these slots, by paragraphs. `rest` is its subject and closing."""
    parcel = slots.parcel
    times = [moment.day for moment in (slots.answer, slots.later) if moment]
    times += [slots.office.back, slots.offer.valid_until if slots.offer else ""]
    paragraphs = tuple(body.split("\n\n"))
    return Said(
        template=template,
        state=parcel.state if parcel else None,
        whole=(*paragraphs, *rest.split("\n\n")),
        body=paragraphs,
        times=(*filter(None, times), *((parcel.expected_date,) if parcel and parcel.expected_date else ())),
        past=parcel.last_date if parcel else "",
    )


def faults(words: Words, text: Said) -> Iterator[str]:
    """What is wrong with a text by the rules of the table, in words for the shop."""
    return (problem for problem, wrong in RULES if wrong(words, text))


def _lacks(section: str, *, unless: Callable[[Said], bool]) -> Callable[[Words, Said], bool]:
    def wrong(words: Words, text: Said) -> bool:
        return not unless(text) and not any(section in marks(words, part) for part in text.body)

    return wrong


def _settled(text: Said) -> bool:
    return text.template in _SETTLED


def _owes_no_cause(text: Said) -> bool:
    told = text.template in _OF_STATE and text.state in TROUBLED
    return not told and text.template not in _OF_TROUBLE


def _names_no_time(words: Words, text: Said) -> bool:
    return not _settled(text) and not any(_has_time(words, text, part) for part in text.body)


def _has_time(words: Words, text: Said, part: str) -> bool:
    if any(moment in part for moment in text.times):
        return True
    return "time" in marks(words, part.replace(text.past, "") if text.past else part)


def _waits_without_time(words: Words, text: Said) -> bool:
    return any("wait" in marks(words, part) and not _has_time(words, text, part) for part in text.whole)


def _says(section: str, *, in_states: frozenset[str] | None = None) -> Callable[[Words, Said], bool]:
    def wrong(words: Words, text: Said) -> bool:
        asked = in_states is None or text.state in in_states
        return asked and any(section in marks(words, part) for part in text.whole)

    return wrong


def _offers_briefly(words: Words, text: Said) -> bool:
    return any("short" in marks(words, part) for part in text.whole)


# Every rule of a reply's words: what the shop is told, and when.
RULES: tuple[tuple[str, Callable[[Words, Said], bool]], ...] = (
    ("has no word of apology or empathy", _lacks("empathy", unless=_settled)),
    ("names no cause, though something is wrong", _lacks("cause", unless=_owes_no_cause)),
    ("names no time", _names_no_time),
    ("names no next step", _lacks("next_step", unless=_settled)),
    ("blames somebody", _says("blame")),
    ("asks to wait and names no time", _waits_without_time),
    ("says of a lost or stuck parcel that it is moving", _says("in_transit", in_states=UNMOVED)),
    (f"offers a code for less than {SHORTEST_OFFER} days", _offers_briefly),
)


@lru_cache(maxsize=20_000)
def marks(words: Words, part: str) -> frozenset[str]:
    """The sections with a phrase in a paragraph, and "short" where the time to use a code is. Most are met often."""
    text = plain(part)
    found = {section for section in SECTIONS if words.patterns[section].search(text)}
    short = "coupon" in found and "days" in found and any(_is_short(words, one) for one in _SENTENCE.split(text))
    return frozenset(found | ({"short"} if short else set()))


def _is_short(words: Words, sentence: str) -> bool:
    """Whether a sentence names a code and too few days; a phrase without a number is a short time in words."""
    if not words.patterns["coupon"].search(sentence):
        return False
    for found in words.patterns["days"].finditer(sentence):
        numbers = re.findall(r"\d+", found.group())
        days = int(numbers[-1][:6]) if numbers else 0
        if days < SHORTEST_OFFER * (24 if _HOURS.search(found.group()) else 1):
            return True
    return False


def plain(text: str) -> str:
    r"""Text as the phrases are written: lower case, one kind of apostrophe, dash and space.

    >>> plain("We’ll write\xa0within 5–10 Hours")
    "we'll write within 5-10 hours"
    >>> plain("请在 24 小时内")
    '请在24小时内'
    """
    written = unicodedata.normalize("NFKC", text).translate(_LIKE).casefold()
    return "\n".join(_BESIDE_CJK.sub("", " ".join(line.split())) for line in written.split("\n"))


@cache
def words_of(locale: str) -> Words | None:
    """The phrases of a language that come with the program; None where there are none."""
    for spoken in (locale, FALLBACK.get(locale, locale)):
        file = files("triage.policy").joinpath("words", f"{spoken}.txt")
        if file.is_file():
            return read_words(f"words/{spoken}.txt", file.read_text(encoding="utf-8"))
    return None


def read_words(name: str, text: str, sections: Sequence[str] = SECTIONS) -> Words:
    r"""A word list with these sections. Raises ConfigError naming the line.

    >>> words = read_words("words/en.txt", "\n".join(f"[{section}]\nwe {section} {{n}} tim*" for section in SECTIONS))
    >>> sorted(marks(words, "We EMPATHY 5-10 times, we time 3 timbers."))
    ['empathy', 'time']
    """
    phrases: dict[str, list[str]] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        phrase = plain(line.partition("#")[0]).strip()
        if phrase.startswith("[") and phrase.endswith("]"):
            section = phrase[1:-1]
            if section not in sections:
                raise ConfigError(f'{name}, line {number}: unknown section "{section}"{near(section, sections)}')
        elif phrase and not section:
            raise ConfigError(f"{name}, line {number}: a phrase stands before the first section")
        elif phrase:
            phrases.setdefault(section, []).append(phrase)
    if missing := [f"[{section}]" for section in sections if section not in phrases]:
        raise ConfigError(f"{name}: has no phrase in {', '.join(missing)}")
    return Words({section: re.compile("|".join(map(_pattern, listed))) for section, listed in phrases.items()})


def _pattern(phrase: str) -> str:
    """One phrase as a pattern that ends where its words end; scripts without spaces have no such ends."""
    body = "".join(
        {"{n}": _NUMBER, "*": r"\w*", " ": r"\s"}.get(piece, re.escape(piece))
        for piece in re.split(r"(\{n\}|\*| )", phrase)
    )
    opens = r"(?<!\w)" if phrase[0].isalnum() and not is_cjk(phrase[0]) else ""
    opens = r"(?<!\d)" if phrase.startswith("{n}") else opens
    return opens + body + (r"(?!\w)" if phrase[-1].isalnum() and not is_cjk(phrase[-1]) else "")
