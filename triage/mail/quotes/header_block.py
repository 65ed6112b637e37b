"""Heads of quotes and forwards that are blocks of their own: pasted fields, "----- Original Message -----" lines."""

from __future__ import annotations

import re

from triage.mail.quotes import marks
from triage.mail.quotes.lines import Lines

_FENCE = "-_=*#~─—–‐‑−<>|•[] "
_COLONS = ":：∶ "
_FENCED = re.compile(r"\A[-_=*#~─—–‐‑− ]{3,}+([^-_=*#~─—–‐‑−:：][^_=*#~─—–:：]{2,60}?)\s?[-_=*#~─—–‐‑−]{3}")
_FIELD = re.compile(r"\A[*|\s]{0,6}([^\W\d_][^:：*|\d]{0,24}?)\s?\*{0,2}\s?[:：]")
_NEXT_FIELD = re.compile(r"(?<=[\s*;>])([^\W\d_]\w{0,12}(?:[ -]\w{1,9})?)\s?\*{0,2}[:：]")
_EMAIL = re.compile(r"[^\s@]@[\w-]{1,60}\.\w")
_REACH = 16  # lines a block may have
_CORE = frozenset({"from", "date", "to", "subject"})


def fenced(shown: str) -> str:
    """The words of "----- Original Message -----", or an empty string.

    >>> fenced("----- original message -----"), fenced("-----original message----- from: anna"), fenced("my - words")
    ('original message', 'original message', '')
    """
    if not shown or shown[0] not in _FENCE:
        return ""
    if shown[-1] in _FENCE:
        core = shown.strip(_FENCE)
        return core.rstrip(_COLONS) if len(shown) - len(core) >= 3 and len(core) <= 90 else ""
    found = _FENCED.match(shown)
    return found[1].strip() if found else ""


def is_forward(shown: str) -> bool:
    """Whether a forwarded mail begins below this line."""
    if shown[-1] in _COLONS:
        return shown.rstrip(_COLONS).lstrip("*_") in marks.FORWARD_LINES
    words = fenced(shown)
    return bool(words) and (words in marks.FORWARDED or words.startswith(marks.FORWARDED_BY))


def is_original(shown: str) -> bool:
    """Whether the mail that is answered begins below this line."""
    words = fenced(shown)
    return bool(words) and (words in marks.ORIGINAL or words.startswith(marks.ORIGINAL_OF))


def reply_above(lines: Lines) -> frozenset[int]:
    """The lines of help desks that ask for an answer above them."""
    text = "\n".join(lines.shown)
    if not any(phrase in text for phrase in marks.REPLY_ABOVE):
        return frozenset()
    return frozenset(n for n, shown in enumerate(lines.shown) if any(phrase in shown for phrase in marks.REPLY_ABOVE))


def is_rule(shown: str) -> bool:
    """A line of dashes or the like."""
    return len(shown) >= 3 and not shown.strip(_FENCE)


def end(lines: Lines, place: int) -> int:
    """The line after a block of From, Sent, To and Subject that begins here; 0 when none does."""
    shown = lines.shown[place]
    role = role_of(shown)
    if role not in _CORE:
        return 0
    if len(shown) > 40 and _is_block(_inline_roles(shown), _EMAIL.search(shown) is not None, role):
        return place + 1
    return _end(lines, place, role)


def _end(lines: Lines, place: int, first: str) -> int:
    roles: set[str] = set()
    last, misses, has_email = place, 0, False
    for number in range(place, min(place + _REACH, len(lines))):
        shown = lines.shown[number]
        role = role_of(shown)
        if role == "message" or (role in roles and role != "other") or misses > 2:
            break
        if role:
            roles.add(role)
            has_email = has_email or _EMAIL.search(shown) is not None
            last, misses = number, 0
        elif not (shown and _goes_on(shown, lines.shown[number - 1])):
            misses += 1 if shown or not lines.shown[number - 1] else 0
    return 0 if role_of(_after(lines, last)) == "message" else last + 1 if _is_block(roles, has_email, first) else 0


def _after(lines: Lines, place: int) -> str:
    return next((shown for shown in lines.shown[place + 1 : place + 4] if shown), "")


def _goes_on(shown: str, above: str) -> bool:
    """Whether a long list of recipients goes on in this line."""
    return "@" in shown or above.endswith((";", ","))


def _is_block(roles: set[str], has_email: bool, first: str) -> bool:
    """Whether the fields are those of a mail: a customer who asks about a way names From and To alone."""
    core = roles & _CORE
    if "from" not in core or len(core) < (3 if first in {"from", "date"} else 4):
        return False
    return has_email or {"to", "subject"} <= core


def role_of(shown: str) -> str:
    """What a field name says, "" when the line has none.

    >>> role_of("gesendet: montag"), role_of("*von:* anna"), role_of("hello: you")
    ('date', 'from', '')
    """
    if ":" not in shown[:40] and "：" not in shown[:40]:
        return ""
    found = _FIELD.match(shown)
    return marks.FIELDS.get(found[1].strip(), "") if found else ""


def _inline_roles(shown: str) -> set[str]:
    """The fields of a block that was collapsed into one line."""
    names = (match[1] for match in _NEXT_FIELD.finditer(" " + shown))
    roles = {marks.FIELDS.get(name) or marks.FIELDS.get(name.rpartition(" ")[2], "") for name in names}
    return roles - {""}
