"""Check digits of parcel numbers: functions that take letters A-Z and digits and say whether they are sound."""

from __future__ import annotations

from collections.abc import Callable

Check = Callable[[str], bool]


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def s10(number: str) -> bool:
    """UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11.

    >>> s10("RB123456785GB"), s10("RB123456786GB")
    (True, False)
    """
    rest = 11 - _weighted(number[2:10], (8, 6, 4, 2, 3, 5, 9, 7)) % 11
    return {10: 0, 11: 5}.get(rest, rest) == int(number[10])


def ups(number: str) -> bool:
    """UPS 1Z: letters count (code - 63) modulo 10, every second place doubled, modulo 10."""
    values = [int(letter) if letter.isdigit() else (ord(letter) - 63) % 10 for letter in number[2:17]]
    return number[17].isdigit() and (-sum(values[0::2]) - 2 * sum(values[1::2])) % 10 == int(number[17])


def mod10(odd: int, even: int, *, skip: int = 0, put: str = "", plus: int = 0) -> Check:
    """Modulo 10 from the right: the digit beside the check digit has weight `odd`.

    `skip` letters at the front do not count, `put` is thought before the rest, `plus` is added to the sum.
    """

    def check(number: str) -> bool:
        digits = [int(digit) for digit in reversed(put + number[skip:-1])]
        return -(odd * sum(digits[0::2]) + even * sum(digits[1::2]) + plus) % 10 == int(number[-1])

    return check


gs1 = mod10(3, 1)  # GS1 General Specifications, 7.9.1: SSCC and the like


def usps(number: str) -> bool:
    """USPS: GS1 over the number without its beginning of 420 and a ZIP of 5 or 9 digits."""
    cuts = (8, 12) if number.startswith("420") and len(number) >= 28 else (0,)
    return any(gs1(number[cut:]) for cut in cuts if number[cut] == "9" or cut == 0)


def usps20(number: str) -> bool:
    """USPS of 20 digits: GS1, in older labels over the number with 91 before it."""
    return gs1(number) or (number[:2] != "91" and mod10(3, 1, put="91")(number))


def luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B: every second digit doubled, its digits added.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    digits = [int(digit) for digit in reversed(number)]
    return (sum(digits[0::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])) % 10 == 0


def fedex12(number: str) -> bool:
    """FedEx Express: weights 3 1 7, modulo 11, then 10."""
    return _weighted(number[:11], (3, 1, 7) * 3 + (3, 1)) % 11 % 10 == int(number[11])


def fedex32(number: str) -> bool:
    """FedEx ASTRA: the number of 12 digits lies before the last four."""
    return fedex12(number[16:28])


def fedex34(number: str) -> bool:
    """FedEx: weights 1 7 3 over the last fourteen digits, modulo 11, then 10."""
    return _weighted(number[-14:-1], (1, 7, 3) * 4 + (1,)) % 11 % 10 == int(number[-1])


def mod7(number: str) -> bool:
    """The number before its last digit, modulo 7: DHL Express, Japan Post, Yamato, Sagawa."""
    return int(number[:-1]) % 7 == int(number[-1])


def mod37(number: str) -> bool:
    """ISO/IEC 7064 modulo 37, 36, as DPD prints it after the number."""
    rest = 36
    for letter in number[:-1]:
        rest = (rest + int(letter, 36)) % 36 or 36
        rest = rest * 2 % 37
    return (37 - rest) % 36 == int(number[-1], 36)
