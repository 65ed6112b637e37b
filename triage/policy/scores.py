"""What a reply to the question of contentment says: a score, thanks, or something that a person must read.

A text is read phrase by phrase (`reply_words`); where one word of it is not known, nothing is concluded.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from triage.labels import LANGUAGES
from triage.policy.folding import fold, is_cjk
from triage.policy.reply_words import Meaning, Number, Phrases, Said, no_names, phrases

_LONGEST = 600  # characters; whoever writes more has more to say than a score
_GOOD, _BAD = 4, 2
_SUBJECT = re.compile(r"(?:[^\s:：]{1,8}\s?[:：]\s?){0,4}score ([1-5]) \[(T-[A-Z2-7]{10})\]", re.IGNORECASE)
_FULL, _EMPTY = "⭐★🌟", "☆✩✰"
_STARS = re.compile(rf"(?:[{_FULL}{_EMPTY}]\ufe0f?[ \t]?)+")
_SPACED_SLASH = re.compile(r"(\d)[ \t]?/[ \t]?(\d)")
_TOKEN = re.compile(r"[-+]?\d+(?:[.,:/-]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*|\S")
_SAD = re.compile(r"[:;=]['’]?-?[(\[/|]")
_NEVER = "☹"  # in no phrase
_CHEER = frozenset("😊🙂😀😃😄😁☺❤💕💖🌸🎉👌👏✨🥰😍🤗💐🌹🌷💗💛💚💙🍀☀~")
_SPEAKING = frozenset("?%#@&")  # all other punctuation is passed over


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    """One word, figure, sign or East Asian letter."""

    text: str  # folded
    line: int
    capital: bool


def score_subject(score: int, token: str) -> str:
    """The subject of a mail that a click on a score begins; `token` is the conversation's.

    >>> score_subject(5, "T-7DX76CDHTK")
    'Score 5 [T-7DX76CDHTK]'
    """
    return f"Score {score} [{token}]"


def score_of(text: str, subject: str, language: str, token: str | None, *, remarks: bool = False) -> int | None:
    """The score, 1 (not at all) to 5 (very), that a reply gives; None in any doubt.

    `text` is the reply's own words, `token` the conversation's (without it the subject says nothing). Words beside the
    score make it None, for somebody must read them. With `remarks` a score on the first line, or in the subject, counts
    before other words; whoever asks so must treat the mail as any other too.

    >>> score_of("4 von 5", "", "de", None), score_of("4 parcels are missing", "", "en", None)
    (4, None)
    """
    clicked = _clicked(subject, token)
    said = _read(text, language)
    if said is None:
        return (_before_remarks(text, language, clicked)) if remarks else None
    return _agreed(said if clicked is None else (*said, Number(value=clicked)))


def is_thanks(text: str, language: str) -> bool:
    """Whether a reply says thanks and nothing else: no question, no "but", no wish.

    >>> is_thanks("Great, thank you so much!", "en"), is_thanks("Thanks, but where is it?", "en")
    (True, False)
    """
    said = _read(text, language)
    if said is None or Said.THANKS not in said:
        return False
    return all(isinstance(one, Said) or (isinstance(one, int) and one >= _GOOD) for one in said)


def is_courtesy(text: str, language: str) -> bool:
    """Whether a text holds greetings, thanks and closings alone, or nothing.

    >>> is_courtesy("Hello, thank you!", "en"), is_courtesy("", "en"), is_courtesy("Cancel it", "en")
    (True, True, False)
    """
    said = _read(text, language)
    return said is not None and all(isinstance(one, Said) for one in said)


def _clicked(subject: str, token: str | None) -> int | None:
    found = _SUBJECT.fullmatch(subject.strip()[:200])
    return int(found[1]) if found is not None and found[2].upper() == token else None


def _agreed(said: Iterable[Meaning]) -> int | None:
    """One number with words on its side, or words on one side (the more cautious counts)."""
    told = tuple(said)
    numbers = {one.value for one in told if isinstance(one, Number)}
    words = {one for one in told if isinstance(one, int)}
    if not (numbers or words) or len(numbers) > 1 or len(set(map(_side, numbers | words))) > 1:
        return None
    return next(iter(numbers)) if numbers else min(words)


def _side(score: int) -> int:
    return (score >= _GOOD) - (score <= _BAD)


def _before_remarks(text: str, language: str, clicked: int | None) -> int | None:
    """The score of a click, or of a first line with an empty line below it, unless the rest speaks against it."""
    first, _, rest = text.strip().partition("\n")
    own_line = not rest.split("\n", 1)[0].strip()
    said = (_read(first, language) or ()) if own_line else ()
    numbers = [one for one in said if isinstance(one, Number)]
    score = _agreed(numbers if clicked is None else (*numbers, Number(value=clicked)))
    remarks = rest if numbers else text
    against = score is None or any(_side(one) != _side(score) for one in _found(remarks, language))
    return None if against else score


def _read(text: str, language: str) -> list[Meaning] | None:
    """What every phrase says, in order, in the first language in which all are known; None when there is none."""
    if len(text) > _LONGEST:
        return None
    tokens = tuple(_tokens(text))
    for one in dict.fromkeys((language, *LANGUAGES)):
        if one in LANGUAGES:
            said = _cover(tokens, phrases(one, labels=one == language), one)
            if said is not None:
                return said
    return None


def _found(text: str, language: str) -> Iterator[int]:
    """Scores in words that occur anywhere."""
    tokens, at = tuple(_tokens(text[:_LONGEST])), 0
    known = phrases(language if language in LANGUAGES else "en", labels=False)
    while at < len(tokens):
        length = _longest(tokens, at, known)
        said = known.says.get(_texts(tokens, at, length))
        if isinstance(said, int):
            yield said
        at += length or 1


def _cover(tokens: Sequence[_Token], known: Phrases, language: str) -> list[Meaning] | None:
    said: list[Meaning] = []
    at = 0
    while at < len(tokens):
        length = _longest(tokens, at, known)
        if length:
            said.append(known.says[_texts(tokens, at, length)])
        else:
            length = _name(tokens, at, said, known, language)
        if not length:
            return None
        at += length
    return said


def _longest(tokens: Sequence[_Token], at: int, known: Phrases) -> int:
    """How many tokens the longest phrase from here takes; 0 for none."""
    most = min(known.longest, len(tokens) - at)
    return next((length for length in range(most, 0, -1) if _texts(tokens, at, length) in known.says), 0)


def _texts(tokens: Sequence[_Token], at: int, length: int) -> tuple[str, ...]:
    return tuple(token.text for token in tokens[at : at + length])


def _name(tokens: Sequence[_Token], at: int, said: Sequence[Meaning], known: Phrases, language: str) -> int:
    """How many tokens from here are a person's name: behind a greeting or thanks, or the last line."""
    if not said:
        return 0
    line = tokens[at].line
    end = at
    while end < len(tokens) and tokens[end].line == line and _may_be_name(tokens, end, known):
        end += 1
    length, ends_line = end - at, end == len(tokens) or tokens[end].line != line
    if tokens[at - 1].line != line:
        return length if length <= 3 and end == len(tokens) else 0
    if said[-1] is Said.CLOSING:
        return length if length <= 2 and end == len(tokens) else 0
    if said[-1] is Said.GREETING:
        return length if length <= 2 else 0
    # German writes every noun with a capital letter.
    return length if said[-1] is Said.THANKS and language != "de" and ends_line and length == 1 else 0


