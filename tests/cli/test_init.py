"""init: from options and from answers, safe on the first day, whole or not at all."""

from __future__ import annotations

import os
import stat
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.cli.letters import letter
from tests.cli.terminal import Terminal
from triage.config import load
from triage.edges.embedded import MailServer

OPTIONS = {
    "--shop": "Shop", "--address": "support@shop.example", "--imap-host": "imap.shop.example",
    "--smtp-host": "smtp.shop.example", "--user": "support", "--since": "2026-11-01", "--timezone": "Europe/Berlin",
}  # fmt: skip


def options(**other: str) -> list[str]:
    chosen = OPTIONS | {f"--{name.replace('_', '-')}": value for name, value in other.items()}
    return [word for option in chosen.items() for word in option]


def test_options_alone_make_a_folder_that_is_safe_on_the_first_day(triage: Terminal) -> None:
    ran = triage("init", "shop", *options(), "--no-test", stdin="sesame\n")
    assert (ran.status, ran.out) == (0, "")
    config = load(triage.folder / "shop" / "triage.toml")
    (mailbox,) = config.mailbox
    assert (config.levels.default, mailbox.routing, mailbox.since) == ("shadow", "tag", date(2026, 11, 1))
    assert mailbox.smtp is not None
    assert [(server.host, server.port, server.security, server.user) for server in (mailbox.imap, mailbox.smtp)] == [
        ("imap.shop.example", 993, "tls", "support"), ("smtp.shop.example", 465, "tls", "support"),
    ]  # fmt: skip
    assert config.shop.timezone == "Europe/Berlin"


def test_the_folder_holds_what_a_shop_needs_and_a_password_for_its_owner_alone(triage: Terminal) -> None:
    before = os.umask(0)
    try:
        triage("init", "shop", *options(), "--no-test", stdin="päss wörd\n")
    finally:
        os.umask(before)
    shop = triage.folder / "shop"
    secret = shop / "mailbox-password"
    assert secret.read_text(encoding="utf-8") == "päss wörd"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(shop.stat().st_mode) == 0o700
    assert sorted(path.name for path in shop.iterdir()) == [
        "mailbox-password", "models", "notebooks", "templates", "training_data", "triage.example.toml", "triage.toml",
    ]  # fmt: skip
    assert triage("templates", "preview", "order_status", "de", "--config", "shop").status == 0
    assert "päss" not in (shop / "triage.toml").read_text(encoding="utf-8")


def test_questions_are_answered_on_standard_input_and_asked_off_standard_output(triage: Terminal) -> None:
    answers = "My Shop\nhelp@qq.com\n\nnone\n\n\n\nsesame\n"
    ran = triage("init", "shop", "--no-test", stdin=answers)
    assert (ran.status, ran.out) == (0, "")
    assert "授权码" in ran.err
    (mailbox,) = load(triage.folder / "shop" / "triage.toml").mailbox
    assert (mailbox.imap.host, mailbox.imap.user, mailbox.smtp) == ("imap.qq.com", "help@qq.com", None)


GMAIL = {"imap_host": "imap.gmail.com", "smtp_host": "none"}


@pytest.mark.parametrize(
    ("option", "answer", "name"),
    [
        ({}, "\n", "mx.google.com"), ({}, "mx.shop.example\n", "mx.shop.example"), ({}, "none\n", ""),
        ({"authserv_id": "mx.b.example"}, "", "mx.b.example"), ({"authserv_id": "none"}, "", ""),
    ],
)  # fmt: skip
def test_who_vouches_for_senders_is_proposed_where_it_is_known(
    option: dict[str, str], answer: str, name: str, triage: Terminal
) -> None:
    ran = triage("init", "shop", *options(**GMAIL, **option), "--no-test", stdin=f"{answer}sesame\n")
    assert ran.status == 0
    assert ("[mx.google.com]" in ran.err) is (not option)
    assert load(triage.folder / "shop" / "triage.toml").mailbox[0].authserv_id == name


def test_elsewhere_it_stays_empty_and_the_owner_is_told_what_that_means(triage: Terminal) -> None:
    ran = triage("init", "shop", *options(), "--no-test", stdin="sesame\n")
    assert "note: authserv_id is empty, so automatic replies never tell of an order" in ran.err
    assert load(triage.folder / "shop" / "triage.toml").mailbox[0].authserv_id == ""
    assert "authserv_id" not in (triage.folder / "shop" / "triage.toml").read_text(encoding="utf-8")


def test_a_provider_that_wants_starttls_gets_it(triage: Terminal) -> None:
    triage("init", "shop", *options(smtp_host="smtp.office365.com"), "--no-test", stdin="x\n")
    (mailbox,) = load(triage.folder / "shop" / "triage.toml").mailbox
    assert mailbox.smtp is not None
    assert (mailbox.smtp.security, mailbox.smtp.port) == ("starttls", 587)


