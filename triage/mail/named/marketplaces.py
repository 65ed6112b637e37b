"""The forms of marketplaces' order numbers: some speak for themselves, others need the marketplace's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.mail.named.alternatives import any_of

_BEFORE, _BEHIND = r"(?<![\w.,/+-])", r"(?![\w-]|[.,]\d)"


def _number(form: str) -> re.Pattern[str]:
    return re.compile(rf"{_BEFORE}({form}){_BEHIND}")


_ALONE = _number(
    r"(?=[0-9DSGP])(?:"
    r"[0-9DS]\d\d ?- ?\d{7} ?- ?\d{7}"  # Amazon
    r"|\d{2}-\d{5}-\d{5}"  # eBay
    r"|\d{12}-\d{13,14}"  # eBay: article and transaction
    r"|8\d{15}|30\d{14}|[1-9]\d{17,18}"  # AliExpress, Alibaba, Taobao, TikTok
    r"|PO-\d{3}-\d{12,20}"  # Temu
    r"|GS[A-Z](?=[A-Z]{0,3}\d)[0-9A-Z]{10,16}"  # Shein
    r"|\d{6}-\d{8}-\d{8,10}"  # Rakuten
    r"|2[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?=\w{0,6}[A-Z]\w{0,6}[A-Z])[0-9A-Z]{8}"  # Shopee
    r"|2000\d{12}"  # Mercado Libre
    r"|[1-9]000\d{5}"  # Magento
    r")"
)
_NAMED = (
    (r"etsy", r"\d{9,10}"),
    (r"walmart", r"\d{13,15}|\d{7}-\d{6,8}"),
    (r"aliexpress|ali express|速卖通", r"\d{15,19}"),
    (r"alibaba|1688|淘宝|天猫|taobao|tmall", r"\d{16,19}"),
    (r"lazada", r"\d{14,16}"),
    (r"shopee|虾皮|蝦皮", r"[0-9A-Z]{14}"),
    (r"temu", r"PO-[\d-]{10,26}"),
    (r"shein", r"[A-Z]{2,4}[0-9A-Z]{10,16}"),
    (r"tiktok|tik tok|抖音", r"\d{17,19}"),
    (r"zalando", r"10\d{11,14}"),
    (r"otto", r"\d{8,12}|[a-z]\d{8,10}"),
    (r"kaufland|real\.de", r"M[A-Z0-9]{6}"),
    (r"cdiscount", r"\d{10,13}[A-Z0-9]{2,6}|[0-9]{10}"),
    (r"rakuten|楽天", r"\d{6}-\d{8}-\d{8,10}|\d{6}-\d{8}-\d{4,10}"),
    (r"yahoo|ヤフー|ヤフショ", r"[a-z0-9-]{3,20}-\d{8}"),
    (r"mercado ?libre|mercado ?livre", r"\d{10,16}"),
    (r"ebay", r"\d{2}-\d{5}-\d{5}"),
    (r"allegro", r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}"),
    (r"京东|jd\.com", r"\d{11,12}"),
    (r"拼多多|pinduoduo", r"\d{6}-\d{15}"),
    (r"wish", r"[0-9a-f]{24}"),
    (r"bol\.com", r"[0-9A-Z]{10,13}"),
    (r"coupang|쿠팡", r"\d{13,14}"),
)
_ANY_NAME = re.compile(any_of(name for names, _ in _NAMED for name in names.split("|")), re.IGNORECASE)
_NAMED_NUMBERS = tuple(
    (re.compile(names, re.IGNORECASE), re.compile(rf"{_BEFORE}(?=[A-Za-z-]{{0,20}}\d)({form}){_BEHIND}"))
    for names, form in _NAMED
)
_NEAR = 60  # characters after a marketplace's name in which its number is looked for


def orders(text: str) -> Iterator[re.Match[str]]:
    """Order numbers in the form of a marketplace, as matches whose first group is the number.

    >>> [match[1] for match in orders("Amazon 304-1234567-1234567, Etsy order 3012345678")]
    ['304-1234567-1234567', '3012345678']
    """
    yield from _ALONE.finditer(text)
    for name in _ANY_NAME.finditer(text):
        for names, number in _NAMED_NUMBERS:
            if names.match(text, name.start()) and (found := number.search(text, name.end(), name.end() + _NEAR)):
                yield found
