"""The shop's order file: found however customers write the number, read again when it changes, never half-read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from triage.domain import Parcel
from triage.edges.lookup import CsvOrders, NoOrders
from triage.edges.lookup.book import Book
from triage.errors import ConfigError, Unavailable
from triage.labels import PARCEL_STATES

HEAD = "order,email,state,carrier,tracking,last_event,last_event_at,expected_at,language"
FULL = "NW-20417,Ann@Customer.Example,moving,DHL,LX123456785CN,left Shenzhen,2026-11-18T08:00:00+08:00,2026-11-24,en"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "orders.csv"


def orders(path: Path, *rows: str, head: str = HEAD) -> CsvOrders:
    write(path, *rows, head=head)
    return CsvOrders(path)


def write(path: Path, *rows: str, head: str = HEAD) -> None:
    """As a shop's system does: another file in its place, at a later time."""
    seconds = path.stat().st_mtime + 1 if path.exists() else 1_800_000_000
    path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8")
    os.utime(path, (seconds, seconds))


def test_a_row_in_full(path: Path) -> None:
    assert orders(path, FULL).parcel("NW-20417") == Parcel(
        order="NW-20417", email="ann@customer.example", state="moving", carrier="DHL", tracking="LX123456785CN",
        last_event="left Shenzhen", last_event_at=datetime(2026, 11, 18, tzinfo=UTC),
        expected_at=datetime(2026, 11, 24, tzinfo=UTC), language="en",
    )  # fmt: skip


SAME = ["NW-20417", "#NW-20417", "nw-20417", "NW 20417", "NW20417", "ＮＷ-20417".translate({0xFF2E: "N", 0xFF37: "W"})]
OTHERS = ["20417", "NW-2041", "NW-204170", "", "*", "NW-20417; drop table", "'"]


@pytest.mark.parametrize("written", SAME)
def test_numbers_as_customers_write_them(path: Path, written: str) -> None:
    assert orders(path, FULL).parcel(written) is not None


@pytest.mark.parametrize("written", OTHERS)
def test_other_numbers_are_unknown(path: Path, written: str) -> None:
    assert orders(path, FULL).parcel(written) is None


@pytest.mark.parametrize("state", PARCEL_STATES)
def test_every_state_may_stand_in_the_file(path: Path, state: str) -> None:
    parcel = orders(path, f"1001,ann@customer.example,{state}", head="order,email,state").parcel("1001")
    assert parcel is not None
    assert parcel.state == state


SPREADSHEETS = {
    "a byte order mark": "\ufefforder,email,state\n1001,ann@customer.example,lost\n",
    "Windows line ends": "order,email,state\r\n1001,ann@customer.example,lost\r\n",
    "spaces": "order,email,state\n 1001 , ann@customer.example , lost \n",
    "other columns, another order": "paid,state,email,order\nyes,lost,ann@customer.example,1001\n",
    "quotes with commas and lines": 'order,email,state,last_event\n1001,ann@customer.example,lost,"a,\nb"\n',
    "more cells than columns": "order,email,state\n1001,ann@customer.example,lost,x,y\n",
    "semicolons": "order;email;state\n1001;ann@customer.example;lost\n",
    "tabs": "order\temail\tstate\n1001\tann@customer.example\tlost\n",
    "semicolons, commas in a cell": "order;email;state;last_event\n1001;ann@customer.example;lost;a, b, c\n",
    "a header in other letters": " Order , E-Mail , STATE \n1001,ann@customer.example,lost\n",
    "empty lines": "\n\norder,email,state\n\n1001,ann@customer.example,lost\n,,\n\n",
    "a state in other letters": "order,email,state\n1001,ann@customer.example,Lost\n",
    "a byte order mark and semicolons": "\ufefforder;email;state\n1001;ann@customer.example;lost\n",
    "the last line without an end": "order,email,state\n1001,ann@customer.example,lost",
}


@pytest.mark.parametrize("written", SPREADSHEETS.values(), ids=SPREADSHEETS.keys())
def test_files_as_spreadsheets_write_them(path: Path, written: str) -> None:
    path.write_bytes(written.encode())
    parcel = CsvOrders(path).parcel("1001")
    assert parcel is not None
    assert (parcel.email, parcel.state) == ("ann@customer.example", "lost")


BROKEN_ROWS = {
    "an unknown state": "1001,ann@customer.example,teleported", "no order number": ",ann@customer.example,lost",
    "cut off": "1001", "a time that is none": "1001,ann@customer.example,lost,,,,yesterday",
}  # fmt: skip


