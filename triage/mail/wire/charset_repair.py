"""What bytes say when their label is missing or wrong: guesses that need evidence, and text decoded twice."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

_JIS = "iso2022_jp_ext"
_SINGLE_BYTE = re.compile(r"^(cp12\d\d|iso8859|koi8|mac|cp8|cp437)")
_WESTERN = frozenset({"cp1252", "iso8859-16", "cp850", "mac-roman"})
_NEXT = {  # a superset to try where the usual codec fails
    "cp950": "big5hkscs", "big5hkscs": "cp950", "euc-jp": "euc_jis_2004", "cp932": "shift_jis_2004",
    "iso8859-8": "cp1255",
}  # fmt: skip
_ASIAN = ("gb18030", "cp932", "cp950", "cp949", "euc-jp")
_CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866")
_SAMPLE = 20_000
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = re.compile(rb"[\x80-\xff]+")
_COMMON_HAN = frozenset(
    "的一是不了在人有我他这中大来上个国到说们为你要就和以可时出会也没件货单退款收快递请您好订购买发物流号查嗎這個們來為"
    "說時會沒貨單請訂購買發號還問"
)
_COMMON_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбч")
_CENTRAL = frozenset("ąćęłńóśźżáčďéěíňřšťúůýžőűöüäôľĺŕăâîşţßĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÖÜÄÔĽĹŔĂÂÎŞŢ")
_USUAL_MARKS = frozenset("\xa0€‚„…†‡‰‹›‘’“”•–—™«»§°±·×÷©®µ¶´¨¸¤¦")
_IN_WORD_SYMBOL = re.compile(r"[^\W\d_][¿³¹¼¾º¡¢£¥±ª¶²][^\W\d_]|\b[¿³¹¼¾£][a-z]{2}|[a-z][¹³¿¼ê]\b")
_TURKISH = frozenset("çöüâîûÇÖÜÂÎÛ")
_TURKISH_TELLING = frozenset("ýþðÝÞÐ")
_TURKISH_SURE = frozenset("þðÞÐ")
_GREEK = frozenset("αοιετσνηυρ")
_HIRAGANA = re.compile("[\u3041-\u3096]{2}")
_ESCAPES = re.compile(rb"\x1b(\$@|\$B|\(B|\(J|\(I|\$\(D|\(H)")
_MIXED = "triage-cp1252"


def decoded(content: bytes, name: str | None) -> str:
    """Text under a codec that may be wrong (None: no label). Never raises; bytes that mean nothing become U+FFFD."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content.isascii() and b"\0" not in content[:_SAMPLE] and name not in {"utf-7", "hz"}:
        return _of_escapes(content) if b"\x1b" in content else content.decode("ascii")
    if (wide := _wide(content, name)) is not None:
        return content.decode(wide, "replace")
    if name is None or _SINGLE_BYTE.match(name):
        return _of_bytes(content, name)
    return _of_many(content, name)


def _of_escapes(content: bytes) -> str:
    """ISO-2022-JP, with the letters of NEC and Microsoft (circled digits) that the standard codec lacks; or -KR."""
    if b"\x1b$)C" in content[:1_000]:
        return content.decode("iso2022_kr", "replace")
    text = _strict(content, _JIS)
    if text is not None:
        return text
    pieces = _ESCAPES.split(content)
    out = [pieces[0].decode("ascii", "replace")]
    for escape, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        out.append(_jis_piece(escape, piece))
    return "".join(out)


def _jis_piece(escape: bytes, piece: bytes) -> str:
    if escape == b"(I":
        return bytes(letter | 0x80 for letter in piece).decode("cp932", "replace")
    if escape not in {b"$@", b"$B"}:
        return piece.decode("ascii", "replace")
    text, _, rest = piece.partition(b"\n")
    pairs = zip(text[::2], text[1::2], strict=False)
    return b"".join(_shifted(first, second) for first, second in pairs).decode("cp932", "replace") + (
        "\n" + rest.decode("ascii", "replace") if rest or b"\n" in piece else ""
    )


