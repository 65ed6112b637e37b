"""Training rows in and out: what is read, and how a bad row is named."""

import json
from pathlib import Path

import pytest

from triage.domain import Example
from triage.edges.dataset import Columns, append, read_examples
from triage.errors import ConfigError

FULL = {
    "subject": "späte Lieferung", "body": "wo ist es?\nbitte", "intent": "order_status",
    "also": "refund|address_change", "urgency": "low", "language": "de", "writer": "de-a", "shop": "Möbel",
}  # fmt: skip
EXAMPLE = Example(
    subject="späte Lieferung", body="wo ist es?\nbitte", intent="order_status", also=("refund", "address_change"),
    urgency="low", language="de", writer="de-a",
)  # fmt: skip


def _jsonl(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def test_jsonl(tmp_path: Path) -> None:
    assert read_examples([_jsonl(tmp_path / "a.jsonl", FULL)]) == (EXAMPLE,)


def test_csv_with_a_byte_order_mark_and_line_breaks(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(
        "\ufeffsubject,body,intent,also,urgency,language,writer\n"
        'späte Lieferung,"wo ist es?\nbitte",order_status,refund|address_change,low,de,de-a\n',
        encoding="utf-8",
    )
    assert read_examples([file]) == (EXAMPLE,)


def test_text_alone_and_little_else(tmp_path: Path) -> None:
    file = _jsonl(tmp_path / "a.jsonl", {"text": "thanks", "intent": "feedback", "also": ["refund"]})
    assert read_examples([file]) == (Example(subject="", body="thanks", intent="feedback", also=("refund",)),)


def test_a_folder_is_read_whole_and_in_order(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, body in (("b.jsonl", "two"), ("a.jsonl", "one"), ("in/c.jsonl", "three")):
        _jsonl(tmp_path / name, {"body": body, "intent": "other"})
    (tmp_path / "README.md").write_text("not rows")
    assert [row.body for row in read_examples([tmp_path])] == ["one", "two", "three"]


def test_own_rows_weigh_more_unless_told(tmp_path: Path) -> None:
    base = {"body": "x", "intent": "other"}
    file = _jsonl(tmp_path / "a.jsonl", base, {**base, "source": "correction"}, {**base, "weight": 0.5})
    weights = [row.weight for row in read_examples([file])]
    assert weights[0] == 1 < weights[1]
    assert weights[2] == 0.5


def test_any_two_columns_of_any_csv(tmp_path: Path) -> None:
    file = tmp_path / "bank.csv"
    file.write_text("text,category,n\nmy card is lost,card_lost,1\n")
    (row,) = read_examples([file], Columns(text="text", label="category"))
    assert (row.body, row.intent, row.urgency) == ("my card is lost", "card_lost", "")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"body": "x", "intent": "refnd"}, 'a.jsonl:2: unknown intent "refnd"; did you mean "refund"?'),
        ({"body": "x", "intent": "refund", "also": "payment|zzz"}, 'a.jsonl:2: unknown intent in also "zzz"'),
        ({"body": "x", "intent": "refund", "urgency": "urgent"}, 'a.jsonl:2: unknown urgency "urgent"'),
        ({"body": "x", "intent": "refund", "language": "English"}, 'a.jsonl:2: language "English" is not'),
        ({"body": "x", "intend": "refund"}, 'a.jsonl:2: the column "intent" is missing; is it "intend"?'),
        ({"subject": "x", "intent": "refund"}, 'a.jsonl:2: the column "body" (or "text") is missing'),
        ({"body": 3, "intent": "refund"}, 'a.jsonl:2: "body" must be text'),
        ({"body": "x", "intent": "refund", "weight": -1}, "a.jsonl:2: weight must be"),
        ({"body": "x", "intent": "refund", "weight": "nan"}, "a.jsonl:2: weight must be"),
        (["x"], "a.jsonl:2: is not a JSON object"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: object, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_examples([_jsonl(tmp_path / "a.jsonl", FULL, row)])
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("line", ["{", '{"body": "x"', "x", "[" * 100_000])
def test_a_line_that_is_not_json_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(FULL) + "\n\n" + line)
    with pytest.raises(ConfigError, match=r"a\.jsonl:3: is not a JSON object"):
        read_examples([tmp_path / "a.jsonl"])


def test_a_missing_column_of_a_csv_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text,label\nx,y\nx,\n")
    with pytest.raises(ConfigError, match=r'a\.csv:2: the column "labels" is missing; is it "label"\?'):
        read_examples([tmp_path / "a.csv"], Columns(text="text", label="labels"))
    with pytest.raises(ConfigError, match=r'a\.csv:3: the column "label" is empty'):
        read_examples([tmp_path / "a.csv"], Columns(text="text", label="label"))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "größe".encode("latin-1")])
def test_a_file_that_is_not_utf8_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.jsonl").write_bytes(content)
    with pytest.raises(ConfigError, match=r"a\.jsonl: cannot be read"):
        read_examples([tmp_path / "a.jsonl"])


def test_a_missing_file_is_named_and_an_empty_folder_holds_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no such file or folder"):
        read_examples([tmp_path / "gone.jsonl"])
    assert read_examples([tmp_path]) == ()


def test_what_is_appended_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "new" / "labelled.jsonl"
    rows = (EXAMPLE, Example(subject="", body="\u2028 x", intent="other", source="notebook", weight=2.0))
    append(file, rows[:1])
    append(file, rows[1:])
    assert read_examples([file]) == rows
    assert file.stat().st_mode & 0o077 == 0


def test_appending_mends_an_open_last_line(tmp_path: Path) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(json.dumps(FULL))
    append(file, [EXAMPLE])
    assert read_examples([file]) == (EXAMPLE, EXAMPLE)
