"""Order numbers a mail names: the shop's own first, then marketplaces' forms, then "order 1042" in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.mail.named import marketplaces, order_examples
from triage.mail.named.check_digits import luhn
from triage.mail.named.number_words import (
    DATED,
    HIDDEN_DATE,
    LISTED,
    MARKED,
    MARKS,
    MARKS_EAST,
    NO_REFERENCES,
    NOT_ORDERS,
    ORDER,
    ORDER_EAST,
    UNITS,
)

_TEXT, _FOUND = 20_000, 10
_Found = tuple[str, tuple[int, int]]
_TOKEN = re.compile(r"[A-Za-z0-9-]{3,30}|(?:19|20)\d\d/\d{2,8}|\d{3,8}/(?:\d\d/)?(?:20)?\d\d")
_WRITTEN = re.compile(r"[A-Za-z0-9_/.-]{3,40}")
_NOISE = re.compile(r"(?:https?://|www\.)[^\s<>]*+|[^\s<>@]{1,64}+@[^\s<>@]{1,255}+")
_DATES = re.compile(
    r"(?<![\w-])(?:(?:19|20)\d\d([-/.])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0?[1-9]|[12]\d|3[01])([-/.])(?:0?[1-9]|[12]\d|3[01])\2(?:(?:19|20)\d\d|\d\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?=\s|$)"
    r"|(?:19|20)\d\d年\d\d?月\d\d?[日号號]|\d\d?月\d\d?[日号號])(?![\w-])"
)
_HIDDEN = re.compile(
    r"\+\d[\d ()/.-]{6,24}\d|(?<!\d)00\d{1,3}[ /-]\d[\d ()/-]{5,20}\d"
    r"|(?<![A-Za-z0-9])[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?!\w)"
)
_CARD = re.compile(r"(?<![\w-])\d{4}([ -]?)\d{4}\1\d{4}\1\d{3,4}(?![\w-])")
_COMPACT_DATE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_YEAR = re.compile(r"20(?:1[5-9]|2\d|3[0-5])")  # of an order; a shop's 2001st order is likelier than that year
_TOKEN_BODY = (
    r"(?P<token>(?:19|20)\d\d/\d{2,8}|\d{3,8}/(?:\d\d/)?(?:20)?\d\d|[A-Za-z]{0,6}-?\d[A-Za-z0-9-]{1,28}+|(?-i:[A-Z]{9}))"
    rf"(?![.,:]\d|[A-Za-z0-9_/]|\s?(?:{UNITS})(?!\s?\d)|-)"
)
_BETWEEN = (
    r"(?:(?:[\s:：.,#＃№*_\"'“”„«»()（）\[\]【】=|-]{1,3}"
    rf"|(?:{MARKS_EAST})|{MARKS}(?![A-Za-zÀ-žА-я])|{DATED}){{0,9}}+)"
)
_WORDED = re.compile(
    rf"(?:(?<![A-Za-zÀ-žА-яΑ-ω])(?:{ORDER})(?![A-Za-zÀ-žА-я])|(?:{ORDER_EAST})){_BETWEEN}{_TOKEN_BODY}", re.IGNORECASE
)
_NEXT = re.compile(
    rf"(?<=[A-Za-z0-9]){LISTED}\s{{0,2}}(?:(?:{ORDER}|{MARKS})\s){{0,2}}[#＃№]?\s?{_TOKEN_BODY}", re.IGNORECASE
)
_NUMBER_FIRST = re.compile(
    r"(?<![\w.,/+-])#?(?P<token>[A-Za-z]{0,4}-?\d{3,12})\s?(?:号(?:的)?订单|號(?:的)?訂單|番の(?:ご)?注文|번 ?주문"
    r"|numaralı sipari|no'?lu sipari"
    r"|(?:-[a-zäöé]{1,2} )?számú (?:meg)?rendel|-(?:es|as|os|ös) (?:meg)?rendel)",
    re.IGNORECASE,
)
_HASH = re.compile(r"(?<![\w&/#=])[#＃№]\s?([A-Za-z]{0,6}-?\d{3,14}(?:-\d{1,8})?)(?![\w-]|[.,]\d)")
_ALONE = re.compile(
    r"(?:(?:re|aw|fwd?|wg|tr|rv|sv|vs|odp|回复|答复)\s?[:：]\s?){0,3}[#＃№]?\s?(\d{4,12}|[A-Z]{1,6}-?\d{3,12})[.!?]?",
    re.IGNORECASE,
)
_TRACKING_BEFORE = re.compile(r"(?:快递|物流|运|運|追跡|tracking|sendungs?)[\w ]{0,10}$", re.IGNORECASE)


def order_numbers(text: str, patterns: tuple[str, ...] = (), examples: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Order numbers in order of certainty, each once, at most ten; letters, digits and hyphens, as the shop has them.

    `patterns` are regular expressions; `examples` are numbers as the shop writes them, such as "SHOP-104233": letters
    stay, digits may be any, and a run of digits may be longer or shorter by one.

    >>> order_numbers("Where is order no. 1042? I paid 1050.50 EUR on 2024-03-12.")
    ('1042',)
    >>> order_numbers("my number is shop 104234", examples=("SHOP-104233",))
    ('SHOP-104234',)
    """
    text = _readable(text[:_TEXT])
    own = [*_own(text, patterns), *order_examples.by_example(text, examples)]
    taken = [span for _, span in own]
    others = (number for number, span in _common(text) if not any(_meet(span, other) for other in taken))
    found = (*(number for number, _ in own if _WRITTEN.fullmatch(number)), *filter(_TOKEN.fullmatch, others))
    return tuple(dict.fromkeys(found))[:_FOUND]


