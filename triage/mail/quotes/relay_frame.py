"""The frame that a marketplace puts around a buyer's words when it passes them on."""

from __future__ import annotations

from triage.mail.quotes import marks
from triage.mail.quotes.header_block import fenced
from triage.mail.quotes.lines import Lines

_REACH = 500  # lines in which a frame is looked for
_TOP = 3  # lines with words above which its first line stands
_HEADING = 80  # characters


def inside(lines: Lines) -> range:
    """The numbers of the lines inside the frame, which has a beginning and an end; all, where there is none."""
    return _between_fences(lines) or _below_heading(lines) or range(len(lines))


def _between_fences(lines: Lines) -> range | None:
    """Amazon: between "Begin message" and "End message"."""
    begin, closing = 0, ""
    for place, shown in enumerate(lines.shown[:_REACH]):
        words = fenced(shown)
        if closing and words == closing:
            return range(begin, place)
        if words and not closing and words in marks.ENCLOSED:
            begin, closing = place + 1, marks.ENCLOSED[words]
    return None


def _below_heading(lines: Lines) -> range | None:
    """EBay and Etsy: from "New message from: anna (14)" to a button, the item, or an earlier letter to her."""
    filled = [number for number, shown in enumerate(lines.shown[:_REACH]) if shown]
    headings = (n for n in filled[:_TOP] if lines.shown[n].startswith(marks.FRAME_BEGINS))
    heading = next(headings, None)
    if heading is None or len(lines.shown[heading]) > _HEADING:
        return None
    below = [number for number in filled if number > heading]
    if not any(lines.shown[number].startswith(marks.FRAME_ENDS) for number in below):
        return None
    name = lines.shown[heading].partition("(")[0].split()[-1]
    return range(heading + 1, next(n for n in below if _ends(lines.shown[n], name)))


def _ends(shown: str, name: str) -> bool:
    is_letter = name in shown and shown.startswith(marks.GREETINGS)
    return is_letter or shown in marks.FRAME_BUTTONS or shown.startswith(marks.FRAME_ENDS)
