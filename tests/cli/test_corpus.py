"""corpus check, page and curve as typed: exit status, one line each, JSON, and what bad files say."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from tests.corpus.test_curve import easy
from triage.domain import Example
from triage.model.duplicates import key

THREE = [
    {"body": "where is my parcel", "intent": "order_status", "urgency": "low", "language": "en", "writer": "en-a"},
    {"body": "the lamp broke", "intent": "product_defect", "also": "refund", "language": "en", "writer": "en-b"},
    {"body": "der Knopf fehlt", "intent": "wrong_or_missing_item", "language": "de", "writer": "de-a"},
]


@pytest.fixture
def triage(tmp_path: Path) -> Terminal:
    """Commands typed in a folder that holds three good rows. None of these commands needs a model."""
    put(tmp_path / "rows/a.jsonl", *THREE)
    return Terminal(tmp_path / "cache", tmp_path)


def put(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")


def test_good_rows_pass(triage: Terminal) -> None:
    ran = triage("corpus", "check", "--data", "rows")
    assert ran.status == 0, ran.err
    assert ran.out == ""
    assert all(line.startswith("ok ") for line in ran.err.splitlines())
    assert "3 in 1 files" in ran.err


def test_near_duplicates_are_refused_by_file_and_line(triage: Terminal) -> None:
    put(
        triage.folder / "rows/b.jsonl",
        {**THREE[2], "body": "something else"},
        {**THREE[0], "body": "Where is my PARCEL??"},
    )
    ran = triage("corpus", "check", "--data", "rows")
    assert ran.status == 1
    assert "rows/b.jsonl:2 is " in ran.err
    assert " like rows/a.jsonl:1" in ran.err
    assert "PARCEL" not in ran.err
    assert triage("corpus", "check", "--data", "rows", "--limit", "1.0").status == 0


def test_a_frozen_row_in_the_training_data_and_json(triage: Terminal) -> None:
    put(triage.folder / "rows/benchmark/f.jsonl", {**THREE[0], "writer": "other"})
    ran = triage("corpus", "check", "--data", "rows", "--json")
    assert ran.status == 1
    (told,) = ran.rows
    checks = {check["name"]: check for check in told["checks"]}
    assert told["rows"] == 3
    assert checks["frozen set"]["places"] == ["rows/benchmark/f.jsonl:1 is in the training rows"]
    assert checks["split"]["status"] == 0


def test_many_places_are_cut_on_the_screen_but_not_in_json(triage: Terminal) -> None:
    put(triage.folder / "rows/b.jsonl", *[THREE[0]] * 60)
    ran = triage("corpus", "check", "--data", "rows", "--json")
    assert "and 20 more" in ran.err
    assert ran.err.count(" like rows/") == 40
    assert len(next(one for one in ran.rows[0]["checks"] if one["name"] == "duplicates")["places"]) == 60


def test_a_damaged_file_is_a_wrong_setting(triage: Terminal) -> None:
    (triage.folder / "rows/bad\x1b[31m.jsonl").write_text("{}\n{", encoding="utf-8")
    ran = triage("corpus", "check", "--data", "rows")
    assert ran.status == 78
    assert "\x1b" not in ran.err
    assert "1 file is wrong" in ran.err
    for command in ("page", "curve"):
        (error,) = triage("corpus", command, "--data", "rows").errors
        assert ":1: the column" in error
    assert not (triage.folder / "corpus.html").exists()


def test_no_rows(triage: Terminal) -> None:
    (triage.folder / "empty").mkdir()
    assert triage("corpus", "check", "--data", "empty").status == 78
    ran = triage("corpus", "page", "--data", "empty")
    assert (ran.status, ran.errors) == (78, ["there are no rows; name files or folders with --data"])
    assert triage("corpus", "check", "--data", "missing").status == 2


def test_the_page_is_written(triage: Terminal) -> None:
    first = Example(subject="", body=THREE[0]["body"], intent="order_status")
    put(triage.folder / "rows/agreement/b.jsonl",
        {"id": key(first), "intent": "shipping_time", "also": "", "urgency": "low", "labeller": "b"})  # fmt: skip
    ran = triage("corpus", "page", "--data", "rows", "--out", "docs")
    assert ran.status == 0, ran.err
    assert (triage.folder / "docs/corpus.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    marked = (triage.folder / "docs/corpus.md").read_text(encoding="utf-8")
    assert "| order_status | shipping_time | 1 |" in marked
    for name in ("intents", "urgency", "lengths", "writers", "also", "likeness", "agreement"):
        assert (triage.folder / f"docs/corpus/{name}.svg").exists()


def test_the_curve_is_measured_kept_and_drawn(triage: Terminal) -> None:
    rows = [*easy("en-a", 130), *easy("en-b", 120), *easy("en-c", 60)]
    put(triage.folder / "many/a.jsonl", *({"body": one.body, "intent": one.intent, "urgency": one.urgency,
                                           "language": "en", "writer": one.writer} for one in rows))  # fmt: skip
    ran = triage("corpus", "curve", "--data", "many", "--out", "docs", "--json", "--shop", "en-b")
    assert ran.status == 0, ran.err
    assert "Training 1 of " in ran.err
    (told,) = ran.rows
    assert told["shop"] == "en-b"
    assert json.loads((triage.folder / "docs/corpus/curve.json").read_text(encoding="utf-8")) == told
    assert triage("corpus", "page", "--data", "many", "--out", "docs").status == 0
    assert "What more mails teach" in (triage.folder / "docs/corpus.md").read_text(encoding="utf-8")
    (triage.folder / "docs/corpus/curve.json").write_text("{}", encoding="utf-8")
    (error,) = triage("corpus", "page", "--data", "many", "--out", "docs").errors
    assert "measure again" in error


def test_a_curve_of_too_few_rows_or_of_nobody(triage: Terminal) -> None:
    (error,) = triage("corpus", "curve", "--data", "rows").errors
    assert "at least 200 rows" in error
    put(triage.folder / "many/a.jsonl", *[{**THREE[0], "body": f"number {n}"} for n in range(220)])
    (error,) = triage("corpus", "curve", "--data", "many", "--shop", "nobody").errors
    assert "nobody" in error
    ran = triage("corpus", "curve", "--data", "many")
    assert ran.status == 78
    assert "writer" in ran.errors[0]


def test_help_shows_an_example(triage: Terminal) -> None:
    for command in ("check", "page", "curve"):
        ran = triage("corpus", command, "--help")
        assert ran.status == 0
        assert f"Example: triage corpus {command}" in ran.out
