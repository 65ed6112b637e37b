"""check, status and resume: one line each, with the right exit status, and nothing raw on the screen."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import settings
from tests.cli.letters import MARKUP, STEERING
from tests.cli.terminal import Ran, Terminal
from triage.app import open_store
from triage.config import load
from triage.domain import (
    Action,
    ActionKind,
    Correction,
    Cursor,
    Decision,
    Hit,
    Level,
    Mail,
    Outcome,
    Plan,
    RawMail,
    Receipt,
    Verdict,
)
from triage.edges.embedded import MailServer

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def lines(ran: Ran) -> dict[str, tuple[str, str]]:
    """Name of a check -> its status and what it says."""
    found = {}
    for line in ran.err.splitlines():
        name = line[6:18].strip()
        found[name] = (line[:5].strip(), line[19:])
    return found


def test_all_is_well(triage: Terminal, shop: Path, model_root: Path) -> None:
    ran = triage("check", "--config", shop)
    assert (ran.status, ran.out) == (0, "")
    found = lines(ran)
    assert list(found) == ["settings", "versions", "templates", "model", "orders", "store", "codes", "clocks",
                           "imap support", "smtp support"]  # fmt: skip
    assert {status for status, _words in found.values()} == {"ok"}
    assert "hash verified" in found["model"][1]
    assert "INBOX is writable" in found["imap support"][1]
    assert "nothing sent" in found["smtp support"][1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    ("change", "check", "word", "status", "words"),
    [
        ({"port": "closed"}, "imap support", "fails", 1, "nothing listens there"),
        ({"password": '{ file = "triage.toml" }'}, "imap support", "wrong", 78, "chmod 600"),
        ({"password": '{ env = "TRIAGE_NO_SUCH_VARIABLE" }'}, "imap support", "wrong", 78, "TRIAGE_NO_SUCH_VARIABLE"),
        ({"smtp": "", "level": "auto"}, "smtp support", "wrong", 78, "no [mailbox.smtp]"),
        ({"smtp": ""}, "smtp support", "ok", 0, "fine for shadow and draft"),
    ],
)
def test_one_wrong_thing_is_told_on_its_line_and_hides_no_other(
    change: dict[str, str], check: str, word: str, status: int, words: str,
    triage: Terminal, shop: Path, server: MailServer, model_root: Path,
) -> None:  # fmt: skip
    changed = {name: str(_free_port()) if value == "closed" else value for name, value in change.items()}
    (shop / "triage.toml").write_text(settings(server, model_root, **changed), encoding="utf-8")
    (shop / "triage.toml").chmod(0o644)
    ran = triage("check", "--config", shop)
    found = lines(ran)
    assert ran.status == status
    assert len(found) == 10
    assert found.pop(check)[0] == word
    assert words in ran.err
    assert {other for other, _words in found.values()} == {"ok"}


def test_a_wrong_password_fails_with_the_servers_words_as_they_are(triage: Terminal, shop: Path) -> None:
    (shop / "password").write_text("wrong", encoding="utf-8")
    ran = triage("check", "--config", shop)
    assert ran.status == 1
    assert "[AUTHENTICATIONFAILED]" in ran.err  # brackets are no markup
    assert "wrong" not in ran.err


def test_each_fault_of_the_settings_is_a_line(triage: Terminal, shop: Path) -> None:
    (shop / "triage.toml").write_text('[shop]\nnmae = "x"\n[capz]\n', encoding="utf-8")
    ran = triage("check", "--config", shop)
    assert ran.status == 78
    assert [line[:14] for line in ran.err.splitlines()] == ["wrong settings"] * 2


def test_a_model_that_is_not_there_fails(triage: Terminal, shop: Path, model_root: Path) -> None:
    (shop / "triage.toml").write_text(
        (shop / "triage.toml").read_text(encoding="utf-8").replace(str(model_root), "models"), encoding="utf-8"
    )
    (shop / "models").mkdir()
    (shop / "models" / "active").write_text("20260101T000000-0000\n", encoding="ascii")
    ran = triage("check", "--config", shop)
    assert ran.status == 1
    assert lines(ran)["model"][0] == "fails"


def test_a_template_that_cannot_be_rendered_is_one_line(triage: Terminal, shop: Path) -> None:
    (shop / "templates" / "order_status").mkdir(parents=True)
    (shop / "templates" / "order_status" / "en.txt").write_text("Subject: x\n\n{{ nonsense }}\n", encoding="utf-8")
    ran = triage("check", "--config", shop)
    assert ran.status == 78
    assert lines(ran)["templates"][0] == "wrong"
    assert "order_status/en" in lines(ran)["templates"][1]


# --- status and resume ------------------------------------------------------------------------------------------
def put(shop: Path, number: int, subject: str, receipt: Receipt | None) -> None:
    """A mail with a decision and an automatic reply that ended like this; None: the mail was quarantined."""
    store = open_store(load(shop / "triage.toml"))
    content = f"Subject: x\n\n{number}".encode()
    raw = RawMail(id=f"{number:064x}", mailbox="support", content=content, received_at=NOW)
    store.intake.keep([raw], Cursor(mailbox="support", folder="INBOX", uidvalidity=1, last_uid=number))
    shares = {"order_status": 1.0}
    verdict = Verdict(intent="order_status", confidence=1, intents=shares, urgency="low", urgencies={"low": 1.0})
    decision = Decision(
        mail_id=raw.id, mailbox="support", at=NOW, intent="order_status", urgency="low", language="en", confidence=1,
        queue="Logistics", due=None, level=Level.AUTO, eligible=True, outcome="reply", template="order_status",
        hits=(Hit(rule="a", reason="b"),),
    )  # fmt: skip
    action = Action(
        key=f"reply:{raw.id}", kind=ActionKind.REPLY, mail_id=raw.id, mailbox="support", not_before=NOW,
        recipient="ann@customer.example", content=b"Subject: x\n\nx",
    )  # fmt: skip
    mail = Mail(id=raw.id, subject=subject, new_text="where is my parcel")
    store.journal.decide(mail, verdict, Plan(decision=decision, actions=(action,)))
    if receipt is not None:
        assert store.outbox.committing(action.key)
        store.outbox.settle(action.key, receipt, NOW)
    store.database.close()


def test_what_is_uncertain_or_failed_is_listed_and_steers_nothing(triage: Terminal, shop: Path) -> None:
    put(shop, 1, f"{STEERING} {MARKUP}", Receipt(outcome=Outcome.UNCERTAIN, detail="the connection ended [/]"))
    put(shop, 2, "Second", Receipt(outcome=Outcome.FAILED, detail=f"550 no such user {STEERING}"))
    put(shop, 3, "Third", Receipt(outcome=Outcome.DONE))
    ran = triage("status", "--config", shop)
    assert ran.status == 0
    assert "3 mails, 0 not decided yet" in ran.err
    assert "reply uncertain" in ran.err
    assert "reply failed" in ran.err
    assert "[bold red]x[/]" in ran.err
    assert "Third" not in ran.err
    assert not [letter for letter in "\x1b\x9b\x07\u202e\u200b" if letter in ran.err]


def test_an_empty_store_has_nothing_for_a_person(triage: Terminal, shop: Path) -> None:
    ran = triage("status", "--config", shop)
    assert ran.status == 0
    assert "nothing waits for a person" in ran.err


def test_the_breaker_is_told_and_closed_by_resume(triage: Terminal, shop: Path) -> None:
    with (shop / "triage.toml").open("a", encoding="utf-8") as file:
        file.write("[breaker]\nfloor_per_hour = 2\n")
    for number in range(1, 6):
        put(shop, number, "x", Receipt(outcome=Outcome.DONE))
    assert "triage resume support" in triage("status", "--config", shop).err
    assert triage("resume", "supprt", "--config", shop).status == 2
    ran = triage("resume", "support", "--config", shop)
    assert (ran.status, ran.out) == (0, "")
    assert "triage resume support" not in triage("status", "--config", shop).err


def test_a_damaged_store_is_one_line(triage: Terminal, shop: Path) -> None:
    (shop / "state").mkdir()
    (shop / "state" / "triage.db").write_bytes(b"no database" * 1000)
    ran = triage("status", "--config", shop)
    assert ran.status == 78
    assert "damaged" in ran.errors[0]


# --- corrections ------------------------------------------------------------------------------------------------
def test_corrections_are_exported_as_rows_that_training_reads(triage: Terminal, shop: Path) -> None:
    put(shop, 1, "x", None)
    store = open_store(load(shop / "triage.toml"))
    store.corrections.correct(Correction(mail_id=f"{1:064x}", at=NOW, from_queue="Logistics", to_queue="Presales"))
    store.database.close()
    target = shop / "training_data" / "corrections.jsonl"
    target.parent.mkdir()
    target.write_text("of last week\n", encoding="utf-8")
    ran = triage("corrections", "export", "--config", shop)
    assert (ran.status, ran.out) == (0, "")
    assert "1 corrected mails" in ran.err
    assert list(target.parent.iterdir()) == [target]
    measured = triage("evaluate", "--data", target, "--json", "--config", shop)
    assert measured.rows[0]["by_label"]["product_question"]["rows"] == 1


def test_without_corrections_the_file_is_empty(triage: Terminal, shop: Path) -> None:
    ran = triage("corrections", "export", "--out", "rows.jsonl", "--config", shop)
    assert ran.status == 0
    assert (triage.folder / "rows.jsonl").read_bytes() == b""
