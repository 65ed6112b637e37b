"""The shop's order file: found however customers write the number, read again when it changes, never half-read."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from triage.domain import Parcel
from triage.edges.lookup import CsvOrders, NoOrders, Shrinking
from triage.edges.lookup.book import Book
from triage.edges.lookup.cells import folded
from triage.edges.lookup.states import COMMON
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
    "cut off in a letter": "order,email,state\n1001,jörg@b.example,lost\n".encode()[:25],
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
    assert found.describe().endswith(f"1 order, {len(rows)} rows left out")


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


# --- quotes that do not close, files that are being written -----------------------------------------------------------
QUOTED = "order,email,state,last_event"
TWO, THREE = "2,a@b.example,moving,x", "3,a@b.example,lost,"
OPEN = {
    "never closed": ('1,a@b.example,moving,"left Shenzhen', TWO, THREE),
    "closed by the next row's first quote": ('1,a@b.example,moving,"left', '2,"a@b.example",moving,x', THREE),
    "two of them in a row": ('1,a@b.example,moving,"left', '4,a@b.example,moving,"', TWO, THREE),
    "in the first cell": ('"1,a@b.example,moving,x', TWO, THREE),
    "with later rows in quotes": (
        '1,"a@b.example,moving,x', '2,a@b.example,moving,"a, b"', '"3","a@b.example","lost",""'
    ),
    "at the end of the file": (TWO, THREE, '1,a@b.example,moving,"left'),
    "of a cell that is much too long": (f'1,a@b.example,moving,"{"x" * 20_000}', TWO, THREE),
}  # fmt: skip


@pytest.mark.parametrize("rows", OPEN.values(), ids=OPEN.keys())
def test_a_quote_that_does_not_close_costs_its_own_row_alone(path: Path, rows: tuple[str, ...]) -> None:
    found = orders(path, *rows, head=QUOTED)
    assert [found.parcel(order) is not None for order in "123"] == [False, True, True]
    line = next(number for number, row in enumerate(rows, 2) if row.lstrip('"').startswith("1"))
    assert any(words.startswith(f"row {line}") for words in found.complaints())


def test_an_open_quote_is_named_by_its_line_and_tells_nothing_of_the_row(path: Path) -> None:
    found = orders(path, "2,a@b.example,moving,x", '1,ann@b.example,moving,"left', head=QUOTED)
    assert found.complaints() == ("row 3: a quote opens in it and does not close",)


CLOSED = {
    "lines within a cell": ('1,a@b.example,lost,"left\nShenzhen\n\non Monday"', "2,a@b.example,moving,x"),
    "quotes within a cell": ('1,a@b.example,lost,"the ""big"" one"', "2,a@b.example,moving,x"),
    "a sign for inches": ('1,a@b.example,lost,6" pipe', "2,a@b.example,moving,x"),
    "a quote in the middle of a quoted cell": ('1,a@b.example,lost,"the "big" one"', "2,a@b.example,moving,x"),
}


@pytest.mark.parametrize("rows", CLOSED.values(), ids=CLOSED.keys())
def test_quotes_that_close_are_left_alone(path: Path, rows: tuple[str, ...]) -> None:
    found = orders(path, *rows, head=QUOTED)
    assert [parcel and parcel.state for parcel in map(found.parcel, "12")] == ["lost", "moving"]
    assert found.complaints() == ()


def test_an_older_row_does_not_speak_for_one_that_is_broken(path: Path) -> None:
    found = orders(path, "1,a@b.example,moving,x", '"1,a@b.example,lost,x', "2,a@b.example,lost,x", head=QUOTED)
    assert (found.parcel("1"), found.parcel("2") is not None) == (None, True)


def test_a_last_line_that_is_being_written_is_told(path: Path) -> None:
    path.write_text(f"{HEAD}\n{FULL}\n1001,ann@customer.example,mov", encoding="utf-8")
    assert CsvOrders(path).complaints() == ("row 3: it is cut off: is the file being written?",)


def many(path: Path, count: int) -> tuple[str, ...]:
    return tuple(f"{1000 + number},ann@customer.example,moving" for number in range(count))


def test_a_file_that_loses_most_of_its_orders_is_not_believed(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(path, *many(path, 40), head="order,email,state")
    found = CsvOrders(path, shrinking=Shrinking(least_share=0.5, least_orders=20))
    write(path, *many(path, 19), head="order,email,state")
    for _ in range(3):
        assert found.parcel("1039") is not None
    [told] = caplog.records
    assert told.message == "order file has lost most of its orders, the last good one is used"
    assert "it had 40 orders and now has 19" in str(vars(told))
    write(path, *many(path, 20), head="order,email,state")
    assert found.parcel("1019") is not None
    assert found.parcel("1039") is None, "half of them are believed"


def test_small_files_may_shrink(path: Path) -> None:
    write(path, *many(path, 19), head="order,email,state")
    found = CsvOrders(path, shrinking=Shrinking(least_share=0.5, least_orders=20))
    write(path, *many(path, 1), head="order,email,state")
    assert found.parcel("1001") is None


# --- words for states -------------------------------------------------------------------------------------------------
WORDS = {
    "shipped": "moving", "Shipped": "moving", "fulfilled": "moving", "In Transit": "moving", "in_transit": "moving",
    "IN-TRANSIT": "moving", "Unterwegs": "moving", "versandt": "moving", "Expédié": "moving", "Zugestellt": "delivered",
    "delivered": "delivered", "livrée": "delivered", "In Zustellung": "out_for_delivery", "unfulfilled": "not_shipped",
    "Label created": "label_only", "Out for delivery": "out_for_delivery", "return to sender": "returned",
}  # fmt: skip
NO_WORDS = ["completed", "pending", "ausgeliefert", "not shipped yet, sorry", "refunded", "", "ann@customer.example"]


@pytest.mark.parametrize(("written", "state"), WORDS.items())
def test_common_words_for_a_state_are_known(path: Path, written: str, state: str) -> None:
    found = orders(path, f"1,a@b.example,{written}", head="order,email,state").parcel("1")
    assert found is not None
    assert found.state == state


@pytest.mark.parametrize("written", NO_WORDS)
def test_words_that_mean_several_things_are_not(path: Path, written: str) -> None:
    book = orders(path, f'1,a@b.example,"{written}"', "2,a@b.example,lost", head="order,email,state")
    assert book.parcel("1") is None
    assert book.complaints() == ("row 2: its state is not known; see [orders] states",)


def test_the_shops_own_word_comes_first(path: Path) -> None:
    write(path, "1,a@b.example,Shipped", head="order,email,state")
    found = CsvOrders(path, {"shipped": "label_only"}).parcel("1")
    assert found is not None
    assert found.state == "label_only"


def test_every_common_word_is_a_state_and_stands_as_it_is_compared() -> None:
    assert set(COMMON.values()) <= set(PARCEL_STATES)
    for word in COMMON:
        assert word == " ".join(folded(word).replace("-", " ").replace("_", " ").split())
    assert not set(PARCEL_STATES) & set(COMMON)


def test_a_file_of_which_no_row_can_be_used_is_told(path: Path) -> None:
    file = orders(path, "1,a@b.example,completed", head="order,email,state")
    with pytest.raises(ConfigError, match="not one of its orders can be used\\nrow 2: its state"):
        file.complaints()
    assert orders(path, head="order,email,state").complaints() == (), "a shop without an order is no fault"


def test_countries_are_counted(path: Path) -> None:
    rows = ("1,a@b.example,lost,DE", "2,a@b.example,lost,US", "3,a@b.example,lost,us", "4,a@b.example,lost,")
    assert list(orders(path, *rows, head="order,email,state,country").countries().items()) == [("US", 2), ("DE", 1)]
    assert NoOrders().countries() == {}
