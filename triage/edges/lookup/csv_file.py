"""Orders from a CSV file that the shop's own system or a spreadsheet writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from triage.edges.lookup.book import NEEDED, Book, Line, book_of, columns_of, known_columns
from triage.edges.lookup.order_file import OrderFile
from triage.errors import ConfigError

_FIELD_CHARS = 10_000
_MOST_LINES = 20  # of one order; a cell that goes on for longer is a quote that was never closed
_SEPARATORS = ",;\t|"  # spreadsheets of countries with a decimal comma write semicolons
_OPEN = "a quote opens in it and does not close"
_TOO_LONG = f"a cell of it is longer than {_FIELD_CHARS:,} letters"
_CUT_OFF = "it is cut off: is the file being written?"

Cells = Sequence[str]


class CsvOrders(OrderFile):
    """ports.Lookup on a CSV file in UTF-8 whose first line names the columns of `book.COLUMNS`."""

    def _read(self, path: Path, states: Mapping[str, str]) -> Book:
        csv.field_size_limit(_FIELD_CHARS)
        try:
            content = path.read_bytes()
            return book_of(_rows(path, content.decode("utf-8-sig")), states)
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path}: {_not_utf8(error, len(content))}") from None
        except (OSError, csv.Error) as error:
            raise ConfigError(f"{path}: the order file cannot be read ({error})") from None


def _not_utf8(error: UnicodeDecodeError, size: int) -> str:
    if error.reason == "unexpected end of data" and error.end >= size:
        return "the order file ends in the middle of a letter; it is being written, or was not written to its end"
    return f"the order file is not UTF-8 (byte {error.start + 1}); save it as CSV UTF-8"


def _rows(path: Path, text: str) -> Iterator[Line]:
    """Every order with the number of the line on which it begins."""
    mark = _separator(path, text)
    lines = list(io.StringIO(text, newline=""))
    found = ((number, cells, fault) for number, cells, fault in _records(lines, mark) if any(map(str.strip, cells)))
    _, header, _ = next(found)
    columns = columns_of(path, header)
    ended = text.endswith(("\n", "\r"))
    for number, cells, fault in found:
        # A last line without its end, and short of cells, is one that is being written.
        if not fault and not ended and number == len(lines) and len(cells) < len(header):
            fault = _CUT_OFF
        # Of a line that is not whole only the order is taken, so that an older row does not speak for it.
        known = {"order": columns["order"]} if fault else columns
        row = {name: cells[place].strip() for name, place in known.items() if place < len(cells)}
        yield Line(number=number, row=row, fault=fault)


def _records(lines: Sequence[str], mark: str) -> Iterator[tuple[int, Cells, str]]:
    """Number, cells and fault ("": none) of every row. A quote that does not close costs its own line and no other."""
    at, width = 0, 0
    while at < len(lines):
        taken, cells, fault = _record(lines, at, mark, width)
        yield at + 1, cells, fault
        width = width or (len(cells) if any(map(str.strip, cells)) else 0)
        at += taken


def _record(lines: Sequence[str], at: int, mark: str, width: int) -> tuple[int, Cells, str]:
    """How many lines the row has that begins here, with its cells and what is wrong with it."""
    try:
        return 1, _cells(lines[at], mark, strict=True), ""
    except csv.Error as error:
        if "unexpected end" not in str(error):  # not by the book, such as "6" pipe", but all of it on one line
            return 1, *_as_far_as(lines[at], mark)
    reader = csv.reader(islice(lines, at, at + _MOST_LINES), delimiter=mark, strict=True)
    try:
        cells = next(reader)
    except csv.Error:
        cells = []
    if len(cells) == width and not any(
        len(_cells(line, mark)) >= width for line in lines[at + 1 : at + reader.line_num]
    ):  # no line of it is a row by itself
        return reader.line_num, cells, ""
    return 1, _as_far_as(lines[at], mark)[0], _OPEN


def _as_far_as(line: str, mark: str) -> tuple[Cells, str]:
    """The cells of a line that may be broken, and what is wrong with it."""
    try:
        *whole, last = _cells(line, mark) or [""]
    except csv.Error:
        return line.split(mark)[:1], _TOO_LONG
    return (*whole, *last.split(mark)), ""


def _cells(line: str, mark: str, *, strict: bool = False) -> list[str]:
    return next(csv.reader((line,), delimiter=mark, strict=strict), [])


def _separator(path: Path, text: str) -> str:
    """The one with which the first line names most columns that we know."""
    if not text.strip():
        raise ConfigError(f"{path}: the order file is empty; its first line names the columns {', '.join(NEEDED)}")
    head = text.lstrip().splitlines()[0]
    return max(_SEPARATORS, key=lambda mark: len(known_columns(next(csv.reader([head], delimiter=mark)))))
