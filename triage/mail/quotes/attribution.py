"""The line that introduces a quote: "On 12 March 2024 at 10:00, Anna <anna@shop.example> wrote:", in any language.

Facts count, not word order: an address, a date, a time, a verb of writing, a colon. A customer writes such lines too
("I wrote to you on 12.03. at 10:00:"), so a line of speech without an address in brackets opens no quote unless marked
lines follow.
"""

from __future__ import annotations

import re

from triage.mail.quotes import marks
from triage.mail.quotes.lines import Lines, is_followed_by_marked

_LINES = 4  # an introduction may be wrapped over so many
_LONGEST = 400
_WEAK = 200
_COLONS = ":：∶"
_FENCES = ("--", "__", "—-", "**")
_BRACKETED = re.compile(r"[<(\[＜] ?[^\s<>()@]{1,64}@[\w.-]{1,100}['\"]?[>)\]＞;*]")
_EMAIL = re.compile(r"[^\s@]@[\w-]{1,60}\.\w")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?(?:[:.h時时點点시∶]\s?\d{2}(?!\d)|[時时點点시])")
_DATE = re.compile(
    r"(?<!\d)(?:[2٢][0٠]\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)|\d{1,2}[月월]\s?\d{1,2}"
    r"|\d{1,2}(?:\.|º|°|er|st|nd|rd|th)?\s(?:de\s)?[^\W\d_]{3})"
)
_WORD = re.compile(r"[^\W\d_]+")


def heads(lines: Lines) -> dict[int, int]:
    r"""Where an introduction begins, with the line after its end.

    >>> from triage.mail.quotes import lines as quote_lines
    >>> heads(quote_lines.read("Hi\nOn 5 Jan 2026 at 9:00,\nAnna <a@shop.example> wrote:\n> Hello", 9))
    {1: 3}
    """
    found: dict[int, int] = {}
    for end, shown in enumerate(lines.shown):
        if not shown:
            continue
        if _closes(shown) or (shown[-1] == ">" and is_followed_by_marked(lines, end + 1)):
            start = _start(lines, end)
            if start is not None:
                found.setdefault(start, end + 1)
        elif _opens(shown):
            found.setdefault(end, end + 1)
    return found


def _closes(shown: str) -> bool:
    """Whether a line ends like an introduction. Some programs set it in bold, some between dashes."""
    last = shown[-1]
    if last in "*_|" and not shown.endswith("__"):
        last = shown.rstrip("*_| ")[-1:]
    return last in _COLONS or (shown.endswith(marks.WRITTEN_ENDS) and _has_verb(shown))


def _start(lines: Lines, end: int) -> int | None:
    """The line where the introduction begins that ends here."""
    tried = [] if _is_speech_alone(lines.shown[end]) else _stretches(lines, end)
    for start, text in tried:
        if (start == end or _begins(lines.shown[start])) and is_strong(text) and _is_sure(lines, start, end, text):
            return _with_opening(lines, start)
    if not tried:
        return None
    alone = lines.shown[end]
    if _is_named(alone):
        return _with_opening(lines, end)
    return _weak_start(lines, end, tried) if is_followed_by_marked(lines, end + 1) else None


def _is_speech_alone(shown: str) -> bool:
    return shown in {":", "："}


def _stretches(lines: Lines, end: int) -> list[tuple[int, str]]:
    """The text from each line that may be the beginning up to the end, nearest first."""
    found: list[tuple[int, str]] = []
    text = ""
    for start in range(end, max(end - _LINES, -1), -1):
        shown = lines.shown[start]
        if not shown or (start < end and _is_finished(shown)) or len(text) > _LONGEST:
            break
        text = f"{shown} {text}" if text else shown
        found.append((start, text))
    return found


def _is_finished(shown: str) -> bool:
    """Whether a line ends a sentence, so that the next one begins anew."""
    return shown[-1] in "!?。！？…:：" or (shown[-1] == "." and not shown.endswith(marks.ABBREVIATIONS))