def _shifted(first: int, second: int) -> bytes:
    """A pair of JIS X 0208 as Shift-JIS has it."""
    lead = ((first + 1) >> 1) + (0x70 if first < 0x5F else 0xB0)
    trail = second + (0x1F + (second >= 0x60) if first & 1 else 0x7E)
    return bytes((lead & 0xFF, trail & 0xFF))


def _wide(content: bytes, name: str | None) -> str | None:
    """The byte order of UTF-16 without a mark, told by its NULs; None when the text is not UTF-16."""
    if name in {"utf-16-le", "utf-16-be", "utf-32"}:
        return name
    sample = content[:4_000]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if name != "utf-16" and max(even, odd) * 5 < len(sample):
        return None
    if even == odd and name == "utf-16":
        return _likelier(sample)
    return "utf-16-be" if even > odd else "utf-16-le"


def _likelier(sample: bytes) -> str:
    """Of two byte orders the one that gives usual letters."""
    scores = {}
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "replace")
        scores[name] = sum(letter in _COMMON_HAN or "\u3041" <= letter <= "\u30fe" for letter in text)
    return max(scores, key=lambda name: scores[name])


def _of_bytes(content: bytes, name: str | None) -> str:
    """Under no label or a single-byte one: UTF-8 hardly ever passes by chance, and some alphabets betray themselves."""
    text = _strict(content, "utf-8")
    if text is not None:
        return text
    if name is None or name in _WESTERN:
        return _guess(content, name or "cp1252")
    return _cyrillic(content, name) if name in _CYRILLIC else content.decode(name, "replace")


def _of_many(content: bytes, name: str) -> str:
    """Under the label of a multi-byte charset."""
    for one in (name, _NEXT.get(name, ""), "" if name == "utf-8" else "utf-8"):
        text = _strict(content, one) if one else None
        if text is not None:
            return text
    if name == "utf-8":
        return _of_damaged(content)
    if name == _JIS and b"\x1b$" in content:
        return _of_escapes(content)
    return content.decode(name, "replace")


def _of_damaged(content: bytes) -> str:
    """Bytes labelled UTF-8 that are not: another charset if they are hardly UTF-8 at all, else only damaged."""
    damaged = content.decode("utf-8", "replace")
    wrong = damaged.count("\ufffd")
    right = [letter for letter in damaged[:_SAMPLE] if letter > "\x7f" and letter != "\ufffd"]
    if wrong > max(2, len(right)):
        return _guess(content, "cp1252")
    return content.decode("utf-8", _MIXED) if all(letter < "\u0250" for letter in right) else damaged


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    """A stray byte in UTF-8 text of Latin letters is windows-1252 (a quote of another charset)."""
    assert isinstance(error, UnicodeDecodeError)
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_MIXED, _as_cp1252)


def _guess(content: bytes, usual: str) -> str:
    """Another alphabet where runs of high bytes speak for one, else Latin letters of the West, the centre or Turkey."""
    if _is_foreign(content[:_SAMPLE]):
        text = _asian(content)
        return _alphabet(content, usual) if text is None else text
    return _latin(content, usual)


def _is_foreign(sample: bytes) -> bool:
    """Whether most high bytes come in runs, as no Latin word has them."""
    return sum(map(len, _HIGH_RUN.findall(sample))) * 2 > sum(map(len, _HIGH.findall(sample)))


def _asian(content: bytes) -> str | None:
    kana = _HIRAGANA.search((_strict(content, "gb18030") or "")[:_SAMPLE])  # GB 2312 has them at the places of EUC-JP
    for name in ("euc-jp", *_ASIAN) if kana else _ASIAN:
        text = _strict(content, name)
        if text is not None and _is_asian(text):
            return text
    return None


def _alphabet(content: bytes, usual: str) -> str:
    """Cyrillic or Greek, where most high letters are usual ones of it."""
    text = _cyrillic(content, "cp1251")
    if _score(text[:_SAMPLE]) >= 0.5:
        return text
    text = content.decode("cp1253", "replace")
    letters = [letter for letter in text[:_SAMPLE].lower() if letter > "\x7f" and letter not in _USUAL_MARKS]
    greek = len(letters) >= 8 and sum(letter in _GREEK for letter in letters) * 2 >= len(letters)
    return text if greek else content.decode(usual, "replace")


