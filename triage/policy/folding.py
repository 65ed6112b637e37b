"""Text as a guard reads it: tricks with letters undone, so that a word hidden from the model is still found.

Folded: compatibility forms and case (NFKC), accents, zero-width and combining characters, Cyrillic and Greek
look-alikes, letters drawn as symbols. Three readings of a text: as written, with separators inside words removed
("l.a.w", "law-yer", a word broken over two lines), and runs of single letters joined ("l a w y e r"). Each step is
linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

# Letters that look like Latin ones (Unicode TR 39 confusables; only those that a reader takes for the Latin letter).
_LOOK_ALIKES = (
    ("АВСЕНІЈКМОРЅТХУӀԁԛԝһ", "ABCEHIJKMOPSTXYLdqwh"),  # Cyrillic capitals and rare letters
    ("авсенкмортхуіїјѕёӏгпьзи", "abcehkmoptxyiijselrnbzu"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),  # Greek
    ("αβεηικνορτυχγωμ", "abenikvoptuxywu"),
    ("ıɩɑɡøđħłƅɓɗɛɪʟʀɴɢʜʏᴀᴄᴅᴇᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢʙꜰꜱ", "iiagodhlbbdeilrnghyacdejkmoptuvwzbfs"),  # Latin
)
_DRAWN = (0x1F130, 0x1F150, 0x1F170, 0x1F1E6)  # squared, circled and flag letters: A to Z from here
_ALWAYS_KEPT = (0x3099, 0x309A)  # the voicing marks that tell が from か
_GONE = frozenset({"Mn", "Me", "Cf", "Cc", "Cs", "Co"})

CJK = "々〇ぁ-ゖァ-ヺー\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_CJK = re.compile(f"[{CJK}]")
_WORD = re.compile(r"\w+")
_SEPARATORS = re.compile(
    rf"(?<=\w)(?:[^\w\s@$!|]++|-?[ \t]?\r?\n[ \t]?)(?=\w)|(?<=[{CJK}])\W++(?=[{CJK}])"
)  # possessive: no way back, no quadratic case
_BREAKS = re.compile(r"(?<=\w)-[ \t]?\r?\n[ \t]?(?=\w)")
_SPACED = re.compile(r"(?<!\w)\w(?:\W{1,3}\w(?!\w)){3,}")
_PUNCTUATION = re.compile(r"[@$!|](?!\w)|[^\w@$!|]")
_WIDE_GAP = re.compile(r"\s{2,}")


@cache
def _table() -> Mapping[int, str | None]:
    """Code point to its plain letter, or to nothing."""
    planes = chain(range(0x20000), range(0xE0000, 0xE0200))
    table: dict[int, str | None] = {
        point: None
        for point in planes
        if unicodedata.category(chr(point)) in _GONE and point not in _ALWAYS_KEPT and not chr(point).isspace()
    }
    for alike, plain in _LOOK_ALIKES:
        table.update(zip(map(ord, alike), plain, strict=True))
    for start in _DRAWN:
        table.update((start + offset, chr(ord("a") + offset)) for offset in range(26))
    table.update({ord("_"): "-", ord("æ"): "ae", ord("œ"): "oe"})
    return table


def fold(text: str) -> str:
    r"""Letters as plain as they can be; line ends, spaces and punctuation stay.

    Marks are removed before normalising too: sorting a long run of them is quadratic (Unicode canonical ordering).

    >>> fold("Rе\u200bçhtsÄNWALT")
    'rechtsanwalt'
    """
    if text.isascii():
        return text.replace("_", "-").lower()
    table = _table()
    decomposed = unicodedata.normalize("NFKD", text.translate(table)).translate(table)
    return unicodedata.normalize("NFC", decomposed.casefold())


def words(folded: str) -> str:
    r"""Words with one space between them. @ $ ! | stay where a letter follows, for they may stand for one.

    >>> words("see  you, in\ncourt! $ue")
    'see you in court $ue'
    """
    return " ".join(_PUNCTUATION.sub(" ", folded).split())


def readings(text: str) -> Iterator[tuple[str, bool]]:
    r"""The texts to look through, each with whether words have ends in it.

    >>> list(readings("I need a l a w y e r, char-\nge back"))
    [('i need a l a w y e r char ge back', True), ('i need a l a w y e r charge back', True), ('alawyer', False)]
    """
    folded = fold(text)
    plain = words(folded)
    yield plain, True
    glued = words(_SEPARATORS.sub("", folded))
    if glued != plain:
        yield glued, True
    unbroken = words(_BREAKS.sub("", folded))  # "40,-\n000 fol-\nlowers": signs within words stay
    if unbroken not in {plain, glued}:
        yield unbroken, True
    joined = " ".join(_joined(run.group()) for run in _SPACED.finditer(folded))
    if joined:
        yield joined, False


def _joined(run: str) -> str:
    return re.sub(r"[^\w\0]", "", _WIDE_GAP.sub("\0", run)).replace("\0", " ")


def is_cjk(char: str) -> bool:
    """Whether a letter belongs to a script that writes no spaces between words."""
    return _IS_CJK.match(char) is not None


def count_words(text: str) -> int:
    """Words; in scripts without spaces two letters count as one.

    >>> count_words("where is it?"), count_words("什么时候发货?")
    (3, 3)
    """
    letters = 0 if text.isascii() else sum(map(is_cjk, text))
    spaced = "".join(" " if is_cjk(char) else char for char in text) if letters else text
    return len(_WORD.findall(spaced)) + (letters + 1) // 2
