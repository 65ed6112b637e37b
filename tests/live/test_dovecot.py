"""What only a real server shows: lost lines, lost indexes, rights, prefixes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.agent import Agent
from tests.live.conftest import Account, action, dovecot_server, opening, settings
from tests.live.dovecot import PASSWORD, Dovecot
from tests.live.proxy import Proxy
from tests.live.test_contract import REPLY, mail, place, read, read_one
from triage.domain import ActionKind, Outcome
from triage.edges.hands import MailHands
from triage.edges.imap.mailbox import ImapMailbox
from triage.errors import Unavailable

Opened = tuple[ImapMailbox, MailHands]


@pytest.fixture
def account(on_dovecot: Account) -> Account:
    return on_dovecot


@pytest.fixture
def proxy(dovecot: Dovecot) -> Iterator[Proxy]:
    with Proxy(dovecot.port) as between:
        yield between


@pytest.fixture
def through(account: Account, proxy: Proxy, secret: dict[str, str]) -> Iterator[Opened]:
    """The account behind the proxy, in clear text so that the proxy understands it; two seconds of patience."""
    imap = {"host": "127.0.0.1", "port": proxy.port, "security": "plain", "user": account.agent.user, "timeout": 2}
    yield from opening(settings({**imap, "password": secret}))


def test_a_lost_index_reads_everything_again_under_the_same_ids(
    account: Account, opened: Opened, dovecot: Dovecot
) -> None:
    mailbox, _ = opened
    for number in range(3):
        account.agent.append(mail(number))
    (before,) = read(mailbox)
    mailbox.close()
    dovecot.lose_index(account.agent.user)
    time.sleep(1.1)  # UIDVALIDITY is a time in seconds
    again = [raw for batch in read(mailbox, before.cursor) for raw in batch.mails]
    assert {raw.id for raw in again} == {raw.id for raw in before.mails}
    assert again[0].origin is not None
    assert again[0].origin.uidvalidity != before.cursor.uidvalidity


def test_a_place_of_the_old_numbering_is_not_touched(account: Account, opened: Opened, dovecot: Dovecot) -> None:
    mailbox, hands = opened
    raw = read_one(account, mailbox)
    mailbox.close()
    dovecot.lose_index(account.agent.user)
    time.sleep(1.1)
    receipt = hands.perform(action(ActionKind.TAG, raw.id, keywords=("a",)), place(raw))
    assert receipt.outcome is Outcome.FAILED
    assert " a" not in account.agent.flags()[0]


def test_a_folder_that_others_made_read_only(account: Account, opened: Opened, dovecot: Dovecot) -> None:
    mailbox, hands = opened
    account.agent.create("Triage")
    account.agent.create("Triage/Locked")
    account.agent.append(mail(1), "Triage/Locked")
    (Path(dovecot.maildir(account.agent.user)) / ".Triage.Locked" / "dovecot-acl").write_text("owner lr\n")
    (batch,) = mailbox.arrivals("Triage/Locked", None, None)
    locked = batch.mails[0]
    for doing in (
        action(ActionKind.TAG, locked.id, keywords=("a",)),
        action(ActionKind.MOVE, locked.id, folder="Triage/Open"),
        action(ActionKind.DRAFT, folder="Triage/Locked", content=REPLY),
    ):
        receipt = hands.perform(doing, place(locked))
        assert (doing.kind, receipt.outcome) == (doing.kind, Outcome.FAILED)
        assert receipt.detail
    raw = read_one(account, mailbox)
    into = hands.perform(action(ActionKind.MOVE, raw.id, folder="Triage/Locked"), place(raw))
    assert into.outcome is Outcome.FAILED
    assert account.agent.mails() == [mail(1)], "what cannot be moved stays"


@pytest.mark.parametrize("then", ["cut", "cut_after", "swallow"])
def test_a_line_lost_while_fetching_loses_no_mail(account: Account, through: Opened, proxy: Proxy, then: str) -> None:
    mailbox, _ = through
    for number in range(5):
        account.agent.append(mail(number))
    proxy.watch(b"BODY.PEEK[]", then)
    with pytest.raises(Unavailable):
        read(mailbox)
    proxy.heal()
    assert [raw.content for batch in read(mailbox) for raw in batch.mails] == [mail(number) for number in range(5)]


LOST: list[tuple[ActionKind, bytes, str, Outcome, bool]] = [
    (ActionKind.DRAFT, b"APPEND", "cut", Outcome.RETRY, False),
    (ActionKind.DRAFT, b"X-Triage-Id", "cut", Outcome.UNCERTAIN, False),
    (ActionKind.DRAFT, b"X-Triage-Id", "cut_after", Outcome.UNCERTAIN, True),
    (ActionKind.SENT_COPY, b"X-Triage-Id", "cut_after", Outcome.UNCERTAIN, True),
    (ActionKind.MOVE, b"UID MOVE", "cut", Outcome.UNCERTAIN, False),
    (ActionKind.MOVE, b"UID MOVE", "cut_after", Outcome.UNCERTAIN, True),
]


@pytest.mark.parametrize(("kind", "pattern", "then", "outcome", "done"), LOST)
def test_a_lost_answer_is_cleared_up_by_looking(
    account: Account,
    through: Opened,
    proxy: Proxy,
    kind: ActionKind,
    pattern: bytes,
    then: str,
    outcome: Outcome,
    done: bool,
) -> None:
    mailbox, hands = through
    raw = read_one(account, mailbox)
    folder = "Triage/Urgent" if kind is ActionKind.MOVE else ""
    doing = action(kind, raw.id, content=REPLY, folder=folder)
    if folder:
        hands._folders.ensure(folder)
    proxy.watch(pattern, then)
    assert hands.perform(doing, place(raw)).outcome is outcome
    proxy.heal()
    time.sleep(0.3)
    assert hands.happened(doing) is done
    if not done:
        assert hands.perform(doing, place(raw)).outcome is Outcome.DONE
        assert hands.happened(doing) is True


def test_a_line_that_dies_in_idle_is_noticed_and_mended(account: Account, through: Opened, proxy: Proxy) -> None:
    mailbox, _ = through
    read(mailbox)
    assert not mailbox.wait(0.2)
    proxy.cut()
    with pytest.raises(Unavailable):
        any(mailbox.wait(0.5) for _slice in range(10))
    account.agent.append(mail(1))
    assert mailbox.wait(1)
    assert [raw.content for batch in read(mailbox) for raw in batch.mails] == [mail(1)]


def test_a_line_that_goes_silent_in_idle_ends_within_the_time_limit(through: Opened, proxy: Proxy) -> None:
    mailbox, _ = through
    read(mailbox)
    assert not mailbox.wait(0.2)
    proxy.swallow()
    began = time.monotonic()
    with pytest.raises(Unavailable, match="no answer within 2 s"):
        read(mailbox)
    assert time.monotonic() - began < 6
    proxy.heal()
    assert len(read(mailbox)) == 1


def test_a_hundred_mails_and_a_reply_do_not_mix_on_a_tls_line(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    with account.agent.session() as client:
        for number in range(100):
            client.append("INBOX", "", None, mail(number, "z" * (number * 700)))
    batches = read(mailbox)
    assert [raw.content for batch in batches for raw in batch.mails] == [mail(n, "z" * (n * 700)) for n in range(100)]
    large = REPLY + b"w" * 3_000_000
    assert hands.perform(action(ActionKind.DRAFT, content=large), []).outcome is Outcome.DONE


def test_dots_and_a_prefix(secret: dict[str, str]) -> None:
    """Courier's layout: everything below INBOX, steps apart by dots."""
    with dovecot_server(separator=".", prefix="INBOX.") as server:
        imap = {
            "host": "127.0.0.1",
            "port": server.tls_port,
            "ca_file": server.ca_file,
            "user": "u1",
            "password": secret,
        }
        agent = Agent(port=server.port, user="u1", password=PASSWORD)
        for mailbox, hands in opening(settings(imap)):
            agent.append(mail(1))
            (batch,) = read(mailbox)
            raw = batch.mails[0]
            receipt = hands.perform(action(ActionKind.MOVE, raw.id, folder="Triage/Urgent"), place(raw))
            assert (receipt.outcome, receipt.origin and receipt.origin.folder) == (Outcome.DONE, "Triage/Urgent")
            assert agent.mails("INBOX.Triage.Urgent") == [mail(1)]
            assert set(mailbox.folders()) >= {"INBOX", "Entwürfe", "Sent", "Triage/Urgent"}
            (there,) = mailbox.arrivals("Triage/Urgent", None, None)
            assert there.mails[0].id == raw.id
            assert hands.perform(action(ActionKind.DRAFT, content=REPLY), []).outcome is Outcome.DONE