def _may_be_name(tokens: Sequence[_Token], at: int, known: Phrases) -> bool:
    return tokens[at].capital and tokens[at].text not in no_names() and not _longest(tokens, at, known)


def _tokens(text: str) -> Iterator[_Token]:
    plain = unicodedata.normalize("NFKC", _STARS.sub(_counted, text))
    if _SAD.search(plain):
        yield _Token(text=_NEVER, line=0, capital=False)
    for number, line in enumerate(_SPACED_SLASH.sub(r"\1/\2", plain).splitlines()):
        for found in _TOKEN.findall(line):
            for part in found if any(map(is_cjk, found)) else (found,):
                if not _says_nothing(part):
                    yield _Token(text=fold(part).replace("’", "'"), line=number, capital=part[0].isupper())


def _counted(stars: re.Match[str]) -> str:
    """Full stars as figures. One alone may be an ornament, and so may empty ones."""
    full, empty = (sum(map(stars[0].count, signs)) for signs in (_FULL, _EMPTY))
    sure = (1 < full <= 5 and not empty) or (full and full + empty == 5)
    return f" {full}/5 " if sure else f" {_NEVER} "


def _says_nothing(token: str) -> bool:
    if len(token) > 1 or token in _SPEAKING:
        return False
    return token in _CHEER or unicodedata.category(token)[0] in "PMCZ" or unicodedata.category(token) == "Sk"
