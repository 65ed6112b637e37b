"""What an agent's mail offers by itself: "we give you 30% off", "wir erstatten Ihnen 16 EUR", "20%割引いたします".

An offer is a figure beside words of giving, in one clause that denies nothing. In doubt there is none: a price, a
regular refund or "5 % of our parcels" is no offer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from babel.numbers import is_currency

_LONGEST = 20_000  # characters of a mail that are read
_QUOTED = re.compile(r"^\s*>.*$", re.MULTILINE)
_BLOCK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+[.)])\s)")
_CLAUSE = re.compile(r"[;:!?。、，；：]|,(?!\d)|\.(?=\s+[^\Wa-z\d_])|\.\s*$|\s[-–—]\s")
_SIGNS: Mapping[str, str] = {
    "€": "EUR", "$": "USD", "us$": "USD", "£": "GBP", "円": "JPY", "元": "CNY", "欧元": "EUR", "歐元": "EUR",
    "美元": "USD", "英镑": "GBP", "日元": "JPY", "人民币": "CNY", "ユーロ": "EUR", "ドル": "USD", "ポンド": "GBP",
    "euro": "EUR", "euros": "EUR", "dollar": "USD", "dollars": "USD", "dólares": "USD", "dollari": "USD",
    "pound": "GBP", "pounds": "GBP", "pfund": "GBP", "livres": "GBP", "libras": "GBP", "sterline": "GBP",
}  # fmt: skip
_NUMBER = r"\d[\d.,'\u00a0 ]{0,14}\d|\d"
_UNITS = "|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True))
_PERCENT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[.,]\d{1,2})?)\s?"
    r"(?:%|percent|per cent|prozent|pour[- ]?cent|por ?ciento|per ?cento|por ?cento|パーセント)",
    re.IGNORECASE,
)
_MONEY = re.compile(
    rf"(?P<sign>us\$|[€$£]|\b(?-i:[A-Z]{{3}})\b)\s?(?P<after>{_NUMBER})"
    rf"|(?<![\d.,])(?P<before>{_NUMBER})\s?(?P<unit>(?-i:[A-Z]{{3}})\b|{_UNITS})(?![a-z])",
    re.IGNORECASE,
)
_TENTHS_LEFT = re.compile(r"(?<![\d.])([1-9](?:\.\d)?)折")  # of the price: 8折 is 20 % off
_TENTHS_OFF = re.compile(r"(?<![\d.])([1-9](?:\.\d)?)割引")
_WE = r"(?:we|i)(?:'(?:d|ll|re|m|ve))?\b(?:\s(?!not\b|never\b)\w+){0,4}?\s"

# Words that give, by which a share is an offer.
_GIVES = re.compile(
    rf"""{_WE}(?:offer|giv|refund|reimburs|credit|compensat|deduct|grant|tak(?:e|ing))\w*
    |\byou(?:'ll|\swill|\scan)?\s(?:get|receive)\b|\bplease\saccept\b|\bwould\syou\s(?:accept|take|like)\b|\bhere\sis\b
    |\b(?:wir|ich)\b.{{0,60}}\b(?:an?biete\w*|biete\w*|erstatt\w*|gebe\w*|gewähr\w*|schenk\w*|erlass\w*|gutschreib\w*|überweis\w*)
    |\b(?:biete|erstatte|gebe|gewähre|schenke|erlasse|schreibe|möchte|können|kann|würde)n?\s(?:wir|ich)\b
    |\b(?:sie|du)\s(?:bekomm|erhalt|erhält)\w*|\b(?:bekommen|erhalten)\ssie\b
    |\b(?:nous|je)\s(?:vous\s|te\s|pouvons\s|peux\s)*(?:offr|propos|rembours|accord|fais|faisons|crédit|donn)\w*
    |\bvous\s(?:bénéfici|recev|obten)\w*
    |\b(?:le|les|te|os)\s(?:ofrec|devolv|reembols|abon|damos|doy|descont|regal)\w*|\bofrecer(?:le|les|te)\b
    |\b(?:ofrecemos|devolvemos|reembolsamos|reembolsaremos|devolveremos|abonamos|abonaremos)\b|\b(?:recibirá|obtendrá)\w*
    |\b(?:le|la|vi|ti)\s(?:offr|rimbors|accredit|concedi|riconosc|regal)\w*|\boffrir(?:le|vi|ti)\b
    |\b(?:offriamo|rimborsiamo|rimborseremo|accrediteremo)\b|\b(?:riceverà|riceverai)\b
    |\b(?:oferec|reembols|devolv|credit|conced)(?:emos|amos|eremos|aremos|o|er-lhe|ar-lhe)\b|\b(?:receberá|ganhará)\b
    |\blhe\s(?:oferec|reembols|devolv)\w*
    |(?:为您|給您|给您|为你|给你|向您|为您们)|(?:退还|退還|退款|返还|返還|补偿|補償|赠送|贈送|减免|提供|优惠|優惠)
    |(?:いたします|致します|差し上げ|させていただ|進呈|お送りし|ご提供|ご返金|返金し|お受け取り)""",
    re.IGNORECASE | re.VERBOSE,
)
# What is given; beside it a sum of money is an offer too, and no price.
_GOODS = re.compile(
    r"""\boff\b|\bdiscounts?\b|\bvouchers?\b|\bcoupons?\b|\bgift\scard|\bback\b|\bcompensat\w+|\bgoodwill\b|\bcredit\b
    |rabatt|gutschein|gutschrift|\bnachlass\b|\bentschädigung\b|\bkulanz\w*|\bzurück\b
    |\bremise\b|\bréduction\b|\bbon\sd'achat\b|\bavoir\b|\bdédommag\w+|\bgeste\scommercial\b
    |\bdescuento\w*|\bcup[óo]n\w*|\bvale\b|\bbono\b|\bcompensaci[óo]n\b
    |\bsconto\b|\bbuono\b|\brisarcimento\b|\bindennizzo\b
    |\bdesconto\w*|\bcupom\b|\bcompensação\b
    |折扣|优惠|優惠|优惠券|代金券|补偿|補償|割引|オフ|クーポン|ポイント|お詫び""",
    re.IGNORECASE | re.VERBOSE,
)
# Money that goes back: beside a plain sum it may be a return's or a cancellation's, which is no compensation.
_BACK = re.compile(
    r"\b(?:refund|reimburs|erstatt|zurückerstatt|rembours|reembols|devolv|devol[uv]|rimbors)\w*"
    r"|\bzahl\w*\b.{0,60}\bzurück|退还|退還|退款|返还|返還|返金",
    re.IGNORECASE,
)
_YOU = re.compile(
    r"\b(?:you|your|ihnen|ihr\w*|sie|dir|dein\w*|vous|votre|vos|le|les|usted\w*|su|te|tu|lei|la|suo|sua|vi|ti|lhe|você)\b"
    r"|您|你|お客様|ご",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:not|cannot|never|unable|\w+n't|without|no\slonger|if\swe|whether"
    r"|nicht|nie|kein\w*|leider\snicht|ohne|ob|wollten|verlangen|fordern"
    r"|ne|n'\w+|pas|jamais|aucun\w*|sans|no|nunca|ning[úu]n\w*|sin|non|mai|nessun\w*|senza|não|nunca|nenhum\w*|sem"
    r"|(?:you|sie|vous)\s(?:asked|wanted|wrote|wünschten|baten|avez\sdemandé))\b"
    r"|不能|无法|無法|没有|沒有|不会|不會|不提供|ません|できかね|いたしかね",
    re.IGNORECASE,
)
_OTHERS = re.compile(  # a share of something else than this order
    r"^\s?(?:of|der|unserer|aller|de|des|dei|delle|das|dos)\s(?:\w+\s){0,2}?"
    r"(?:parcels|packages|shipments|orders|customers|deliveries|mails|pakete\w*|sendungen|bestellungen|kunden"
    r"|colis|commandes|clients|pedidos|paquetes|envíos|clientes|pacchi|ordini|clienti|encomendas)",
    re.IGNORECASE,
)
_NEAR = 60  # characters between the words and the figure


@dataclass(frozen=True, kw_only=True, slots=True)
class Offered:
    """What one sentence offers: a share, 0 to 1, or an amount in a currency (ISO 4217), or both. `back`: money back."""

    share: Decimal | None = None
    amount: Decimal | None = None
    currency: str = ""
    back: bool = False


def offered_in(text: str) -> tuple[Offered, ...]:
    """What a mail of ours offers, each once. `text` is its new words without what it quotes.

    >>> [str(one.share) for one in offered_in("We are sorry. We can offer you 30% off your next order.")]
    ['0.3']
    >>> offered_in("Only 5 % of our parcels are late, we are looking."), offered_in("We cannot offer 20 %.")
    ((), ())
    >>> offered_in("As an apology you get a voucher of 10,50 EUR.")[0].amount
    Decimal('10.50')
    """
    plain = unicodedata.normalize("NFKC", _QUOTED.sub("", text[:_LONGEST])).replace("’", "'")
    found = (_of_clause(clause) for block in _BLOCK.split(plain) for clause in _clauses(" ".join(block.split())))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _clauses(block: str) -> Iterator[str]:
    begin = 0
    for cut in _CLAUSE.finditer(block):
        yield block[begin : cut.start()]
        begin = cut.end()
    yield block[begin:]


def _of_clause(clause: str) -> Offered | None:
    if _DENIES.search(clause):
        return None
    gives = [found.span() for found in _GIVES.finditer(clause)]
    goods = [found.span() for found in _GOODS.finditer(clause)]
    told = goods if _YOU.search(clause) else []
    back = [found.span() for found in _BACK.finditer(clause)]
    share = max(
        (part for part, at in _shares(clause) if _beside(at, [*gives, *told] if part < 1 else back)), default=None
    )
    sums = [(amount, currency) for amount, currency, at in _sums(clause) if _is_given(at, gives, goods, told, back)]
    if share is None and not sums:
        return None
    amount, currency = max(sums, default=(None, ""), key=lambda one: one[0] or 0)
    return Offered(share=share, amount=amount, currency=currency, back=bool(back))


Span = tuple[int, int]


def _is_given(at: Span, gives: list[Span], goods: list[Span], told: list[Span], back: list[Span]) -> bool:
    """A sum needs more than a verb: "we offer this cup for 16 EUR" is a price."""
    return _beside(at, told) or (_beside(at, gives) and (_beside(at, goods) or _beside(at, back)))


def _beside(at: Span, words: list[Span]) -> bool:
    return any(begin - at[1] <= _NEAR and at[0] - end <= _NEAR for begin, end in words)


def _shares(clause: str) -> Iterator[tuple[Decimal, Span]]:
    for found in _PERCENT.finditer(clause):
        part = Decimal(found[1].replace(",", ".")) / 100
        if 0 < part <= 1 and not _OTHERS.match(clause[found.end() :]):
            yield part, found.span()
    for found in _TENTHS_LEFT.finditer(clause):
        yield 1 - Decimal(found[1]) / 10, found.span()
    for found in _TENTHS_OFF.finditer(clause):
        yield Decimal(found[1]) / 10, found.span()


def _sums(clause: str) -> Iterator[tuple[Decimal, str, Span]]:
    for found in _MONEY.finditer(clause):
        unit = (found["sign"] or found["unit"]).lower()
        currency = _SIGNS.get(unit, unit.upper())
        amount = number(found["after"] or found["before"])
        if amount is not None and amount > 0 and is_currency(currency):
            yield amount, currency, found.span()


def number(written: str) -> Decimal | None:
    """A number however it is written; None for none.

    >>> [str(number(one)) for one in ("1.200,50", "1,200.50", "16,5", "1.200", "16")]
    ['1200.50', '1200.50', '16.5', '1200', '16']
    """
    digits = re.sub(r"[\s']", "", written)
    *whole, last = re.split(r"[.,]", digits)
    signs = set(re.findall(r"[.,]", digits))
    cents = bool(whole) and (len(signs) == 2 or (len(whole) == 1 and len(last) != 3))
    try:
        return Decimal("".join(whole) + "." + last if cents else "".join((*whole, last)))
    except InvalidOperation:
        return None
