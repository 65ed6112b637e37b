"""classify, explain and backfill: every mail an object, only JSON on standard output, nothing raw on a screen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.letters import AWAY, CHINESE, GARBAGE, HOSTILE, MBOX_BROKEN, PLAIN, STEERING, letter, mbox
from tests.cli.terminal import Ran, Terminal
from triage.cli.console import clean
from triage.edges.embedded import MailServer
from triage.labels import INTENTS, URGENCIES

KEYS = {
    "id", "subject", "language", "language_confidence", "automatic", "new_text", "quoted_text", "signature", "intent",
    "confidence", "intents", "also", "urgency", "urgencies", "order_numbers", "tracking_numbers", "guards", "because",
    "matrix_row", "reply", "queue", "due", "model",
}  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything a user may have: files, an mbox, a Maildir, and what is broken."""
    folder = tmp_path_factory.mktemp("archive")
    for name, content in {
        "plain.eml": PLAIN, "hostile.eml": HOSTILE, "chinese.eml": CHINESE, "away.eml": AWAY,
        "empty.eml": b"", "garbage.eml": GARBAGE, "huge.eml": PLAIN + b"\n" + b"QUFB\n" * 6_000_000,
        "in.mbox": mbox(letter("One", "Where is my parcel?")) + MBOX_BROKEN + mbox(letter("Three", "I want a refund.")),
        "notes.txt": b"no mail",
    }.items():  # fmt: skip
        (folder / name).write_bytes(content)
    for place in ("cur", "new", "tmp"):
        (folder / "maildir" / place).mkdir(parents=True)
    (folder / "maildir" / "cur" / "1.eml:2,S").write_bytes(letter("Seen", "Thank you, all is well."))
    (folder / "maildir" / "new" / "2.eml").write_bytes(letter("New", "Please cancel my order 1042."))
    return folder