def test_a_password_may_stay_in_the_environment(triage: Terminal) -> None:
    ran = triage("init", "shop", *options(password_env="SHOP_PASSWORD"), "--no-test")
    (mailbox,) = load(triage.folder / "shop" / "triage.toml").mailbox
    assert ran.status == 0
    assert mailbox.imap.password is not None
    assert mailbox.imap.password.env == "SHOP_PASSWORD"
    assert not (triage.folder / "shop" / "mailbox-password").exists()


@pytest.mark.parametrize("name", ['Bob\'s "Best" \\ Shop', "Größe & 商店 🎁", "]]\\u0041 # no = comment", "{{ x }}"])
def test_any_name_of_a_shop_comes_back_as_it_was(name: str, triage: Terminal) -> None:
    assert triage("init", "shop", *options(shop=name), "--no-test", stdin="x\n").status == 0
    assert load(triage.folder / "shop" / "triage.toml").shop.name == name


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("shop", 'x"\n[levels]\ndefault = "auto"', "shop: must be one line"),
        ("shop", "x\x7f", "shop: must be one line"),
        ("shop", "x\udcff", "shop: must be one line"),
        ("user", "x\r\ny", "user: must be one line"),
        ("since", "next week", "'next week' is not a day"),
        ("since", "2026-02-30", "'2026-02-30' is not a day"),
        ("address", "nobody", "'nobody' is not a mail address"),
        ("address", "a@b@c.example", "is not a mail address"),
        ("address", "ä@shop.example", "ASCII"),
        ("timezone", "Europe/Berlni", 'timezone "Europe/Berlni" does not exist'),
        ("security", "plain", "on this machine only"),
    ],
)
def test_odd_answers_are_told_and_leave_nothing(option: str, value: str, words: str, triage: Terminal) -> None:
    ran = triage("init", "shop", *options(**{option: value}), "--no-test", stdin="x\n")
    assert ran.status == 78
    assert words in ran.errors[0]
    assert list(triage.folder.iterdir()) == []


@pytest.mark.parametrize("given", ["", "\n"])
def test_without_a_password_nothing_is_written(given: str, triage: Terminal) -> None:
    ran = triage("init", "shop", *options(), "--no-test", stdin=given)
    assert ran.status == 78
    assert "the password is empty" in ran.err
    assert list(triage.folder.iterdir()) == []


def test_answers_that_end_too_early_leave_nothing(triage: Terminal) -> None:
    ran = triage("init", "shop", "--no-test", stdin="My Shop\nhelp@shop.example\n")
    assert ran.status == 1
    assert "Traceback" not in ran.err
    assert list(triage.folder.iterdir()) == []


@pytest.mark.parametrize("name", ["triage.toml", "mailbox-password", "templates", "training_data"])
def test_nothing_is_overwritten(name: str, triage: Terminal) -> None:
    mine = triage.folder / "shop" / name
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    ran = triage("init", "shop", *options(), "--no-test", stdin="x\n")
    assert ran.status == 78
    assert f"shop/{name} is there already" in ran.errors[0]
    assert mine.read_text(encoding="utf-8") == "mine"
    assert list(mine.parent.iterdir()) == [mine]


def test_a_folder_that_cannot_be_made_is_named(triage: Terminal) -> None:
    (triage.folder / "file").touch()
    ran = triage("init", "file/shop", *options(), "--no-test", stdin="x\n")
    assert ran.status == 1
    assert "error: file/shop: Not a directory" in ran.err


# --- end to end -------------------------------------------------------------------------------------------------
def local(server: MailServer) -> list[str]:
    return options(
        address=server.user, user=server.user, imap_host=server.host, imap_port=str(server.imap_port),
        smtp_host=server.host, smtp_port=str(server.smtp_port), security="plain",
    )  # fmt: skip


def test_from_nothing_to_mail_that_was_handled(triage: Terminal, model_root: Path) -> None:
    with MailServer() as server:
        server.deliver(letter("Where is my order?", "Where is my order 1042?"), received_at=datetime.now(UTC))
        made = triage("init", "shop", *local(server), stdin=f"{server.password}\n")
        assert made.status == 0
        assert made.err.count("\nok ") == 10
        (triage.folder / "shop" / "models").rmdir()
        (triage.folder / "shop" / "models").symlink_to(model_root)  # as if it had been trained already
        assert triage("check", "--config", "shop").status == 0
        ran = triage("run", "--once", "--config", "shop")
        assert (ran.status, ran.out) == (0, "")
        assert "1 mails handled" in ran.err
        (mail,) = server.folders()["INBOX"]
        assert {"$Triaged", "triage-order_status"} <= mail.flags
        assert server.received == []
        told = triage("status", "--config", "shop")
        assert "1 mail, 0 not decided yet" in told.err
        assert "by queue: Logistics 1" in told.err


def test_a_wrong_password_is_told_and_the_folder_is_there_to_be_mended(triage: Terminal, server: MailServer) -> None:
    ran = triage("init", "my shop", *local(server), stdin="wrong\n")
    assert ran.status == 1
    assert "fails imap support" in ran.err
    assert "cd 'my shop'; triage check" in ran.err
    (triage.folder / "my shop" / "mailbox-password").write_text(server.password, encoding="utf-8")
    assert triage("check", "--config", "my shop").status == 0
