"""New words, quoted history, signature and forwarded text, told apart line by line in one pass.

When unsure, a line stays with the customer's words. Patterns see at most 300 characters of a line and are linear; the
words of the programs and languages are in `quote_marks`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from triage.mail import quote_marks as marks
from triage.mail.page import CUT, QUOTE, SIGNATURE, WEAK_QUOTE

_SHOWN = 300  # characters of a line that the patterns see
_FENCE = "-_=*#~─—– "
_COLONS = ":： "
_FIELD = re.compile(r"\A[*|\s]{0,6}([^\W\d_][^:：*|\d]{0,24}?)\s?\*{0,2}\s?[:：]")
_EMAIL = re.compile(r"[^\s@]@[\w-]{1,60}\.\w")
_TIME = re.compile(r"(?<!\d)\d{1,2}\s?[:.h時时點点시]\s?\d{2}(?!\d)")
_DATE = re.compile(
    r"(?<!\d)(?:20\d\d(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}(?!\d)"
    r"|\d{1,2}(?:\.|º|°|er|st|nd|rd|th)?\s(?:de\s)?[^\W\d_]{3})"
)
_MARKERS = str.maketrans("", "", SIGNATURE + WEAK_QUOTE + CUT)
_SIGNATURE_LINES, _SIGNATURE_CHARS = 15, 1_200


class _Kind(Enum):
    NEW = "new"
    QUOTED = "quoted"
    FORWARDED = "forwarded"
    SIGNATURE = "signature"


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """The four pieces of a text, each stripped; markers of `page` are gone."""

    new_text: str = ""
    quoted: str = ""
    signature: str = ""
    forwarded: str = ""


@dataclass(frozen=True, slots=True)
class _Line:
    raw: str
    shown: str  # what patterns see: cut, case-folded, without quote marks, single spaces
    quoted: bool
    weak: bool  # lies in a blockquote that may be the customer's own

    @property
    def marked(self) -> bool:
        return self.quoted or self.weak


def split(text: str, *, max_lines: int = 5_000, forward: bool = False) -> Split:
    r"""Tell the pieces of a text apart. `forward`: the subject says so, a pasted header block then begins a forward.

    >>> split("Thanks!\n\nOn Tue, 12 Mar 2024 at 10:00, Shop <a@shop.example> wrote:\n> Hello").new_text
    'Thanks!'
    """
    lines = _enclosed([_line(raw) for raw in text.split("\n")[:max_lines]])
    kinds = _kinds(lines, _Kind.FORWARDED if forward else _Kind.QUOTED)
    _sign(lines, kinds)
    pieces = {kind: _joined(lines, kinds, kind) for kind in _Kind}
    if not pieces[_Kind.NEW] and SIGNATURE in text:  # typed inside the signature's container
        pieces[_Kind.NEW], pieces[_Kind.SIGNATURE] = pieces[_Kind.SIGNATURE], ""
    return Split(
        new_text=pieces[_Kind.NEW], quoted=pieces[_Kind.QUOTED],
        signature=pieces[_Kind.SIGNATURE], forwarded=pieces[_Kind.FORWARDED],
    )  # fmt: skip


def _line(raw: str) -> _Line:
    head = raw[:4].lstrip(" ")[:1]
    quoted = head in {QUOTE, "＞"} and not raw.startswith(">From ")  # mbox writes ">From " for a line "From "
    shown = _unmarked(raw[:_SHOWN]).lstrip("> ＞").casefold()
    return _Line(raw, " ".join(shown.split()).strip("\u200b\ufeff "), quoted, raw[:1] == WEAK_QUOTE)


def _unmarked(raw: str) -> str:
    return raw if raw.isprintable() else raw.translate(_MARKERS)


def _kinds(lines: list[_Line], history: _Kind) -> list[_Kind]:
    kinds = [_Kind.NEW] * len(lines)
    place = 0
    while place < len(lines):
        kind, end = _region(lines, place, history)
        kinds[place:end] = [kind] * (end - place)
        if kind is not _Kind.NEW:
            _take_rule_above(lines, kinds, place, kind)
        place = end
    return kinds


def _region(lines: list[_Line], place: int, history: _Kind) -> tuple[_Kind, int]:
    """What begins at this line, and where it ends."""
    line = lines[place]
    if line.raw == CUT:
        return history, _until(lines, place + 1)
    if line.shown and _is_forward(line.shown):
        return _Kind.FORWARDED, len(lines)
    if line.quoted:
        return _Kind.QUOTED, _run_end(lines, place)
    if not line.shown:
        return _Kind.NEW, place + 1
    if _is_original(line.shown):
        return history, _until(lines, place + 1)
    if end := _header_block(lines, place):
        return history, _until(lines, end)
    if end := _attribution(lines, place):
        return _Kind.QUOTED, _until(lines, end)
    return _Kind.NEW, place + 1


def _until(lines: list[_Line], place: int) -> int:
    """Where a quote whose head ends here ends: after its marked lines, or with the mail where lines are not marked."""
    following = _next_filled(lines, place)
    marked = following is not None and lines[following].marked
    return _run_end(lines, following) if marked and following is not None else len(lines)


def _run_end(lines: list[_Line], place: int) -> int:
    """The line after a run of marked lines; empty lines inside belong to it."""
    end = place + 1
    for number in range(place + 1, len(lines)):
        if lines[number].marked:
            end = number + 1
        elif lines[number].shown or lines[number].raw == CUT:
            break
    return end


def _next_filled(lines: list[_Line], place: int) -> int | None:
    return next((number for number in range(place, min(place + 4, len(lines))) if lines[number].shown), None)


def _fenced(shown: str) -> str:
    """The words of "----- Original Message -----", or an empty string."""
    if shown[:1] not in _FENCE or shown[-1:] not in _FENCE:
        return ""
    core = shown.strip(_FENCE)
    return core.rstrip(_COLONS) if len(shown) - len(core) >= 3 and len(core) <= 60 else ""


def _is_forward(shown: str) -> bool:
    if shown[-1] in _COLONS:
        return shown.rstrip(_COLONS) in marks.FORWARD_LINES
    return _fenced(shown) in marks.FORWARDED


def _is_original(shown: str) -> bool:
    return _fenced(shown) in marks.ORIGINAL or any(phrase in shown for phrase in marks.REPLY_ABOVE)


def _header_block(lines: list[_Line], place: int) -> int:
    """End of a pasted block of From, Sent, To, Subject that begins here; 0 when none does."""
    if _role(lines[place].shown) not in {"from", "date"}:
        return 0
    roles: set[str] = set()
    end, misses = place, 0
    for number in range(place, min(place + 12, len(lines))):
        role = _role(lines[number].shown)
        if role:
            roles.add(role)
            end, misses = number + 1, 0
        else:
            misses += 1
        if misses > 1:
            break
    return end if "from" in roles and len(roles - {"other"}) >= 3 else 0


def _role(shown: str) -> str:
    if ":" not in shown[:40] and "：" not in shown[:40]:
        return ""
    found = _FIELD.match(shown)
    return marks.FIELDS.get(found[1].strip(), "") if found else ""


def _attribution(lines: list[_Line], place: int) -> int:
    """End of "On 12 March, Anna wrote:" that begins here and may be wrapped over three lines; 0 when none does."""
    if _opens(lines[place].shown):
        return place + 1
    for end in range(place, min(place + 3, len(lines))):
        shown = lines[end].shown
        if not shown or (lines[end].quoted and end > place):
            return 0
        if shown[-1] in _COLONS or shown.endswith(("---", "写道", "寫道")):
            starts = (n for n in range(end, place - 1, -1) if _is_strong(" ".join(x.shown for x in lines[n : end + 1])))
            if (start := next(starts, None)) is not None:
                return end + 1 if start == place else 0
            return end + 1 if end == place and _is_weak_attribution(lines, place) else 0
    return 0


def _opens(shown: str) -> bool:
    """Whether the line goes on behind the colon: Yahoo on Android writes the quote's first words there."""
    angle = shown.find("> ")
    colon = shown.find(": ", angle, angle + 40)
    return (
        0 < angle < colon and any(verb in shown[angle:colon] for verb in marks.WROTE) and _is_strong(shown[: colon + 1])
    )


