"""Text of format=flowed (RFC 3676): paragraphs that a program wrapped, joined again."""

from __future__ import annotations

from triage.mail.quotes.lines import TYPED

_QUOTE = ">"
_SIGNATURE = "-- "


def unflowed(text: str, *, delsp: bool = False) -> str:
    r"""One line for each paragraph; quote marks stay. `delsp`: the space at a wrap is no part of the text (4.4).

    A line that is no quote and begins with ">" was typed so; it gets a mark that `quotes` knows.

    >>> unflowed("A long \nline\n> and its \n> quote\n-- \nAnna")
    'A long line\n> and its quote\n-- \nAnna'
    >>> unflowed(" > 3 weeks") == TYPED + "> 3 weeks", unflowed("包 \n裹", delsp=True)
    (True, '包裹')
    """
    paragraphs: list[list[str]] = []
    depth_above, goes_on = 0, False
    for line in text.split("\n"):
        depth, words = _unstuffed(line)
        is_signature = words == _SIGNATURE
        if not goes_on or depth != depth_above or is_signature:
            paragraphs.append([_mark(depth, words)])
        depth_above, goes_on = depth, words.endswith(" ") and not is_signature
        paragraphs[-1].append(words[:-1] if goes_on and delsp else words)
    return "\n".join("".join(pieces) for pieces in paragraphs)


def _unstuffed(line: str) -> tuple[int, str]:
    """Quote depth, and the words without the marks and the stuffed space (4.4, 4.5)."""
    words = line.lstrip(_QUOTE)
    return len(line) - len(words), words.removeprefix(" ")


def _mark(depth: int, words: str) -> str:
    if depth:
        return f"{_QUOTE * depth} "
    return TYPED if words.startswith(_QUOTE) else ""