def _cyrillic(content: bytes, name: str) -> str:
    """The Cyrillic charset that gives words of usual letters; the named one unless another is far better."""
    sample = content[:2_000]
    if not _is_foreign(sample):
        return content.decode("cp1252", "replace")  # single letters in words of ASCII
    scores = {one: _score(sample.decode(one, "replace")) for one in dict.fromkeys((name, *_CYRILLIC))}
    best = max(scores, key=lambda one: scores[one])
    return content.decode(best if scores[best] > scores[name] + 0.3 else name, "replace")


def _score(text: str) -> float:
    letters = [letter for letter in text if letter > "\x7f" and letter not in _USUAL_MARKS]
    good = sum(letter in _COMMON_CYRILLIC for letter in letters)
    odd = sum(two.isupper() and one.islower() for one, two in pairwise(text))
    return (good - odd * 2) / len(letters) if len(letters) >= 8 else 0.0


def _latin(content: bytes, usual: str) -> str:
    text = content.decode(usual, "replace")
    shown = text[:_SAMPLE]
    high = {letter for letter in shown if letter > "\x7f"} - _USUAL_MARKS
    if high & _TURKISH_TELLING and high <= _TURKISH | _TURKISH_TELLING and high & _TURKISH_SURE:
        return content.decode("cp1254", "replace")
    czech = "ø" in high and high & set("ìùè") and not high & set("æåÆÅ")
    if "\ufffd" in shown or czech or _IN_WORD_SYMBOL.search(shown):
        return _central(content) or text
    return text


def _central(content: bytes) -> str | None:
    """Text of the languages between Germany and Russia, None when other letters are in it."""
    texts = [content.decode(name, "replace") for name in ("cp1250", "iso8859-2")]
    texts = [text for text in texts if all(x in _CENTRAL or x in _USUAL_MARKS for x in text[:_SAMPLE] if x > "\x7f")]
    return max(texts, key=lambda text: sum(letter in _CENTRAL for letter in text[:_SAMPLE]), default=None)


def _is_asian(text: str) -> bool:
    """Whether a decoding by chance is unlikely: kana, Hangul or very common Han letters, and no lone stray ones."""
    letters = [character for character in text[:5_000] if character > "\x7f"]
    usual = sum("\u3041" <= c <= "\u30fe" or "\uac00" <= c <= "\ud7a3" or c in _COMMON_HAN for c in letters)
    return len(letters) >= 2 and usual * 5 >= len(letters)


def _strict(content: bytes, name: str) -> str | None:
    try:
        return content.decode(name)
    except (UnicodeError, ValueError):
        return None


# "Ã©": UTF-8 that somebody read as windows-1252 and wrote as UTF-8 again.
_BYTES = {bytes([code]).decode("cp1252", "ignore") or chr(code): chr(code) for code in range(0x80, 0xA0)}
_AS_BYTES = str.maketrans(_BYTES)
_TRAIL = "\xa0-\xbf" + "".join(re.escape(letter) for letter in _BYTES) + "\x80-\x9f"
_DOUBLE = re.compile(f"(?:[\xc2-\xdf][{_TRAIL}]|[\xe0-\xef][{_TRAIL}]{{2}}|[\xf0-\xf4][{_TRAIL}]{{3}})+")
_ENOUGH = 2


def undoubled(text: str) -> str:
    """Repair text that was encoded twice, where it is certain: nearly all its letters beyond ASCII are such pairs.

    >>> undoubled("cafÃ© dâ€™Ã©tÃ©"), undoubled("São Tomé"), undoubled("NÃO")
    ('café d’été', 'São Tomé', 'NÃO')
    """
    if text.isascii():
        return text
    found = _DOUBLE.findall(text)
    if not found:
        return text
    high = sum(letter > "\x7f" for letter in text)
    paired = sum(map(len, found))
    certain = paired == high or (len(found) >= _ENOUGH and paired * 5 >= high * 4)
    return _DOUBLE.sub(lambda match: _once(match[0]), text) if certain else text


def _once(text: str) -> str:
    try:
        return text.translate(_AS_BYTES).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
