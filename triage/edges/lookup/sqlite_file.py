"""Orders from a table or view of a SQLite file that the shop's own system keeps. It is opened for reading only."""

from __future__ import annotations

import difflib
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from triage.edges.lookup.book import Book, Line, book_of, columns_of
from triage.edges.lookup.order_file import OrderFile, Shrinking
from triage.errors import ConfigError, Unavailable

_WAIT = 0.25  # seconds for another program's lock; mail waits meanwhile, and the last good rows are there


class SqliteOrders(OrderFile):
    """ports.Lookup on a table with the columns of `book.COLUMNS`; each may be text or a number."""

    beside = ("", "-wal")  # in write-ahead mode the file itself changes late

    def __init__(
        self, path: Path, states: Mapping[str, str] | None = None, shrinking: Shrinking | None = None, *,
        table: str = "orders",
    ) -> None:  # fmt: skip
        self._table = table
        super().__init__(path, states, shrinking)

    def _read(self, path: Path, states: Mapping[str, str]) -> Book:
        try:
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=_WAIT)) as database:
                return book_of(self._rows(database), states)
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise Unavailable(f"{path}: another program keeps the order file to itself") from None
            raise ConfigError(f"{path}: the order file cannot be read ({error})") from None
        except sqlite3.Error as error:
            raise ConfigError(f"{path}: the order file cannot be read as SQLite ({error})") from None

    def _rows(self, database: sqlite3.Connection) -> Iterator[Line]:
        self._check_table(database)
        found = database.execute(f'SELECT * FROM "{self._table.replace(chr(34), chr(34) * 2)}"')  # noqa: S608  quoted
        columns = columns_of(self._path, [column[0] for column in found.description])
        for number, cells in enumerate(found, 1):
            yield Line(number=number, row={name: _text(cells[place]) for name, place in columns.items()})

    def _check_table(self, database: sqlite3.Connection) -> None:
        listed = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        names = [name for (name,) in listed]
        if self._table.lower() not in map(str.lower, names):
            near = difflib.get_close_matches(self._table, names, n=1)
            hint = f'; did you mean "{near[0]}"?' if near else f"; there is: {', '.join(names) or 'none'}"
            raise ConfigError(f'{self._path}: there is no table "{self._table}"{hint} See [orders] table')


def _text(cell: object) -> str:
    return "" if cell is None or isinstance(cell, bytes) else str(cell).strip()
