"""Sums of money a mail names: a number beside a currency's sign, code or word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from triage.domain import Amount
from triage.mail.named.alternatives import any_of
from triage.mail.named.currencies import ALIASES, CAPITAL_CODES, CODES, EAST, SIGNS, WORDS, resolve

_TEXT, _FOUND, _MARKS = 20_000, 20, 300
_DIGIT = re.compile(r"\d")
_SPACE = r"[ \u00a0\u202f\u2009]"
# 1.234,56 / 1,234.56 / 1 234,56 / 1'234.50 / 1234,5 / 12,- ; a row of thousands has one kind of separator.
_NUMBER = (
    rf"(?>\d{{1,3}}(?:(?P<group>[.,'’]|{_SPACE})\d{{3}})(?:(?P=group)\d{{3}}){{0,3}}(?:[.,]\d{{1,2}})?(?!\d)"
    rf"|\d{{1,9}}(?:[.,]\d{{1,3}})?)"
)
_TAIL = r"(?:[.,:]?[-–—]{1,2}|:-)?"
_AFTER = re.compile(
    rf"{_SPACE}{{0,2}}[.:=]?{_SPACE}{{0,2}}(?P<number>{_NUMBER}){_TAIL}(?P<ten>[万萬千]?)"
    r"(?![\dA-Za-z_%]|[.,]\d|[-/]\d)"
)
_ENDING = rf"(?P<number>{_NUMBER}){_TAIL}(?P<ten>{_SPACE}?[万萬千])?{_SPACE}{{0,2}}$"
_BEFORE = re.compile(rf"(?<![\w.,/:+#])(?<!\w-){_ENDING}")
_CJK_BEFORE = re.compile(rf"(?<![A-Za-z0-9_.,/:+#])(?<![A-Za-z0-9]-){_ENDING}")
_CENTS = re.compile(r"\d\d(?!\d)")
_DASHED = re.compile(r"(?<![\w.,/:+#-])(?P<number>\d{1,6})(?:,-{1,2}|,–|,—|:-)(?![\w-])(?P<ten>)(?P<group>)")
_TENS = {"万": 10_000, "萬": 10_000, "千": 1_000}
_MOST = Decimal(10) ** 10
_WEIGHT = re.compile(r"\s{0,2}(?:of\b|weight|heavy|lbs?\b|lighter|heavier)", re.IGNORECASE)

_BARE = "".join(sign for sign in SIGNS if len(sign) == 1)
_EAST = "|".join(sorted(EAST, key=len, reverse=True))
_CODE = rf"(?i:{any_of(CODES.split())})|{any_of(CAPITAL_CODES.split())}"
_MARK = re.compile(
    rf"(?<![A-Za-zÀ-žА-я])(?:(?P<code>{_CODE})(?:{_SPACE}?[€$£¥])?"
    rf"|(?P<sign>(?:US|U|AU|CA|NZ|HK|NT|MX|A|C|S|R){_SPACE}?\$S?)"
    rf"|(?P<word>(?i:{any_of(WORDS)})))(?![A-Za-zÀ-žА-я])"
    rf"|(?P<bare>[{_BARE}])|(?P<east>{_EAST})"
)
_WORDS = tuple((re.compile(word, re.IGNORECASE), mark) for word, mark in WORDS.items())
_PREFIXED = frozenset("$£¥￥＄₹₩₱₦฿")  # signs that stand before their number


@dataclass(frozen=True, kw_only=True, slots=True)
class _Sum:
    value: Decimal
    mark: str
    start: int
    end: int


_REFERENCE = re.compile(r"(?<![\d.,])\d{4,12}\s{0,2}\Z")  # no price: it has neither cents nor separators
_TIMES = re.compile(
    r"\s?(?:mio|mill|million|mrd|milliard|bn\b|billion|lakh|crore|mil\b|tsd|k\b|[万萬億亿])", re.IGNORECASE
)


def amounts(text: str, language: str = "", country: str = "") -> tuple[Amount, ...]:
    """Sums in order of appearance, each once, at most twenty; `currency` is "" where a shared sign says no more.

    `language` is ISO 639-1 of the words, `country` ISO 3166 of the shop; both tell shared signs apart.

    >>> [(str(found.value), found.currency) for found in amounts("I paid 1.234,56 € and US$ 20, not 5 kg.", "de")]
    [('1234.56', 'EUR'), ('20', 'USD')]
    """
    if not _DIGIT.search(text):
        return ()
    found = sorted((*_marked(text[:_TEXT]), *_dashed(text[:_TEXT])), key=lambda one: one.start)
    sums = (
        Amount(value=one.value, currency=currency)
        for one in found
        if one.value < _MOST and ((currency := resolve(one.mark, language, country)) or one.mark != "feet")
    )
    return tuple(dict.fromkeys(sums))[:_FOUND]


def _marked(text: str) -> list[_Sum]:
    """One sum a number: the first mark beside it, unless a later one says more ("$50 CAD")."""
    found: dict[int, _Sum] = {}
    for count, match in enumerate(_MARK.finditer(text)):
        if count >= _MARKS:
            break
        one = _beside(text, match, found)
        if one and (_TIMES.match(text, one.end) or text[one.start - 1 : one.start] in tuple("万萬億亿")):
            continue  # thousands or millions of it: better none than a wrong sum
        if one and (one.start not in found or found[one.start].mark.islower()):
            found[one.start] = one
    return list(found.values())


def _beside(text: str, match: re.Match[str], found: dict[int, _Sum]) -> _Sum | None:
    mark = _mark(match)
    if (mark == "pound" and _WEIGHT.match(text, match.end())) or match["word"] == "FR":  # the country, in capitals
        return None
    before, after = _before(text, match, mark), _after(text, match, mark)
    if before and after and _REFERENCE.search(text, max(0, match.start() - 14), match.start()):
        return after  # "order 1042 EUR 50"
    if before and after:
        prefixed = match[0][-1:] in _PREFIXED or match["sign"] or text[match.start() - 1] == " " != text[match.end()]
        return after if before.start in found or prefixed else before
    return before or (None if match["code"] in CAPITAL_CODES.split() else after)


def _before(text: str, match: re.Match[str], mark: str) -> _Sum | None:
    low = max(0, match.start() - 24)
    number = (_CJK_BEFORE if match["east"] else _BEFORE).search(text, low, match.start())
    if not number or (number.start("number") == low > 0):
        return None
    cents = _CENTS.match(text, match.end()) if match[0] in "€£" and number.end() == number.end("number") else None
    value = _value(number) + (Decimal(cents[0]) / 100 if cents and "," not in number[0] and "." not in number[0] else 0)
    return _Sum(value=value, mark=mark, start=number.start("number"), end=match.end())


def _after(text: str, match: re.Match[str], mark: str) -> _Sum | None:
    number = _AFTER.match(text, match.end())
    behind_only = len(match["east"] or "  ") == 1 or match["east"] == "块钱"
    if not number or behind_only or (match["word"] and text[match.end()].isdigit()):
        return None
    return _Sum(value=_value(number), mark=mark, start=number.start("number"), end=number.end())


def _mark(match: re.Match[str]) -> str:
    if match["code"]:
        return ALIASES.get(match["code"].upper(), match["code"].upper())
    if match["sign"]:
        return SIGNS.get("".join(match["sign"].split()), "dollar")
    if match["word"]:
        return next((mark for word, mark in _WORDS if word.fullmatch(match["word"])), "dollar")
    return SIGNS.get(match["bare"] or "") or EAST[match["east"]]


def _dashed(text: str) -> Iterator[_Sum]:
    """Sums without a currency beside them, as shops print them: 12,- and 299:-."""
    taken = {one.start for one in _marked(text)} if ",-" in text or ":-" in text or ",–" in text else set()
    for number in _DASHED.finditer(text):
        if number.start("number") not in taken:
            yield _Sum(value=_value(number), mark="dash", start=number.start("number"), end=number.end())


def _value(match: re.Match[str]) -> Decimal:
    """The number's value. A single separator before three digits is one of thousands, except behind a zero."""
    written, group = match["number"], match["group"]
    if group:
        head, _, tail = written.replace(group, "").partition("," if "," in written.replace(group, "") else ".")
        if written.startswith("0") and written.count(group) == 1 and group in ".,":
            head, tail = "0", written[2:]
    else:
        head, _, tail = written.replace(",", ".").partition(".")
    value = Decimal(f"{head}.{tail or 0}") if tail else Decimal(head)
    return value * _TENS.get((match["ten"] or "").strip(), 1)
