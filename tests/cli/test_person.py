"""person export and erase: the right person, asked first, and told what stays."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal
from triage.app import open_store
from triage.config import load
from triage.daemon import alone
from triage.domain import Cursor, RawMail, mail_id
from triage.edges.embedded import MailServer

ANN = b"From: Ann <Ann@customer.example>\r\nSubject: where\r\n\r\nis my parcel \xe2\x80\xae now\r\n"
BOB = b"From: bob@customer.example\r\nSubject: where\r\n\r\nis mine\r\n"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def two(shop: Path) -> Path:
    """A shop that has mail of two customers, and a training row of one."""
    store = open_store(load(shop / "triage.toml"))
    mails = [
        RawMail(id=mail_id("support", content), mailbox="support", content=content, received_at=NOW)
        for content in (ANN, BOB)
    ]
    store.intake.keep(mails, Cursor(mailbox="support", folder="INBOX", uidvalidity=1, last_uid=2))
    store.database.close()
    (shop / "training_data").mkdir()
    (shop / "training_data" / "corrections.jsonl").write_text('{"body": "x", "writer": "ann@customer.example"}\n')
    return shop


def test_an_export_is_json_lines_on_standard_output(triage: Terminal, two: Path) -> None:
    ran = triage("person", "export", "ANN@customer.example", "--config", two)
    assert ran.status == 0
    [row] = ran.rows
    assert base64.b64decode(row["content"]) == ANN
    assert "1 records" in ran.err


def test_an_export_to_a_file_is_for_the_owners_eyes(triage: Terminal, two: Path) -> None:
    ran = triage("person", "export", "ann@customer.example", "--out", "ann.jsonl", "--config", two)
    assert (ran.status, ran.out) == (0, "")
    path = triage.folder / "ann.jsonl"
    assert path.stat().st_mode & 0o777 == 0o600
    [row] = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    assert base64.b64decode(row["content"]) == ANN


@pytest.mark.parametrize("answer", ["n\n", "", "\n"])
def test_nothing_is_erased_without_a_yes(answer: str, triage: Terminal, two: Path) -> None:
    ran = triage("person", "erase", "ann@customer.example", "--config", two, stdin=answer)
    assert ran.status == 1
    assert "Erase everything that is kept of ann@customer.example?" in " ".join((ran.err + ran.out).split())
    assert len(triage("person", "export", "ann@customer.example", "--config", two).rows) == 1


@pytest.mark.parametrize(("words", "answer"), [((), "y\n"), (("--yes",), "")])
def test_erasing_tells_what_went_and_what_stays(
    words: tuple[str, ...], answer: str, triage: Terminal, two: Path
) -> None:
    ran = triage("person", "erase", "Ann@Customer.example", *words, "--config", two, stdin=answer)
    assert ran.status == 0
    assert "erased: mails 1, training rows 1" in ran.err
    assert "mail on your server" in ran.err
    assert "triage train" in ran.err
    assert triage("person", "export", "ann@customer.example", "--config", two).rows == []
    assert len(triage("person", "export", "bob@customer.example", "--config", two).rows) == 1
    assert (two / "training_data" / "corrections.jsonl").read_text() == ""
    again = triage("person", "erase", "ann@customer.example", "--yes", "--config", two)
    assert "nothing of this address was kept" in again.err


def test_nobody_is_erased_under_a_running_daemon(triage: Terminal, two: Path) -> None:
    with alone(load(two / "triage.toml")):
        ran = triage("person", "erase", "ann@customer.example", "--yes", "--config", two)
    assert ran.status == 1
    assert "end it first" in ran.errors[0]
    assert len(triage("person", "export", "ann@customer.example", "--config", two).rows) == 1


@pytest.mark.parametrize("command", ["export", "erase"])
@pytest.mark.parametrize("address", ["ann", "@customer.example", "", "example"])
def test_what_is_no_address_is_a_wrong_call(command: str, address: str, triage: Terminal, two: Path) -> None:
    assert triage("person", command, address, "--config", two).status == 2


def test_the_shops_own_address_stands_in_every_mail_and_is_refused(
    triage: Terminal, two: Path, server: MailServer
) -> None:
    ran = triage("person", "erase", server.user.upper(), "--yes", "--config", two)
    assert ran.status == 2
    assert len(triage("person", "export", "bob@customer.example", "--config", two).rows) == 1
