"""Ways to reach somebody that a mail names: addresses, telephone numbers, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

_TEXT, _FOUND, _TRIES = 20_000, 10, 30
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$")
_DOMAIN = re.compile(
    r"(?<=@)(?:[\w-]{1,63}+\.){1,6}(?:xn--[A-Za-z0-9-]{2,50}|[A-Za-z]{2,24}"
    r"|[^\W\d_A-Za-z]{2,24})(?![A-Za-z0-9_@-])"
)
_FILES = frozenset(str.split("png jpg jpeg gif webp svg pdf bmp heic doc docx zip mp4 css js"))
_LINK = re.compile(
    r"(?:https?://|(?<![\w.@/-])www\.)[^\s<>\"`{}|\\^\u3000-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff00-\uffef]{3,2000}+",
    re.IGNORECASE,
)
_TRAILING = ".,;:!?'*_’”“»…"
_PAIRS = {")": "(", "]": "["}
# A run of digits as telephone numbers are written: seven at least; what is around it decides.
_RUN = re.compile(r"(?<![\w.,:/#@$€£¥-])(?:\+|\(\+|\(0|0|\(?[1-9])[\d ()./\u00a0‐‑–-]{5,28}\d(?![\w@%€£¥])")
_DIGITS = re.compile(r"\d")
_MONEY = re.compile(r"\s?(?:€|\$|£|¥|元|円|eur\b|usd\b|gbp\b|kr\b|zł)", re.IGNORECASE)
_DATE = re.compile(r"(?:19|20)\d\d[-/. ]\d\d?[-/. ]\d\d?(?:\D|$)|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d(?:\D|$)")
_CALLED = re.compile(
    r"(?:phone|tel|call|mobil|cell|handy|fon|whats ?app|ruf|anruf|t[ée]l|m[óo]vil|celular|celulare|cellulare"
    r"|chiama|appel|llam|ligue|fax|sms|viber|wechat"
    r"|电话|電話|手机|手機|携帯|联系|連絡|전화|телефон|тел)[\w.:：()'’ -]{0,18}+$",
    re.IGNORECASE,
)
_NOT_CALLED = re.compile(
    r"(?:order|bestell|auftrag|commande|pedido|ordine|encomenda|track|sendung|suivi|seguimiento|rastre"
    r"|spedizione|parcel|paket|invoice|rechnung|facture|factura"
    r"|fattura|customer|kunden|client|ticket|case|iban|konto|account|card|karte|carte|tarjeta|serial|article"
    r"|artikel|item|ean|vat|ref|id|nr|n°|nº|#"
    r"|订单|单号|快递|注文|追跡|伝票)[\w.:：#()'’/ -]{0,18}+$",
    re.IGNORECASE,
)


def email_addresses(text: str) -> tuple[str, ...]:
    """Addresses with a lower-case domain (RFC 5321), each once, at most ten.

    >>> email_addresses("Write to Anna.B@Example.ORG, please; not image001.png@01D9.A2 or logo@2x.png")
    ('Anna.B@example.org',)
    """
    return tuple(dict.fromkeys(_addresses(text[:_TEXT].replace("＠", "@"))))[:_FOUND]


def _addresses(text: str) -> Iterator[str]:
    for match in re.finditer("@", text):
        local = _LOCAL.search(text, max(0, match.start() - 65), match.start())
        domain = _DOMAIN.match(text, match.end())
        if not local or not domain:
            continue
        name = local[0].lstrip(".!#$%&'*/=?^`{|}~-").removeprefix("mailto:")
        host = domain[0].lower()
        if host[0] == "-" or "-." in host or ".-" in host or "_" in host:
            continue
        if name and ".." not in name and name[-1] != "." and len(host) < 254 and host.rpartition(".")[2] not in _FILES:
            yield f"{name}@{host}"


def phone_numbers(text: str, country: str = "") -> tuple[str, ...]:
    """Telephone numbers as E.164, each once, at most ten; `country` (ISO 3166) is where one without a prefix rings.

    A run of digits is one when it is international, called one, or grouped as that country groups its own; what the
    mail calls an order, a parcel or an account is none.

    >>> phone_numbers("call +49 (0)30 901820 or 030 901820, order 1234567890", "DE")
    ('+4930901820',)
    """
    if not _DIGITS.search(text):
        return ()
    return tuple(dict.fromkeys(_phones(text[:_TEXT], country.upper())))[:_FOUND]


def _phones(text: str, country: str) -> Iterator[str]:
    for count, run in enumerate(_RUN.finditer(text)):
        if count >= _TRIES:
            return
        if _may_ring(text, run):
            written = re.sub(r"^00(?=[1-9])", "+", run[0])
            sure = Leniency.POSSIBLE if written[:1] == "+" else Leniency.VALID
            for match in PhoneNumberMatcher(written, country or None, leniency=sure, max_tries=3):
                yield format_number(match.number, PhoneNumberFormat.E164)


def _may_ring(text: str, run: re.Match[str]) -> bool:
    digits = len(_DIGITS.findall(run[0]))
    if not 7 <= digits <= 16 or _DATE.match(run[0]) or _MONEY.match(text, run.end()):
        return False
    before = text[max(0, run.start() - 40) : run.start()].rpartition("\n")[2]
    if _CALLED.search(before) or run[0].startswith(("+", "(+", "00")):
        return True
    if _NOT_CALLED.search(before):
        return False
    return run[0].startswith(("0", "(")) or (not run[0].isdigit() and digits >= 9)


def links(text: str) -> tuple[str, ...]:
    """Links as written, each once, at most twenty; punctuation that ends the sentence is no part of one.

    >>> links("See https://shop.example/a_(b)?x=1. Or (www.example.com/track), thanks")
    ('https://shop.example/a_(b)?x=1', 'www.example.com/track')
    """
    return tuple(dict.fromkeys(_trimmed(match[0]) for match in _LINK.finditer(text[:_TEXT])))[: 2 * _FOUND]


def _trimmed(link: str) -> str:
    while link:
        last = link[-1]
        unpaired = last in _PAIRS and link.count(last) > link.count(_PAIRS[last])
        if last not in _TRAILING and not unpaired:
            break
        link = link[:-1]
    return link
