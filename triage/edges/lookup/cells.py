"""One cell of an order file to a value, whichever way a shop's system writes it. Raises ValueError for what is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.numbers import get_currency_precision

from triage.edges.lookup.states import COMMON
from triage.labels import LANGUAGES, PARCEL_STATES

_NUMBER = re.compile(r"\d+(?:[.,'’\s]\d+)*")
_SIGN = {"€": "EUR", "£": "GBP", "US$": "USD", "CN¥": "CNY", "JP¥": "JPY", "₩": "KRW", "zł": "PLN"}
_CODE = re.compile(r"[A-Za-z]{3}")


def column(header: str) -> str:
    """A column's name as files spell it: letters and digits count, case and signs do not.

    >>> column(" Last Event-At "), column("E-Mail")
    ('lasteventat', 'email')
    """
    return "".join(letter for letter in header.casefold() if letter.isalnum())


def order_key(order: str) -> str:
    """Customers write #nw-20417, NW 20417 and NW-20417.

    >>> order_key("#nw 20417") == order_key("NW-20417")
    True
    """
    return "".join(letter for letter in order.upper() if letter.isalnum())


def state(written: str, own: Mapping[str, str]) -> str:
    """A parcel's state, by the shop's own words (`own`, folded by `folded`), by ours, or by those of most shops.

    >>> state("Out for delivery", {}), state("In-Transit", {}), state("Zugestellt", {}), state("weg", {"weg": "moving"})
    ('out_for_delivery', 'moving', 'delivered', 'moving')
    """
    word = folded(written)
    plain = " ".join(re.split(r"[\s_-]+", word))
    found = own.get(word) or COMMON.get(plain, plain.replace(" ", "_"))
    if found not in PARCEL_STATES:
        raise ValueError("its state is not known; see [orders] states")
    return found


def folded(words: str) -> str:
    """A shop's word for a state, for comparison."""
    return " ".join(words.casefold().split())


def time(written: str) -> datetime | None:
    """ISO 8601 as aware time; without a zone it is UTC.

    >>> time("2026-11-18T08:00:00+08:00") == time("2026-11-18")
    True
    """
    if not written:
        return None
    try:
        at = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError("a time is not ISO 8601") from None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def money(written: str, currency: str) -> Decimal | None:
    """A sum as spreadsheets write it; None where nobody can tell what it is.

    Before exactly three digits a single separator stands for thousands, unless the currency has thousandths.

    >>> [str(money(written, "EUR")) for written in ("1.234,50", "1,234.5", "€ 1 234,50", "1'234", "1.234", "12,5")]
    ['1234.50', '1234.5', '1234.50', '1234', '1234', '12.5']
    >>> money("1.234", ""), money("-5", "EUR"), money("a lot", "EUR")
    (None, None, None)
    """
    found = _NUMBER.search(written)
    if found is None or "-" in written or re.search(r"\d", written[found.end() :]):
        return None
    *groups, last = re.split(r"[.,'’\s]", found[0])
    marks = re.findall(r"[.,'’\s]", found[0])
    if not groups:
        return Decimal(last)
    if len(set(marks)) == 1 and (len(marks) > 1 or len(last) == 3):
        return _of_thousands([*groups, last], currency, alone=len(marks) == 1)
    return Decimal(f"{''.join(groups)}.{last}") if len(set(marks[:-1])) <= 1 else None


def _of_thousands(groups: list[str], currency: str, *, alone: bool) -> Decimal | None:
    if any(len(group) != 3 for group in groups[1:]) or (alone and not currency):
        return None
    if alone and (groups[0] == "0" or get_currency_precision(currency) == 3):
        return Decimal(".".join(groups))
    return Decimal("".join(groups))


def currency(written: str, value: str) -> str:
    """ISO 4217 code from its own cell, else from beside the sum; "" where neither tells.

    >>> currency("eur", "12"), currency("", "12,50 €"), currency("", "USD 3"), currency("", "$3")
    ('EUR', 'EUR', 'USD', '')
    """
    code = _CODE.fullmatch(written) or _CODE.search(value)
    if code:
        return code[0].upper()
    return next((iso for sign, iso in _SIGN.items() if sign in (written or value)), "")


def country(written: str) -> str:
    """ISO 3166 code from a code or a name in one of our languages; "" for anything else.

    >>> country("de"), country("Deutschland"), country("Atlantis")
    ('DE', 'DE', '')
    """
    return _countries().get(written.casefold(), "")


@cache
def _countries() -> Mapping[str, str]:
    known = [pair for language in LANGUAGES for pair in Locale(language).territories.items()]
    return {word.casefold(): code for code, name in known if len(code) == 2 for word in (code, name)}
