"""Lines of text made from the pieces of a page: blocks, breaks, paragraphs and the rows of tables."""

from __future__ import annotations

import re
from itertools import pairwise

from triage.mail.wire.charset import clean

QUOTE = ">"  # begins a line that lies in a quote container, once per level
WEAK_QUOTE = "\x1d"  # begins a line of a blockquote that nothing marks as a reply's quote
SIGNATURE = "\x1e"  # begins a line that lies in a signature container
CUT = "\x1c"  # a line of its own: from here on the mail is history

_CELL = "\x1f"  # between two cells of a row, until the line is written
_BETWEEN_CELLS = "  "
_FLOOD = re.compile("[\u200b-\u200f\u2060-\u2064\ufeff\u034f\u00ad\u180e\u2007]+")  # letters without width
_FLOODED = 3  # so many on a line and they fill a preview; fewer may join letters (Persian, emoji)


class Lines:
    """Writes text into lines. A block's end waits for the next text, so that empty blocks leave no line."""

    def __init__(self) -> None:
        self.words = 0  # pieces of text written so far
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._prefix = ""
        self._gap = 0  # before the next text: 1 a new line, 2 an empty line as well
        self._space = False  # a no-break space stands alone in this block: an empty line to the eye
        self._cells = 0
        self._fresh = False  # in this cell is no text yet
        self._tall = False  # this row has taken more than one line

    def write(self, text: str, prefix: str) -> None:
        """Text of a paragraph; its white space is one space."""
        if text.isspace():
            self._blank(text)
            return
        if self._gap or prefix != self._prefix:
            self._turn(prefix)
        self._pieces.append(text)
        self.words += 1
        self._space = self._fresh = False

    def write_lines(self, text: str, prefix: str) -> None:
        """Text whose line ends count (`pre`)."""
        for number, line in enumerate(text.split("\n")):
            if number and (self._pieces or not self._gap):
                self.end()
            if line:
                self.write(line, prefix)

    def end(self) -> None:
        """A line ends here, empty or not."""
        if self._gap:
            self._turn(self._prefix)
        line = self._line()
        self._lines.append(f"{self._prefix} {line}" if self._prefix else line)
        self._space, self._tall = False, True

    def block(self, *, blank: bool = False) -> None:
        """A block begins or ends; with `blank`, a paragraph does."""
        if self._space and not self._pieces and self._lines and self._lines[-1]:
            self._lines.append("")
        self._space = False
        if not self._fresh:
            self._gap = max(self._gap, 2 if blank else 1)

    def row(self) -> None:
        """A row of a table begins or ends."""
        self._turn(self._prefix)
        self._gap, self._cells, self._fresh, self._tall, self._space = 0, 0, False, False, False

    def cell(self) -> None:
        """A cell begins: on the line of the one before, unless that took several."""
        if self._cells and not self._tall:
            self._gap = 0
            self._pieces.append(_CELL)
        elif self._cells:
            self._gap = max(self._gap, 1)
        self._cells += 1
        self._space = False
        self._fresh = not self._tall

    def mark(self, line: str) -> None:
        """A line that is none of the page's own."""
        self._turn(self._prefix)
        self._lines.append(line)

    def here(self) -> int:
        """The number of the next line, after the present one is written."""
        self._turn(self._prefix)
        return len(self._lines)

    def since(self, number: int) -> list[str]:
        """The lines from this number on, to be changed in place with `replace`."""
        self._turn(self._prefix)
        return self._lines[number:]

    def replace(self, number: int, lines: list[str]) -> None:
        """Put these in place of the lines from this number on."""
        self._lines[number:] = lines

    def finish(self) -> list[str]:
        """All lines."""
        self._turn(self._prefix)
        return self._lines

    def _blank(self, text: str) -> None:
        if self._pieces and not self._gap:
            self._pieces.append(" ")
        elif "\xa0" in text:
            if self._gap:
                self._turn(self._prefix)
            self._space = True

    def _turn(self, prefix: str) -> None:
        """Write the present line if it has words, and the gap after it."""
        line = self._line()
        if line:
            self._lines.append(f"{self._prefix} {line}" if self._prefix else line)
            self._tall = True
        if self._gap == 2 and self._lines and self._lines[-1]:
            self._lines.append("")
        self._gap, self._prefix = 0, prefix

    def _line(self) -> str:
        if not self._pieces:
            return ""
        text = "".join(self._pieces)
        self._pieces.clear()
        line = _cells(text) if _CELL in text else " ".join(text.split())
        return line if line.isascii() and line.isprintable() else _visible(line)


def _cells(text: str) -> str:
    """The cells of a row, two spaces apart; one after a label."""
    cells = [cell for cell in (" ".join(piece.split()) for piece in text.split(_CELL)) if cell]
    out = cells[:1]
    for before, cell in pairwise(cells):
        out += (" " if before.endswith((":", "：")) else _BETWEEN_CELLS, cell)
    return "".join(out)


def _visible(line: str) -> str:
    line = clean(line)
    if sum(map(len, _FLOOD.findall(line))) >= _FLOODED:
        line = _without_flood(line)
    return line


def _without_flood(line: str) -> str:
    """A line without the letters that have no width, where they come in numbers between spaces or at its ends."""
    words = (word for word in line.split() if _FLOOD.sub("", word))
    return " ".join(words)