def _is_strong(text: str) -> bool:
    """A verb with date or time and an address; or a verb with date and time; or all three facts without a verb."""
    if len(text) > 400:
        return False
    email, time, date = _EMAIL.search(text), _TIME.search(text), _DATE.search(text)
    if any(verb in text for verb in marks.WROTE):
        return bool((time or date) and (email or (time and date)))
    return bool(email and time and date and text[-1] in _COLONS)


def _is_weak_attribution(lines: list[_Line], place: int) -> bool:
    """Whether this is an "Anna wrote:" with nothing else; it counts when marked lines follow at once."""
    following = _next_filled(lines, place + 1)
    shown = lines[place].shown
    marked = following is not None and lines[following].marked
    return marked and len(shown) <= 120 and any(verb in shown for verb in marks.WROTE)


def _is_rule(line: _Line) -> bool:
    return len(line.shown) >= 5 and not line.shown.strip(_FENCE)


def _take_rule_above(lines: list[_Line], kinds: list[_Kind], place: int, kind: _Kind) -> None:
    """A line of dashes or underscores right above a quote belongs to it."""
    above = place - 1
    while above >= max(0, place - 2) and kinds[above] is _Kind.NEW and not lines[above].shown:
        above -= 1
    if above >= 0 and kinds[above] is _Kind.NEW and _is_rule(lines[above]):
        kinds[above:place] = [kind] * (place - above)


