"""Signatures at the end of a run of new lines. What is not certain to be one stays with the customer's words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from triage.mail.page.reader import SIGNATURE
from triage.mail.quotes import signature_card
from triage.mail.quotes import signature_marks as marks
from triage.mail.quotes.header_block import is_rule
from triage.mail.quotes.lines import Lines, unmarked

_LINES, _CHARS = 15, 1_200  # of a signature below two dashes
_REACH = 40  # lines from the end
_ROUNDS = 4
_ALONE = 90  # characters of a phone's line above words
_LEGAL = 80  # characters: lawyers are not brief
_LINK = re.compile(r"[<(\[]{0,2}https?://[^\s<>]{1,500}[>)\]]{0,2}")
_POSTSCRIPT = re.compile(r"\A(?:p\.?\s?\.?s\b|n\.?b\.?\s?:|" + "|".join(marks.POSTSCRIPT) + ")")
_NUMBER = re.compile(r"\d{5}")
_PARTICLES = frozenset(("von", "van", "de", "der", "den", "di", "da", "la", "le", "du", "al", "bin"))
_DASHES = frozenset({"--", "—", "–", "__"})


def find(lines: Lines, start: int, end: int) -> list[int]:
    """The numbers of the lines between `start` and `end` that are signature. A postscript below one is none."""
    if not any(lines.shown[start:end]):
        return []
    found = [number for number in range(start, end) if SIGNATURE in lines.raw[number][:8]]
    found += [number for number in range(start, end) if _is_alone(lines, number, start, end)]
    postscript = _postscript(lines, start, end)
    if postscript is None:
        return [*found, *range(_beginning(lines, start, end), end)]
    above, below = _beginning(lines, start, postscript), _beginning(lines, postscript + 1, end)
    return [*found, *range(above, postscript), *range(below, end)]


def _beginning(lines: Lines, start: int, end: int) -> int:
    """Where the signature begins that ends here; `end` when there is none."""
    last = end
    for _ in range(_ROUNDS):
        before = last
        for rule in _RULES:
            last = rule(lines, start, last)
        if last == before:
            break
    return last


def is_only_closing(lines: Lines, numbers: list[int]) -> bool:
    """Whether these lines are a closing and a name alone: a program put them there, and nothing was typed."""
    shown = [lines.shown[number] for number in numbers]
    return (
        1 <= len(shown) <= 3
        and shown[0].rstrip(",.!:;，。！… ") in marks.REGARDS
        and all(_may_be_name(unmarked(lines.raw[number]).strip()) for number in numbers[1:])
    )


def _may_be_name(written: str) -> bool:
    """At most three words, particles aside, that begin with capitals, or three East Asian letters; no sentence."""
    words = [word for word in written.strip(" .,!").split() if word not in _PARTICLES]
    capital = all(word[0].isupper() for word in words)
    east = len(words) <= 2 and all("\u3040" <= letter <= "\ud7a3" for word in words for letter in word)
    return (0 < len(words) <= 3 and capital and written[-1:] not in "!?") or (east and len(written) <= 3)


def _is_alone(lines: Lines, number: int, start: int, end: int) -> bool:
    """Whether a phone's line stands between empty lines; a person may have typed below it."""
    shown = lines.shown[number]
    if not 0 < len(shown) <= _ALONE or not is_mobile(shown):
        return False
    above, below = number == start or not lines.shown[number - 1], number + 1 >= end or not lines.shown[number + 1]
    return above and below


def _postscript(lines: Lines, start: int, end: int) -> int | None:
    """Where a postscript begins below something that may be a signature."""
    for number in range(end - 1, max(start, end - _LINES) - 1, -1):
        if lines.shown[number][:1] in marks.POSTSCRIPT_LETTERS and _POSTSCRIPT.match(lines.shown[number]):
            return number
    return None


def _filled_back(lines: Lines, start: int, end: int) -> Iterator[int]:
    return (number for number in range(end - 1, max(start, end - _REACH) - 1, -1) if lines.shown[number])


def _mobile(lines: Lines, start: int, end: int) -> int:
    """Last lines such as "Sent from my iPhone"."""
    last = end
    for number in _filled_back(lines, start, end):
        if is_rule(lines.shown[number]):
            continue
        if not is_mobile(lines.shown[number]):
            break
        last = number
    return last


