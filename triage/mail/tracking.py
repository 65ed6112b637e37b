"""Tracking numbers by form and check digit: a table, one row a form.

Forms of digits only count where the mail speaks of tracking or names the carrier: one in ten or eleven numbers of the
right length passes a check digit by chance.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from triage.domain import TrackingNumber

_TEXT, _FOUND = 20_000, 20
_COMPACT = re.compile(r"(?<![A-Z0-9+])(?=[A-Z]{0,6}\d)[A-Z0-9]{8,40}(?![A-Z0-9])")
_SPACED = re.compile(
    r"(?<![A-Z0-9+])(?:1Z(?: ?[A-Z0-9]){16}|[A-Z]{2} ?\d{3,4} ?\d{3,4} ?\d{1,3} ?[A-Z]{2}"
    r"|\d{2,5}(?:[ -]\d{2,5}){2,9} ?[A-Z]?)(?![A-Z0-9])"
)
_NEAR = 70  # characters before and after in which a number of digits must be called a tracking number
_CONTEXT = re.compile(
    r"TRACK|SENDUNGSN|SENDUNGSV|SENDUNGSNR|PAKETN|VERFOLG|SUIVI|SEGUIMIENTO|RASTRE|GUÍA|TRACCIA|SPEDIZIONE|ŚLEDZ"
    r"|PRZESYŁ|SPÅR|CONSIGNMENT|WAYBILL|AWB|SHIPMENT N|PARCEL N|快递|物流|运单|單號|单号|追跡|伝票"
    r"|お問い合わせ番号|送り状|운송장|ОТСЛЕЖ|ТРЕК|KARGO TAKIP"
)
# Ends of S10 numbers that post offices use (ISO 3166-1; UPU S10), and the private ones of Yanwen and others.
_COUNTRIES = frozenset(
    str.split(
        "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD "
        "CF CG CH CI CK CL CM CN CO CR CU CV CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FO FR GA GB "
        "GD GE GG GH GI GL GM GN GP GQ GR GT GW GY HK HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE "
        "KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MK ML MM MN MO MQ MR "
        "MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PM PR PS PT PW PY QA "
        "RE RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR ST SV SY SZ TC TD TG TH TJ TL TM TN TO TR "
        "TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW"
    )
)


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _s10(number: str) -> bool:
    """UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11."""
    rest = 11 - _weighted(number[2:10], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return number[-2:] in _COUNTRIES | {"YP"} and {10: 0, 11: 5}.get(rest, rest) == int(number[10])


def _ups(number: str) -> bool:
    """UPS 1Z: letters count (code - 63) modulo 10, every second place doubled, modulo 10."""
    values = [int(letter) if letter.isdigit() else (ord(letter) - 63) % 10 for letter in number[2:17]]
    return number[17].isdigit() and (-sum(values[0::2]) - 2 * sum(values[1::2])) % 10 == int(number[17])


def _mod10(number: str, odd: int, even: int) -> bool:
    """Modulo 10 from the right: the digit beside the check digit has weight `odd`."""
    digits = [int(digit) for digit in reversed(number[:-1])]
    return (-odd * sum(digits[0::2]) - even * sum(digits[1::2])) % 10 == int(number[-1])


def _sscc(number: str) -> bool:
    return len(set(number)) > 2 and _mod10(number, 3, 1)


def _usps(number: str) -> bool:
    """USPS: modulo 10 with weights 3 and 1 over the number without its 420 + ZIP beginning."""
    return len(set(number)) > 3 and any(
        _mod10(number[cut:], 3, 1) for cut in ((8, 12) if number.startswith("420") else (0,))
    )


def _fedex12(number: str) -> bool:
    return _weighted(number[:11], (3, 1, 7) * 3 + (3, 1)) % 11 % 10 == int(number[11])


def _fedex34(number: str) -> bool:
    return _weighted(number[-14:-1], (1, 7, 3) * 4 + (1,)) % 11 % 10 == int(number[-1])


def _dhl(number: str) -> bool:
    return int(number[:-1]) % 7 == int(number[-1])


def _mod37(number: str) -> bool:
    """ISO 7064 modulo 37, 36, as DPD prints it after the number."""
    rest = 36
    for letter in number[:-1]:
        rest = (rest + int(letter, 36)) % 36 or 36
        rest = rest * 2 % 37
    return (37 - rest) % 36 == int(number[-1], 36)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Form:
    carrier: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool] | None = None  # None: the form has no check digit
    plain: bool = False  # digits only: needs the mail to speak of it
    strict: bool = True  # a wrong check digit is no tracking number; False: it is one with a slip


def _form(carrier: str, pattern: str, check: Callable[[str], bool] | None = None, **more: bool) -> _Form:
    return _Form(carrier=carrier, pattern=re.compile(pattern), check=check, **more)


_FORMS = (
    _form("ups", r"1Z[A-Z0-9]{16}", _ups, strict=False),
    _form("yanwen", r"[A-Z]{2}\d{9}YP", _s10),
    _form("upu", r"[A-Z]{2}\d{9}[A-Z]{2}", _s10, strict=False),
    _form("yunexpress", r"YT\d{16}"),
    _form("4px", r"4PX\d{10,14}(?:CN)?"),
    _form("cainiao", r"(?:LP|CAINIAO)\d{14,18}"),
    _form("sf", r"SF\d{12,13}"),
    _form("jt", r"(?:JT|JTE|JTX)\d{12,13}"),
    _form("yodel", r"J?JD\d{16}"),
    _form("dhl", r"J(?:JD|VGL|D)\d{10}|JJD\d{17,18}"),
    _form("dhl", r"GM\d{16,20}"),
    _form("amazon", r"TB[ACM]\d{12}"),
    _form("gofo", r"GFUS\d{14}"),
    _form("speedx", r"SPX[A-Z]{2,3}\d{12,15}"),
    _form("landmark", r"LTN\d{8}N1"),
    _form("uniuni", r"UUS[A-Z0-9]{10,18}"),
    _form("usps", r"9[1-5]\d{18,24}", _usps, plain=True),
    _form("usps", r"420\d{25,31}", _usps, plain=True),
    _form("usps", r"(?:03|23|70|71|72|73|77|82)\d{18}", _sscc, plain=True),
    _form("dhl", r"00340\d{15}", _sscc, plain=True),
    _form("fedex", r"96\d{20}", lambda number: _mod10(number[-15:], 3, 1), plain=True),
    _form("fedex", r"\d{34}", _fedex34, plain=True),
    _form("fedex", r"\d{15}", lambda number: len(set(number)) > 2 and _mod10(number, 3, 1), plain=True),
    _form("fedex", r"\d{12}", lambda number: len(set(number)) > 2 and _fedex12(number), plain=True),
    _form("dpd", r"\d{14}[A-Z0-9]|\d{27}[A-Z0-9]", _mod37, plain=True),
    _form("dhl", r"\d{10,11}", lambda number: len(set(number)) > 2 and _dhl(number), plain=True),
    _form("canadapost", r"[0-9]{16}", _sscc, plain=True),
)
_NAMES = {"canadapost": ("CANADA POST", "CANADAPOST", "POSTES CANADA")}
_NEEDS_NAME = frozenset({"canadapost", "dpd"})


def tracking_numbers(text: str) -> tuple[TrackingNumber, ...]:
    """Tracking numbers of a text in order of appearance, each once, at most twenty.

    >>> [found.carrier for found in tracking_numbers("my parcel RB123456785GB, fedex 986578788855")]
    ['upu', 'fedex']
    """
    upper = text[:_TEXT].upper()
    found: dict[str, TrackingNumber] = {}
    for number, around in _candidates(upper):
        if number not in found and len(found) < _FOUND and (hit := _recognised(number, around)):
            found[number] = hit
    return tuple(found.values())


def _candidates(upper: str) -> Iterator[tuple[str, str]]:
    """Numbers without their spaces, and the text around each."""
    matches = [*_COMPACT.finditer(upper), *_SPACED.finditer(upper)]
    for match in sorted(matches, key=lambda found: (found.start(), found.start() - found.end())):
        around = upper[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        yield match[0].replace(" ", "").replace("-", ""), around


def _recognised(number: str, around: str) -> TrackingNumber | None:
    slip = None
    for form in _FORMS:
        if not form.pattern.fullmatch(number) or (form.plain and not _is_meant(form.carrier, around)):
            continue
        if form.check is None or form.check(number):
            return TrackingNumber(number=number, carrier=form.carrier, valid=True)
        if not form.strict and (form.carrier != "upu" or number[-2:] in _COUNTRIES):
            slip = slip or TrackingNumber(number=number, carrier=form.carrier, valid=False)
    return slip


def _is_meant(carrier: str, around: str) -> bool:
    named = any(name in around for name in _NAMES.get(carrier, (carrier.upper(),)))
    return named or (carrier not in _NEEDS_NAME and _CONTEXT.search(around) is not None)
