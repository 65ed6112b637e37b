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


MINDED = {  # in the settings -> the check and its words
    "nothing is proven": (
        "[safety]\nprove = false\n",
        "settings",
        "[safety] prove = false: a class on auto is answered",
    ),
    "closed for a season": (
        '[holidays]\nclosed = ["01-01 to 12-31"]\n',
        "clocks",
        "nobody is there at all: [holidays] closed",
    ),
    "a platform that allows less": (
        '[[clock]]\nname = "slow"\nanswer_hours = 20\nlimit_hours = 24\n',
        "clocks",
        'clock "slow": its first answer may take 60 hours, and the platform allows 24',
    ),
    "orders without a rate": (
        '[orders]\nfile = "paid.csv"\n',
        "orders",
        "[customers] every order is in EUR, so vip_spend 1000 and high_value 300 count as EUR; write vip_currency =",
    ),
    "awards that nobody may grant": (
        "[care]\noffers = true\n",
        "codes",
        "[authority] nobody may grant delay_2, customs, delay_asia_2, customs_asia and",
    ),
    "a clock table that has lost the nights": (
        '[[clock]]\nname = "vip"\ncustomers = ["vip"]\nanswer_hours = 2\n',
        "clocks",
        'critical mail waits for the office to open: put [[clock]] name = "critical", urgencies = ["critical"], answer',
    ),
    "two rows that overlap": (
        """[[matrix]]\nname = "a"\nintents = ["refund"]\nmarkets = ["asia"]
        [[matrix]]\nname = "b"\nintents = ["refund"]\nstates = ["lost"]\nanswer = "draft"\n""",
        "settings",
        '[[matrix]] rows "a" and "b" both take refund with the parcel lost',
    ),
    "customers by several clocks": (
        '[orders]\nfile = "orders.csv"\n',
        "orders",
        (
            "US (1 order): several time zones, so replies name times by the clock of UTC; write under [zones] the one"
            ' in which most of these customers live, such as US = "America/New_York"'
        ),
    ),
    "thanks that nobody earns": (
        '[follow_ups]\nthank_you = "draft"\n',
        "settings",
        '[follow_ups] thank_you = "draft" never happens while csat = "off"',
    ),
    "nobody vouches for senders": (
        '[orders]\nfile = "orders.csv"\n',
        "imap support",
        "authserv_id is empty: no sender counts as verified, so no automatic reply tells of an order",
    ),
    "a quote that does not close": ('[orders]\nfile = "orders.csv"\n', "orders", "row 3: a quote opens in it"),
}


@pytest.mark.parametrize(("more", "name", "words"), MINDED.values(), ids=MINDED.keys())
def test_what_works_and_may_not_be_meant_is_a_line_of_its_own(
    triage: Terminal, shop: Path, more: str, name: str, words: str
) -> None:
    rows = 'order,email,state,country\n1,a@b.example,lost,US\n2,"a@b.example,lost,US\n'
    (shop / "orders.csv").write_text(rows, encoding="utf-8")
    paid = "order,email,state,value,currency\n1,a@b.example,lost,5000,EUR\n2,a@b.example,lost,80,EUR\n"
    (shop / "paid.csv").write_text(paid, encoding="utf-8")
    with (shop / "triage.toml").open("a", encoding="utf-8") as settings:
        settings.write(more)
    ran = triage("check", "--config", shop)
    said = [line for line in ran.err.splitlines() if line[6:18].strip() == name]
    assert ran.status == 0, "nothing is wrong"
    assert said[0].startswith("ok")
    assert any(line.startswith("mind") and words in line for line in said[1:])


NOT_MINDED = {
    "a zone is named": '[orders]\nfile = "orders.csv"\n[zones]\nUS = "America/New_York"\n',
    "the shop has no orders": "",
    "thanks after a score": '[follow_ups]\nthank_you = "draft"\ncsat = "draft"\n',
}


@pytest.mark.parametrize("more", NOT_MINDED.values(), ids=NOT_MINDED.keys())
def test_what_is_as_it_should_be_is_not_minded(triage: Terminal, shop: Path, more: str) -> None:
    (shop / "orders.csv").write_text("order,email,state,country\n1,a@b.example,lost,US\n", encoding="utf-8")
    text = (shop / "triage.toml").read_text(encoding="utf-8")
    text = text.replace('name = "support"', 'name = "support"\nauthserv_id = "mx.shop.example"')
    (shop / "triage.toml").write_text(text + more, encoding="utf-8")
    assert "mind" not in triage("check", "--config", shop).err


def test_the_name_that_the_server_writes_is_proposed(triage: Terminal, model_root: Path, tmp_path: Path) -> None:
    (tmp_path / "orders.csv").write_text("order,email,state\n1,a@b.example,lost\n", encoding="utf-8")
    with MailServer() as server:
        text = settings(server, model_root) + '[orders]\nfile = "orders.csv"\n'
        (tmp_path / "triage.toml").write_text(text, encoding="utf-8")
        (tmp_path / "password").touch(mode=0o600)
        (tmp_path / "password").write_text(server.password, encoding="utf-8")
        assert "In the newest mails" not in triage("check", "--config", tmp_path).err
        server.deliver(
            b"Authentication-Results: mx.shop.example; dmarc=pass\r\nSubject: x\r\n\r\nx\r\n", received_at=NOW
        )
        ran = triage("check", "--config", tmp_path)
        assert ran.status == 0
        assert "In the newest mails it is mx.shop.example" in ran.err
        assert all(not mail.flags & {"\\Seen"} for mail in server.folders()["INBOX"])


def test_a_file_of_which_no_order_can_be_used_is_wrong(triage: Terminal, shop: Path) -> None:
    (shop / "orders.csv").write_text("order,email,state\n1,a@b.example,completed\n", encoding="utf-8")
    with (shop / "triage.toml").open("a", encoding="utf-8") as file:
        file.write('[orders]\nfile = "orders.csv"\n')
    ran = triage("check", "--config", shop)
    assert ran.status == 78
    assert lines(ran)["orders"][0] == "wrong"
    assert "not one of its orders can be used; row 2: its state is not known" in lines(ran)["orders"][1]


@pytest.mark.parametrize(
    ("days", "words"),
    [('"always"', "open always, nights and weekends too"), ("[5, 6]", "open Saturday, Sunday 09:00 to 17:00 (UTC)")],
)
def test_check_says_when_somebody_is_there(triage: Terminal, shop: Path, days: str, words: str) -> None:
    settings = (shop / "triage.toml").read_text(encoding="utf-8")
    named = settings.replace('name = "Shop"', f'name = "Shop"\noffice_days = {days}')
    (shop / "triage.toml").write_text(named, encoding="utf-8")
    assert words in lines(triage("check", "--config", shop))["clocks"][1]


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
        assert store.outbox.committing(action.key, NOW)
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
