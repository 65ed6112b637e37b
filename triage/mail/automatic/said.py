"""What a mail's subject and text say, folded once, and the phrases found in them by one pass over the letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triage.domain import Address
from triage.mail.automatic import absence_words as absence
from triage.mail.automatic import bounce_words as bounces
from triage.mail.automatic import bulk_words as bulk
from triage.mail.automatic import notice_words as notices
from triage.mail.automatic import sign_words as signs
from triage.mail.automatic import words as known

_HEAD, _TAIL = 2_000, 1_000  # characters of the text that are looked at; footers stand at its end
_ANSWER = r"re|aw|sv|antw|antwort|vs|odp|enc|vb|res|rif|r|ref|ynt|απ|отв|hal|atb|回复|回覆|答复|返信|رد|답장"
_PASSED = r"fwd?|fw|wg|tr|rv|i|pd|doorst|转发|轉寄|轉發|転送|전달"
_PREFIX = re.compile(rf"\s{{0,9}}(?:(?P<answer>{_ANSWER})|(?P<passed>{_PASSED}))(?:\[\d{{1,3}}\])?\s?[:：]")
_OPENING = " \t[(【《*!-\"'«“„<"
_MAIL = re.compile(r"\be[- ]?mail")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "\xa0": " "})
_ASKS = re.compile(
    r"\?(?:[\s\"')]|\Z|[^\x00-\x7f])|؟|[吗嗎]|(?:です|ます|ません|でしょう|ました)か|(?:나요|까요|습니까|는지)"
)
_NUMBER = re.compile(
    r"(?:order|bestellung|bestellnummer|commande|pedido|ordine|encomenda|bestelling|zamówienie|заказ|sipariş)"
    r"\W{0,3}(?:n[ro°.]{1,3}\W{0,2})?\d{3}"
)
_MYSELF = re.compile(
    r"\b(?:i|i'm|i've|i'd|me|my|ich|mich|mir|je|j'ai|moi|yo|mi|eu|meu|minha|io|ho|mio|mia|ik|mijn|jag|jeg|minä|mam"
    r"|я|мне)\b|我(?![们們司])|私(?!ども)|저는|제가"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_KEY = 4  # letters by which a phrase is looked up


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """Subject and text, folded, the kinds of phrases in them, and the sender as people see it."""

    subject: str = ""  # without Re: and Fwd:
    answer: bool = False  # the subject begins with Re: or its like
    passed: bool = False  # with Fwd: or its like
    text: str = ""
    written: str = ""  # subject and text before folding, for codes in capital letters
    name: str = ""
    local: str = ""
    host: str = ""
    private: bool = False  # a free provider's address
    role: bool = False  # the address is a desk's or a program's, not a person's
    in_subject: Mapping[str, frozenset[str]]
    in_text: Mapping[str, frozenset[str]]

    def says(self, *kinds: str) -> bool:
        """Whether the text holds a phrase of one of these kinds."""
        return any(kind in self.in_text for kind in kinds)

    def kinds(self, *kinds: str) -> int:
        """Of how many of these kinds the text holds a phrase."""
        return sum(kind in self.in_text for kind in kinds)

    def titled(self, kind: str) -> bool:
        """Whether the subject holds a phrase of this kind."""
        return kind in self.in_subject

    def phrases(self, kind: str) -> frozenset[str]:
        """The different phrases of this kind in text and subject."""
        return self.in_text.get(kind, frozenset()) | self.in_subject.get(kind, frozenset())

    @property
    def asks(self) -> bool:
        """The text asks a question."""
        return _ASKS.search(self.text) is not None

    @property
    def myself(self) -> bool:
        """The text says I."""
        return _MYSELF.search(self.text) is not None

    @property
    def buyer(self) -> bool:
        """The words are a buyer's: about a parcel or a purchase, or a question."""
        return self.says("buyer") or self.asks or _NUMBER.search(self.text) is not None

    @property
    def customer(self) -> bool:
        """The same, or about a delivery: bounces share those words."""
        return self.says("delivery") or self.buyer

    @property
    def personal(self) -> bool:
        """The address repeats a part of the name that is not its host's, or is a free provider's, and is no desk's."""
        named = set(_LETTERS.findall(self.local)) & set(_LETTERS.findall(self.name))
        return not self.role and (self.private or any(token not in self.host for token in named))


def fold(text: str) -> str:
    """NFKC, lower case, straight apostrophes, single spaces, and "mail" for "e-mail".

    >>> fold("Ｅ-Mail  IST da’s")
    "mail ist da's"
    """
    found = unicodedata.normalize("NFKC", text.translate(_QUOTES)).casefold()
    return _MAIL.sub("mail", " ".join(found.split()))


