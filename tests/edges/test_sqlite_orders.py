"""Orders in a SQLite file: the same rows, read only, also while the shop's own program writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from triage.domain import Parcel
from triage.edges.lookup import CsvOrders, SqliteOrders, open_orders
from triage.errors import ConfigError, Unavailable

MADE = """CREATE TABLE orders ("Order" TEXT, "E-Mail" TEXT, state TEXT, last_event_at TEXT, value REAL, currency TEXT,
          country TEXT, photo BLOB)"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """With signs in its name that mean something in a URI."""
    return tmp_path / "my #1 orders?.db"


@pytest.fixture
def shop(path: Path) -> Iterator[sqlite3.Connection]:
    """The shop's own program."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute(MADE)
        add(database, "NW-20417", "Ann@Customer.Example", "moving", "2026-11-18", 1234.5, "USD", "us", b"\x00\xff")
        yield database


def add(database: sqlite3.Connection, *cells: object) -> None:
    database.execute(f"INSERT INTO orders VALUES ({', '.join('?' * 8)})", (*cells, *[None] * (8 - len(cells))))


def test_a_row_in_full(path: Path, shop: sqlite3.Connection) -> None:
    found = SqliteOrders(path)
    assert found.parcel("nw20417") == Parcel(
        order="NW-20417", email="ann@customer.example", state="moving", value=Decimal("1234.5"), currency="USD",
        country="US", last_event_at=datetime(2026, 11, 18, tzinfo=UTC),
    )  # fmt: skip
    assert found.orders_of("ann@customer.example") == (found.parcel("NW-20417"),)
    assert found.describe() == f"{path}: 1 order"


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_what_the_shop_writes_is_read_at_the_next_look(path: Path, shop: sqlite3.Connection, mode: str) -> None:
    shop.execute(f"PRAGMA journal_mode = {mode}")
    found = SqliteOrders(path)
    assert found.parcel("1001") is None
    add(shop, 1001, "a@b.example", "lost")
    parcel = found.parcel("1001")
    assert parcel is not None
    assert parcel.state == "lost"


def test_a_view_will_do_and_broken_rows_are_left_out(path: Path, shop: sqlite3.Connection) -> None:
    add(shop, "2", "a@b.example", "teleported")
    shop.execute('CREATE VIEW "for ""triage""" AS SELECT "Order", "E-Mail" AS email, state FROM orders')
    assert SqliteOrders(path, table='for "triage"').describe().endswith(": 1 order, 1 row left out")


def test_nothing_is_ever_written(path: Path, shop: sqlite3.Connection) -> None:
    before = path.read_bytes()
    SqliteOrders(path).parcel("1")
    assert path.read_bytes() == before
    with pytest.raises(ConfigError):
        SqliteOrders(path.with_name("missing.db"))
    assert not path.with_name("missing.db").exists()


def test_what_its_owner_left_unfinished_stays_as_it_is(path: Path, shop: sqlite3.Connection, tmp_path: Path) -> None:
    """After a crash of the shop's program; whoever opens it for writing would clear its log away."""
    shop.execute("PRAGMA journal_mode = wal")
    add(shop, "2", "a@b.example", "moving")
    crashed = tmp_path / "crashed.db"
    for ending in ("", "-wal"):
        Path(f"{crashed}{ending}").write_bytes(Path(f"{path}{ending}").read_bytes())
    before = Path(f"{crashed}-wal").read_bytes()
    assert SqliteOrders(crashed).parcel("2") is not None
    assert Path(f"{crashed}-wal").read_bytes() == before


def test_a_file_that_its_owner_keeps_to_himself_keeps_the_last_rows(path: Path, shop: sqlite3.Connection) -> None:
    found = SqliteOrders(path)
    add(shop, "2", "a@b.example", "moving")
    shop.execute("BEGIN EXCLUSIVE")
    assert found.parcel("NW-20417") is not None
    assert found.parcel("2") is None
    with pytest.raises(Unavailable, match="keeps the order file to itself"):
        SqliteOrders(path)
    shop.execute("COMMIT")
    assert found.parcel("2") is not None


WRONG = {
    "no such table": ("order", '; did you mean "orders"? See'),
    "no such table, none like it": ("parcels_2026", "there is: orders, no_state See"),
    "a column is missing": ("no_state", "the column 'state' is missing"),
}


@pytest.mark.parametrize(("table", "words"), WRONG.values(), ids=WRONG.keys())
def test_a_wrong_table_is_one_clear_line(path: Path, shop: sqlite3.Connection, table: str, words: str) -> None:
    shop.execute('CREATE TABLE no_state ("order" TEXT, email TEXT)')
    with pytest.raises(ConfigError) as told:
        SqliteOrders(path, table=table)
    assert words in str(told.value)
    assert "\n" not in str(told.value)


def test_a_file_that_is_no_database_is_one_clear_line(path: Path) -> None:
    path.write_text("order,email,state\n" * 100, encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be read as SQLite"):
        SqliteOrders(path)


def test_the_suffix_tells_the_kind(tmp_path: Path, path: Path, shop: sqlite3.Connection) -> None:
    other = tmp_path / "orders.txt"
    other.write_text("order,email,state\n", encoding="utf-8")
    assert isinstance(open_orders(path, {}, "orders"), SqliteOrders)
    assert isinstance(open_orders(other, {}, "orders"), CsvOrders)
