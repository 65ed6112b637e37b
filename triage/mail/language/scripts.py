"""Letters by the Unicode block they stand in: for most scripts that already names the language."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter

# First code point of a block, and what its letters are: a language, a script with several, or "" for signs.
_BLOCKS = (
    (0x0000, "latin"), (0x0370, "el"), (0x0400, "cyrillic"), (0x0530, "hy"), (0x0590, "he"), (0x0600, "ar"),
    (0x0700, ""), (0x0900, "hi"), (0x0980, "bn"), (0x0A00, "pa"), (0x0A80, "gu"), (0x0B00, ""), (0x0B80, "ta"),
    (0x0C00, "te"), (0x0C80, "kn"), (0x0D00, "ml"), (0x0D80, "si"), (0x0E00, "th"), (0x0E80, "lo"), (0x0F00, ""),
    (0x1000, "my"), (0x10A0, "ka"), (0x1100, "hangul"), (0x1200, "am"), (0x1380, ""), (0x1780, "km"), (0x1800, ""),
    (0x1C80, "cyrillic"), (0x1C90, ""), (0x1E00, "latin"), (0x1F00, "el"), (0x2000, ""), (0x3041, "hiragana"),
    (0x30A0, "katakana"), (0x3100, ""), (0x3130, "hangul"), (0x3190, ""), (0x31F0, "katakana"), (0x3200, ""),
    (0x3400, "han"), (0x4DC0, ""), (0x4E00, "han"), (0xA000, ""), (0xAC00, "hangul"), (0xD7B0, ""), (0xF900, "han"),
    (0xFB00, "latin"), (0xFB1D, "he"), (0xFB50, "ar"), (0xFE00, ""), (0xFE70, "ar"), (0xFF00, ""), (0x20000, "han"),
    (0x32000, ""),
)  # fmt: skip
_STARTS = tuple(start for start, _ in _BLOCKS)
_SIGNS = frozenset("・ー々")  # beside kana and ideographs, saying nothing of the language

# Letters that Arabic does not have, and whose they are.
_PERSIAN, _URDU = frozenset("پچژگکی"), frozenset("ٹڈڑےںہ")


def block(letter: str) -> str:
    """Language or script of one character, "" where it tells nothing.

    >>> block("ж"), block("ω"), block("退"), block("!")
    ('cyrillic', 'el', 'han', '')
    """
    if not letter.isalpha() or letter in _SIGNS:
        return ""
    return _BLOCKS[bisect_right(_STARTS, ord(letter)) - 1][1]


def count(text: str) -> Counter[str]:
    """How many letters of each script but the Latin one."""
    counts = Counter(block(letter) for letter in text if letter > "\u02ff")
    del counts[""], counts["latin"]
    return counts


def arabic(text: str) -> str:
    """Arabic, Persian or Urdu, by the letters that only they have."""
    if any(letter in _URDU for letter in text):
        return "ur"
    return "fa" if any(letter in _PERSIAN for letter in text) else "ar"