@pytest.fixture(scope="module")
def classified(archive: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """All of them at once: one start of the workers for many tests."""
    return Terminal(cache, tmp_path_factory.mktemp("elsewhere"))("classify", archive)


@pytest.fixture(scope="module")
def by_name(classified: Ran, archive: Path) -> dict[str, dict[str, Any]]:
    return {str(Path(row["path"]).relative_to(archive)): row for row in classified.rows}


def test_every_mail_is_an_object_and_nothing_else_is_printed(classified: Ran, by_name: dict[str, Any]) -> None:
    assert classified.status == 0
    assert classified.err == ""
    assert sorted(by_name) == [
        "away.eml", "chinese.eml", "empty.eml", "garbage.eml", "hostile.eml", "huge.eml", "in.mbox#1", "in.mbox#2",
        "in.mbox#3", "maildir/cur/1.eml:2,S", "maildir/new/2.eml", "plain.eml",
    ]  # fmt: skip
    assert len(classified.rows) == len(by_name)


def test_every_object_keeps_the_contract(by_name: dict[str, dict[str, Any]]) -> None:
    for row in by_name.values():
        assert set(row) >= KEYS
        assert set(row["intents"]) == set(INTENTS)
        assert set(row["urgencies"]) == set(URGENCIES)
        assert sum(row["intents"].values()) == pytest.approx(1, abs=1e-4)
        assert {"eligible", "level", "template", "reasons"} <= set(row["reply"])


def test_what_is_wrong_with_a_mail_stands_in_its_object(by_name: dict[str, dict[str, Any]]) -> None:
    huge = by_name["huge.eml"]
    assert "larger than" in huge["error"]
    for name in ("huge.eml", "empty.eml", "garbage.eml", "in.mbox#2"):
        row = by_name[name]
        assert row["intent"] == "other" or "error" not in row
        assert row["reply"]["eligible"] is False
    assert by_name["away.eml"]["automatic"] == {"is_automatic": True, "rule": "auto_submitted"}
    assert by_name["plain.eml"]["intent"] == "order_status"
    assert by_name["plain.eml"]["order_numbers"] == ["1042"]
    assert by_name["chinese.eml"]["language"] == "zh"


def test_standard_output_holds_nothing_that_steers_a_terminal(classified: Ran, by_name: dict[str, Any]) -> None:
    assert not [letter for letter in "\x1b\x9b\x07\u202e\u200b" if letter in classified.out]
    assert "\u202e" in by_name["hostile.eml"]["new_text"] + by_name["hostile.eml"]["subject"]  # the data is whole


LINES = [
    {"id": "a", "subject": "Where is my order?", "body": "Where is my order 1042? It was due last week."},
    {"id": 7, "subject": None, "body": "Wo ist mein Paket?", "from": "Ann <ann@customer.example>"},
    {"id": "c", "subject": "x", "body": "Where is my order?", "from": "a@b.example\r\nAuto-Submitted: auto-replied"},
    {"id": "\ud800", "subject": "\ud800 \x9b", "body": "\x00 \ud800"},
    {"subject": "no id", "body": "Where is my order 1042?"},
    ["no", "object"],
]


@pytest.fixture(scope="module")
def lines(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    given = "".join(f"{json.dumps(row)}\n" for row in LINES) + "no json\n\n" + "[" * 100_000
    return Terminal(cache, tmp_path_factory.mktemp("lines"))("classify", "-", "--jsonl", stdin=given)


def test_json_lines_come_back_in_order_with_their_ids(lines: Ran) -> None:
    assert lines.status == 0
    assert [row["id"] for row in lines.rows[:4]] == ["a", "7", "c", "\ud800"]
    assert [row["id"] for row in lines.rows[5:]] == ["line-6", "line-7", "line-9"]
    assert all("path" not in row for row in lines.rows)


def test_a_line_without_a_sender_is_judged_as_a_customers_mail(lines: Ran) -> None:
    for row in (lines.rows[0], lines.rows[4]):
        assert row["automatic"] == {"is_automatic": False, "rule": None}
        assert row["intent"] == "order_status"
        assert "no_identified_sender" not in row["reply"]["rules"]


def test_a_sender_cannot_write_headers(lines: Ran) -> None:
    assert lines.rows[2]["automatic"]["is_automatic"] is False


def test_a_line_that_is_no_mail_says_so(lines: Ran) -> None:
    for row in lines.rows[5:]:
        assert "is not a JSON object" in row["error"]
        assert row["intent"] == "other"
        assert row["reply"]["eligible"] is False


def test_one_mail_from_standard_input_on_a_machine_without_utf_8(cache: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "triage", "classify", "-"], input=CHINESE, capture_output=True, check=True, cwd=tmp_path,
        env=os.environ | {"XDG_CACHE_HOME": str(cache), "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path.cwd())},
    )  # fmt: skip
    (row,) = ran.stdout.decode("utf-8").splitlines()
    assert json.loads(row)["subject"] == "請問寄到台灣需要多久？"
    assert ran.stderr == b""


# --- explain ----------------------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def told(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What a person sees of a hostile, a Chinese, a machine's and a broken mail."""
    folder = tmp_path_factory.mktemp("told")
    (folder / "all.mbox").write_bytes(mbox(HOSTILE, CHINESE, AWAY) + MBOX_BROKEN)
    ran = Terminal(cache, folder)("explain", "all.mbox")
    assert (ran.status, ran.err.count("\n")) == (0, 1)
    assert "no order file" in ran.err
    return _parted(ran.out)


def _parted(out: str) -> list[str]:
    """One text for each mail: each begins with a subject above a line that begins with "from "."""
    lines = out.splitlines()
    starts = [number - 1 for number, line in enumerate(lines) if line.startswith("from ")]
    return ["\n".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], None], strict=True)]