@pytest.mark.parametrize("row", BROKEN_ROWS.values(), ids=BROKEN_ROWS.keys())
def test_a_broken_row_is_left_out_and_the_others_are_read(
    path: Path, row: str, caplog: pytest.LogCaptureFixture
) -> None:
    found = orders(path, row, FULL)
    assert found.parcel("1001") is None
    assert found.parcel("NW-20417") is not None
    assert [record.message for record in caplog.records] == ["order rows left out"]
    assert "ann@" not in str(vars(caplog.records[0]))


def test_a_changed_file_is_read_again(path: Path) -> None:
    found = orders(path, "1001,ann@customer.example,moving")
    write(path, "1001,ann@customer.example,lost", "1002,ann@customer.example,moving")
    parcel = found.parcel("1001")
    assert parcel is not None
    assert parcel.state == "lost"
    assert found.parcel("1002") is not None


WRONG = {
    "not there": None, "a column is missing": b"order,email\n1001,a@b.example\n", "empty": b"", "blank": b" \n\n",
    "Latin-1": "order,email,state,last_event\n1,a@b.example,lost,M\u00fcnchen\n".encode("latin-1"),
    "a column twice": b"order,email,state,E-Mail\n1,a@b.example,lost,c@d.example\n",
    "not UTF-8": b"order,email,state\n1001,\xff\xfe,lost\n",
    "a field without end": b'order,email,state\n"1001' + b"x" * 200_000,
}  # fmt: skip


def spoil(path: Path, content: bytes | None) -> None:
    path.unlink(missing_ok=True)
    if content is not None:
        path.write_bytes(content)


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG.keys())
def test_a_file_that_cannot_be_read_stops_the_start_in_one_line(path: Path, content: bytes | None) -> None:
    spoil(path, content)
    with pytest.raises(ConfigError, match=str(path)) as told:
        CsvOrders(path)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG.keys())
