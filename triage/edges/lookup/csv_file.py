"""Orders from a CSV file that the shop's own system or a spreadsheet writes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from pathlib import Path

from triage.edges.lookup.book import NEEDED, Book, Row, book_of, columns_of, known_columns
from triage.edges.lookup.order_file import OrderFile
from triage.errors import ConfigError

_FIELD_CHARS = 10_000
_SEPARATORS = ",;\t|"  # spreadsheets of countries with a decimal comma write semicolons


class CsvOrders(OrderFile):
    """ports.Lookup on a CSV file in UTF-8 whose first line names the columns of `book.COLUMNS`."""

    def _read(self, path: Path, states: Mapping[str, str]) -> Book:
        csv.field_size_limit(_FIELD_CHARS)  # a quote that never closes is told, not swallowed
        try:
            text = path.read_bytes().decode("utf-8-sig")
            return book_of(_rows(path, text), states)
        except UnicodeDecodeError as error:
            words = f"the order file is not UTF-8 (byte {error.start + 1}); save it as CSV UTF-8"
            raise ConfigError(f"{path}: {words}") from None
        except (OSError, csv.Error) as error:
            raise ConfigError(f"{path}: the order file cannot be read ({error})") from None


def _rows(path: Path, text: str) -> Iterator[tuple[int, Row]]:
    """Every row with the number of its line."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(path, text))
    rows = ((lines.line_num, cells) for cells in lines if any(map(str.strip, cells)))
    _, header = next(rows)
    columns = columns_of(path, header)
    last = 0 if text.endswith(("\n", "\r")) else sum(1 for _ in io.StringIO(text, newline=""))
    for number, cells in rows:
        # A last line without its end, and short of cells, is one that is being written: only its order is taken.
        known = {"order": columns["order"]} if number == last and len(cells) < len(header) else columns
        yield number, {name: cells[place].strip() for name, place in known.items() if place < len(cells)}


def _separator(path: Path, text: str) -> str:
    """The one with which the first line names most columns that we know."""
    if not text.strip():
        raise ConfigError(f"{path}: the order file is empty; its first line names the columns {', '.join(NEEDED)}")
    head = text.lstrip().splitlines()[0]
    return max(_SEPARATORS, key=lambda mark: len(known_columns(next(csv.reader([head], delimiter=mark)))))
