"""A corpus on disk: kinds of folders, file and line of each row, damaged files, and pages written whole."""

import json
from pathlib import Path

import pytest

from tests.corpus.made import FIVE
from triage.corpus.census import census
from triage.corpus.curve import Curve, Point
from triage.corpus.page import page
from triage.edges.corpus import load_curve, read_corpus, save_curve, write_page
from triage.errors import ConfigError

GOOD = {
    "subject": "",
    "body": "where is it",
    "intent": "order_status",
    "urgency": "low",
    "language": "en",
    "writer": "a",
}
SECOND = {"id": "0" * 16, "intent": "refund", "also": "payment|customs", "urgency": "low", "labeller": "b"}


def put(path: Path, *rows: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_folders_by_their_kind(tmp_path: Path) -> None:
    put(tmp_path / "starter/a.jsonl", GOOD, GOOD)
    put(tmp_path / "own.jsonl", GOOD)
    put(tmp_path / "benchmark/frozen.jsonl", GOOD)
    put(tmp_path / "agreement/b.jsonl", SECOND)
    (tmp_path / "notes.txt").write_text("not a row", encoding="utf-8")
    found = read_corpus([tmp_path])
    assert [len(part) for part in (found.rows, found.frozen, found.second, found.faults)] == [3, 1, 1, 0]
    assert found.second[0].also == ("payment", "customs")
    assert len(read_corpus([tmp_path / "benchmark"]).rows) == 1  # asked for by name: rows like others


def test_places_are_file_and_line(tmp_path: Path) -> None:
    gaps = tmp_path / "gaps.jsonl"
    gaps.write_text(f"\n{json.dumps(GOOD)}\n\n\n{json.dumps(GOOD)}", encoding="utf-8-sig")
    sheet = tmp_path / "sheet.csv"
    sheet.write_text('body,intent\nwhere,refund\n"two\nlines",payment\n\nlast,customs\n', encoding="utf-8")
    assert [row.place for row in read_corpus([gaps]).rows] == [f"{gaps}:2", f"{gaps}:5"]
    rows = read_corpus([sheet]).rows
    assert [(row.place, row.example.intent) for row in rows] == [
        (f"{sheet}:2", "refund"), (f"{sheet}:4", "payment"), (f"{sheet}:6", "customs"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", b"{"), ("a.jsonl", b"[]"), ("a.jsonl", b"\xff\xfe"), ("a.csv", b"body\nx"),
        ("a.jsonl", b'{"body": "x", "intent": "refnd"}'), ("agreement/a.jsonl", b'{"id": 3}'),
        ("agreement/a.jsonl", b'{"id": "x", "intent": "refnd"}'), ("agreement/a.jsonl", b"\xff"),
        ("agreement/a.jsonl", b'{"id": "x", "intent": "refund", "urgency": "calm"}'),
        ("agreement/a.jsonl", b"[" * 9_999),
    ],
)  # fmt: skip
def test_a_damaged_file_is_named_and_the_others_are_read(tmp_path: Path, name: str, content: bytes) -> None:
    put(tmp_path / "good.jsonl", GOOD)
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(content)
    found = read_corpus([tmp_path])
    assert len(found.rows) == 1
    assert len(found.faults) == 1
    assert str(tmp_path / name) in found.faults[0]


def test_a_fault_quotes_no_mail(tmp_path: Path) -> None:
    put(tmp_path / "agreement/a.jsonl", {"id": "x", "intent": ["secret words"]})
    assert "secret" not in read_corpus([tmp_path]).faults[0]


def test_pages_are_written_whole_and_the_same_again(tmp_path: Path) -> None:
    content = page(census(FIVE))
    written = write_page(content, tmp_path / "new" / "docs")
    first = {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()}
    assert set(written) <= set(first)
    assert {path.suffix for path in first} == {".html", ".md", ".svg"}
    write_page(content, tmp_path / "new" / "docs")
    assert {path: path.read_bytes() for path in (tmp_path / "new").rglob("*") if path.is_file()} == first


def test_a_curve_comes_back(tmp_path: Path) -> None:
    point = Point(rows=250, own=0, asked=10, intent_right=5, urgency_asked=10, urgency_right=5)
    curve = Curve(rows=9, seed=1, left_out=2, shop="a", growth=(point,), own=())
    assert load_curve(tmp_path) is None
    path = save_curve(curve, tmp_path)
    assert load_curve(tmp_path) == curve
    for damaged in ("", "{}", path.read_text(encoding="utf-8").replace("250", '"<b>"')):
        path.write_text(damaged, encoding="utf-8")
        with pytest.raises(ConfigError, match="measure again"):
            load_curve(tmp_path)