def test_a_file_that_breaks_later_keeps_its_last_good_rows(
    path: Path, content: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    found = orders(path, FULL)
    spoil(path, content)
    assert found.parcel("NW-20417") is not None
    assert "unreadable" in caplog.text
    write(path, "1002,ann@customer.example,moving")
    assert found.parcel("1002") is not None
    assert found.parcel("NW-20417") is None


def test_a_shop_without_a_file_knows_nothing() -> None:
    assert NoOrders().parcel("1001") is None
    assert NoOrders().orders_of("ann@customer.example") == ()
    assert "no order file" in NoOrders().describe()


MORE = "order,email,state,last_event_at,ordered_at,country,value,currency,channel"


def test_a_row_with_what_it_was_worth(path: Path) -> None:
    found = orders(path, '7,a@b.example,moving,,2026-11-02,Deutschland,"1.234,50",eur,amazon', head=MORE).parcel("7")
    assert found is not None
    assert (found.country, found.value, found.currency, found.channel) == ("DE", Decimal("1234.50"), "EUR", "amazon")
    assert found.ordered_at == datetime(2026, 11, 2, tzinfo=UTC)


VALUES = {
    ("12", "EUR"): "12", ("12,5", "EUR"): "12.5", ("12.50", "EUR"): "12.50", ("1.234,50", "EUR"): "1234.50",
    ("1,234.50", "USD"): "1234.50", ("1 234,50 €", ""): "1234.50", ("1'234.50", "CHF"): "1234.50",
    ("1.234.567", "IDR"): "1234567", ("12.345", "EUR"): "12345", ("12.345", "KWD"): "12.345", ("0.125", "EUR"): "0.125",
    ("$1,299", "USD"): "1299", ("JPY 3,980", ""): "3980", ("12.5000", "EUR"): "12.5000",
    ("12.345", ""): None, ("1.23.4567", "EUR"): None, ("1,2,3", "EUR"): None, ("-5", "EUR"): None,
    ("12 of 13 paid", "EUR"): None, ("", "EUR"): None, ("free", ""): None, ("1.234,567.8", "EUR"): None,
}  # fmt: skip


@pytest.mark.parametrize(("written", "value"), VALUES.items(), ids=lambda part: str(part))
def test_sums_as_spreadsheets_write_them(path: Path, written: tuple[str, str], value: str | None) -> None:
    found = orders(path, f'7,a@b.example,moving,,,,"{written[0]}",{written[1]},', head=MORE).parcel("7")
    assert found is not None
    assert found.value == (None if value is None else Decimal(value))


def test_orders_of_an_address_newest_first(path: Path) -> None:
    rows = ("1,Ann@b.example,delivered,,2026-01-01", "2,ann@b.example,moving,,2026-11-01", "3,bob@b.example,moving,,")
    found = orders(path, *rows, "4,ann@b.example,moving,,", head=MORE)
    assert [order.order for order in found.orders_of("ANN@b.example")] == ["2", "1", "4"]
    assert found.orders_of("eve@b.example") == found.orders_of("") == ()


def test_of_two_rows_of_one_order_the_newest_event_counts(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    rows = ("1,a@b.example,lost,2026-11-09", "#1,A@b.example,moving,2026-11-02", "2,a@b.example,moving,")
    found = orders(path, *rows, "2,a@b.example,delivered,", head=MORE)
    states = {order: found.parcel(order) for order in ("1", "2")}
    assert [parcel and parcel.state for parcel in states.values()] == ["lost", "delivered"]  # the later row at a tie
    assert [order.order for order in found.orders_of("a@b.example")] == ["1", "2"]
    assert [record.message for record in caplog.records] == ["orders stand in several rows, the newest event counts"]
    assert vars(caplog.records[0])["count"] == 2


UNSURE = {
    "two customers": ("1,ann@b.example,moving,2026-11-02", "1,eve@b.example,lost,2026-11-03"),
    "two customers, and again the first": ("1,a@b.example,moving,", "1,e@b.example,lost,", "1,a@b.example,lost,"),
    "a newer row that cannot be read": ("1,ann@b.example,moving,2026-11-02", "1,ann@b.example,vanished,2026-11-03"),
}


@pytest.mark.parametrize("rows", UNSURE.values(), ids=UNSURE.keys())
def test_of_an_order_that_the_file_is_unsure_of_nothing_is_told(path: Path, rows: tuple[str, ...]) -> None:
    found = orders(path, *rows, "2,ann@b.example,moving,", head=MORE)
    assert found.parcel("1") is None
    assert [order.order for order in found.orders_of("ann@b.example")] == ["2"]
    assert found.orders_of("eve@b.example") == ()
    assert found.describe().endswith(f"1 orders, {len(rows)} rows left out")


def test_left_out_rows_are_one_line_with_their_numbers_and_no_contents(
    path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    orders(path, FULL, *BROKEN_ROWS.values())
    assert len(caplog.records) == 1
    told = vars(caplog.records[0])
    assert (told["count"], told["rows"]) == (4, [3, 4, 5, 6])
    assert "customer.example" not in str(told)


def test_the_shops_own_words_for_states(path: Path) -> None:
    write(
        path, "1,a@b.example,In  Transit", "2,a@b.example,Zugestellt", "3,a@b.example,moving", head="order,email,state"
    )
    found = CsvOrders(path, {"in transit": "moving", "zugestellt": "delivered"})
    states = [parcel.state for order in "123" if (parcel := found.parcel(order))]
    assert states == ["moving", "delivered", "moving"]


class Written(CsvOrders):
    """An order file into which its shop writes while it is read, so many times."""

    writes = 0

    def _read(self, path: Path, states: Mapping[str, str]) -> Book:
        book = super()._read(path, states)
        if Written.writes:
            Written.writes -= 1
            write(path, f"{1001 + Written.writes},ann@customer.example,moving")
        return book


def test_a_file_that_changes_while_it_is_read_is_read_again(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(path, FULL)
    Written.writes = 2
    found = Written(path)  # the third look is a quiet one
    assert found.parcel("1001") is not None
    assert found.parcel("1002") is None
    write(path, FULL)
    Written.writes = 1
    assert found.parcel("1001") is not None  # the last good one
    assert found.parcel("NW-20417") is None
    assert "changed while it was read" in str(vars(caplog.records[0]))
    assert found.parcel("1001") is not None  # as it was written meanwhile
    assert [record.message for record in caplog.records] == ["order file unreadable, the last good one is used"]


def test_a_file_that_never_stops_changing_can_be_tried_later(path: Path) -> None:
    write(path, FULL)
    Written.writes = 9
    with pytest.raises(Unavailable, match="changed while it was read"):
        Written(path)
    Written.writes = 0


def test_a_last_line_that_is_being_written_is_left_out(path: Path) -> None:
    path.write_text(f"{HEAD}\n{FULL}\n1001,ann@customer.example,moving,DHL,LX1234", encoding="utf-8")
    assert CsvOrders(path).parcel("1001") is None
    assert CsvOrders(path).parcel("NW-20417") is not None


def test_trouble_is_told_once_and_again_after_it_was_over(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = orders(path, FULL)
    for content in (None, b"order,email,state\n2,a@b.example,moving\n", None):
        spoil(path, content)
        for _ in range(3):
            found.parcel("2")
    assert [record.message for record in caplog.records] == ["order file unreadable, the last good one is used"] * 2