def test_explain_tells_the_words_the_rules_and_the_reply(told: list[str]) -> None:
    chinese = told[1]
    for part in ("zh-Hant", "what it means", "shipping_time", "urgency", "words", "queue", "Logistics",
                 "the shop does not allow it yet",
                 "level_not_auto", "rules passed", "sender_unverified", "Subject: "):  # fmt: skip
        assert part in chinese


def test_explain_keeps_lines_apart_and_within_the_page(told: list[str]) -> None:
    assert "│ 您好：" in told[1]
    assert max(cell_len(line) for mail in told for line in mail.splitlines()) <= 100
    assert "aaaa" in told[0]


def test_explain_shows_a_strangers_markup_as_text_and_steers_nothing(told: list[str]) -> None:
    assert "[bold red]x[/] [/] [link=file:///etc/passwd]y[/link] :bomb:" in told[0]
    assert not [letter for letter in "\x1b\x9b\x07\u202e\u200b" if letter in "".join(told)]
    assert "1042? Thanks" in told[0]  # a tab parts words


def test_explain_says_why_a_machines_mail_or_a_broken_one_gets_no_answer(told: list[str]) -> None:
    assert "not answered: a machine wrote it" in told[2]
    assert "auto_submitted" in told[2]
    assert "nobody who could be identified" in told[3]


# --- backfill ---------------------------------------------------------------------------------------------------
def test_a_backfill_goes_on_behind_a_line_that_was_cut_off(
    triage: Terminal, archive: Path, classified: Ran, by_name: dict[str, Any]
) -> None:
    out = triage.folder / "out.jsonl"
    whole = classified.out.encode().splitlines(keepends=True)
    out.write_bytes(b"".join(whole[:9]) + b'{"id": "abc", "subject": "\xe6')  # it ends inside a letter
    ran = triage("backfill", archive, archive / "plain.eml", "--out", "out.jsonl")  # the same mail twice is one line
    assert ran.status == 0
    assert ran.out == ""
    assert "9 mails are in out.jsonl already" in ran.err
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in by_name.values())
    assert out.read_bytes().startswith(b"".join(whole[:9]))


def test_a_finished_backfill_has_nothing_left_to_do(triage: Terminal, archive: Path, classified: Ran) -> None:
    (triage.folder / "out.jsonl").write_text(classified.out, encoding="utf-8")
    ran = triage("backfill", archive, archive / "plain.eml", "--out", "out.jsonl")
    assert ran.status == 0
    assert (triage.folder / "out.jsonl").read_text(encoding="utf-8") == classified.out


@pytest.mark.parametrize("content", [b"my only notes", b"my notes\nof years\n", b'{"ident": 1}\n', b"[]\n", b"\xff\n"])
def test_a_backfill_leaves_other_peoples_files_alone(content: bytes, triage: Terminal, archive: Path) -> None:
    (triage.folder / "notes.jsonl").write_bytes(content)
    ran = triage("backfill", archive, "--out", "notes.jsonl")
    assert ran.status == 78
    assert "is not a file of `triage backfill`" in ran.errors[0]
    assert (triage.folder / "notes.jsonl").read_bytes() == content


def test_a_backfill_of_a_mailbox_reads_all_and_marks_nothing(triage: Terminal, shop: Path, server: MailServer) -> None:
    uid = server.deliver(PLAIN, received_at=datetime(2020, 1, 1, tzinfo=UTC))
    before = server.folders()["INBOX"]
    ran = triage("backfill", "--mailbox", "support", "--out", "box.jsonl", "--config", shop)
    rows = [json.loads(line) for line in (triage.folder / "box.jsonl").read_text(encoding="utf-8").splitlines()]
    assert ran.status == 0
    assert f"support/INBOX#{uid}" in [row["path"] for row in rows]
    assert server.folders()["INBOX"] == before


def test_clean_takes_away_everything_in_the_list_of_steering_letters() -> None:
    assert clean(STEERING).split() == ["[31m", "2J"]