def _begins(shown: str) -> bool:
    """Whether a line begins as introductions do: "On ...", a date, or a name with its address."""
    if shown.startswith(marks.ON) or "<" in shown or "@" in shown:
        return True
    date = _DATE.search(shown[:40])
    return date is not None and date.start() <= 16


def _with_opening(lines: Lines, start: int) -> int:
    """Take the line above when it is only the first word or the name of a wrapped introduction."""
    above = lines.shown[start - 1] if start else ""
    if not above or lines.marked[start - 1] or _is_finished(above) or len(above) > 60:
        return start
    shown = lines.shown[start]
    is_name = shown[:1] in "<＜" and not shown.startswith(marks.ON)
    is_on = (
        f"{above} ".startswith(marks.ON) and not shown.startswith(marks.ON) and (above[-1] == "," or " " not in above)
    )
    return start - 1 if is_name or is_on else start


def _opens(shown: str) -> bool:
    """Whether a quote begins on the same line, behind the colon: Yahoo on Android writes it so."""
    angle = shown.find(">")
    colon = shown.find(": ", angle, angle + 40) if angle > 0 else -1
    return 0 < angle < colon and _has_verb(shown[angle:colon]) and is_strong(shown[: colon + 1])


def is_strong(text: str) -> bool:
    """Enough facts to open a quote whatever follows.

    >>> is_strong("am 05.01.2026 um 09:00 schrieb anna:"), is_strong("on 5 january your colleague wrote:")
    (True, False)
    """
    if len(text) > _LONGEST:
        return False
    email, time, date = _EMAIL.search(text), _TIME.search(text), _DATE.search(text)
    if not (time or date):
        return False
    if email and _BRACKETED.search(text):
        return bool(time and date) or _has_verb(text)
    if email and time and date:
        return not _speaks(text)
    facts = bool((time and date) or email)
    return facts and _has_verb(text) and not _speaks(text)


def _is_sure(lines: Lines, start: int, end: int, text: str) -> bool:
    """Whether it names an address, stands alone between empty lines as programs put it, or introduces marked lines."""
    if _EMAIL.search(text) or is_followed_by_marked(lines, end + 1):
        return True
    apart_above = start == 0 or not lines.shown[start - 1] or _begins(text)
    return apart_above and end + 1 < len(lines) and not lines.shown[end + 1]


def _is_named(text: str) -> bool:
    """Whether it is "Anna <anna@shop.example> wrote:", alone or between dashes, without a date."""
    if len(text) > _WEAK or not _BRACKETED.search(text) or not _has_verb(text):
        return False
    return not _speaks(text) and (text.startswith(_FENCES) or len(text.split()) <= 8)


def _weak_start(lines: Lines, end: int, tried: list[tuple[int, str]]) -> int | None:
    """Few facts suffice when marked lines follow: a verb, an address, or date and time."""
    for start, text in tried:
        enough = _has_verb(text) or _EMAIL.search(text) or (_DATE.search(text) and _TIME.search(text))
        if enough and len(text) <= _WEAK and (start == end or _begins(lines.shown[start])):
            return _weak_top(lines, start, end)
    return None


def _weak_top(lines: Lines, start: int, end: int) -> int:
    """The lines above belong to it as well when one of them begins as introductions do."""
    for above in range(start - 1, max(end - _LINES, -1), -1):
        shown = lines.shown[above]
        if not shown or _is_finished(shown):
            break
        if shown.startswith(marks.ON) and _DATE.search(shown):
            return above
    return start


def _has_verb(text: str) -> bool:
    return any(verb in text for verb in marks.WROTE)


def _speaks(text: str) -> bool:
    """Whether a person speaks of herself or to somebody, as a program never does."""
    if not text.isascii() and any(word in text for word in marks.SPEECH_SIGNS):
        return True
    return not marks.SPEECH.isdisjoint(_WORD.findall(text))