def _readable(text: str) -> str:
    """Links, addresses, numbers to call, accounts and cards go; dates become rows that words may jump."""
    text = _NOISE.sub(_blank, text)
    text = _DATES.sub(lambda match: HIDDEN_DATE * len(match[0]), text)
    text = _CARD.sub(lambda match: _blank(match) if _is_card(match[0]) else match[0], text)
    return _HIDDEN.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _is_card(written: str) -> bool:
    digits = "".join(letter for letter in written if letter.isdigit())
    return digits[0] in "3456" and luhn(digits)


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _own(text: str, patterns: tuple[str, ...]) -> Iterator[_Found]:
    for number, span in order_examples.by_pattern(text, patterns):
        yield number.strip("-"), span


def _common(text: str) -> Iterator[_Found]:
    for match in marketplaces.orders(text):
        yield match[1].replace(" ", ""), match.span(1)
    yield from _worded(text)
    for match in _NUMBER_FIRST.finditer(text):
        yield match["token"], match.span("token")
    for match in _HASH.finditer(text):
        if not NOT_ORDERS.search(text, max(0, match.start() - 30), match.start()):
            yield match[1], match.span(1)
    yield from _alone(text)


def _worded(text: str) -> Iterator[_Found]:
    for match in _WORDED.finditer(text):
        marked = bool(MARKED.search(text, match.start(), match.start("token")))
        if _is_number(match["token"], marked=marked) and not _TRACKING_BEFORE.search(
            text[max(0, match.start() - 20) : match.start()]
        ):
            yield match["token"].strip("-"), match.span("token")
            yield from _listed(text, match)


def _listed(text: str, first: re.Match[str]) -> Iterator[_Found]:
    """Further numbers of a list: "orders 1042, 1043 and 1044"; each about as long as the first."""
    match: re.Match[str] | None = first
    for _ in range(_FOUND):
        match = _NEXT.match(text, match.end("token")) if match else None
        if (
            not match
            or abs(len(match["token"]) - len(first["token"])) > 1
            or not _is_number(match["token"], marked=False)
        ):
            return
        yield match["token"].strip("-"), match.span("token")


def _is_number(token: str, *, marked: bool) -> bool:
    digits = sum(letter.isdigit() for letter in token)
    if not digits:
        return marked and token not in NO_REFERENCES
    if _COMPACT_DATE.fullmatch(token) or (_YEAR.fullmatch(token) and not marked):
        return False
    return digits >= (3 if marked else 4)


def _alone(text: str) -> Iterator[_Found]:
    """A number that is the whole subject, or all that stands below it."""
    subject, _, body = text.partition("\n")
    for start, part in ((0, subject), (len(subject) + 1, body)):
        match = _ALONE.fullmatch(part.strip())
        if (
            match
            and not _COMPACT_DATE.fullmatch(match[1])
            and not _YEAR.fullmatch(match[1])
            and not match[1].startswith("00")
        ):
            at = start + part.index(match[1])
            yield match[1], (at, at + len(match[1]))
