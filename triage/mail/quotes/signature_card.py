"""The block that a mail program puts below a name: role, company, telephone. A customer hardly types such words."""

from __future__ import annotations

import re

from triage.mail.quotes import signature_marks as marks
from triage.mail.quotes.header_block import is_rule
from triage.mail.quotes.lines import Lines, unmarked

_LINES = 14  # of a block
_ENOUGH, _CERTAIN = 2, 3  # points
_SHORT, _LONGEST = 70, 130
_CONTACT = re.compile(
    r"\A[\W_]{0,4}(?:" + "|".join(marks.CONTACT) + r")\b(?:[\w ./-]{0,12}[:.)|+：]|[ .]{0,3}\(?\d)"
    r"|\A[\W_]{0,3}(?:www\.|https?://)\S{1,200}\Z|\A<?[\w.+-]{1,64}@[\w.-]{1,100}>?(?:\s?<mailto:[^>]{1,200}>)?\Z"
    r"|\A\+?[\d()][\d ()/.-]{7,24}\Z"
)
_BUSINESS = re.compile(
    rf"(?<![^\W_])(?:(?:{'|'.join(marks.COMPANIES)})(?![^\W_])|{'|'.join(marks.ROLES)})"
    rf"|{'|'.join((*marks.FIRMS, *marks.OFFICES))}"
)
_DIGIT = re.compile(r"\d")
_NAME = re.compile(r"[^\W\d_][^\d_@:;!?<>()|/]{1,40}\Z")


def beginning(lines: Lines, start: int, end: int) -> int:
    """Where the block begins that ends a run of new lines; `end` when none does."""
    filled = _last_filled(lines, start, end)
    while filled and is_rule(lines.shown[filled[0]]):
        filled.pop(0)
    if len(filled) < 2:
        return end
    is_closed = is_closing(lines.shown[filled[-1]])
    found = _framed(lines, filled)
    if found is None:
        found = _below_closing(lines, filled) if is_closed else _below_name(lines, filled)
    return end if found is None else found


def _last_filled(lines: Lines, start: int, end: int) -> list[int]:
    """The last short lines, nearest to the end first; a closing is the last of them."""
    found: list[int] = []
    for number in range(end - 1, start - 1, -1):
        shown = lines.shown[number]
        if not shown:
            continue
        if len(found) >= _LINES or not _may_belong(shown):
            break
        found.append(number)
        if is_closing(shown):
            break
    return found


def is_closing(shown: str) -> bool:
    """Whether a line says "Best regards" and no more; two languages may share it."""
    parts = shown.rstrip(",.!:;，。！… ").split(" / ")
    return all(part.strip(" ,.!") in marks.CLOSINGS for part in parts)


def _may_belong(shown: str) -> bool:
    if shown[-1] in "?？":
        return False
    if not shown.isascii() and any(sign in shown for sign in "，。：、"):
        return _CONTACT.match(shown) is not None
    words = len(shown.split())
    if len(shown) <= _SHORT and words <= 9 and (words <= 4 or shown[-1] not in ".!:"):
        return True
    return len(shown) <= _LONGEST and _points(shown) > 0


def _points(shown: str) -> int:
    if _BUSINESS.search(shown):
        return 2
    return 1 if _CONTACT.match(shown) else 0


def _score(lines: Lines, numbers: list[int]) -> int:
    return sum(_points(lines.shown[number]) for number in numbers)


def _framed(lines: Lines, filled: list[int]) -> int | None:
    """Below a line of dashes, as is usual in Japan."""
    for place, number in enumerate(filled):
        if len(lines.shown[number]) >= 10 and is_rule(lines.shown[number]):
            return number if _score(lines, filled[:place]) >= _ENOUGH else None
    return None


def _below_closing(lines: Lines, filled: list[int]) -> int | None:
    """The closing and the name typed below it stay; a name that heads the block goes with it."""
    if len(filled) < 3:
        return None
    closing, name, first = filled[-1], filled[-2], filled[-3]
    if _repeats(lines, name, first):
        return first
    if _score(lines, filled[:-2]) < _CERTAIN:
        return None
    return name if name - closing > first - name and _is_name(lines, name) else first


def _below_name(lines: Lines, filled: list[int]) -> int | None:
    """Without a closing: below the same name once more, or from the name on that stands above a role or company."""
    for upper, lower in zip(filled[1:], filled[:-1], strict=True):
        if _repeats(lines, upper, lower) and lower != filled[0]:
            return lower
    points = [_points(lines.shown[number]) for number in filled]
    top = max((place for place, count in enumerate(points) if count == _ENOUGH), default=-1) + 1
    if not top or _is_postal(lines, filled[:top], points):
        return None
    name = filled[top] if top < len(filled) and not _is_titled(lines, filled[top - 1]) else filled[top - 1]
    return name if _is_name(lines, name) and _stands_alone(lines, name) else None


def _is_titled(lines: Lines, number: int) -> bool:
    """Whether a line has a name and a title behind it, as is usual in Korea and Japan."""
    return not lines.shown[number].isascii() and lines.shown[number].endswith(marks.TITLES)


def _is_postal(lines: Lines, numbers: list[int], points: list[int]) -> bool:
    """Whether a street or a postcode stands there, and nothing that a card has besides."""
    has_number = any(not points[place] and _DIGIT.search(lines.shown[n]) for place, n in enumerate(numbers))
    return has_number and 1 not in points[: len(numbers)]


def _repeats(lines: Lines, upper: int, lower: int) -> bool:
    """Whether "Anna" stands above "Anna Example"."""
    name, full = lines.shown[upper].strip(" ,.-/"), lines.shown[lower]
    return lower - upper > 1 and 2 <= len(name) <= 25 and (full == name or full.startswith(f"{name} "))


def _is_name(lines: Lines, number: int) -> bool:
    raw = unmarked(lines.raw[number]).strip(" *_>")
    words = raw.split()
    if not _NAME.match(raw) or len(words) > 4:
        return False
    return all(not word[:1].islower() or len(word) <= 3 for word in words) and (not raw.isascii() or len(words) > 1)


def _stands_alone(lines: Lines, number: int) -> bool:
    """Whether the text above does not lead to what stands here, as "my new address:" does."""
    above = next((shown for shown in reversed(lines.shown[max(0, number - 8) : number]) if shown), "")
    return bool(above) and above[-1] not in ":：," and not any(word in above for word in marks.ADDRESS_WORDS)
