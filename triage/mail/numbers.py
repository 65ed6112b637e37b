"""Order numbers a mail names: the shop's own patterns first, then marketplaces' forms, then "order 1042" in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_TEXT, _FOUND = 20_000, 10
_TOKEN = re.compile(r"[A-Za-z0-9-]{3,30}")
_NOISE = re.compile(r"(?:https?://|www\.)[^\s<>]*+|[^\s<>@]{1,64}+@[^\s<>@]{1,255}+")
_DATE = re.compile(
    r"(?:19|20)\d\d-\d\d?-\d\d?|\d\d?-\d\d?-(?:19|20)?\d\d|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_MARKETPLACES = (
    re.compile(r"(?<![\w-])([0-9DS]\d\d-\d{7}-\d{7})(?![\w-])"),  # Amazon
    re.compile(r"(?<![\w-])(\d{2}-\d{5}-\d{5})(?![\w-])"),  # eBay
    re.compile(r"(?<![\w.,-])((?:8\d{15}|[1-9]\d{17,18}))(?![\w.,-]?\d)"),  # AliExpress
)
_HASH = re.compile(r"(?<![\w&/#=])[#＃]\s?([A-Za-z]{0,5}-?\d{3,14}(?:-\d{1,6})?)(?![\w-])")
_WORDS = (
    r"orders?|order[ -]?(?:number|no|nr|num|id|ref(?:erence)?)|purchase|bestellungen|bestellung|bestell(?:nummer|-?nr|"
    r"[ -]?id)|auftrags?(?:nummer|-?nr)?|commandes?|cmd|pedidos?|compra|ordine|ordini|encomendas?|bestelling|"
    r"bestelnummer|ordernummer|ordernr|zamówieni[ea]|zamowieni[ea]|beställning(?:snummer|en)?|bestilling|ordrenummer|ordre(?:nr)?|"
    r"tilaus(?:numero)?|заказа?|замовлення|sipariş|objednávk[ay]|comanda|"
    r"订单编号|订单号|订单|訂單編號|訂單號碼|訂單|定单|ご注文番号|注文番号|ご注文|注文|オーダー番号|オーダー|주문번호|주문"
)
_MARKS = (
    r"numbers?|num|no|nr|n[°ºo]|n|id|ref(?:erence)?|nummer|numéro|numero|número|numer|номер|numarası|no|is|was|ist|"
    r"lautet|est|es|è|é|of|"
    r"mit der|avec le|con el|con|com o|de|da|der|with(?: the)?|号码|編號|编号|号|號|是|为|為|番号|は|の"
)
_ORDER = re.compile(
    rf"(?<![A-Za-zÀ-žА-я])(?:{_WORDS})"
    rf"(?:(?:[\s:：.,#＃№*_\"'“”„«»()\[\]=|-]{{1,3}}|(?:{_MARKS})(?![A-Za-zÀ-ž])){{0,6}}+)"
    r"(?P<token>[A-Za-z]{0,6}-?\d[A-Za-z0-9-]{1,28}+)"
    r"(?![.,]\d|[A-Za-z0-9_]|\s?(?:%|€|\$|£|¥|元|円|eur\b|usd\b|kg\b|cm\b|x\b|st\b))",
    re.IGNORECASE,
)  # fmt: skip
_TRACKING_BEFORE = re.compile(r"(?:快递|物流|运|運|追跡|tracking|sendungs?)[\w ]{0,10}$", re.IGNORECASE)
_MARKED = re.compile(r"[#＃№:：]|n[°ºro]|num|id|ref|番号|号|號", re.IGNORECASE)


def order_numbers(text: str, patterns: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Order numbers in order of certainty, each once, at most ten; only letters, digits and hyphens, 3 to 30 of them.

    >>> order_numbers("Where is order no. 1042? I paid 1050.50 EUR on 2024-03-12.")
    ('1042',)
    """
    text = _NOISE.sub(" ", text[:_TEXT])
    found = (
        token.strip("-") for token in (*_own(text, patterns), *_marketplaces(text), *_worded(text), *_hashes(text))
    )
    return tuple(dict.fromkeys(token for token in found if _TOKEN.fullmatch(token)))[:_FOUND]


def _own(text: str, patterns: tuple[str, ...]) -> Iterator[str]:
    for pattern in patterns:
        compiled = _compiled(pattern)
        for match in compiled.finditer(text) if compiled else ():
            yield str((match[1] if compiled and compiled.groups else match[0]) or "")


@lru_cache(maxsize=64)
def _compiled(pattern: str) -> re.Pattern[str] | None:
    try:
        return re.compile(pattern)
    except re.error:
        return None


def _marketplaces(text: str) -> Iterator[str]:
    for pattern in _MARKETPLACES:
        yield from (match[1] for match in pattern.finditer(text))


def _worded(text: str) -> Iterator[str]:
    for match in _ORDER.finditer(text):
        token = match["token"]
        digits = sum(letter.isdigit() for letter in token)
        enough = 3 if _MARKED.search(match[0][: -len(token)]) else 4
        before = text[max(0, match.start() - 20) : match.start()]
        if digits >= enough and not _DATE.fullmatch(token) and not _TRACKING_BEFORE.search(before):
            yield token


def _hashes(text: str) -> Iterator[str]:
    yield from (match[1] for match in _HASH.finditer(text))
