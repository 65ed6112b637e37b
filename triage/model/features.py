"""Text to terms: words and pairs of words, character n-grams, marks of tone. Nothing here learns.

Personal data is replaced before anything becomes a term. Chinese and Japanese need no word boundaries: their runs are
read as overlapping characters. Every step is linear in the text, which is cut to a fixed length first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from triage.model.concepts import Lexicon, lexicon, sequence

TEXT_CHARS = 8_000  # of subject and body together; character n-grams of 5 MB take 8 s
_WORD_CHARS = 40  # of one word; longer ones are not words
_GRAMS = (3, 4, 5)
_CJK = "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"

_INVISIBLE = dict.fromkeys([0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                            *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])  # fmt: skip
_FOLDED = {
    code: base
    for code in range(0xC0, 0x250)
    if (base := unicodedata.normalize("NFD", chr(code))[0]).isascii() and base.isalpha()
} | {ord("ß"): "ss", ord("æ"): "ae", ord("œ"): "oe", ord("ø"): "o", ord("ł"): "l", ord("ı"): "i"}

_MAIL = re.compile(r"[a-z0-9à-ɏ._%+'-]{1,64}@[a-z0-9à-ɏ.-]{1,255}")
_URL = re.compile(r"(?:https?://|www\.)[!#-;=?-~]{1,2000}")
_PHONE = re.compile(r"(?<![a-z0-9])(?:\+|\(0|00?)[ ]?\d(?:[ ()./-]{0,3}\d){6,14}(?![a-z0-9])")
_NUMBER = re.compile(r"(?<![a-z0-9])#?[a-z]{0,12}[-/#]?\d[a-z0-9]*(?:[-./_#:][a-z0-9]+)*")
_PART = r"[A-ZÀ-ÖØ-Þ](?:[\w'’-]{1,30}|\.)"  # of a name, or an initial
_PROPER = rf"({_PART}(?: {_PART}){{0,2}})"
_INTRODUCED = re.compile(
    r"(?i:\b(?:my name is|ich hei(?:ß|ss)e|mein name ist|je m['’]appelle|mon nom est|me llamo|mi nombre es|mi chiamo"
    rf"|meu nome é|me chamo)) {_PROPER}"
)
_SIGNED = re.compile(
    r"(?i:\b(?:regards|wishes|greetings|thanks|thank you|cheers|sincerely|grüßen?|gruß|gruss|grüsse|dank|merci"
    r"|cordialement|salutations|saludos?|gracias|atentamente|saluti|grazie|abraços?|obrigad[oa]|atenciosamente"
    rf"|cumprimentos))[,.!]{{0,2}}[ \r\n]{{1,4}}{_PROPER}\s{{0,9}}\Z"
)
_NAMED_IN_CHINESE = re.compile(r"(?<=我叫)[\u4e00-\u9fff]{2,3}(?=[，,。！!\s])|[\u4e00-\u9fff]{1,4}(?=と申します)")
_TOKEN = re.compile(rf"[{_CJK}]+|[^\W{_CJK}]+|[!?]+")
_RUN = re.compile(rf"[{_CJK}]")
_SHOUT = re.compile(r"\b[A-ZÀ-ÖØ-Þ]{4,}\b")


@dataclass(frozen=True, slots=True)
class Terms:
    """What one mail is made of, in reading order; a term that occurs twice is there twice.

    `words` are words and pairs of words, and Chinese or Japanese characters and pairs of them; `parts` are character
    n-grams within words or runs; `tone` says how it was written; `ideas` are what words of any language stand for,
    `heard` says which. `spoken` are the single words and characters.
    """

    words: tuple[str, ...]
    parts: tuple[str, ...]
    tone: tuple[str, ...]
    ideas: tuple[str, ...]
    heard: tuple[tuple[str, str], ...]
    spoken: tuple[str, ...]


class _Reading:
    """The terms found so far."""

    def __init__(self, known: Lexicon) -> None:
        self._known = known
        self.words: list[str] = []
        self.parts: list[str] = []
        self.tone: list[str] = []
        self.heard: list[tuple[str, str]] = []
        self.spoken: list[str] = []

    def read(self, text: str) -> None:
        line: list[str] = []  # words without a run or a mark between them
        for token in _TOKEN.findall(text):
            if token[0] in "!?":
                self.tone.append(token[:2])
            elif _RUN.match(token):
                self._line(line)
                line = []
                self._run(token)
            else:
                line.append(fold(token))
        self._line(line)

    def _run(self, run: str) -> None:
        self.words += _grams(run, (1, 2))
        self.parts += _grams(run, (2, 3))
        self.heard += self._known.in_run(run)
        self.spoken += run

    def _line(self, line: list[str]) -> None:
        self.words += line
        self.words += map(" ".join, pairwise(line))
        self.spoken += line
        for word in line:
            self.parts += parts_of(word)
        self.heard += self._known.in_words(line)


def terms(subject: str, body: str, language: str = "") -> Terms:
    """Terms of a mail's subject and new text. Ideas are read by the language's list (ISO 639-1), else by all lists.

    >>> found = terms("Order 40-88213", "Where is my parcel?? mail me: ann@shop.example")
    >>> found.spoken
    ('order', '_number_', 'where', 'is', 'my', 'parcel', 'mail', 'me', '_mail_')
    >>> "where is" in found.words, "??" in found.tone
    (True, True)
    >>> terms("", "返品したい").spoken
    ('返', '品', 'し', 'た', 'い')
    """
    head = clean(subject[:TEXT_CHARS])
    text = clean(body[: max(0, TEXT_CHARS - len(head))])
    reading = _Reading(lexicon(language))
    reading.read(head)
    reading.words += [f"subject:{word}" for word in reading.spoken]
    reading.read(text)
    return Terms(
        words=tuple(reading.words),
        parts=tuple(reading.parts),
        tone=(*_tone(subject[:TEXT_CHARS], body[:TEXT_CHARS]), *reading.tone),
        ideas=tuple(sequence(idea for _, idea in reading.heard)),
        heard=tuple(reading.heard),
        spoken=tuple(reading.spoken),
    )


def clean(text: str) -> str:
    """Compatibility forms unified (NFKC), invisible characters dropped, lower case, personal data replaced.

    >>> clean("Ｏｒｄｅｒ AB-1234567 par\u200bcel, call +49 170 1234567")
    'order _number_ parcel, call _phone_'
    """
    text = _unnamed(unicodedata.normalize("NFKC", text).translate(_INVISIBLE)).lower()
    if "@" in text:
        text = _MAIL.sub("_mail_", text).replace("@", " ")
    if "www." in text or "://" in text:
        text = _URL.sub("_url_", text)
    return _NUMBER.sub(_number, _PHONE.sub("_phone_", text))


def fold(word: str) -> str:
    """Latin letters without their accents: people leave them out on phones.

    >>> fold("rücksendung"), fold("où"), fold("が")
    ('rucksendung', 'ou', 'が')
    """
    return word if word.isascii() else word.translate(_FOLDED)


def _unnamed(text: str) -> str:
    r"""The text without the names by which people introduce themselves and sign.

    >>> _unnamed("My name is Ann Lee. Where is it?\nKind regards\nAnn B. Lee")
    'My name is _name_. Where is it?\nKind regards\n_name_'
    """
    for pattern in (_INTRODUCED, _SIGNED):
        text = pattern.sub(lambda found: found[0][: found.start(1) - found.start()] + "_name_", text)
    return _NAMED_IN_CHINESE.sub("_name_", text)


def _number(match: re.Match[str]) -> str:
    found = match[0]
    return "_number_" if sum(map(str.isdigit, found)) >= 4 else found


def parts_of(word: str) -> tuple[str, ...]:
    """Character n-grams of a folded word with its edges; none of a placeholder.

    >>> parts_of("is"), parts_of("_mail_")
    ((' is', 'is ', ' is '), ())
    """
    return () if word[0] == "_" else tuple(_grams(f" {word[:_WORD_CHARS]} ", _GRAMS))


def _grams(text: str, sizes: tuple[int, ...]) -> Iterator[str]:
    for size in sizes:
        for start in range(len(text) - size + 1):
            yield text[start : start + size]


def _tone(subject: str, body: str) -> Iterator[str]:
    """How it was written: shouting, length, an empty subject."""
    shouts = len(_SHOUT.findall(body))
    if shouts:
        yield "<shout>" if shouts < 3 else "<shouting>"
    yield f"<length {len(body).bit_length()}>"
    if not subject.strip():
        yield "<no subject>"