def folded(words: Iterable[str]) -> tuple[str, ...]:
    """A table's phrases, folded as texts are; a space at an end stays.

    >>> folded(["Außer Haus ", "e-mail"])
    ('ausser haus ', 'mail')
    """
    return tuple(_MAIL.sub("mail", unicodedata.normalize("NFKC", word).casefold()) for word in words)


def read(subject: str, text: str, sender: Address | None) -> Said:
    """What subject (its first 300 characters), text (its first 2,000 and last 1,000) and sender say."""
    text = text if len(text) <= _HEAD + _TAIL else f"{text[:_HEAD]}\n{text[-_TAIL:]}"
    title, words = fold(subject[:300]), fold(text)
    prefixes, rest = _prefixes(title)
    local, _, host = sender.email.lower().rpartition("@") if sender else ("", "", "")
    return Said(
        subject=rest.strip(_OPENING), text=words, written=f"{subject[:300]}\n{text}",
        answer="answer" in prefixes, passed="passed" in prefixes,
        name=fold(sender.name) if sender else "", local=local,
        host=host, private=host in known.FREE_MAIL,
        role=any(token in notices.ROLES for token in _LETTERS.findall(local)),
        in_subject=find(title), in_text=find(words),
    )  # fmt: skip


def _prefixes(title: str) -> tuple[set[str], str]:
    """The kinds of all prefixes of a folded subject, and what follows them.

    One at a time: a group within a possessive repeat makes some Pythons raise SystemError.
    """
    kinds: set[str] = set()
    while (found := _PREFIX.match(title)) is not None:
        kinds.add(found.lastgroup or "")
        title = title[found.end() :]
    return kinds, title


def find(text: str) -> dict[str, frozenset[str]]:
    """Every phrase of every table that the folded text holds, by kind, in one pass.

    >>> find("we are out of the office")
    {'absence': frozenset({'out of the office'})}
    """
    found: dict[str, set[str]] = {}
    for place in range(len(text) - _KEY + 1):
        candidates = _INDEX.get(text[place : place + _KEY])
        if candidates:
            for phrase, kind in candidates:
                if text.startswith(phrase, place):
                    found.setdefault(kind, set()).add(phrase)
    for phrase, kind in _SHORT_ASCII if text.isascii() else _SHORT:
        if phrase in text:
            found.setdefault(kind, set()).add(phrase)
    return {kind: frozenset(words) for kind, words in found.items()}


_TABLES: dict[str, tuple[str, ...]] = {
    "absence": absence.ABSENCE, "return": absence.RETURN, "instead": absence.INSTEAD, "responder": absence.RESPONDER,
    "thanks": absence.THANKS, "gone": bulk.GONE, "elsewhere": bulk.ELSEWHERE, "received": bulk.RECEIVED,
    "promise": bulk.PROMISE, "automatic": bulk.AUTOMATIC, "no_reply": bulk.NO_REPLY, "buyer": bulk.BUYER,
    "delivery": bulk.DELIVERY, "program": bounces.PROGRAM, "server": bounces.SERVER, "failed": bounces.FAILED,
    "reason": bounces.REASON, "challenge": bounces.CHALLENGE, "complaint": bounces.COMPLAINT,
    "read": bounces.READ_WORDS, "calendar": bounces.CALENDAR_WORDS, "unsubscribe": bulk.UNSUBSCRIBE,
    "bulk": bulk.BULK, "code": notices.CODE, "confirm": notices.CONFIRM, "confirm_how": notices.CONFIRM_WORDS,
    "notice": notices.NOTICE_SUBJECTS, "carrier": notices.CARRIER_SUBJECTS, "yours": notices.YOURS,
    "leave": signs.LEAVE, "mailbox": signs.MAILBOX, "deputy": signs.DEPUTY, "polite": signs.THANKS,
    "again": signs.RETURN, "arrived": signs.RECEIVED, "soon": signs.PROMISE, "unanswered": signs.NO_REPLY,
}  # fmt: skip


_ROWS = tuple(dict.fromkeys((word, kind) for kind, words in _TABLES.items() for word in folded(words)))
_SHORT = tuple(row for row in _ROWS if len(row[0]) < _KEY)  # most are words of Chinese, Japanese or Korean
_SHORT_ASCII = tuple(row for row in _SHORT if row[0].isascii())


def _index() -> dict[str, tuple[tuple[str, str], ...]]:
    """The longer phrases and their kinds by their first letters."""
    found: dict[str, list[tuple[str, str]]] = {}
    for phrase, kind in _ROWS:
        if len(phrase) >= _KEY:
            found.setdefault(phrase[:_KEY], []).append((phrase, kind))
    return {key: tuple(rows) for key, rows in found.items()}


_INDEX = _index()
