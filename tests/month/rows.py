"""The rows of the month's database, read with the standard library: the judge does not share the store's code."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any


class Rows:
    """A connection for reading."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        self._connection.row_factory = sqlite3.Row

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def all(self, query: str, *values: object) -> Sequence[Any]:
        """Every row of a query."""
        return self._connection.execute(query, values).fetchall()

    def one(self, query: str, *values: object) -> Any:
        """The first cell of the first row; None where there is none."""
        found = self._connection.execute(query, values).fetchone()
        return found[0] if found else None

    def case_of(self, mail_id: str) -> Any:
        """The case that a mail belongs to."""
        query = "select cases.* from cases join mail on mail.conversation = cases.id where mail.id = ?"
        found = self.all(query, mail_id)
        return found[0] if found else None

    def conversations(self) -> dict[str, str]:
        """The case of each mail, by ids."""
        return {row[0]: row[1] for row in self.all("select id, conversation from mail")}

    def joined(self) -> frozenset[str]:
        """Cases that were made of two, or parted: what happened before cannot be told apart any more."""
        return frozenset(row[0] for row in self.all("select \"case\" from event where kind in ('merged', 'split')"))

    def mails(self, case_id: str) -> set[str]:
        """Ids of the mails of a case."""
        return {row[0] for row in self.all("select id from mail where conversation = ?", case_id)}
