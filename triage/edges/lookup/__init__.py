"""Orders and parcels of the shop, by kind of file."""

from collections.abc import Mapping
from pathlib import Path

from triage.edges.lookup.csv_file import CsvOrders
from triage.edges.lookup.order_file import NoOrders, OrderFile, Shrinking
from triage.edges.lookup.sqlite_file import SqliteOrders

__all__ = ["CsvOrders", "NoOrders", "OrderFile", "Shrinking", "SqliteOrders", "open_orders"]

_DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})


def open_orders(path: Path, states: Mapping[str, str], table: str, shrinking: Shrinking | None = None) -> OrderFile:
    """An order file by its suffix: .db, .sqlite and .sqlite3 are SQLite, anything else is CSV. Raises ConfigError."""
    if path.suffix.lower() in _DATABASES:
        return SqliteOrders(path, states, shrinking, table=table)
    return CsvOrders(path, states, shrinking)