def _enclosed(lines: list[_Line]) -> list[_Line]:
    """Only what stands between a relay's two lines, where both are there."""
    begin, closing = 0, ""
    for place, line in enumerate(lines[:500]):
        words = _fenced(line.shown)
        if closing and words == closing:
            return lines[begin:place]
        if not closing and words in marks.ENCLOSED:
            begin, closing = place + 1, marks.ENCLOSED[words]
    return lines


def _sign(lines: list[_Line], kinds: list[_Kind]) -> None:
    """Mark signatures at the end of each new run: a container's lines, those after "-- ", a phone's last line."""
    end = len(lines)
    for place in range(len(lines) - 1, -2, -1):
        if place >= 0 and kinds[place] is _Kind.NEW:
            if SIGNATURE in lines[place].raw[:8]:
                kinds[place] = _Kind.SIGNATURE
            continue
        _sign_run(lines, kinds, place + 1, end)
        end = place


def _sign_run(lines: list[_Line], kinds: list[_Kind], start: int, end: int) -> None:
    _take_mobile(lines, kinds, start, end)
    for place in range(end - 1, max(start, end - 40) - 1, -1):
        if lines[place].shown == "--":
            tail = [line.raw for line in lines[place + 1 : end] if line.shown]
            if len(tail) <= _SIGNATURE_LINES and sum(map(len, tail)) <= _SIGNATURE_CHARS:
                kinds[place:end] = [_Kind.SIGNATURE] * (end - place)
            return


def _take_mobile(lines: list[_Line], kinds: list[_Kind], start: int, end: int) -> None:
    last = end
    for place in range(end - 1, max(start, end - 8) - 1, -1):
        if not lines[place].shown or _is_rule(lines[place]):
            continue
        if not _is_mobile(lines[place].shown):
            break
        last = place
    kinds[last:end] = [_Kind.SIGNATURE] * (end - last)


def _is_mobile(shown: str) -> bool:
    """Whether a line is a phone's signature: it begins like one, or ends like one and names a device."""
    if len(shown) > 90:
        return False
    named = any(word in shown for word in marks.MOBILE_WORDS)
    return shown.startswith(marks.MOBILE_STARTS) or (named and shown.endswith(marks.MOBILE_ENDS))


def _joined(lines: list[_Line], kinds: list[_Kind], wanted: _Kind) -> str:
    out: list[str] = []
    for line, kind in zip(lines, kinds, strict=True):
        if kind is wanted:
            text = _unmarked(line.raw).strip()
            if text or (out and out[-1]):
                out.append(text)
    return "\n".join(out).strip()