def is_mobile(shown: str) -> bool:
    """Whether a line is what a phone or a mail service adds: it says "sent" and names a device or a program.

    >>> is_mobile("sent from my iphone"), is_mobile("sent from my desk, much easier than my mobile phone.")
    (True, False)
    """
    if not (shown[:2] in marks.FIRST_LETTERS or shown[0] in marks.FIRST_SIGNS or shown.endswith(marks.LAST_WORDS)):
        return False
    text = _LINK.sub("", shown).strip(" []()<>*_-|.!~")
    if not text or len(text) > 100 or text[-1] in "?？" or _NUMBER.search(text):
        return False
    if text.startswith(marks.WHOLE_STARTS) or text in marks.WHOLE:
        return True
    return _is_sent(text, shown) or _is_got(text)


def _is_sent(text: str, shown: str) -> bool:
    around = any(text.startswith(first) and text.endswith(last) for first, last in marks.SENT_AROUND)
    if not (around or text.startswith(marks.SENT_STARTS) or text.endswith(marks.SENT_ENDS)):
        return False
    words = shown.split()
    first, second = " ".join(words[:8]), " ".join(words[:4])
    return any(device in first for device in marks.BRANDS) or (
        len(words) <= 10 and any(device in second for device in marks.DEVICES)
    )


def _is_got(text: str) -> bool:
    if not (text.startswith(marks.GET_STARTS) or text.endswith(marks.GET_ENDS)):
        return False
    named = len(text.split()) <= 3 or any(platform in text for platform in marks.PLATFORMS)
    return named and len(text) <= 70 and any(app in text for app in marks.APPS)


def _dashes(lines: Lines, start: int, end: int) -> int:
    """What stands below "-- " (RFC 3676, 4.3), if it is as short as a signature and asks nothing."""
    for number in range(end - 1, max(start, end - _REACH) - 1, -1):
        if lines.shown[number] in _DASHES and not lines.marked[number]:
            return number if _is_signature(lines, start, number, end) else end
    return end


def _is_signature(lines: Lines, start: int, number: int, end: int) -> bool:
    tail = [shown for shown in lines.shown[number + 1 : end] if shown]
    if len(tail) > _LINES or sum(map(len, tail)) > _CHARS:
        return False
    if lines.raw[number] == "-- ":
        return True
    if not any(lines.shown[start:number]) or any(shown[-1] in "?？" for shown in tail):
        return False
    return lines.shown[number] == "--" or (0 < len(tail) <= 5 and max(map(len, tail)) <= 60)


def _notice(lines: Lines, start: int, end: int) -> int:
    """A last paragraph of legal words, a plea for the woods, or what a virus scanner or mailing list adds."""
    first = _last_paragraph(lines, start, end)
    paragraph = " ".join(shown for shown in lines.shown[first:end] if shown)
    if not any(lines.shown[start:first]):
        return end
    if paragraph.startswith(marks.NOTICES):
        return first
    words = sum(word in paragraph for word in marks.LEGAL_WORDS)
    legal = len(paragraph) >= _LEGAL and words >= (1 if paragraph.startswith(marks.LEGAL_STARTS) else 3)
    return first if legal or _is_list_footer(lines, first, end) else end


def _last_paragraph(lines: Lines, start: int, end: int) -> int:
    """Its first line: the last filled lines without an empty one between them."""
    first = end
    for number in _filled_back(lines, start, end):
        if first < end and number + 1 != first:
            break
        first = number
    return first


def _is_list_footer(lines: Lines, first: int, end: int) -> bool:
    return first < end and is_rule(lines.shown[first]) and "mailing list" in " ".join(lines.shown[first + 1 : end][:2])


def _piped(lines: Lines, start: int, end: int) -> int:
    """The card of NetEase's programs in text/plain: cells between bars, each on a line."""
    number = next(_filled_back(lines, start, end), None)
    if number is None or lines.shown[number][-1] != "|":
        return end
    top = next((n for n in range(number, max(start, number - 12) - 1, -1) if lines.shown[n] == "| |"), None)
    return end if top is None else top


_RULES = (_mobile, _notice, _dashes, _piped, signature_card.beginning)
