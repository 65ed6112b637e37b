"""What ports.Mailbox and ports.Hands promise, on Dovecot and on pymap."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from tests.live.conftest import Account, action
from triage.domain import ActionKind, Arrivals, Cursor, Origin, Outcome, RawMail
from triage.edges.hands import MailHands
from triage.edges.imap.mailbox import ImapMailbox
from triage.errors import Refused

Opened = tuple[ImapMailbox, MailHands]
TODAY = datetime.now(UTC).replace(microsecond=0)
TOKEN = "0123456789abcdef0123456789abcdef"
REPLY = f"X-Triage-Id: {TOKEN}\r\nMessage-ID: <one@shop.example>\r\nSubject: Re: order\r\n\r\nHello.\r\n".encode()


def mail(number: int, words: str = "where is my parcel") -> bytes:
    return f"From: ann@example.com\r\nSubject: order {number}\r\n\r\n{words}\r\n".encode()


def read(mailbox: ImapMailbox, after: Cursor | None = None, since: datetime | None = None) -> list[Arrivals]:
    return list(mailbox.arrivals("INBOX", after, since))


def read_one(account: Account, mailbox: ImapMailbox) -> RawMail:
    account.agent.append(mail(1))
    (batch,) = read(mailbox)
    return batch.mails[0]


def place(raw: RawMail) -> list[Origin]:
    assert raw.origin is not None
    return [raw.origin]


# --- reading ----------------------------------------------------------------------------------------------------
def test_an_empty_folder_gives_a_cursor_once(opened: Opened) -> None:
    mailbox, _ = opened
    (batch,) = read(mailbox)
    assert batch.mails == ()
    assert read(mailbox, batch.cursor) == []


def test_mails_come_oldest_first_in_batches_and_never_twice(account: Account, opened: Opened) -> None:
    mailbox, _ = opened
    mailbox._settings.imap.__dict__["batch"] = 3
    for number in range(7):
        account.agent.append(mail(number))
    batches = read(mailbox)
    assert [len(batch.mails) for batch in batches] == [3, 3, 1]
    assert [raw.content for batch in batches for raw in batch.mails] == [mail(number) for number in range(7)]
    assert batches[0].cursor.last_uid == batches[0].mails[-1].origin.uid  # type: ignore[union-attr]
    assert [raw.content for batch in read(mailbox, batches[0].cursor) for raw in batch.mails] == [
        mail(number) for number in range(3, 7)
    ]
    assert read(mailbox, batches[-1].cursor) == []


def test_the_first_start_begins_at_a_day(account: Account, opened: Opened) -> None:
    mailbox, _ = opened
    account.agent.append(mail(1), received_at=TODAY - timedelta(days=9))
    account.agent.append(mail(2), received_at=TODAY - timedelta(days=1))
    account.agent.append(mail(3), received_at=TODAY - timedelta(days=9))
    batches = read(mailbox, since=TODAY - timedelta(days=2))
    assert [raw.content for batch in batches for raw in batch.mails] == [mail(2)]
    assert batches[0].mails[0].received_at == TODAY - timedelta(days=1)
    assert read(mailbox, batches[-1].cursor, TODAY) == []


def test_a_cursor_of_another_numbering_reads_from_the_day(account: Account, opened: Opened) -> None:
    mailbox, _ = opened
    raw = read_one(account, mailbox)
    other = Cursor(mailbox="support", folder="INBOX", uidvalidity=7, last_uid=999_999)
    assert [again.id for batch in read(mailbox, other) for again in batch.mails] == [raw.id]
    assert [again for batch in read(mailbox, other, TODAY + timedelta(days=1)) for again in batch.mails] == []


def test_a_mail_over_the_limit_comes_as_headers(account: Account) -> None:
    from tests.live.conftest import opening
    from triage.settings import Limits

    account.agent.append(mail(1, "x" * 5_000))
    account.agent.append(mail(2))
    for mailbox, _ in opening(account.settings, Limits(mail_bytes=1_000)):
        large, small = [raw for batch in read(mailbox) for raw in batch.mails]
    assert large.note is not None
    assert "too large" in large.note
    assert large.content == mail(1).split(b"\r\n\r\n")[0] + b"\r\n\r\n"
    assert (small.content, small.note) == (mail(2), None)


def test_a_mail_of_26_megabytes_does_not_hold_up_the_next(account: Account, opened: Opened) -> None:
    mailbox, _ = opened
    account.agent.append(mail(1, ("y" * 998 + "\r\n") * 26_000))
    account.agent.append(mail(2))
    large, small = [raw for batch in read(mailbox) for raw in batch.mails]
    assert "the limit is 25000000" in (large.note or "")
    assert small.content == mail(2)


def test_an_unknown_folder_is_refused_in_one_line(opened: Opened) -> None:
    with pytest.raises(Refused, match='there is no folder "Nowhere"'):
        list(opened[0].arrivals("Nowhere", None, None))


def test_folder_names_are_decoded(account: Account, opened: Opened) -> None:
    account.agent.create("R&AOk-clamations")
    assert {"INBOX", "Réclamations", "Sent"} <= set(opened[0].folders())
    assert [batch.mails for batch in opened[0].arrivals("Réclamations", None, None)] == [()]


# --- waiting ----------------------------------------------------------------------------------------------------
def test_idle_wakes_for_a_mail_and_not_before(account: Account, opened: Opened) -> None:
    mailbox, _ = opened
    (first,) = read(mailbox)
    assert [mailbox.wait(0.2) for _ in range(3)] == [False] * 3
    threading.Timer(0.3, account.agent.append, [mail(1)]).start()
    began = time.monotonic()
    assert any(mailbox.wait(1) for _ in range(5))
    assert time.monotonic() - began < 3
    assert mailbox.wait(0.1), "what was announced stays announced until it is read"
    (batch,) = read(mailbox, first.cursor)
    assert batch.mails[0].content == mail(1)
    assert not mailbox.wait(0.2)


def test_a_mail_that_came_while_another_folder_was_open_is_not_missed(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    read(mailbox)
    assert not mailbox.wait(0.1)
    assert hands.happened(action(ActionKind.SENT_COPY, content=REPLY)) is False
    account.agent.append(mail(1))
    assert mailbox.wait(2)


def test_polling_finds_mail_without_idle(account: Account) -> None:
    from tests.live.conftest import opening

    imap = account.settings.imap.model_copy(update={"poll_seconds": 0.2})
    for mailbox, _ in opening(account.settings.model_copy(update={"imap": imap})):
        read(mailbox)
        mailbox._arrival._refused = True
        assert not mailbox.wait(0.3)
        account.agent.append(mail(1))
        assert mailbox.wait(3)


# --- tagging and moving -------------------------------------------------------------------------------------------
def test_tags_are_set_once_or_twice_alike(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    tag = action(ActionKind.TAG, keywords=("triage-urgent", "\\Flagged"))
    places = place(read_one(account, mailbox))
    assert [hands.perform(tag, places).outcome for _ in range(2)] == [Outcome.DONE] * 2
    (flags,) = account.agent.flags()
    assert "triage-urgent" in flags
    assert "\\Flagged" in flags
    assert "\\Seen" not in flags, "reading must not mark a mail as read"


@pytest.mark.parametrize("keyword", ["a b", "a)", "späm", "", "a\r\nX DELETE INBOX", "a%"])
def test_a_keyword_that_is_no_atom_is_refused(account: Account, opened: Opened, keyword: str) -> None:
    mailbox, hands = opened
    raw = read_one(account, mailbox)
    assert hands.perform(action(ActionKind.TAG, keywords=(keyword,)), place(raw)).outcome is Outcome.FAILED


def test_a_move_creates_the_queue_folder_and_tells_the_new_place(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    raw = read_one(account, mailbox)
    move = action(ActionKind.MOVE, raw.id, folder="Triage/Dringend & mehr")
    assert hands.happened(move) is False
    receipt = hands.perform(move, place(raw))
    assert receipt.outcome is Outcome.DONE
    assert receipt.origin is not None
    assert receipt.origin.folder == "Triage/Dringend & mehr"
    assert hands.happened(move) is True
    assert "Triage/Dringend & mehr" in mailbox.folders()
    assert "Dringend" in account.agent.subscribed()
    assert account.agent.mails() == []
    (there,) = mailbox.arrivals("Triage/Dringend & mehr", None, None)
    assert [(found.id, found.origin) for found in there.mails] == [(raw.id, receipt.origin)]


def test_a_repeated_move_finds_the_mail_and_makes_no_second_one(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    raw = read_one(account, mailbox)
    move = action(ActionKind.MOVE, raw.id, folder="Triage/Urgent")
    first, second = (hands.perform(move, place(raw)) for _ in range(2))
    assert (first.outcome, first.origin) == (second.outcome, second.origin)
    assert account.agent.mails("Triage/Urgent") == [mail(1)]


def test_a_move_of_a_deleted_mail_fails_and_says_so(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    raw = read_one(account, mailbox)
    account.agent.expunge()
    receipt = hands.perform(action(ActionKind.MOVE, raw.id, folder="Triage/Urgent"), place(raw))
    assert receipt.outcome is Outcome.FAILED
    assert "moved or deleted" in receipt.detail


def test_a_move_cut_in_the_middle_is_finished_without_a_second_copy(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    raw = read_one(account, mailbox)
    account.agent.create("Triage/Urgent")
    account.agent.append(mail(1), "Triage/Urgent")  # what a crash between COPY and EXPUNGE leaves
    move = action(ActionKind.MOVE, raw.id, folder="Triage/Urgent")
    assert hands.happened(move) is False
    assert hands.perform(move, place(raw)).outcome is Outcome.DONE
    assert (account.agent.mails(), account.agent.mails("Triage/Urgent")) == ([], [mail(1)])
    assert hands.happened(move) is True


def test_a_move_by_copy_leaves_other_peoples_deleted_mails(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    for number in (1, 2):
        account.agent.append(mail(number))
    (batch,) = read(mailbox)
    client = hands._connection.client()
    client.capabilities = tuple(name for name in client.capabilities if name != "MOVE")
    with account.agent.session("INBOX") as other:
        other.store("2", "+FLAGS", "(\\Deleted)")
    receipt = hands.perform(action(ActionKind.MOVE, batch.mails[0].id, folder="Triage/Urgent"), place(batch.mails[0]))
    assert receipt.outcome is Outcome.DONE
    assert receipt.origin is not None
    assert (account.agent.mails(), account.agent.mails("Triage/Urgent")) == ([mail(2)], [mail(1)])


def test_a_move_by_copy_without_uidplus_expunges_nothing(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    raw = read_one(account, mailbox)
    hands._connection.client().capabilities = ("IMAP4REV1",)
    receipt = hands.perform(action(ActionKind.MOVE, raw.id, folder="Triage/Urgent"), place(raw))
    assert receipt.outcome is Outcome.DONE
    assert "left in place" in receipt.detail
    assert (account.agent.mails(), account.agent.mails("Triage/Urgent")) == ([mail(1)], [mail(1)])


def test_no_folder_is_made_outside_the_queue_root(account: Account, opened: Opened) -> None:
    mailbox, hands = opened
    receipt = hands.perform(action(ActionKind.MOVE, folder="Elsewhere"), place(read_one(account, mailbox)))
    assert receipt.outcome is Outcome.FAILED
    assert 'no folder "Elsewhere"' in receipt.detail
    assert account.agent.mails() == [mail(1)]


# --- drafts, copies, replies --------------------------------------------------------------------------------------
@pytest.mark.parametrize(("kind", "flag"), [(ActionKind.DRAFT, "\\Draft"), (ActionKind.SENT_COPY, "\\Seen")])
def test_drafts_and_copies_land_in_their_folder(opened: Opened, account: Account, kind: ActionKind, flag: str) -> None:
    _, hands = opened
    write = action(kind, content=REPLY)
    assert hands.happened(write) is False
    receipt = hands.perform(write, [])
    assert receipt.outcome is Outcome.DONE
    assert receipt.origin is not None
    assert hands.happened(write) is True
    folder = {"Entwürfe": "Entw&APw-rfe"}.get(receipt.origin.folder, receipt.origin.folder)
    assert account.agent.mails(folder) == [REPLY]
    assert flag in account.agent.flags(folder)[0]


def test_a_repeated_draft_is_not_written_again(opened: Opened) -> None:
    _, hands = opened
    assert hands.perform(action(ActionKind.DRAFT, content=REPLY), []).detail == ""
    assert hands.perform(action(ActionKind.DRAFT, content=REPLY, attempts=1), []).detail == "was there already"


def test_proof_is_of_this_message_and_not_of_another_with_our_token(opened: Opened) -> None:
    _, hands = opened
    hands.perform(action(ActionKind.DRAFT, content=REPLY), [])
    other = REPLY.replace(b"<one@", b"<two@")
    assert hands.happened(action(ActionKind.DRAFT, content=other)) is False


def test_nobody_can_tell_of_a_message_without_token_or_of_a_reply(opened: Opened) -> None:
    _, hands = opened
    assert hands.happened(action(ActionKind.DRAFT, content=b"Subject: x\r\n\r\nx")) is None
    assert hands.happened(action(ActionKind.REPLY, content=REPLY)) is None


def test_sent_begins_at_its_end(account: Account, opened: Opened) -> None:
    mailbox, _ = opened
    account.agent.append(mail(1), "Sent")
    (begin,) = mailbox.sent(None)
    assert begin.mails == ()
    account.agent.append(mail(2), "Sent")
    (batch,) = mailbox.sent(begin.cursor)
    assert [raw.content for raw in batch.mails] == [mail(2)]
    assert list(mailbox.sent(batch.cursor)) == []


def test_a_reply_goes_out_with_the_empty_sender(account: Account, opened: Opened) -> None:
    receipt = opened[1].perform(action(ActionKind.REPLY, recipient="ann@example.com", content=REPLY), [])
    assert receipt.outcome is Outcome.DONE
    (sent,) = account.smtp.received
    assert (sent.sender, sent.recipients, sent.content) == ("", ("ann@example.com",), REPLY)


def test_after_close_the_next_call_connects_again(account: Account, opened: Opened) -> None:
    mailbox, _ = opened
    raw = read_one(account, mailbox)
    mailbox.close()
    assert [again.id for batch in read(mailbox) for again in batch.mails] == [raw.id]


def test_one_line_tells_what_the_account_can_do(account: Account, opened: Opened) -> None:
    drafts = {"dovecot": "Entwürfe", "pymap": "Drafts"}[account.kind]
    line = opened[0].describe()
    assert line.startswith("INBOX is writable, keywords; offers IDLE, MOVE, UIDPLUS")
    assert line.endswith(f"drafts: {drafts}, sent: Sent")
