"""The shop's order file: found however customers write the number, read again when it changes, never half-read."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from triage.domain import Parcel
from triage.edges.lookup import CsvOrders, NoOrders
from triage.errors import ConfigError
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
    assert [record.message for record in caplog.records] == ["order row left out"]
    assert "ann@" not in str(vars(caplog.records[0]))


def test_a_changed_file_is_read_again(path: Path) -> None:
    found = orders(path, "1001,ann@customer.example,moving")
    write(path, "1001,ann@customer.example,lost", "1002,ann@customer.example,moving")
    parcel = found.parcel("1001")
    assert parcel is not None
    assert parcel.state == "lost"
    assert found.parcel("1002") is not None


WRONG = {
    "not there": None, "a column is missing": b"order,email\n1001,a@b.example\n", "empty": b"",
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
